// One text with places to fill in: a subset of ICU MessageFormat 1, parsed once and formatted often.
//
//   {name}                                      a string as it is; a number as the language writes it
//   {n, number} {n, number, integer|percent}    also the skeletons ::.0, ::.00 … : exactly that many decimals
//   {d, date, short|medium|long|full}           a day, or the day of an instant in Helsinki; without a style: medium
//                                               also the skeletons ::dM (24.11.) and ::EEEEdM (tiistai 24.11.)
//   {t, time, short|medium|long|full}           an instant, or a time of day; short: "9.00", the others: "klo 9.00"
//   {n, plural, offset:1 =0 {…} one {…} other {# …}}   and selectordinal
//   {who, select, self {…} child {…} other {…}}        a string, or true and false
//
// They nest. Apostrophes are ICU's: '' is one apostrophe, and ' begins quoted text only right before { or } (or # in
// a plural form). `other` is compulsory. Not here, and refused by name: choice, spellout, duration, currency.
// A text is plain: what looks like markup is shown as it stands. Parsing never needs the language; formatting does.
// Source: ICU4C 72 MessageFormat and MessagePattern (API documentation).
#ifndef ETEINEN_CORE_TEXT_MESSAGE_H_
#define ETEINEN_CORE_TEXT_MESSAGE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/civil_time.h"
#include "core/calendar/instant.h"
#include "core/text/format.h"
#include "core/text/number.h"

namespace eteinen::text {

// A value for one place. A string can also stand for a day or a time where the text asks for one: "2026-11-24", or
// RFC 3339 with offset.
class Argument {
 public:
  Argument(std::string value) : value_(std::move(value)) {}                              // NOLINT: implicit on purpose
  Argument(std::string_view value) : value_(std::string(value)) {}                       // NOLINT
  Argument(const char* value) : value_(std::string(value)) {}                            // NOLINT
  Argument(bool value) : value_(value) {}                                                // NOLINT
  Argument(int value) : value_(Number::Of(value)) {}                                     // NOLINT
  Argument(std::int64_t value) : value_(Number::Of(value)) {}                            // NOLINT
  Argument(std::size_t value) : value_(Number::Of(static_cast<std::int64_t>(value))) {}  // NOLINT
  Argument(Number value) : value_(std::move(value)) {}                                   // NOLINT
  Argument(CivilDay value) : value_(value) {}                                            // NOLINT
  Argument(TimeOfDay value) : value_(value) {}                                           // NOLINT
  Argument(Instant value) : value_(value) {}                                             // NOLINT

  using Value = std::variant<std::string, bool, Number, CivilDay, TimeOfDay, Instant>;
  const Value& value() const { return value_; }

 private:
  Value value_;
};

struct NamedArgument {
  std::string name;
  Argument value;
};
// {{"name", "Aino"}, {"count", 3}}
using Arguments = std::vector<NamedArgument>;

// Arguments from a JSON object of strings, numbers and booleans. Errors: kInput with the member's path under `path`.
Result<Arguments> ReadArguments(const Json& object, std::string_view path = "args");

// What a text wants to know, for checks that compare languages.
struct ArgumentUse {
  std::string name;
  std::string_view type;  // "value", "number", "date", "time", "plural", "selectordinal", "select"
  friend bool operator==(const ArgumentUse&, const ArgumentUse&) = default;
};

class Message {
 public:
  // Errors: kInput, "at character 12: …" (counted from 0 in code points); kLimit when nested over 16 deep.
  static Result<Message> Parse(std::string_view pattern);

  // Appends nothing on failure. Errors: kInput, with the argument's path ("args.n"): missing, or of a type that does
  // not fit the place. Arguments that the text does not use are ignored.
  Result<std::string> Format(std::string_view locale, const Arguments& arguments) const;

  // Sorted by name and type, each once.
  std::vector<ArgumentUse> Uses() const;

  struct Part;
  struct Choice;

 private:
  std::vector<Part> parts_;
};

// A piece of a parsed text: literal words, or a place to fill in. Public for the parser and the formatter only.
struct Message::Part {
  enum class Kind { kText, kValue, kNumber, kDate, kTime, kPlural, kSelectOrdinal, kSelect, kPound };
  Kind kind = Kind::kText;
  std::string text;  // the words, or the argument's name
  NumberStyle number_style = NumberStyle::kPlain;
  int decimals = -1;  // of a skeleton; -1 when there is none
  DateStyle date_style = DateStyle::kMedium;
  TimeStyle time_style = TimeStyle::kLong;
  std::int64_t offset = 0;
  std::vector<Choice> choices;
};

struct Message::Choice {
  std::string selector;  // "one", "other", "self"; "=3" for an exact number
  Number exact;          // of "=3"
  std::vector<Part> parts;
};

}  // namespace eteinen::text

#endif  // ETEINEN_CORE_TEXT_MESSAGE_H_
