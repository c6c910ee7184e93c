#include "core/form/legal_answers.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "core/base/decimal.h"

namespace eteinen::form {
namespace {

constexpr int kMostOptions = 15;
constexpr std::int64_t kMostNumbers = 5000;

Json One(std::string_view key, Json value) {
  Json answer = Json::MakeObject();
  answer.Set(key, std::move(value));
  return Json::MakeArray({std::move(answer)});
}

std::optional<Decimal> NumberOf(const Limit& limit) {
  if (!limit) return std::nullopt;
  return Decimal::Parse(limit.value->NumberSource());
}

// From least to most in steps of 10^-scale; evenly chosen ones when there are too many, the ends among them.
void AddNumbers(const Item& item, std::string_view key, int scale, LegalAnswers& legal) {
  const std::optional<Decimal> low = NumberOf(item.min_value);
  const std::optional<Decimal> high = NumberOf(item.max_value);
  legal.sampled = !low || !high;
  const auto steps_of = [&](const std::optional<Decimal>& limit, std::int64_t otherwise, Decimal::Rounding rounding) {
    if (!limit) return otherwise;
    std::optional<Decimal> scaled = limit->Rescaled(scale, rounding);
    for (int i = 0; scaled && i < scale; ++i) scaled = Multiply(*scaled, Decimal(10));
    return scaled ? scaled->ToInteger().value_or(otherwise) : otherwise;
  };
  const std::int64_t first = steps_of(low, -1, Decimal::Rounding::kCeiling);
  const std::int64_t last = std::max(first, steps_of(high, first + 1000, Decimal::Rounding::kFloor));
  const std::int64_t between = last - first;
  const std::int64_t count = std::min(between, kMostNumbers);
  legal.sampled = legal.sampled || between > kMostNumbers;
  for (std::int64_t i = 0; i <= count; ++i) {
    const std::int64_t step = count == 0 ? first : first + between / count * i + between % count * i / count;
    legal.all.push_back(One(key, Json::Number(Decimal::Scaled(step, scale).ToString())));
  }
}

// An option as an answer. Codings without what is only for the screen: there are thousands of answers.
Json AnswerOf(const Option& option) {
  if (option.key != "valueCoding") return One(option.key, *option.value);
  Json coding = Json::MakeObject();
  for (const std::string_view key : {"system", "version", "code", "display"}) {
    if (option.value->Has(key)) coding.Set(key, (*option.value)[key]);
  }
  return One(option.key, std::move(coding));
}

void AddSets(const Item& item, LegalAnswers& legal) {
  const int options = std::min(static_cast<int>(item.options.size()), kMostOptions);
  legal.sampled = static_cast<int>(item.options.size()) > kMostOptions;
  for (std::uint32_t set = 1; set < (std::uint32_t{1} << options); ++set) {
    const int size = std::popcount(set);
    if (item.max_occurs && size > *item.max_occurs) continue;
    if (item.min_occurs && size < *item.min_occurs) continue;
    Json answers = Json::MakeArray();
    bool exclusive = false;
    for (int i = 0; i < options; ++i) {
      if ((set >> i & 1) == 0) continue;
      const Option& option = item.options[static_cast<std::size_t>(i)];
      exclusive = exclusive || option.exclusive;
      answers.Append(AnswerOf(option).Items().front());
    }
    if (exclusive && size > 1) continue;
    legal.all.push_back(std::move(answers));
    legal.chosen.push_back(set);
  }
}

void AddChoices(const Item& item, LegalAnswers& legal) {
  if (item.type == ItemType::kOpenChoice) {
    legal.all.push_back(One("valueString", "x"));
    legal.chosen.push_back(0);
    legal.sampled = true;
  }
  if (item.options.empty()) {  // from a value set that is not listed here
    if (item.type == ItemType::kChoice) legal.all.push_back(One("valueCoding", Json::MakeObject({{"code", "x"}})));
    legal.sampled = true;
    return;
  }
  if (item.repeats) return AddSets(item, legal);
  for (const Option& option : item.options) legal.all.push_back(AnswerOf(option));
}

}  // namespace

LegalAnswers LegalAnswersOf(const Item& item) {
  LegalAnswers legal;
  if (!item.required) {
    legal.all.push_back(Json::MakeArray());
    if (item.repeats) legal.chosen.push_back(0);
  }
  switch (item.type) {
    case ItemType::kBoolean:
      legal.all.push_back(One("valueBoolean", false));
      legal.all.push_back(One("valueBoolean", true));
      return legal;
    case ItemType::kInteger:
      AddNumbers(item, "valueInteger", 0, legal);
      return legal;
    case ItemType::kDecimal: {
      const std::int64_t places = item.max_decimal_places.value_or(1);
      AddNumbers(item, "valueDecimal", static_cast<int>(std::clamp<std::int64_t>(places, 0, 6)), legal);
      legal.sampled = legal.sampled || !item.max_decimal_places;
      return legal;
    }
    case ItemType::kChoice:
    case ItemType::kOpenChoice:
      AddChoices(item, legal);
      return legal;
    case ItemType::kDate:
      legal.all.push_back(One("valueDate", "2020-01-01"));
      break;
    case ItemType::kDateTime:
      legal.all.push_back(One("valueDateTime", "2020-01-01T00:00:00Z"));
      break;
    case ItemType::kTime:
      legal.all.push_back(One("valueTime", "12:00:00"));
      break;
    case ItemType::kQuantity:
      legal.all.push_back(One("valueQuantity", Json::MakeObject({{"value", 1}})));
      break;
    case ItemType::kAttachment:
      legal.all.push_back(One("valueAttachment", Json::MakeObject({{"contentType", "image/jpeg"}})));
      break;
    case ItemType::kUrl:
      legal.all.push_back(One("valueUri", "urn:x"));
      break;
    default:
      legal.all.push_back(One("valueString", "x"));
  }
  legal.sampled = true;
  return legal;
}

}  // namespace eteinen::form
