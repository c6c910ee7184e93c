#include "core/channels/recommendation.h"

#include <algorithm>
#include <tuple>

namespace eteinen::channels {
namespace {

std::string_view PrimaryLanguage(std::string_view language) { return language.substr(0, language.find('-')); }

bool Contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// What the rules ask about the request, worked out once.
struct Question {
  const Request& request;
  Urgency urgency;
  Instant latest;
  PlaceSet place;
  std::string_view language;
  bool needs_interpreter;  // speaks none of the county's languages
};

bool Speaks(const Channel& channel, std::string_view language) {
  return Contains(channel.languages, language) || Contains(channel.languages, "*");
}

bool IsMeantFor(const Channel& channel, const Question& question) {
  return channel.audience.empty() ||
         (channel.audience.Has(Audience::kNonSpeakers) && question.request.cannot_speak_on_phone) ||
         (channel.audience.Has(Audience::kOtherLanguages) && question.needs_interpreter);
}

bool NeedsSpeaking(Kind kind) { return kind == Kind::kPhone || kind == Kind::kEmergency; }

bool Serves(const Channel& channel, const Question& question) {
  return Speaks(channel, question.language) || channel.interpreter;
}

// Where there is no time to lose, a line in another language is better than none.
bool IsCalledAllTheSame(const Channel& channel, const Question& question) {
  return question.urgency == Urgency::kImmediate && channel.emergency_line && NeedsSpeaking(channel.kind) &&
         !Serves(channel, question);
}

// What each rule but the hours says against the channel, in the order of the rules: `tell` is given each reason, and
// returns false when it has heard enough.
template <typename Tell>
void Object(const Channel& channel, const Question& question, Tell tell) {
  const Request& request = question.request;
  if (channel.special_matter && !tell(Reason::kSpecialMatter)) return;
  if (!channel.needs.Has(request.need) && !channel.needs_passed_on.Has(request.need) && !tell(Reason::kNotThisNeed)) {
    return;
  }
  if (!channel.urgencies.Has(question.urgency) && !channel.urgencies_if_need_be.Has(question.urgency) &&
      !tell(Reason::kNotThisUrgency)) {
    return;
  }
  if (channel.own_team && !request.person.own_team && !tell(Reason::kNoOwnTeam)) return;
  if (channel.places != 0 && (channel.places & question.place) == 0 && !tell(Reason::kNotThisMunicipality)) return;
  if (request.person.age_years < channel.min_age && !tell(Reason::kTooYoung)) return;
  if (request.person.age_years > channel.max_age && !tell(Reason::kTooOld)) return;
  if (!IsMeantFor(channel, question) &&
      !tell(channel.audience.Has(Audience::kNonSpeakers) ? Reason::kForNonSpeakers : Reason::kForOtherLanguages)) {
    return;
  }
  if (request.cannot_speak_on_phone && NeedsSpeaking(channel.kind) && !tell(Reason::kNeedsSpeaking)) return;
  if (!Serves(channel, question) && !IsCalledAllTheSame(channel, question) && !tell(Reason::kNotThisLanguage)) return;
  if (channel.needs_identification && !request.identified && !tell(Reason::kNeedsIdentification)) return;
  const bool served = request.acting_for == ActingFor::kNone || channel.on_behalf.Has(request.acting_for);
  const bool may_chat = request.may_chat || request.acting_for == ActingFor::kNone;
  if (!served || (!may_chat && channel.kind == Kind::kChat)) tell(Reason::kNotOnBehalf);
}

std::optional<Reason> FirstObjection(const Channel& channel, const Question& question) {
  std::optional<Reason> first;
  Object(channel, question, [&first](Reason reason) {
    first = reason;
    return false;
  });
  return first;
}

void SetOpening(const OpeningHours& hours, Instant now, Recommended& candidate) {
  const OpenState state = StateAt(hours, now);
  candidate.open_now = state.open;
  (state.open ? candidate.until : candidate.opens_at) = state.until;
}

void LookAtTheHours(const Channel& channel, const Request& request, Recommended& candidate) {
  const std::optional<OwnTeam>& team = request.person.own_team;
  const bool own_hours = channel.own_team && team && team->hours.has_value();
  if (channel.always_available && channel.hours.closures.empty()) {
    candidate.open_now = true;
  } else {
    SetOpening(own_hours ? *team->hours : channel.hours, request.now, candidate);
  }
}

bool OpensTooLate(const Recommended& candidate, const Question& question) {
  return !candidate.open_now && (!candidate.opens_at || *candidate.opens_at > question.latest);
}

bool Solves(const Channel& channel, const Question& question) {
  return channel.needs.Has(question.request.need) && channel.urgencies.Has(question.urgency);
}

// Smaller is better; the order of the members is the order of the rules, at last that of the directory.
auto Rank(const Recommended& candidate, const Question& question) {
  const Channel& channel = *candidate.channel;
  return std::tuple(!candidate.open_now, IsCalledAllTheSame(channel, question), !candidate.own_team,
                    !Solves(channel, question), channel.effort,
                    candidate.opens_at ? *candidate.opens_at : question.request.now, candidate.channel);
}

// Keeps the best, among them the own team and a phone or text number if there are any; what is left out is told why.
void KeepBest(std::size_t most, std::vector<Recommended>& candidates, std::vector<Excluded>& excluded) {
  if (candidates.size() <= most) return;
  const auto is_by_phone = [](const Recommended& c) { return IsByPhone(c.channel->kind); };
  const auto is_own_team = [](const Recommended& c) { return c.own_team; };
  const auto kept_end = candidates.begin() + static_cast<std::ptrdiff_t>(most);
  auto best = std::find_if(kept_end, candidates.end(), is_own_team);
  if (best == candidates.end() && std::none_of(candidates.begin(), kept_end, is_by_phone)) {
    best = std::find_if(kept_end, candidates.end(), is_by_phone);
    if (best != candidates.end()) best->because.Add(Reason::kNotDigital);
  }
  if (best != candidates.end()) std::rotate(kept_end - 1, best, best + 1);
  for (auto it = kept_end; it != candidates.end(); ++it) {
    excluded.push_back({it->channel, Reason::kOthersFirst, std::nullopt});
  }
  candidates.resize(most);
}

void GiveReasons(const Question& question, Recommended& candidate) {
  const Channel& channel = *candidate.channel;
  Reasons& because = candidate.because;
  if (channel.always_available && candidate.open_now) {
    because.Add(Reason::kAlwaysAvailable);
  } else {
    because.Add(candidate.open_now ? Reason::kOpenNow : Reason::kOpensInTime);
  }
  if (candidate.own_team) because.Add(Reason::kOwnTeam);
  if (channel.needs_passed_on.Has(question.request.need)) because.Add(Reason::kPassesOn);
  if (Solves(channel, question)) because.Add(Reason::kSolvesAtOnce);
  if (channel.places != 0) because.Add(Reason::kYourArea);
  if (question.request.cannot_speak_on_phone) {
    because.Add(Reason::kByText);
  } else if (!Speaks(channel, question.language)) {
    because.Add(channel.interpreter ? Reason::kInterpreter : Reason::kCallAllTheSame);
  }
  if (question.urgency != question.request.urgency) because.Add(Reason::kUrgencyOfNeed);
  if (channel.last_resort) because.Add(Reason::kLastResort);
  if (channel.needs_registration) because.Add(Reason::kNeedsRegistration);
}

// 112 first; with it the emergency text message for one who can't speak on the phone. Nothing else is weighed.
void AnswerEmergency(const Directory& directory, const Question& question, Recommendation& answer) {
  for (const Channel& channel : directory.channels) {
    if (!channel.urgencies.Has(Urgency::kEmergency)) {
      answer.excluded.push_back({&channel, Reason::kNotInEmergency, std::nullopt});
    } else if (!IsMeantFor(channel, question)) {
      answer.excluded.push_back({&channel, Reason::kForNonSpeakers, std::nullopt});
    } else {
      Recommended candidate;
      candidate.channel = &channel;
      SetOpening(channel.hours, question.request.now, candidate);
      candidate.because.Add(channel.kind == Kind::kEmergency ? Reason::kEmergency : Reason::kEmergencyText);
      if (channel.needs_registration) candidate.because.Add(Reason::kNeedsRegistration);
      answer.channels.push_back(candidate);
    }
  }
  std::stable_sort(answer.channels.begin(), answer.channels.end(), [](const Recommended& a, const Recommended& b) {
    return a.channel->kind == Kind::kEmergency && b.channel->kind != Kind::kEmergency;
  });
}

// A last resort stays only where it stands alone.
void DropLastResorts(std::vector<Recommended>& candidates, std::vector<Excluded>& excluded) {
  const auto is_last_resort = [](const Recommended& c) { return c.channel->last_resort; };
  if (std::all_of(candidates.begin(), candidates.end(), is_last_resort)) return;
  for (const Recommended& candidate : candidates) {
    if (is_last_resort(candidate)) {
      excluded.push_back({candidate.channel, Reason::kOnlyIfNothingElse, std::nullopt});
    }
  }
  candidates.erase(std::remove_if(candidates.begin(), candidates.end(), is_last_resort), candidates.end());
}

Question QuestionOf(const Directory& directory, const Request& request) {
  const Urgency urgency = AnsweredUrgency(directory.needs[static_cast<std::size_t>(request.need)], request.urgency);
  const std::string_view language = PrimaryLanguage(request.language);
  return {request,
          urgency,
          LatestOpening(directory.urgencies[static_cast<std::size_t>(urgency)], request.now),
          directory.PlaceOf(request.person.municipality),
          language,
          !Contains(directory.county_languages, language)};
}

}  // namespace

Urgency AnsweredUrgency(const NeedRules& rules, Urgency asked) {
  if (asked == Urgency::kEmergency || rules.urgencies.Has(asked)) return asked;
  const int place = static_cast<int>(asked == Urgency::kAdmin ? Urgency::kRoutine : asked);
  for (int graver = place; graver > static_cast<int>(Urgency::kEmergency); --graver) {
    if (rules.urgencies.Has(static_cast<Urgency>(graver))) return static_cast<Urgency>(graver);
  }
  for (int milder = place; milder <= static_cast<int>(Urgency::kAdmin); ++milder) {
    if (rules.urgencies.Has(static_cast<Urgency>(milder))) return static_cast<Urgency>(milder);
  }
  return Urgency::kEmergency;
}

Instant LatestOpening(const UrgencyRules& rules, Instant now) {
  switch (rules.latest) {
    case UrgencyRules::Latest::kNow:
      break;
    case UrgencyRules::Latest::kEndOfDay:
      return StartOfDay(AddDays(ToHelsinki(now).day, 1)) - 1;
    case UrgencyRules::Latest::kAfter:
      return now + rules.seconds;
  }
  return now;
}

bool Reasons::Has(Reason reason) const { return std::find(list, list + count, reason) != list + count; }

Recommendation Recommend(const Directory& directory, const Request& request) {
  const Question question = QuestionOf(directory, request);
  Recommendation answer;
  answer.urgency = question.urgency;
  answer.latest = question.latest;
  answer.excluded.reserve(directory.channels.size());
  answer.channels.reserve(16);
  if (question.urgency == Urgency::kEmergency) {
    AnswerEmergency(directory, question, answer);
    return answer;
  }
  for (const Channel& channel : directory.channels) {
    if (const std::optional<Reason> objection = FirstObjection(channel, question)) {
      answer.excluded.push_back({&channel, *objection, std::nullopt});
      continue;
    }
    Recommended candidate;
    candidate.channel = &channel;
    candidate.own_team = channel.own_team;
    LookAtTheHours(channel, request, candidate);
    if (OpensTooLate(candidate, question)) {
      answer.excluded.push_back({&channel, Reason::kOpensTooLate, candidate.opens_at});
      continue;
    }
    answer.channels.push_back(candidate);
  }
  DropLastResorts(answer.channels, answer.excluded);
  std::sort(answer.channels.begin(), answer.channels.end(),
            [&](const Recommended& a, const Recommended& b) { return Rank(a, question) < Rank(b, question); });
  for (Recommended& candidate : answer.channels) GiveReasons(question, candidate);
  KeepBest(directory.most_channels, answer.channels, answer.excluded);
  return answer;
}

std::vector<Excluded> ObjectionsTo(const Directory& directory, const Request& request, const Excluded& excluded) {
  const Question question = QuestionOf(directory, request);
  if (question.urgency == Urgency::kEmergency) return {excluded};
  std::vector<Excluded> objections;
  Object(*excluded.channel, question, [&](Reason reason) {
    objections.push_back({excluded.channel, reason, std::nullopt});
    return true;
  });
  Recommended candidate;
  LookAtTheHours(*excluded.channel, request, candidate);
  if (OpensTooLate(candidate, question)) {
    objections.push_back({excluded.channel, Reason::kOpensTooLate, candidate.opens_at});
  }
  // It fits, and others fit better.
  if (objections.empty()) objections.push_back(excluded);
  return objections;
}

}  // namespace eteinen::channels
