// The compiled form of an expression: a tree of small nodes in one array, with what they name beside it.
//
// Written by the parser, checked and completed by check.cc, read by the evaluator and by dependencies.cc. Nobody
// changes it after Compile, so that one expression can be evaluated by several callers at once.
#ifndef ETEINEN_CORE_FHIRPATH_PROGRAM_H_
#define ETEINEN_CORE_FHIRPATH_PROGRAM_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/fhirpath/model.h"
#include "core/fhirpath/pattern.h"
#include "core/fhirpath/value.h"

namespace eteinen::fhirpath {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFF;

enum class NodeKind : std::uint8_t {
  kLiteral,   // value: index into literals
  kBadTime,   // a time with an offset: reads, but has no value
  kEmpty,     // {}
  kThis,      // $this; also left.$this, which is the same: what stands before the dot does not change it
  kIndex,     // $index
  kTotal,     // $total
  kVariable,  // %name; name
  kMember,    // left.name, or name alone
  kCall,      // left.function(arguments), or without left
  kIndexer,   // left[arguments[0]]
  kNegate,    // -left
  kPlus,      // +left
  kBinary,    // left op arguments[0]
  kIs,        // left is type
  kAs,        // left as type
};

enum class Op : std::uint8_t {
  kNone,
  kMultiply,
  kDivide,
  kDiv,
  kMod,
  kAdd,
  kSubtract,
  kConcatenate,
  kUnion,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kEqual,
  kNotEqual,
  kEquivalent,
  kNotEquivalent,
  kIn,
  kContains,
  kAnd,
  kOr,
  kXor,
  kImplies,
};

enum class Function : std::uint8_t;

// Variables that the language itself defines and that stand for places in the input.
enum class StandardVariable : std::uint8_t { kNone, kContext, kResource, kRootResource };

struct Node {
  NodeKind kind = NodeKind::kEmpty;
  Op op = Op::kNone;
  Function function{};
  std::uint8_t argument_count = 0;
  StandardVariable variable{};
  // A lambda that filters by `linkId = 'x'` right after repeat(item) or descendants(): looked up, not walked.
  bool link_id_lookup = false;
  bool equals_text = false;       // name = 'text', or name in ('text' | …): `target` is their index in text_sets
  bool pattern_is_ready = false;  // the regular expression is a literal: `target` is its index in patterns
  // A member that is probably read from this type is this one of Model::elements; kUnknownType: no guess.
  TypeId expected_type = kUnknownType;
  std::uint16_t expected_element = 0;
  int position = 0;  // in code points
  NodeId left = kNoNode;
  std::uint32_t arguments = 0;  // first of argument_count in Program::arguments
  std::uint32_t name = 0;       // index into names; for the operators is and as: index into type_names
  std::uint32_t target = 0;     // what the check found: index into type_names (of is(), as(), ofType()) or as above
};

// A type as an expression names it.
struct TypeSpecifier {
  std::string space;  // "System", "FHIR", or empty
  std::string name;
  TypeId fhir = kUnknownType;         // the FHIR type it names
  ItemKind system = ItemKind::kNode;  // the System type it names; kNode = none
  bool any = false;                   // System.Any
  bool known = false;                 // names a type in some namespace
};

struct Program {
  std::string text;
  const Model* model = nullptr;
  bool strict = false;
  std::vector<Node> nodes;
  std::vector<NodeId> arguments;
  std::vector<std::string> names;
  std::vector<Item> literals;
  std::vector<TypeSpecifier> type_names;
  std::vector<Pattern> patterns;
  std::vector<std::vector<std::string>> text_sets;
  NodeId root = kNoNode;

  const Node& At(NodeId id) const { return nodes[id]; }
  const Node& Argument(const Node& node, std::size_t i) const { return nodes[arguments[node.arguments + i]]; }
  NodeId ArgumentId(const Node& node, std::size_t i) const { return arguments[node.arguments + i]; }
  const std::string& Name(const Node& node) const { return names[node.name]; }
};

// Variables that stand for services (FHIRPath's terminology and factory APIs): nothing here performs them.
inline bool IsServiceVariable(std::string_view name) {
  return name == "terminologies" || name == "factory" || name == "server";
}

inline Error SyntaxError(std::string message, int position) {
  return Error{ErrorKind::kSyntax, std::move(message), {}, position};
}
inline Error SemanticError(std::string message, int position) {
  return Error{ErrorKind::kSemantic, std::move(message), {}, position};
}

// Reads the text into nodes; names of functions and types are left to check.cc.
Result<Ok> Parse(std::string_view text, Program* program);

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_PROGRAM_H_
