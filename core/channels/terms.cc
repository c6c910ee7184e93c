#include "core/channels/terms.h"

namespace eteinen::channels {
namespace {

constexpr std::string_view kUrgencyNames[kUrgencies] = {"emergency", "immediate", "today", "within-3-days",
                                                        "routine",   "self-care", "admin"};
constexpr std::string_view kNeedNames[kNeeds] = {
    "health",     "mental-health",   "substance-use", "crisis",   "oral-health",       "rehabilitation",
    "maternity",  "family-planning", "child-health",  "families", "adult-social-work", "elderly",
    "disability", "carers",          "financial",     "billing",  "digital-support",   "general-info"};
constexpr std::string_view kKindNames[kKinds] = {"emergency", "phone", "sms", "chat",  "video",
                                                 "booking",   "form",  "web", "group", "visit"};
constexpr std::string_view kActingForNames[] = {"none", "guardian", "mandate"};

template <typename Enum, std::size_t n>
std::optional<Enum> Parse(const std::string_view (&names)[n], std::string_view name) {
  for (std::size_t i = 0; i < n; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view Name(Urgency urgency) { return kUrgencyNames[static_cast<std::size_t>(urgency)]; }
std::string_view Name(Need need) { return kNeedNames[static_cast<std::size_t>(need)]; }
std::string_view Name(Kind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }
std::string_view Name(ActingFor acting) { return kActingForNames[static_cast<std::size_t>(acting)]; }

std::optional<Urgency> ParseUrgency(std::string_view name) { return Parse<Urgency>(kUrgencyNames, name); }
std::optional<Need> ParseNeed(std::string_view name) { return Parse<Need>(kNeedNames, name); }
std::optional<Kind> ParseKind(std::string_view name) { return Parse<Kind>(kKindNames, name); }
std::optional<ActingFor> ParseActingFor(std::string_view name) { return Parse<ActingFor>(kActingForNames, name); }

}  // namespace eteinen::channels
