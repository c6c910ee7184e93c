// What FHIRPath computes with: items, and collections of them.
//
// An item is either a value of the language (boolean, string, integer, long, decimal, date, dateTime, time, Quantity),
// which owns its data, or a node: a place in a FHIR resource, which is a pointer into JSON that someone else keeps
// alive and in place for as long as the collection is used. A primitive element is a node too ("Patient.gender" is a
// code, with its id and extensions beside it under "_gender"); it becomes a value where one is needed.
#ifndef ETEINEN_CORE_FHIRPATH_VALUE_H_
#define ETEINEN_CORE_FHIRPATH_VALUE_H_

#include <atomic>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/json.h"
#include "core/fhirpath/datetime.h"
#include "core/fhirpath/model.h"

namespace eteinen::fhirpath {

// A number with a unit: a UCUM code ("mg", "1" for none) or, when `calendar`, a calendar duration ("day", always in
// the singular).
struct Quantity {
  Decimal value;
  std::string unit = "1";
  bool calendar = false;
  bool from_fhir = false;  // read from a FHIR Quantity, where 'a' and 'mo' also mean the calendar's year and month
  bool foreign = false;    // the unit is a code of another system than UCUM: it converts to nothing
};

enum class ItemKind : std::uint8_t {
  kNode,
  kBoolean,
  kInteger,
  kLong,
  kDecimal,
  kString,
  kDate,
  kDateTime,
  kTime,
  kQuantity,
  kTypeInfo,  // what type() gives
};

// What type() tells of an item: "System" and "Boolean", or "FHIR" and "Patient". Both outlive every expression.
struct TypeName {
  std::string_view space;
  std::string_view name;
};

// Small and cheap to copy: what does not fit inside (a text, a quantity, a type's name) is shared and never changed.
class Item {
 public:
  Item() : Item(false) {}
  explicit Item(bool value) : kind_(ItemKind::kBoolean) { data_.boolean = value; }
  explicit Item(std::int64_t value) : kind_(ItemKind::kInteger) { data_.integer = value; }
  // A whole number of 64 bits, which is not an Integer.
  static Item Long(std::int64_t value) {
    Item item(value);
    item.kind_ = ItemKind::kLong;
    return item;
  }
  explicit Item(const Decimal& value) : kind_(ItemKind::kDecimal) { data_.decimal = value; }
  explicit Item(std::string value);
  explicit Item(const DateTime& value);  // a date, dateTime or time, by what it holds
  explicit Item(Quantity value);
  explicit Item(const TypeName& value);
  // An element or resource. `value` may be null for a primitive that has only extensions, then `extra` (the object
  // under "_name") is there.
  static Item Node(const Json* value, TypeId type, const Json* extra = nullptr);
  // A resource, typed by its resourceType.
  static Item Resource(const Model& model, const Json& resource);

  Item(const Item& other) : kind_(other.kind_), type_(other.type_), data_(other.data_) {
    if (IsShared()) data_.shared->count.fetch_add(1, std::memory_order_relaxed);
  }
  Item(Item&& other) noexcept
      : kind_(std::exchange(other.kind_, ItemKind::kBoolean)), type_(other.type_), data_(other.data_) {}
  Item& operator=(const Item& other) { return *this = Item(other); }
  Item& operator=(Item&& other) noexcept {
    if (this == &other) return *this;
    if (IsShared()) Release();
    kind_ = std::exchange(other.kind_, ItemKind::kBoolean);
    type_ = other.type_;
    data_ = other.data_;
    return *this;
  }
  ~Item() {
    if (IsShared()) Release();
  }

  ItemKind kind() const { return kind_; }
  bool IsNode() const { return kind_ == ItemKind::kNode; }

  // Each only for its own kind.
  bool AsBoolean() const { return data_.boolean; }
  std::int64_t AsInteger() const { return data_.integer; }  // integer and long
  const Decimal& AsDecimal() const { return data_.decimal; }
  const std::string& AsString() const { return static_cast<const Box<std::string>*>(data_.shared)->value; }
  const DateTime& AsDateTime() const { return data_.moment; }  // date, dateTime and time
  const Quantity& AsQuantity() const { return static_cast<const Box<Quantity>*>(data_.shared)->value; }
  const TypeName& AsTypeName() const { return static_cast<const Box<TypeName>*>(data_.shared)->value; }
  const Json* NodeValue() const { return data_.node.value; }
  const Json* NodeExtra() const { return data_.node.extra; }
  // A primitive of which only its id or extensions are there: nothing that could equal another value or differ from it.
  bool LacksValue() const { return IsNode() && NodeValue() == nullptr; }
  TypeId NodeType() const { return type_; }

 private:
  struct NodeRef {
    const Json* value;
    const Json* extra;
  };
  struct Shared {
    std::atomic<std::uint32_t> count{1};
  };
  template <typename T>
  struct Box : Shared {
    explicit Box(T held) : value(std::move(held)) {}
    const T value;
  };

  union Data {
    Data() : integer(0) {}
    NodeRef node;
    bool boolean;
    std::int64_t integer;
    Decimal decimal;
    DateTime moment;
    Shared* shared;  // the owners are counted
  };

  bool IsShared() const {
    return kind_ == ItemKind::kString || kind_ == ItemKind::kQuantity || kind_ == ItemKind::kTypeInfo;
  }
  void Release();

  ItemKind kind_;
  TypeId type_ = kUnknownType;  // of a node
  Data data_;
};

// Which values take part in what; never true of nodes.
inline bool IsWholeNumber(const Item& item) {
  return item.kind() == ItemKind::kInteger || item.kind() == ItemKind::kLong;
}
inline bool IsNumber(const Item& item) { return IsWholeNumber(item) || item.kind() == ItemKind::kDecimal; }
inline bool IsMoment(const Item& item) {
  return item.kind() == ItemKind::kDate || item.kind() == ItemKind::kDateTime || item.kind() == ItemKind::kTime;
}
// Whether an Integer, which has 32 bits, can hold it.
inline bool FitsInteger(std::int64_t value) {
  return value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max();
}
// Only for numbers.
inline Decimal NumberOf(const Item& item) {
  return item.kind() == ItemKind::kDecimal ? item.AsDecimal() : Decimal(item.AsInteger());
}
// Only for numbers, which stand for quantities in '1', and for quantities.
inline Quantity QuantityOf(const Item& item) {
  return item.kind() == ItemKind::kQuantity ? item.AsQuantity() : Quantity{NumberOf(item), "1", false, false};
}

// Items in order; may hold the same item twice. One item is kept without a heap allocation.
class Collection {
 public:
  Collection() = default;
  explicit Collection(Item item) : one_(std::move(item)), has_one_(true) {}
  Collection(const Collection&) = default;
  Collection& operator=(const Collection&) = default;
  Collection(Collection&& other) noexcept
      : one_(std::move(other.one_)), has_one_(std::exchange(other.has_one_, false)), many_(std::move(other.many_)) {
    other.many_.clear();
  }
  Collection& operator=(Collection&& other) noexcept {
    one_ = std::move(other.one_);
    has_one_ = std::exchange(other.has_one_, false);
    many_.swap(other.many_);
    other.many_.clear();
    return *this;
  }
  ~Collection() = default;

  bool empty() const { return !has_one_ && many_.empty(); }
  std::size_t size() const { return has_one_ ? 1 : many_.size(); }
  const Item& operator[](std::size_t i) const { return begin()[i]; }
  Item& operator[](std::size_t i) { return (has_one_ ? &one_ : many_.data())[i]; }
  const Item& front() const { return *begin(); }
  const Item& back() const { return *(end() - 1); }
  const Item* begin() const { return has_one_ ? &one_ : many_.data(); }
  const Item* end() const { return has_one_ ? &one_ + 1 : many_.data() + many_.size(); }

  void Add(Item item);
  void AddAll(const Collection& other);
  void AddAll(Collection&& other);
  void clear();

 private:
  // Either `one_` alone counts, or `many_`.
  Item one_;
  bool has_one_ = false;
  std::vector<Item> many_;
};

// The value of a primitive node (an empty one gives nothing) and every value as itself. A FHIR Quantity node becomes a
// Quantity where its unit allows. Nothing for other nodes and for a primitive whose text is not of its type.
std::optional<Item> SystemValue(const Model& model, const Item& item);

// The type's name as replies show it: the FHIR type ("string", "code", "HumanName", "BackboneElement"), or for values
// of the language "boolean", "string", "integer", "long", "decimal", "date", "dateTime", "time", "Quantity".
std::string TypeNameOf(const Model& model, const Item& item);
// The value as JSON: decimals and longs as strings that keep their digits, dates and times as plain text, a Quantity as
// "1.5 'kg'" or "4 days", nodes as they are in their resource.
Json ToJson(const Model& model, const Item& item);
// The text of toString(): what the language itself would write; nothing for nodes that are not primitive.
std::optional<std::string> ToText(const Model& model, const Item& item);
std::string WriteQuantity(const Quantity& quantity);

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_VALUE_H_
