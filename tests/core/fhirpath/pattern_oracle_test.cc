// Our matcher against RE2 on generated patterns and texts, and the number of steps it takes where others explode.
//
// Bounded and seeded: every run tries the same. Natively only; RE2 is no part of the product.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <random>
#include <string>
#include <vector>

#include "core/fhirpath/pattern.h"

namespace eteinen::fhirpath {
namespace {

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  int Below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

  // `nullable` tells afterwards whether the pattern can match nothing: such a pattern is not repeated without limit,
  // because engines differ (rightly) in which of the many empty ways they prefer.
  std::string Pattern(int depth, bool* nullable) {
    std::string alternatives = Sequence(depth, nullable);
    for (int more = Below(3) == 0 ? 1 + Below(2) : 0; more > 0; --more) {
      bool other = false;
      alternatives += "|" + Sequence(depth, &other);
      *nullable = *nullable || other;
    }
    return alternatives;
  }

  std::string Text(bool ascii) {
    static const std::vector<std::string> kPieces = {"a",  "b", "c", "ab", "1", "22", " ",
                                                     "\n", "A", "-", "ä",  "Ä", "€"};
    std::string text;
    for (int length = Below(9); length > 0; --length) {
      text += kPieces[static_cast<std::size_t>(Below(ascii ? 10 : 13))];
    }
    return text;
  }

 private:
  std::string Sequence(int depth, bool* nullable) {
    std::string text;
    *nullable = true;
    for (int parts = 1 + Below(4); parts > 0; --parts) {
      bool part = false;
      text += Repeated(depth, &part);
      *nullable = *nullable && part;
    }
    return text;
  }

  std::string Repeated(int depth, bool* nullable) {
    std::string atom = Atom(depth, nullable);
    static const std::vector<std::string> kCounts = {"?", "{0,2}", "{1,3}", "{2}", "*", "+", "{1,}"};
    if (Below(3) != 0) return atom;
    const auto count = static_cast<std::size_t>(Below(*nullable ? 4 : 7));
    if (count == 0 || count == 1 || count == 4) *nullable = true;
    return atom + kCounts[count] + (Below(3) == 0 ? "?" : "");
  }

  std::string Atom(int depth, bool* nullable) {
    *nullable = false;
    static const std::vector<std::string> kAtoms = {"a",     "b",        "c",   "1",   "ä",   ".",       "[ab]",
                                                    "[^a]",  "[a-c1-3]", "\\d", "\\w", "\\W", "[^\\da]", "\\x61",
                                                    "[ä-ö]", "\\D",      " ",   "-",   "[-a]"};
    static const std::vector<std::string> kEdges = {"^", "$", "\\b", "\\B"};
    const int kind = Below(depth > 0 ? 10 : 8);
    if (kind == 7) {
      *nullable = true;
      // In a group: RE2 repeats nothing that stands alone at an edge.
      return "(?:" + kEdges[static_cast<std::size_t>(Below(4))] + ")";
    }
    if (kind < 7) return kAtoms[static_cast<std::size_t>(Below(19))];
    const std::string inner = Pattern(depth - 1, nullable);
    return (Below(2) == 0 ? "(" : "(?:") + inner + ")";
  }

  std::mt19937 random_;
};

// What replacing every match by its groups gives, with RE2 finding the matches.
std::string ReplacedByRe2(const RE2& pattern, const std::string& text) {
  std::string out;
  std::size_t at = 0;
  re2::StringPiece groups[2];
  const int count = std::min(2, 1 + pattern.NumberOfCapturingGroups());
  while (at <= text.size() && pattern.Match(text, at, text.size(), RE2::UNANCHORED, groups, count)) {
    const auto start = static_cast<std::size_t>(groups[0].data() - text.data());
    out += text.substr(at, start - at) + "<" + std::string(groups[0]) + ":";
    if (count == 2) out += std::string(groups[1]);
    out += ">";
    at = start + groups[0].size();
    if (!groups[0].empty()) continue;
    do {  // an empty match: one code point further
      if (at < text.size()) out += text[at];
      ++at;
    } while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  }
  return at < text.size() ? out + text.substr(at) : out;
}

TEST(PatternOracle, AgreesWithRe2) {
  constexpr int kPatterns = 4'000;
  constexpr int kTexts = 8;
  Generator generator(20261122);
  int tried = 0;
  for (int i = 0; i < kPatterns; ++i) {
    bool nullable = false;
    const std::string source = generator.Pattern(3, &nullable);
    PatternOptions options;
    options.ignore_case = generator.Below(4) == 0;
    options.multiline = generator.Below(4) == 0;
    options.dot_matches_newline = generator.Below(2) == 0;
    RE2::Options theirs;
    theirs.set_log_errors(false);
    theirs.set_case_sensitive(!options.ignore_case);
    theirs.set_dot_nl(options.dot_matches_newline);
    const RE2 oracle((options.multiline ? "(?m)" : "") + source, theirs);
    ASSERT_TRUE(oracle.ok()) << source << ": " << oracle.error();
    const auto ours = Pattern::Compile(source, options);
    ASSERT_TRUE(ours.ok()) << source << ": " << ours.error().message;
    for (int k = 0; k < kTexts; ++k) {
      // RE2's \B holds between the bytes of one character; ours knows characters only.
      const std::string text = generator.Text(source.find("\\B") != std::string::npos);
      const std::string what = "/" + source + "/" + (options.ignore_case ? "i" : "") + (options.multiline ? "m" : "") +
                               (options.dot_matches_newline ? "s" : "") + " on \"" + text + "\"";
      ++tried;
      EXPECT_EQ(ours->Search(text), RE2::PartialMatch(text, oracle)) << what;
      EXPECT_EQ(ours->FullMatch(text), RE2::FullMatch(text, oracle)) << what;
      EXPECT_EQ(ours->Replace(text, "<$0:$1>"), ReplacedByRe2(oracle, text)) << what;
      if (HasFailure()) return;  // one difference is enough to look at
    }
  }
  EXPECT_EQ(tried, kPatterns * kTexts);
}

TEST(PatternOracle, RefusesWhatRe2Refuses) {
  for (const char* source : {"(", ")", "[", "a**b(", "*", "+a", "a{3,2}", "(?<n>", "\\", "[b-a]", "(?z)a", "(?=a)"}) {
    RE2::Options quiet;
    quiet.set_log_errors(false);
    EXPECT_FALSE(RE2(source, quiet).ok()) << source;
    EXPECT_FALSE(Pattern::Compile(source).ok()) << source;
  }
}

}  // namespace
}  // namespace eteinen::fhirpath
