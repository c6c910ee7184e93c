// Regular expressions that cannot be made to explode: a match takes time proportional to pattern × text, always. Only
// Replace can cost more, once for every match; whoever passes in text of others gives it a limit (PatternWork).
//
// The subset of Perl-like syntax that FHIRPath and the FHIR `regex` extension use: literals, `.`, classes with ranges
// and negation, \d \w \s and their negations, \b \B, ^ $, groups (capturing, (?:…), (?<name>…)), alternatives, the
// quantifiers * + ? {n} {n,} {n,m} with their lazy forms, \t \n \r \f \xHH \uHHHH, and \p{L} \p{N} (letters and
// digits, beyond Latin-1 by a coarse rule). Works on code points of UTF-8 text. Back-references and look-around need
// more than linear time and are refused with kUnsupported; anything else that cannot be read is kInput.
#ifndef ETEINEN_CORE_FHIRPATH_PATTERN_H_
#define ETEINEN_CORE_FHIRPATH_PATTERN_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace eteinen::fhirpath {

struct PatternOptions {
  bool ignore_case = false;  // of ASCII and Latin-1 letters
  bool dot_matches_newline = true;
  bool multiline = false;  // ^ and $ match at line ends too
};

// The flags of matches(): "i" ignores case, "m" lets ^ and $ match at line ends. Any other letter is kInput.
Result<PatternOptions> PatternOptionsOf(std::string_view flags);

// Counts the steps of a match, and ends it when they are too many.
struct PatternWork {
  std::uint64_t steps = 0;
  std::uint64_t most = ~std::uint64_t{0};
  // There is no answer: the limit came first.
  bool Spent() const { return steps > most; }
};

class Pattern {
 public:
  // Errors: kInput, kUnsupported, kLimit (counted repetitions that unfold to more than 20 000 steps).
  static Result<Pattern> Compile(std::string_view text, const PatternOptions& options = {});

  // Whether some part of `text` matches.
  bool Search(std::string_view text, PatternWork* work = nullptr) const;
  // Whether all of `text` matches.
  bool FullMatch(std::string_view text, PatternWork* work = nullptr) const;
  // Every match replaced; in `substitution` $1 or ${1} stands for a group, ${name} for a named one, $0 or $& for the
  // whole match, $$ for a dollar.
  std::string Replace(std::string_view text, std::string_view substitution, PatternWork* work = nullptr) const;

  // How long the unfolded pattern is: compiling it took time in proportion.
  std::size_t Size() const { return program_.size() + ranges_.size(); }

  struct Range {
    char32_t low;
    char32_t high;
  };

 private:
  friend class PatternCompiler;
  friend class PatternMachine;

  enum class Op : std::uint8_t { kChar, kAny, kAnyButNewline, kClass, kSplit, kJump, kSave, kAssert, kMatch };
  enum class Assertion : std::uint8_t { kTextStart, kTextEnd, kLineStart, kLineEnd, kWordBoundary, kNoWordBoundary };
  struct Instruction {
    Op op;
    bool negated = false;  // kClass
    Assertion assertion = Assertion::kTextStart;
    std::uint32_t x = 0;  // kChar: the code point; kClass: first range; kSplit, kJump: target; kSave: slot
    std::uint32_t y = 0;  // kClass: end of ranges; kSplit: the less wanted target
  };

  std::vector<Instruction> program_;
  std::vector<Range> ranges_;
  std::vector<std::string> group_names_;  // by number; [0] is the whole
  bool ignore_case_ = false;
};

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_PATTERN_H_
