// The screen of free times: the first one, days with their counts, the times of a day, and ways to narrow them down.
#include <algorithm>

#include "core/app/screen.h"
#include "core/text/format.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

constexpr std::size_t kNearest = 3;

CivilDay DayOf(Instant at) { return ToHelsinki(at).day; }

Json Option(std::string_view value, std::string text) {
  return Json::MakeObject({{"value", value}, {"text", std::move(text)}});
}

Node WishSelect(const Scene& scene, const std::string& part, std::string_view value, const Json& options) {
  Json all = Json::MakeArray({Option("", scene.Say("wish." + part + ".any"))});
  for (const Json& option : options.Items()) all.Append(option);
  return Node(Role::kSelect, "wish." + part)
      .Text(scene.Say("wish." + part))
      .With("value", value)
      .With("options", std::move(all))
      .Can("set");
}

std::string_view PartOfDay(const SlotWish& wish) {
  return wish.from != kMidnight ? "afternoon" : wish.until != kEndOfDay ? "morning" : "";
}

// What is known of at least one time can be wished for; what makes no difference is not offered.
Json KnownOptions(const Scene& scene, const std::string& part) {
  std::vector<std::string> known;
  for (const FreeTime& time : scene.state.booking.slots) {
    const std::vector<std::string> words = part == "language" ? time.languages
                                           : part == "access"
                                               ? time.access
                                               : std::vector<std::string>(!time.gender.empty(), time.gender);
    for (const std::string& word : words) {
      if (std::find(known.begin(), known.end(), word) == known.end()) known.push_back(word);
    }
  }
  std::sort(known.begin(), known.end());
  Json options = Json::MakeArray();
  for (const std::string& word : known) {
    const std::string id = "wish." + part + "." + word;
    if (scene.texts.Has(id)) options.Append(Option(word, scene.Say(id)));
  }
  return options;
}

void AddWishes(const Scene& scene, Nodes& nodes) {
  const BookingFlow& booking = scene.state.booking;
  const SlotWish& wish = booking.wish;
  nodes.push_back(Button("slots.wishes", scene.Say("slots.wishes"), "quiet").Is("pressed", booking.wishing));
  if (!booking.wishing) return;
  Node group(Role::kGroup, "wishes");
  if (booking.places.size() > 1) {
    Json options = Json::MakeArray();
    for (const auto& [id, name] : booking.places) {
      Json& option = options.Append(Option(id, name));
      if (!PlaceLanguage(scene).empty()) option.Set("lang", PlaceLanguage(scene));
    }
    group.Add(WishSelect(scene, "place", wish.places.empty() ? "" : wish.places.front(), options));
  }
  group.Add(WishSelect(scene, "time", PartOfDay(wish),
                       Json::MakeArray({Option("morning", scene.Say("slots.morning")),
                                        Option("afternoon", scene.Say("slots.afternoon"))})));
  Json weekdays = Json::MakeArray();
  std::string chosen;
  for (int i = 0; i < 5; ++i) {
    const std::string value = std::to_string(i);
    if (wish.weekdays.Has(static_cast<Weekday>(i))) chosen = value;
    weekdays.Append(Option(value, scene.Say("wish.weekday." + value)));
  }
  group.Add(WishSelect(scene, "weekday", chosen, weekdays));
  for (const std::string part : {"language", "gender", "access"}) {
    Json options = KnownOptions(scene, part);
    const std::string value = part == "language"    ? wish.language
                              : part == "gender"    ? wish.gender
                              : wish.access.empty() ? std::string()
                                                    : wish.access.front();
    if (options.Items().size() > (part == "access" ? 0U : 1U) || !value.empty()) {
      group.Add(WishSelect(scene, part, value, options));
    }
  }
  nodes.push_back(std::move(group));
}

Node SlotNode(const Scene& scene, const FreeTime& slot) {
  const BookingFlow& booking = scene.state.booking;
  return Node(Role::kSlot, "slots." + slot.id)
      .Text(text::FormatTime(scene.locale(), slot.start, text::TimeStyle::kShort))
      .Hint(booking.wish.places.empty() && booking.places.size() > 1 ? slot.place : "")
      .With("detailLang", PlaceLanguage(scene))
      .Is("selected", booking.chosen && booking.chosen->id == slot.id)
      .Is("busy", scene.effects.Waiting(Purpose::kHold))
      .Can("press");
}

// A time outside the list of its day: said with its day and place.
Node NearTime(const Scene& scene, const FreeTime& slot, std::string_view style) {
  return Button("nearest." + slot.id, DayAndTime(scene, slot.start), style)
      .Hint(slot.place)
      .With("detailLang", PlaceLanguage(scene))
      .With("icon", "calendar")
      .Is("busy", scene.effects.Waiting(Purpose::kHold));
}

Node NearestGroup(const Scene& scene, Instant near) {
  const BookingFlow& booking = scene.state.booking;
  Node group = Node(Role::kGroup, "nearest").Text(scene.Say("slots.nearest")).With("level", 2);
  for (const std::size_t i : NearestTimes(booking.slots, booking.wish, near, kNearest)) {
    group.Add(NearTime(scene, booking.slots[i], "tile"));
  }
  return group;
}

Node SlotList(const Scene& scene) {
  const BookingFlow& booking = scene.state.booking;
  Node list = Node(Role::kSlotList, "slots").Text(scene.Say("slots.days"));
  for (const DayCount& count : CountsPerDay(booking.slots, booking.wish)) {
    list.Add(Node(Role::kSlotDay, "days." + FormatDay(count.day))
                 .Text(text::FormatDate(scene.locale(), count.day, text::DateStyle::kFull))
                 .With("weekday", text::ShortWeekday(scene.locale(), count.day))
                 .With("day", scene.Say("format.day-of-month", {{"date", count.day}}))
                 .Hint(scene.Say("slots.count", {{"count", count.free}}))
                 .Is("selected", count.day == booking.day)
                 .Is("empty", count.free == 0)
                 .Can("press"));
  }
  Node morning = Node(Role::kGroup, "slots.morning").Text(scene.Say("slots.morning")).With("level", 3);
  Node afternoon = Node(Role::kGroup, "slots.afternoon").Text(scene.Say("slots.afternoon")).With("level", 3);
  for (const FreeTime& slot : booking.slots) {
    if (DayOf(slot.start) != booking.day || Unmet(booking.wish, slot) != 0) continue;
    (ToHelsinki(slot.start).time < At(12) ? morning : afternoon).Add(SlotNode(scene, slot));
  }
  list.Add(Node(Role::kHeading, "slots.day")
               .With("level", 2)
               .Text(text::FormatDate(scene.locale(), booking.day, text::DateStyle::kFull)));
  if (morning.children.empty() && afternoon.children.empty()) {
    list.Add(Paragraph("slots.day-empty", scene.Say("slots.day-empty")));
  }
  if (!morning.children.empty()) list.Add(std::move(morning));
  if (!afternoon.children.empty()) list.Add(std::move(afternoon));
  return list;
}

void AddMoreDays(const Scene& scene, const BookableService* service, Nodes& nodes) {
  const BookingFlow& booking = scene.state.booking;
  if (service == nullptr || !service->days_at_once) return;
  const CivilDay today = DayOf(scene.now);
  if (booking.first_day > today) nodes.push_back(Button("slots.earlier", scene.Say("slots.earlier"), "secondary"));
  if (booking.last_day < AddDays(today, service->horizon_days)) {
    nodes.push_back(Button("slots.later", scene.Say("slots.later"), "secondary"));
  }
}

// Where nothing is free: to be told when something is.
void AddWishForAny(const Scene& scene, const BookableService* service, Nodes& nodes) {
  const State& state = scene.state;
  if (service == nullptr || !service->offer_minutes || !state.engine.waiting || !state.identity.identified ||
      state.booking.moving) {
    return;
  }
  if (WishOf(state, service->id) != nullptr) {
    nodes.push_back(Paragraph("appointment.waiting", scene.Say("wish.waiting")));
  } else {
    nodes.push_back(Button("slots.wish", scene.Say("wish.any"), "secondary")
                        .Hint(scene.Say("wish.hint"))
                        .Is("busy", scene.effects.Waiting(Purpose::kWish)));
  }
}

}  // namespace

Nodes SlotsScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  const BookingFlow& booking = scene.state.booking;
  const BookableService* service = FindService(scene.state.content.services, booking.service);
  nodes.push_back(
      Title(scene, booking.moving ? "move.title" : "slots.title").With("caption", ServiceName(scene, booking.service)));
  const bool given_up = booking.swap == Swap::kGivenUp;
  if (booking.moving) {
    const char* now = given_up ? "swap.now" : scene.state.engine.move ? "move.now" : "swap.still";
    nodes.push_back(Paragraph("move.now", scene.Say(now, {{"at", booking.moving->start}})));
  }
  if (service != nullptr && !booking.moving && !service->ForWhom(scene.locale()).empty()) {
    nodes.push_back(Paragraph("booking.for-whom", service->ForWhom(scene.locale())));
  }
  if (booking.taken) {
    nodes.push_back(Node(Role::kNotice, "slots.taken")
                        .With("tone", "warning")
                        .With("title", scene.Say("slots.taken.title"))
                        .Text(scene.Say(given_up         ? "swap.taken"
                                        : booking.moving ? "move.taken"
                                                         : "slots.taken")));
  }
  const bool awaits = AwaitsWhatIsBooked(scene.state, scene.effects);
  if (!booking.loaded || awaits) {
    if (awaits || scene.effects.Waiting(Purpose::kSlots)) nodes.push_back(Loading(scene, "loading.slots"));
    return nodes;
  }
  if (booking.slots.empty()) {
    nodes.push_back(Node(Role::kNotice, "slots.none").With("tone", "info").Text(scene.Say("slots.none")));
    AddMoreDays(scene, service, nodes);
    AddWishForAny(scene, service, nodes);
    AddExits(scene, booking.service, nodes);
    return nodes;
  }
  const std::optional<std::size_t> first = FirstFree(booking.slots, booking.wish);
  if (booking.taken && booking.chosen) {
    nodes.push_back(NearestGroup(scene, booking.chosen->start));
  } else if (first) {
    Node group = Node(Role::kGroup, "first").Text(scene.Say("slots.first")).With("level", 2);
    nodes.push_back(std::move(group).Add(NearTime(scene, booking.slots[*first], "tile")));
  }
  AddWishes(scene, nodes);
  AddAlong(scene, nodes);
  if (!booking.along.empty()) {
    // Of times for several, only those of all of them.
  } else if (!first) {
    nodes.push_back(Node(Role::kNotice, "slots.none-fit").With("tone", "info").Text(scene.Say("slots.none-fit")));
    if (!booking.taken) nodes.push_back(NearestGroup(scene, scene.now));
  } else {
    nodes.push_back(SlotList(scene));
  }
  AddMoreDays(scene, service, nodes);
  if (NeedsExits(scene)) AddExits(scene, booking.service, nodes);
  return nodes;
}

}  // namespace eteinen::app
