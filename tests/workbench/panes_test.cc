// Each pane on the project's own content, by mouse and keyboard.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "core/form/plain_answer.h"
#include "tests/workbench/hand.h"
#include "tools/cli/command.h"
#include "tools/workbench/json_place.h"

namespace eteinen::workbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

void OpenForm(Hand& hand, const std::string& id) {
  hand.Key("ctrl-2");
  hand.Choose("form", *hand.shared().content.FindForm(id));
}

// A folder with a copy of the assets, taken away at the end.
class Copy {
 public:
  Copy() {
    folder_ = std::filesystem::temp_directory_path() / ("eteinen-workbench-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "replays");
    std::filesystem::copy("assets", folder_ / "assets", std::filesystem::copy_options::recursive);
  }
  ~Copy() { std::filesystem::remove_all(folder_); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  Folders folders() const {
    Folders folders;
    folders.assets = folder_ / "assets";
    folders.replays = folder_ / "replays";
    return folders;
  }

 private:
  std::filesystem::path folder_;
};

std::string TextOf(const std::string& file) { return cli::ReadFile(file).value(); }

TEST(Panes, AreShownByMouseAndByKeyboard) {
  Hand hand;
  hand.Click("pane.Week");
  EXPECT_EQ(hand.shared().shown, PaneKind::kWeek);
  hand.Key("ctrl-6");
  EXPECT_EQ(hand.shared().shown, PaneKind::kJournal);
  EXPECT_TRUE(hand.shared().content.faults.empty());
}

TEST(Panes, HaveLettersForFinnishAndCyrillic) {
  Hand hand;
  for (const ImWchar letter : {u'ä', u'ö', u'å', u'Ж', u'я', u'→', u'●'}) {
    EXPECT_NE(hand.shared().fonts.text->FindGlyphNoFallback(letter), nullptr) << letter;
  }
}

// Preview -------------------------------------------------------------------------------------------------------------

TEST(Preview, ShowsTheResidentsScreenInTheLanguageChosen) {
  Hand hand;
  const std::string finnish = hand.shared().desk.view().title();
  EXPECT_FALSE(hand.shared().desk.view().empty());
  hand.Choose("preview.language", 1);
  EXPECT_EQ(hand.shared().desk.view().locale(), "sv");
  EXPECT_NE(hand.shared().desk.view().title(), finnish);
  EXPECT_THAT(hand.Screen(), Not(HasSubstr("it answers in")));
  hand.Choose("preview.language", 4);
  EXPECT_THAT(hand.Screen(), HasSubstr("runs from right to left"));
}

TEST(Preview, ActsAsATestPersonWithoutAnyServer) {
  Hand hand;
  hand.Choose("preview.person", 1);
  const std::string screen = hand.Screen();
  EXPECT_THAT(screen, HasSubstr("Aino Esimerkki"));
  EXPECT_THAT(screen, Not(HasSubstr("refuses")));
  const Json* person = hand.shared().desk.view().Find("person");
  EXPECT_NE(person, nullptr);
  hand.Choose("preview.person", 0);
  EXPECT_THAT(hand.Screen(), Not(HasSubstr("refuses")));
}

TEST(Preview, JumpsToMomentsAtWhichSomethingChanges) {
  Hand hand;
  hand.Click("preview.hours");
  const Instant change = hand.shared().clock.Now();
  EXPECT_EQ(change, *NextChangeOfHours(*hand.shared().content.directory, kTuesday));
  hand.Click("preview.night");
  EXPECT_EQ(FormatInstant(hand.shared().clock.Now()), "2027-03-28T02:30:00+02:00");
  hand.shared().clock.Set(kTuesday);
  hand.Click("preview.holiday");
  EXPECT_EQ(FormatInstant(hand.shared().clock.Now()), "2026-12-06T09:00:00+02:00");
}

TEST(Preview, PressesWhatTheResidentWouldPress) {
  Hand hand;
  const std::string before = hand.shared().desk.path();
  hand.Click("view.start.booking");
  EXPECT_NE(hand.shared().desk.path(), before);
}

// Questionnaire -------------------------------------------------------------------------------------------------------

TEST(QuestionnairePane, ShowsItemsWithWhatReadsThemAndTakesAnswers) {
  Hand hand;
  OpenForm(hand, "findrisc");
  hand.Click("item.age");
  EXPECT_THAT(hand.Screen(), AllOf(HasSubstr("Why it is as it is"), HasSubstr("What reads it"), HasSubstr("○ age")));
  hand.Click("answer");
  hand.Key("all");  // the age that the person has
  hand.Type("52");
  EXPECT_THAT(hand.Screen(), HasSubstr("● age"));
  const auto state = hand.shared().form->filled()->session().StateOf("age", {});
  ASSERT_TRUE(state.ok());
  EXPECT_EQ(WriteJson(form::PlainAnswer(state->answers)), "52");
}

TEST(QuestionnairePane, DrawsEveryItemAndRuleOfTheGraph) {
  Hand hand;
  OpenForm(hand, "symptom-general");
  hand.Click("form.graph");
  const FilledForm& form = *hand.shared().form->filled();
  for (const form::Item& item : form.questionnaire.items()) EXPECT_TRUE(hand.Has("item." + item.link_id));
  for (const form::Rule& rule : form.rules) EXPECT_TRUE(hand.Has("rule." + rule.id));
  hand.Click("rule." + form.rules.back().id);
  EXPECT_THAT(hand.Screen(), HasSubstr("rule " + form.rules.back().id + "  reads"));
}

TEST(QuestionnairePane, EditsAnExpressionTellsWhatChangesAndSavesNothingElse) {
  const Copy copy;
  Hand hand(copy.folders());
  OpenForm(hand, "symptom-fever");
  const std::string file = hand.shared().form->file().file;
  const std::string before = TextOf(file);
  const form::Rule& rule = hand.shared().form->filled()->rules.front();
  const std::string old_condition = rule.condition;
  std::string path;
  for (const form::Edge& edge : hand.shared().form->edges()) {
    if (edge.rule == 0) path = edge.path;
  }
  hand.Click("rule." + rule.id);
  hand.Click("expression." + path);
  hand.Key("all");
  hand.Type("false");
  for (int i = 0; i < 400 && hand.shared().form->cases_done() < hand.shared().form->cases(); ++i) hand.Frames(1);
  hand.Frames(30);
  for (int i = 0; i < 400 && hand.shared().form->cases_done() < hand.shared().form->cases(); ++i) hand.Frames(1);
  ASSERT_TRUE(hand.shared().form->edited());
  EXPECT_FALSE(hand.shared().form->case_changes().empty());
  EXPECT_THAT(hand.Screen(), HasSubstr("come out otherwise"));
  EXPECT_EQ(TextOf(file), before);
  hand.Click("form.save");
  const std::string after = TextOf(file);
  const JsonPlace place = *PlaceOf(before, path);
  EXPECT_EQ(after, Replaced(before, place, "\"false\""));
  EXPECT_FALSE(hand.shared().form->edited());
}

TEST(QuestionnairePane, SaysAtOnceThatAnExpressionDoesNotParse) {
  Hand hand;
  OpenForm(hand, "findrisc");
  std::string name;
  for (const form::Edge& edge : hand.shared().form->edges()) {
    if (edge.rule == 0) name = "expression." + edge.path;
  }
  hand.Click("rule." + hand.shared().form->filled()->rules.front().id);
  hand.Click(name);
  hand.Type("((");
  EXPECT_THAT(hand.Screen(), HasSubstr("✗ "));
}

TEST(QuestionnairePane, OpensABrokenFileWithItsFaultsAtTheirPlaces) {
  const Copy copy;
  const std::string folder = copy.folders().assets + "/questionnaires/";
  std::string text = TextOf(folder + "findrisc.json");
  const std::size_t at = text.find("\"type\": \"integer\"");
  ASSERT_NE(at, text.npos);
  text.replace(at, 16, "\"type\": \"nonsense\"");
  ASSERT_TRUE(WriteFile(folder + "findrisc.json", text).ok());
  ASSERT_TRUE(WriteFile(folder + "gad-7.json", "{\n  \"resourceType\": \"Questionnaire\",\n  oops\n}\n").ok());
  Hand hand(copy.folders());
  std::vector<std::string> places;
  for (const Fault& fault : hand.shared().content.faults) {
    places.push_back(fault.file.substr(folder.size()) + ":" + std::to_string(fault.line));
  }
  EXPECT_THAT(places, ::testing::Contains("gad-7.json:3"));
  EXPECT_THAT(hand.Screen(), HasSubstr("faults in the content"));
  OpenForm(hand, "gad-7");
  EXPECT_THAT(hand.Screen(), HasSubstr("line 3"));
  OpenForm(hand, "findrisc");
  ASSERT_FALSE(hand.shared().form->faults().empty());
  EXPECT_GT(hand.shared().form->faults().front().line, 1);
}

// Decision ------------------------------------------------------------------------------------------------------------

TEST(DecisionPane, TellsTheRuleTheReasonsAndWhatWasDroppedByWhichRule) {
  Hand hand;
  const cli::GoldenCase* golden = nullptr;
  for (const cli::GoldenCase& each : hand.shared().content.cases) {
    if (each.content["questionnaire"].AsString() == "symptom-fever" && each.content["urgency"].AsString() == "today") {
      golden = &each;
    }
  }
  ASSERT_NE(golden, nullptr);
  hand.shared().Replay(golden->content);
  hand.Key("ctrl-3");
  const std::string screen = hand.Screen();
  const Result<form::Assessment> assessment =
      form::Assess(hand.shared().form->filled()->rules, hand.shared().form->filled()->session(), "fi");
  ASSERT_TRUE(assessment.ok());
  EXPECT_THAT(screen, AllOf(HasSubstr("today · "), HasSubstr("by the rule " + assessment->rule),
                            HasSubstr("Dropped, and by which rule"), HasSubstr("not-this-urgency")));
  for (const form::Because& because : assessment->because) EXPECT_THAT(screen, HasSubstr("• " + because.link_id));
}

TEST(DecisionPane, TriesTheNearestAnswerThatLeadsElsewhere) {
  Hand hand;
  Json line = Json::MakeObject({{"questionnaire", "symptom-fever"}});
  for (const cli::GoldenCase& each : hand.shared().content.cases) {
    if (each.content["questionnaire"].AsString() == "symptom-fever" && each.content["urgency"].AsString() == "today") {
      line = each.content;
    }
  }
  hand.shared().Replay(line);
  hand.Key("ctrl-3");
  hand.Frames(2);
  const auto outcome = [&] {
    FilledForm& form = *hand.shared().form->filled();
    return form::Assess(form.rules, form.session(), "fi").value().urgency;
  };
  ASSERT_EQ(outcome(), "today");
  ASSERT_TRUE(hand.Has("whatif.0"));
  hand.Click("whatif.0");
  EXPECT_NE(outcome(), "");
  EXPECT_NE(hand.Screen().find("What would have to be different"), std::string::npos);
}

// Week ----------------------------------------------------------------------------------------------------------------

TEST(WeekPane, HasARowForEachChannelThatFitsAndTellsHoles) {
  Hand hand;
  hand.Key("ctrl-4");
  hand.Choose("week.urgency", 6);  // admin
  hand.Choose("week.need", 15);    // billing
  const Result<channels::Request> request =
      channels::ReadRequest(hand.shared().matter.RecommendLine("admin", "billing"));
  ASSERT_TRUE(request.ok());
  const channels::Week week = channels::WeekOf(*hand.shared().content.directory, *request, {2026, 11, 23});
  ASSERT_FALSE(week.channels.empty());
  for (const channels::ChannelWeek& one : week.channels) EXPECT_TRUE(hand.Has("week.row." + one.channel->id));
  EXPECT_THAT(hand.Screen(), HasSubstr("nobody is open"));
}

TEST(WeekPane, TellsWhoIsLeftWithTheEmergencyLineAndShowsTheirWeek) {
  Hand hand;
  hand.Key("ctrl-4");
  hand.Click("week.everybody");
  EXPECT_THAT(hand.Screen(), HasSubstr("Of everybody, in this week"));
  hand.Click("left.0");
  EXPECT_THAT(hand.Screen(), HasSubstr("emergency line only"));
}

// Proof ---------------------------------------------------------------------------------------------------------------

TEST(Proof, FindsTheSameWithoutThreadsACheckATurn) {
  const Folders folders;
  Proof with(true);
  with.Start(folders, {2026, 11, 24}, "findrisc");
  with.Finish();
  Proof without(false);
  without.Start(folders, {2026, 11, 24}, "findrisc");
  EXPECT_EQ(without.progress().all, 1u);
  EXPECT_EQ(without.progress().done, 0u);
  EXPECT_TRUE(without.progress().running);
  without.Turn();
  EXPECT_EQ(without.progress().done, 1u);
  EXPECT_FALSE(without.progress().running);
  without.Turn();
  EXPECT_EQ(without.progress().done, 1u);
  EXPECT_GT(without.report().states, 0);
  EXPECT_EQ(without.report().states, with.report().states);
  EXPECT_EQ(without.report().findings.size(), with.report().findings.size());
  // Stopped before its first check, it does none.
  without.Start(folders, {2026, 11, 24}, "");
  without.Stop();
  EXPECT_FALSE(without.progress().running);
  EXPECT_EQ(without.progress().done, 0u);
}

TEST(ProofPane, LeadsFromAFindingToItsPlaceAndToAReplay) {
  const Copy copy;
  const std::string file = copy.folders().assets + "/questionnaires/symptom-fever.json";
  std::string text = TextOf(file);
  const Json form = ParseJson(text).value();
  // The first danger rule no longer acts on anything.
  const Result<form::Questionnaire> compiled = form::CompileQuestionnaire(form);
  ASSERT_TRUE(compiled.ok());
  const std::vector<form::Rule> rules = form::ReadRules(*compiled).value();
  for (const form::Edge& edge : form::EdgesOf(*compiled, rules)) {
    if (edge.rule == 0) text = Replaced(text, *PlaceOf(text, edge.path), "\"false\"");
  }
  ASSERT_TRUE(WriteFile(file, text).ok());
  Hand hand(copy.folders());
  OpenForm(hand, "symptom-fever");
  hand.Key("ctrl-5");
  hand.Click("proof.form");
  hand.workbench().proof_pane().proof().Finish();
  hand.Frames(3);
  const cli::VerifyReport report = hand.workbench().proof_pane().proof().report();
  ASSERT_FALSE(report.findings.empty());
  EXPECT_GT(report.states, 0);
  std::size_t replay = 0;
  while (replay < report.findings.size() && report.findings[replay].replay.IsNull()) ++replay;
  ASSERT_LT(replay, report.findings.size());
  hand.Click("finding." + std::to_string(replay) + ".replay");
  EXPECT_EQ(hand.shared().shown, PaneKind::kDecision);
  hand.Key("ctrl-5");
  hand.Click("finding.0");
  EXPECT_EQ(hand.shared().shown, PaneKind::kQuestionnaire);
  EXPECT_EQ(hand.shared().form->file().file, file);
}

// Journal -------------------------------------------------------------------------------------------------------------

TEST(JournalPane, StepsBackToAnEarlierViewAndForwardAgain) {
  Hand hand;
  hand.shared().desk.Navigate("/contact");
  hand.Frames(3);
  hand.Key("ctrl-6");
  hand.Click("journal.now");
  const std::size_t last = hand.shared().desk.steps().size() - 1;
  hand.Click("journal.back");
  EXPECT_TRUE(hand.shared().in_past);
  EXPECT_EQ(hand.shared().replayed_step, last - 1);
  EXPECT_THAT(hand.Screen(), AllOf(HasSubstr("▸ event"), HasSubstr("▸ effects")));
  hand.Key("ctrl-1");
  EXPECT_THAT(hand.Screen(), HasSubstr("The view after step"));
  hand.Key("ctrl-6");
  hand.Click("journal.forward");
  EXPECT_EQ(hand.shared().replayed_step, last);
  hand.Click("journal.now");
  EXPECT_FALSE(hand.shared().in_past);
}

TEST(JournalPane, SavesARunThatReplaysToTheSameRepliesAndMakesATestCase) {
  const Copy copy;
  Hand hand(copy.folders());
  hand.Key("ctrl-6");
  hand.Click("journal.save");
  hand.Click("journal.replay");
  const std::string count = std::to_string(hand.shared().desk.steps().size());
  EXPECT_THAT(hand.Screen(), HasSubstr(count + " messages were replayed"));
  hand.Click("journal.now");
  hand.Click("journal.case");
  EXPECT_THAT(hand.Screen(), HasSubstr("new-case.json is written"));
  hand.Click("journal.cases");
  EXPECT_THAT(hand.Screen(), HasSubstr("✓ new-case.json"));
}

}  // namespace
}  // namespace eteinen::workbench
