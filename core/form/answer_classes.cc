#include "core/form/answer_classes.h"

#include <algorithm>
#include <map>

#include "core/form/legal_answers.h"

namespace eteinen::form {
namespace {

using Signature = std::vector<int>;  // what each reader makes of an answer

// A question whose every answer is a class of its own is thinned out when it has more than so many.
constexpr std::size_t kMostApart = 48;

class Classifier {
 public:
  Classifier(const Item& item, int question, FormLeaves& leaves, Formulas& formulas)
      : item_(item), leaves_(leaves), formulas_(formulas), legal_(LegalAnswersOf(item)) {
    for (const Formulas::Reader& reader : formulas.ReadersOf(question)) {
      if (reader.alone) {
        readers_.push_back(reader);
      } else {
        apart_ = true;
      }
    }
  }

  void Fill(Asked& asked) {
    if (apart_ && legal_.all.size() > kMostApart && legal_.chosen.empty()) Thin();
    asked.sampled = legal_.sampled && !OnlyPresenceCounts();
    asked.looked_at = legal_.all.size();
    std::vector<Signature> signatures;
    for (std::size_t i = 0; i < legal_.all.size(); ++i) signatures.push_back(SignatureOf(i));
    std::map<Signature, int> classes;
    for (std::size_t i = 0; i < legal_.all.size(); ++i) {
      Signature key = signatures[i];
      if (apart_) key.push_back(static_cast<int>(i));
      const auto [entry, fresh] = classes.try_emplace(std::move(key), static_cast<int>(asked.classes.size()));
      if (fresh) asked.classes.push_back({formulas_.Constant(legal_.all[i]), 0});
      ++asked.classes[static_cast<std::size_t>(entry->second)].count;
      if (!legal_.chosen.empty()) asked.sets.emplace_back(legal_.chosen[i], entry->second);
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

  // For a leaf that is content with any one answer, that of the single options is enough.
  int ToldOfSet(std::size_t reader, std::uint32_t set) {
    if (singles_.empty()) singles_.resize(readers_.size());
    std::vector<int>& single = singles_[reader];
    if (single.empty()) {
      for (const Option& option : item_.options) {
        Json answer = Json::MakeObject();
        answer.Set(option.key, *option.value);
        single.push_back(Told(readers_[reader], Json::MakeArray({std::move(answer)})));
      }
    }
    constexpr int kTrue = static_cast<int>(Leaves::Truth::kTrue);
    for (std::size_t i = 0; i < single.size(); ++i) {
      if ((set >> i & 1) != 0 && single[i] == kTrue) return kTrue;
    }
    return static_cast<int>(Leaves::Truth::kFalse);
  }

  Signature SignatureOf(std::size_t answer) {
    Signature signature;
    for (std::size_t r = 0; r < readers_.size(); ++r) {
      const bool by_option = !legal_.chosen.empty() && legal_.chosen[answer] != 0 && readers_[r].truth &&
                             leaves_.IsForAnyAnswer(readers_[r].leaf);
      signature.push_back(by_option ? ToldOfSet(r, legal_.chosen[answer]) : Told(readers_[r], legal_.all[answer]));
    }
    return signature;
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
    for (std::size_t i = 0; i < legal_.chosen.size(); ++i) by_set.emplace(legal_.chosen[i], i);
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
  std::vector<std::vector<int>> singles_;
  bool apart_ = false;
};

}  // namespace

void ClassifyAnswers(const Item& item, int question, FormLeaves& leaves, Formulas& formulas, Asked& asked) {
  Classifier(item, question, leaves, formulas).Fill(asked);
}

}  // namespace eteinen::form
