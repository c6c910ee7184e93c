#include "core/channels/no_dead_end.h"

#include <algorithm>

namespace eteinen::channels {
namespace {

constexpr std::int64_t kQuarter = 15 * kMinute;
constexpr std::string_view kLanguages[] = {"fi", "sv", "en", "so"};  // Somali stands for every other language
constexpr ActingFor kActings[] = {ActingFor::kNone, ActingFor::kGuardian, ActingFor::kMandate};

bool Takes(const Channel& channel, Need need, Urgency urgency) {
  return (channel.needs.Has(need) || channel.needs_passed_on.Has(need)) &&
         (channel.urgencies.Has(urgency) || channel.urgencies_if_need_be.Has(urgency));
}

// The questions of one need and urgency, asked person by person for each moment.
class Examiner {
 public:
  Examiner(const Directory& directory, const Merging& merging, Proof& proof)
      : directory_(directory), merging_(merging), proof_(proof) {}

  void Examine(Need need, Urgency urgency) {
    Request request;
    request.need = need;
    request.urgency = urgency;
    first_failure_ = proof_.failures.size();
    places_ = merging_.Places(need, urgency);
    for (const Instant moment : merging_.Moments(need, urgency)) {
      request.now = moment;
      AskForEveryPerson(request);
    }
  }

 private:
  void AskForEveryPerson(Request& request) {
    for (const std::string& place : places_) {
      request.person.municipality = place;
      for (const int age : merging_.ages()) {
        request.person.age_years = age;
        for (const std::string_view language : kLanguages) {
          request.language = language;
          AskInEverySituation(request);
        }
      }
    }
  }

  void AskInEverySituation(Request& request) {
    for (const bool cannot_speak : {false, true}) {
      request.cannot_speak_on_phone = cannot_speak;
      for (const bool identified : {false, true}) {
        request.identified = identified;
        for (const ActingFor acting : kActings) {
          request.acting_for = acting;
          Ask(request);
        }
      }
    }
  }

  void Ask(const Request& request) {
    ++proof_.evaluated;
    const Verdict verdict = Judge(Recommend(directory_, request), request);
    if (verdict == Verdict::kPasses) return;
    for (std::size_t i = first_failure_; i < proof_.failures.size(); ++i) {
      if (proof_.failures[i].verdict == verdict) {
        ++proof_.failures[i].evaluated;
        return;
      }
    }
    proof_.failures.push_back({verdict, request, 1});
  }

  const Directory& directory_;
  const Merging& merging_;
  Proof& proof_;
  std::size_t first_failure_ = 0;
  std::vector<std::string> places_;
};

}  // namespace

std::string_view Code(Verdict verdict) {
  static constexpr std::string_view kCodes[] = {"passes", "dead-end", "only-digital", "danger-elsewhere"};
  return kCodes[static_cast<std::size_t>(verdict)];
}

Verdict Judge(const Recommendation& recommendation, const Request& request) {
  if (recommendation.channels.empty()) return Verdict::kDeadEnd;
  if (recommendation.urgency == Urgency::kEmergency) {
    const bool text_needed = request.cannot_speak_on_phone;
    const bool has_text = std::any_of(recommendation.channels.begin(), recommendation.channels.end(),
                                      [](const Recommended& r) { return r.channel->kind == Kind::kSms; });
    const bool first = recommendation.channels.front().channel->kind == Kind::kEmergency;
    if (!first || (text_needed && !has_text)) return Verdict::kDangerElsewhere;
  }
  bool only_digital = true;
  for (const Recommended& recommended : recommendation.channels) {
    const Channel& channel = *recommended.channel;
    const bool danger = recommendation.urgency <= Urgency::kImmediate;
    if (danger && !channel.emergency_line) return Verdict::kDangerElsewhere;
    only_digital = only_digital && !IsByPhone(channel.kind);
  }
  return only_digital ? Verdict::kOnlyDigital : Verdict::kPasses;
}

Result<Merging> Merging::Of(const Directory& directory, Instant from, Instant until) {
  Merging merging(directory);
  for (const Channel& channel : directory.channels) {
    const auto known = std::find(merging.hours_.begin(), merging.hours_.end(), channel.hours);
    merging.hours_of_.push_back(static_cast<std::size_t>(known - merging.hours_.begin()));
    if (known == merging.hours_.end()) merging.hours_.push_back(channel.hours);
  }
  if (merging.hours_.size() > 64) {
    return Error{ErrorKind::kLimit, "more than 64 different opening hours", {}, std::nullopt};
  }
  merging.ages_ = directory.AgeBands();
  for (Instant at = from; at < until; at = at + kQuarter) {
    ++merging.quarters_;
    const State state = merging.StateOf(at);
    const auto known = std::find_if(merging.states_.rbegin(), merging.states_.rend(),
                                    [&](const State& other) { return other.in_time == state.in_time; });
    if (known == merging.states_.rend()) merging.states_.push_back(state);
  }
  return merging;
}

Merging::State Merging::StateOf(Instant at) const {
  State state;
  state.first = at;
  for (std::size_t i = 0; i < hours_.size(); ++i) {
    const OpenState open = StateAt(hours_[i], at);
    for (std::size_t urgency = 0; urgency < kUrgencies; ++urgency) {
      const bool in_time =
          open.open || (open.until && *open.until <= LatestOpening(directory_->urgencies[urgency], at));
      if (in_time) state.in_time[urgency] |= std::uint64_t{1} << i;
    }
  }
  return state;
}

std::vector<bool> Merging::ServedBy(PlaceSet place, Need need, Urgency urgency) const {
  std::vector<bool> served;
  for (const Channel& channel : directory_->channels) {
    if (Takes(channel, need, urgency)) served.push_back((channel.places & place) != 0);
  }
  return served;
}

std::vector<std::string> Merging::Places(Need need, Urgency urgency) const {
  const Urgency answered = AnsweredUrgency(directory_->needs[static_cast<std::size_t>(need)], urgency);
  std::vector<std::vector<bool>> classes;
  std::vector<std::string> places;
  for (std::size_t i = 0; i <= directory_->municipalities.size(); ++i) {
    std::vector<bool> served = ServedBy(PlaceSet{1} << i, need, answered);
    if (std::find(classes.begin(), classes.end(), served) != classes.end()) continue;
    classes.push_back(std::move(served));
    places.push_back(i < directory_->municipalities.size() ? directory_->municipalities[i] : "");
  }
  return places;
}

std::uint64_t Merging::RelevantHours(Need need, Urgency urgency) const {
  std::uint64_t relevant = 0;
  for (std::size_t i = 0; i < directory_->channels.size(); ++i) {
    if (Takes(directory_->channels[i], need, urgency)) relevant |= std::uint64_t{1} << hours_of_[i];
  }
  return relevant;
}

std::vector<Instant> Merging::Moments(Need need, Urgency urgency) const {
  const Urgency answered = AnsweredUrgency(directory_->needs[static_cast<std::size_t>(need)], urgency);
  const std::uint64_t relevant = RelevantHours(need, answered);
  std::vector<std::uint64_t> seen;
  std::vector<Instant> moments;
  for (const State& state : states_) {
    const std::uint64_t open = state.in_time[static_cast<std::size_t>(answered)] & relevant;
    if (std::find(seen.begin(), seen.end(), open) != seen.end()) continue;
    seen.push_back(open);
    moments.push_back(state.first);
  }
  return moments;
}

int Merging::AgeBandOf(int age) const { return *(std::upper_bound(ages_.begin(), ages_.end(), age) - 1); }

Request Merging::RepresentativeOf(const Request& request) const {
  Request representative = request;
  const Urgency answered = AnsweredUrgency(directory_->needs[static_cast<std::size_t>(request.need)], request.urgency);
  const std::vector<bool> served = ServedBy(directory_->PlaceOf(request.person.municipality), request.need, answered);
  for (const std::string& place : Places(request.need, request.urgency)) {
    if (ServedBy(directory_->PlaceOf(place), request.need, answered) == served) {
      representative.person.municipality = place;
    }
  }
  representative.person.age_years = AgeBandOf(request.person.age_years);
  const auto urgency = static_cast<std::size_t>(answered);
  const std::uint64_t relevant = RelevantHours(request.need, answered);
  const std::uint64_t open = StateOf(request.now).in_time[urgency] & relevant;
  for (const Instant moment : Moments(request.need, request.urgency)) {
    if ((StateOf(moment).in_time[urgency] & relevant) == open) representative.now = moment;
  }
  return representative;
}

Result<Proof> ProveNoDeadEnd(const Directory& directory, Instant from, Instant until) {
  ETEINEN_ASSIGN_OR_RETURN(const Merging merging, Merging::Of(directory, from, until));
  Proof proof;
  Examiner examiner(directory, merging, proof);
  for (std::size_t need = 0; need < kNeeds; ++need) {
    for (std::size_t urgency = 0; urgency < kUrgencies; ++urgency) {
      examiner.Examine(static_cast<Need>(need), static_cast<Urgency>(urgency));
    }
  }
  proof.states = merging.states();
  const auto places = static_cast<std::int64_t>(directory.municipalities.size()) + 1;
  const auto ages = static_cast<std::int64_t>(merging.ages().size());
  const auto situations =
      static_cast<std::int64_t>(std::size(kLanguages)) * 2 * 2 * static_cast<std::int64_t>(std::size(kActings));
  proof.decisions = static_cast<std::int64_t>(kNeeds) * static_cast<std::int64_t>(kUrgencies) * places * ages *
                    situations * merging.moments();
  return proof;
}

std::string Describe(const Request& request) {
  const std::string& place = request.person.municipality;
  std::string text = std::string(Name(request.urgency)) + " " + std::string(Name(request.need)) + ", a person of " +
                     std::to_string(request.person.age_years) + " from " + (place.empty() ? "elsewhere" : place) +
                     ", language " + request.language;
  if (request.cannot_speak_on_phone) text += ", cannot speak on the phone";
  text += request.identified ? ", identified" : ", not identified";
  if (request.acting_for != ActingFor::kNone) text += ", for another as " + std::string(Name(request.acting_for));
  return text + ", at " + FormatInstant(request.now);
}

Json ToLine(const Request& request) {
  Json person = Json::MakeObject({{"ageYears", request.person.age_years}});
  person.Set("municipality", request.person.municipality);
  if (request.person.own_team) person.Set("ownTeam", Json::MakeObject({{"id", request.person.own_team->id}}));
  Json line = Json::MakeObject({{"urgency", Name(request.urgency)}, {"need", Name(request.need)}});
  line.Set("person", std::move(person));
  line.Set("language", request.language);
  line.Set("cannotSpeakOnPhone", request.cannot_speak_on_phone);
  line.Set("identified", request.identified);
  line.Set("actingFor", Name(request.acting_for));
  line.Set("now", FormatInstant(request.now));
  return line;
}

}  // namespace eteinen::channels
