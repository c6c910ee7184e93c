// One channel, chosen: what to know before calling, writing or chatting, and what to do while it is closed.
#include "core/app/handover.h"
#include "core/app/outcome.h"
#include "core/app/screen.h"
#include "core/text/format.h"

namespace eteinen::app {
namespace {

using channels::Kind;
using view::Node;
using view::Role;

// Any Monday: weekdays are named through the days of its week.
constexpr CivilDay kMonday{2026, 11, 23};

// What a weekday's hours are: "klo 8.00–12.00, klo 13.00–15.00"; empty when it is closed.
std::string HoursOfDay(const Scene& scene, const OpeningHours& hours, int weekday) {
  std::string text;
  for (const WeeklyHours& rule : hours.weekly) {
    if (!rule.days.Has(static_cast<Weekday>(weekday))) continue;
    if (!text.empty()) text += ", ";
    if (rule.start == kMidnight && rule.end == kMidnight) {
      text += scene.Say("channel.all-day");
    } else {
      text += text::FormatTime(scene.locale(), rule.start, text::TimeStyle::kLong) + "–" +
              text::FormatTime(scene.locale(), rule.end, text::TimeStyle::kShort);
    }
  }
  return text;
}

// "ma–pe klo 8.00–15.00": weekdays in a row with the same hours are one row each.
void AddWeek(const Scene& scene, const OpeningHours& hours, Node& list) {
  std::string week;
  for (int day = 0; day < 7;) {
    const std::string text = HoursOfDay(scene, hours, day);
    int last = day;
    while (last + 1 < 7 && HoursOfDay(scene, hours, last + 1) == text) ++last;
    if (!text.empty()) {
      std::string days(text::ShortWeekday(scene.locale(), AddDays(kMonday, day)));
      if (last > day) days += "–" + std::string(text::ShortWeekday(scene.locale(), AddDays(kMonday, last)));
      week += (week.empty() ? "" : "; ") + days + " " + text;
    }
    day = last + 1;
  }
  if (week.empty()) return;
  if (hours.on_public_holidays == OnPublicHolidays::kClosed) week += ". " + scene.Say("channel.closed-on-holidays");
  list.Add(Row("channel.week", scene.Say("channel.hours"), std::move(week)));
}

Node Facts(const Scene& scene, const channels::Channel& channel) {
  Node list(Role::kSummaryList, "channel.facts");
  if (!channel.number.empty()) list.Add(Row("channel.number", scene.Say("channel.number"), channel.number));
  if (!channel.address.empty()) {
    list.Add(
        Row("channel.address", scene.Say("channel.address"), channel.address).With("detailLang", PlaceLanguage(scene)));
  }
  if (!channel.always_available) AddWeek(scene, channel.hours, list);
  if (!channel.call_back.fi.empty()) {
    list.Add(Row("channel.call-back", scene.Say("channel.call-back"), channel.call_back.In(scene.locale())));
  }
  return list;
}

// The answers as they go along, or as they are read aloud on the phone.
void AddAnswers(const Scene& scene, std::string_view title, Nodes& nodes) {
  Node list(Role::kSummaryList, "channel.answers");
  for (SummaryLine& line : AnswersInWords(scene.state, scene.texts)) {
    list.Add(Row("channel.answer." + line.key, std::move(line.question), std::move(line.answer)));
  }
  if (list.children.empty()) return;
  nodes.push_back(Node(Role::kHeading, "channel.answers.title").With("level", 2).Text(scene.Say(title)));
  nodes.push_back(std::move(list));
}

void AddClosed(const Scene& scene, const channels::Recommended& chosen, Nodes& nodes) {
  Node notice = Node(Role::kNotice, "channel.closed").With("tone", "info").With("title", scene.Say("channel.closed"));
  notice.Text(scene.Say("channel.opens", {{"at", *chosen.opens_at}}));
  notice.Add(Button("channel.remind", scene.Say("channel.remind"), "primary"));
  if (scene.state.handover.reminded) {
    notice.Add(Paragraph("channel.reminded", scene.Say("channel.reminder.done")));
  }
  nodes.push_back(std::move(notice));
}

// In a frame the page around opens the chat, and no picture leaves the frame (web/CHAT.md).
void AddPhotosStay(const Scene& scene, Nodes& nodes) {
  if (!scene.state.framed || scene.state.filling.photos.empty()) return;
  nodes.push_back(Paragraph("channel.chat.photos", scene.Say("channel.chat.photos"), "hint"));
}

void AddChat(const Scene& scene, const channels::Recommended& chosen, Nodes& nodes) {
  const Handover& handover = scene.state.handover;
  if (handover.done) {
    nodes.push_back(Node(Role::kNotice, "channel.passed")
                        .With("tone", "success")
                        .With("title", scene.Say("channel.chat.begun"))
                        .Text(scene.Say(handover.passed ? "channel.chat.passed" : "channel.chat.plain")));
    return AddPhotosStay(scene, nodes);
  }
  if (!chosen.open_now) return AddAnswers(scene, "channel.chat.answers", nodes);
  if (!scene.state.filling.session) {
    nodes.push_back(Button("channel.start", scene.Say("channel.chat.start"), "primary"));
    return;
  }
  nodes.push_back(Paragraph("channel.chat.hint", scene.Say("channel.chat.hint"), "lead"));
  AddAnswers(scene, "channel.chat.answers", nodes);
  AddPhotosStay(scene, nodes);
  nodes.push_back(Button("channel.start", scene.Say("channel.chat.pass"), "primary")
                      .Is("busy", scene.effects.Waiting(Purpose::kHandover) || scene.effects.Waiting(Purpose::kChat)));
  nodes.push_back(Button("channel.start-plain", scene.Say("channel.chat.without"), "secondary"));
}

void AddCall(const Scene& scene, const channels::Channel& channel, bool open, Nodes& nodes) {
  const bool message = channel.kind == Kind::kSms;
  if (!channel.href.empty()) {
    nodes.push_back(Node(Role::kLink, "channel.go")
                        .Text(scene.Say(message ? "channel.write" : "channel.call", {{"number", channel.number}}))
                        .With("href", channel.href)
                        .With("icon", message ? "sms" : "phone")
                        .With("style", open ? "button" : "tile"));
  }
  nodes.push_back(Node(Role::kHeading, "channel.ready").With("level", 2).Text(scene.Say("channel.ready")));
  Node list(Role::kList, "channel.ready.list");
  for (const char* what : {"identity", "medicines", "pen"}) {
    if (message && std::string_view(what) == "pen") continue;
    const std::string id = "channel.ready." + std::string(what);
    list.Add(Paragraph(id, scene.Say(id)));
  }
  nodes.push_back(std::move(list));
  AddAnswers(scene, message ? "channel.sms.answers" : "channel.phone.answers", nodes);
}

}  // namespace

Nodes ChannelScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  const std::optional<channels::Recommendation> all = ChannelsOf(scene.state, scene.now);
  const channels::Recommended* chosen = all ? ChosenIn(*all, scene.state.handover.channel) : nullptr;
  const channels::Channel* entry =
      scene.state.content.directory ? scene.state.content.directory->Find(scene.state.handover.channel) : nullptr;
  if (entry == nullptr) {
    nodes.push_back(Title(scene, "channel.title"));
    return nodes;
  }
  const channels::Channel channel = chosen == nullptr ? *entry : ShownChannel(scene.state, *chosen);
  nodes.push_back(Node(Role::kHeading, "page.title").With("level", 1).Text(channel.name.In(scene.locale())));
  if (chosen == nullptr) {
    nodes.push_back(Node(Role::kNotice, "channel.gone").With("tone", "warning").Text(scene.Say("channel.gone")));
    return nodes;
  }
  nodes.push_back(HoursBadge(scene, *chosen, "channel"));
  if (chosen->opens_at) AddClosed(scene, *chosen, nodes);
  for (std::size_t i = 0; i < channel.notes.size(); ++i) {
    nodes.push_back(Paragraph("channel.note" + std::to_string(i), channel.notes[i].In(scene.locale())));
  }
  if (channel.kind == Kind::kChat) {
    AddChat(scene, *chosen, nodes);
  } else if (IsByPhone(channel.kind)) {
    AddCall(scene, channel, chosen->open_now, nodes);
  }
  nodes.push_back(Facts(scene, channel));
  if (channel.hours_status == channels::SourceStatus::kExample && !channel.always_available) {
    nodes.push_back(Paragraph("channel.example", scene.Say("hours.example"), "small"));
  }
  nodes.push_back(WorseCard(scene));
  return nodes;
}

}  // namespace eteinen::app
