// The reasons' codes, and what their texts may speak of.
#include "core/channels/recommendation.h"

namespace eteinen::channels {
namespace {

constexpr std::string_view kCodes[kReasons] = {"emergency",
                                               "emergency-text",
                                               "needs-registration",
                                               "open-now",
                                               "opens-in-time",
                                               "always-available",
                                               "own-team",
                                               "solves-at-once",
                                               "passes-on",
                                               "your-area",
                                               "by-text",
                                               "interpreter",
                                               "not-digital",
                                               "urgency-of-need",
                                               "last-resort",
                                               "special-matter",
                                               "not-this-need",
                                               "not-this-urgency",
                                               "not-this-municipality",
                                               "too-young",
                                               "too-old",
                                               "not-this-language",
                                               "needs-speaking",
                                               "for-non-speakers",
                                               "for-other-languages",
                                               "needs-identification",
                                               "not-on-behalf",
                                               "no-own-team",
                                               "opens-too-late",
                                               "others-first",
                                               "only-if-nothing-else",
                                               "not-in-emergency"};

}  // namespace

std::string_view Code(Reason reason) { return kCodes[static_cast<std::size_t>(reason)]; }

std::vector<Reason> AllReasons() {
  std::vector<Reason> all;
  for (std::size_t i = 0; i < kReasons; ++i) all.push_back(static_cast<Reason>(i));
  return all;
}

Json Parameters(Reason reason, const Recommended& recommended, const Recommendation& recommendation,
                const Request& request) {
  Json parameters = Json::MakeObject();
  switch (reason) {
    case Reason::kOpenNow:
      if (recommended.until) parameters.Set("until", FormatInstant(*recommended.until));
      break;
    case Reason::kOpensInTime:
      if (recommended.opens_at) parameters.Set("opensAt", FormatInstant(*recommended.opens_at));
      break;
    case Reason::kYourArea:
      parameters.Set("municipality", request.person.municipality);
      break;
    case Reason::kInterpreter:
      parameters.Set("language", request.language);
      break;
    case Reason::kUrgencyOfNeed:
      parameters.Set("urgency", Name(recommendation.urgency));
      break;
    default:
      break;
  }
  return parameters;
}

Json Parameters(const Excluded& excluded, const Recommendation& recommendation, const Request& request) {
  Json parameters = Json::MakeObject();
  switch (excluded.because) {
    case Reason::kNotThisNeed:
      parameters.Set("need", Name(request.need));
      break;
    case Reason::kNotThisUrgency:
      parameters.Set("urgency", Name(recommendation.urgency));
      break;
    case Reason::kNotThisMunicipality:
      parameters.Set("municipality", request.person.municipality);
      break;
    case Reason::kTooYoung:
      parameters.Set("minAge", excluded.channel->min_age);
      break;
    case Reason::kTooOld:
      parameters.Set("maxAge", excluded.channel->max_age);
      break;
    case Reason::kNotThisLanguage:
      parameters.Set("language", request.language);
      break;
    case Reason::kNotOnBehalf:
      parameters.Set("actingFor", Name(request.acting_for));
      break;
    case Reason::kOpensTooLate:
      if (excluded.opens_at) parameters.Set("opensAt", FormatInstant(*excluded.opens_at));
      parameters.Set("latest", FormatInstant(recommendation.latest));
      break;
    default:
      break;
  }
  return parameters;
}

}  // namespace eteinen::channels
