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
                                               "call-all-the-same",
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

template <typename Enum>
Json Names(Set<Enum> set, Set<Enum> more, std::size_t count) {
  Json names = Json::MakeArray();
  for (std::size_t i = 0; i < count; ++i) {
    const Enum one = static_cast<Enum>(i);
    if (set.Has(one) || more.Has(one)) names.Append(Name(one));
  }
  return names;
}

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
    case Reason::kCallAllTheSame:
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

Json AnswersBehind(Reason reason, const Request& request, Urgency answered_as) {
  const auto one = [](std::string_view name, Json value) {
    return Json::MakeObject({{std::string(name), std::move(value)}});
  };
  const auto need_and_urgency = [&] {
    return Json::MakeObject({{"need", Name(request.need)}, {"urgency", Name(request.urgency)}});
  };
  // Where the need makes the matter less urgent than it was asked, it stands behind that too.
  const auto urgency = [&] {
    return answered_as == request.urgency ? one("urgency", Name(request.urgency)) : need_and_urgency();
  };
  switch (reason) {
    case Reason::kEmergency:
    case Reason::kNotInEmergency:
      return one("urgency", Name(request.urgency));
    case Reason::kNotThisUrgency:
      return urgency();
    case Reason::kSpecialMatter:
    case Reason::kNotThisNeed:
      return one("need", Name(request.need));
    case Reason::kSolvesAtOnce:
    case Reason::kPassesOn:
    case Reason::kUrgencyOfNeed:
      return need_and_urgency();
    case Reason::kOpenNow:
    case Reason::kOpensInTime:
      return one("now", FormatInstant(request.now));
    case Reason::kOpensTooLate: {
      Json answers = urgency();
      answers.Set("now", FormatInstant(request.now));
      return answers;
    }
    case Reason::kOwnTeam:
    case Reason::kNoOwnTeam:
      return one("ownTeam", request.person.own_team ? Json(request.person.own_team->id) : Json());
    case Reason::kYourArea:
    case Reason::kNotThisMunicipality:
      return one("municipality", request.person.municipality);
    case Reason::kTooYoung:
    case Reason::kTooOld:
      return one("ageYears", request.person.age_years);
    case Reason::kInterpreter:
    case Reason::kCallAllTheSame:
    case Reason::kNotThisLanguage:
    case Reason::kForOtherLanguages:
      return one("language", request.language);
    case Reason::kEmergencyText:
    case Reason::kByText:
    case Reason::kNeedsSpeaking:
      return one("cannotSpeakOnPhone", request.cannot_speak_on_phone);
    case Reason::kForNonSpeakers: {
      Json answers = one("cannotSpeakOnPhone", request.cannot_speak_on_phone);
      answers.Set("language", request.language);
      return answers;
    }
    case Reason::kNeedsIdentification:
      return one("identified", request.identified);
    case Reason::kNotOnBehalf:
      return one("actingFor", Name(request.acting_for));
    // Of the channel alone, or of the channels beside it.
    case Reason::kNeedsRegistration:
    case Reason::kAlwaysAvailable:
    case Reason::kNotDigital:
    case Reason::kLastResort:
    case Reason::kOthersFirst:
    case Reason::kOnlyIfNothingElse:
      break;
  }
  return Json::MakeObject();
}

Json RuleOf(const Directory& directory, const Excluded& excluded) {
  const Channel& channel = *excluded.channel;
  const auto serves = [](Json what) { return Json::MakeObject({{"serves", std::move(what)}}); };
  switch (excluded.because) {
    case Reason::kNotThisNeed:
      return serves(Names(channel.needs, channel.needs_passed_on, kNeeds));
    case Reason::kNotThisUrgency:
      return serves(Names(channel.urgencies, channel.urgencies_if_need_be, kUrgencies));
    case Reason::kNotThisMunicipality: {
      Json names = Json::MakeArray();
      for (std::size_t i = 0; i < directory.municipalities.size(); ++i) {
        if ((channel.places & (PlaceSet{1} << i)) != 0) names.Append(directory.municipalities[i]);
      }
      if ((channel.places & directory.Elsewhere()) != 0) names.Append("elsewhere");
      return serves(std::move(names));
    }
    case Reason::kNotThisLanguage: {
      Json languages = Json::MakeArray();
      for (const std::string& language : channel.languages) languages.Append(language);
      return serves(std::move(languages));
    }
    case Reason::kNotOnBehalf:
      return serves(Names(channel.on_behalf, {}, 3));
    default:
      return Json::MakeObject();
  }
}

}  // namespace eteinen::channels
