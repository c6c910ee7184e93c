// FHIRPath: compile an expression once, evaluate it many times, ask what it depends on.
//
// FHIRPath N1 (2.0) with the functions that the R4 suite uses from later drafts, the FHIR additions (extension,
// hasValue, resolve on contained resources, memberOf on known value sets, …) and those of SDC (answers, weight, sum,
// …). Pure: no clock, no network, no state between calls; an expression may be used by several callers at once. It
// never looks for a resource that it was not given: resolve() of anything else is empty.
//
// Errors: kSyntax (does not parse) and kSemantic (cannot mean anything: unknown function, a wrong number of
// arguments, a type that has no such element in strict mode) from Compile; kExecution (failed on this input: more than
// one item where one is allowed, operands that do not go together) and kLimit (too deep, too many steps) from Evaluate.
// kSyntax and kSemantic carry the 0-based position in code points, kExecution too where the place is known.
#ifndef ETEINEN_CORE_FHIRPATH_FHIRPATH_H_
#define ETEINEN_CORE_FHIRPATH_FHIRPATH_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/fhirpath/model.h"
#include "core/fhirpath/value.h"

namespace eteinen::fhirpath {

struct CompileOptions {
  const Model* model = nullptr;  // required; must outlive the expression
  // The type of the focus ("QuestionnaireResponse", "Patient.contact"); empty when it can be anything. Known types
  // let Compile find mistakes.
  std::string root_type = {};
  // Refuses elements that the type does not have, and functions that need an order on collections without one.
  bool strict = false;
  // Longer expressions are refused with kLimit.
  std::size_t max_length = 1 << 16;
};

struct Program;  // the compiled form; nobody outside needs to know it

class Expression {
 public:
  Expression(Expression&&) noexcept;
  Expression& operator=(Expression&&) noexcept;
  ~Expression();

  // The source text.
  const std::string& text() const;
  const Program& program() const { return *program_; }
  explicit Expression(std::unique_ptr<Program> program);

 private:
  std::unique_ptr<Program> program_;
};

Result<Expression> Compile(std::string_view text, const CompileOptions& options);

// What the caller knows better than the engine. Every answer is optional.
class Host {
 public:
  virtual ~Host() = default;
  // The value of %name (an SDC variable, a launch context, …), or null if there is none of that name. Must stay valid
  // until Evaluate returns.
  virtual const Collection* Variable(std::string_view /*name*/) const { return nullptr; }
  // Every item under `root` (a QuestionnaireResponse or one of its items, itself not included) with that linkId, in
  // document order; with `through_answers` also those inside answers. False: not indexed, the engine walks the tree.
  virtual bool ItemsWithLinkId(const Json& /*root*/, std::string_view /*link_id*/, bool /*through_answers*/,
                               std::vector<const Json*>* /*items*/) const {
    return false;
  }
  // The score of an answer (the answer, or its value, as a place in the response) by the questionnaire's itemWeight or
  // ordinalValue. Outer nothing: not known here, the engine searches %questionnaire. Inner nothing: it has none. Adds
  // to `steps` what it looked at.
  virtual std::optional<std::optional<Decimal>> Weight(const Json& /*answer_or_value*/,
                                                       std::uint64_t* /*steps*/) const {
    return std::nullopt;
  }
  // Whether a code is in a value set; nothing if the value set is not known (see refuse_unknown_value_sets).
  virtual std::optional<bool> MemberOf(std::string_view /*system*/, std::string_view /*code*/,
                                       std::string_view /*value_set*/) const {
    return std::nullopt;
  }
};

struct Environment {
  // The moment of evaluation, one for all of it: milliseconds since 1970-01-01T00:00Z, and the offset in minutes that
  // today() and now() are told in and that a dateTime without an offset is taken to have.
  std::int64_t now_ms = 0;
  int offset_minutes = 0;

  // %resource, %rootResource, %context; when unset, the focus stands for each.
  std::optional<Item> resource;
  std::optional<Item> root_resource;
  std::optional<Collection> context;

  // Other variables by name (without %), looked at before the host's.
  std::vector<std::pair<std::string, Collection>> variables;
  const Host* host = nullptr;

  // memberOf() of a value set that the host does not know: empty, as FHIR defines it, or an error (kUnsupported), where
  // an answer must not hang on what nobody looked up.
  bool refuse_unknown_value_sets = false;

  // Evaluation ends with kLimit after so many steps (a step is one node of the expression on one input).
  // Items that are passed on, the length of texts, and what takes long for its size (units, sorting, patterns) count as
  // well, so that a step takes much the same time whatever it is for.
  std::uint64_t max_steps = 10'000'000;
  // Steps that several evaluations share, or null: what each takes is taken off; at 0 the next ones end with kLimit.
  std::uint64_t* shared_steps = nullptr;
};

// `focus` is what the expression starts from ($this at the top). Every node in it, in the environment, and in the
// result must stay in place until the result is no longer used.
Result<Collection> Evaluate(const Expression& expression, const Collection& focus, const Environment& environment);

// What the result can change with, found in the text alone: never too little, sometimes too much.
struct Dependencies {
  // Items that are read, by linkId: their answers, whether they are there, and everything below them (so a group
  // stands for all of its items), wherever in the response they are. Sorted, each once.
  std::vector<std::string> link_ids;
  // Variables used, without %; sorted, each once; %resource, %context, %ucum and their like are not among them.
  std::vector<std::string> variables;
  // Value sets that memberOf() names, sorted, each once: one that the host does not know gives no answer.
  std::vector<std::string> value_sets;
  bool clock = false;       // today(), now(), timeOfDay()
  bool context = false;     // the focus or %context is read, beyond the items named above
  bool everything = false;  // any item of %resource may be read
};

Dependencies DependenciesOf(const Expression& expression);

// Reading a result as a criterion: empty is nothing, one boolean is itself, one other item is true; nothing with more
// than one item too.
std::optional<bool> AsCriterion(const Model& model, const Collection& result);

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_FHIRPATH_H_
