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

std::string ReasonText(const Scene& scene, channels::Reason reason, const Json& parameters) {
  const Result<text::Arguments> arguments = text::ReadArguments(parameters);
  return scene.Say("reason." + std::string(channels::Code(reason)), arguments.ok() ? *arguments : text::Arguments());
}

std::string_view IconOf(channels::Kind kind) {
  switch (kind) {
    case channels::Kind::kEmergency:
      return "alert";
    case channels::Kind::kPhone:
      return "phone";
    case channels::Kind::kSms:
      return "sms";
    case channels::Kind::kChat:
      return "chat";
    case channels::Kind::kVideo:
      return "video";
    case channels::Kind::kBooking:
      return "calendar";
    case channels::Kind::kForm:
      return "form";
    case channels::Kind::kWeb:
      return "link";
    case channels::Kind::kGroup:
      return "group";
    case channels::Kind::kVisit:
      return "place";
  }
  return "info";
}

Node ChannelCard(const Scene& scene, const channels::Recommended& recommended, const channels::Recommendation& all,
                 const channels::Request& request, bool first) {
  const channels::Channel& channel = *recommended.channel;
  const std::string key = "channel." + channel.id;
  Node card = Node(Role::kChannelCard, key)
                  .Text(channel.name.In(scene.locale()))
                  .With("kind", channels::Name(channel.kind))
                  .With("icon", IconOf(channel.kind))
                  .With("number", channel.number)
                  .Is("first", first)
                  .Is("open", recommended.open_now);
  card.Add(HoursBadge(scene, recommended, key));
  if (!channel.address.empty()) card.Add(Paragraph(key + ".address", channel.address));
  for (std::size_t i = 0; i < channel.notes.size(); ++i) {
    card.Add(Paragraph(key + ".note" + std::to_string(i), channel.notes[i].In(scene.locale())));
  }
  if (channel.hours_status == channels::SourceStatus::kExample && !channel.always_available) {
    card.Add(Paragraph(key + ".example", scene.Say("hours.example"), "small"));
  }
  Node reasons(Role::kList, key + ".because");
  for (std::uint8_t i = 0; i < recommended.because.count; ++i) {
    const channels::Reason reason = recommended.because.list[i];
    if (reason == channels::Reason::kOpenNow || reason == channels::Reason::kOpensInTime)
      continue;  // the badge says it
    reasons.Add(Paragraph(key + ".because." + std::string(channels::Code(reason)),
                          ReasonText(scene, reason, channels::Parameters(reason, recommended, all, request))));
  }
  if (!reasons.children.empty()) card.Add(std::move(reasons));
  const bool open = recommended.open_now || channel.href.starts_with("sms:");
  if (!channel.href.empty() && open) {
    const bool phone = channel.href.starts_with("tel:");
    const bool message = channel.href.starts_with("sms:");
    const std::string id = phone ? "channel.call" : message ? "channel.write" : "channel.open";
    card.Add(Node(Role::kLink, key + ".go")
                 .Text(scene.Say(id, {{"number", channel.number}, {"name", channel.name.In(scene.locale())}}))
                 .With("href", channel.href)
                 .With("style", "button"));
  }
  if (channel.kind == channels::Kind::kChat || IsByPhone(channel.kind)) {
    const bool chat = channel.kind == channels::Kind::kChat && recommended.open_now;
    card.Add(
        Button("choose." + channel.id,
               scene.Say(chat ? "channel.choose.chat" : "channel.choose", {{"name", channel.name.In(scene.locale())}}),
               chat ? "primary" : "secondary"));
  }
  return card;
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

Node HoursBadge(const Scene& scene, const channels::Recommended& recommended, const std::string& key) {
  Node badge(Role::kBadge, key + ".hours");
  if (recommended.channel->always_available) return badge.With("tone", "ok").Text(scene.Say("hours.always-usable"));
  if (recommended.open_now) {
    if (!recommended.until) return badge.With("tone", "ok").Text(scene.Say("hours.always-open"));
    const bool today = ToHelsinki(*recommended.until).day == ToHelsinki(scene.now).day ||
                       *recommended.until == StartOfDay(AddDays(ToHelsinki(scene.now).day, 1));
    return badge.With("tone", "ok")
        .Text(scene.Say(today ? "hours.open-until" : "hours.open-until-day", {{"until", *recommended.until}}));
  }
  if (!recommended.opens_at) return badge.With("tone", "warning").Text(scene.Say("hours.closed"));
  const std::int64_t days = DaysBetween(ToHelsinki(scene.now).day, ToHelsinki(*recommended.opens_at).day);
  return badge.With("tone", "soon").Text(scene.Say("hours.opens", {{"days", days}, {"at", *recommended.opens_at}}));
}

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

void AddChannels(const Scene& scene, Nodes& nodes) {
  if (!scene.state.content.directory) {
    if (scene.effects.Waiting(Purpose::kDirectory)) nodes.push_back(Loading(scene, "loading.channels"));
    return;
  }
  const std::optional<channels::Request> request = ChannelRequest(scene.state, scene.now);
  const std::optional<channels::Recommendation> all = ChannelsOf(scene.state, scene.now);
  if (!request || !all) return;
  if (scene.state.content.directory_built_in) {
    nodes.push_back(Node(Role::kNotice, "channels.built-in")
                        .With("tone", "info")
                        .Text(scene.Say("channels.built-in",
                                        {{"day", StartOfDay(scene.state.content.directory->edition.signed_on)}})));
  }
  bool first = true;
  for (const channels::Recommended& recommended : all->channels) {
    nodes.push_back(ChannelCard(scene, recommended, *all, *request, first));
    if (first && all->channels.size() > 1) {
      nodes.push_back(Node(Role::kHeading, "channels.others").With("level", 2).Text(scene.Say("channels.others")));
    }
    first = false;
  }
}

void AddExits(const Scene& scene, const std::string& service, Nodes& nodes) {
  nodes.push_back(Node(Role::kHeading, "exits").With("level", 2).Text(scene.Say("exits.title")));
  const BookableService* rules = FindService(scene.state.content.services, service);
  const std::optional<channels::Directory>& directory = scene.state.content.directory;
  const std::optional<Person>& person = scene.state.identity.acting_for;
  const std::string municipality =
      person && !person->municipality.empty() ? person->municipality : scene.state.municipality;
  std::size_t shown = 0;
  for (const std::string& id : rules == nullptr ? std::vector<std::string>() : rules->fallback) {
    const channels::Channel* channel = directory ? directory->Find(id) : nullptr;
    if (channel == nullptr) continue;
    if (!municipality.empty() && channel->places != 0 && (channel->places & directory->PlaceOf(municipality)) == 0) {
      continue;
    }
    channels::Recommended exit;
    exit.channel = channel;
    const OpenState hours = StateAt(channel->hours, scene.now);
    exit.open_now = hours.open || channel->always_available;
    (hours.open ? exit.until : exit.opens_at) = hours.until;
    nodes.push_back(ChannelCard(scene, exit, {}, {}, shown++ == 0));
  }
  if (shown > 0) return;
  nodes.push_back(Node(Role::kLink, "exits.phone")
                      .Text(scene.Say("problem.phone"))
                      .With("href", scene.Say("problem.phone.href"))
                      .With("icon", "phone"));
}

void AddPhoneChannels(const Scene& scene, Nodes& nodes) {
  if (!scene.state.content.directory) return;
  channels::Request request;
  request.language = scene.locale();
  request.now = scene.now;
  request.person.municipality = scene.state.municipality;
  request.person.age_years = scene.state.content.directory->unknown_age;
  // To call, and to write to for whoever cannot speak.
  for (const channels::Kind kind : {channels::Kind::kPhone, channels::Kind::kSms}) {
    request.cannot_speak_on_phone = kind == channels::Kind::kSms;
    const channels::Recommendation all = channels::Recommend(*scene.state.content.directory, request);
    for (const channels::Recommended& recommended : all.channels) {
      if (recommended.channel->kind == kind) nodes.push_back(ChannelCard(scene, recommended, all, request, false));
    }
  }
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
  AddChannels(scene, nodes);
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
      options.Append(Json::MakeObject({{"value", name}, {"text", name}}));
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
  AddChannels(scene, nodes);
  return nodes;
}

Nodes EmergencyScreen(const Scene& scene) {
  Nodes nodes;
  const Outcome outcome = OutcomeOf(scene.state);
  Node list(Role::kList, "emergency.what");
  for (std::size_t i = 0; i < outcome.advice.size(); ++i) {
    list.Add(Paragraph("emergency.what" + std::to_string(i), outcome.advice[i]));
  }
  Node card = Node(Role::kEmergency, "emergency")
                  .Text(outcome.text.empty() ? scene.Say("emergency.text") : outcome.text)
                  .Add(Title(scene, "emergency.title"))
                  .Add(Node(Role::kLink, "emergency.call")
                           .Text(scene.Say("emergency.call"))
                           .With("href", scene.Say("footer.emergency.href"))
                           .With("style", "danger"));
  if (!list.children.empty()) card.Add(std::move(list));
  nodes.push_back(std::move(card));
  nodes.push_back(Paragraph("emergency.kept", scene.Say("emergency.kept"), "hint"));
  nodes.push_back(Button("back", scene.Say("emergency.not-true"), "secondary"));
  nodes.push_back(Paragraph("emergency.no-speech", scene.Say("emergency.no-speech")));
  return nodes;
}

}  // namespace eteinen::app
