// What FHIRPath computes with: items, and collections of them.
//
// An item is either a value of the language (boolean, string, integer, decimal, date, dateTime, time, Quantity), which
// owns its data, or a node: a place in a FHIR resource, which is a pointer into JSON that someone else keeps alive and
// in place for as long as the collection is used. A primitive element is a node too ("Patient.gender" is a code, with
// its id and extensions beside it under "_gender"); it becomes a value where one is needed.
#ifndef ETEINEN_CORE_FHIRPATH_VALUE_H_
#define ETEINEN_CORE_FHIRPATH_VALUE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
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
};

enum class ItemKind : std::uint8_t {
  kNode,
  kBoolean,
  kInteger,
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

class Item {
 public:
  Item() : Item(false) {}
  explicit Item(bool value) : kind_(ItemKind::kBoolean), data_(value) {}
  explicit Item(std::int64_t value) : kind_(ItemKind::kInteger), data_(value) {}
  explicit Item(Decimal value) : kind_(ItemKind::kDecimal), data_(value) {}
  explicit Item(std::string value) : kind_(ItemKind::kString), data_(std::move(value)) {}
  explicit Item(const DateTime& value);  // a date, dateTime or time, by what it holds
  explicit Item(Quantity value) : kind_(ItemKind::kQuantity), data_(Box(std::move(value))) {}
  explicit Item(TypeName value) : kind_(ItemKind::kTypeInfo), data_(value) {}
  // An element or resource. `value` may be null for a primitive that has only extensions, then `extra` (the object
  // under "_name") is there.
  static Item Node(const Json* value, TypeId type, const Json* extra = nullptr);
  // A resource, typed by its resourceType.
  static Item Resource(const Model& model, const Json& resource);

  ItemKind kind() const { return kind_; }
  bool IsNode() const { return kind_ == ItemKind::kNode; }

  // Each only for its own kind.
  bool AsBoolean() const { return *std::get_if<bool>(&data_); }
  std::int64_t AsInteger() const { return *std::get_if<std::int64_t>(&data_); }
  const Decimal& AsDecimal() const { return *std::get_if<Decimal>(&data_); }
  const std::string& AsString() const { return *std::get_if<std::string>(&data_); }
  const DateTime& AsDateTime() const { return *std::get_if<DateTime>(&data_); }  // date, dateTime and time
  const Quantity& AsQuantity() const { return **std::get_if<Box>(&data_); }
  const TypeName& AsTypeName() const { return *std::get_if<TypeName>(&data_); }
  const Json* NodeValue() const { return std::get_if<NodeRef>(&data_)->value; }
  const Json* NodeExtra() const { return std::get_if<NodeRef>(&data_)->extra; }
  TypeId NodeType() const { return std::get_if<NodeRef>(&data_)->type; }

 private:
  struct NodeRef {
    const Json* value;
    const Json* extra;
    TypeId type;
  };
  // A quantity on the heap, copied with its item, so that items stay small.
  class Box {
   public:
    explicit Box(Quantity quantity) : quantity_(std::make_unique<Quantity>(std::move(quantity))) {}
    Box(const Box& other) : Box(*other) {}
    Box(Box&&) = default;
    Box& operator=(const Box& other) { return *this = Box(*other); }
    Box& operator=(Box&&) = default;
    const Quantity& operator*() const { return *quantity_; }

   private:
    std::unique_ptr<Quantity> quantity_;
  };

  ItemKind kind_;
  std::variant<NodeRef, bool, std::int64_t, Decimal, std::string, DateTime, TypeName, Box> data_;
};

// Items in order; may hold the same item twice. One item is kept without a heap allocation.
class Collection {
 public:
  Collection() = default;
  explicit Collection(Item item) : one_(std::move(item)), has_one_(true) {}

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
// of the language "boolean", "string", "integer", "decimal", "date", "dateTime", "time", "Quantity".
std::string TypeNameOf(const Model& model, const Item& item);
// The value as JSON: decimals as strings that keep their digits, dates and times as plain text, a Quantity as
// "1.5 'kg'" or "4 days", nodes as they are in their resource.
Json ToJson(const Model& model, const Item& item);
// The text of toString(): what the language itself would write; nothing for nodes that are not primitive.
std::optional<std::string> ToText(const Model& model, const Item& item);
std::string WriteQuantity(const Quantity& quantity);

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_VALUE_H_
