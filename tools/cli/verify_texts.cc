#include <algorithm>
#include <map>
#include <optional>

#include "core/fhir/element.h"
#include "core/form/assessment.h"
#include "core/form/urls.h"
#include "tools/cli/command.h"
#include "tools/cli/verify.h"

namespace eteinen::cli {
namespace {

constexpr std::string_view kWordingMissing = "urn:eteinen:wording-missing";
constexpr std::string_view kCountyLanguages[] = {"fi", "sv", "en"};

using Languages = std::vector<std::string>;

// Language → text of the `translation` extensions beside a member.
std::map<std::string, std::string> Translations(const Json& owner, const std::string& key) {
  std::map<std::string, std::string> found;
  for (const Json& translation : owner["_" + key]["extension"].Items()) {
    if (translation["url"].AsString() != form::url::kTranslation) continue;
    std::string language, content;
    for (const Json& part : translation["extension"].Items()) {
      if (part["url"].AsString() == "lang") language = part["valueCode"].AsString();
      if (part["url"].AsString() != "content") continue;
      content = part[part.Has("valueMarkdown") ? "valueMarkdown" : "valueString"].AsString();
    }
    found[language] = content;
  }
  return found;
}

std::size_t WordsIn(std::string_view sentence) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : sentence) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    words += !space && !inside;
    inside = !space;
  }
  return words;
}

// The words of the longest sentence. A sentence ends with . ! ? or : before a space, or with a line.
std::size_t LongestSentence(std::string_view text) {
  std::size_t longest = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool last = i + 1 == text.size();
    const bool stop = text[i] == '\n' || (std::string_view(".!?:").find(text[i]) != std::string_view::npos &&
                                          (last || text[i + 1] == ' ' || text[i + 1] == '\n'));
    if (!stop && !last) continue;
    longest = std::max(longest, WordsIn(text.substr(begin, i + 1 - begin)));
    begin = i + 1;
  }
  return longest;
}

// A message of a catalogue as its longest reader sees it: of a choice its wordiest branch, of anything else filled in
// one word.
std::string Filled(std::string_view message) {
  std::string text;
  for (std::size_t i = 0; i < message.size(); ++i) {
    if (message[i] != '{') {
      text += message[i];
      continue;
    }
    std::vector<std::string> branches;
    std::size_t depth = 0, begin = 0;
    for (std::size_t at = i; at < message.size(); ++at) {
      if (message[at] == '{' && ++depth == 2) begin = at + 1;
      if (message[at] != '}') continue;
      if (depth == 2) branches.push_back(Filled(message.substr(begin, at - begin)));
      if (--depth > 0) continue;
      i = at;
      break;
    }
    const auto wordier = [](const std::string& a, const std::string& b) { return WordsIn(a) < WordsIn(b); };
    text += branches.empty() ? "x" : *std::max_element(branches.begin(), branches.end(), wordier);
    if (depth > 0) break;  // a bracket that is never closed: the catalogues' own test says so
  }
  return text;
}

// The limit of assets/language, a rule for one language.
struct PlainLanguage {
  std::string language;
  std::size_t most_words = 0;
};

bool IsOfAnEmergency(const Json& rule) {
  for (const Json& part : rule["extension"].Items()) {
    if (part["url"].AsString() == "urgency") return part["valueCode"].AsString() == "emergency";
  }
  return false;
}

bool IsHidden(const Json& item) {
  const Json* hidden = fhir::Extension(item, form::url::kHidden);
  return hidden != nullptr && (*hidden)["valueBoolean"].AsBool();
}

class Texts {
 public:
  Texts(const std::string& file, const std::optional<PlainLanguage>& plain, VerifyReport& report)
      : file_(file), plain_(plain), report_(report) {}

  // A text member of `owner`.
  void Check(const Json& owner, const std::string& key, const std::string& path, const Languages& languages) {
    const auto found = Translations(owner, key);
    for (const std::string& language : languages) {
      const auto text = found.find(language);
      if (text != found.end() && !text->second.empty()) continue;
      Add(path, "missing-translation", "no text in \"" + language + "\" for \"" + owner[key].AsString() + "\"");
    }
    if (!plain_) return;
    if (const auto text = found.find(plain_->language); text != found.end()) CheckLength(text->second, path);
  }

  void CheckLength(const std::string& text, const std::string& path) {
    const std::size_t words = LongestSentence(text);
    if (!plain_ || words <= plain_->most_words) return;
    Add(path, "long-sentence",
        "a sentence of " + std::to_string(words) + " words in \"" + plain_->language + "\", " +
            std::to_string(plain_->most_words) + " are the most: " + text);
  }

  // An item or the form itself with everything beneath. What is hidden is read by nobody, what lies beneath it is: the
  // professional gets the answers of every question that is not hidden itself.
  void CheckItems(const Json& element, const std::string& path, const Languages& languages) {
    if (!IsHidden(element)) CheckItem(element, path, languages);
    const Json::Array& items = element["item"].Items();
    for (std::size_t i = 0; i < items.size(); ++i) {
      CheckItems(items[i], JoinPath(JoinPath(path, "item"), i), languages);
    }
  }

  // An item without what lies beneath.
  void CheckItem(const Json& element, const std::string& path, const Languages& languages) {
    const Json::Array& extensions = element["extension"].Items();
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      const std::string place = JoinPath(JoinPath(path, "extension"), i);
      if (extensions[i]["url"].AsString() == form::url::kShortText) {
        Check(extensions[i], "valueString", place, languages);
      }
    }
    for (const char* key : {"text", "prefix"}) {
      if (element.Has(key)) Check(element, key, JoinPath(path, key), languages);
    }
    CheckList(element["answerOption"], JoinPath(path, "answerOption"), "valueCoding", languages);
  }

  // `display` of each coding of a list, which stands in the member `key` or is the coding itself.
  void CheckList(const Json& list, const std::string& path, std::string_view key, const Languages& languages) {
    for (std::size_t i = 0; i < list.Items().size(); ++i) {
      const Json& coding = key.empty() ? list.Items()[i] : list.Items()[i][key];
      const std::string place = key.empty() ? JoinPath(path, i) : JoinPath(JoinPath(path, i), key);
      if (coding.Has("display")) Check(coding, "display", JoinPath(place, "display"), languages);
    }
  }

  // Texts of extensions: those with the urls named, at any depth.
  void CheckExtensions(const Json& element, const std::string& path, const std::vector<std::string_view>& urls,
                       const Languages& languages) {
    const Json::Array& extensions = element["extension"].Items();
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      const std::string place = JoinPath(JoinPath(path, "extension"), i);
      if (extensions[i].Has("valueString") &&
          std::find(urls.begin(), urls.end(), extensions[i]["url"].AsString()) != urls.end()) {
        Check(extensions[i], "valueString", JoinPath(place, "valueString"), languages);
      }
      CheckExtensions(extensions[i], place, urls, languages);
    }
  }

  // `in_emergency`: the languages in which an emergency is told besides those of the county.
  void CheckQuestionnaire(const Json& form, const Languages& in_emergency) {
    Languages languages;
    for (const std::string_view language : kCountyLanguages) {
      if (form["language"].AsString() != language) languages.emplace_back(language);
    }
    for (const char* key : {"title", "description"}) {
      if (form.Has(key)) Check(form, key, key, languages);
    }
    CheckList(form["code"], "code", "", languages);
    const Json::Array& extensions = form["extension"].Items();
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      if (extensions[i]["url"].AsString() != form::kRuleUrl) continue;
      CheckExtensions(extensions[i], JoinPath("extension", i), {"title", "text", "advice", "worse", "label"},
                      languages);
      if (!IsOfAnEmergency(extensions[i])) continue;
      CheckExtensions(extensions[i], JoinPath("extension", i), {"text", "advice"}, in_emergency);
    }
    // The questions of a scale stand in the languages in which their wording can be had.
    for (const Json& extension : extensions) {
      if (extension["url"].AsString() != kWordingMissing) continue;
      languages.erase(std::remove(languages.begin(), languages.end(), extension["valueCode"].AsString()),
                      languages.end());
    }
    CheckItems(form, "", languages);
  }

 private:
  void Add(std::string path, std::string code, std::string message) {
    report_.findings.push_back({file_, std::move(path), std::move(code), std::move(message)});
  }

  const std::string& file_;
  const std::optional<PlainLanguage>& plain_;
  VerifyReport& report_;
};

std::optional<PlainLanguage> ReadPlainLanguage(const std::string& assets, const std::vector<AssetFile>& files) {
  for (const AssetFile* file : FilesIn(files, assets + "/language")) {
    const std::optional<std::int64_t> most = file->content["mostWordsInSentence"].AsInt();
    if (most && *most > 0) return PlainLanguage{file->content["language"].AsString(), static_cast<std::size_t>(*most)};
  }
  return std::nullopt;
}

Languages EmergencyLanguages(const std::string& assets, const std::vector<AssetFile>& files) {
  Languages languages;
  for (const AssetFile* file : FilesIn(files, assets + "/language")) {
    for (const Json& language : file->content["emergencyIn"].Items()) languages.push_back(language.AsString());
  }
  return languages;
}

}  // namespace

void VerifyTexts(const std::string& assets, const std::vector<AssetFile>& files, VerifyReport& report) {
  const std::optional<PlainLanguage> plain = ReadPlainLanguage(assets, files);
  for (const AssetFile* file : FilesIn(files, assets + "/questionnaires")) {
    Texts(file->path, plain, report).CheckQuestionnaire(file->content, EmergencyLanguages(assets, files));
  }
  const Languages besides_finnish = {"sv", "en"};
  for (const AssetFile* file : FilesIn(files, assets + "/services")) {
    Texts texts(file->path, plain, report);
    if (file->content.Has("name")) texts.Check(file->content, "name", "name", besides_finnish);
    texts.CheckExtensions(file->content, "", {"instructions", "fee"}, besides_finnish);
  }
  if (!plain) return;
  // The catalogue of plain Finnish lies beside the assets.
  const std::string path = assets + "/../i18n/" + plain->language + ".json";
  const Result<std::string> text = ReadFile(path);
  const Result<Json> catalogue = text.ok() ? ParseJson(*text) : Result<Json>(text.error());
  if (!catalogue.ok()) return;
  Texts texts(path, plain, report);
  for (const auto& [id, message] : (*catalogue)["messages"].Members()) {
    texts.CheckLength(Filled(message.AsString()), "messages." + id);
  }
}

}  // namespace eteinen::cli
