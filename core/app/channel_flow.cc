// A channel is chosen: what to know before, the answers handed over to a chat, a reminder for a line that is closed.
#include <algorithm>

#include "core/app/handover.h"
#include "core/app/outcome.h"

namespace eteinen::app {
namespace {

// The chosen channel if it still fits.
std::optional<channels::Recommended> Chosen(const Step& step) {
  const std::optional<channels::Recommendation> all = ChannelsOf(step.state, step.now);
  const channels::Recommended* found = all ? ChosenIn(*all, step.state.handover.channel) : nullptr;
  return found == nullptr ? std::nullopt : std::optional(*found);
}

text::Texts TextsOf(const State& state) { return text::Texts(state.content.catalogs, state.locale); }

// Asks the chat's adapter in the shell to open it; that it is open is said when the adapter has. `text` and `summary`
// are empty when the resident passes nothing along.
void OpenChat(Step& step, const channels::Channel& channel, const std::string& id, bool with_answers) {
  const State& state = step.state;
  Json::Object fields = {{"channel", Json(channel.id)}, {"language", Json(text::LanguageOf(state.locale))}};
  if (!channel.href.empty()) fields.push_back({"href", Json(channel.href)});
  if (with_answers) {
    fields.push_back({"handover", Json(id)});
    fields.push_back({"text", Json(SummaryText(state, TextsOf(state)))});
    Json message = HandoverMessage(state, TextsOf(state), step.now);
    if (Json files = PhotosGoingAlong(state, message); !files.Items().empty()) {
      fields.push_back({"files", std::move(files)});
    }
    fields.push_back({"summary", std::move(message)});
  }
  step.effects.Ask("chat", Purpose::kChat, channel.id, std::move(fields));
}

}  // namespace

void ChooseChannel(Step& step, const std::string& id) {
  step.state.handover = Handover();
  step.state.handover.channel = id;
  step.state.handover.from = step.state.screen;
  if (Chosen(step)) Show(step, Screen::kChannel);
}

void StartChat(Step& step, bool with_answers) {
  State& state = step.state;
  const std::optional<channels::Recommended> chosen = Chosen(step);
  if (!chosen || chosen->channel->kind != channels::Kind::kChat || !chosen->open_now) return;
  if (step.effects.Waiting(Purpose::kHandover) || step.effects.Waiting(Purpose::kChat)) return;
  if (!Permitted(step, Action::kChat, ThemeOfNeed(state))) return;
  state.problem.reset();
  if (!with_answers) return OpenChat(step, *chosen->channel, "", false);
  // The key of the first try: asking again never hands the same matter over twice.
  if (state.handover.key.empty()) state.handover.key = step.uid;
  if (state.handover.key.empty()) return;
  Json headers = WriteHeaders(state);
  headers.Set("idempotency-key", state.handover.key);
  if (state.handover.message.empty()) {
    state.handover.message = WriteJson(HandoverMessage(state, TextsOf(state), step.now));
  }
  step.effects.Http(Purpose::kHandover, state.handover.channel, true, "POST", "/fhir/Communication", std::move(headers),
                    state.handover.message);
}

void OnHandover(Step& step, const std::string& channel, const HttpAnswer& answer) {
  State& state = step.state;
  if (state.handover.channel != channel) return;
  const Result<Json> taken = answer.Success() ? ParseJson(answer.body) : Result<Json>(InputError("no answer"));
  const std::string id = taken.ok() ? (*taken)["id"].AsString() : "";
  if (id.empty()) return NoteProblem(step, Purpose::kHandover, channel, answer);
  state.handover.passed = true;
  const channels::Channel* found = state.content.directory ? state.content.directory->Find(channel) : nullptr;
  if (found != nullptr) OpenChat(step, *found, id, true);
}

void OnChat(Step& step, const std::string& channel, bool opened) {
  State& state = step.state;
  if (state.handover.channel != channel) return;
  if (opened) {
    state.handover.done = true;
    step.focus = "channel.passed";
    return;
  }
  // What was passed along stays with the backend: another try hands the same matter over and not a second one.
  state.problem = Problem{Purpose::kChat, state.handover.passed ? "answers" : "", "problem.chat", "", true, false};
  step.focus = "problem";
}

void SetReach(Step& step, std::string_view part, const Json& value) {
  Reach& reach = step.state.reach;
  if (part == "speech") {
    const Json::Array& values = value.Items();
    reach.cannot_speak = std::find(values.begin(), values.end(), Json("no")) != values.end();
  }
  if (part != "language" || !step.state.content.directory) return;
  const std::string& wanted = value.AsString();
  const std::vector<channels::Language>& known = step.state.content.directory->languages;
  const bool is_known = std::any_of(known.begin(), known.end(),
                                    [&](const channels::Language& language) { return language.code == wanted; });
  if (wanted.empty() || wanted == kOtherLanguage || is_known) reach.language = wanted;
}

void RemindOfOpening(Step& step) {
  const std::optional<channels::Recommended> chosen = Chosen(step);
  if (!chosen || !chosen->opens_at) return;
  const text::Texts texts = TextsOf(step.state);
  const channels::Channel channel = ShownChannel(step.state, *chosen);
  const std::string title =
      texts.Text("channel.reminder.title", {{"name", channel.name.In(step.state.locale)}, {"number", channel.number}});
  std::string text = ReminderEntry(channel, *chosen->opens_at, title, texts.Text("result.worse"), step.now);
  step.effects.Send("calendar", {{"filename", Json("reminder.ics")}, {"text", Json(std::move(text))}});
  step.state.handover.reminded = true;
  step.effects.Send("announce", {{"text", Json(texts.Text("channel.reminder.done"))}});
}

}  // namespace eteinen::app
