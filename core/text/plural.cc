#include "core/text/plural.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "core/text/format.h"

namespace eteinen::text {
namespace {

constexpr std::string_view kNames[] = {"zero", "one", "two", "few", "many", "other"};

using enum PluralCategory;

// CLDR's operands of a number as shown: |n|, its whole part i, v visible decimals whose digits are f, and w of them
// with digits t when trailing zeros are left out. Remainders of long numbers are taken from their last digits.
struct Operands {
  explicit Operands(const Number& number)
      : whole(number.whole),
        v(static_cast<int>(number.fraction.size())),
        f(Last(number.fraction, 9)),
        t(Last(Trimmed(number.fraction), 9)),
        integer(Trimmed(number.fraction).empty()) {}

  static std::string Trimmed(const std::string& digits) { return digits.substr(0, digits.find_last_not_of('0') + 1); }
  static int Last(const std::string& digits, std::size_t count) {
    int value = 0;
    for (std::size_t k = digits.size() - std::min(digits.size(), count); k < digits.size(); ++k) {
      value = value * 10 + (digits[k] - '0');
    }
    return value;
  }

  // i = k, and i mod 10^d within a range
  bool I(int k) const { return whole.size() <= 9 && Last(whole, 9) == k; }
  int IMod10() const { return Last(whole, 1); }
  int IMod100() const { return Last(whole, 2); }
  bool IMod1e6Zero() const { return whole != "0" && Last(whole, 6) == 0; }
  // n = k, n mod …: only whole numbers can equal one
  bool N(int k) const { return integer && I(k); }
  bool NMod10(int low, int high) const { return integer && IMod10() >= low && IMod10() <= high; }
  bool NMod100(int low, int high) const { return integer && IMod100() >= low && IMod100() <= high; }
  bool NWithin(int low, int high) const {
    return integer && whole.size() <= 9 && Last(whole, 9) >= low && Last(whole, 9) <= high;
  }

  const std::string& whole;
  int v;
  int f;
  int t;
  bool integer;
};

bool Between(int value, int low, int high) { return value >= low && value <= high; }

PluralCategory OnlyOther(const Operands&) { return kOther; }
PluralCategory OneWithoutDecimals(const Operands& o) { return o.v == 0 && o.I(1) ? kOne : kOther; }
PluralCategory OneOfValue(const Operands& o) { return o.N(1) ? kOne : kOther; }
PluralCategory ZeroOrOneOfValue(const Operands& o) { return o.NWithin(0, 1) ? kOne : kOther; }
PluralCategory UpToOne(const Operands& o) { return o.I(0) || o.N(1) ? kOne : kOther; }

PluralCategory EastSlavic(const Operands& o) {  // Russian, Ukrainian
  if (o.v != 0) return kOther;
  if (o.IMod10() == 1 && o.IMod100() != 11) return kOne;
  if (Between(o.IMod10(), 2, 4) && !Between(o.IMod100(), 12, 14)) return kFew;
  return kMany;
}

PluralCategory Belarusian(const Operands& o) {
  if (!o.integer) return kOther;
  if (o.IMod10() == 1 && o.IMod100() != 11) return kOne;
  if (Between(o.IMod10(), 2, 4) && !Between(o.IMod100(), 12, 14)) return kFew;
  return kMany;
}

PluralCategory Polish(const Operands& o) {
  if (o.v != 0) return kOther;
  if (o.I(1)) return kOne;
  if (Between(o.IMod10(), 2, 4) && !Between(o.IMod100(), 12, 14)) return kFew;
  return kMany;
}

PluralCategory Czech(const Operands& o) {
  if (o.v != 0) return kMany;
  if (o.I(1)) return kOne;
  return o.I(2) || o.I(3) || o.I(4) ? kFew : kOther;
}

PluralCategory SouthSlavic(const Operands& o) {  // Bosnian, Croatian, Serbian
  const int f10 = o.f % 10;
  const int f100 = o.f % 100;
  if ((o.v == 0 && o.IMod10() == 1 && o.IMod100() != 11) || (f10 == 1 && f100 != 11)) return kOne;
  if ((o.v == 0 && Between(o.IMod10(), 2, 4) && !Between(o.IMod100(), 12, 14)) ||
      (Between(f10, 2, 4) && !Between(f100, 12, 14))) {
    return kFew;
  }
  return kOther;
}

PluralCategory Lithuanian(const Operands& o) {
  if (o.f != 0) return kMany;
  if (o.NMod10(1, 1) && !o.NMod100(11, 19)) return kOne;
  if (o.NMod10(2, 9) && !o.NMod100(11, 19)) return kFew;
  return kOther;
}

PluralCategory Latvian(const Operands& o) {
  if (o.NMod10(0, 0) || o.NMod100(11, 19) || (o.v == 2 && Between(o.f % 100, 11, 19))) return kZero;
  if ((o.NMod10(1, 1) && !o.NMod100(11, 11)) || (o.v == 2 && o.f % 10 == 1 && o.f % 100 != 11) ||
      (o.v != 2 && o.f % 10 == 1)) {
    return kOne;
  }
  return kOther;
}

PluralCategory Romanian(const Operands& o) {
  if (o.v == 0 && o.I(1)) return kOne;
  return o.v != 0 || o.N(0) || (!o.N(1) && o.NMod100(1, 19)) ? kFew : kOther;
}

PluralCategory Arabic(const Operands& o) {
  if (o.N(0)) return kZero;
  if (o.N(1)) return kOne;
  if (o.N(2)) return kTwo;
  if (o.NMod100(3, 10)) return kFew;
  return o.NMod100(11, 99) ? kMany : kOther;
}

PluralCategory Hebrew(const Operands& o) {
  if ((o.v == 0 && o.I(1)) || (o.v != 0 && o.I(0))) return kOne;
  return o.v == 0 && o.I(2) ? kTwo : kOther;
}

PluralCategory Sami(const Operands& o) { return o.N(1) ? kOne : o.N(2) ? kTwo : kOther; }

PluralCategory French(const Operands& o) {
  if (o.I(0) || o.I(1)) return kOne;
  return o.v == 0 && o.IMod1e6Zero() ? kMany : kOther;
}

PluralCategory Spanish(const Operands& o) {
  if (o.N(1)) return kOne;
  return o.v == 0 && o.IMod1e6Zero() ? kMany : kOther;
}

PluralCategory Italian(const Operands& o) {
  if (o.v == 0 && o.I(1)) return kOne;
  return o.v == 0 && o.IMod1e6Zero() ? kMany : kOther;
}

PluralCategory Danish(const Operands& o) { return o.N(1) || (o.t != 0 && (o.I(0) || o.I(1))) ? kOne : kOther; }

PluralCategory EnglishOrdinal(const Operands& o) {
  if (o.NMod10(1, 1) && !o.NMod100(11, 11)) return kOne;
  if (o.NMod10(2, 2) && !o.NMod100(12, 12)) return kTwo;
  return o.NMod10(3, 3) && !o.NMod100(13, 13) ? kFew : kOther;
}

PluralCategory SwedishOrdinal(const Operands& o) { return o.NMod10(1, 2) && !o.NMod100(11, 12) ? kOne : kOther; }

PluralCategory UkrainianOrdinal(const Operands& o) { return o.NMod10(3, 3) && !o.NMod100(13, 13) ? kFew : kOther; }

PluralCategory BelarusianOrdinal(const Operands& o) { return o.NMod10(2, 3) && !o.NMod100(12, 13) ? kFew : kOther; }

PluralCategory HungarianOrdinal(const Operands& o) { return o.N(1) || o.N(5) ? kOne : kOther; }

PluralCategory ItalianOrdinal(const Operands& o) { return o.N(8) || o.N(11) || o.N(80) || o.N(800) ? kMany : kOther; }

PluralCategory AlbanianOrdinal(const Operands& o) {
  if (o.N(1)) return kOne;
  return o.NMod10(4, 4) && !o.NMod100(14, 14) ? kMany : kOther;
}

struct Rules {
  std::string_view language;
  PluralCategory (*cardinal)(const Operands&);
  PluralCategory (*ordinal)(const Operands&);
};

constexpr Rules kRules[] = {
    {"am", UpToOne, OnlyOther},
    {"ar", Arabic, OnlyOther},
    {"be", Belarusian, BelarusianOrdinal},
    {"bg", OneOfValue, OnlyOther},
    {"bs", SouthSlavic, OnlyOther},
    {"ckb", OneOfValue, OnlyOther},
    {"cs", Czech, OnlyOther},
    {"da", Danish, OnlyOther},
    {"de", OneWithoutDecimals, OnlyOther},
    {"el", OneOfValue, OnlyOther},
    {"en", OneWithoutDecimals, EnglishOrdinal},
    {"es", Spanish, OnlyOther},
    {"et", OneWithoutDecimals, OnlyOther},
    {"fa", UpToOne, OnlyOther},
    {"fi", OneWithoutDecimals, OnlyOther},
    {"fr", French, OneOfValue},
    {"he", Hebrew, OnlyOther},
    {"hr", SouthSlavic, OnlyOther},
    {"hu", OneOfValue, HungarianOrdinal},
    {"it", Italian, ItalianOrdinal},
    {"ku", OneOfValue, OnlyOther},
    {"lt", Lithuanian, OnlyOther},
    {"lv", Latvian, OnlyOther},
    {"nb", OneOfValue, OnlyOther},
    {"nl", OneWithoutDecimals, OnlyOther},
    {"no", OneOfValue, OnlyOther},
    {"pl", Polish, OnlyOther},
    {"ps", OneOfValue, OnlyOther},
    {"ro", Romanian, OneOfValue},
    {"ru", EastSlavic, OnlyOther},
    {"se", Sami, OnlyOther},
    {"sk", Czech, OnlyOther},
    {"smn", Sami, OnlyOther},
    {"sms", Sami, OnlyOther},
    {"so", OneOfValue, OnlyOther},
    {"sq", OneOfValue, AlbanianOrdinal},
    {"sr", SouthSlavic, OnlyOther},
    {"sv", OneWithoutDecimals, SwedishOrdinal},
    {"sw", OneWithoutDecimals, OnlyOther},
    {"ta", OneOfValue, OnlyOther},
    {"ti", ZeroOrOneOfValue, OnlyOther},
    {"tr", OneOfValue, OnlyOther},
    {"uk", EastSlavic, UkrainianOrdinal},
    {"ur", OneWithoutDecimals, OnlyOther},
};

const Rules* RulesOf(std::string_view locale) {
  const std::string language = LanguageOf(locale);
  const auto found =
      std::lower_bound(std::begin(kRules), std::end(kRules), language,
                       [](const Rules& rules, const std::string& wanted) { return rules.language < wanted; });
  return found != std::end(kRules) && found->language == language ? found : nullptr;
}

}  // namespace

std::string_view Name(PluralCategory category) { return kNames[static_cast<int>(category)]; }

std::optional<PluralCategory> PluralCategoryOf(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == name) return static_cast<PluralCategory>(i);
  }
  return std::nullopt;
}

PluralCategory Cardinal(std::string_view locale, const Number& number) {
  const Rules* rules = RulesOf(locale);
  return rules == nullptr ? kOther : rules->cardinal(Operands(number));
}

PluralCategory Ordinal(std::string_view locale, const Number& number) {
  const Rules* rules = RulesOf(locale);
  return rules == nullptr ? kOther : rules->ordinal(Operands(number));
}

}  // namespace eteinen::text
