#include "core/app/screen.h"

#include <algorithm>

#include "core/app/forms.h"
#include "core/calendar/civil_time.h"
#include "core/text/format.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

Nodes ContentOf(const Scene& scene) {
  switch (scene.state.screen) {
    case Screen::kLoading:
      return {};
    case Screen::kStart:
      return StartScreen(scene);
    case Screen::kPersons:
      return PersonsScreen(scene);
    case Screen::kEnded:
      return EndedScreen(scene);
    case Screen::kOtherWays:
      return OtherWaysScreen(scene);
    case Screen::kSymptoms:
      return SymptomsScreen(scene);
    case Screen::kQuestion:
      return QuestionScreen(scene);
    case Screen::kPlace:
      return PlaceScreen(scene);
    case Screen::kEmergency:
      return EmergencyScreen(scene);
    case Screen::kResult:
      return ResultScreen(scene);
    case Screen::kContact:
      return ContactScreen(scene);
    case Screen::kChannel:
      return ChannelScreen(scene);
    case Screen::kServices:
      return ServicesScreen(scene);
    case Screen::kRefused:
      return RefusedScreen(scene);
    case Screen::kSlots:
      return SlotsScreen(scene);
    case Screen::kCheck:
      return CheckScreen(scene);
    case Screen::kBooked:
      return BookedScreen(scene);
    case Screen::kAppointments:
      return AppointmentsScreen(scene);
    case Screen::kAppointment:
      return AppointmentScreen(scene);
    case Screen::kCancel:
      return CancelScreen(scene);
    case Screen::kCancelled:
      return CancelledScreen(scene);
    case Screen::kCode:
      return CodeScreen(scene);
    case Screen::kMore:
      return MoreScreen(scene);
    case Screen::kPage:
      return PageScreen(scene);
    case Screen::kSettings:
      return SettingsScreen(scene);
    case Screen::kForms:
      return FormsScreen(scene);
    case Screen::kReview:
      return ReviewScreen(scene);
    case Screen::kSent:
      return SentScreen(scene);
    case Screen::kResponse:
      return ResponseScreen(scene);
  }
  return {};
}

Node Banner(const Scene& scene) {
  Node banner =
      Node(Role::kBanner, "banner").Text(scene.Say("service.name")).With("languages", scene.Say("banner.languages"));
  if (scene.state.screen != Screen::kStart) banner.Hint(scene.Say("action.home")).Can("press");
  const Identity& identity = scene.state.identity;
  if (identity.acting_for) {
    banner.Add(Node(Role::kPerson, "person")
                   .Text(identity.acting_for->name)
                   .Hint(scene.Say("person.hint"))
                   .With("initial", identity.acting_for->initial)
                   .Can("press"));
  } else if (identity.known) {
    banner.Add(Button("person", scene.Say("person.identify"), "quiet").With("icon", "person"));
  }
  for (const std::string_view locale : kLocales) {
    // Each language is named in itself.
    banner.Add(Button("locale." + std::string(locale), scene.Say("locale." + std::string(locale)), "quiet")
                   .With("lang", text::LanguageOf(locale))
                   .Is("pressed", locale == scene.state.ChosenLocale()));
  }
  return banner;
}

Node Footer(const Scene& scene) {
  return Node(Role::kFooter, "footer")
      .Add(Node(Role::kLink, "footer.emergency")
               .Text(scene.Say("footer.emergency"))
               .With("href", scene.Say("footer.emergency.href")))
      .Add(Node(Role::kLink, "footer.urgent")
               .Text(scene.Say("footer.urgent"))
               .With("href", scene.Say("footer.urgent.href")));
}

// Whether a field of a node is read by the resident, and not told back to the core or to the browser.
bool IsRead(const Node& node, std::string_view field) {
  constexpr std::string_view kRead[] = {"text", "hint", "title", "error", "caption", "number"};
  return std::find(std::begin(kRead), std::end(kRead), field) != std::end(kRead) ||
         (field == "value" && node.role == Role::kSummaryRow);
}

// No number and no time is torn apart at the end of a line.
void KeepTogether(std::string_view locale, Node& node) {
  for (Json::Member& member : node.fields) {
    if (!member.value.IsString() || !IsRead(node, member.key)) continue;
    if (std::optional<std::string> kept = text::KeptTogether(locale, member.value.AsString())) {
      member.value = Json(*std::move(kept));
    }
  }
  for (Node& child : node.children) KeepTogether(locale, child);
}

// The key of the question whose text is the page's h1, or empty.
std::string HeadingQuestion(const Node& node) {
  if (std::find(node.is.begin(), node.is.end(), "heading") != node.is.end()) return node.key;
  for (const Node& child : node.children) {
    if (std::string key = HeadingQuestion(child); !key.empty()) return key;
  }
  return {};
}

Node ProblemNotice(const Scene& scene, const Problem& problem) {
  const bool known = scene.texts.Has(problem.text);
  // What was done in another window is no failure, and has a title of its own.
  const std::string title = problem.text + ".title";
  Node notice = Node(Role::kNotice, "problem")
                    .With("tone", "error")
                    .With("title", scene.Say(scene.texts.Has(title) ? title : "problem.title"))
                    .Text(scene.Say(known ? problem.text : "refused.other"));
  if (!problem.uncertain.empty()) notice.Add(Paragraph("problem.uncertain", scene.Say(problem.uncertain)));
  if (problem.retry) notice.Add(Button("problem.retry", scene.Say("problem.retry"), "secondary"));
  if (problem.identify) notice.Add(Button("problem.identify", scene.Say("person.identify"), "secondary"));
  if (!problem.uncertain.empty()) {
    notice.Add(Button("start.appointments", scene.Say("problem.look-at-appointments"), "secondary"));
  }
  notice.Add(SwitchboardLink(scene, "problem.phone"));
  return notice;
}

}  // namespace

Node Title(const Scene& scene, std::string_view id, const text::Arguments& arguments) {
  return Node(Role::kHeading, "page.title").With("level", 1).Text(scene.Say(id, arguments));
}

Node Paragraph(std::string key, std::string text, std::string_view style) {
  Node node = Node(Role::kText, std::move(key)).Text(std::move(text));
  if (!style.empty()) node.With("style", style);
  return node;
}

Node Button(std::string key, std::string text, std::string_view style) {
  return Node(Role::kAction, std::move(key)).Text(std::move(text)).With("style", style).Can("press");
}

Node Back(const Scene& scene) { return Button("back", scene.Say("action.back"), "quiet").With("icon", "back"); }

Node Loading(const Scene& scene, std::string_view id) { return Node(Role::kLoading, "loading").Text(scene.Say(id)); }

Node Row(std::string key, std::string term, std::string value) {
  return Node(Role::kSummaryRow, std::move(key)).Text(std::move(term)).With("value", std::move(value));
}

std::string_view PlaceLanguage(const Scene& scene) { return text::LanguageOf(scene.locale()) == "fi" ? "" : "fi"; }

std::string DayAndTime(const Scene& scene, Instant at) { return scene.Say("format.day-and-time", {{"at", at}}); }

namespace {

// What is waited for while the screen stands as it is: after a press that somebody else answers.
struct Wait {
  Purpose purpose;
  std::string_view text;
};

constexpr Wait kWaits[] = {
    {Purpose::kHold, "wait.hold"},
    {Purpose::kExtendHold, "wait.hold"},
    {Purpose::kBook, "check.booking"},
    {Purpose::kBookTogether, "check.booking"},
    {Purpose::kMove, "move.moving"},
    {Purpose::kGiveUp, "move.moving"},
    {Purpose::kCancelAppointment, "cancel.cancelling"},
    {Purpose::kSendResponse, "review.sending"},
    {Purpose::kOpenByCode, "wait.code"},
    {Purpose::kWish, "wait.save"},
    {Purpose::kEndWish, "wait.save"},
    {Purpose::kSignIn, "wait.sign-in"},
    {Purpose::kDeparture, "wait.departure"},
    {Purpose::kActFor, "wait.person"},
    {Purpose::kExtendSession, "wait.session"},
    {Purpose::kSignOut, "wait.sign-out"},
    {Purpose::kHandover, "wait.chat"},
    {Purpose::kChat, "wait.chat"},
    {Purpose::kQuestionnaire, "loading.questions"},
    {Purpose::kDraft, "loading.questions"},
    {Purpose::kDropDraft, "wait.save"},
    {Purpose::kCatalog, "wait.language"},
};

void AddWait(const Scene& scene, Node& page, std::string_view text) {
  page.Add(Node(Role::kLoading, "wait").With("style", "over").Text(scene.Say(text)));
}

// Says what is waited for, over the screen, where it moves nothing; a screen that only waits says so itself.
void AddWait(const Scene& scene, Node& page) {
  if (view::FindNode(page, "loading") != nullptr) return;
  for (const Wait& wait : kWaits) {
    if (!scene.effects.Waiting(wait.purpose)) continue;
    // A session at work goes on by itself: of that nobody needs to hear.
    if (wait.purpose == Purpose::kExtendSession && !scene.state.visit.warned) continue;
    if (wait.purpose == Purpose::kDropDraft && scene.state.dropping.empty()) continue;
    return AddWait(scene, page, wait.text);
  }
  const State& state = scene.state;
  if (!state.opening.empty() && ResumeWaits(state, scene.effects)) AddWait(scene, page, "loading.questions");
}

view::View DrawIn(const Scene& scene, std::string focus) {
  const State& state = scene.state;
  view::View view;
  view.screen = PathOf(state);
  view.locale = scene.locale();
  view.dir = std::string(scene.texts.direction());
  view.focus = std::move(focus);
  view.root = Node(Role::kPage, "page");
  view.root.Add(Banner(scene));
  Nodes content = ContentOf(scene);
  // A problem stands right under what leads back and the heading, where a screen reader meets it first.
  std::size_t place = 0;
  while (place < content.size() && (content[place].key == "back" || content[place].key == "page.title")) ++place;
  if (state.problem) {
    content.insert(content.begin() + static_cast<std::ptrdiff_t>(place), ProblemNotice(scene, *state.problem));
  }
  if (state.visit.warned) {
    content.insert(content.begin() + static_cast<std::ptrdiff_t>(place), SessionWarning(scene));
  }
  for (Node& node : content) view.root.Add(std::move(node));
  AddWait(scene, view.root);
  view.root.Add(Footer(scene));
  const Node* title = view::FindNode(view.root, "page.title");
  // On a page with one question, the question is the heading.
  if (title == nullptr && view.focus == "page.title") view.focus = HeadingQuestion(view.root);
  // Titles hold no health data: outside the start page they name the service only.
  const bool private_title = state.screen == Screen::kQuestion || state.screen == Screen::kResponse ||
                             state.screen == Screen::kResult || state.screen == Screen::kChannel ||
                             state.screen == Screen::kEmergency || title == nullptr;
  view.title = private_title ? scene.Say("service.name")
                             : scene.Say("format.page-title", {{"page", title->Field("text").AsString()},
                                                               {"service", scene.Say("service.name")}});
  KeepTogether(scene.locale(), view.root);
  return view;
}

}  // namespace

view::View Draw(const State& state, const Effects& effects, Instant now, std::string focus) {
  // No screen is half in one language and half in another: what a language cannot tell as a whole is told in the other.
  if (!state.entry_locale.empty()) {
    const Scene scene{state, effects, now, text::Texts(state.content.catalogs, state.entry_locale)};
    view::View view = DrawIn(scene, focus);
    if (!scene.lacking) return view;
  }
  return DrawIn(Scene{state, effects, now, text::Texts(state.content.catalogs, state.locale)}, std::move(focus));
}

Nodes StartScreen(const Scene& scene) {
  if (scene.state.entry == "chat") return ChatStartScreen(scene);
  Nodes nodes;
  nodes.push_back(Title(scene, "start.title"));
  if (scene.state.identity.acting_for) {
    nodes.push_back(
        Paragraph("start.for", scene.Say("start.for", {{"name", scene.state.identity.acting_for->name}}), "hint"));
  } else {
    nodes.push_back(Paragraph("start.for", scene.Say("start.anonymous"), "hint"));
  }
  AddDrafts(scene, nodes);
  const auto tile = [&](std::string_view key, std::string_view icon) {
    return Button("start." + std::string(key), scene.Say("start." + std::string(key)), "tile")
        .Hint(scene.Say("start." + std::string(key) + ".hint"))
        .With("icon", icon);
  };
  nodes.push_back(tile("symptoms", "symptom"));
  for (const std::string& form : scene.texts.IdsAfter(kStartForm)) {
    if (form.ends_with(".hint")) continue;
    const std::string text = std::string(kStartForm) + form;
    nodes.push_back(
        Button("start." + form, scene.Say(text), "tile").Hint(scene.Say(text + ".hint")).With("icon", "form"));
  }
  nodes.push_back(tile("booking", "calendar"));
  nodes.push_back(tile("appointments", "clock"));
  nodes.push_back(tile("forms", "form"));
  nodes.push_back(tile("contact", "phone"));
  nodes.push_back(tile("more", "info"));
  nodes.push_back(Button("start.feedback", scene.Say("start.feedback"), "quiet"));
  nodes.push_back(Paragraph("start.example", scene.Say("content.example"), "small"));
  return nodes;
}

}  // namespace eteinen::app
