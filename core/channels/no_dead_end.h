// The proof that nobody is left without a channel, and that danger leads only to emergency lines.
//
// It asks Recommend itself about every need × urgency × municipality and "elsewhere" × age band × language (fi, sv, en,
// another) × can or cannot speak on the phone × identified or not × for self, as guardian or by mandate × every quarter
// of an hour of a period. That is tens of milliards of questions, so equal ones are asked once. Whether the answer
// passes depends only on which channels qualify, and that on little:
// - municipalities are one where the same of the channels that take the need at this urgency serve, ages between two
//   limits are one;
// - moments are one when the same of the channels that take the need at this urgency open in time.
// The test of this file asks at random without merging, and compares.
#ifndef ETEINEN_CORE_CHANNELS_NO_DEAD_END_H_
#define ETEINEN_CORE_CHANNELS_NO_DEAD_END_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/channels/recommendation.h"

namespace eteinen::channels {

enum class Verdict : std::uint8_t {
  kPasses,
  kDeadEnd,          // no channel
  kOnlyDigital,      // neither a phone nor a text message among them
  kDangerElsewhere,  // emergency not to 112 first, or danger to a channel that is no emergency line
};
// "dead-end", "only-digital", "danger-elsewhere"
std::string_view Code(Verdict verdict);

Verdict Judge(const Recommendation& recommendation, const Request& request);

// Which questions are equal.
class Merging {
 public:
  // Quarter hours from `from`, before `until`. At most 64 different opening hours in the directory.
  static Result<Merging> Of(const Directory& directory, Instant from, Instant until);

  const std::vector<int>& ages() const { return ages_; }  // the first year of each band
  // One municipality of each class, for a need and urgency; an empty name is elsewhere.
  std::vector<std::string> Places(Need need, Urgency urgency) const;
  // One moment of each class, for a need and urgency.
  std::vector<Instant> Moments(Need need, Urgency urgency) const;
  // The question that stands for `request`, whose `now` must lie in the period.
  Request RepresentativeOf(const Request& request) const;

  std::int64_t moments() const { return quarters_; }                                 // all quarter hours
  std::int64_t states() const { return static_cast<std::int64_t>(states_.size()); }  // that differ at all

 private:
  // Bit i: the i-th opening hours of the directory open in time, for each way in which an urgency counts its time.
  struct State {
    Instant first;
    std::array<std::uint64_t, kUrgencies> in_time{};
  };

  explicit Merging(const Directory& directory) : directory_(&directory) {}
  State StateOf(Instant at) const;
  std::uint64_t RelevantHours(Need need, Urgency urgency) const;
  // The channels that decide about a need and urgency, each with a bit for whether it serves the municipality.
  std::vector<bool> ServedBy(PlaceSet place, Need need, Urgency urgency) const;
  int AgeBandOf(int age) const;

  const Directory* directory_;
  std::vector<OpeningHours> hours_;    // different ones
  std::vector<std::size_t> hours_of_;  // of each channel: index into hours_
  std::vector<int> ages_;
  std::vector<State> states_;
  std::int64_t quarters_ = 0;
};

struct Failure {
  Verdict verdict = Verdict::kDeadEnd;
  Request example;
  std::int64_t evaluated = 0;  // how many of the questions asked failed like this, for the same need and urgency
};

struct Proof {
  std::vector<Failure> failures;  // one for each need, urgency and verdict
  std::int64_t states = 0;        // moments that differ in what is open
  std::int64_t decisions = 0;     // represented
  std::int64_t evaluated = 0;     // asked
  bool ok() const { return failures.empty(); }
};

// Entries count as valid beyond their review date. Error: kLimit, too many different opening hours.
Result<Proof> ProveNoDeadEnd(const Directory& directory, Instant from, Instant until);

// "routine billing, a person of 18 from Forssa, language so, cannot speak on the phone, at 2026-11-22T00:00:00+02:00"
std::string Describe(const Request& request);
// The command's line that is read as this request; of an own team the id alone, without hours of its own.
Json ToLine(const Request& request);

}  // namespace eteinen::channels

#endif  // ETEINEN_CORE_CHANNELS_NO_DEAD_END_H_
