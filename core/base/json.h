// JSON values: the only way in which data from outside enters the core.
//
// Parsing is bounded in bytes and depth and refuses broken UTF-8 and repeated keys. Numbers keep their source text
// ("1.10" stays "1.10"), objects keep their order, and writing what was read gives the same value back, byte for byte
// but for white space and string escapes. Reading a wrong type is never undefined: look first, or use the Read
// functions, whose errors name the place. Text is read by json_parse.cc, which a test compares with nlohmann's parser.
#ifndef ETEINEN_CORE_BASE_JSON_H_
#define ETEINEN_CORE_BASE_JSON_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/result.h"

namespace eteinen {

class Json {
 public:
  struct Member;
  using Array = std::vector<Json>;
  using Object = std::vector<Member>;

  Json();                        // null
  Json(bool value);              // NOLINT: implicit on purpose
  Json(int value);               // NOLINT
  Json(std::int64_t value);      // NOLINT
  Json(std::size_t value);       // NOLINT
  Json(std::string value);       // NOLINT
  Json(std::string_view value);  // NOLINT
  Json(const char* value);       // NOLINT
  Json(Array items);             // NOLINT
  Json(Object members);          // NOLINT
  // `text` must be a JSON number.
  static Json Number(std::string text);
  static Json MakeArray(std::initializer_list<Json> items = {});
  static Json MakeObject();
  static Json MakeObject(std::initializer_list<Member> members);

  bool IsNull() const { return value_.index() == 0; }
  bool IsBool() const { return value_.index() == 1; }
  bool IsNumber() const { return value_.index() == 2; }
  bool IsString() const { return value_.index() == 3; }
  bool IsArray() const { return value_.index() == 4; }
  bool IsObject() const { return value_.index() == 5; }
  // "null", "boolean", "number", "string", "array", "object"
  std::string_view TypeName() const;

  // The value if it is of that type; else false, "", "" and empty lists.
  bool AsBool() const;
  const std::string& NumberSource() const;
  const std::string& AsString() const;
  const Array& Items() const;
  const Object& Members() const;
  // The number if it is a whole one within 64 bits, written without fraction and exponent.
  std::optional<std::int64_t> AsInt() const;

  // The member, or null (the pointer) if there is none or this is no object.
  const Json* Find(std::string_view key) const;
  Json* Find(std::string_view key);
  // The member, or a null value.
  const Json& operator[](std::string_view key) const;
  const Json& operator[](const char* key) const { return (*this)[std::string_view(key)]; }
  bool Has(std::string_view key) const { return Find(key) != nullptr; }

  // Adds or replaces a member in place; makes this an object if it is not one. Returns the stored value.
  Json& Set(std::string_view key, Json value);
  // Removes a member if it is there.
  void Erase(std::string_view key);
  // Appends an item; makes this an array if it is not one.
  Json& Append(Json value);
  Array& MutableItems();     // makes this an array if it is not one
  Object& MutableMembers();  // makes this an object if it is not one

  friend bool operator==(const Json& a, const Json& b);

 private:
  struct NumberText {
    std::string text;
    friend bool operator==(const NumberText&, const NumberText&) = default;
  };
  explicit Json(NumberText number);

  std::variant<std::monostate, bool, NumberText, std::string, Array, Object> value_;
};

struct Json::Member {
  std::string key;
  Json value;
  friend bool operator==(const Member&, const Member&) = default;
};

// Defined here because clang looks into the variant at once, which needs a whole Member.
inline Json::Json() = default;
inline Json::Json(NumberText number) : value_(std::move(number)) {}
inline Json::Json(bool value) : value_(value) {}
inline Json::Json(int value) : Json(static_cast<std::int64_t>(value)) {}
inline Json::Json(std::int64_t value) : value_(NumberText{std::to_string(value)}) {}
inline Json::Json(std::size_t value) : value_(NumberText{std::to_string(value)}) {}
inline Json::Json(std::string value) : value_(std::move(value)) {}
inline Json::Json(std::string_view value) : value_(std::string(value)) {}
inline Json::Json(const char* value) : value_(std::string(value)) {}
inline Json::Json(Array items) : value_(std::move(items)) {}
inline Json Json::Number(std::string text) { return Json(NumberText{std::move(text)}); }
inline Json Json::MakeArray(std::initializer_list<Json> items) { return Json(Array(items)); }
inline Json Json::MakeObject() { return Json(Object{}); }

struct JsonLimits {
  std::size_t max_bytes = std::size_t{16} << 20;
  int max_depth = 128;
};

// Errors: kJson (with the byte offset in the message) or kLimit.
Result<Json> ParseJson(std::string_view text, const JsonLimits& limits = {});

// Compact JSON in UTF-8, members in their order. Broken UTF-8 inside strings becomes U+FFFD.
std::string WriteJson(const Json& value);
void AppendJson(const Json& value, std::string& out);

// "path.key", or "key" when `path` is empty; "path[3]".
std::string JoinPath(std::string_view path, std::string_view key);
std::string JoinPath(std::string_view path, std::size_t index);

// Members of `object` by type, with an error that names the place: "person.birthDate: expected a string, found number".
// `Optional…` gives nothing for a missing member and an error for one of the wrong type.
Result<std::string> ReadString(const Json& object, std::string_view key, std::string_view path = {});
Result<bool> ReadBool(const Json& object, std::string_view key, std::string_view path = {});
Result<std::int64_t> ReadInt(const Json& object, std::string_view key, std::string_view path = {});
Result<const Json*> ReadArray(const Json& object, std::string_view key, std::string_view path = {});
Result<const Json*> ReadObject(const Json& object, std::string_view key, std::string_view path = {});
Result<std::optional<std::string>> OptionalString(const Json& object, std::string_view key, std::string_view path = {});
Result<std::optional<bool>> OptionalBool(const Json& object, std::string_view key, std::string_view path = {});
Result<std::optional<std::int64_t>> OptionalInt(const Json& object, std::string_view key, std::string_view path = {});

}  // namespace eteinen

#endif  // ETEINEN_CORE_BASE_JSON_H_
