// A week of the directory: who is open when for a matter, where nobody is, where several are, and who is left with an
// emergency line only. For authors and the workbench; residents see recommendations, never this.
//
// It has no rule of its own: Recommend is asked at every moment at which something can change, and its answer holds
// until the next one. A week begins and ends at midnight of the clock, so it lasts 167, 168 or 169 hours.
#ifndef ETEINEN_CORE_CHANNELS_WEEK_H_
#define ETEINEN_CORE_CHANNELS_WEEK_H_

#include <cstdint>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/channels/recommendation.h"

namespace eteinen::channels {

// From the first moment up to the last, which belongs to what follows.
struct Span {
  Instant from;
  Instant until;
  friend bool operator==(const Span&, const Span&) = default;
};

// A channel that fits the matter and the person at some moment of the week, and when its hours are open in it. One to
// which hours do not apply is open all week.
struct ChannelWeek {
  const Channel* channel = nullptr;
  std::vector<Span> open;
};

// A time in which the same channels are open, and the same kind of answer is given.
struct Stretch {
  Span when;
  std::vector<const Channel*> open;  // those that fit and have hours, in the order of the directory
  bool emergency_only = false;       // every channel that is recommended is an emergency line
  bool is_hole() const { return open.empty(); }
  bool is_overlap() const { return open.size() > 1; }
};

struct Week {
  Span when;
  std::vector<ChannelWeek> channels;  // in the order of the directory
  std::vector<Stretch> stretches;     // the whole week, without gaps
};

// The Monday of the week that `day` lies in.
CivilDay MondayOf(CivilDay day);

// The week from the midnight that begins `monday`; the request's `now` does not matter.
Week WeekOf(const Directory& directory, Request request, CivilDay monday);

// Some who have the same hours with an emergency line only, for one need and urgency.
struct LeftAlone {
  Request example;          // one of them; `now` is the first such moment
  std::int64_t groups = 0;  // how many kinds of people they are: place, age, language, speaking
  std::vector<Span> when;   // in order, apart from each other
};

// Everybody who in this week at times gets an emergency line only, and at other times something else: every need,
// urgency, municipality, age band, language and whether one can speak, told apart as the proof does (no_dead_end.h).
// Whoever never gets anything but an emergency line has no time to be told and is left out. Error: as Merging::Of.
Result<std::vector<LeftAlone>> WhoIsLeftAlone(const Directory& directory, CivilDay monday);

// {"from","until","channels":[{"id","open":[{"from","until"}]}],"stretches":[{"from","until","open":[id],
// "emergencyOnly"}]} with "hole" or "overlap" where it is one.
Json ToJson(const Week& week);
// [{"urgency","need","example","groups","when":[{"from","until"}]}]
Json ToJson(const std::vector<LeftAlone>& left);

}  // namespace eteinen::channels

#endif  // ETEINEN_CORE_CHANNELS_WEEK_H_
