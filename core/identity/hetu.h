// The Finnish personal identity code (henkilötunnus): its form, its check character and the birth date inside it.
//
//   ddmmyyCzzzQ   C: the century, + 1800s, - Y X W V U 1900s, A B C D E F 2000s
//                 zzz: 002–899; 900–999 are artificial (tests, temporary codes); 000 and 001 are not given
//                 Q: the check character, "0123456789ABCDEFHJKLMNPRSTUVWXY"[ddmmyyzzz mod 31]
//
// The code is judged exactly as it stands: no trimming, no upper-casing, and the century sign is part of the identity
// since 2023 (two people may differ by it alone), so nothing here rewrites it. It does not know whether the person
// exists, nor what day it is: a birth date in the future has to be refused by whoever has a clock.
// Source: Digital and Population Data Services Agency, "Henkilötunnus" and "Henkilötunnuksen uudistus"; decree
// 128/2010.
#ifndef ETEINEN_CORE_IDENTITY_HETU_H_
#define ETEINEN_CORE_IDENTITY_HETU_H_

#include <optional>
#include <string_view>

#include "core/calendar/civil_time.h"

namespace eteinen::identity {

struct Hetu {
  CivilDay birth_date;
  bool artificial = false;
  bool male = false;  // the individual number is odd; as it stands in the population register
};

// None if `text` is no valid code.
std::optional<Hetu> ParseHetu(std::string_view text);

}  // namespace eteinen::identity

#endif  // ETEINEN_CORE_IDENTITY_HETU_H_
