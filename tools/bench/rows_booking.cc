// Searching 10 000 free times: everything that the screen of times asks of one wish (what fits, the first, counts per
// day, the nearest), and times next to each other for three people.
#include <cstdlib>

#include "core/booking/slot_search.h"
#include "tools/bench/measure.h"

namespace eteinen::bench {
namespace {

constexpr int kTimes = 10'000;
constexpr std::size_t kPlaces = 11;

// 84 days of weekdays, 8.15 to 15.00, at eleven places.
std::vector<FreeTime> Times() {
  std::vector<FreeTime> times;
  CivilDay day{2026, 11, 24};
  while (times.size() < kTimes) {
    for (int i = 0; i < 15 && WeekdayOf(day) < Weekday::kSaturday; ++i) {
      for (std::size_t place = 0; place < kPlaces && times.size() < kTimes; ++place) {
        FreeTime time;
        time.id = std::to_string(times.size());
        time.start = FromHelsinki(day, At(8, 15)) + i * 27 * kMinute;
        time.end = time.start + 27 * kMinute;
        time.place_id = "place-" + std::to_string(place);
        time.place = "Terveysasema " + std::to_string(place);
        time.languages = place % 3 == 0 ? std::vector<std::string>{"fi", "sv"} : std::vector<std::string>{"fi"};
        time.gender = place % 2 == 0 ? "female" : "male";
        time.access = {"step-free"};
        times.push_back(std::move(time));
      }
    }
    day = AddDays(day, 1);
  }
  return times;
}

}  // namespace

void BookingRows(const std::string&) {
  const std::vector<FreeTime> times = Times();
  SlotWish wish;
  wish.places = {"place-3", "place-9"};
  wish.weekdays.Add(Weekday::kTuesday);
  wish.from = At(12);
  wish.language = "sv";
  wish.access = {"step-free"};
  std::size_t found = 0;
  Report("booking.search", "ns", TimePerCall([&] {
           found += FindTimes(times, wish).size();
           found += FirstFree(times, wish).value_or(0);
           found += CountsPerDay(times, wish).size();
           found += NearestTimes(times, wish, times.front().start, 3).size();
         }),
         {.what = "search of 10 000 times: fits, first, days, nearest", .native_budget = 5e6, .wasm_budget = 8e6});
  // The longest search: nothing is next to anything, since the others' times are elsewhere.
  std::vector<FreeTime> elsewhere = times;
  for (FreeTime& time : elsewhere) time.place_id += "-elsewhere";
  const std::vector<std::vector<FreeTime>> people = {times, elsewhere, elsewhere};
  Report("booking.together", "ns", TimePerCall([&] { found += TimesTogether(people, 12).size(); }),
         {.what = "times next to each other for three, among 10 000: none", .native_budget = 5e6, .wasm_budget = 8e6});
  if (found == 0) std::exit(1);
}

}  // namespace eteinen::bench
