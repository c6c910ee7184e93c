#include "core/base/json.h"

#include <algorithm>
#include <charconv>

#include "core/base/utf8.h"

namespace eteinen {
namespace {

const Json& NullJson() {
  static const Json kNull;
  return kNull;
}

void AppendString(std::string_view text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && IsPlainInJson(text[i])) ++i;
    if (i > begin) out.append(text, begin, i - begin);
    if (i == text.size()) break;
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x80) {
      const std::size_t length = Utf8Length(text, i);
      if (length == 0) {
        out += "\xEF\xBF\xBD";
        ++i;
      } else {
        out.append(text.substr(i, length));
        i += length;
      }
      continue;
    }
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        out += "\\u00";
        out += kHex[c >> 4];
        out += kHex[c & 15];
    }
    ++i;
  }
  out += '"';
}

Error WrongType(const Json* found, std::string_view expected, std::string_view key, std::string_view path) {
  return InputError("expected " + std::string(expected) + ", found " +
                        (found == nullptr ? std::string("nothing") : std::string(found->TypeName())),
                    JoinPath(path, key));
}

}  // namespace

Json::Json(Object members) : value_(std::move(members)) {}

Json Json::MakeObject(std::initializer_list<Member> members) { return Json(Object(members)); }

std::string_view Json::TypeName() const {
  static constexpr std::string_view kNames[] = {"null", "boolean", "number", "string", "array", "object"};
  return kNames[value_.index()];
}

bool Json::AsBool() const {
  const bool* value = std::get_if<bool>(&value_);
  return value != nullptr && *value;
}

const std::string& Json::NumberSource() const {
  static const std::string kEmpty;
  const auto* value = std::get_if<NumberText>(&value_);
  return value != nullptr ? value->text : kEmpty;
}

const std::string& Json::AsString() const {
  static const std::string kEmpty;
  const auto* value = std::get_if<std::string>(&value_);
  return value != nullptr ? *value : kEmpty;
}

const Json::Array& Json::Items() const {
  static const Array kEmpty;
  const auto* value = std::get_if<Array>(&value_);
  return value != nullptr ? *value : kEmpty;
}

const Json::Object& Json::Members() const {
  static const Object kEmpty;
  const auto* value = std::get_if<Object>(&value_);
  return value != nullptr ? *value : kEmpty;
}

std::optional<std::int64_t> Json::AsInt() const {
  const auto* number = std::get_if<NumberText>(&value_);
  if (number == nullptr) return std::nullopt;
  std::int64_t value = 0;
  const char* end = number->text.data() + number->text.size();
  const auto [stop, code] = std::from_chars(number->text.data(), end, value);
  if (code != std::errc() || stop != end) return std::nullopt;
  return value;
}

const Json* Json::Find(std::string_view key) const {
  for (const Member& member : Members()) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Json* Json::Find(std::string_view key) {
  return const_cast<Json*>(static_cast<const Json*>(this)->Find(key));  // NOLINT: *this is not const here
}

const Json& Json::operator[](std::string_view key) const {
  const Json* found = Find(key);
  return found != nullptr ? *found : NullJson();
}

Json& Json::Set(std::string_view key, Json value) {
  Object& members = MutableMembers();
  for (Member& member : members) {
    if (member.key == key) {
      member.value = std::move(value);
      return member.value;
    }
  }
  members.push_back({std::string(key), std::move(value)});
  return members.back().value;
}

void Json::Erase(std::string_view key) {
  if (!IsObject()) return;
  Object& members = MutableMembers();
  members.erase(std::remove_if(members.begin(), members.end(), [&](const Member& m) { return m.key == key; }),
                members.end());
}

Json& Json::Append(Json value) {
  Array& items = MutableItems();
  items.push_back(std::move(value));
  return items.back();
}

Json::Array& Json::MutableItems() {
  if (!IsArray()) value_ = Array{};
  return *std::get_if<Array>(&value_);
}

Json::Object& Json::MutableMembers() {
  if (!IsObject()) value_ = Object{};
  return *std::get_if<Object>(&value_);
}

bool operator==(const Json& a, const Json& b) { return a.value_ == b.value_; }

void AppendJson(const Json& value, std::string& out) {
  if (value.IsNull()) {
    out += "null";
  } else if (value.IsBool()) {
    out += value.AsBool() ? "true" : "false";
  } else if (value.IsNumber()) {
    out += value.NumberSource();
  } else if (value.IsString()) {
    AppendString(value.AsString(), out);
  } else if (value.IsArray()) {
    out += '[';
    bool first = true;
    for (const Json& item : value.Items()) {
      if (!first) out += ',';
      first = false;
      AppendJson(item, out);
    }
    out += ']';
  } else {
    out += '{';
    bool first = true;
    for (const Json::Member& member : value.Members()) {
      if (!first) out += ',';
      first = false;
      AppendString(member.key, out);
      out += ':';
      AppendJson(member.value, out);
    }
    out += '}';
  }
}

std::string WriteJson(const Json& value) {
  std::string out;
  AppendJson(value, out);
  return out;
}

std::string JoinPath(std::string_view path, std::string_view key) {
  if (path.empty()) return std::string(key);
  return std::string(path) + "." + std::string(key);
}

std::string JoinPath(std::string_view path, std::size_t index) {
  return std::string(path) + "[" + std::to_string(index) + "]";
}

Result<std::string> ReadString(const Json& object, std::string_view key, std::string_view path) {
  const Json* value = object.Find(key);
  if (value == nullptr || !value->IsString()) return WrongType(value, "a string", key, path);
  return value->AsString();
}

Result<bool> ReadBool(const Json& object, std::string_view key, std::string_view path) {
  const Json* value = object.Find(key);
  if (value == nullptr || !value->IsBool()) return WrongType(value, "true or false", key, path);
  return value->AsBool();
}

Result<std::int64_t> ReadInt(const Json& object, std::string_view key, std::string_view path) {
  const Json* value = object.Find(key);
  const std::optional<std::int64_t> number = value == nullptr ? std::nullopt : value->AsInt();
  if (!number) return WrongType(value, "a whole number", key, path);
  return *number;
}

Result<const Json*> ReadArray(const Json& object, std::string_view key, std::string_view path) {
  const Json* value = object.Find(key);
  if (value == nullptr || !value->IsArray()) return WrongType(value, "an array", key, path);
  return value;
}

Result<const Json*> ReadObject(const Json& object, std::string_view key, std::string_view path) {
  const Json* value = object.Find(key);
  if (value == nullptr || !value->IsObject()) return WrongType(value, "an object", key, path);
  return value;
}

Result<std::optional<std::string>> OptionalString(const Json& object, std::string_view key, std::string_view path) {
  const Json* value = object.Find(key);
  if (value == nullptr) return std::optional<std::string>();
  if (!value->IsString()) return WrongType(value, "a string", key, path);
  return std::optional<std::string>(value->AsString());
}

Result<std::optional<bool>> OptionalBool(const Json& object, std::string_view key, std::string_view path) {
  const Json* value = object.Find(key);
  if (value == nullptr) return std::optional<bool>();
  if (!value->IsBool()) return WrongType(value, "true or false", key, path);
  return std::optional<bool>(value->AsBool());
}

Result<std::optional<std::int64_t>> OptionalInt(const Json& object, std::string_view key, std::string_view path) {
  const Json* value = object.Find(key);
  if (value == nullptr) return std::optional<std::int64_t>();
  const std::optional<std::int64_t> number = value->AsInt();
  if (!number) return WrongType(value, "a whole number", key, path);
  return number;
}

}  // namespace eteinen
