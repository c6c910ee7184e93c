#include "tools/backend/times.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "core/booking/appointment_rules.h"
#include "core/calendar/civil_time.h"

namespace eteinen::backend {
namespace {

constexpr int kMostTimes = 5000;
constexpr int kUsualTimes = 2000;

struct Search {
  const BookableService* service = nullptr;
  std::string place;  // empty: all
  Instant first;
  Instant last;
  int count = kUsualTimes;
};

// A day or an instant; of a day its beginning, or its end when `end`. A '+' that was sent bare came through as a space.
std::optional<Instant> ReadMoment(std::string text, bool end) {
  if (const Result<CivilDay> day = ParseDay(text); day.ok()) {
    return end ? StartOfDay(AddDays(*day, 1)) - 1 : StartOfDay(*day);
  }
  std::replace(text.begin(), text.end(), ' ', '+');
  const Result<Instant> instant = ParseInstant(text);
  return instant.ok() ? std::optional<Instant>(*instant) : std::nullopt;
}

// The answer if the question cannot be understood.
std::optional<Answer> ReadSearch(const Content& content, const Request& request, Search& search) {
  const std::vector<std::string> service = request.Query("service");
  if (service.size() != 1) return RefuseInput("service", "exactly one service has to be named");
  search.service = FindService(content.services, service.front());
  if (search.service == nullptr) return RefuseInput("service", "no such service");
  bool has_first = false;
  bool has_last = false;
  for (const std::string& start : request.Query("start")) {
    const bool last = start.starts_with("le");
    const std::optional<Instant> moment =
        last || start.starts_with("ge") ? ReadMoment(start.substr(2), last) : std::nullopt;
    if (!moment) return RefuseInput("start", "expected ge or le and a day or an instant");
    (last ? search.last : search.first) = *moment;
    (last ? has_last : has_first) = true;
  }
  if (!has_first || !has_last) return RefuseInput("start", "both start=ge… and start=le… are needed");
  if (const std::vector<std::string> place = request.Query("location"); !place.empty()) search.place = place.front();
  if (const std::vector<std::string> count = request.Query("_count"); !count.empty()) {
    const std::string& text = count.front();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), search.count);
    if (error != std::errc() || end != text.data() + text.size() || search.count < 1 || search.count > kMostTimes) {
      return RefuseInput("_count", "expected 1 to 5000");
    }
  }
  return std::nullopt;
}

Json Coded(std::string_view code) {
  const Json coding = Json::MakeObject({{"system", "urn:eteinen:service"}, {"code", code}});
  return Json::MakeArray({Json::MakeObject({{"coding", Json::MakeArray({coding})}})});
}

// What all times of a schedule share; `SlotJson` fills in the rest.
Json SlotPattern(const Content& content, const BookableService& service, const Schedule& schedule) {
  const Json place =
      Json::MakeObject({{"reference", "Location/" + schedule.place}, {"display", content.PlaceName(schedule.place)}});
  Json extensions = Json::MakeArray({Extension("urn:eteinen:place", "valueReference", place)});
  for (const std::string& language : schedule.languages) {
    extensions.Append(Extension("urn:eteinen:language", "valueCode", language));
  }
  if (!schedule.gender.empty()) extensions.Append(Extension("urn:eteinen:gender", "valueCode", schedule.gender));
  for (const std::string& access : schedule.access) {
    extensions.Append(Extension("urn:eteinen:access", "valueCode", access));
  }
  return Json::MakeObject({{"resourceType", "Slot"},
                           {"id", ""},
                           {"extension", std::move(extensions)},
                           {"serviceType", Coded(service.id)},
                           {"schedule", Json::MakeObject({{"reference", "Schedule/" + schedule.id}})},
                           {"status", "free"},
                           {"start", ""},
                           {"end", ""}});
}

Json SlotJson(const Json& pattern, const Time& time) {
  Json slot = pattern;
  slot.Set("id", time.id);
  slot.Set("start", FormatInstant(time.start));
  slot.Set("end", FormatInstant(time.end));
  return slot;
}

// The first free one of the lines side by side.
std::optional<Time> FirstFree(const Search& search, const Schedule& schedule, Instant start,
                              const std::vector<std::string>& taken) {
  for (int line = 1; line <= schedule.parallel; ++line) {
    Time time{search.service, &schedule, {schedule.id, start, line}, {}, start, start};
    time.id = WriteSlotName(time.name);
    time.end = start + search.service->minutes * kMinute;
    if (!std::binary_search(taken.begin(), taken.end(), time.id)) return time;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Time> FindTime(const Content& content, std::string_view slot) {
  const std::optional<SlotName> name = ParseSlotName(slot);
  if (!name) return std::nullopt;
  const Schedule* schedule = FindSchedule(content.schedules, name->schedule);
  if (schedule == nullptr) return std::nullopt;
  const BookableService* service = FindService(content.services, schedule->service);
  if (service == nullptr || !Exists(*schedule, service->minutes, *name)) return std::nullopt;
  return Time{service, schedule, *name, std::string(slot), name->start, name->start + service->minutes * kMinute};
}

Answer Services(const Content& content) {
  Json::Array services;
  for (const BookableService& service : content.services) services.push_back(service.resource);
  const std::size_t total = services.size();
  return JsonAnswer(200, SearchSet(std::move(services), total));
}

Answer OneService(const Content& content, std::string_view id) {
  const BookableService* service = FindService(content.services, id);
  return service == nullptr ? Refuse("not-found") : JsonAnswer(200, service->resource);
}

Answer Places(const Content& content) {
  Json::Array places = content.places.Items();
  const std::size_t total = places.size();
  return JsonAnswer(200, SearchSet(std::move(places), total));
}

Answer FreeTimes(const Content& content, Store& store, const Request& request, std::string_view session, Instant now) {
  Search search;
  if (std::optional<Answer> refusal = ReadSearch(content, request, search)) return *std::move(refusal);
  std::vector<Time> times;
  if (const std::optional<BookableWindow> window = WindowOf(*search.service, now)) {
    const Instant first = std::max(search.first, window->first);
    const Instant last = std::min(search.last, window->last);
    const std::vector<std::string> taken = store.Taken(search.service->id, first, last, session, now);
    for (const Schedule& schedule : content.schedules) {
      if (schedule.service != search.service->id || (!search.place.empty() && schedule.place != search.place)) continue;
      for (CivilDay day = ToHelsinki(first).day; StartOfDay(day) <= last; day = AddDays(day, 1)) {
        for (const Instant start : StartsOn(schedule, search.service->minutes, day)) {
          if (start < first || start > last) continue;
          if (std::optional<Time> time = FirstFree(search, schedule, start, taken)) times.push_back(*std::move(time));
        }
      }
    }
  }
  std::stable_sort(times.begin(), times.end(), [](const Time& a, const Time& b) {
    return a.start != b.start ? a.start < b.start : a.schedule->place < b.schedule->place;
  });
  const std::size_t total = times.size();
  Json::Array slots;
  std::map<const Schedule*, Json> patterns;
  for (const Time& time : times) {
    if (slots.size() == static_cast<std::size_t>(search.count)) break;
    Json& pattern = patterns[time.schedule];
    if (pattern.IsNull()) pattern = SlotPattern(content, *time.service, *time.schedule);
    slots.push_back(SlotJson(pattern, time));
  }
  return JsonAnswer(200, SearchSet(std::move(slots), total));
}

}  // namespace eteinen::backend
