#include "core/app/answer.h"
#include "core/app/outcome.h"
#include "core/app/screen.h"
#include "core/text/format.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

// What the form calculated for the resident to see, its totals first; `details` is how they came about.
Node CalculatedList(const Scene& scene, bool details) {
  Node list(Role::kSummaryList, details ? "result.details" : "result.values");
  const form::Session& session = *scene.state.filling.session;
  const form::Questionnaire& questionnaire = session.questionnaire();
  for (const bool total : {true, false}) {
    for (const form::ItemState& state : session.Enabled()) {
      const form::Item& item = questionnaire.items()[static_cast<std::size_t>(state.item)];
      if (!item.read_only || item.hidden || !item.IsQuestion() || state.answers.Items().empty()) continue;
      if ((item.parent < 0) != total || StandsByQuestions(questionnaire, item) == details) continue;
      list.Add(Row("result." + item.link_id, state.text.text, FieldText(item, state.answers, scene.locale())));
    }
  }
  return list;
}

// The resident's own answers behind the outcome.
Node Reasons(const Outcome& outcome) {
  Node list(Role::kSummaryList, "result.because");
  for (const OutcomeReason& reason : outcome.because) {
    list.Add(Row("because." + reason.link_id, reason.question, reason.answer));
  }
  return list;
}

}  // namespace

Node WorseCard(const Scene& scene) {
  const Outcome outcome = OutcomeOf(scene.state);
  Node worse = Node(Role::kCareCard, "result.worse")
                   .With("tone", "warning")
                   .With("title", scene.Say("result.worse.title"))
                   .Text(scene.Say("result.worse"));
  for (std::size_t i = 0; i < outcome.worse.size(); ++i) {
    worse.Add(Paragraph("result.worse" + std::to_string(i), outcome.worse[i]));
  }
  return worse;
}

Nodes ResultScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  const Outcome outcome = OutcomeOf(scene.state);
  nodes.push_back(Node(Role::kHeading, "page.title")
                      .With("level", 1)
                      .Text(outcome.title.empty() ? scene.Say("result.title") : outcome.title)
                      .With("caption", scene.Say("urgency." + scene.state.urgency)));
  if (Node list = CalculatedList(scene, false); !list.children.empty()) nodes.push_back(std::move(list));
  if (!outcome.text.empty()) nodes.push_back(Paragraph("result.text", outcome.text, "lead"));
  nodes.push_back(Paragraph("result.example", scene.Say("result.example"), "small"));
  if (const std::optional<Instant> latest = LatestContact(scene.state, scene.now)) {
    nodes.push_back(Paragraph("result.latest", scene.Say("result.latest", {{"at", *latest}})));
  }
  if (!outcome.advice.empty()) {
    nodes.push_back(Node(Role::kHeading, "result.advice.title").With("level", 2).Text(scene.Say("result.advice")));
    Node list(Role::kList, "result.advice");
    for (std::size_t i = 0; i < outcome.advice.size(); ++i) {
      list.Add(Paragraph("result.advice" + std::to_string(i), outcome.advice[i]));
    }
    nodes.push_back(std::move(list));
  }
  for (std::size_t i = 0; i < outcome.links.size(); ++i) {
    nodes.push_back(Node(Role::kLink, "result.link" + std::to_string(i))
                        .Text(outcome.links[i].text)
                        .With("href", outcome.links[i].href));
  }
  nodes.push_back(Node(Role::kHeading, "result.contact").With("level", 2).Text(scene.Say("result.contact")));
  AddRemoteOffer(scene, nodes);
  AddChatStatus(scene, nodes);
  AddReach(scene, nodes);
  AddChannels(scene, nodes, true);
  nodes.push_back(WorseCard(scene));
  if (Node list = Reasons(outcome); !list.children.empty()) {
    nodes.push_back(Node(Role::kHeading, "result.because.title").With("level", 2).Text(scene.Say("result.because")));
    nodes.push_back(std::move(list));
  }
  if (Node list = CalculatedList(scene, true); !list.children.empty()) {
    nodes.push_back(Node(Role::kHeading, "result.points").With("level", 2).Text(scene.Say("result.points")));
    nodes.push_back(std::move(list));
  }
  nodes.push_back(Button("home", scene.Say("action.home"), "secondary"));
  return nodes;
}

Nodes ContactScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "contact.title"));
  nodes.push_back(Paragraph("contact.hint", scene.Say("contact.hint"), "hint"));
  if (scene.state.content.directory) {
    Json options = Json::MakeArray();
    options.Append(Json::MakeObject({{"value", ""}, {"text", scene.Say("place.choose")}}));
    for (const std::string& name : scene.state.content.directory->municipalities) {
      Json& option = options.Append(Json::MakeObject({{"value", name}, {"text", name}}));
      if (!PlaceLanguage(scene).empty()) option.Set("lang", PlaceLanguage(scene));
    }
    options.Append(Json::MakeObject({{"value", "elsewhere"}, {"text", scene.Say("place.elsewhere")}}));
    nodes.push_back(Node(Role::kSelect, "contact.place")
                        .Text(scene.Say("place.title"))
                        .With("value", scene.state.municipality)
                        .With("options", std::move(options))
                        .Can("set"));
    Json needs = Json::MakeArray();
    for (std::size_t i = 0; i < channels::kNeeds; ++i) {
      const std::string name(channels::Name(static_cast<channels::Need>(i)));
      needs.Append(Json::MakeObject({{"value", name}, {"text", scene.Say("need." + name)}}));
    }
    nodes.push_back(Node(Role::kSelect, "contact.need")
                        .Text(scene.Say("contact.need"))
                        .With("value", scene.state.need)
                        .With("options", std::move(needs))
                        .Can("set"));
  }
  AddReach(scene, nodes);
  AddChatStatus(scene, nodes);
  AddChannels(scene, nodes);
  return nodes;
}

Nodes EmergencyScreen(const Scene& scene) {
  Nodes nodes;
  const EmergencyWords words = EmergencyWordsOf(scene.state, scene.locale());
  const auto is_ours = [&](const form::LocalText& text) {
    return text::LanguageOf(text.language) == text::LanguageOf(scene.locale());
  };
  Node list(Role::kList, "emergency.what");
  for (const form::LocalText& one : words.advice) {
    Node advice = Paragraph("emergency.what" + std::to_string(list.children.size()), one.text);
    if (!is_ours(one)) advice.With("lang", text::LanguageOf(one.language));
    list.Add(std::move(advice));
  }
  Node card = Node(Role::kEmergency, "emergency")
                  .Text(is_ours(words.text) && !words.text.text.empty() ? words.text.text : scene.Say("emergency.text"))
                  .Add(Title(scene, "emergency.title"))
                  .Add(Node(Role::kLink, "emergency.call")
                           .Text(scene.Say("emergency.call"))
                           .With("href", scene.Say("footer.emergency.href"))
                           .With("style", "danger"));
  if (!list.children.empty()) card.Add(std::move(list));
  nodes.push_back(std::move(card));
  AddEmergencyText(scene, nodes);
  if (scene.state.KeepsAnswers()) nodes.push_back(Paragraph("emergency.kept", scene.Say("emergency.kept"), "hint"));
  nodes.push_back(Button("back", scene.Say("emergency.not-true"), "secondary"));
  nodes.push_back(Paragraph("emergency.no-speech", scene.Say("emergency.no-speech")));
  return nodes;
}

}  // namespace eteinen::app
