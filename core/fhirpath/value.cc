#include "core/fhirpath/value.h"

#include "core/fhirpath/ucum.h"

namespace eteinen::fhirpath {
namespace {

std::optional<Item> FromText(Primitive primitive, const std::string& text) {
  switch (primitive) {
    case Primitive::kDate:
      if (const auto value = ParseDate(text)) return Item(*value);
      return std::nullopt;
    case Primitive::kDateTime:
      if (const auto value = ParseDateTime(text)) return Item(*value);
      return std::nullopt;
    case Primitive::kTime:
      if (const auto value = ParseTime(text)) return Item(*value);
      return std::nullopt;
    case Primitive::kNone:
    case Primitive::kString:
      return std::make_optional<Item>(text);  // in place: g++ 12 misreads the destruction of a temporary
    case Primitive::kBoolean:
    case Primitive::kInteger:
    case Primitive::kDecimal:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Item> FromNumber(Primitive primitive, const Json& number) {
  if (primitive != Primitive::kDecimal) {
    if (const auto integer = number.AsInt()) return Item(*integer);
    if (primitive == Primitive::kInteger) return std::nullopt;
  }
  const auto decimal = Decimal::Parse(number.NumberSource());
  if (!decimal) return std::nullopt;
  return Item(*decimal);
}

// A FHIR Quantity: its unit is a UCUM code, or one of another system, which converts to nothing; without a system its
// unit's text is taken for the code. One with a comparator ("less than 5 mg") is no number.
std::optional<Item> FromQuantity(const Json& json) {
  const Json& number = json["value"];
  if (!number.IsNumber() || json.Has("comparator")) return std::nullopt;
  const auto value = Decimal::Parse(number.NumberSource());
  if (!value) return std::nullopt;
  Quantity quantity{*value, "1", false, true};
  quantity.foreign = json.Has("system") && json["system"].AsString() != "http://unitsofmeasure.org";
  if (json["code"].IsString()) {
    quantity.unit = json["code"].AsString();
  } else if (json["unit"].IsString()) {
    quantity.unit = json["unit"].AsString();
  }
  return Item(std::move(quantity));
}

}  // namespace

Item::Item(std::string value) : kind_(ItemKind::kString) { data_.shared = new Box<std::string>(std::move(value)); }

Item::Item(Quantity value) : kind_(ItemKind::kQuantity) { data_.shared = new Box<Quantity>(std::move(value)); }

Item::Item(const TypeName& value) : kind_(ItemKind::kTypeInfo) { data_.shared = new Box<TypeName>(value); }

Item::Item(const DateTime& value) : kind_(ItemKind::kDate) {
  data_.moment = value;
  if (value.shape == DateTime::Shape::kDateTime) kind_ = ItemKind::kDateTime;
  if (value.shape == DateTime::Shape::kTime) kind_ = ItemKind::kTime;
}

Item Item::Node(const Json* value, TypeId type, const Json* extra) {
  Item item;
  item.kind_ = ItemKind::kNode;
  item.type_ = type;
  item.data_.node = NodeRef{value, extra};
  return item;
}

void Item::Release() {
  if (data_.shared->count.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  switch (kind_) {
    case ItemKind::kString:
      delete static_cast<Box<std::string>*>(data_.shared);
      break;
    case ItemKind::kQuantity:
      delete static_cast<Box<Quantity>*>(data_.shared);
      break;
    default:
      delete static_cast<Box<TypeName>*>(data_.shared);
  }
}

Item Item::Resource(const Model& model, const Json& resource) {
  const Json& type = resource["resourceType"];
  return Node(&resource, type.IsString() ? model.Find(type.AsString()) : kUnknownType);
}

void Collection::Add(Item item) {
  if (many_.empty() && !has_one_) {
    one_ = std::move(item);
    has_one_ = true;
    return;
  }
  if (has_one_) {
    many_.push_back(std::move(one_));
    has_one_ = false;
  }
  many_.push_back(std::move(item));
}

void Collection::AddAll(const Collection& other) {
  for (const Item& item : other) Add(item);
}

void Collection::AddAll(Collection&& other) {
  if (empty()) {
    *this = std::move(other);
  } else {
    for (std::size_t i = 0; i < other.size(); ++i) Add(std::move(other[i]));
    other.clear();
  }
}

void Collection::clear() {
  many_.clear();
  has_one_ = false;
}

std::optional<Item> SystemValue(const Model& model, const Item& item) {
  if (!item.IsNode()) return item;
  const Json* json = item.NodeValue();
  if (json == nullptr) return std::nullopt;
  const ModelType& type = model.Type(item.NodeType());
  if (json->IsBool()) return Item(json->AsBool());
  if (json->IsNumber()) return FromNumber(type.primitive, *json);
  if (json->IsString()) return FromText(type.primitive, json->AsString());
  if (json->IsObject() && model.IsA(item.NodeType(), model.known.quantity)) return FromQuantity(*json);
  return std::nullopt;
}

std::string TypeNameOf(const Model& model, const Item& item) {
  switch (item.kind()) {
    case ItemKind::kNode: {
      const std::string_view name = model.PublicName(item.NodeType());
      if (!name.empty() || item.NodeValue() == nullptr) return std::string(name);
      // Of no known type: a resource says its own, a value is what its JSON says.
      const Json& json = *item.NodeValue();
      if (json["resourceType"].IsString()) return json["resourceType"].AsString();
      if (json.IsBool()) return "boolean";
      if (json.IsNumber()) return json.AsInt() ? "integer" : "decimal";
      return json.IsString() ? "string" : "Element";
    }
    case ItemKind::kBoolean:
      return "boolean";
    case ItemKind::kInteger:
      return "integer";
    case ItemKind::kLong:
      return "long";
    case ItemKind::kDecimal:
      return "decimal";
    case ItemKind::kString:
      return "string";
    case ItemKind::kDate:
      return "date";
    case ItemKind::kDateTime:
      return "dateTime";
    case ItemKind::kTime:
      return "time";
    case ItemKind::kQuantity:
      return "Quantity";
    case ItemKind::kTypeInfo:
      return item.AsTypeName().space == "System" ? "SimpleTypeInfo" : "ClassInfo";
  }
  return {};
}

Json ToJson(const Model& model, const Item& item) {
  switch (item.kind()) {
    case ItemKind::kNode: {
      const Json* json = item.NodeValue();
      if (json == nullptr) return Json();
      const Primitive primitive = model.Type(item.NodeType()).primitive;
      const bool decimal =
          json->IsNumber() && primitive != Primitive::kInteger && (primitive == Primitive::kDecimal || !json->AsInt());
      if (!decimal) return *json;
      const std::string& source = json->NumberSource();
      const auto number = source.find_first_of("eE") == std::string::npos ? std::nullopt : Decimal::Parse(source);
      return Json(number ? number->ToString() : source);
    }
    case ItemKind::kBoolean:
      return Json(item.AsBoolean());
    case ItemKind::kInteger:
      return Json(item.AsInteger());
    case ItemKind::kTypeInfo:
      return Json::MakeObject({{"namespace", item.AsTypeName().space}, {"name", item.AsTypeName().name}});
    default:
      return Json(ToText(model, item).value_or(std::string()));
  }
}

std::optional<std::string> ToText(const Model& model, const Item& item) {
  switch (item.kind()) {
    case ItemKind::kNode: {
      const auto value = SystemValue(model, item);
      return value ? ToText(model, *value) : std::nullopt;
    }
    case ItemKind::kBoolean:
      return item.AsBoolean() ? "true" : "false";
    case ItemKind::kInteger:
    case ItemKind::kLong:
      return std::to_string(item.AsInteger());
    case ItemKind::kDecimal:
      return item.AsDecimal().ToString();
    case ItemKind::kString:
      return item.AsString();
    case ItemKind::kDate:
    case ItemKind::kDateTime:
    case ItemKind::kTime:
      return Write(item.AsDateTime());
    case ItemKind::kQuantity:
      return WriteQuantity(item.AsQuantity());
    case ItemKind::kTypeInfo:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string WriteQuantity(const Quantity& quantity) {
  const std::string number = quantity.value.ToString();
  if (!quantity.calendar) return number + " '" + quantity.unit + "'";
  const bool one = quantity.value == Decimal(1) || quantity.value == Decimal(-1);
  return number + " " + quantity.unit + (one ? "" : "s");
}

}  // namespace eteinen::fhirpath
