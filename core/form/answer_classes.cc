#include "core/form/answer_classes.h"

#include <algorithm>
#include <map>

#include "core/form/legal_answers.h"

namespace eteinen::form {
namespace {

using Signature = std::vector<int>;  // what each reader makes of an answer

// A question whose every answer is a class of its own is thinned out when it has more than so many.
constexpr std::size_t kMostApart = 48;
// Groups of options of which every set is looked at.
constexpr std::size_t kMostGroups = 18;

class Classifier {
 public:
  Classifier(const Item& item, int question, FormLeaves& leaves, Formulas& formulas)
      : item_(item), leaves_(leaves), formulas_(formulas) {
    for (const Formulas::Reader& reader : formulas.ReadersOf(question)) {
      if (reader.alone) {
        readers_.push_back(reader);
      } else {
        apart_ = true;
      }
    }
  }

  void Fill(Asked& asked) {
    if (IsReadOptionByOption()) return FillFromOptions(asked);
    legal_ = LegalAnswersOf(item_);
    if (apart_ && legal_.all.size() > kMostApart && legal_.chosen.empty()) Thin();
    asked.sampled = legal_.sampled && !OnlyPresenceCounts();
    asked.looked_at = legal_.all.size();
    std::vector<Signature> signatures;
    for (std::size_t i = 0; i < legal_.all.size(); ++i) signatures.push_back(SignatureOf(legal_.all[i]));
    for (std::size_t i = 0; i < legal_.all.size(); ++i) {
      Signature key = signatures[i];
      if (apart_) key.push_back(static_cast<int>(i));
      const int at = ClassOf(
          std::move(key), [&] { return legal_.all[i]; }, 1, asked);
      if (!legal_.chosen.empty() && legal_.chosen[i]) asked.sets.emplace_back(*legal_.chosen[i], at);
    }
    std::sort(asked.sets.begin(), asked.sets.end());
    FindUnused(signatures, asked);
  }

 private:
  void Thin() {
    std::vector<Json> fewer;
    const std::size_t last = legal_.all.size() - 1;
    for (std::size_t i = 0; i < kMostApart; ++i) fewer.push_back(legal_.all[last * i / (kMostApart - 1)]);
    legal_.all = std::move(fewer);
    legal_.sampled = true;
  }

  // Samples of endless answers are whole as long as conditions ask only whether there is one.
  bool OnlyPresenceCounts() const {
    return !apart_ && std::all_of(readers_.begin(), readers_.end(), [&](const Formulas::Reader& reader) {
      const std::string_view text = leaves_.TextOf(reader.leaf);
      return text.empty() ? item_.type != ItemType::kOpenChoice
                          : text.ends_with(".answer.exists()") || text.ends_with(".answer.value.exists()") ||
                                text.ends_with(".answer.empty()") || text.ends_with(".answer.value.empty()");
    });
  }

  int Told(const Formulas::Reader& reader, const Json& answers) {
    if (reader.truth) return static_cast<int>(leaves_.Judge(reader.leaf, {&answers}));
    return formulas_.Constant(leaves_.Value(reader.leaf, {&answers}));
  }

  Signature SignatureOf(const Json& answers) {
    Signature signature;
    for (const Formulas::Reader& reader : readers_) signature.push_back(Told(reader, answers));
    return signature;
  }

  // The class with this signature; a new one gets its example from `answers`.
  template <typename Answers>
  int ClassOf(Signature signature, const Answers& answers, std::int64_t count, Asked& asked) {
    const auto [entry, fresh] = classes_.try_emplace(std::move(signature), static_cast<int>(asked.classes.size()));
    if (fresh) asked.classes.push_back({formulas_.Constant(answers()), 0});
    asked.classes[static_cast<std::size_t>(entry->second)].count += count;
    return entry->second;
  }

  // Of a question with several answers: what a set of options comes to is known from what each option comes to.
  bool IsReadOptionByOption() const {
    return item_.repeats && item_.type == ItemType::kChoice && !apart_ && !item_.options.empty() &&
           item_.options.size() <= 32 && !item_.min_occurs && !item_.max_occurs &&
           std::all_of(readers_.begin(), readers_.end(), [&](const Formulas::Reader& reader) {
             return reader.truth && leaves_.IsForAnyAnswer(reader.leaf);
           });
  }

  Json AnswerOf(std::size_t option) const {
    Json answer = Json::MakeObject();
    answer.Set(item_.options[option].key, *item_.options[option].value);
    return answer;
  }

  // Options that every condition takes alike are one group, of which one option stands for any of them.
  void FillFromOptions(Asked& asked) {
    std::vector<Signature> alone;
    std::map<Signature, std::size_t> by_signature;
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t o = 0; o < item_.options.size(); ++o) {
      alone.push_back(SignatureOf(Json::MakeArray({AnswerOf(o)})));
      if (item_.options[o].exclusive) continue;
      const auto [entry, fresh] = by_signature.try_emplace(alone[o], groups.size());
      if (fresh) groups.emplace_back();
      groups[entry->second].push_back(o);
    }
    const std::size_t walked = std::min(groups.size(), kMostGroups);
    asked.sampled = walked < groups.size();
    asked.looked_at = item_.options.size();
    const Signature none = SignatureOf(Json::MakeArray());
    if (!item_.required) {
      asked.sets.emplace_back(0, ClassOf(
                                     none, [] { return Json::MakeArray(); }, 1, asked));
    }
    for (std::uint32_t set = 1; set < std::uint32_t{1} << walked; ++set) {
      Signature signature = none;
      std::int64_t count = 1;
      std::uint32_t options = 0;
      for (std::size_t g = 0; g < walked; ++g) {
        if ((set >> g & 1) == 0) continue;
        const Signature& of_group = alone[groups[g].front()];
        for (std::size_t r = 0; r < signature.size(); ++r) {
          if (of_group[r] == static_cast<int>(Leaves::Truth::kTrue)) signature[r] = of_group[r];
        }
        count *= (std::int64_t{1} << groups[g].size()) - 1;
        options |= std::uint32_t{1} << groups[g].front();
      }
      const auto answers = [&] {
        Json chosen = Json::MakeArray();
        for (std::size_t o = 0; o < item_.options.size(); ++o) {
          if ((options >> o & 1) != 0) chosen.Append(AnswerOf(o));
        }
        return chosen;
      };
      asked.sets.emplace_back(options, ClassOf(std::move(signature), answers, count, asked));
    }
    for (std::size_t o = 0; o < item_.options.size(); ++o) {
      if (!item_.options[o].exclusive) continue;
      const auto answers = [&] { return Json::MakeArray({AnswerOf(o)}); };
      asked.sets.emplace_back(std::uint32_t{1} << o, ClassOf(alone[o], answers, 1, asked));
    }
    std::sort(asked.sets.begin(), asked.sets.end());
    FindUnusedOptions(alone, none, asked);
  }

  // `alone`: what each option comes to by itself.
  void FindUnusedOptions(const std::vector<Signature>& alone, const Signature& none, Asked& asked) {
    std::vector<std::size_t> telling;
    for (std::size_t r = 0; r < readers_.size(); ++r) {
      if (std::any_of(alone.begin(), alone.end(), [&](const Signature& one) { return one[r] != alone[0][r]; })) {
        telling.push_back(r);
      }
    }
    asked.distinguished = !telling.empty();
    if (telling.empty()) return;
    for (std::size_t o = 0; o < alone.size(); ++o) {
      const bool unused =
          std::all_of(telling.begin(), telling.end(), [&](std::size_t r) { return alone[o][r] == none[r]; });
      if (unused && !item_.options[o].exclusive) asked.unused.push_back(static_cast<int>(o));
    }
  }

  // Readers that tell two given answers apart, not only an answer from none.
  std::vector<std::size_t> TellingReaders(const std::vector<Signature>& signatures) const {
    std::vector<std::size_t> telling;
    for (std::size_t r = 0; r < readers_.size(); ++r) {
      std::optional<int> first;
      bool differs = false;
      for (std::size_t i = 0; i < signatures.size(); ++i) {
        if (legal_.all[i].Items().empty()) continue;
        differs = differs || (first && *first != signatures[i][r]);
        first = signatures[i][r];
      }
      if (differs) telling.push_back(r);
    }
    return telling;
  }

  void FindUnused(const std::vector<Signature>& signatures, Asked& asked) {
    const std::vector<std::size_t> telling = TellingReaders(signatures);
    asked.distinguished = apart_ || !telling.empty();
    if (apart_ || item_.options.empty() || telling.empty()) return;
    const Json none = Json::MakeArray();
    const auto same = [&](const Signature& a, const Signature& b) {
      return std::all_of(telling.begin(), telling.end(), [&](std::size_t r) { return a[r] == b[r]; });
    };
    Signature of_none(readers_.size());
    for (const std::size_t r : telling) of_none[r] = Told(readers_[r], none);
    std::map<std::uint32_t, std::size_t> by_set;
    for (std::size_t i = 0; i < legal_.chosen.size(); ++i) {
      if (legal_.chosen[i]) by_set.emplace(*legal_.chosen[i], i);
    }
    for (std::size_t o = 0; o < item_.options.size(); ++o) {
      if (item_.options[o].exclusive) continue;
      bool unused = true;
      if (item_.repeats) {
        const std::uint32_t bit = o < 32 ? std::uint32_t{1} << o : 0;
        for (const auto& [set, i] : by_set) {
          if ((set & bit) == 0) continue;
          const auto without = by_set.find(set & ~bit);
          unused = unused && same(signatures[i], without != by_set.end() ? signatures[without->second] : of_none);
        }
      } else {
        const std::size_t at = o + (item_.required ? 0 : 1) + (item_.type == ItemType::kOpenChoice ? 1 : 0);
        unused = at < signatures.size() && same(signatures[at], of_none);
      }
      if (unused) asked.unused.push_back(static_cast<int>(o));
    }
  }

  const Item& item_;
  FormLeaves& leaves_;
  Formulas& formulas_;
  LegalAnswers legal_;
  std::vector<Formulas::Reader> readers_;
  std::map<Signature, int> classes_;
  bool apart_ = false;
};

}  // namespace

void ClassifyAnswers(const Item& item, int question, FormLeaves& leaves, Formulas& formulas, Asked& asked) {
  Classifier(item, question, leaves, formulas).Fill(asked);
}

}  // namespace eteinen::form
