// Pattern text to a program for the machine in pattern.cc: one recursive descent that emits as it reads.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/fhirpath/pattern.h"
#include "core/fhirpath/utf8.h"

namespace eteinen::fhirpath {
namespace {

constexpr std::size_t kMaxProgram = 20'000;
constexpr int kMaxNesting = 200;
constexpr int kMaxRepeat = 1'000;
constexpr char32_t kLastCodePoint = 0x10FFFF;

using Range = Pattern::Range;
constexpr Range kDigits[] = {{'0', '9'}};
constexpr Range kWord[] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
constexpr Range kSpace[] = {{'\t', '\r'}, {' ', ' '}, {0xA0, 0xA0}, {0x2000, 0x200A}, {0x2028, 0x2029}};
// Coarse beyond Latin-1: every code point above it that is no punctuation block counts as a letter.
constexpr Range kLetters[] = {{'A', 'Z'},         {'a', 'z'},        {0xAA, 0xAA},     {0xB5, 0xB5},
                              {0xBA, 0xBA},       {0xC0, 0xD6},      {0xD8, 0xF6},     {0xF8, 0x2C1},
                              {0x370, 0x1FFF},    {0x2C00, 0x2DFF},  {0x3040, 0xD7FF}, {0xF900, 0xFDFF},
                              {0x10000, 0x1EFFF}, {0x20000, 0x3FFFF}};

template <std::size_t n>
std::vector<Range> List(const Range (&ranges)[n]) {
  return std::vector<Range>(ranges, ranges + n);
}

std::vector<Range> Complement(std::vector<Range> ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.low < b.low; });
  std::vector<Range> rest;
  char32_t next = 0;
  for (const Range& range : ranges) {
    if (range.low > next) rest.push_back({next, range.low - 1});
    next = std::max(next, static_cast<char32_t>(range.high + 1));
  }
  if (next <= kLastCodePoint) rest.push_back({next, kLastCodePoint});
  return rest;
}

Error Bad(std::string message) { return InputError("regular expression: " + std::move(message)); }
Error Unsupported(std::string what) {
  return Error{ErrorKind::kUnsupported, "regular expression: " + std::move(what) + " is not supported", {}, {}};
}

}  // namespace

class PatternCompiler {
 public:
  PatternCompiler(std::string_view text, const PatternOptions& options) : text_(DecodeUtf8(text)), options_(options) {}

  Result<Pattern> Compile() {
    pattern_.group_names_.emplace_back();
    Emit({.op = Op::kSave, .x = 0});
    if (Alternatives(0)) {
      if (at_ < text_.size()) Fail(Bad("\")\" without \"(\""));
      Emit({.op = Op::kSave, .x = 1});
      Emit({.op = Op::kMatch});
    }
    if (error_) return *std::move(error_);
    pattern_.ignore_case_ = options_.ignore_case;
    return std::move(pattern_);
  }

 private:
  using Op = Pattern::Op;
  using Assertion = Pattern::Assertion;
  using Instruction = Pattern::Instruction;

  bool Fail(Error error) {
    if (!error_) error_ = std::move(error);
    return false;
  }
  bool AtEnd() const { return at_ == text_.size(); }
  char32_t Peek() const { return AtEnd() ? 0 : text_[at_]; }
  bool Accept(char32_t c) {
    if (AtEnd() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool AcceptText(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (at_ + i >= text_.size() || text_[at_ + i] != static_cast<char32_t>(text[i])) return false;
    }
    at_ += text.size();
    return true;
  }

  std::vector<Instruction>& Code() { return pattern_.program_; }
  std::uint32_t Here() { return static_cast<std::uint32_t>(Code().size()); }
  void Emit(Instruction instruction) {
    if (Code().size() < kMaxProgram) {
      Code().push_back(instruction);
    } else {
      Fail(Error{ErrorKind::kLimit, "regular expression: too large", {}, {}});
    }
  }
  // Makes room for an instruction before those from `start` on; jumps within the moved part move along.
  void Insert(std::uint32_t start, Instruction instruction) {
    if (Code().size() >= kMaxProgram) return Emit(instruction);
    Code().insert(Code().begin() + static_cast<std::ptrdiff_t>(start), instruction);
    for (std::size_t i = start + 1; i < Code().size(); ++i) {
      Instruction& moved = Code()[i];
      if (moved.op == Op::kSplit || moved.op == Op::kJump) ++moved.x;
      if (moved.op == Op::kSplit) ++moved.y;
    }
  }

  bool Alternatives(int nesting) {
    if (nesting > kMaxNesting) return Fail(Error{ErrorKind::kLimit, "regular expression: too deep", {}, {}});
    const std::uint32_t start = Here();
    std::vector<std::uint32_t> to_end;
    if (!Sequence(nesting)) return false;
    std::uint32_t branch = start;
    while (Accept('|')) {
      Insert(branch, {.op = Op::kSplit, .x = branch + 1, .y = 0});
      to_end.push_back(Here());
      Emit({.op = Op::kJump});
      if (error_) return false;
      Code()[branch].y = Here();
      branch = Here();
      if (!Sequence(nesting)) return false;
    }
    for (const std::uint32_t jump : to_end) Code()[jump].x = Here();
    return !error_;
  }

  bool Sequence(int nesting) {
    while (!AtEnd() && Peek() != '|' && Peek() != ')') {
      const std::uint32_t start = Here();
      if (!Atom(nesting) || !Quantifiers(start)) return false;
    }
    return !error_;
  }

  bool Quantifiers(std::uint32_t start) {
    while (!AtEnd()) {
      int least = 0;
      int most = -1;  // no limit
      if (Accept('*')) {
      } else if (Accept('+')) {
        least = 1;
      } else if (Accept('?')) {
        most = 1;
      } else if (Peek() == '{') {
        const std::size_t before = at_;
        if (!Counts(&least, &most)) {
          // Not a quantifier: a brace as it stands.
          at_ = before;
          return !error_;
        }
      } else {
        return true;
      }
      const bool lazy = Accept('?');
      if (!lazy) Accept('+');  // possessive: the same matches for a pattern without back-references, near enough
      if (!Repeat(start, least, most, lazy)) return false;
    }
    return true;
  }

  bool Counts(int* least, int* most) {
    ++at_;
    int count = 0;
    if (!Number(&count)) return false;
    *least = *most = count;
    if (Accept(',')) {
      *most = -1;
      if (Number(&count)) *most = count;
    }
    if (!Accept('}')) return false;
    if (*least > kMaxRepeat || *most > kMaxRepeat) {
      return Fail(Error{ErrorKind::kLimit, "regular expression: a repetition over 1000", {}, {}});
    }
    if (*most >= 0 && *most < *least) return Fail(Bad("a repetition \"{n,m}\" with m below n"));
    return true;
  }

  bool Number(int* value) {
    const std::size_t start = at_;
    int number = 0;
    while (Peek() >= '0' && Peek() <= '9' && number <= kMaxRepeat) {
      number = number * 10 + static_cast<int>(text_[at_++] - '0');
    }
    *value = number;
    return at_ > start;
  }

  void EmitSplit(std::uint32_t wanted, std::uint32_t other, bool lazy) {
    Emit({.op = Op::kSplit, .x = lazy ? other : wanted, .y = lazy ? wanted : other});
  }

  bool Repeat(std::uint32_t start, int least, int most, bool lazy) {
    const std::vector<Instruction> body(Code().begin() + static_cast<std::ptrdiff_t>(start), Code().end());
    const auto append_body = [&] {
      const std::uint32_t shift = Here() - start;
      for (Instruction copy : body) {
        if (copy.op == Op::kSplit || copy.op == Op::kJump) copy.x += shift;
        if (copy.op == Op::kSplit) copy.y += shift;
        Emit(copy);
        if (error_) return;
      }
    };
    Code().resize(start);
    for (int i = 0; i < least && !error_; ++i) append_body();
    if (most < 0) {
      const std::uint32_t loop = Here();
      EmitSplit(loop + 1, loop + 2 + static_cast<std::uint32_t>(body.size()), lazy);
      append_body();
      Emit({.op = Op::kJump, .x = loop});
    } else {
      const std::uint32_t step = static_cast<std::uint32_t>(body.size()) + 1;
      const std::uint32_t end = Here() + step * static_cast<std::uint32_t>(most - least);
      for (int i = least; i < most && !error_; ++i) {
        EmitSplit(Here() + 1, end, lazy);
        append_body();
      }
    }
    return !error_;
  }

  bool Atom(int nesting) {
    const char32_t c = text_[at_++];
    switch (c) {
      case '(':
        return Group(nesting);
      case '[':
        return Class();
      case '.':
        Emit({.op = options_.dot_matches_newline ? Op::kAny : Op::kAnyButNewline});
        return !error_;
      case '^':
        Emit({.op = Op::kAssert, .assertion = options_.multiline ? Assertion::kLineStart : Assertion::kTextStart});
        return !error_;
      case '$':
        Emit({.op = Op::kAssert, .assertion = options_.multiline ? Assertion::kLineEnd : Assertion::kTextEnd});
        return !error_;
      case '*':
      case '+':
      case '?':
        return Fail(Bad("nothing to repeat"));
      case '\\':
        return Escape();
      default:
        EmitChar(c);
        return !error_;
    }
  }

  void EmitChar(char32_t c) { Emit({.op = Op::kChar, .x = options_.ignore_case ? FoldCase(c) : c}); }

  bool Group(int nesting) {
    int number = -1;
    const PatternOptions outer = options_;
    if (Accept('?')) {
      if (AcceptText("=") || AcceptText("!") || AcceptText("<=") || AcceptText("<!"))
        return Fail(Unsupported("look-around"));
      if (AcceptText("<") || AcceptText("P<")) {
        std::u32string name;
        while (!AtEnd() && Peek() != '>') name += text_[at_++];
        if (!Accept('>') || name.empty()) return Fail(Bad("a group's name without end"));
        number = static_cast<int>(pattern_.group_names_.size());
        pattern_.group_names_.push_back(EncodeUtf8(name));
      } else if (!Accept(':')) {
        bool on = true;
        for (; !AtEnd() && Peek() != ')' && Peek() != ':'; ++at_) {
          const char32_t flag = Peek();
          if (flag == '-') {
            on = false;
          } else if (flag == 'i') {
            options_.ignore_case = on;
          } else if (flag == 's') {
            options_.dot_matches_newline = on;
          } else if (flag == 'm') {
            options_.multiline = on;
          } else {
            return Fail(Unsupported("this kind of group"));
          }
        }
        // Case is one choice for the whole pattern: letters before the flag are compared the same way.
        if (options_.ignore_case) Refold();
        if (Accept(')')) return true;
        if (!Accept(':')) return Fail(Bad("a group without end"));
      }
    } else {
      number = static_cast<int>(pattern_.group_names_.size());
      pattern_.group_names_.emplace_back();
    }
    if (number >= 0) Emit({.op = Op::kSave, .x = static_cast<std::uint32_t>(2 * number)});
    if (!Alternatives(nesting + 1)) return false;
    if (!Accept(')')) return Fail(Bad("\"(\" without \")\""));
    if (number >= 0) Emit({.op = Op::kSave, .x = static_cast<std::uint32_t>(2 * number + 1)});
    const bool folded = options_.ignore_case;
    options_ = outer;
    options_.ignore_case = folded;
    return !error_;
  }

  void Refold() {
    for (Instruction& instruction : Code()) {
      if (instruction.op == Op::kChar) instruction.x = FoldCase(instruction.x);
    }
  }

  bool EmitClass(const std::vector<Range>& ranges, bool negated) {
    const auto first = static_cast<std::uint32_t>(pattern_.ranges_.size());
    pattern_.ranges_.insert(pattern_.ranges_.end(), ranges.begin(), ranges.end());
    Emit({.op = Op::kClass, .negated = negated, .x = first, .y = static_cast<std::uint32_t>(pattern_.ranges_.size())});
    return !error_;
  }

  // The class named by a letter after a backslash, if it is one.
  std::optional<std::vector<Range>> NamedClass(char32_t letter) {
    switch (letter) {
      case 'd':
        return List(kDigits);
      case 'w':
        return List(kWord);
      case 's':
        return List(kSpace);
      case 'D':
        return Complement(List(kDigits));
      case 'W':
        return Complement(List(kWord));
      case 'S':
        return Complement(List(kSpace));
      default:
        return std::nullopt;
    }
  }

  bool Property(bool negated, std::vector<Range>* ranges) {
    std::u32string name;
    if (Accept('{')) {
      while (!AtEnd() && Peek() != '}') name += text_[at_++];
      if (!Accept('}')) return Fail(Bad("\"\\p{\" without \"}\""));
    } else if (!AtEnd()) {
      name += text_[at_++];
    }
    if (name == U"L") {
      *ranges = List(kLetters);
    } else if (name == U"N" || name == U"Nd") {
      *ranges = List(kDigits);
    } else {
      return Fail(Unsupported("\\p{" + EncodeUtf8(name) + "}"));
    }
    if (negated) *ranges = Complement(*ranges);
    return true;
  }

  // The character that an escape stands for, its letter already read.
  bool EscapedChar(char32_t letter, char32_t* c) {
    switch (letter) {
      case 't':
        *c = '\t';
        return true;
      case 'n':
        *c = '\n';
        return true;
      case 'r':
        *c = '\r';
        return true;
      case 'f':
        *c = '\f';
        return true;
      case 'v':
        *c = '\v';
        return true;
      case '0':
        *c = 0;
        return true;
      case 'x':
        return Hex(2, c);
      case 'u':
        return Hex(4, c);
      default:
        if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) {
          return Fail(Bad(std::string("unknown escape \"\\") + static_cast<char>(letter) + "\""));
        }
        *c = letter;
        return true;
    }
  }

  bool Hex(int count, char32_t* c) {
    char32_t value = 0;
    for (int i = 0; i < count; ++i) {
      const char32_t digit = Peek();
      int number = -1;
      if (digit >= '0' && digit <= '9') number = static_cast<int>(digit - '0');
      if (digit >= 'a' && digit <= 'f') number = static_cast<int>(digit - 'a') + 10;
      if (digit >= 'A' && digit <= 'F') number = static_cast<int>(digit - 'A') + 10;
      if (number < 0) return Fail(Bad("an escape with too few hexadecimal digits"));
      value = value * 16 + static_cast<char32_t>(number);
      ++at_;
    }
    *c = value;
    return true;
  }

  bool Escape() {
    if (AtEnd()) return Fail(Bad("ends with a backslash"));
    const char32_t letter = text_[at_++];
    if (letter >= '1' && letter <= '9') return Fail(Unsupported("a back-reference"));
    if (letter == 'b' || letter == 'B') {
      Emit({.op = Op::kAssert, .assertion = letter == 'b' ? Assertion::kWordBoundary : Assertion::kNoWordBoundary});
      return !error_;
    }
    if (letter == 'A' || letter == 'z' || letter == 'Z') {
      Emit({.op = Op::kAssert, .assertion = letter == 'A' ? Assertion::kTextStart : Assertion::kTextEnd});
      return !error_;
    }
    if (letter == 'p' || letter == 'P') {
      std::vector<Range> ranges;
      return Property(letter == 'P', &ranges) && EmitClass(ranges, false);
    }
    if (const auto ranges = NamedClass(letter)) return EmitClass(*ranges, false);
    char32_t c = 0;
    if (!EscapedChar(letter, &c)) return false;
    EmitChar(c);
    return !error_;
  }

  // "[:alpha:]" within a class, ASCII as in Perl without its Unicode rules.
  bool PosixClass(std::vector<Range>* ranges) {
    struct Known {
      std::u32string_view name;
      std::initializer_list<Range> ranges;
    };
    static constexpr Known kKnown[] = {{U"alpha", {{'A', 'Z'}, {'a', 'z'}}},
                                       {U"digit", {{'0', '9'}}},
                                       {U"alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
                                       {U"upper", {{'A', 'Z'}}},
                                       {U"lower", {{'a', 'z'}}},
                                       {U"space", {{'\t', '\r'}, {' ', ' '}}},
                                       {U"blank", {{'\t', '\t'}, {' ', ' '}}},
                                       {U"punct", {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}},
                                       {U"xdigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
                                       {U"word", {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}}};
    for (const Known& known : kKnown) {
      const std::u32string word = U"[:" + std::u32string(known.name) + U":]";
      if (std::u32string_view(text_).substr(at_).starts_with(word)) {
        ranges->insert(ranges->end(), known.ranges.begin(), known.ranges.end());
        at_ += word.size();
        return true;
      }
    }
    return Fail(Unsupported("this class between \"[:\" and \":]\""));
  }

  bool Class() {
    const bool negated = Accept('^');
    std::vector<Range> ranges;
    bool first = true;
    while (true) {
      if (AtEnd()) return Fail(Bad("\"[\" without \"]\""));
      if (Peek() == ']' && !first) break;
      first = false;
      if (Peek() == '[' && at_ + 1 < text_.size() && text_[at_ + 1] == ':') {
        if (!PosixClass(&ranges)) return false;
        continue;
      }
      char32_t low = text_[at_++];
      if (low == '\\') {
        if (AtEnd()) return Fail(Bad("\"[\" without \"]\""));
        const char32_t letter = text_[at_++];
        std::vector<Range> more;
        if (letter == 'p' || letter == 'P') {
          if (!Property(letter == 'P', &more)) return false;
          ranges.insert(ranges.end(), more.begin(), more.end());
          continue;
        }
        if (const auto named = NamedClass(letter)) {
          ranges.insert(ranges.end(), named->begin(), named->end());
          continue;
        }
        if (letter == 'b') {
          low = '\b';
        } else if (!EscapedChar(letter, &low)) {
          return false;
        }
      }
      char32_t high = low;
      if (Peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
        ++at_;
        high = text_[at_++];
        if (high == '\\') {
          if (AtEnd()) return Fail(Bad("\"[\" without \"]\""));
          const char32_t letter = text_[at_++];
          if (NamedClass(letter)) return Fail(Bad("a range that ends in a class"));
          if (!EscapedChar(letter, &high)) return false;
        }
        if (high < low) return Fail(Bad("a range whose end is before its start"));
      }
      ranges.push_back({low, high});
    }
    ++at_;
    return EmitClass(ranges, negated);
  }

  std::u32string text_;
  PatternOptions options_;
  Pattern pattern_;
  std::size_t at_ = 0;
  std::optional<Error> error_;
};

Result<PatternOptions> PatternOptionsOf(std::string_view flags) {
  PatternOptions options;
  for (const char flag : flags) {
    if (flag == 'i') {
      options.ignore_case = true;
    } else if (flag == 'm') {
      options.multiline = true;
    } else {
      return Bad("the flags are \"i\" and \"m\", found \"" + std::string(flags) + "\"");
    }
  }
  return options;
}

Result<Pattern> Pattern::Compile(std::string_view text, const PatternOptions& options) {
  return PatternCompiler(text, options).Compile();
}

}  // namespace eteinen::fhirpath
