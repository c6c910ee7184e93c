#include "core/text/format.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace eteinen::text {
namespace {

struct Separators {
  std::string_view language;
  std::string_view decimal;
  std::string_view group;
  std::string_view minus;
  std::string_view percent;
  int least_grouped = 4;  // digits from which on a whole part is grouped
};

constexpr std::string_view kNbsp = "\u00A0";
constexpr Separators kSeparators[] = {
    {"ar", ".", ",", "\u200E-", "\u200E%\u200E"},
    {"da", ",", ".", "-", "\u00A0%"},
    {"de", ",", ".", "-", "\u00A0%"},
    {"en", ".", ",", "-", "%"},
    {"es", ",", ".", "-", "\u00A0%", 5},
    {"et", ",", kNbsp, "\u2212", "%", 5},
    {"fa", ".", ",", "\u200E\u2212", "%"},
    {"fi", ",", kNbsp, "\u2212", "\u00A0%"},
    {"fr", ",", "\u202F", "-", "\u00A0%"},
    {"hu", ",", kNbsp, "-", "%", 5},
    {"it", ",", ".", "-", "%", 5},
    {"lt", ",", kNbsp, "\u2212", "\u00A0%"},
    {"lv", ",", kNbsp, "-", "%", 5},
    {"nb", ",", kNbsp, "\u2212", "\u00A0%"},
    {"no", ",", kNbsp, "\u2212", "\u00A0%"},
    {"pl", ",", kNbsp, "-", "%", 5},
    {"ro", ",", ".", "-", "\u00A0%"},
    {"ru", ",", kNbsp, "-", "\u00A0%"},
    {"se", ",", kNbsp, "\u2212", "\u00A0%"},
    {"so", ".", ",", "-", "%"},
    {"sq", ",", kNbsp, "-", "%", 5},
    {"sv", ",", kNbsp, "\u2212", "\u00A0%"},
    {"uk", ",", kNbsp, "-", "%"},
    {"vi", ",", ".", "-", "%"},
};
constexpr Separators kRootSeparators = {"", ".", ",", "-", "%"};

// How a language writes days. Patterns: D and M day and month in digits, W and w the weekday's long and short name,
// N and n the month's, Y the year; other characters stand for themselves.
struct DateNames {
  std::string_view language;
  std::array<std::string_view, 7> weekdays;  // from Monday
  std::array<std::string_view, 7> short_weekdays;
  std::array<std::string_view, 12> months;  // as after a day's number
  std::array<std::string_view, 12> short_months;
  std::array<std::string_view, 6> patterns;  // by DateStyle
  std::string_view hour_separator;
  bool two_digit_hours;
  std::string_view before_time;
};

constexpr DateNames kDateNames[] = {
    {"ar",
     {"الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"},
     {"الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"},
     {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
     {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
     {"D N", "D/M/Y", "D N Y", "W، D N Y", "D N", "W، D N"},
     ":",
     true,
     ""},
    {"en",
     {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
     {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
     {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December"},
     {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"},
     {"w D n", "D n Y", "D N Y", "W D N Y", "D n", "W D N"},
     ":",
     true,
     ""},
    {"et",
     {"esmaspäev", "teisipäev", "kolmapäev", "neljapäev", "reede", "laupäev", "pühapäev"},
     {"E", "T", "K", "N", "R", "L", "P"},
     {"jaanuar", "veebruar", "märts", "aprill", "mai", "juuni", "juuli", "august", "september", "oktoober", "november",
      "detsember"},
     {"jaan", "veebr", "märts", "apr", "mai", "juuni", "juuli", "aug", "sept", "okt", "nov", "dets"},
     {"w D.M", "D.M.Y", "D. N Y", "W, D. N Y", "D.M", "W, D. N"},
     ":",
     true,
     ""},
    {"fi",
     {"maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"},
     {"ma", "ti", "ke", "to", "pe", "la", "su"},
     {"tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta", "heinäkuuta", "elokuuta",
      "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta"},
     {"tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"},
     {"w D.M.", "D.M.Y", "D. N Y", "W D.M.Y", "D.M.", "W D.M."},
     ".",
     false,
     "klo "},
    {"ru",
     {"понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"},
     {"пн", "вт", "ср", "чт", "пт", "сб", "вс"},
     {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
      "декабря"},
     {"янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек."},
     {"w D.M.", "D.M.Y", "D N Y", "W, D N Y", "D.M.", "W, D N"},
     ":",
     true,
     ""},
    {"sv",
     {"måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"},
     {"mån", "tis", "ons", "tors", "fre", "lör", "sön"},
     {"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
      "december"},
     {"jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."},
     {"w D.M", "D.M.Y", "D N Y", "W D.M.Y", "D.M", "W D.M"},
     ".",
     false,
     "kl. "},
    {"uk",
     {"понеділок", "вівторок", "середа", "четвер", "пʼятниця", "субота", "неділя"},
     {"пн", "вт", "ср", "чт", "пт", "сб", "нд"},
     {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада",
      "грудня"},
     {"січ.", "лют.", "бер.", "квіт.", "трав.", "черв.", "лип.", "серп.", "вер.", "жовт.", "лист.", "груд."},
     {"w D.M.", "D.M.Y", "D N Y", "W, D N Y", "D.M.", "W, D N"},
     ":",
     true,
     ""},
};

template <typename Table, std::size_t size>
const Table* Find(const Table (&tables)[size], std::string_view locale) {
  const std::string language = LanguageOf(locale);
  for (const Table& table : tables) {
    if (table.language == language) return &table;
  }
  return nullptr;
}

const Separators& SeparatorsOf(std::string_view locale) {
  const Separators* found = Find(kSeparators, locale);
  return found != nullptr ? *found : kRootSeparators;
}

std::string Write(const Separators& separators, const Number& number) {
  std::string text(number.negative ? separators.minus : "");
  const std::size_t size = number.whole.size();
  for (std::size_t i = 0; i < size; ++i) {
    const bool grouped = size >= static_cast<std::size_t>(separators.least_grouped);
    if (i > 0 && (size - i) % 3 == 0 && grouped) text += separators.group;
    text += number.whole[i];
  }
  if (!number.fraction.empty()) text.append(separators.decimal).append(number.fraction);
  return text;
}

std::string Padded(int value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

// Words that a number belongs to: those that it follows, and its units.
constexpr std::string_view kBeforeNumber[] = {"klo", "kl.", "puh.", "p.", "tel.", "tfn"};
constexpr std::string_view kUnits[] = {"%",  "€",  "cm", "g",   "h", "kb", "kg", "kg/m²", "km", "kt",
                                       "mg", "ml", "mm", "min", "m", "st", "t",  "v",     "år", "°C"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

template <typename Words>
bool IsIn(std::string_view word, const Words& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// The word that ends at a space, without the bracket that it may begin with.
std::string_view WordBefore(std::string_view text, std::size_t space) {
  std::string_view word = text.substr(0, space);
  word.remove_prefix(word.rfind(' ') + 1);
  if (word.starts_with('(')) word.remove_prefix(1);
  return word;
}

std::string_view WordAfter(std::string_view text, std::size_t space) {
  const std::string_view rest = text.substr(space + 1);
  return rest.substr(0, rest.find(' '));
}

bool BelongTogether(const DateNames* names, std::string_view before, std::string_view after) {
  if (before.empty() || after.empty()) return false;
  // What stands between two things ends the first one's line; a hyphen belongs to what it is written to: "2.2 -ohje".
  if (after == "·" || (after.size() > 1 && after[0] == '-')) return true;
  if (IsDigit(after[0])) {
    const bool day = names != nullptr && IsIn(before, names->short_weekdays);
    return IsDigit(before.back()) || day || IsIn(before, kBeforeNumber);
  }
  if (!IsDigit(before.back())) return false;
  const std::string_view word = after.substr(0, after.find_last_not_of(".,:;!?)") + 1);
  if (names != nullptr && (IsIn(word, names->months) || IsIn(after, names->short_months))) return true;
  return IsIn(word, kUnits);
}

// Whether two words can, by the characters on either side of the space: most texts have nothing that can.
bool MayBelongTogether(char before, char after) {
  return IsDigit(before) || IsDigit(after) || after == '-' || after == '\xC2';  // "·" begins with the last
}

std::size_t WeekdayIndex(CivilDay day) { return static_cast<std::size_t>(WeekdayOf(day)); }

}  // namespace

std::string LanguageOf(std::string_view locale) {
  std::string language(locale.substr(0, locale.find_first_of("-_")));
  for (char& c : language) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return language;
}

std::optional<std::string> KeptTogether(std::string_view locale, std::string_view text) {
  const DateNames* names = Find(kDateNames, locale);
  std::string kept;
  std::size_t done = 0;
  for (std::size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    if (at == 0 || at + 1 == text.size() || !MayBelongTogether(text[at - 1], text[at + 1])) continue;
    if (!BelongTogether(names, WordBefore(text, at), WordAfter(text, at))) continue;
    kept.append(text.substr(done, at - done)).append(kNbsp);
    done = at + 1;
  }
  if (done == 0) return std::nullopt;
  return kept.append(text.substr(done));
}

std::string_view Direction(std::string_view locale) {
  const std::string language = LanguageOf(locale);
  for (const std::string_view rtl : {"ar", "ckb", "fa", "he", "ps", "ur"}) {
    if (language == rtl) return "rtl";
  }
  return "ltr";
}

std::string FormatNumber(std::string_view locale, const Number& number, NumberStyle style) {
  const Separators& separators = SeparatorsOf(locale);
  switch (style) {
    case NumberStyle::kPlain:
      return Write(separators, number.Rounded(3));
    case NumberStyle::kInteger:
      return Write(separators, number.Rounded(0));
    case NumberStyle::kPercent:
      return Write(separators, number.TimesHundred().Rounded(0)).append(separators.percent);
  }
  return {};
}

std::string FormatDecimals(std::string_view locale, const Number& number, int decimals) {
  return Write(SeparatorsOf(locale), number.Rounded(decimals, decimals));
}

std::string FormatDate(std::string_view locale, CivilDay day, DateStyle style) {
  const DateNames* names = Find(kDateNames, locale);
  if (names == nullptr) return FormatDay(day);
  const std::size_t month = static_cast<std::size_t>(day.month - 1);
  std::string text;
  for (const char c : names->patterns[static_cast<std::size_t>(style)]) {
    switch (c) {
      case 'D':
        text += std::to_string(day.day);
        break;
      case 'M':
        text += std::to_string(day.month);
        break;
      case 'N':
        text += names->months[month];
        break;
      case 'n':
        text += names->short_months[month];
        break;
      case 'W':
        text += names->weekdays[WeekdayIndex(day)];
        break;
      case 'w':
        text += names->short_weekdays[WeekdayIndex(day)];
        break;
      case 'Y':
        text += std::to_string(day.year);
        break;
      default:
        text += c;
    }
  }
  return text;
}

std::string FormatDate(std::string_view locale, Instant instant, DateStyle style) {
  return FormatDate(locale, ToHelsinki(instant).day, style);
}

std::string FormatTime(std::string_view locale, TimeOfDay time, TimeStyle style) {
  const DateNames* names = Find(kDateNames, locale);
  const bool padded = names == nullptr || names->two_digit_hours;
  std::string text(names != nullptr && style == TimeStyle::kLong ? names->before_time : "");
  text += Padded(time.seconds / 3600, padded ? 2 : 1);
  text += names == nullptr ? ":" : names->hour_separator;
  return text + Padded(time.seconds / 60 % 60, 2);
}

std::string FormatTime(std::string_view locale, Instant instant, TimeStyle style) {
  return FormatTime(locale, ToHelsinki(instant).time, style);
}

std::string_view ShortWeekday(std::string_view locale, CivilDay day) {
  const DateNames* names = Find(kDateNames, locale);
  return (names != nullptr ? *names : *Find(kDateNames, "en")).short_weekdays[WeekdayIndex(day)];
}

}  // namespace eteinen::text
