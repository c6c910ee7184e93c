// The walk through a response that finds what is wrong with it: behind validate.h and the issues of a session.
#ifndef ETEINEN_CORE_FORM_CHECKER_H_
#define ETEINEN_CORE_FORM_CHECKER_H_

#include <string>
#include <vector>

#include "core/form/state.h"

namespace eteinen::form {

class Checker {
 public:
  // `review`: the response is one that the state was begun with for review, so that places correspond one to one; else
  // it is the state's own projection. `completing`: what is missing counts too.
  Checker(const Session::State& state, bool review, bool completing)
      : state_(state), tree_(state.tree()), review_(review), completing_(completing) {}

  // The whole response.
  std::vector<Issue> All(const Json& response);
  // One node of the state's own projection.
  std::vector<Issue> One(const Node& node);
  // What forbids completing whatever is answered: parts of the form that cannot be evaluated. `known`: value sets
  // besides those that the form contains; null: none.
  static std::vector<Issue> OfTheForm(const Questionnaire& questionnaire, const Terminology* known, bool only_blocking);

 private:
  void Walk(const Slot& slot, const Json& source, const std::string& path, const std::vector<int>& at);
  void ReportUnknown(const Json& given, const std::vector<int>& at, const std::string& place);
  void CheckGiven(const Node& node, std::size_t times, const Json& given, const Where& where);
  void CheckGroup(const Node& node, std::size_t times, const Json& given, const Where& where);
  void CheckQuestion(const Node& node, const Json& given, const Where& where, bool nested);
  void CheckMissing(const Node& node, const std::string& path, const std::vector<int>& at);
  void CheckCount(const Node& node, std::size_t count, const std::string& path, const std::string& extra,
                  const std::vector<int>& at);
  void CheckConstraints(const std::vector<int>& expressions, const std::vector<Cell>& cells, const Node* node,
                        const Slot* slot, const Where& where);
  bool MoveTo(const Slot& slot, const Json* json, Issue& issue) const;
  void CheckFailures(const Slot& slot);
  void CheckCells(const std::vector<int>& expressions, const std::vector<Cell>& cells, const Where& where);
  const Slot* SlotFor(const Node& node, std::size_t index) const;
  std::string PathOf(const Node& node) const;
  std::string PathOf(const Slot& slot) const;
  // A place in a response: its path and what stands there, null if nothing does.
  using Place = std::pair<std::string, const Json*>;
  Place PlaceIn(const Json& response, const Slot& slot) const;
  Place PlaceIn(const Json& response, const Node& node, int instance) const;

  const Session::State& state_;
  const Tree& tree_;
  bool review_;
  bool completing_;
  const Json* response_ = nullptr;  // the one that is reviewed
  // What the answers' texts may cost together: about a second.
  fhirpath::PatternWork work_{0, 100'000'000};
  std::vector<Issue> issues_;
};

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_CHECKER_H_
