// Searching among free times: what somebody wishes, which times fit, how many a day has, and what comes nearest when
// nothing fits.
//
// Pure and quick: ten thousand times are searched within a few milliseconds, so that a wish can be changed without
// asking the backend again. It decides nothing about rules (`appointment_rules.h`) and never hides that a time does
// not fit: the nearest ones say how many wishes they leave open. Days and times of day are Helsinki's.
#ifndef ETEINEN_CORE_BOOKING_SLOT_SEARCH_H_
#define ETEINEN_CORE_BOOKING_SLOT_SEARCH_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/booking/service_rules.h"
#include "core/calendar/civil_time.h"
#include "core/calendar/instant.h"
#include "core/calendar/opening_hours.h"

namespace eteinen {

// A time that the backend offers, with what is known about it. Unknown is empty, and fits no wish about it.
struct FreeTime {
  std::string id;  // of the Slot
  Instant start;
  Instant end;
  std::string place_id;
  std::string place;                   // name, ready for reading
  std::vector<std::string> languages;  // of the professional: "fi", "sv"
  std::string gender;                  // of the professional: "female", "male"
  std::vector<std::string> access;     // of the place: "step-free", "induction-loop"
  VisitMode mode = VisitMode::kOnSite;
};

// What is wished. An empty part wishes nothing.
struct SlotWish {
  std::vector<std::string> places;  // ids, any of them
  WeekdaySet weekdays;
  TimeOfDay from = kMidnight;   // of the start, this one included
  TimeOfDay until = kEndOfDay;  // of the start, this one not
  std::string language;
  std::string gender;
  std::vector<std::string> access;  // all of them
  std::optional<VisitMode> mode;
  std::optional<Instant> earliest;
  std::optional<Instant> latest;

  friend bool operator==(const SlotWish&, const SlotWish&) = default;
};

// How many parts of the wish a time leaves open; 0: it fits.
int Unmet(const SlotWish& wish, const FreeTime& time);

// The times are in order of their start in all of these; answers are positions in `times`.

std::vector<std::size_t> FindTimes(const std::vector<FreeTime>& times, const SlotWish& wish);
std::optional<std::size_t> FirstFree(const std::vector<FreeTime>& times, const SlotWish& wish);

struct DayCount {
  CivilDay day;
  std::size_t free = 0;  // that fit

  friend bool operator==(const DayCount&, const DayCount&) = default;
};
// Every day that has a free time, whether one fits or not.
std::vector<DayCount> CountsPerDay(const std::vector<FreeTime>& times, const SlotWish& wish);

// At most `most` times, those that leave least of the wish open first, then those nearest to `near`, earlier before
// later. What is before `wish.earliest` is never among them.
std::vector<std::size_t> NearestTimes(const std::vector<FreeTime>& times, const SlotWish& wish, Instant near,
                                      std::size_t most);

// Times of several people who come together: for each start that suits, one time for each of `people`, at one place,
// each beginning when the one before it ends or, side by side, when it begins. `times[i]` are those of person i.
// All or none: an answer has as many positions as there are people.
std::vector<std::vector<std::size_t>> TimesTogether(const std::vector<std::vector<FreeTime>>& times, std::size_t most);

}  // namespace eteinen

#endif  // ETEINEN_CORE_BOOKING_SLOT_SEARCH_H_
