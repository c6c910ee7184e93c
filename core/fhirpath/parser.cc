// An operator-precedence parser. Source: FHIRPath N1 2.0, grammar and "Operator Precedence".
#include <algorithm>
#include <optional>
#include <utility>

#include "core/fhirpath/lexer.h"
#include "core/fhirpath/program.h"
#include "core/fhirpath/ucum.h"

namespace eteinen::fhirpath {
namespace {

// Deeper texts are refused: reading and evaluating recurse as deep as the tree is high.
constexpr int kMaxNesting = 150;
constexpr int kMaxHeight = 400;
constexpr std::size_t kMaxArguments = 200;

struct BinaryOperator {
  std::string_view text;
  int precedence;
  Op op;
};
constexpr int kTypePrecedence = 8;  // is, as
constexpr BinaryOperator kBinaryOperators[] = {
    {"implies", 1, Op::kImplies}, {"or", 2, Op::kOr},
    {"xor", 2, Op::kXor},         {"and", 3, Op::kAnd},
    {"in", 4, Op::kIn},           {"contains", 4, Op::kContains},
    {"=", 5, Op::kEqual},         {"~", 5, Op::kEquivalent},
    {"!=", 5, Op::kNotEqual},     {"!~", 5, Op::kNotEquivalent},
    {"<=", 6, Op::kLessOrEqual},  {"<", 6, Op::kLess},
    {">", 6, Op::kGreater},       {">=", 6, Op::kGreaterOrEqual},
    {"|", 7, Op::kUnion},         {"+", 9, Op::kAdd},
    {"-", 9, Op::kSubtract},      {"&", 9, Op::kConcatenate},
    {"*", 10, Op::kMultiply},     {"/", 10, Op::kDivide},
    {"div", 10, Op::kDiv},        {"mod", 10, Op::kMod},
};

const BinaryOperator* FindOperator(const Token& token) {
  if (token.kind != TokenKind::kSymbol && token.kind != TokenKind::kIdentifier) return nullptr;
  for (const BinaryOperator& found : kBinaryOperators) {
    if (found.text == token.text) return &found;
  }
  return nullptr;
}

// Words of the language that cannot be the name of an element without backticks.
bool IsReserved(std::string_view word) {
  return word == "and" || word == "or" || word == "xor" || word == "implies" || word == "div" || word == "mod";
}

class Parser {
 public:
  Parser(std::string_view text, Program* program) : lexer_(text), program_(*program) {}

  Result<Ok> Run() {
    Take();
    const NodeId root = Expression(0, 0);
    if (!error_ && token_.kind != TokenKind::kEnd) {
      Fail(SyntaxError("expected an operator or the end, found " + Shown(token_), token_.position));
    }
    if (error_) return *std::move(error_);
    program_.root = root;
    return Ok{};
  }

 private:
  static std::string Shown(const Token& token) {
    if (token.kind == TokenKind::kEnd) return "the end";
    if (token.kind == TokenKind::kPercent) return "\"%\"";
    return token.kind == TokenKind::kString ? "a string" : "\"" + token.text + "\"";
  }

  NodeId Fail(Error error) {
    if (!error_) error_ = std::move(error);
    return kNoNode;
  }
  NodeId FailExpected(std::string_view what) {
    std::string message = "expected " + std::string(what) + ", found " + Shown(token_);
    // An element may well be called so (Narrative.div).
    if (token_.kind == TokenKind::kIdentifier && IsReserved(token_.text)) {
      message += ", a word of the language: `" + token_.text + "` is the element of that name";
    }
    return Fail(SyntaxError(std::move(message), token_.position));
  }

  void Take() {
    auto next = lexer_.Next();
    if (next.ok()) {
      token_ = std::move(next).value();
    } else {
      Fail(std::move(next).error());
      token_ = Token{};
    }
  }
  bool IsSymbol(std::string_view text) const { return token_.kind == TokenKind::kSymbol && token_.text == text; }
  bool AcceptSymbol(std::string_view text) {
    if (!IsSymbol(text)) return false;
    Take();
    return true;
  }

  std::uint32_t Intern(const std::string& name) {
    const auto found = std::find(program_.names.begin(), program_.names.end(), name);
    if (found != program_.names.end()) return static_cast<std::uint32_t>(found - program_.names.begin());
    program_.names.push_back(name);
    return static_cast<std::uint32_t>(program_.names.size() - 1);
  }

  NodeId Add(Node node, const std::vector<NodeId>& arguments = {}) {
    if (error_) return kNoNode;
    int height = node.left == kNoNode ? 0 : heights_[node.left];
    for (const NodeId argument : arguments) height = std::max(height, heights_[argument]);
    if (height >= kMaxHeight) {
      return Fail(Error{ErrorKind::kLimit, "the expression is too deep", {}, node.position});
    }
    node.arguments = static_cast<std::uint32_t>(program_.arguments.size());
    node.argument_count = static_cast<std::uint8_t>(arguments.size());
    program_.arguments.insert(program_.arguments.end(), arguments.begin(), arguments.end());
    program_.nodes.push_back(node);
    heights_.push_back(height + 1);
    return static_cast<NodeId>(program_.nodes.size() - 1);
  }

  NodeId AddLiteral(Item value, int position) {
    program_.literals.push_back(std::move(value));
    return Add({.kind = NodeKind::kLiteral,
                .position = position,
                .name = static_cast<std::uint32_t>(program_.literals.size() - 1)});
  }

  NodeId Expression(int least_precedence, int nesting) {
    if (nesting > kMaxNesting) {
      return Fail(Error{ErrorKind::kLimit, "the expression is nested too deeply", {}, token_.position});
    }
    NodeId left = Unary(nesting);
    while (!error_) {
      const int position = token_.position;
      if (token_.kind == TokenKind::kIdentifier && (token_.text == "is" || token_.text == "as") &&
          kTypePrecedence > least_precedence) {
        const NodeKind kind = token_.text == "is" ? NodeKind::kIs : NodeKind::kAs;
        Take();
        left = TypeOperator(kind, left, position);
        continue;
      }
      const BinaryOperator* found = FindOperator(token_);
      if (found == nullptr || found->precedence <= least_precedence) break;
      Take();
      const NodeId right = Expression(found->precedence, nesting + 1);
      if (error_) break;
      left = Add({.kind = NodeKind::kBinary, .op = found->op, .position = position, .left = left}, {right});
    }
    return left;
  }

  NodeId TypeOperator(NodeKind kind, NodeId left, int position) {
    TypeSpecifier type;
    if (!Identifier(&type.name, "a type's name")) return kNoNode;
    if (AcceptSymbol(".")) {
      type.space = std::move(type.name);
      if (!Identifier(&type.name, "a type's name")) return kNoNode;
    }
    program_.type_names.push_back(std::move(type));
    return Add({.kind = kind,
                .position = position,
                .left = left,
                .name = static_cast<std::uint32_t>(program_.type_names.size() - 1)});
  }

  NodeId Unary(int nesting) {
    if (IsSymbol("-") || IsSymbol("+")) {
      if (nesting > kMaxNesting) {
        return Fail(Error{ErrorKind::kLimit, "the expression is nested too deeply", {}, token_.position});
      }
      const NodeKind kind = IsSymbol("-") ? NodeKind::kNegate : NodeKind::kPlus;
      const int position = token_.position;
      Take();
      negated_ = kind == NodeKind::kNegate;
      const NodeId operand = Unary(nesting + 1);
      if (error_) return kNoNode;
      if (std::exchange(lowest_long_, kNoNode) == operand) return operand;
      return Add({.kind = kind, .position = position, .left = operand});
    }
    return Postfix(nesting);
  }

  NodeId Postfix(int nesting) {
    NodeId left = Term(nesting);
    while (!error_) {
      const int position = token_.position;
      if (AcceptSymbol(".")) {
        left = Invocation(left, nesting);
      } else if (AcceptSymbol("[")) {
        const NodeId index = Expression(0, nesting + 1);
        if (error_) break;
        if (!AcceptSymbol("]")) return FailExpected("\"]\"");
        left = Add({.kind = NodeKind::kIndexer, .position = position, .left = left}, {index});
      } else {
        break;
      }
    }
    return left;
  }

  bool Identifier(std::string* name, std::string_view what) {
    const bool plain = token_.kind == TokenKind::kIdentifier && !IsReserved(token_.text);
    if (!plain && token_.kind != TokenKind::kDelimitedIdentifier) {
      FailExpected(what);
      return false;
    }
    *name = token_.text;
    Take();
    return true;
  }

  // An element's name, a function call, or $this, $index, $total.
  NodeId Invocation(NodeId left, int nesting) {
    const int position = token_.position;
    if (token_.kind == TokenKind::kSpecial) {
      const NodeKind kind = token_.text == "$this"    ? NodeKind::kThis
                            : token_.text == "$index" ? NodeKind::kIndex
                                                      : NodeKind::kTotal;
      Take();
      return Add({.kind = kind, .position = position, .left = left});
    }
    std::string name;
    if (!Identifier(&name, left == kNoNode ? "a value, a name or \"(\"" : "the name of an element or function")) {
      return kNoNode;
    }
    if (!AcceptSymbol("(")) {
      return Add({.kind = NodeKind::kMember, .position = position, .left = left, .name = Intern(name)});
    }
    std::vector<NodeId> arguments;
    if (!AcceptSymbol(")")) {
      do {
        NodeId argument = Expression(0, nesting + 1);
        if (error_) return kNoNode;
        // sort(name desc) is sort(-name).
        if (name == "sort" && token_.kind == TokenKind::kIdentifier &&
            (token_.text == "asc" || token_.text == "desc")) {
          const bool descending = token_.text == "desc";
          Take();
          if (descending) argument = Add({.kind = NodeKind::kNegate, .position = position, .left = argument});
        }
        arguments.push_back(argument);
        if (arguments.size() > kMaxArguments) {
          return Fail(Error{ErrorKind::kLimit, "too many arguments", {}, position});
        }
      } while (AcceptSymbol(","));
      if (!AcceptSymbol(")")) return FailExpected("\",\" or \")\"");
    }
    return Add({.kind = NodeKind::kCall, .position = position, .left = left, .name = Intern(name)}, arguments);
  }

  NodeId Term(int nesting) {
    const int position = token_.position;
    const bool negated = std::exchange(negated_, false);
    switch (token_.kind) {
      case TokenKind::kString: {
        std::string text = std::move(token_.text);
        Take();
        return AddLiteral(Item(std::move(text)), position);
      }
      case TokenKind::kNumber:
      case TokenKind::kLong:
        return Number(negated);
      case TokenKind::kDate:
        return Moment(ParseDate(token_.text), "a date that exists");
      case TokenKind::kDateTime:
        return Moment(ParseDateTime(token_.text), "a date and time that exist");
      case TokenKind::kTime:
        if (token_.text.find_first_of("Z+-") != std::string::npos) {
          Take();
          return Add({.kind = NodeKind::kBadTime, .position = position});
        }
        return Moment(ParseTime(token_.text), "a time that exists");
      case TokenKind::kPercent:
        return Variable();
      case TokenKind::kIdentifier:
        if (token_.text == "true" || token_.text == "false") {
          const bool value = token_.text == "true";
          Take();
          return AddLiteral(Item(value), position);
        }
        return Invocation(kNoNode, nesting);
      case TokenKind::kDelimitedIdentifier:
      case TokenKind::kSpecial:
        return Invocation(kNoNode, nesting);
      case TokenKind::kSymbol:
        if (AcceptSymbol("(")) {
          const NodeId inner = Expression(0, nesting + 1);
          if (error_) return kNoNode;
          if (!AcceptSymbol(")")) return FailExpected("an operator or \")\"");
          return inner;
        }
        if (AcceptSymbol("{")) {
          if (!AcceptSymbol("}")) return FailExpected("\"}\"");
          return Add({.kind = NodeKind::kEmpty, .position = position});
        }
        break;
      case TokenKind::kEnd:
        break;
    }
    return FailExpected("a value, a name or \"(\"");
  }

  NodeId Variable() {
    const int position = token_.position;
    Take();
    if (token_.kind != TokenKind::kIdentifier && token_.kind != TokenKind::kDelimitedIdentifier &&
        token_.kind != TokenKind::kString) {
      return FailExpected("the name of a variable after \"%\"");
    }
    const std::string name = std::move(token_.text);
    Take();
    return Add({.kind = NodeKind::kVariable, .position = position, .name = Intern(name)});
  }

  NodeId Moment(const std::optional<DateTime>& value, std::string_view what) {
    if (!value) return FailExpected(what);
    const int position = token_.position;
    Take();
    return AddLiteral(Item(*value), position);
  }

  // A number, or a quantity when a unit follows.
  NodeId Number(bool negated) {
    const Token number = std::move(token_);
    Take();
    const auto value = Decimal::Parse(number.text);
    if (!value) return Fail(SyntaxError("expected a number of at most 38 digits", number.position));
    const bool may_have_unit = number.kind == TokenKind::kNumber;
    if (may_have_unit && token_.kind == TokenKind::kString) {
      Quantity quantity{*value, std::move(token_.text), false, false};
      Take();
      return AddLiteral(Item(std::move(quantity)), number.position);
    }
    if (may_have_unit && token_.kind == TokenKind::kIdentifier) {
      if (const auto unit = CalendarUnitOf(token_.text)) {
        Take();
        return AddLiteral(Item(Quantity{*value, std::string(CalendarWord(*unit)), true, false}), number.position);
      }
    }
    if (number.text.find('.') != std::string::npos) return AddLiteral(Item(*value), number.position);
    const auto whole = value->ToInteger();
    if (number.kind == TokenKind::kLong) {
      // The lowest Long has no positive twin: it is read with its sign, which then stands before nothing else.
      const auto lowest = negated && !IsSymbol(".") && !IsSymbol("[") ? value->Negated().ToInteger() : std::nullopt;
      if (!whole && lowest) return lowest_long_ = AddLiteral(Item::Long(*lowest), number.position);
      if (!whole) return Fail(SyntaxError("expected a Long of at most 64 bits", number.position));
      return AddLiteral(Item::Long(*whole), number.position);
    }
    // The lowest Integer is written with a sign, which stands before the number.
    if (!whole || !FitsInteger(negated ? -*whole : *whole)) {
      return Fail(SyntaxError("expected an Integer of at most 32 bits; a Long has an L behind it: " + number.text + "L",
                              number.position));
    }
    return AddLiteral(Item(*whole), number.position);
  }

  Lexer lexer_;
  Program& program_;
  Token token_;
  bool negated_ = false;          // a minus stands right before the token
  NodeId lowest_long_ = kNoNode;  // the last literal that has its sign in it
  std::vector<int> heights_;
  std::optional<Error> error_;
};

}  // namespace

Result<Ok> Parse(std::string_view text, Program* program) { return Parser(text, program).Run(); }

}  // namespace eteinen::fhirpath
