#include "core/app/symptoms.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace eteinen::app {
namespace {

constexpr std::string_view kUseSystem = "urn:eteinen:use";
constexpr std::string_view kAreaSystem = "urn:eteinen:area";
constexpr std::string_view kLightSystem = "urn:eteinen:search-light";
constexpr std::string_view kOrdinalUrl = "http://hl7.org/fhir/StructureDefinition/ordinalValue";

// Small plain letters, a byte each: å, ä → a; ö → o; é → e; any other sign of more bytes → ?.
std::string Folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c >= 0xC0) {
      const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
      const unsigned letter = c == 0xC3 ? (next | 0x20U) : 0;  // Å, Ä, Ö and É differ from the small ones by one bit
      out += letter == 0xA4 || letter == 0xA5 ? 'a' : letter == 0xB6 ? 'o' : letter == 0xA9 ? 'e' : '?';
    }
  }
  return out;
}

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : Folded(text)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '?';
    if (letter) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::size_t CommonBeginning(std::string_view a, std::string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return n;
}

// One letter wrong, missing, extra, or two neighbours swapped; at most.
bool OneSlip(std::string_view a, std::string_view b) {
  const std::size_t same = CommonBeginning(a, b);
  a.remove_prefix(same);
  b.remove_prefix(same);
  if (a.empty() || b.empty()) return a.size() + b.size() <= 1;
  if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0] && a.substr(2) == b.substr(2)) return true;
  return a.substr(1) == b.substr(1) || a.substr(1) == b || a == b.substr(1);
}

// How well a typed word fits a known one: 4 the same, 3 beginning, inflected or the last part of what was typed, 2
// another stem or another part of a compound, 1 with a slip, 0 not at all.
int Fit(std::string_view typed, std::string_view known) {
  constexpr std::size_t kLongestEnding = 6;  // "korvassanikin"
  if (typed == known) return 4;
  const std::size_t same = CommonBeginning(typed, known);
  const bool ending = typed.size() <= known.size() + kLongestEnding;
  if (same == typed.size()) return 3;
  if (same == known.size() && known.size() >= 3 && ending) return 3;
  // kurkku, kurkussa; polvi, polvessa: all but the last two letters.
  if (same >= 4 && same + 2 >= known.size() && ending) return 2;
  if (typed.size() >= 4 && known.find(typed) != std::string_view::npos) return 2;
  // A compound is what its last part says: "sienimyrkytyksen" is a "myrkytys" before it is of a "sieni".
  if (known.size() >= 4 && same < known.size()) {
    const std::size_t last = typed.rfind(known);
    if (last != std::string_view::npos && typed.size() - last <= known.size() + kLongestEnding) return 3;
  }
  if (known.size() >= 4 && same == known.size()) return 2;
  if (typed.size() < 4 || known.size() < 4 || typed[0] != known[0]) return 0;
  if (OneSlip(typed, known)) return 1;
  // The slip may stand in an inflected form, or in a word not yet written to its end.
  for (std::size_t length = known.size() - 1; length <= known.size() + 1 && known.size() >= 5 && ending; ++length) {
    if (length < typed.size() && OneSlip(typed.substr(0, length), known)) return 1;
  }
  return typed.size() >= 5 && typed.size() < known.size() && OneSlip(typed, known.substr(0, typed.size())) ? 1 : 0;
}

// Every text of a coding or a title, translations included.
void CollectWords(const Json& value, std::vector<std::string>& words) {
  if (value.IsString()) {
    for (std::string& word : WordsOf(value.AsString())) words.push_back(std::move(word));
  }
  for (const Json& item : value.Items()) CollectWords(item, words);
  for (const Json::Member& member : value.Members()) {
    const bool text =
        member.key != "url" && member.key != "system" && member.key != "code" && member.key != "valueCode";
    if (text) CollectWords(member.value, words);
  }
}

const Json* CodingOf(const Json& entry, std::string_view system) {
  for (const Json& code : entry["code"].Items()) {
    if (code["system"].AsString() == system) return &code;
  }
  return nullptr;
}

std::int64_t RankOf(const Json& area) {
  for (const Json& extension : area["extension"].Items()) {
    if (extension["url"].AsString() == kOrdinalUrl) return extension["valueDecimal"].AsInt().value_or(0);
  }
  return 0;
}

bool Has(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

bool HasUse(const Json& questionnaire, std::string_view use) {
  const Json::Array& codes = questionnaire["code"].Items();
  return std::any_of(codes.begin(), codes.end(), [&](const Json& code) {
    return code["system"].AsString() == kUseSystem && code["code"].AsString() == use;
  });
}

int SearchScore(const Json& entry, std::string_view search, std::string_view locale,
                const std::vector<std::string>& light_words) {
  constexpr int kAWordFound = 100;
  // With a slip, or of the same part of the body: two of them weigh less than one found.
  constexpr int kAWordNearby = 40;
  // The very word, in the language that is shown: "kissa" is a cat in Finnish, and to pee in Swedish.
  constexpr int kInOwnLanguage = 5;
  std::vector<std::string> title_words;
  std::vector<std::string> words;       // of the symptom itself
  std::vector<std::string> own_words;   // of these, the ones in the language that is shown
  std::vector<std::string> area_words;  // of the part of the body: it has other symptoms too
  const std::string_view language = entry["language"].AsString();
  for (const char* member : {"title", "_title"}) CollectWords(entry[member], title_words);
  for (const Json& code : entry["code"].Items()) {
    CollectWords(code, code["system"].AsString() == kAreaSystem ? area_words : words);
    if (code["system"].AsString() != kAreaSystem && !locale.empty()) {
      for (std::string& word : WordsOf(form::Localised(code, "display", locale, language).text)) {
        own_words.push_back(std::move(word));
      }
    }
  }
  std::vector<std::string> typed = WordsOf(search);
  // "on" and "ja" say nothing beside a longer word.
  const bool any_long =
      std::any_of(typed.begin(), typed.end(), [](const std::string& word) { return word.size() > 2; });
  int score = 0;
  for (const std::string& word : typed) {
    if (any_long && word.size() <= 2) continue;
    int best = 0;
    for (const std::string& known : title_words) best = std::max(best, Fit(word, known) + (word == known ? 2 : 0));
    for (const std::string& known : words) best = std::max(best, Fit(word, known));
    if (std::find(own_words.begin(), own_words.end(), word) != own_words.end()) best = std::max(best, kInOwnLanguage);
    for (const std::string& known : area_words) best = std::max(best, std::min(1, Fit(word, known)));
    const bool light = std::find(light_words.begin(), light_words.end(), word) != light_words.end();
    if (best > 0) score += (light ? 0 : best > 1 ? kAWordFound : kAWordNearby) + best;
  }
  return score;
}

std::vector<SymptomGroup> SymptomGroups(const Json& list, std::string_view search, std::string_view locale,
                                        const std::vector<std::string>& chosen) {
  std::vector<SymptomGroup> groups;
  const Json::Array& entries = list["questionnaires"].Items();
  if (!WordsOf(search).empty()) {
    std::vector<std::pair<int, const Json*>> found;
    std::vector<std::string> light_words;
    for (const Json& entry : entries) {
      if (const Json* light = CodingOf(entry, kLightSystem)) CollectWords(*light, light_words);
    }
    for (const Json& entry : entries) {
      const int score = HasUse(entry, kUseSymptom) ? SearchScore(entry, search, locale, light_words) : 0;
      if (score > 0 || Has(chosen, entry["id"].AsString())) found.emplace_back(score, &entry);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    if (found.empty()) return groups;
    groups.push_back({"symptoms.found", {}, {}});
    for (const auto& [score, entry] : found) groups.back().entries.push_back(entry);
    return groups;
  }
  std::vector<std::int64_t> ranks;
  for (const Json& entry : entries) {
    const Json* area = CodingOf(entry, kAreaSystem);
    if (!HasUse(entry, kUseSymptom) || area == nullptr) continue;
    const std::string key = "symptoms.area." + (*area)["code"].AsString();
    auto group = std::find_if(groups.begin(), groups.end(), [&](const SymptomGroup& one) { return one.key == key; });
    if (group == groups.end()) {
      const auto place = std::upper_bound(ranks.begin(), ranks.end(), RankOf(*area));
      group = groups.insert(groups.begin() + (place - ranks.begin()),
                            {key, form::Localised(*area, "display", locale, entry["language"].AsString()), {}});
      ranks.insert(place, RankOf(*area));
    }
    group->entries.push_back(&entry);
  }
  return groups;
}

std::string GeneralSymptom(const Json& list) {
  for (const Json& entry : list["questionnaires"].Items()) {
    if (HasUse(entry, kUseGeneral)) return entry["id"].AsString();
  }
  return {};
}

}  // namespace eteinen::app
