// One fault of each kind, planted in a copy of shipped assets, is found, and nothing else is.
#include "tools/cli/verify.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "core/form/assessment.h"
#include "tools/cli/danger_signs.h"

namespace eteinen::cli {
namespace {

constexpr CivilDay kDay{2026, 11, 24};
constexpr char kForm[] = "assets/questionnaires/symptom-blood-sugar.json";
constexpr char kService[] = "assets/services/kausirokotus.json";
constexpr char kNeeds[] = "assets/rules/needs.json";

Json& FileAt(std::vector<AssetFile>& files, const std::string& path) {
  const auto file = std::find_if(files.begin(), files.end(), [&](const AssetFile& one) { return one.path == path; });
  EXPECT_NE(file, files.end()) << path;
  return file->content;
}

// The shipped assets with one questionnaire and one service of them; no need names one of the others.
const std::vector<AssetFile>& Shipped() {
  static const std::vector<AssetFile> files = [] {
    VerifyReport report;
    std::vector<AssetFile> all = ReadAssets("assets", report);
    EXPECT_TRUE(report.findings.empty());
    const auto other = [](const AssetFile& file) {
      const bool form = file.path.starts_with("assets/questionnaires/") && file.path != kForm;
      const bool service = file.path.starts_with("assets/services/") && file.path != kService;
      return form || service;
    };
    all.erase(std::remove_if(all.begin(), all.end(), other), all.end());
    for (Json& need : FileAt(all, kNeeds).Find("needs")->MutableItems()) need.Erase("assessment");
    return all;
  }();
  return files;
}

// The item with a linkId, at any depth.
Json* FindItem(Json& element, const std::string& link_id) {
  Json* items = element.Find("item");
  if (items == nullptr) return nullptr;
  for (Json& item : items->MutableItems()) {
    if (item["linkId"].AsString() == link_id) return &item;
    if (Json* below = FindItem(item, link_id)) return below;
  }
  return nullptr;
}

Json& ItemOf(Json& form, const std::string& link_id) {
  Json* item = FindItem(form, link_id);
  EXPECT_NE(item, nullptr) << link_id;
  return *item;
}

// Extensions with a url, in order.
std::vector<Json*> Extensions(Json& element, std::string_view url) {
  std::vector<Json*> found;
  for (Json& extension : element.Find("extension")->MutableItems()) {
    if (extension["url"].AsString() == url) found.push_back(&extension);
  }
  return found;
}

Json& Rule(Json& form, const std::string& id) {
  for (Json* rule : Extensions(form, "urn:eteinen:rule")) {
    if ((*Extensions(*rule, "id").front())["valueCode"].AsString() == id) return *rule;
  }
  ADD_FAILURE() << "no rule " << id;
  return form;
}

void SetCode(Json& rule, std::string_view part, const std::string& code) {
  Extensions(rule, part).front()->Set("valueCode", code);
}

void SetCondition(Json& rule, const std::string& expression) {
  Extensions(rule, "condition").front()->Find("valueExpression")->Set("expression", expression);
}

std::string ConditionOf(Json& rule) {
  return (*Extensions(rule, "condition").front())["valueExpression"]["expression"].AsString();
}

void Remove(Json& element, std::string_view url) {
  Json::Array& extensions = element.Find("extension")->MutableItems();
  extensions.erase(std::remove_if(extensions.begin(), extensions.end(),
                                  [&](const Json& one) { return one["url"].AsString() == url; }),
                   extensions.end());
}

std::string Answer(const std::string& link_id) {
  return "%resource.repeat(item).where(linkId='" + link_id + "').answer.value";
}

// "code path" of each finding in the copy with the fault, joined with "; ".
std::string FoundAfter(const std::string& path, const std::function<void(Json&)>& plant) {
  std::vector<AssetFile> files = Shipped();
  plant(FileAt(files, path));
  VerifyReport report;
  VerifyContent("assets", files, kDay, report);
  std::string text;
  for (const VerifyFinding& finding : report.findings) {
    EXPECT_EQ(finding.file, path);
    EXPECT_NE(finding.message, "");
    text += (text.empty() ? "" : "; ") + finding.code + " " + finding.path;
  }
  return text;
}

std::string FoundInForm(const std::function<void(Json&)>& plant) { return FoundAfter(kForm, plant); }

// The code of the finding, if there is one, and only one.
std::string CodeInForm(const std::function<void(Json&)>& plant) {
  const std::string found = FoundInForm(plant);
  return found.find(';') == std::string::npos ? found.substr(0, found.find(' ')) : found;
}

TEST(Verify, FindsNothingInWhatIsShipped) {
  EXPECT_EQ(FoundInForm([](Json&) {}), "");
}

TEST(Verify, FindsAnEndWithoutOutcome) {
  EXPECT_EQ(FoundInForm([](Json& form) {
              Json& rule = Rule(form, "self-care");
              SetCondition(rule, "(" + ConditionOf(rule) + ") and " + Answer("about.age") + " < 90");
            }),
            "no-outcome ");
  EXPECT_EQ(FoundInForm([](Json& form) {
              Json kept = Json::MakeArray();
              for (const Json& extension : form["extension"].Items()) {
                if (extension["url"].AsString() != form::kRuleUrl) kept.Append(extension);
              }
              form.Set("extension", std::move(kept));
            }),
            "no-outcome ");
}

TEST(Verify, FindsAnOutcomeWithoutReason) {
  EXPECT_EQ(CodeInForm([](Json& form) { SetCondition(Rule(form, "self-care"), "true"); }), "no-reason");
}

TEST(Verify, FindsAnOutcomeWithoutTexts) {
  EXPECT_EQ(CodeInForm([](Json& form) { Remove(Rule(form, "other"), "text"); }), "missing-text");
  EXPECT_EQ(CodeInForm([](Json& form) { Remove(Rule(form, "other"), "worse"); }), "missing-text");
}

TEST(Verify, FindsATitleOfAnotherUrgency) {
  const auto entitle = [](const std::string& title) {
    return [title](Json& form) { Extensions(Rule(form, "foot"), "title").front()->Set("valueString", title); };
  };
  EXPECT_EQ(CodeInForm(entitle("Soita heti 112")), "title-of-another-urgency");
  EXPECT_EQ(CodeInForm(entitle("Näytä jalka hoitajalle")), "") << "words of its own stand over one urgency";
}

TEST(Verify, FindsADangerSignThatDoesNotAct) {
  EXPECT_EQ(CodeInForm([](Json& form) {
              Extensions(Rule(form, "danger-acid"), "danger").front()->Set("valueBoolean", false);
            }),
            "danger-does-not-act");
}

TEST(Verify, FindsADangerSignThatLowers) {
  EXPECT_EQ(CodeInForm([](Json& form) {
              // What the danger sign says, said by a rule for something else.
              Json raised = Rule(form, "danger-acid");
              SetCode(raised, "id", "low-stays");
              Extensions(raised, "danger").front()->Set("valueBoolean", false);
              *Extensions(raised, "condition").front() = *Extensions(Rule(form, "low-stays"), "condition").front();
              Rule(form, "low-stays") = std::move(raised);
              SetCode(Rule(form, "danger-acid"), "urgency", "immediate");
              Extensions(Rule(form, "danger-acid"), "title").front()->Set("valueString", "danger-acid");
            }),
            "danger-lowers");
}

TEST(Verify, FindsAnAnswerThatNothingUses) {
  EXPECT_EQ(CodeInForm([](Json& form) {
              Json::Array& options = ItemOf(form, "signs").Find("answerOption")->MutableItems();
              Json option = options.front();
              option.Find("valueCoding")->Set("code", "planted");
              options.insert(options.begin(), std::move(option));
            }),
            "answer-unused");
}

TEST(Verify, FindsARuleThatNeverDecides) {
  EXPECT_EQ(CodeInForm([](Json& form) {
              Json rule = Rule(form, "foot");
              SetCode(rule, "id", "planted");
              form.Find("extension")->Append(std::move(rule));
            }),
            "rule-never-decides");
}

TEST(Verify, FindsAMissingTranslation) {
  EXPECT_EQ(CodeInForm([](Json& form) {
              Json::Array& translations = ItemOf(form, "signs").Find("_text")->Find("extension")->MutableItems();
              translations.erase(translations.begin());
            }),
            "missing-translation");
  EXPECT_EQ(CodeInForm([](Json& form) {
              constexpr char kUrl[] = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-shortText";
              Json short_text = Json::MakeObject({{"url", kUrl}, {"valueString", "Muut oireet"}});
              ItemOf(form, "signs").Find("extension")->Append(std::move(short_text));
            }),
            "missing-translation item[6].extension[1]; missing-translation item[6].extension[1]")
      << "Swedish and English";
  EXPECT_EQ(CodeInForm([](Json& form) {
              Json hidden = Json::MakeObject(
                  {{"url", "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden"}, {"valueBoolean", true}});
              ItemOf(form, "about").Set("extension", Json::MakeArray({std::move(hidden)}));
              ItemOf(form, "about").Erase("_text");
              Json::Array& translations = ItemOf(form, "about.sex").Find("_text")->Find("extension")->MutableItems();
              translations.erase(translations.begin());
            }),
            "missing-translation")
      << "beneath a hidden group, whose own text nobody reads";
  EXPECT_EQ(CodeInForm([](Json& form) {
              Json& advice = *Extensions(Rule(form, "danger-acid"), "advice").front();
              Json::Array& translations = advice.Find("_valueString")->Find("extension")->MutableItems();
              const auto is_arabic = [](const Json& one) {
                return one["extension"].Items()[0]["valueCode"].AsString() == "ar";
              };
              const auto arabic = std::remove_if(translations.begin(), translations.end(), is_arabic);
              ASSERT_NE(arabic, translations.end());
              translations.erase(arabic, translations.end());
            }),
            "missing-translation")
      << "Arabic, in an emergency";
  EXPECT_EQ(FoundAfter(kService, [](Json& service) { service.Erase("_name"); }),
            "missing-translation name; missing-translation name")
      << "in Swedish and in English";
}

TEST(Verify, FindsLinksToNowhere) {
  const auto unless = [](Json& form) -> Json& { return ItemOf(form, "signs").Find("enableWhen")->MutableItems()[0]; };
  EXPECT_EQ(CodeInForm([&](Json& form) { unless(form).Set("question", "nowhere"); }), "dangling-link");
  EXPECT_EQ(CodeInForm([](Json& form) {
              SetCondition(Rule(form, "foot"), Answer("nowhere") + ".where(code='foot').exists()");
            }),
            "dangling-link");
  EXPECT_EQ(FoundAfter(kService,
                       [](Json& service) {
                         Json& booking = *Extensions(service, "urn:eteinen:booking").front();
                         SetCode(booking, "fallback", "nowhere");
                       }),
            "dangling-link fallback");
}

TEST(Verify, FindsAServiceForANeedThatIsNone) {
  EXPECT_EQ(FoundAfter(kService,
                       [](Json& service) {
                         Json& booking = *Extensions(service, "urn:eteinen:booking").front();
                         Json need = Json::MakeObject({{"url", "assessment-need"}, {"valueCode", "feet"}});
                         booking.Find("extension")->Append(std::move(need));
                       }),
            "dangling-link assessment-need");
}

TEST(Verify, FindsANeedThatIsAskedAboutByNothing) {
  const auto ask_by = [](const std::string& id) {
    return [id](Json& rules) { rules.Find("needs")->MutableItems()[1].Set("assessment", id); };
  };
  EXPECT_EQ(FoundAfter(kNeeds, ask_by("symptom-blood-sugar")), "");
  EXPECT_EQ(FoundAfter(kNeeds, ask_by("symptom-nowhere")), "dangling-link needs[1].assessment");
  // A form without rules decides nothing.
  std::vector<AssetFile> files = Shipped();
  Remove(FileAt(files, kForm), form::kRuleUrl);
  ask_by("symptom-blood-sugar")(FileAt(files, kNeeds));
  VerifyReport report;
  VerifyLinks("assets", files, report);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].path, "needs[1].assessment");
}

TEST(Verify, FindsUnknownWordsInRules) {
  EXPECT_EQ(CodeInForm([](Json& form) { SetCode(Rule(form, "foot"), "need", "feet"); }), "unknown-need");
  EXPECT_EQ(CodeInForm([](Json& form) { SetCode(Rule(form, "foot"), "urgency", "soon"); }), "unknown-urgency");
  EXPECT_EQ(CodeInForm([](Json& form) { SetCode(Rule(form, "other"), "need", "crisis"); }), "wrong-urgency");
}

TEST(Verify, FindsALongSentenceInPlainFinnish) {
  const auto say = [](const std::string& text) {
    return [text](Json& form) {
      for (Json* translation : Extensions(*ItemOf(form, "about.sex.help").Find("_text"),
                                          "http://hl7.org/fhir/StructureDefinition/translation")) {
        if ((*Extensions(*translation, "lang").front())["valueCode"].AsString() != "fi-simple") continue;
        Extensions(*translation, "content").front()->Set("valueString", text);
      }
    };
  };
  EXPECT_EQ(CodeInForm(say("yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksi kaksi kolme "
                           "neljä viisi kuusi.")),
            "long-sentence");
  EXPECT_EQ(CodeInForm(say("yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan. Yhdeksän kymmenen yksi kaksi kolme "
                           "neljä viisi kuusi.")),
            "");
}

TEST(Verify, FindsAFileWithoutSourceDateOrStatus) {
  EXPECT_EQ(FoundInForm([](Json& form) { Remove(form, "urn:eteinen:source"); }), "no-source ");
  EXPECT_EQ(FoundInForm([](Json& form) { Remove(form, "urn:eteinen:checked"); }), "no-date ");
  EXPECT_EQ(FoundInForm([](Json& form) { Remove(form, "urn:eteinen:status"); }), "no-status ");
  EXPECT_EQ(FoundAfter("assets/rules/needs.json", [](Json& rules) { rules.Erase("source"); }), "no-source ");
}

TEST(Verify, FindsADangerSignOrARuleWithoutTitleAndYear) {
  const auto sign = [](Json& form) -> Json& {
    return ItemOf(form, "danger").Find("answerOption")->MutableItems().front();
  };
  EXPECT_EQ(CodeInForm([&](Json& form) { Remove(sign(form), "urn:eteinen:source"); }), "sign-without-source");
  EXPECT_EQ(
      CodeInForm([&](Json& form) {
        Extensions(sign(form), "urn:eteinen:source").front()->Set("valueMarkdown", "Terveyskirjasto, Ensiapuopas");
      }),
      "sign-without-source");
  EXPECT_EQ(CodeInForm([](Json& form) { Remove(Rule(form, "foot"), "source"); }), "rule-without-source");
}

TEST(DangerSigns, AreListedOnceEachWithWhatTheyRestOn) {
  const std::vector<Json> signs = DangerSigns("assets", Shipped());
  ASSERT_FALSE(signs.empty());
  for (const Json& sign : signs) {
    EXPECT_TRUE(NamesTitleAndYear(sign["source"].AsString())) << WriteJson(sign);
    EXPECT_EQ(WriteJson(sign["questionnaires"]), R"(["symptom-blood-sugar"])");
  }
  EXPECT_EQ(signs.front()["code"].AsString(), "unresponsive");
  EXPECT_EQ(signs.front()["urgency"].AsString(), "emergency");
}

TEST(DangerSigns, NameEverySourceByTitleAndYear) {
  EXPECT_TRUE(NamesTitleAndYear("Terveyskirjasto, Ensiapuopas (2017)"));
  EXPECT_TRUE(NamesTitleAndYear("Sepsis (aikuiset) (2020); Ensiapuopas, 2017"));
  EXPECT_FALSE(NamesTitleAndYear(""));
  EXPECT_FALSE(NamesTitleAndYear("2017"));
  EXPECT_FALSE(NamesTitleAndYear("Ensiapuopas"));
  EXPECT_FALSE(NamesTitleAndYear("Sepsis (2020); Ensiapuopas"));
  EXPECT_FALSE(NamesTitleAndYear("Numero 12017"));
}

TEST(Verify, WantsToKnowWhoApprovedWhatAndWhen) {
  const auto approve = [](Json& form) { SetCode(form, "urn:eteinen:status", "approved"); };
  EXPECT_EQ(FoundInForm(approve), "not-approved ");
  EXPECT_EQ(FoundInForm([&](Json& form) {
              approve(form);
              Json parts = Json::MakeArray({Json::MakeObject({{"url", "by"}, {"valueString", "Chief physician"}}),
                                            Json::MakeObject({{"url", "version"}, {"valueString", "1"}}),
                                            Json::MakeObject({{"url", "date"}, {"valueDate", "2026-11-24"}})});
              Json approval = Json::MakeObject({{"url", "urn:eteinen:approval"}});
              approval.Set("extension", std::move(parts));
              form.Find("extension")->Append(std::move(approval));
            }),
            "");
}

TEST(Verify, FindsWhatTheFormItselfHasWrong) {
  EXPECT_EQ(CodeInForm([](Json& form) { ItemOf(form, "about.sex.help").Set("linkId", "signs"); }), "duplicateLinkId");
}

TEST(Verify, TellsAConditionThatFailsOnSomeAnswers) {
  const std::string found =
      FoundInForm([](Json& form) { SetCondition(Rule(form, "foot"), Answer("signs") + ".code.single() = 'foot'"); });
  EXPECT_NE(found.find("condition-fails"), std::string::npos) << found;
}

TEST(Verify, SaysWhatCannotBeWalked) {
  EXPECT_EQ(CodeInForm([](Json& form) { SetCondition(Rule(form, "foot"), "%patient.gender = 'male'"); }), "not-walked");
}

// The shipped assets with two symptoms in them, and a fault in the second.
std::string FoundInPair(const std::function<void(Json&)>& plant, std::string_view pairs = "1") {
  VerifyReport report;
  std::vector<AssetFile> files = ReadAssets("assets", report);
  constexpr char kOther[] = "assets/questionnaires/symptom-poisoning.json";
  const auto other = [&](const AssetFile& file) {
    return !file.path.starts_with("assets/questionnaires/") || (file.path != kForm && file.path != kOther);
  };
  files.erase(std::remove_if(files.begin(), files.end(), other), files.end());
  plant(FileAt(files, kOther));
  VerifyPairs("assets", files, kDay, report);
  std::string text;
  for (const VerifyFinding& finding : report.findings) {
    EXPECT_EQ(finding.file, kOther);
    text += (text.empty() ? "" : "; ") + finding.code;
  }
  EXPECT_EQ(report.more.back().key, "pairs");
  EXPECT_EQ(WriteJson(report.more.back().value), pairs);
  return text;
}

TEST(VerifyPairs, FindsDangerSignsThatStandOnTwoPages) {
  EXPECT_EQ(FoundInPair([](Json&) {}), "");
  EXPECT_EQ(FoundInPair([](Json& form) {
              ItemOf(form, "danger").Find("answerOption")->MutableItems()[0].Find("valueCoding")->Set("display", "Muu");
            }),
            "signs-on-two-pages");
}

TEST(VerifyPairs, FindsADangerSignThatActsInItsOwnFormAlone) {
  // Both forms have a question of this name; the rule looks for its own in a way that misses the new name.
  EXPECT_EQ(FoundInPair([](Json& form) {
              Json signs = Json::MakeObject({{"linkId", "signs"}, {"type", "string"}, {"text", "Oireet"}});
              signs.Set("initial", Json::MakeArray({Json::MakeObject({{"valueString", "x"}})}));
              form.Find("item")->Append(std::move(signs));
              Json& rule = Rule(form, "danger-corrosive");
              SetCondition(rule, "(" + ConditionOf(rule) +
                                     ") and %resource.repeat(item).where(linkId.startsWith('signs')).exists()");
            }),
            "danger-does-not-act");
}

// One fault, one finding: it is told of the form itself, and not again for each form that it could stand with.
TEST(VerifyPairs, LeavesOutAFormThatIsBrokenByItself) {
  const auto asks_nothing = [](Json& form) {
    Json condition = Json::MakeObject({{"question", "nope"}, {"operator", "exists"}, {"answerBoolean", true}});
    form.Find("item")->MutableItems().back().Set("enableWhen", Json::MakeArray({std::move(condition)}));
  };
  EXPECT_EQ(FoundInPair(asks_nothing, "0"), "");
}

TEST(VerifyPairs, FindsFormsThatCannotBePutTogether) {
  EXPECT_EQ(FoundInPair([](Json& form) { form.Set("language", "sv"); }), "pair-fails");
}

// A form that is sent ends with the professional who reads it, but no question of it waits for what cannot be.
std::string FoundInSentForm(const std::function<void(Json&)>& plant) {
  VerifyReport report;
  std::vector<AssetFile> files = ReadAssets("assets", report);
  constexpr char kSent[] = "assets/questionnaires/contact-other.json";
  plant(FileAt(files, kSent));
  const auto other = [&](const AssetFile& file) {
    return file.path.starts_with("assets/questionnaires/") && file.path != kSent;
  };
  files.erase(std::remove_if(files.begin(), files.end(), other), files.end());
  VerifyQuestionnaires("assets", files, kDay, report);
  std::string text;
  for (const VerifyFinding& finding : report.findings) {
    EXPECT_EQ(finding.file, kSent);
    text += (text.empty() ? "" : "; ") + finding.code;
  }
  EXPECT_GT(report.states, 0) << "it was walked";
  return text;
}

TEST(VerifySentForm, FindsAQuestionThatIsNeverAsked) {
  EXPECT_EQ(FoundInSentForm([](Json&) {}), "");
  // Urgent is who needs no answer by phone: each condition alone can hold, but not both.
  EXPECT_EQ(FoundInSentForm([](Json& form) {
              Json urgent = Json::MakeObject({{"question", "urgent"}, {"operator", "="}, {"answerBoolean", true}});
              ItemOf(form, "phone").Find("enableWhen")->Append(std::move(urgent));
              ItemOf(form, "phone").Set("enableBehavior", "all");
            }),
            "never-asked");
}

GoldenCase Case(const std::string& urgency) {
  Json answers = Json::MakeObject({{"danger", "acid"}});
  return {"cases.ndjson", Json::MakeObject({{"name", "one"},
                                            {"questionnaire", "symptom-blood-sugar"},
                                            {"answers", std::move(answers)},
                                            {"urgency", urgency},
                                            {"need", "health"}})};
}

TEST(VerifyCases, CountsUnderAndOverTriageAndTheRulesThatCasesNeed) {
  std::vector<AssetFile> files = Shipped();
  SetCode(Rule(FileAt(files, kForm), "danger-acid"), "urgency", "immediate");
  VerifyReport report;
  VerifyCases("assets", files, {Case("immediate"), Case("emergency"), Case("today")}, kDay, report);
  const Json told(report.more);
  EXPECT_EQ(WriteJson(told["cases"]), R"({"total":3,"right":1,"under":1,"over":1,"other":0})");
  const std::int64_t rules = told["rules"]["total"].AsInt().value_or(0);
  EXPECT_GT(rules, 10);
  EXPECT_EQ(told["rules"]["killed"].AsInt(), 1) << "only the rule danger-acid is needed by these cases";
  EXPECT_EQ(report.findings[0].code, "under-triage");
  EXPECT_EQ(report.findings[1].code, "over-triage");
  EXPECT_EQ(static_cast<std::int64_t>(report.findings.size()), 2 + rules - 1);
}

TEST(VerifyCases, TakeSeveralSymptomsAtOnce) {
  const auto of = [](const char* second, const std::string& urgency) {
    GoldenCase golden = Case(urgency);
    golden.content.Set("questionnaire", Json::MakeArray({Json("symptom-blood-sugar"), Json(second)}));
    return golden;
  };
  VerifyReport report;
  VerifyCases("assets", ReadAssets("assets", report),
              {of("symptom-fever", "emergency"), of("symptom-fever", "today"), of("symptom-none", "emergency")}, kDay,
              report);
  EXPECT_EQ(WriteJson(Json(report.more)["cases"]), R"({"total":2,"right":1,"under":0,"over":1,"other":0})");
  EXPECT_EQ(report.findings[0].code, "over-triage");
  EXPECT_EQ(report.findings[1].code, "unknown-questionnaire");
}

}  // namespace
}  // namespace eteinen::cli
