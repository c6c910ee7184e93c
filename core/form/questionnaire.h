// A FHIR R4 Questionnaire (with SDC's extensions), read once and ready to be filled.
//
// Compiling resolves every linkId, option, limit and expression, finds what depends on what, and says what is wrong
// with the form before a resident sees it. It never repairs a form in silence: what it cannot evaluate becomes an
// issue that blocks completion. Values only; a Questionnaire does not change after it was compiled.
//
// Sources: FHIR R4 Questionnaire; SDC 3.0 (hl7.org/fhir/uv/sdc) form behaviour and expressions.
#ifndef ETEINEN_CORE_FORM_QUESTIONNAIRE_H_
#define ETEINEN_CORE_FORM_QUESTIONNAIRE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/fhirpath/model.h"
#include "core/fhirpath/pattern.h"
#include "core/form/terminology.h"

namespace eteinen::form {

enum class ItemType {
  kGroup,
  kDisplay,
  kBoolean,
  kDecimal,
  kInteger,
  kDate,
  kDateTime,
  kTime,
  kString,
  kText,
  kUrl,
  kChoice,
  kOpenChoice,
  kAttachment,
  kReference,
  kQuantity,
  kUnknown,  // "question", which is abstract, or a type that R4 does not have
};

// Text in the language asked for, or in the next best one; `language` says which was found (empty: not stated).
struct LocalText {
  std::string text;
  std::string language;
  friend bool operator==(const LocalText&, const LocalText&) = default;
};

// The text member `key` of `owner` by its `translation` extensions. Order: `wanted`, its parents ("fi-simple" → "fi"),
// "fi", "sv", "en", then the base text. `base_language` is the language of the base text (Questionnaire.language).
LocalText Localised(const Json& owner, std::string_view key, std::string_view wanted, std::string_view base_language);

// Something wrong with the form itself.
struct LoadIssue {
  std::string severity;  // "error" or "warning"
  std::string code;      // such as "duplicateLinkId", "cycle", "unknownModifierExtension"
  std::string link_id;   // empty: the whole form
  std::string message;
  bool blocks = false;  // the form must not be completed
};

// One permitted answer.
struct Option {
  std::string key;                    // "valueCoding", "valueInteger", …
  const Json* value = nullptr;        // inside the questionnaire, or made of a value set's concept
  const Json* element = nullptr;      // the whole answerOption, or the concept of a value set
  std::optional<std::string> weight;  // itemWeight or ordinalValue, a decimal as written
  bool exclusive = false;             // optionExclusive: no other answer beside it
  bool initially_selected = false;
};

enum class EnableOperator { kExists, kEqual, kNotEqual, kGreater, kLess, kGreaterOrEqual, kLessOrEqual };

struct EnableCondition {
  int question = -1;  // index of the item that is asked; -1: there is none with that linkId
  EnableOperator op = EnableOperator::kExists;
  std::string key;              // "answerBoolean", "answerCoding", …
  const Json* value = nullptr;  // inside the questionnaire
};

// A limit such as minValue: the value[x] of its extension.
struct Limit {
  std::string key;  // "valueInteger", "valueDate", "valueQuantity", …; empty: no limit
  const Json* value = nullptr;
  explicit operator bool() const { return value != nullptr; }
};

struct Item {
  std::string link_id;
  ItemType type = ItemType::kUnknown;
  int parent = -1;   // index into items(); -1: the form itself
  int position = 0;  // among its siblings
  int end = 0;       // one past the last item beneath it: items() is in document order
  std::vector<int> children;
  const Json* definition = nullptr;  // inside the questionnaire
  bool required = false;
  bool repeats = false;
  bool read_only = false;
  bool hidden = false;  // questionnaire-hidden: never shown, still evaluated
  bool any_condition = true;
  std::vector<EnableCondition> enable_when;
  std::vector<Option> options;
  bool computed_options = false;    // answerExpression: what may be answered depends on other answers
  const Json* value_set = nullptr;  // contained ValueSet of answerValueSet
  bool more_codes = false;          // it has codes that it does not list: what is not found may be one of them
  std::string value_set_url;        // answerValueSet as written
  std::optional<std::int64_t> max_length, min_length, min_occurs, max_occurs, max_decimal_places;
  std::optional<std::string> max_size;  // bytes, a decimal as written
  Limit min_value, max_value, min_quantity, max_quantity;
  std::string regex;
  std::optional<fhirpath::Pattern> pattern;  // of `regex`; nothing where that cannot be checked here
  std::string base_type;  // the FHIR type that an answer becomes later ("id", "positiveInt"); empty: none told
  std::vector<std::string> mime_types;
  std::vector<const Json*> units;  // Codings of unitOption
  std::string unit_value_set;
  bool unit_open = false;  // a unit outside unitOption may be written
  std::vector<std::string> reference_types;
  std::vector<int> expressions;  // indexes into the form's expressions, in order of writing

  bool IsQuestion() const { return type != ItemType::kGroup && type != ItemType::kDisplay; }
};

struct Program;  // compiled expressions and who reads whom: core/form/program.h

class Questionnaire {
 public:
  Questionnaire(Questionnaire&&) noexcept;
  Questionnaire& operator=(Questionnaire&&) noexcept;
  ~Questionnaire();

  const Json& json() const { return *json_; }
  // "url|version", or "url" when there is no version, or "".
  const std::string& canonical() const { return canonical_; }
  const std::string& language() const { return json()["language"].AsString(); }
  // Every item in document order, parents first.
  const std::vector<Item>& items() const { return items_; }
  const std::vector<int>& roots() const { return roots_; }
  const std::vector<LoadIssue>& issues() const { return issues_; }
  // Nothing found at load forbids completing a response.
  bool completable() const;
  // The index of an item, or -1.
  int Find(std::string_view link_id) const;
  // More than one item has that linkId.
  bool IsDuplicate(std::string_view link_id) const;
  // Text of an item (or "title", "description" of the form with item -1).
  LocalText TextOf(int item, std::string_view language, std::string_view key = "text") const;
  const Program& program() const { return *program_; }
  // The value sets that the form carries along, by "#id" and by their url.
  const Terminology& contained() const { return contained_; }

 private:
  friend class Compiler;
  Questionnaire();

  std::unique_ptr<Json> json_;                // stays where it is: items point into it
  std::vector<std::unique_ptr<Json>> owned_;  // the codings of contained value sets
  std::string canonical_;
  std::vector<Item> items_;
  std::vector<int> roots_;
  std::vector<std::pair<std::string, int>> by_link_id_;  // sorted
  std::vector<LoadIssue> issues_;
  std::unique_ptr<Program> program_;
  Terminology contained_;
};

// No form made by people comes near these; beyond them it is refused, so that time and memory stay bounded.
inline constexpr std::size_t kMaxItems = 50'000;
inline constexpr std::size_t kMaxExpressions = 50'000;
inline constexpr std::size_t kMaxExpressionsOfOneItem = 200;
// Options of all questions together, the codes of a contained value set once for each question that asks with it.
inline constexpr std::size_t kMaxOptions = 100'000;
// No answer comes near these either; beyond them a response is not taken over, and not looked at.
inline constexpr std::size_t kMaxAnswersOfOneQuestion = 1'000;
inline constexpr std::size_t kMaxInstancesOfOneGroup = 10'000;

// Errors: kInput when it is no Questionnaire (wrong resourceType, an item without linkId, a wrong type), with the path;
// kLimit when it has more than the above.
// All that is merely wrong with the form is in issues(). `model` holds the types that expressions may speak of.
Result<Questionnaire> CompileQuestionnaire(Json questionnaire, const fhirpath::Model& model = fhirpath::SmallModel());

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_QUESTIONNAIRE_H_
