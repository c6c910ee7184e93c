// Reads UCUM codes: a small grammar of atoms with prefixes and powers, joined by '.' and '/'.
#include <utility>

#include "core/fhirpath/ucum.h"

namespace eteinen::fhirpath {
namespace {

struct Atom {
  std::string_view code;
  bool metric;  // takes prefixes
  std::string_view mantissa;
  int exponent;
  std::array<std::int8_t, kDimensions> powers;
};

constexpr Atom kAtoms[] = {
#include "core/fhirpath/ucum_atoms.inc"
};

constexpr std::pair<std::string_view, int> kPrefixes[] = {
    {"Y", 24}, {"Z", 21}, {"E", 18}, {"P", 15}, {"T", 12}, {"G", 9},   {"M", 6},   {"k", 3},   {"h", 2},   {"da", 1},
    {"d", -1}, {"c", -2}, {"m", -3}, {"u", -6}, {"n", -9}, {"p", -12}, {"f", -15}, {"a", -18}, {"z", -21}, {"y", -24}};

constexpr int kMaxPower = 9;
constexpr int kMaxNesting = 8;

const Atom* FindAtom(std::string_view code) {
  for (const Atom& atom : kAtoms) {
    if (atom.code == code) return &atom;
  }
  return nullptr;
}

Unit FromAtom(const Atom& atom, int prefix) {
  Unit unit;
  unit.numerator = Decimal::Parse(atom.mantissa).value_or(Decimal(1));
  unit.exponent = atom.exponent + prefix;
  unit.powers = atom.powers;
  return unit;
}

std::optional<Unit> SimpleUnit(std::string_view code) {
  if (code == "Cel" || code == "[degF]") {
    Unit unit;
    unit.powers[3] = 1;
    unit.special = code == "Cel" ? Unit::Special::kCelsius : Unit::Special::kFahrenheit;
    return unit;
  }
  if (code == "U") {  // one micromole a minute
    Unit unit;
    unit.exponent = -6;
    unit.denominator = Decimal(60);
    unit.powers[2] = -1;
    unit.powers[7] = 1;
    return unit;
  }
  if (const Atom* atom = FindAtom(code)) return FromAtom(*atom, 0);
  for (const auto& [prefix, exponent] : kPrefixes) {
    if (!code.starts_with(prefix)) continue;
    const std::string_view rest = code.substr(prefix.size());
    if (rest == "U") {
      auto unit = SimpleUnit(rest);
      unit->exponent += exponent;
      return unit;
    }
    if (const Atom* atom = FindAtom(rest); atom != nullptr && atom->metric) return FromAtom(*atom, exponent);
  }
  return std::nullopt;
}

bool MultiplyInto(Unit& product, const Unit& factor, int power) {
  // A special unit has no factor: it cannot be multiplied, only stand alone with power 1.
  if (factor.special != Unit::Special::kNone || product.special != Unit::Special::kNone) return false;
  for (int i = 0; i < (power < 0 ? -power : power); ++i) {
    const auto up = Multiply(product.numerator, power > 0 ? factor.numerator : factor.denominator);
    const auto down = Multiply(product.denominator, power > 0 ? factor.denominator : factor.numerator);
    if (!up || !down) return false;
    product.numerator = up->Normalized();
    product.denominator = down->Normalized();
  }
  product.exponent += factor.exponent * power;
  for (std::size_t i = 0; i < kDimensions; ++i) {
    const int sum = product.powers[i] + factor.powers[i] * power;
    if (sum > 100 || sum < -100) return false;
    product.powers[i] = static_cast<std::int8_t>(sum);
  }
  return true;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<Unit> Whole() {
    auto unit = Term(0);
    return at_ == text_.size() ? unit : std::nullopt;
  }

 private:
  bool Accept(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::optional<Unit> Term(int nesting) {
    if (nesting > kMaxNesting) return std::nullopt;
    Unit product;
    bool divide = Accept('/');
    bool first = true;
    while (true) {
      int power = 1;
      const auto factor = Component(nesting, &power);
      if (!factor) return std::nullopt;
      if (first && !divide && power == 1) {
        product = *factor;
      } else if (!MultiplyInto(product, *factor, divide ? -power : power)) {
        return std::nullopt;
      }
      first = false;
      if (Accept('.')) {
        divide = false;
      } else if (Accept('/')) {
        divide = true;
      } else {
        return product;
      }
    }
  }

  std::optional<Unit> Component(int nesting, int* power) {
    if (Accept('(')) {
      auto inner = Term(nesting + 1);
      if (!inner || !Accept(')')) return std::nullopt;
      if (!Annotation()) return std::nullopt;
      return inner;
    }
    const std::size_t start = at_;
    if (at_ < text_.size() && text_[at_] == '{') {
      if (!Annotation()) return std::nullopt;
      return Unit{};
    }
    // "10*" and "10^" are atoms, other digits a number.
    if (text_.substr(at_).starts_with("10*") || text_.substr(at_).starts_with("10^")) {
      at_ += 3;
    } else if (at_ < text_.size() && IsDigit(text_[at_])) {
      while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
      const auto number = Decimal::Parse(text_.substr(start, at_ - start));
      if (!number || number->IsZero() || !Annotation()) return std::nullopt;
      Unit unit;
      unit.numerator = *number;
      return unit;
    } else {
      while (at_ < text_.size() && IsSymbol()) ++at_;
    }
    const std::string_view code = text_.substr(start, at_ - start);
    if (code.empty()) return std::nullopt;
    auto unit = SimpleUnit(code);
    if (!unit || !Power(power) || !Annotation()) return std::nullopt;
    return unit;
  }

  static bool IsDigit(char c) { return c >= '0' && c <= '9'; }

  // Inside brackets everything belongs to the atom ("m[H2O]").
  bool IsSymbol() {
    const char c = text_[at_];
    if (c == '[') {
      const std::size_t close = text_.find(']', at_);
      if (close == std::string_view::npos) return false;
      at_ = close;
      return true;
    }
    return c > ' ' && c < 127 && !IsDigit(c) && std::string_view("./(){}+-\"=").find(c) == std::string_view::npos;
  }

  bool Power(int* power) {
    const std::size_t start = at_;
    const bool negative = Accept('-');
    if (!negative) Accept('+');
    int value = 0;
    const std::size_t digits = at_;
    while (at_ < text_.size() && IsDigit(text_[at_]) && value <= kMaxPower) value = value * 10 + (text_[at_++] - '0');
    if (at_ == digits) return at_ == start;
    *power = negative ? -value : value;
    return value >= 1 && value <= kMaxPower * 10 + 9;
  }

  // "{annotation}" says what is counted; it does not change the unit. True also when there is none.
  bool Annotation() {
    if (!Accept('{')) return true;
    const std::size_t close = text_.find('}', at_);
    if (close == std::string_view::npos) return false;
    at_ = close + 1;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Unit> ParseUnit(std::string_view code) {
  if (code.empty()) return std::nullopt;
  return Reader(code).Whole();
}

}  // namespace eteinen::fhirpath
