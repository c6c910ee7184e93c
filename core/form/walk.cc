#include "core/form/walk.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>

#include "core/form/danger_page.h"
#include "core/form/legal_answers.h"
#include "core/form/plain_answer.h"
#include "core/form/unused_answers.h"

namespace eteinen::form {
namespace {

constexpr std::size_t kMostStatesOfAQuestion = 200'000;
constexpr std::string_view kNoWay = "no way";
constexpr int kUndecided = static_cast<int>(std::size(kUrgencies));

// What is left of the form in a situation: of each rule its condition and its reason, then what enables each question.
using Left = std::vector<FormulaId>;

struct State {
  Left left;
  std::int64_t ways = 0;  // sets of answers that lead here
  int from = -1;          // one of them: the state before, in the layer before
  FormulaId answer = 0;   // and what it answered; 0: nothing was asked
  std::vector<int> next;  // by class of answers; one when nothing is asked
  int gravest = kUndecided;
  int mildest = -1;
};

std::int64_t Saturated(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? std::numeric_limits<std::int64_t>::max() : sum;
}

std::int64_t Times(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? std::numeric_limits<std::int64_t>::max() : product;
}

struct LeftHash {
  std::size_t operator()(const Left& left) const {
    std::uint64_t hash = 0xCBF29CE484222325u;
    for (const FormulaId id : left) hash = (hash ^ static_cast<unsigned>(id)) * 0x100000001B3u;
    return static_cast<std::size_t>(hash);
  }
};

class Walker {
 public:
  Walker(const Questionnaire& questionnaire, const std::vector<Rule>& rules, const Start& start, Judgement& judgement,
         Walk& walk)
      : questionnaire_(questionnaire),
        rules_(rules),
        start_(start),
        judgement_(judgement),
        walk_(walk),
        none_(judgement.formulas->Constant(Json::MakeArray())) {}

  void Run() {
    layers_.resize(judgement_.order.size() + 1);
    layers_[0].push_back(First());
    for (std::size_t step = 0; step < judgement_.order.size(); ++step) {
      if (!Advance(step)) return;
    }
    for (const std::vector<State>& layer : layers_) walk_.states += static_cast<std::int64_t>(layer.size());
    JudgeEnds();
    Look();
    CheckDanger();
    CompareWithAssessments();
  }

 private:
  Formulas& Table() { return *judgement_.formulas; }
  std::size_t RuleCount() const { return judgement_.rules.size(); }
  const Asked& AskedAt(std::size_t step) const {
    return judgement_.questions[static_cast<std::size_t>(judgement_.order[step])];
  }
  void Add(WalkFinding::Kind kind, std::string place, std::string message, Json answers = Json()) {
    walk_.findings.push_back({kind, std::move(place), std::move(message), std::move(answers)});
  }

  State First() {
    State state;
    for (const JudgedRule& rule : judgement_.rules) state.left.push_back(rule.holds);
    for (const JudgedRule& rule : judgement_.rules) state.left.push_back(rule.reason);
    for (const Asked& asked : judgement_.questions) state.left.push_back(asked.enabled);
    state.ways = 1;
    Simplify(state.left, 0);
    return state;
  }

  // Forgets what cannot matter any more: rules after one that holds, and questions that no open rule waits for.
  void Simplify(Left& left, std::size_t step) {
    const std::size_t rules = RuleCount();
    bool decided = false;
    std::uint64_t wanted = 0;
    for (std::size_t i = 0; i < rules; ++i) {
      if (decided) left[i] = Formulas::kFalse;
      decided = decided || left[i] == Formulas::kTrue;
      if (left[i] == Formulas::kFalse) left[rules + i] = Formulas::kFalse;
      wanted |= Table().Questions(left[i]) | Table().Questions(left[rules + i]);
    }
    const auto enabled = [&](std::size_t q) -> FormulaId& { return left[2 * rules + q]; };
    for (bool grew = true; grew;) {
      grew = false;
      for (std::size_t q = 0; q < judgement_.questions.size(); ++q) {
        if ((wanted >> q & 1) == 0) continue;
        const std::uint64_t more = Table().Questions(enabled(q)) & ~wanted;
        grew = grew || more != 0;
        wanted |= more;
      }
    }
    for (std::size_t i = 0; i < judgement_.order.size(); ++i) {
      const auto q = static_cast<std::size_t>(judgement_.order[i]);
      if (i < step || (wanted >> q & 1) == 0) enabled(q) = Formulas::kFalse;
    }
  }

  bool IsAsked(const State& state, std::size_t step) const {
    return state.left[2 * RuleCount() + static_cast<std::size_t>(judgement_.order[step])] == Formulas::kTrue;
  }

  // From the situations before one question to those after it. False: too many.
  bool Advance(std::size_t step) {
    const int question = judgement_.order[step];
    const Asked& asked = AskedAt(step);
    std::vector<State>& after = layers_[step + 1];
    std::unordered_map<Left, int, LeftHash> known;
    for (std::size_t s = 0; s < layers_[step].size(); ++s) {
      State& state = layers_[step][s];
      const bool enabled = IsAsked(state, step);
      const std::size_t choices = enabled ? asked.classes.size() : 1;
      for (std::size_t c = 0; c < choices; ++c) {
        const FormulaId answers = enabled ? asked.classes[c].answers : none_;
        Left left = state.left;
        for (FormulaId& formula : left) formula = Table().Answered(formula, question, answers);
        Simplify(left, step + 1);
        const auto [entry, fresh] = known.try_emplace(left, static_cast<int>(after.size()));
        if (fresh) {
          after.emplace_back();
          after.back().left = std::move(left);
          after.back().from = static_cast<int>(s);
          after.back().answer = enabled ? answers : 0;
        }
        State& next = after[static_cast<std::size_t>(entry->second)];
        next.ways = Saturated(next.ways, Times(state.ways, enabled ? asked.classes[c].count : 1));
        state.next.push_back(entry->second);
      }
      if (after.size() > kMostStatesOfAQuestion) {
        Add(WalkFinding::Kind::kNotWalked, questionnaire_.items()[static_cast<std::size_t>(asked.item)].link_id,
            "more than " + std::to_string(kMostStatesOfAQuestion) + " situations after this question");
        return false;
      }
    }
    return true;
  }

  // The rule that decides at an end: its place among the judged rules, or none.
  std::optional<std::size_t> DeciderOf(const State& state) const {
    for (std::size_t i = 0; i < RuleCount(); ++i) {
      if (state.left[i] == Formulas::kTrue) return i;
    }
    return std::nullopt;
  }

  void JudgeEnds() {
    for (State& state : layers_.back()) {
      const std::optional<std::size_t> decider = DeciderOf(state);
      const int urgency = decider ? judgement_.rules[*decider].rule->urgency : kUndecided;
      state.gravest = state.mildest = urgency;
      walk_.decisions = Saturated(walk_.decisions, state.ways);
    }
    for (std::size_t step = layers_.size() - 1; step-- > 0;) {
      for (State& state : layers_[step]) {
        for (const int next : state.next) {
          const State& after = layers_[step + 1][static_cast<std::size_t>(next)];
          state.gravest = std::min(state.gravest, after.gravest);
          state.mildest = std::max(state.mildest, after.mildest);
        }
      }
    }
  }

  // The answers that lead to a state, in plain form.
  Json WayTo(std::size_t step, int state) {
    std::vector<std::pair<std::string, Json>> given;
    for (; step > 0; --step) {
      const State& here = layers_[step][static_cast<std::size_t>(state)];
      if (here.answer != 0 && !Table().Answers(here.answer).Items().empty()) {
        given.emplace_back(questionnaire_.items()[static_cast<std::size_t>(AskedAt(step - 1).item)].link_id,
                           PlainAnswer(Table().Answers(here.answer)));
      }
      state = here.from;
    }
    Json way = Json::MakeObject();
    for (auto it = given.rbegin(); it != given.rend(); ++it) way.Set(it->first, std::move(it->second));
    return way;
  }

  std::string Many(std::int64_t ways) const {
    return ways == std::numeric_limits<std::int64_t>::max() ? "very many" : std::to_string(ways);
  }

  void Look() {
    std::vector<bool> decides(RuleCount());
    std::int64_t nowhere = 0;
    Json example;
    std::vector<bool> unreasoned(RuleCount());
    const std::vector<State>& ends = layers_.back();
    for (std::size_t s = 0; s < ends.size(); ++s) {
      const std::optional<std::size_t> decider = DeciderOf(ends[s]);
      if (!decider) {
        if (nowhere == 0) example = WayTo(layers_.size() - 1, static_cast<int>(s));
        nowhere = Saturated(nowhere, ends[s].ways);
        continue;
      }
      decides[*decider] = true;
      if (ends[s].left[RuleCount() + *decider] == Formulas::kTrue || unreasoned[*decider]) continue;
      unreasoned[*decider] = true;
      Json way = WayTo(layers_.size() - 1, static_cast<int>(s));
      Add(WalkFinding::Kind::kNoReason, judgement_.rules[*decider].rule->id,
          "decides without an answer to show for it: " + WriteJson(way), way);
    }
    if (nowhere > 0) {
      Add(WalkFinding::Kind::kNoOutcome, "",
          Many(nowhere) + " ways end without an outcome, such as " + WriteJson(example), example);
    }
    for (std::size_t i = 0; i < RuleCount(); ++i) {
      if (decides[i]) continue;
      Add(WalkFinding::Kind::kNeverDecides, judgement_.rules[i].rule->id, "no way leads to this rule");
    }
  }

  // Each sign of the danger page, ticked alone with nothing else answered, is enough to act.
  void CheckThatDangerActs(const Item& item) {
    for (const Option& option : item.options) {
      if (option.exclusive) continue;
      Json answer = Json::MakeObject();
      answer.Set(option.key, *option.value);
      const Json answers = Json::MakeArray({std::move(answer)});
      const Result<Assessment> assessment = AssessedWith(item.link_id, answers);
      const bool acts = assessment.ok() && assessment->danger &&
                        (assessment->urgency == kUrgencies[0] || assessment->urgency == kUrgencies[1]);
      if (acts) continue;
      Add(WalkFinding::Kind::kDangerWaits, item.link_id,
          "\"" + (*option.value)["code"].AsString() + "\" alone does not act: " +
              (!assessment.ok()              ? assessment.error().message
               : assessment->urgency.empty() ? "nothing is certain yet"
                                             : "it comes to " + assessment->urgency + " by " + assessment->rule),
          Json::MakeObject({{item.link_id, PlainAnswer(answers)}}));
    }
  }

  Result<Assessment> AssessedWith(const std::string& link_id, const Json& answers) {
    ++walk_.evaluated;
    ETEINEN_ASSIGN_OR_RETURN(Session session, Session::Begin(questionnaire_, start_));
    ETEINEN_RETURN_IF_ERROR(session.SetAnswer(link_id, {}, answers));
    return Assess(rules_, session, start_.language);
  }

  // Danger signs: each set of them against the same set with one more, all other answers alike.
  void CheckDanger() {
    const int page = DangerPage(questionnaire_, judgement_);
    if (page < 0) return;
    const auto at = std::find(judgement_.order.begin(), judgement_.order.end(), page);
    const auto step = static_cast<std::size_t>(at - judgement_.order.begin());
    const Asked& asked = AskedAt(step);
    const Item& item = questionnaire_.items()[static_cast<std::size_t>(asked.item)];
    std::map<std::pair<int, int>, std::size_t> pairs;  // class before, class with one more → the option
    const std::unordered_map<std::uint32_t, int> sets(asked.sets.begin(), asked.sets.end());
    CheckThatDangerActs(item);
    for (const auto& [set, before] : asked.sets) {
      for (std::size_t o = 0; o < item.options.size(); ++o) {
        if (item.options[o].exclusive || (set >> o & 1) != 0) continue;
        bool none = set == 0;
        for (std::size_t x = 0; x < item.options.size(); ++x) {
          none = none || (item.options[x].exclusive && (set >> x & 1) != 0);
        }
        const auto with = sets.find((none ? 0 : set) | std::uint32_t{1} << o);
        if (with != sets.end() && with->second != before) pairs.emplace(std::pair(before, with->second), o);
      }
    }
    std::vector<bool> told(item.options.size());
    for (const auto& [pair, option] : pairs) {
      if (told[option]) continue;
      for (const State& state : layers_[step]) {
        if (state.next.size() <= 1) continue;
        const int before = state.next[static_cast<std::size_t>(pair.first)];
        const int with = state.next[static_cast<std::size_t>(pair.second)];
        if (!Lowers(step + 1, before, with)) continue;
        told[option] = true;
        const std::string code = (*item.options[option].value)["code"].AsString();
        Add(WalkFinding::Kind::kDangerLowers, item.link_id,
            "\"" + code + "\" can make it less grave than it is without: beside " +
                WriteJson(PlainAnswer(Table().Answers(asked.classes[static_cast<std::size_t>(pair.first)].answers))) +
                " the other questions can come to " + Urgency(layers_[step + 1], before) + ", with it to " +
                Urgency(layers_[step + 1], with));
        break;
      }
    }
  }

  std::string Urgency(const std::vector<State>& layer, int state) const {
    const int gravest = layer[static_cast<std::size_t>(state)].gravest;
    return gravest < kUndecided ? std::string(kUrgencies[gravest]) : "nothing";
  }

  // Whether the same answers to what follows can make `with` less grave than `before`.
  bool Lowers(std::size_t step, int before, int with) {
    const State& a = layers_[step][static_cast<std::size_t>(before)];
    const State& b = layers_[step][static_cast<std::size_t>(with)];
    if (before == with || b.mildest <= a.gravest) return false;
    if (b.gravest > a.mildest || step + 1 == layers_.size()) return true;
    const auto [entry, fresh] = lowers_.try_emplace({step, before, with}, false);
    if (!fresh) return entry->second;
    const std::size_t choices = std::max(a.next.size(), b.next.size());
    bool lowers = false;
    for (std::size_t c = 0; c < choices && !lowers; ++c) {
      lowers = Lowers(step + 1, a.next[a.next.size() > 1 ? c : 0], b.next[b.next.size() > 1 ? c : 0]);
    }
    return lowers_[{step, before, with}] = lowers;
  }

  // One way through each situation, filled in and judged as for a resident.
  void CompareWithAssessments() {
    std::map<std::string, std::string> seen;  // way to the end → what the walk says
    for (std::size_t step = 0; step < layers_.size(); ++step) {
      for (std::size_t s = 0; s < layers_[step].size(); ++s) {
        Json way = WayTo(step, static_cast<int>(s));
        int state = static_cast<int>(s);
        for (std::size_t on = step; on + 1 < layers_.size(); ++on) {
          const State& here = layers_[on][static_cast<std::size_t>(state)];
          const std::size_t pick = (s + on) % here.next.size();
          if (IsAsked(here, on)) {
            const Json& answers = Table().Answers(AskedAt(on).classes[pick].answers);
            const Item& item = questionnaire_.items()[static_cast<std::size_t>(AskedAt(on).item)];
            if (!answers.Items().empty()) way.Set(item.link_id, PlainAnswer(answers));
          }
          state = here.next[pick];
        }
        const std::optional<std::size_t> decider = DeciderOf(layers_.back()[static_cast<std::size_t>(state)]);
        seen.emplace(WriteJson(way), decider ? judgement_.rules[*decider].rule->id : "");
      }
    }
    bool told = false;
    for (const auto& [text, rule] : seen) {
      const Result<Json> way = ParseJson(text);
      ++walk_.evaluated;
      const Result<std::string> real = way.ok() ? DecidesReally(*way) : Result<std::string>(way.error());
      if (told || (real.ok() && (*real == rule || *real == kNoWay))) continue;
      told = true;
      Add(WalkFinding::Kind::kAssessedElse, rule,
          "the walk says \"" + rule + "\", the assessment \"" + (real.ok() ? *real : real.error().message) +
              "\": " + text,
          way.ok() ? *way : Json());
    }
  }

  // Whether an option among the answers is switched off by the others (answerOptionsToggleExpression), which the walk
  // does not know of: it goes more ways than a resident can.
  static bool HasSwitchedOff(const Session& session, const Json& answers) {
    for (const auto& [link_id, answer] : answers.Members()) {
      for (const OptionState& option : session.OptionsOf(link_id, {})) {
        const Json& code = (*option.value)["code"];
        const Json::Array& several = answer.Items();
        const bool given = code == answer || std::find(several.begin(), several.end(), code) != several.end();
        if (!option.enabled && given) return true;
      }
    }
    return false;
  }

  // The rule that decides in an assessment of a form with these answers; kNoWay where nobody can give them. Questions
  // that the decision did not wait for are answered with anything.
  Result<std::string> DecidesReally(const Json& answers) {
    ETEINEN_ASSIGN_OR_RETURN(Session session, Session::Begin(questionnaire_, start_));
    for (const Item& item : questionnaire_.items()) {
      if (item.IsQuestion() && !item.read_only && !answers.Has(item.link_id)) {
        ETEINEN_RETURN_IF_ERROR(session.SetAnswer(item.link_id, {}, Json::MakeArray()));
      }
    }
    ETEINEN_RETURN_IF_ERROR(SetPlainAnswers(session, answers));
    for (std::size_t i = 0; i <= questionnaire_.items().size(); ++i) {
      const std::vector<ItemState> shown = session.Enabled();
      const auto open = std::find_if(shown.begin(), shown.end(), [&](const ItemState& state) {
        const Item& item = questionnaire_.items()[static_cast<std::size_t>(state.item)];
        return item.IsQuestion() && !item.read_only && state.required && state.answers.Items().empty();
      });
      if (open == shown.end()) {
        if (HasSwitchedOff(session, answers)) return std::string(kNoWay);
        ETEINEN_ASSIGN_OR_RETURN(const Assessment assessment, Assess(rules_, session, start_.language));
        return assessment.complete ? assessment.rule : Result<std::string>(InputError("it is never complete"));
      }
      Item item = questionnaire_.items()[static_cast<std::size_t>(open->item)];
      item.repeats = false;  // one answer is enough
      const std::vector<Json> legal = LegalAnswersOf(item).all;
      if (legal.empty()) return InputError("\"" + std::string(open->link_id) + "\" takes no answer");
      ETEINEN_RETURN_IF_ERROR(session.SetAnswer(std::string(open->link_id), {}, legal.back()));
    }
    return InputError("there is no end to the questions");
  }

  const Questionnaire& questionnaire_;
  const std::vector<Rule>& rules_;
  const Start& start_;
  Judgement& judgement_;
  Walk& walk_;
  FormulaId none_;
  std::vector<std::vector<State>> layers_;
  std::map<std::tuple<std::size_t, int, int>, bool> lowers_;
};

}  // namespace

std::string_view Code(WalkFinding::Kind kind) {
  static constexpr std::string_view kCodes[] = {"no-outcome",          "no-reason",          "rule-never-decides",
                                                "danger-does-not-act", "danger-lowers",      "answer-unused",
                                                "condition-fails",     "assessed-otherwise", "not-walked"};
  return kCodes[static_cast<std::size_t>(kind)];
}

Walk WalkThrough(const Questionnaire& questionnaire, const std::vector<Rule>& rules, const Start& start) {
  Walk walk;
  if (rules.empty()) return walk;
  Result<Judgement> judgement = Understand(questionnaire, rules, start.now, start.terminology);
  if (!judgement.ok()) {
    walk.findings.push_back({WalkFinding::Kind::kNotWalked, judgement.error().path, judgement.error().message});
    return walk;
  }
  for (const Asked& asked : judgement->questions) {
    if (!asked.sampled) continue;
    walk.sampled.push_back(questionnaire.items()[static_cast<std::size_t>(asked.item)].link_id + ": " +
                           std::to_string(asked.looked_at) + " of its answers");
  }
  if (const int page = DangerPage(questionnaire, *judgement); page >= 0) {
    walk.danger_item = judgement->questions[static_cast<std::size_t>(page)].item;
  }
  for (UnusedAnswer& unused : UnusedAnswers(questionnaire, *judgement)) {
    walk.findings.push_back({WalkFinding::Kind::kAnswerUnused, std::move(unused.link_id), std::move(unused.message)});
  }
  Walker(questionnaire, rules, start, *judgement, walk).Run();
  for (const auto& [text, message] : judgement->leaves->failures()) {
    walk.findings.push_back({WalkFinding::Kind::kConditionFails, "", "\"" + text + "\" fails: " + message});
  }
  return walk;
}

}  // namespace eteinen::form
