#include "core/channels/week.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/channels/no_dead_end.h"

namespace eteinen::channels {
namespace {

constexpr int kDaysOfWeek = 7;

Span SpanOf(CivilDay monday) { return {StartOfDay(monday), StartOfDay(AddDays(monday, kDaysOfWeek))}; }

const OpeningHours& HoursOf(const Channel& channel, const Request& request) {
  if (channel.own_team && request.person.own_team && request.person.own_team->hours) {
    return *request.person.own_team->hours;
  }
  return channel.hours;
}

std::vector<Span> OpenIn(const OpeningHours& hours, Span week) {
  std::vector<Span> open;
  for (Instant at = week.from; at < week.until;) {
    const OpenState state = StateAt(hours, at);
    const Instant until = state.until ? std::min(*state.until, week.until) : week.until;
    if (state.open) open.push_back({at, until});
    at = until;
  }
  return open;
}

bool IsOpenAt(const std::vector<Span>& open, Instant at) {
  return std::any_of(open.begin(), open.end(), [at](const Span& span) { return span.from <= at && at < span.until; });
}

// Every moment of the week at which some channel opens or closes, and every midnight, at which a day's time runs out.
std::vector<Instant> Changes(const std::vector<ChannelWeek>& all, Span week) {
  std::set<std::int64_t> moments = {week.from.seconds};
  const CivilDay monday = ToHelsinki(week.from).day;
  for (int i = 1; i < kDaysOfWeek; ++i) moments.insert(StartOfDay(AddDays(monday, i)).seconds);
  for (const ChannelWeek& channel : all) {
    for (const Span& span : channel.open) {
      moments.insert(span.from.seconds);
      if (span.until < week.until) moments.insert(span.until.seconds);
    }
  }
  std::vector<Instant> sorted;
  sorted.reserve(moments.size());
  for (const std::int64_t seconds : moments) sorted.push_back(Instant{seconds});
  return sorted;
}

bool IsEmergencyOnly(const Recommendation& recommendation) {
  const auto is_line = [](const Recommended& one) { return one.channel->emergency_line; };
  return !recommendation.channels.empty() &&
         std::all_of(recommendation.channels.begin(), recommendation.channels.end(), is_line);
}

// Those that fit the matter and the person, whether they are open or not.
std::set<const Channel*> Fitting(const Recommendation& recommendation) {
  std::set<const Channel*> fitting;
  for (const Recommended& one : recommendation.channels) fitting.insert(one.channel);
  for (const Excluded& one : recommendation.excluded) {
    if (one.because == Reason::kOthersFirst || one.because == Reason::kOpensTooLate) fitting.insert(one.channel);
  }
  return fitting;
}

Json Times(Span span) {
  return Json::MakeObject({{"from", FormatInstant(span.from)}, {"until", FormatInstant(span.until)}});
}

Json Times(const std::vector<Span>& spans) {
  Json list = Json::MakeArray();
  for (const Span& span : spans) list.Append(Times(span));
  return list;
}

// The times with an emergency line only; nothing when the whole week is like that.
std::vector<Span> TimesAlone(const Week& week) {
  std::vector<Span> times;
  bool something_else = false;
  for (const Stretch& stretch : week.stretches) {
    if (!stretch.emergency_only) {
      something_else = true;
    } else if (!times.empty() && times.back().until == stretch.when.from) {
      times.back().until = stretch.when.until;
    } else {
      times.push_back(stretch.when);
    }
  }
  return something_else ? times : std::vector<Span>{};
}

class LeftAloneSearch {
 public:
  LeftAloneSearch(const Directory& directory, const Merging& merging, CivilDay monday)
      : directory_(directory), merging_(merging), monday_(monday) {}

  std::vector<LeftAlone> Run() {
    for (std::size_t need = 0; need < kNeeds; ++need) {
      for (std::size_t urgency = 0; urgency < kUrgencies; ++urgency) {
        if (directory_.needs[need].urgencies.Has(static_cast<Urgency>(urgency))) {
          Look(static_cast<Need>(need), static_cast<Urgency>(urgency));
        }
      }
    }
    return std::move(found_);
  }

 private:
  void Look(Need need, Urgency urgency) {
    first_ = found_.size();
    moments_ = merging_.Moments(need, urgency);
    Request request;
    request.need = need;
    request.urgency = urgency;
    for (const std::string& place : merging_.Places(need, urgency)) {
      request.person.municipality = place;
      for (const int age : merging_.ages()) {
        request.person.age_years = age;
        for (const char* language : {"fi", "sv", "en", "so"}) {
          request.language = language;
          for (const bool cannot_speak : {false, true}) {
            request.cannot_speak_on_phone = cannot_speak;
            Ask(request);
          }
        }
      }
    }
  }

  // The week is only cut into pieces for those to whom it happens at all.
  void Ask(Request request) {
    const bool ever = std::any_of(moments_.begin(), moments_.end(), [&](Instant at) {
      request.now = at;
      return IsEmergencyOnly(Recommend(directory_, request));
    });
    if (!ever) return;
    std::vector<Span> times = TimesAlone(WeekOf(directory_, request, monday_));
    if (times.empty()) return;
    const auto same = std::find_if(found_.begin() + static_cast<std::ptrdiff_t>(first_), found_.end(),
                                   [&](const LeftAlone& left) { return left.when == times; });
    if (same != found_.end()) {
      ++same->groups;
      return;
    }
    request.now = times.front().from;
    found_.push_back({request, 1, std::move(times)});
  }

  const Directory& directory_;
  const Merging& merging_;
  CivilDay monday_;
  std::vector<Instant> moments_;  // of the need and urgency looked at
  std::size_t first_ = 0;         // where their findings begin
  std::vector<LeftAlone> found_;
};

}  // namespace

CivilDay MondayOf(CivilDay day) { return AddDays(day, -static_cast<int>(WeekdayOf(day))); }

Week WeekOf(const Directory& directory, Request request, CivilDay monday) {
  Week week;
  week.when = SpanOf(monday);
  std::vector<ChannelWeek> all;
  for (const Channel& channel : directory.channels) {
    all.push_back({&channel, channel.always_available ? std::vector<Span>{week.when}
                                                      : OpenIn(HoursOf(channel, request), week.when)});
  }
  std::set<const Channel*> fitting;
  const std::vector<Instant> moments = Changes(all, week.when);
  for (std::size_t i = 0; i < moments.size(); ++i) {
    request.now = moments[i];
    const Recommendation recommendation = Recommend(directory, request);
    const std::set<const Channel*> fit = Fitting(recommendation);
    fitting.insert(fit.begin(), fit.end());
    Stretch stretch;
    stretch.when = {moments[i], i + 1 < moments.size() ? moments[i + 1] : week.when.until};
    stretch.emergency_only = IsEmergencyOnly(recommendation);
    for (const ChannelWeek& one : all) {
      if (!one.channel->always_available && fit.count(one.channel) > 0 && IsOpenAt(one.open, moments[i])) {
        stretch.open.push_back(one.channel);
      }
    }
    Stretch* const last = week.stretches.empty() ? nullptr : &week.stretches.back();
    if (last != nullptr && last->open == stretch.open && last->emergency_only == stretch.emergency_only) {
      last->when.until = stretch.when.until;
    } else {
      week.stretches.push_back(std::move(stretch));
    }
  }
  for (ChannelWeek& one : all) {
    if (fitting.count(one.channel) > 0) week.channels.push_back(std::move(one));
  }
  return week;
}

Result<std::vector<LeftAlone>> WhoIsLeftAlone(const Directory& directory, CivilDay monday) {
  const Span week = SpanOf(monday);
  ETEINEN_ASSIGN_OR_RETURN(const Merging merging, Merging::Of(directory, week.from, week.until));
  return LeftAloneSearch(directory, merging, monday).Run();
}

Json ToJson(const Week& week) {
  Json channels = Json::MakeArray();
  for (const ChannelWeek& one : week.channels) {
    Json json = Json::MakeObject({{"id", one.channel->id}});
    json.Set("open", Times(one.open));
    channels.Append(std::move(json));
  }
  Json stretches = Json::MakeArray();
  for (const Stretch& stretch : week.stretches) {
    Json json = Times(stretch.when);
    Json open = Json::MakeArray();
    for (const Channel* channel : stretch.open) open.Append(channel->id);
    json.Set("open", std::move(open));
    if (stretch.is_hole()) json.Set("hole", true);
    if (stretch.is_overlap()) json.Set("overlap", true);
    json.Set("emergencyOnly", stretch.emergency_only);
    stretches.Append(std::move(json));
  }
  Json json = Times(week.when);
  json.Set("channels", std::move(channels));
  json.Set("stretches", std::move(stretches));
  return json;
}

Json ToJson(const std::vector<LeftAlone>& left) {
  Json list = Json::MakeArray();
  for (const LeftAlone& one : left) {
    Json json = Json::MakeObject({{"urgency", Name(one.example.urgency)},
                                  {"need", Name(one.example.need)},
                                  {"example", Describe(one.example)},
                                  {"groups", one.groups}});
    json.Set("when", Times(one.when));
    list.Append(std::move(json));
  }
  return list;
}

}  // namespace eteinen::channels
