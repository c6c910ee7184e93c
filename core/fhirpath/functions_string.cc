// Functions on one string. Places and lengths count code points.
#include <algorithm>

#include "core/fhirpath/encoding.h"
#include "core/fhirpath/evaluator.h"
#include "core/fhirpath/pattern.h"
#include "core/fhirpath/utf8.h"

namespace eteinen::fhirpath {
namespace {

std::string Mapped(std::string_view text, char32_t (*map)(char32_t)) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) AppendUtf8(out, map(NextCodePoint(text, &at)));
  return out;
}

std::string Trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t start = text.find_first_not_of(kSpace);
  if (start == std::string_view::npos) return {};
  return std::string(text.substr(start, text.find_last_not_of(kSpace) - start + 1));
}

std::string Replaced(std::string_view text, std::string_view pattern, std::string_view substitution) {
  std::string out;
  if (pattern.empty()) {
    // Nothing is found between all characters and at both ends.
    out += substitution;
    for (std::size_t at = 0; at < text.size();) {
      AppendUtf8(out, NextCodePoint(text, &at));
      out += substitution;
    }
    return out;
  }
  std::size_t from = 0;
  for (std::size_t at = 0; (at = text.find(pattern, from)) != std::string_view::npos; from = at + pattern.size()) {
    out += text.substr(from, at - from);
    out += substitution;
  }
  out += text.substr(from);
  return out;
}

void AddParts(std::string_view text, std::string_view separator, Collection* out) {
  std::size_t from = 0;
  for (std::size_t at = 0; (at = text.find(separator, from)) != std::string_view::npos; from = at + separator.size()) {
    out->Add(Item(std::string(text.substr(from, at - from))));
  }
  out->Add(Item(std::string(text.substr(from))));
}

void AddChars(std::string_view text, Collection* out) {
  for (std::size_t at = 0; at < text.size();) {
    std::string one;
    AppendUtf8(one, NextCodePoint(text, &at));
    out->Add(Item(std::move(one)));
  }
}

std::int64_t PlaceOf(std::string_view text, std::size_t found) {
  if (found == std::string_view::npos) return -1;
  return static_cast<std::int64_t>(CodePointCount(text.substr(0, found)));
}

}  // namespace

bool Evaluator::CallString(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  if (node.function == Function::kJoin) {
    std::optional<std::string> separator = std::string();
    if (node.argument_count > 0) {
      Collection argument;
      if (!Argument(node, 0, frame, &argument) || !SingleString(node, argument, "a separator", &separator))
        return false;
    }
    if (input.empty()) return true;
    Spend(std::uint64_t{2} * input.size());
    std::string joined;
    bool first = true;
    for (const Item& item : input) {
      const auto value = Value(item);
      if (!value || value->kind() != ItemKind::kString) {
        if (item.IsNode() && item.NodeValue() == nullptr) continue;
        return Fail(node, "expected strings to join, found " + TypeNameOf(model(), item));
      }
      if (!first) joined += separator.value_or("");
      first = false;
      joined += value->AsString();
    }
    out->Add(Item(std::move(joined)));
    return true;
  }
  std::optional<std::string> text;
  if (!SingleString(node, input, "one string", &text)) return false;
  if (!text) {
    // Arguments are evaluated all the same, so that their mistakes are found.
    for (std::size_t i = 0; i < node.argument_count; ++i) {
      Collection argument;
      if (!Argument(node, i, frame, &argument)) return false;
    }
    return true;
  }
  switch (node.function) {
    case Function::kUpper:
      out->Add(Item(Mapped(*text, ToUpper)));
      return true;
    case Function::kLower:
      out->Add(Item(Mapped(*text, ToLower)));
      return true;
    case Function::kLength:
      out->Add(Item(static_cast<std::int64_t>(CodePointCount(*text))));
      return true;
    case Function::kToChars:
      AddChars(*text, out);
      return true;
    case Function::kTrim:
      out->Add(Item(Trimmed(*text)));
      return true;
    case Function::kMatches:
    case Function::kMatchesFull:
    case Function::kReplaceMatches:
      return CallPattern(node, *text, frame, out);
    case Function::kSubstring: {
      Collection first;
      std::optional<std::int64_t> start;
      if (!Argument(node, 0, frame, &first) || !SingleInteger(node, first, "where to start", &start)) return false;
      std::optional<std::int64_t> length;
      if (node.argument_count > 1) {
        Collection second;
        if (!Argument(node, 1, frame, &second) || !SingleInteger(node, second, "a length", &length)) return false;
      }
      const std::u32string decoded = DecodeUtf8(*text);
      if (!start || *start < 0 || static_cast<std::uint64_t>(*start) >= decoded.size()) return true;
      const auto from = static_cast<std::size_t>(*start);
      std::size_t count = decoded.size() - from;
      if (length) count = *length <= 0 ? 0 : std::min<std::size_t>(count, static_cast<std::size_t>(*length));
      out->Add(Item(EncodeUtf8(std::u32string_view(decoded).substr(from, count))));
      return true;
    }
    default:
      return CallStringWithArgument(node, *text, frame, out);
  }
}

bool Evaluator::CallStringWithArgument(const Node& node, const std::string& text, const Frame& frame, Collection* out) {
  Collection first;
  std::optional<std::string> argument;
  if (!Argument(node, 0, frame, &first) || !SingleString(node, first, "a string argument", &argument)) return false;
  std::optional<std::string> second_argument;
  if (node.argument_count > 1) {
    Collection second;
    if (!Argument(node, 1, frame, &second) || !SingleString(node, second, "a string argument", &second_argument)) {
      return false;
    }
  }
  if (!argument || (node.argument_count > 1 && !second_argument)) return true;
  std::optional<std::string> result;
  if (!CanSearch(node, text.size(), argument->size())) return false;
  switch (node.function) {
    case Function::kIndexOf:
      out->Add(Item(PlaceOf(text, text.find(*argument))));
      return true;
    case Function::kLastIndexOf:
      out->Add(Item(PlaceOf(text, argument->empty() ? 0 : text.rfind(*argument))));
      return true;
    case Function::kStartsWith:
      out->Add(Item(text.starts_with(*argument)));
      return true;
    case Function::kEndsWith:
      out->Add(Item(text.ends_with(*argument)));
      return true;
    case Function::kContains:
      out->Add(Item(text.find(*argument) != std::string::npos));
      return true;
    case Function::kReplace:
      if (!CanReplace(node, text.size() / std::max<std::size_t>(1, argument->size()), second_argument->size())) {
        return false;
      }
      out->Add(Item(Replaced(text, *argument, *second_argument)));
      return true;
    case Function::kSplit:
      if (argument->empty()) {
        AddChars(text, out);
      } else {
        AddParts(text, *argument, out);
      }
      return true;
    case Function::kEncode:
      result = Encode(text, *argument);
      break;
    case Function::kDecode:
      result = Decode(text, *argument);
      break;
    case Function::kEscape:
      result = Escape(text, *argument);
      break;
    default:
      result = Unescape(text, *argument);
  }
  if (result) out->Add(Item(*std::move(result)));
  return true;
}

// In the worst case the wanted text nearly fits at every place.
bool Evaluator::CanSearch(const Node& node, std::size_t text, std::size_t wanted) {
  constexpr std::uint64_t kBytesOfOneStep = 64;
  if (wanted <= text) Spend(std::uint64_t{text - wanted + 1} * wanted / kBytesOfOneStep);
  return Step(node);
}

// At most what stands for the text comes once for every one of its places.
bool Evaluator::CanReplace(const Node& node, std::size_t text, std::size_t substitution) {
  constexpr std::size_t kMost = 16 * kMaxText;
  const bool fits = substitution == 0 || text <= kMost / substitution;
  return fits || TooMuch(node, "a text becomes too long");
}

bool Evaluator::CallPattern(const Node& node, const std::string& text, const Frame& frame, Collection* out) {
  std::optional<std::string> arguments[3];
  for (std::size_t i = 0; i < node.argument_count; ++i) {
    Collection argument;
    if (!Argument(node, i, frame, &argument) || !SingleString(node, argument, "a string argument", &arguments[i])) {
      return false;
    }
  }
  const std::size_t needed = node.function == Function::kReplaceMatches ? 2 : 1;
  if (!arguments[0] || (needed == 2 && !arguments[1])) return true;
  if (needed == 2 && arguments[0]->empty()) {
    out->Add(Item(text));
    return true;
  }
  std::optional<Pattern> made;
  if (!node.pattern_is_ready) {
    const auto options = PatternOptionsOf(arguments[needed].value_or(""));
    if (!options.ok()) return Fail(node, options.error().message);
    auto compiled = Pattern::Compile(*arguments[0], *options);
    if (!compiled.ok()) return Fail(node, compiled.error().message);
    made = std::move(compiled).value();
    Spend(made->Size());
  }
  const Pattern* pattern = made ? &*made : &program_.patterns[node.target];
  // Matching is work that the budget must see: four steps of the matcher are about one of ours.
  PatternWork work;
  work.most = (environment_.max_steps - std::min(steps_, environment_.max_steps)) * 4;
  switch (node.function) {
    case Function::kMatches:
      out->Add(Item(pattern->Search(text, &work)));
      break;
    case Function::kMatchesFull:
      out->Add(Item(pattern->FullMatch(text, &work)));
      break;
    default:
      if (!CanReplace(node, text.size(), arguments[1]->size())) return false;
      out->Add(Item(pattern->Replace(text, *arguments[1], &work)));
  }
  Spend(work.steps / 4 + (work.Spent() ? 1 : 0));
  return Step(node);
}

}  // namespace eteinen::fhirpath
