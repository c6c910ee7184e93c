// In which order a form's logic is worked off, and where it runs in circles.
//
// The graph has three kinds of vertices: an expression, the visible answers of an item, and whether an item is enabled.
// Strongly connected parts (Tarjan's algorithm, without recursion: forms may be large) are cycles; the parts come out
// in reverse order of work.
#include <algorithm>
#include <string>

#include "core/form/program.h"

namespace eteinen::form {
namespace {

class Graph {
 public:
  Graph(const std::vector<Item>& items, Program& program) : items_(items), program_(program) {
    const std::size_t size = program.expressions.size() + 2 * items.size();
    next_.resize(size);
    for (int id = 0; id < Expressions(); ++id) AddExpression(id);
    for (int i = 0; i < Items(); ++i) {
      const Item& item = items[static_cast<std::size_t>(i)];
      Add(Enable(i), Answers(i));
      if (item.parent >= 0) Add(Enable(item.parent), Enable(i));
      for (const EnableCondition& condition : item.enable_when) {
        if (condition.question >= 0) Add(Answers(condition.question), Enable(i));
      }
    }
  }

  int Expressions() const { return static_cast<int>(program_.expressions.size()); }
  int Items() const { return static_cast<int>(items_.size()); }
  int Answers(int item) const { return Expressions() + item; }
  int Enable(int item) const { return Expressions() + Items() + item; }
  const std::vector<int>& Next(int vertex) const { return next_[static_cast<std::size_t>(vertex)]; }
  int Size() const { return static_cast<int>(next_.size()); }

  // The item that a vertex speaks of; -1: the form.
  int ItemOf(int vertex) const {
    if (vertex < Expressions()) return program_[vertex].owner;
    return (vertex - Expressions()) % Items();
  }

 private:
  void Add(int from, int to) { next_[static_cast<std::size_t>(from)].push_back(to); }

  void AddExpression(int id) {
    const FormExpression& expression = program_[id];
    // Groups are only the way to their questions here; else a sum beside the things it sums would look like a cycle.
    for (const int item : expression.reads) {
      if (items_[static_cast<std::size_t>(item)].IsQuestion()) Add(Answers(item), id);
    }
    for (const int variable : expression.variables) Add(variable, id);
    if (expression.owner < 0) return;
    if (expression.use == Use::kCalculated) Add(id, Answers(expression.owner));
    if (expression.use == Use::kEnableWhen) Add(id, Enable(expression.owner));
  }

  const std::vector<Item>& items_;
  Program& program_;
  std::vector<std::vector<int>> next_;
};

// Components in reverse topological order.
class Components {
 public:
  explicit Components(const Graph& graph) : graph_(graph) {
    const auto size = static_cast<std::size_t>(graph.Size());
    index_.assign(size, -1);
    low_.assign(size, 0);
    component_.assign(size, -1);
    // From the last one on: where nothing else decides, work goes in the order of the form.
    for (int vertex = graph.Size() - 1; vertex >= 0; --vertex) {
      if (index_[static_cast<std::size_t>(vertex)] < 0) Visit(vertex);
    }
  }

  const std::vector<std::vector<int>>& all() const { return all_; }
  int Of(int vertex) const { return component_[static_cast<std::size_t>(vertex)]; }

 private:
  struct Frame {
    int vertex;
    std::size_t next;
  };

  void Open(int vertex) {
    index_[static_cast<std::size_t>(vertex)] = low_[static_cast<std::size_t>(vertex)] = counter_++;
    stack_.push_back(vertex);
    frames_.push_back({vertex, 0});
  }

  void Visit(int start) {
    Open(start);
    while (!frames_.empty()) {
      const int vertex = frames_.back().vertex;
      int& low = low_[static_cast<std::size_t>(vertex)];
      const std::vector<int>& next = graph_.Next(vertex);
      if (frames_.back().next < next.size()) {
        const int other = next[frames_.back().next++];
        if (index_[static_cast<std::size_t>(other)] < 0) {
          Open(other);
        } else if (component_[static_cast<std::size_t>(other)] < 0) {
          low = std::min(low, index_[static_cast<std::size_t>(other)]);
        }
        continue;
      }
      frames_.pop_back();
      if (!frames_.empty()) {
        int& above = low_[static_cast<std::size_t>(frames_.back().vertex)];
        above = std::min(above, low);
      }
      if (low == index_[static_cast<std::size_t>(vertex)]) Close(vertex);
    }
  }

  void Close(int root) {
    all_.emplace_back();
    int vertex = -1;
    do {
      vertex = stack_.back();
      stack_.pop_back();
      component_[static_cast<std::size_t>(vertex)] = static_cast<int>(all_.size()) - 1;
      all_.back().push_back(vertex);
    } while (vertex != root);
  }

  const Graph& graph_;
  std::vector<int> index_, low_, component_, stack_;
  std::vector<Frame> frames_;
  std::vector<std::vector<int>> all_;
  int counter_ = 0;
};

// The shortest way from `start` back to itself within its component.
std::vector<int> ShortestCycle(const Graph& graph, const Components& components, int start) {
  std::vector<int> from(static_cast<std::size_t>(graph.Size()), -1);
  std::vector<int> queue = {start};
  for (std::size_t head = 0; head < queue.size(); ++head) {
    for (const int next : graph.Next(queue[head])) {
      if (next == start) {
        std::vector<int> way = {start};
        for (int at = queue[head]; at != start; at = from[static_cast<std::size_t>(at)]) way.push_back(at);
        way.push_back(start);
        std::reverse(way.begin(), way.end());
        return way;
      }
      if (components.Of(next) != components.Of(start) || from[static_cast<std::size_t>(next)] >= 0) continue;
      from[static_cast<std::size_t>(next)] = queue[head];
      queue.push_back(next);
    }
  }
  return {};
}

// "a → b → a"; of a very long way its beginning and end.
std::string Chain(const std::vector<Item>& items, const Graph& graph, const std::vector<int>& way) {
  constexpr int kShown = 20;
  std::string chain;
  int last = -2;
  int steps = 0;
  for (const int vertex : way) {
    const int item = graph.ItemOf(vertex);
    if (item == last) continue;
    last = item;
    ++steps;
    if (steps == kShown) chain += " → …";
    if (steps >= kShown && vertex != way.back()) continue;
    if (!chain.empty()) chain += " → ";
    chain += item < 0 ? "(form)" : items[static_cast<std::size_t>(item)].link_id;
  }
  if (steps == 1) chain += " → " + chain;
  return chain;
}

}  // namespace

void OrderExpressions(const std::vector<Item>& items, Program& program, std::vector<LoadIssue>& issues) {
  program.enable_rank.assign(items.size(), 0);
  program.enable_cyclic.assign(items.size(), 0);
  const Graph graph(items, program);
  const Components components(graph);
  const int count = static_cast<int>(components.all().size());
  // What reads by other ways than linkIds comes after everything that does not, and so does what follows from it.
  std::vector<char> late(static_cast<std::size_t>(graph.Size()), 0);
  for (int part = count - 1; part >= 0; --part) {
    const std::vector<int>& members = components.all()[static_cast<std::size_t>(part)];
    bool is_late = false;
    for (const int vertex : members) {
      is_late = is_late || late[static_cast<std::size_t>(vertex)] != 0;
      if (vertex >= graph.Expressions()) continue;
      FormExpression& expression = program.expressions[static_cast<std::size_t>(vertex)];
      expression.reads_unknown = expression.everything || expression.context ||
                                 std::any_of(expression.reads.begin(), expression.reads.end(), [&](int item) {
                                   return !items[static_cast<std::size_t>(item)].IsQuestion();
                                 });
      is_late = is_late || expression.reads_unknown;
    }
    const int rank = count - 1 - part + (is_late ? count : 0);
    for (const int vertex : members) {
      if (vertex < graph.Expressions()) program.expressions[static_cast<std::size_t>(vertex)].rank = rank;
      if (vertex >= graph.Enable(0)) program.enable_rank[static_cast<std::size_t>(graph.ItemOf(vertex))] = rank;
      if (!is_late) continue;
      for (const int next : graph.Next(vertex)) late[static_cast<std::size_t>(next)] = 1;
    }
    // Told of an item where there is one in it: variables of the form have no linkId.
    const int first = *std::min_element(members.begin(), members.end(), [&](int a, int b) {
      return std::pair(graph.ItemOf(a) < 0, a) < std::pair(graph.ItemOf(b) < 0, b);
    });
    const std::vector<int>& next = graph.Next(first);
    if (members.size() == 1 && std::find(next.begin(), next.end(), first) == next.end()) continue;
    const std::vector<int> way = ShortestCycle(graph, components, first);
    const int item = graph.ItemOf(first);
    issues.push_back({"error", "cycle", item < 0 ? std::string() : items[static_cast<std::size_t>(item)].link_id,
                      "depends on itself: " + Chain(items, graph, way), true});
    for (const int vertex : members) {
      if (vertex < graph.Expressions()) {
        program.expressions[static_cast<std::size_t>(vertex)].compiled.reset();
      } else if (vertex >= graph.Enable(0)) {
        program.enable_cyclic[static_cast<std::size_t>(graph.ItemOf(vertex))] = 1;
      }
    }
  }
}

}  // namespace eteinen::form
