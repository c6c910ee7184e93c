#include "core/text/message.h"

#include <algorithm>

#include "core/text/plural.h"

namespace eteinen::text {
namespace {

using Part = Message::Part;
using Choice = Message::Choice;
using Kind = Part::Kind;

std::string_view TypeName(Kind kind) {
  switch (kind) {
    case Kind::kNumber:
      return "number";
    case Kind::kDate:
      return "date";
    case Kind::kTime:
      return "time";
    case Kind::kPlural:
      return "plural";
    case Kind::kSelectOrdinal:
      return "selectordinal";
    case Kind::kSelect:
      return "select";
    default:
      return "value";
  }
}

class Formatter {
 public:
  Formatter(std::string_view locale, const Arguments& arguments) : locale_(locale), arguments_(arguments) {}

  Status Append(const std::vector<Part>& parts, const Number* pound, std::string& out) {
    for (const Part& part : parts) {
      if (part.kind == Kind::kText) {
        out += part.text;
      } else if (part.kind == Kind::kPound) {
        out += FormatNumber(locale_, *pound);
      } else {
        ETEINEN_RETURN_IF_ERROR(AppendPlace(part, out));
      }
    }
    return Ok{};
  }

 private:
  Status AppendPlace(const Part& part, std::string& out) {
    const Argument::Value* value = nullptr;
    for (const NamedArgument& argument : arguments_) {
      if (argument.name == part.text) value = &argument.value.value();
    }
    if (value == nullptr) return Wrong(part, "the argument is missing");
    switch (part.kind) {
      case Kind::kNumber:
        return AppendNumber(part, *value, out);
      case Kind::kDate:
        return AppendDate(part, *value, out);
      case Kind::kTime:
        return AppendTime(part, *value, out);
      case Kind::kPlural:
      case Kind::kSelectOrdinal:
        return AppendPlural(part, *value, out);
      case Kind::kSelect:
        return AppendSelect(part, *value, out);
      default:
        AppendValue(*value, out);
        return Ok{};
    }
  }

  void AppendValue(const Argument::Value& value, std::string& out) const {
    if (const auto* words = std::get_if<std::string>(&value)) out += *words;
    if (const bool* truth = std::get_if<bool>(&value)) out += *truth ? "true" : "false";
    if (const auto* number = std::get_if<Number>(&value)) out += FormatNumber(locale_, *number);
    if (const auto* day = std::get_if<CivilDay>(&value)) out += FormatDate(locale_, *day, DateStyle::kMedium);
    if (const auto* time = std::get_if<TimeOfDay>(&value)) out += FormatTime(locale_, *time, TimeStyle::kShort);
    if (const auto* instant = std::get_if<Instant>(&value)) {
      out += FormatDate(locale_, *instant, DateStyle::kMedium) + " " + FormatTime(locale_, *instant, TimeStyle::kLong);
    }
  }

  Status AppendNumber(const Part& part, const Argument::Value& value, std::string& out) const {
    const auto* number = std::get_if<Number>(&value);
    if (number == nullptr) return Wrong(part, "expected a number");
    out += part.decimals >= 0 ? FormatDecimals(locale_, *number, part.decimals)
                              : FormatNumber(locale_, *number, part.number_style);
    return Ok{};
  }

  Status AppendDate(const Part& part, const Argument::Value& value, std::string& out) const {
    if (const auto* day = std::get_if<CivilDay>(&value)) {
      out += FormatDate(locale_, *day, part.date_style);
    } else if (const auto* instant = std::get_if<Instant>(&value)) {
      out += FormatDate(locale_, *instant, part.date_style);
    } else if (const auto* words = std::get_if<std::string>(&value)) {
      if (const auto read_day = ParseDay(*words); read_day.ok()) {
        out += FormatDate(locale_, *read_day, part.date_style);
      } else if (const auto read_instant = ParseInstant(*words); read_instant.ok()) {
        out += FormatDate(locale_, *read_instant, part.date_style);
      } else {
        return Wrong(part, "expected a date (YYYY-MM-DD) or an RFC 3339 date-time with offset");
      }
    } else {
      return Wrong(part, "expected a date");
    }
    return Ok{};
  }

  Status AppendTime(const Part& part, const Argument::Value& value, std::string& out) const {
    if (const auto* time = std::get_if<TimeOfDay>(&value)) {
      out += FormatTime(locale_, *time, part.time_style);
    } else if (const auto* instant = std::get_if<Instant>(&value)) {
      out += FormatTime(locale_, *instant, part.time_style);
    } else if (const auto* words = std::get_if<std::string>(&value)) {
      if (const auto read_time = ParseTimeOfDay(*words); read_time.ok()) {
        out += FormatTime(locale_, *read_time, part.time_style);
      } else if (const auto read_instant = ParseInstant(*words); read_instant.ok()) {
        out += FormatTime(locale_, *read_instant, part.time_style);
      } else {
        return Wrong(part, "expected a time (HH:MM) or an RFC 3339 date-time with offset");
      }
    } else {
      return Wrong(part, "expected a time");
    }
    return Ok{};
  }

  Status AppendPlural(const Part& part, const Argument::Value& value, std::string& out) {
    const auto* number = std::get_if<Number>(&value);
    if (number == nullptr) return Wrong(part, "expected a number");
    const Number rest = number->Minus(part.offset);
    for (const Choice& choice : part.choices) {
      if (choice.selector[0] == '=' && choice.exact == *number) return Append(choice.parts, &rest, out);
    }
    // The form goes with the number as it will be read, so 1.0 is 1.
    const Number shown = rest.Rounded(3);
    const std::string_view category =
        Name(part.kind == Kind::kPlural ? Cardinal(locale_, shown) : Ordinal(locale_, shown));
    return AppendChoice(part, category, &rest, out);
  }

  Status AppendSelect(const Part& part, const Argument::Value& value, std::string& out) {
    if (const bool* truth = std::get_if<bool>(&value)) {
      return AppendChoice(part, *truth ? "true" : "false", nullptr, out);
    }
    if (const auto* words = std::get_if<std::string>(&value)) return AppendChoice(part, *words, nullptr, out);
    if (const auto* number = std::get_if<Number>(&value)) {
      const Number shown = number->Rounded(3);
      const std::string digits =
          (shown.negative ? "-" : "") + shown.whole + (shown.fraction.empty() ? "" : "." + shown.fraction);
      return AppendChoice(part, digits, nullptr, out);
    }
    return Wrong(part, "expected a word to choose by");
  }

  Status AppendChoice(const Part& part, std::string_view selector, const Number* pound, std::string& out) {
    const Choice* chosen = nullptr;
    for (const Choice& choice : part.choices) {
      if (choice.selector == selector) return Append(choice.parts, pound, out);
      if (choice.selector == "other") chosen = &choice;
    }
    return Append(chosen->parts, pound, out);
  }

  static Error Wrong(const Part& part, const std::string& what) {
    return InputError("argument \"" + part.text + "\": " + what, "args." + part.text);
  }

  std::string_view locale_;
  const Arguments& arguments_;
};

void Collect(const std::vector<Part>& parts, std::vector<ArgumentUse>& uses) {
  for (const Part& part : parts) {
    if (part.kind == Kind::kText || part.kind == Kind::kPound) continue;
    uses.push_back({part.text, TypeName(part.kind)});
    for (const Choice& choice : part.choices) Collect(choice.parts, uses);
  }
}

}  // namespace

Result<Arguments> ReadArguments(const Json& object, std::string_view path) {
  if (!object.IsObject())
    return InputError("expected an object, found " + std::string(object.TypeName()), std::string(path));
  Arguments arguments;
  for (const auto& [name, value] : object.Members()) {
    if (value.IsString()) {
      arguments.push_back({name, value.AsString()});
    } else if (value.IsBool()) {
      arguments.push_back({name, value.AsBool()});
    } else if (value.IsNumber()) {
      std::optional<Number> number = Number::Parse(value.NumberSource());
      if (!number) return InputError("a number of too many digits", JoinPath(path, name));
      arguments.push_back({name, *std::move(number)});
    } else {
      return InputError("expected a string, a number or a boolean, found " + std::string(value.TypeName()),
                        JoinPath(path, name));
    }
  }
  return arguments;
}

Result<std::string> Message::Format(std::string_view locale, const Arguments& arguments) const {
  std::string text;
  ETEINEN_RETURN_IF_ERROR(Formatter(locale, arguments).Append(parts_, nullptr, text));
  return text;
}

std::vector<ArgumentUse> Message::Uses() const {
  std::vector<ArgumentUse> uses;
  Collect(parts_, uses);
  std::sort(uses.begin(), uses.end(), [](const ArgumentUse& a, const ArgumentUse& b) {
    return a.name != b.name ? a.name < b.name : a.type < b.type;
  });
  uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
  return uses;
}

}  // namespace eteinen::text
