#include "core/booking/slot_search.h"

#include <algorithm>
#include <tuple>

namespace eteinen {
namespace {

bool Has(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool WishesAboutTheClock(const SlotWish& wish) {
  return !wish.weekdays.empty() || wish.from != kMidnight || wish.until != kEndOfDay;
}

}  // namespace

int Unmet(const SlotWish& wish, const FreeTime& time) {
  int unmet = 0;
  if (!wish.places.empty() && !Has(wish.places, time.place_id)) ++unmet;
  if (!wish.language.empty() && !Has(time.languages, wish.language)) ++unmet;
  if (!wish.gender.empty() && wish.gender != time.gender) ++unmet;
  for (const std::string& need : wish.access) unmet += Has(time.access, need) ? 0 : 1;
  if (wish.mode && *wish.mode != time.mode) ++unmet;
  if (wish.earliest && time.start < *wish.earliest) ++unmet;
  if (wish.latest && time.start > *wish.latest) ++unmet;
  if (WishesAboutTheClock(wish)) {
    const HelsinkiTime local = ToHelsinki(time.start);
    if (!wish.weekdays.empty() && !wish.weekdays.Has(WeekdayOf(local.day))) ++unmet;
    if (local.time < wish.from || local.time >= wish.until) ++unmet;
  }
  return unmet;
}

std::vector<std::size_t> FindTimes(const std::vector<FreeTime>& times, const SlotWish& wish) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (Unmet(wish, times[i]) == 0) found.push_back(i);
  }
  return found;
}

std::optional<std::size_t> FirstFree(const std::vector<FreeTime>& times, const SlotWish& wish) {
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (Unmet(wish, times[i]) == 0) return i;
  }
  return std::nullopt;
}

std::vector<DayCount> CountsPerDay(const std::vector<FreeTime>& times, const SlotWish& wish) {
  std::vector<DayCount> days;
  Instant next_midnight{};
  for (const FreeTime& time : times) {
    if (days.empty() || time.start >= next_midnight) {
      days.push_back({ToHelsinki(time.start).day, 0});
      next_midnight = StartOfDay(AddDays(days.back().day, 1));
    }
    if (Unmet(wish, time) == 0) ++days.back().free;
  }
  return days;
}

std::vector<std::size_t> NearestTimes(const std::vector<FreeTime>& times, const SlotWish& wish, Instant near,
                                      std::size_t most) {
  struct Candidate {
    int unmet;
    std::int64_t distance;
    std::size_t place;
  };
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (wish.earliest && times[i].start < *wish.earliest) continue;
    const std::int64_t away = times[i].start - near;
    candidates.push_back({Unmet(wish, times[i]), away < 0 ? -away : away, i});
  }
  const std::size_t kept = std::min(most, candidates.size());
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(kept), candidates.end(),
                    [](const Candidate& a, const Candidate& b) {
                      return std::tie(a.unmet, a.distance, a.place) < std::tie(b.unmet, b.distance, b.place);
                    });
  std::vector<std::size_t> nearest;
  for (std::size_t i = 0; i < kept; ++i) nearest.push_back(candidates[i].place);
  return nearest;
}

std::vector<std::vector<std::size_t>> TimesTogether(const std::vector<std::vector<FreeTime>>& times, std::size_t most) {
  std::vector<std::vector<std::size_t>> found;
  if (times.empty()) return found;
  std::vector<std::size_t> together;  // made once: most beginnings lead to nothing
  for (std::size_t first = 0; first < times[0].size() && found.size() < most; ++first) {
    together.assign(1, first);
    const FreeTime* before = &times[0][first];
    for (std::size_t person = 1; person < times.size(); ++person) {
      const std::vector<FreeTime>& choices = times[person];
      const auto suits = [&](const FreeTime& time) {
        if (time.place_id != before->place_id) return false;
        for (std::size_t other = 0; other < person; ++other) {
          if (times[other][together[other]].id == time.id) return false;
        }
        return time.start == before->end || time.start == before->start;
      };
      const auto from = std::lower_bound(choices.begin(), choices.end(), before->start,
                                         [](const FreeTime& time, Instant at) { return time.start < at; });
      const auto next = std::find_if(from, choices.end(),
                                     [&](const FreeTime& time) { return time.start > before->end || suits(time); });
      if (next == choices.end() || !suits(*next)) break;
      together.push_back(static_cast<std::size_t>(next - choices.begin()));
      before = &*next;
    }
    if (together.size() == times.size()) found.push_back(together);
  }
  return found;
}

}  // namespace eteinen
