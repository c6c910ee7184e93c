// Requests for tests, written as one would tell of a person: Someone().Of(15).From("Forssa").Speaking("sv").
#ifndef ETEINEN_TESTS_CORE_CHANNELS_BUILDERS_H_
#define ETEINEN_TESTS_CORE_CHANNELS_BUILDERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/channels/recommendation.h"

namespace eteinen::channels {

// The files of assets/directory and assets/rules, read once; a mistake in them ends the test program.
const std::vector<SourceFile>& CountyFiles();
const Directory& County();
// The county's files with the first occurrence of a text in one of them replaced; a text that is not there ends the
// test program.
std::vector<SourceFile> CountyFilesWith(std::string_view file, std::string_view text, std::string_view replacement);

// A Finnish-speaking adult of Hämeenlinna, on Tuesday 24 November 2026 at 10.
class Someone {
 public:
  Someone();
  Someone& Of(int years);
  Someone& From(std::string_view municipality);
  Someone& Speaking(std::string_view language);
  Someone& WhoCannotSpeak();
  Someone& Identified();
  Someone& For(ActingFor whom);
  Someone& WithOwnTeam(std::string_view id);
  Someone& At(std::string_view helsinki);  // "2026-11-24 9.15"

  Request Needing(Need need, Urgency urgency) const;

 private:
  Request request_;
};

// The ids of the recommended channels, best first, divided by spaces; a closed one has its opening behind "@".
std::string Doors(const Request& request, const Directory& directory = County());
// The code of the reason why a channel is not there; "recommended" if it is.
std::string WhyNot(const Request& request, std::string_view id);
// The codes of the reasons why a channel is there, divided by spaces.
std::string Why(const Request& request, std::string_view id);

}  // namespace eteinen::channels

#endif  // ETEINEN_TESTS_CORE_CHANNELS_BUILDERS_H_
