#include "core/channels/lint.h"

#include <algorithm>
#include <optional>
#include <string>

namespace eteinen::channels {
namespace {

class Linter {
 public:
  Linter(const Directory& directory, CivilDay on) : directory_(directory), on_(on) {}

  std::vector<Finding> Run() {
    for (const Channel& channel : directory_.channels) {
      CheckLine(channel);
      CheckDates(channel);
      CheckHours(channel);
      CheckTexts(channel);
      CheckHealthOnly(channel);
    }
    for (std::size_t need = 0; need < kNeeds; ++need) CheckWayWithoutPhone(static_cast<Need>(need));
    return std::move(findings_);
  }

 private:
  void Report(const Channel& channel, std::string_view place, std::string code, std::string message) {
    const std::string path = channel.path.empty() ? std::string(place) : JoinPath(channel.path, place);
    findings_.push_back({channel.file, path, std::move(code), channel.id + ": " + std::move(message)});
  }

  // The entry whose number this one shares, followed to its end.
  const Channel& LineOf(const Channel& channel) const {
    const Channel* line = &channel;
    for (std::size_t steps = 0; steps < directory_.channels.size() && !line->same_line_as.empty(); ++steps) {
      const Channel* next = directory_.Find(line->same_line_as);
      if (next == nullptr) break;
      line = next;
    }
    return *line;
  }

  void CheckLine(const Channel& channel) {
    if (!channel.same_line_as.empty() && directory_.Find(channel.same_line_as) == nullptr) {
      Report(channel, "extension", "unknown-line",
             "is the same line as \"" + channel.same_line_as + "\", which is unknown");
    }
    if (channel.number.empty()) return;
    for (const Channel& other : directory_.channels) {
      if (&other == &channel) break;  // each pair once, told at the later one
      if (other.number == channel.number && &LineOf(other) != &LineOf(channel)) {
        Report(channel, "telecom[0].value", "number-in-two-roles",
               "has the number " + channel.number + " of \"" + other.id + "\" without saying same-line-as");
      }
    }
  }

  void CheckDates(const Channel& channel) {
    for (std::size_t i = 0; i < channel.hours.closures.size(); ++i) {
      const Closure& closure = channel.hours.closures[i];
      // What ends before a first day of validity is no exception that somebody forgot.
      if (closure.until <= StartOfDay(on_) && closure.from != Closure().from) {
        Report(channel, JoinPath("notAvailable", i), "expired-closure", "a closure that is over on " + FormatDay(on_));
      }
    }
    if (channel.valid_until && *channel.valid_until < on_) {
      Report(channel, "extension", "expired-entry", "was valid until " + FormatDay(*channel.valid_until));
    }
    if (!channel.review && !channel.valid_until) {
      Report(channel, "extension", "no-end-of-validity", "says neither review nor valid-until");
    }
    if (channel.review && *channel.review < on_) {
      Report(channel, "extension", "review-passed", "was to be checked again by " + FormatDay(*channel.review));
    }
  }

  // An end before the start is the next morning to a calendar, and a slip of the pen to most offices.
  void CheckHours(const Channel& channel) {
    for (std::size_t i = 0; i < channel.hours.weekly.size(); ++i) {
      const WeeklyHours& rule = channel.hours.weekly[i];
      const bool whole_day = rule.start == kMidnight && rule.end == kMidnight;
      const bool until_midnight = rule.end == kMidnight && rule.start > kMidnight;
      if (rule.end <= rule.start && !whole_day && !until_midnight && !channel.overnight) {
        Report(channel, JoinPath("availableTime", i), "inverted-hours",
               "ends before it begins; hours over midnight are said with overnight");
      }
    }
  }

  void CheckTexts(const Channel& channel) {
    CheckText(channel, channel.name, "_name");
    if (!channel.call_back.fi.empty()) CheckText(channel, channel.call_back, "extension");
    for (const LocalText& note : channel.notes) CheckText(channel, note, "extension");
  }
  void CheckText(const Channel& channel, const LocalText& text, std::string_view place) {
    if (text.sv.empty()) Report(channel, place, "missing-translation", "\"" + text.fi + "\" has no Swedish text");
    if (text.en.empty()) Report(channel, place, "missing-translation", "\"" + text.fi + "\" has no English text");
  }

  void CheckHealthOnly(const Channel& channel) {
    if (!channel.health_only) return;
    for (std::size_t i = 0; i < kNeeds; ++i) {
      const Need need = static_cast<Need>(i);
      const bool takes = channel.needs.Has(need) || channel.needs_passed_on.Has(need);
      if (takes && !directory_.needs[i].about_health) {
        Report(channel, "extension", "not-about-health",
               "answers health matters only, but takes \"" + std::string(Name(need)) + "\"");
      }
    }
  }

  void CheckWayWithoutPhone(Need need) {
    for (std::size_t i = 0; i < kUrgencies; ++i) {
      const Urgency urgency = static_cast<Urgency>(i);
      if (!directory_.needs[static_cast<std::size_t>(need)].urgencies.Has(urgency)) continue;
      const auto is_way = [&](const Channel& channel) {
        const bool for_them = channel.audience.empty() || channel.audience.Has(Audience::kNonSpeakers);
        return channel.kind != Kind::kPhone && channel.kind != Kind::kEmergency && !channel.needs_identification &&
               for_them && !channel.special_matter && (!channel.last_resort || urgency == Urgency::kEmergency) &&
               (channel.needs.Has(need) || channel.needs_passed_on.Has(need)) &&
               (channel.urgencies.Has(urgency) || channel.urgencies_if_need_be.Has(urgency));
      };
      std::vector<const Channel*> ways;
      for (const Channel& channel : directory_.channels) {
        if (is_way(channel)) ways.push_back(&channel);
      }
      if (const std::optional<std::string> whom = LeftOut(ways)) {
        findings_.push_back({"assets/directory", "", "no-way-without-phone",
                             "\"" + std::string(Name(need)) + "\" at urgency \"" + std::string(Name(urgency)) +
                                 "\" can be reached only by speaking on the phone" + *whom});
      }
    }
  }

  // The first whom none of these channels serves: " by a person of 15 from Forssa"; empty when it is everybody.
  std::optional<std::string> LeftOut(const std::vector<const Channel*>& ways) const {
    if (ways.empty()) return std::string();
    for (std::size_t i = 0; i <= directory_.municipalities.size(); ++i) {
      const PlaceSet place = PlaceSet{1} << i;
      for (const int age : ages_) {
        const auto serves = [&](const Channel* way) {
          return (way->places == 0 || (way->places & place) != 0) && age >= way->min_age && age <= way->max_age;
        };
        if (std::any_of(ways.begin(), ways.end(), serves)) continue;
        return " by a person of " + std::to_string(age) + " from " +
               (i < directory_.municipalities.size() ? directory_.municipalities[i] : "elsewhere");
      }
    }
    return std::nullopt;
  }

  const Directory& directory_;
  CivilDay on_;
  std::vector<int> ages_ = directory_.AgeBands();
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> Lint(const Directory& directory, CivilDay on) { return Linter(directory, on).Run(); }

}  // namespace eteinen::channels
