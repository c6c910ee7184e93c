#include "core/app/answer.h"
#include "core/app/forms.h"
#include "core/app/outcome.h"
#include "core/app/screen.h"
#include "core/text/format.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

bool IsOther(const Scene& scene, const form::LocalText& text) {
  return !text.language.empty() && text.language != text::LanguageOf(scene.locale());
}

Node Localised(Node node, const Scene& scene, const form::LocalText& text) {
  node.Text(text.text);
  return IsOther(scene, text) ? std::move(node).With("lang", text.language) : node;
}

// What a button is about, where its own text does not say.
Node About(Node button, const Scene& scene, const form::LocalText& text) {
  button.Hint(text.text);
  return IsOther(scene, text) ? std::move(button).With("detailLang", text.language) : button;
}

std::string Written(const Scene& scene, const form::Questionnaire& form, const form::Item& item, const Json& answers) {
  return AnswerText(form, item, answers, scene.locale(), {scene.Say("answer.yes"), scene.Say("answer.no")});
}

// The answers of a response as they were sent, in the order of the form.
void AddSentRows(const Scene& scene, const form::Questionnaire& form, const Json& element, Node& list) {
  for (const Json& answered : element["item"].Items()) {
    const int index = form.Find(answered["linkId"].AsString());
    if (index < 0) continue;
    const form::Item& item = form.items()[static_cast<std::size_t>(index)];
    if (item.hidden) continue;
    if (!answered["answer"].Items().empty()) {
      list.Add(Localised(Row("sent." + item.link_id, "", Written(scene, form, item, answered["answer"])), scene,
                         form.TextOf(index, scene.locale())));
    }
    AddSentRows(scene, form, answered, list);
    for (const Json& answer : answered["answer"].Items()) AddSentRows(scene, form, answer, list);
  }
}

Node SentRows(const Scene& scene, const Json& response) {
  Node list(Role::kSummaryList, "sent.answers");
  if (scene.state.forms.shown) AddSentRows(scene, *scene.state.forms.shown, response, list);
  return list;
}

// "Tehtävä viimeistään tiistai 24.11.2026 klo 9.15": the state of a form that an appointment asks for.
Node StateBadge(const Scene& scene, const AskedForm& asked, const std::string& key) {
  Node badge(Role::kBadge, key + ".state");
  switch (asked.state) {
    case AskedState::kToDo:
      return badge.With("tone", "soon").Text(scene.Say("asked.to-do", {{"by", asked.deadline}}));
    case AskedState::kLate:
      return badge.With("tone", "warning").Text(scene.Say("asked.late"));
    case AskedState::kHolds:
      return badge.With("tone", "ok").Text(scene.Say("asked.holds", {{"at", *asked.answered}}));
    case AskedState::kAnswered:
      return badge.With("tone", "ok").Text(scene.Say("asked.answered", {{"at", *asked.answered}}));
  }
  return badge;
}

std::string_view AskedAction(AskedState state) {
  return state == AskedState::kAnswered ? "asked.again"
         : state == AskedState::kHolds  ? "asked.look-through"
                                        : "asked.fill";
}

// What an appointment asks for, as a card; `with_time` where the appointment itself is not on the screen.
std::optional<Node> AskedCard(const Scene& scene, const Appointment& appointment, bool with_time) {
  const std::optional<AskedForm> asked = FormAskedBy(scene.state, appointment, scene.now);
  if (!asked) return std::nullopt;
  const std::string key = "asked." + appointment.id;
  const form::LocalText title = FormTitle(scene.state, asked->questionnaire);
  Node card =
      Node(Role::kCard, key + ".card").With("title", title.text.empty() ? scene.Say("asked.title") : title.text);
  if (with_time) {
    const BookableService* service = FindService(scene.state.content.services, appointment.service);
    card.Add(Paragraph(
        key + ".for", scene.Say("asked.for", {{"service", service->Name(scene.locale())}, {"at", appointment.start}})));
  }
  // Before it is known what was sent, nothing is said of it.
  if (scene.state.forms.loaded || !scene.state.identity.identified) card.Add(StateBadge(scene, *asked, key));
  card.Add(Button("fill." + appointment.id, scene.Say(AskedAction(asked->state)),
                  asked->state <= AskedState::kLate ? "primary" : "secondary"));
  return card;
}

Node FormTile(const Scene& scene, const Json& entry) {
  const form::LocalText title = form::Localised(entry, "title", scene.locale(), entry["language"].AsString());
  return Localised(Button("forms." + entry["id"].AsString(), "", "tile").With("icon", "form"), scene, title);
}

void AddKind(const Scene& scene, std::string_view kind, Node& group) {
  for (const Json* entry : FormsOfKind(scene.state, kind)) group.Add(FormTile(scene, *entry));
}

Node Group(const Scene& scene, std::string_view id) {
  return Node(Role::kGroup, std::string(id)).Text(scene.Say(id)).With("level", 2);
}

}  // namespace

void AddAskedForm(const Scene& scene, const Appointment& appointment, Nodes& nodes) {
  if (std::optional<Node> card = AskedCard(scene, appointment, false)) nodes.push_back(*std::move(card));
}

void AddDrafts(const Scene& scene, Nodes& nodes) {
  const std::optional<std::vector<Draft>>& drafts = scene.state.identity.drafts;
  if (!drafts || drafts->empty()) return;
  Node group = Group(scene, "drafts");
  for (const Draft& one : *drafts) {
    form::LocalText title = {one.title, one.language};
    if (title.text.empty()) title = {scene.Say("drafts.untitled"), ""};
    Node card(Role::kCard, "draft." + one.id);
    card.Add(Localised(Node(Role::kHeading, "draft.title." + one.id).With("level", 3), scene, title));
    card.Add(Paragraph("draft.at." + one.id, scene.Say("drafts.at", {{"at", one.authored}}), "hint"));
    if (scene.state.dropping == one.id) {
      card.Add(Paragraph("draft.sure", scene.Say("drafts.sure")));
      card.Add(Button("draft.drop-yes", scene.Say("drafts.drop"), "danger"));
      card.Add(Button("draft.drop-no", scene.Say("drafts.keep"), "secondary"));
    } else {
      card.Add(About(Button("draft.continue." + one.id, scene.Say("drafts.continue"), "secondary"), scene, title));
      card.Add(About(Button("draft.drop." + one.id, scene.Say("drafts.drop"), "quiet"), scene, title));
    }
    group.Add(std::move(card));
  }
  nodes.push_back(std::move(group));
}

void AddContinued(const Scene& scene, Nodes& nodes) {
  const Filling& filling = scene.state.filling;
  const auto add = [&](std::string_view tone, std::string text) {
    nodes.push_back(Node(Role::kNotice, "form.continued").With("tone", tone).Text(std::move(text)));
  };
  if (filling.dropped) {
    add("warning", scene.Say("form.dropped"));
  } else if (filling.continued) {
    add("info", scene.Say("form.continued", {{"at", *filling.continued}}));
  }
}

Nodes FormsScreen(const Scene& scene) {
  const State& state = scene.state;
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "forms.title"));
  if (!state.identity.identified) {
    nodes.push_back(
        Node(Role::kNotice, "forms.identify-first")
            .With("tone", "info")
            .Text(scene.Say("forms.identify-first"))
            .Add(Button("forms.identify", scene.Say("person.identify"), "secondary").With("icon", "person")));
  }
  const bool waiting = scene.effects.Waiting(Purpose::kResponses) || scene.effects.Waiting(Purpose::kAppointments) ||
                       scene.effects.Waiting(Purpose::kQuestionnaireList);
  // The list stands as it is from its first sight on.
  if (waiting) {
    nodes.push_back(Loading(scene, "loading.forms"));
    return nodes;
  }
  AddDrafts(scene, nodes);
  Node asked = Group(scene, "forms.asked");
  for (const Appointment& one : state.appointments.list) {
    if (std::optional<Node> card = AskedCard(scene, one, true)) asked.Add(*std::move(card));
  }
  if (!asked.children.empty()) {
    nodes.push_back(std::move(asked));
  } else if (state.identity.identified && state.appointments.loaded) {
    nodes.push_back(Paragraph("forms.none", scene.Say("forms.none")));
  }
  Node write = Group(scene, "forms.write");
  if (state.identity.identified) AddKind(scene, "contact", write);
  AddKind(scene, "feedback", write);
  Node scales = Group(scene, "forms.scales");
  AddKind(scene, "scale", scales);
  Node sent = Group(scene, "forms.sent");
  for (const SentResponse& one : state.forms.list) {
    const form::LocalText title = FormTitle(state, one.questionnaire);
    sent.Add(Localised(Button("responses." + one.id, "", "tile").With("icon", "form"), scene, title)
                 .Hint(scene.Say("forms.sent-at", {{"at", one.authored}})));
  }
  for (Node* group : {&write, &scales, &sent}) {
    if (!group->children.empty()) nodes.push_back(std::move(*group));
  }
  return nodes;
}

Nodes ReviewScreen(const Scene& scene) {
  const Filling& filling = scene.state.filling;
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "review.title"));
  AddContinued(scene, nodes);
  if (filling.prefilled) {
    nodes.push_back(Node(Role::kNotice, "review.prefilled")
                        .With("tone", "info")
                        .Text(scene.Say("review.prefilled", {{"at", *filling.prefilled}})));
  }
  const std::string nothing = scene.Say("review.nothing");
  Node list(Role::kSummaryList, "review");
  for (const form::ItemState& state : filling.session->Enabled()) {
    const form::Item& item = filling.form->items()[static_cast<std::size_t>(state.item)];
    if (item.hidden || !item.IsQuestion()) continue;
    if (item.read_only && state.answers.Items().empty()) continue;
    std::string value = Written(scene, *filling.form, item, state.answers);
    Node row = Localised(Row("review." + item.link_id, "", value.empty() ? nothing : value), scene, state.text);
    if (!item.read_only) {
      row.Add(Button("change." + item.link_id, scene.Say("review.change"), "quiet").Hint(state.text.text));
    }
    list.Add(std::move(row));
  }
  nodes.push_back(std::move(list));
  nodes.push_back(
      Paragraph("review.who-sees", scene.Say(filling.terms.identified ? "review.in-name" : "review.no-name"), "hint"));
  const bool busy = scene.effects.Waiting(Purpose::kSendResponse);
  nodes.push_back(Button("form.send", scene.Say(busy ? "review.sending" : "review.send"), "primary").Is("busy", busy));
  AddUnkept(scene, nodes);
  return nodes;
}

Nodes SentScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Title(scene, "sent.title"));
  const Forms& forms = scene.state.forms;
  if (!forms.sent || !forms.shown) return nodes;
  nodes.push_back(
      Node(Role::kNotice, "sent").With("tone", "success").Text(scene.Say("sent.text", {{"at", forms.sent->authored}})));
  if (const form::LocalText next = form::SentText(forms.shown->json(), scene.locale()); !next.text.empty()) {
    nodes.push_back(Localised(Node(Role::kText, "sent.next").With("style", "lead"), scene, next));
  }
  nodes.push_back(Node(Role::kHeading, "sent.what").With("level", 2).Text(scene.Say("sent.what")));
  nodes.push_back(SentRows(scene, forms.sent->resource));
  nodes.push_back(Button("home", scene.Say("action.home"), "primary"));
  nodes.push_back(Button("start.forms", scene.Say("forms.title"), "secondary"));
  return nodes;
}

Nodes ResponseScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  const SentResponse* response = OpenedResponse(scene.state);
  if (response == nullptr || !scene.state.forms.shown) return nodes;
  nodes.push_back(Localised(Node(Role::kHeading, "page.title").With("level", 1), scene,
                            scene.state.forms.shown->TextOf(-1, scene.locale(), "title")));
  nodes.push_back(Paragraph("sent.at", scene.Say("sent.text", {{"at", response->authored}}), "hint"));
  nodes.push_back(SentRows(scene, response->resource));
  nodes.push_back(Button("start.forms", scene.Say("forms.title"), "secondary"));
  return nodes;
}

}  // namespace eteinen::app
