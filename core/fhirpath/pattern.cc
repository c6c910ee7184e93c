#include "core/fhirpath/pattern.h"

#include <algorithm>
#include <cstddef>

#include "core/fhirpath/utf8.h"

namespace eteinen::fhirpath {
namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

bool IsWord(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

}  // namespace

// Runs every way through the program at once, one step a code point (after Ken Thompson and Rob Pike). The threads are
// in order of preference, so that the first to reach the end is the match that a backtracking matcher would find.
class PatternMachine {
 public:
  // `work` may be null.
  PatternMachine(const Pattern& pattern, std::u32string_view text, bool captures, PatternWork* work)
      : pattern_(pattern),
        text_(text),
        work_(work == nullptr ? own_work_ : *work),
        slots_(captures ? 2 * pattern.group_names_.size() : 0),
        seen_(pattern.program_.size(), kNowhere) {}

  // Looks for the leftmost match from `from` on; with `full` only one of the whole text counts. The places of the
  // groups are in `places` afterwards.
  bool Run(std::size_t from, bool full, std::vector<std::size_t>* places) {
    bool matched = false;
    current_.clear();
    std::fill(seen_.begin(), seen_.end(), kNowhere);
    work_.steps += seen_.size();
    for (std::size_t at = from; at <= text_.size(); ++at) {
      if (work_.Spent()) return false;
      if (!matched && (!full || at == from)) {
        Thread start{0, std::vector<std::size_t>(slots_, kNowhere)};
        generation_ = at;
        Add(current_, std::move(start), at);
      }
      if (current_.empty()) {
        if (matched || full) break;
        continue;
      }
      next_.clear();
      generation_ = at + 1;
      for (Thread& thread : current_) {
        const Pattern::Instruction& instruction = pattern_.program_[thread.pc];
        if (instruction.op == Pattern::Op::kMatch) {
          if (full && at != text_.size()) continue;
          matched = true;
          if (places == nullptr) return true;
          *places = thread.places;
          break;  // less preferred threads are cut off
        }
        if (instruction.op == Pattern::Op::kClass) work_.steps += (instruction.y - instruction.x) / 4;
        if (at < text_.size() && Matches(instruction, text_[at])) {
          ++thread.pc;
          Add(next_, std::move(thread), at + 1);
        }
      }
      std::swap(current_, next_);
    }
    return matched;
  }

 private:
  struct Thread {
    std::uint32_t pc;
    std::vector<std::size_t> places;
  };

  // Follows the instructions that take no code point, without recursion: a pattern cannot exhaust the stack.
  void Add(std::vector<Thread>& list, Thread thread, std::size_t at) {
    stack_.clear();
    stack_.push_back(std::move(thread));
    while (!stack_.empty()) {
      Thread top = std::move(stack_.back());
      stack_.pop_back();
      work_.steps += 1 + slots_ / 4;  // the places of the groups are copied
      if (seen_[top.pc] == generation_) continue;
      seen_[top.pc] = generation_;
      const Pattern::Instruction& instruction = pattern_.program_[top.pc];
      switch (instruction.op) {
        case Pattern::Op::kJump:
          top.pc = instruction.x;
          stack_.push_back(std::move(top));
          break;
        case Pattern::Op::kSplit:
          stack_.push_back({instruction.y, top.places});
          top.pc = instruction.x;
          stack_.push_back(std::move(top));
          break;
        case Pattern::Op::kSave:
          if (instruction.x < slots_) top.places[instruction.x] = at;
          ++top.pc;
          stack_.push_back(std::move(top));
          break;
        case Pattern::Op::kAssert:
          if (Holds(instruction.assertion, at)) {
            ++top.pc;
            stack_.push_back(std::move(top));
          }
          break;
        default:
          list.push_back(std::move(top));
      }
    }
  }

  bool Holds(Pattern::Assertion assertion, std::size_t at) const {
    switch (assertion) {
      case Pattern::Assertion::kTextStart:
        return at == 0;
      case Pattern::Assertion::kTextEnd:
        return at == text_.size();
      case Pattern::Assertion::kLineStart:
        return at == 0 || text_[at - 1] == '\n';
      case Pattern::Assertion::kLineEnd:
        return at == text_.size() || text_[at] == '\n';
      case Pattern::Assertion::kWordBoundary:
      case Pattern::Assertion::kNoWordBoundary: {
        const bool before = at > 0 && IsWord(text_[at - 1]);
        const bool after = at < text_.size() && IsWord(text_[at]);
        return (before != after) == (assertion == Pattern::Assertion::kWordBoundary);
      }
    }
    return false;
  }

  bool Matches(const Pattern::Instruction& instruction, char32_t c) const {
    switch (instruction.op) {
      case Pattern::Op::kChar:
        return instruction.x == (pattern_.ignore_case_ ? FoldCase(c) : c);
      case Pattern::Op::kAny:
        return true;
      case Pattern::Op::kAnyButNewline:
        return c != '\n' && c != '\r';
      case Pattern::Op::kClass: {
        bool in = InClass(instruction, c);
        if (pattern_.ignore_case_) in = in || InClass(instruction, ToUpper(c)) || InClass(instruction, ToLower(c));
        return in != instruction.negated;
      }
      default:
        return false;
    }
  }

  bool InClass(const Pattern::Instruction& instruction, char32_t c) const {
    for (std::uint32_t i = instruction.x; i < instruction.y; ++i) {
      if (c >= pattern_.ranges_[i].low && c <= pattern_.ranges_[i].high) return true;
    }
    return false;
  }

  const Pattern& pattern_;
  std::u32string_view text_;
  PatternWork own_work_;
  PatternWork& work_;
  std::size_t slots_;
  std::vector<std::size_t> seen_;  // per instruction: the step in which a thread stood there last
  std::size_t generation_ = 0;
  std::vector<Thread> current_;
  std::vector<Thread> next_;
  std::vector<Thread> stack_;
};

bool Pattern::Search(std::string_view text, PatternWork* work) const {
  const std::u32string decoded = DecodeUtf8(text);
  return PatternMachine(*this, decoded, false, work).Run(0, false, nullptr);
}

bool Pattern::FullMatch(std::string_view text, PatternWork* work) const {
  const std::u32string decoded = DecodeUtf8(text);
  return PatternMachine(*this, decoded, false, work).Run(0, true, nullptr);
}

std::string Pattern::Replace(std::string_view text, std::string_view substitution, PatternWork* work) const {
  const std::u32string in = DecodeUtf8(text);
  std::string out;
  std::vector<std::size_t> places;
  PatternMachine machine(*this, in, true, work);
  const auto append_group = [&](std::size_t group) {
    if (group >= group_names_.size() || places[2 * group] == kNowhere || places[2 * group + 1] == kNowhere) return;
    out += EncodeUtf8(std::u32string_view(in).substr(places[2 * group], places[2 * group + 1] - places[2 * group]));
  };
  const auto append_substitution = [&] {
    for (std::size_t at = 0; at < substitution.size(); ++at) {
      const char next = at + 1 < substitution.size() ? substitution[at + 1] : '\0';
      if (substitution[at] != '$' || next == '\0') {
        out += substitution[at];
      } else if (next == '$') {
        out += '$';
        ++at;
      } else if (next == '&') {
        append_group(0);
        ++at;
      } else if (next >= '0' && next <= '9') {
        std::size_t group = static_cast<std::size_t>(next - '0');
        ++at;
        if (at + 1 < substitution.size() && substitution[at + 1] >= '0' && substitution[at + 1] <= '9' &&
            group * 10 + static_cast<std::size_t>(substitution[at + 1] - '0') < group_names_.size()) {
          group = group * 10 + static_cast<std::size_t>(substitution[++at] - '0');
        }
        append_group(group);
      } else if (const std::size_t close = substitution.find('}', at); next == '{' && close != std::string_view::npos) {
        const std::string_view name = substitution.substr(at + 2, close - at - 2);
        for (std::size_t group = 0; group < group_names_.size(); ++group) {
          if (name == std::to_string(group) || (!name.empty() && name == group_names_[group])) append_group(group);
        }
        at = close;
      } else {
        out += '$';
      }
    }
  };
  std::size_t at = 0;
  while (at <= in.size() && machine.Run(at, false, &places)) {
    out += EncodeUtf8(std::u32string_view(in).substr(at, places[0] - at));
    append_substitution();
    at = places[1];
    if (places[0] == places[1]) {  // an empty match: one code point further
      if (at < in.size()) AppendUtf8(out, in[at]);
      ++at;
    }
  }
  if (at < in.size()) out += EncodeUtf8(std::u32string_view(in).substr(at));
  return out;
}

}  // namespace eteinen::fhirpath
