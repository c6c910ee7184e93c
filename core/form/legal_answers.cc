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
constexpr std::int64_t kBeyond = 1000;  // so many steps are tried where there is but one limit or none
constexpr std::int64_t kFarthest = 1'000'000'000'000'000;  // a limit beyond counts as this: differences do not overflow

Json One(std::string_view key, Json value) {
  Json answer = Json::MakeObject();
  answer.Set(key, std::move(value));
  return Json::MakeArray({std::move(answer)});
}

std::optional<Decimal> NumberOf(const Limit& limit) {
  if (!limit) return std::nullopt;
  return Decimal::Parse(limit.value->NumberSource());
}

int PlacesOfLimits(const Item& item) {
  int places = 0;
  for (const Limit* limit : {&item.min_value, &item.max_value}) {
    if (const std::optional<Decimal> number = NumberOf(*limit)) places = std::max(places, number->Scale());
  }
  return places;
}

// From least to most in steps of 10^-scale; evenly chosen ones when there are too many, the ends among them.
void AddNumbers(const Item& item, std::string_view key, int scale, LegalAnswers& legal) {
  const std::optional<Decimal> low = NumberOf(item.min_value);
  const std::optional<Decimal> high = NumberOf(item.max_value);
  legal.sampled = legal.sampled || !low || !high;
  const auto steps_to = [&](const Decimal& limit, Decimal::Rounding rounding) {
    std::optional<Decimal> scaled = limit.Rescaled(scale, rounding);
    for (int i = 0; scaled && i < scale; ++i) scaled = Multiply(*scaled, Decimal(10));
    const std::int64_t far = limit.IsNegative() ? -kFarthest - 1 : kFarthest + 1;
    const std::int64_t steps = scaled ? scaled->ToInteger().value_or(far) : far;
    const std::int64_t near = std::clamp(steps, -kFarthest, kFarthest);
    legal.sampled = legal.sampled || near != steps;
    return near;
  };
  const std::int64_t most = high ? steps_to(*high, Decimal::Rounding::kFloor) : 0;
  std::int64_t first = -1;
  if (low) {
    first = steps_to(*low, Decimal::Rounding::kCeiling);
  } else if (high) {
    first = std::min(first, most - kBeyond);
  }
  const std::int64_t last = high ? std::max(first, most) : first + kBeyond;
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
  legal.sampled = legal.sampled || static_cast<int>(item.options.size()) > kMostOptions;
  legal.chosen.resize(legal.all.size());
  if (!item.required) legal.chosen.front() = 0;
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
    legal.sampled = true;
  }
  if (item.repeats && !item.options.empty()) return AddSets(item, legal);
  for (const Option& option : item.options) legal.all.push_back(AnswerOf(option));
}

}  // namespace

LegalAnswers LegalAnswersOf(const Item& item) {
  LegalAnswers legal;
  if (!item.required) legal.all.push_back(Json::MakeArray());
  legal.sampled = item.repeats && item.type != ItemType::kChoice;
  switch (item.type) {
    case ItemType::kBoolean:
      legal.all.push_back(One("valueBoolean", false));
      legal.all.push_back(One("valueBoolean", true));
      return legal;
    case ItemType::kInteger:
      AddNumbers(item, "valueInteger", 0, legal);
      return legal;
    case ItemType::kDecimal: {
      const std::int64_t places = item.max_decimal_places.value_or(std::max(1, PlacesOfLimits(item)));
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
