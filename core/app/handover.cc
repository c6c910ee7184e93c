#include "core/app/handover.h"

#include <algorithm>

#include "core/app/answer.h"
#include "core/app/calendar_text.h"
#include "core/app/outcome.h"
#include "core/fhir/element.h"
#include "core/form/attachments.h"
#include "core/form/combine.h"
#include "core/text/format.h"

namespace eteinen::app {
namespace {

constexpr std::int64_t kReminderSeconds = 15 * kMinute;

Json Coded(std::string_view system, std::string_view code) {
  return Json::MakeArray(
      {Json::MakeObject({{"coding", Json::MakeArray({Json::MakeObject({{"system", system}, {"code", code}})})}})});
}

// Request priority (FHIR R4) of an urgency.
std::string_view PriorityOf(std::string_view urgency) {
  if (urgency == "emergency" || urgency == "immediate") return "stat";
  if (urgency == "today") return "asap";
  if (urgency == "within-3-days") return "urgent";
  return "routine";
}

// What a professional reads in place of the question: "Is any of these true now?" says nothing without its answers.
std::string HeadingOf(const State& state, const SummaryLine& line) {
  const form::Questionnaire& form = state.filling.session->questionnaire();
  const int index = form.Find(line.key);
  const Json* heading =
      index < 0 ? nullptr
                : fhir::Extension(*form.items()[static_cast<std::size_t>(index)].definition, kSummaryHeadingUrl);
  if (heading == nullptr) return line.question;
  return form::Localised(*heading, "valueString", state.locale, form.language()).text;
}

// What the form asks about, in the words of its title; of several asked as one, each.
std::vector<std::string> TopicsOf(const State& state) {
  const form::Questionnaire& form = state.filling.session->questionnaire();
  std::vector<std::string> topics;
  const auto add = [&](const Json& owner, std::string_view key) {
    std::string topic = form::Localised(owner, key, state.locale, form.language()).text;
    if (!topic.empty() && std::find(topics.begin(), topics.end(), topic) == topics.end()) {
      topics.push_back(std::move(topic));
    }
  };
  add(form.json(), "title");
  for (const form::Item& item : form.items()) {
    const Json* topic = fhir::Extension(*item.definition, form::kTopicUrl);
    if (topic != nullptr) add(*topic, "valueString");
  }
  return topics;
}

// "none of these" says nothing without what it denies: " – fever; cough". Empty when the answer is another one.
std::string DeniedBy(const State& state, const SummaryLine& line) {
  const form::Session& session = *state.filling.session;
  const form::Questionnaire& form = session.questionnaire();
  const Result<form::ItemState> asked = session.StateOf(line.key, {});
  if (!asked.ok() || asked->answers.Items().size() != 1) return "";
  if (asked->answers.Items().front()["valueCoding"]["code"].AsString() != kNoneOfThese) return "";
  std::string denied;
  for (const form::Option& option : form.items()[static_cast<std::size_t>(asked->item)].options) {
    if (option.exclusive) continue;
    const std::string text = form::Localised(*option.value, "display", state.locale, form.language()).text;
    denied += (denied.empty() ? "" : "; ") + text;
  }
  return denied.empty() ? "" : " – " + denied;
}

// The answer that a picture is: what the file is, and the handle by which the shell holds it.
Json AttachmentOf(const Photo& photo) {
  return Json::MakeObject({{"contentType", photo.type},
                           {"url", std::string(form::kFileHandle) + photo.handle},
                           {"size", photo.size},
                           {"title", photo.name}});
}

// The response with the pictures of questions that are still asked, each at its place; they stand on the first level.
Json WithPhotos(Json response, const State& state) {
  const form::Questionnaire& form = state.filling.session->questionnaire();
  for (const auto& [link_id, photo] : state.filling.photos) {
    const Result<form::ItemState> asked = state.filling.session->StateOf(link_id, {});
    if (!asked.ok() || !asked->enabled) continue;
    Json answer = Json::MakeObject({{"valueAttachment", AttachmentOf(photo)}});
    Json item = Json::MakeObject({{"linkId", link_id}, {"text", asked->text.text}});
    item.Set("answer", Json::MakeArray({std::move(answer)}));
    if (!response.Has("item")) response.Set("item", Json::MakeArray());
    Json::Array& items = response.Find("item")->MutableItems();
    const int place = form.Find(link_id);
    const auto later = std::find_if(items.begin(), items.end(),
                                    [&](const Json& one) { return form.Find(one["linkId"].AsString()) > place; });
    items.insert(later, std::move(item));
  }
  return response;
}

}  // namespace

std::vector<SummaryLine> AnswersInWords(const State& state, const text::Texts& texts) {
  std::vector<SummaryLine> lines;
  if (!state.filling.session) return lines;
  const form::Session& session = *state.filling.session;
  const std::pair<std::string, std::string> yes_no = {texts.Text("answer.yes"), texts.Text("answer.no")};
  for (const form::ItemState& item : session.Enabled()) {
    const form::Item& definition = session.questionnaire().items()[static_cast<std::size_t>(item.item)];
    if (const auto photo = state.filling.photos.find(definition.link_id); photo != state.filling.photos.end()) {
      lines.push_back({definition.link_id, item.text.text, PhotoInWords(photo->second, texts)});
      continue;
    }
    if (definition.hidden || !definition.IsQuestion() || item.answers.Items().empty()) continue;
    // The points of single answers say nothing to whoever reads the answers themselves.
    if (definition.read_only && !StandsByQuestions(session.questionnaire(), definition)) continue;
    std::string answer = AnswerText(session.questionnaire(), definition, item.answers, state.locale, yes_no);
    if (answer.empty()) continue;
    lines.push_back({definition.link_id, item.text.text, std::move(answer)});
  }
  return lines;
}

std::string PhotoInWords(const Photo& photo, const text::Texts& texts) {
  constexpr std::int64_t kKilobyte = 1024;
  return texts.Text("photo.file", {{"name", photo.name}, {"kb", (photo.size + kKilobyte - 1) / kKilobyte}});
}

Json PhotosGoingAlong(const State& state, const Json& message) {
  Json files = Json::MakeArray();
  for (const std::string& handle : form::HandlesIn(message["contained"].Items().front())) {
    for (const auto& [link_id, photo] : state.filling.photos) {
      if (photo.handle != handle) continue;
      files.Append(
          Json::MakeObject({{"handle", handle}, {"name", photo.name}, {"type", photo.type}, {"size", photo.size}}));
    }
  }
  return files;
}

std::string SummaryText(const State& state, const text::Texts& texts) {
  std::string text;
  const auto add = [&text](const std::string& line) { text += (text.empty() ? "" : "\n") + line; };
  if (state.filling.session) {
    for (const std::string& topic : TopicsOf(state)) add(topic);
  }
  if (const Outcome outcome = OutcomeOf(state); !outcome.title.empty()) add(outcome.title);
  add(texts.Text("urgency." + state.urgency));
  if (!state.need.empty()) add(texts.Text("need." + state.need));
  if (!state.municipality.empty() && state.municipality != "elsewhere") add(state.municipality);
  for (const SummaryLine& line : AnswersInWords(state, texts)) {
    add(HeadingOf(state, line) + ": " + line.answer + DeniedBy(state, line));
  }
  return text;
}

Json HandoverMessage(const State& state, const text::Texts& texts, Instant now) {
  Json message = Json::MakeObject({{"resourceType", "Communication"}, {"status", "completed"}});
  message.Set("language", text::LanguageOf(state.locale));
  message.Set("category", Coded("urn:eteinen:need", state.need));
  message.Set("reasonCode", Coded("urn:eteinen:urgency", state.urgency));
  message.Set("priority", PriorityOf(state.urgency));
  message.Set("sent", FormatInstant(now));
  message.Set("recipient",
              Json::MakeArray({Json::MakeObject({{"reference", "HealthcareService/" + state.handover.channel}})}));
  if (state.identity.acting_for) {
    message.Set("subject", Json::MakeObject({{"reference", "Patient/" + state.identity.acting_for->id}}));
  }
  Json payload = Json::MakeArray({Json::MakeObject({{"contentString", SummaryText(state, texts)}})});
  if (state.filling.session) {
    Json response = WithPhotos(state.filling.session->Response(), state);
    response.Set("id", "answers");
    message.Set("contained", Json::MakeArray({std::move(response)}));
    payload.Append(Json::MakeObject({{"contentReference", Json::MakeObject({{"reference", "#answers"}})}}));
  }
  message.Set("payload", std::move(payload));
  return message;
}

std::string ReminderEntry(const channels::Channel& channel, Instant opens_at, std::string_view title,
                          std::string_view advice, Instant now) {
  const std::string begin = CalendarInstant(opens_at);
  std::string entry = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Eteinen//Eteinen//FI\r\nMETHOD:PUBLISH\r\n";
  entry += "BEGIN:VEVENT\r\n";
  AddCalendarLine(entry, "UID", "reminder-" + channel.id + "-" + begin + "@eteinen");
  AddCalendarLine(entry, "DTSTAMP", CalendarInstant(now));
  AddCalendarLine(entry, "DTSTART", begin);
  AddCalendarLine(entry, "DTEND", CalendarInstant(opens_at + kReminderSeconds));
  AddCalendarLine(entry, "SUMMARY", CalendarText(title));
  AddCalendarLine(entry, "DESCRIPTION", CalendarText(advice));
  entry += "TRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:PT0S\r\n";
  AddCalendarLine(entry, "DESCRIPTION", CalendarText(title));
  entry += "END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  return entry;
}

const channels::Recommended* ChosenIn(const channels::Recommendation& all, std::string_view id) {
  const auto found = std::find_if(all.channels.begin(), all.channels.end(),
                                  [id](const channels::Recommended& one) { return one.channel->id == id; });
  return found == all.channels.end() ? nullptr : &*found;
}

}  // namespace eteinen::app
