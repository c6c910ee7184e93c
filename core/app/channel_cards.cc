// Channels as cards: open or closed, why they are there, and the way to them; and why the others are not.
#include "core/app/outcome.h"
#include "core/app/screen.h"
#include "core/text/format.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

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
                 const channels::Request& request, bool first, int level = 2) {
  const channels::Channel channel = ShownChannel(scene.state, recommended);
  const std::string key = "channel." + channel.id;
  Node card = Node(Role::kChannelCard, key)
                  .Text(channel.name.In(scene.locale()))
                  .With("level", level)
                  .With("kind", channels::Name(channel.kind))
                  .With("icon", IconOf(channel.kind))
                  .With("number", channel.number)
                  .Is("first", first)
                  .Is("open", recommended.open_now);
  card.Add(HoursBadge(scene, recommended, key));
  if (!channel.address.empty()) {
    card.Add(Paragraph(key + ".address", channel.address).With("lang", PlaceLanguage(scene)));
  }
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

// Whether the channel is for this kind of matter at all: why a line for bills does not treat a cough needs no telling.
bool IsWorthTelling(const channels::Recommendation& all, const channels::Request& request,
                    const channels::Excluded& excluded) {
  const channels::Channel& channel = *excluded.channel;
  const bool of_need = channel.needs.Has(request.need) || channel.needs_passed_on.Has(request.need);
  return of_need && !channel.special_matter && all.urgency != channels::Urgency::kEmergency &&
         excluded.because != channels::Reason::kNoOwnTeam;
}

// The ways that do not fit, each with everything that speaks against it.
void AddDropped(const Scene& scene, const channels::Recommendation& all, const channels::Request& request,
                Nodes& nodes) {
  Node list(Role::kSummaryList, "channels.dropped");
  for (const channels::Excluded& excluded : all.excluded) {
    if (!IsWorthTelling(all, request, excluded)) continue;
    std::string why;
    for (const channels::Excluded& one : channels::ObjectionsTo(*scene.state.content.directory, request, excluded)) {
      if (!why.empty()) why += ' ';
      why += ReasonText(scene, one.because, channels::Parameters(one, all, request));
    }
    list.Add(Row("channels.dropped." + excluded.channel->id, excluded.channel->name.In(scene.locale()), why));
  }
  if (list.children.empty()) return;
  nodes.push_back(Button("channels.why", scene.Say("channels.why"), "quiet").Is("pressed", scene.state.why_not));
  if (!scene.state.why_not) return;
  nodes.push_back(Node(Role::kHeading, "channels.why.title").With("level", 2).Text(scene.Say("channels.why.title")));
  nodes.push_back(std::move(list));
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

void AddChannels(const Scene& scene, Nodes& nodes, bool under_heading) {
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
    // Under "Muut tavat", and all of them under "Ota yhteyttä".
    const int level = first && !under_heading ? 2 : 3;
    nodes.push_back(ChannelCard(scene, recommended, *all, *request, first, level));
    if (first && all->channels.size() > 1) {
      nodes.push_back(Node(Role::kHeading, "channels.others").With("level", 2).Text(scene.Say("channels.others")));
    }
    first = false;
  }
  AddDropped(scene, *all, *request, nodes);
}

bool NeedsExits(const Scene& scene) {
  const std::optional<Problem>& problem = scene.state.problem;
  return problem && !problem->retry && !problem->identify;
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
    nodes.push_back(ChannelCard(scene, exit, {}, {}, shown++ == 0, 3));
  }
  if (shown > 0) return;
  nodes.push_back(SwitchboardLink(scene, "exits.phone"));
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

void AddEmergencyText(const Scene& scene, Nodes& nodes) {
  if (!scene.state.content.directory || !scene.state.reach.cannot_speak) return;
  channels::Request request;
  request.urgency = channels::Urgency::kEmergency;
  request.cannot_speak_on_phone = true;
  request.now = scene.now;
  const channels::Recommendation all = channels::Recommend(*scene.state.content.directory, request);
  for (const channels::Recommended& one : all.channels) {
    if (one.channel->kind == channels::Kind::kSms) nodes.push_back(ChannelCard(scene, one, all, request, true));
  }
}

void AddReach(const Scene& scene, Nodes& nodes) {
  if (!scene.state.content.directory) return;
  const Reach& reach = scene.state.reach;
  nodes.push_back(Node(Role::kQuestion, "reach.speech")
                      .Text(scene.Say("reach.speech"))
                      .Add(Node(Role::kChoice, "reach.speech.no")
                               .Text(scene.Say("reach.speech.no"))
                               .With("kind", "checkbox")
                               .With("value", "no")
                               .Is("checked", reach.cannot_speak)
                               .Can("set")));
  Json options = Json::MakeArray();
  options.Append(Json::MakeObject({{"value", ""}, {"text", scene.Say("reach.language.same")}}));
  for (const channels::Language& language : scene.state.content.directory->languages) {
    options.Append(Json::MakeObject({{"value", language.code}, {"text", language.name}}));
  }
  options.Append(Json::MakeObject({{"value", kOtherLanguage}, {"text", scene.Say("reach.language.other")}}));
  nodes.push_back(Node(Role::kSelect, "reach.language")
                      .Text(scene.Say("reach.language"))
                      .With("value", reach.language)
                      .With("options", std::move(options))
                      .Can("set"));
}

}  // namespace eteinen::app
