// A form as its author looks at it: every item with its conditions and expressions, what each of them reads, and what
// reads the item in turn. The edges are the engine's own (program.h), by which it decides what an answer touches.
#ifndef ETEINEN_CORE_FORM_OUTLINE_H_
#define ETEINEN_CORE_FORM_OUTLINE_H_

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/form/assessment.h"
#include "core/form/program.h"
#include "core/form/questionnaire.h"

namespace eteinen::form {

// One way in which an item, or a rule, depends on the answers to others.
struct Edge {
  int reader = -1;          // item; -1: the form itself
  int rule = -1;            // index into the rules when a rule reads; else -1
  std::string by;           // "enableWhen", "variable", the expression's own word (NameOf), or "rule"
  std::vector<int> reads;   // items, also by way of variables; sorted
  bool everything = false;  // may read any answer
  std::string text;         // FHIRPath; a condition as "question = value"
  std::string name;         // of a variable, a constraint or a rule
  std::string path;         // of the text in the Questionnaire: "item[0].extension[1].valueExpression.expression"
};

// All edges: the form's own first, then those of each item, then those of the rules.
std::vector<Edge> EdgesOf(const Questionnaire& questionnaire, const std::vector<Rule>& rules);

// The place of `node`, which lies inside `root`, as "item[0].linkId"; "" for the root itself and for a stranger.
std::string PathOf(const Json& root, const Json& node);

// {"items":[{"linkId","type","parent"?,"text","dependsOn":[EDGE],"readBy":[{"linkId"|"rule","by"}]}],
//  "form":[EDGE],"rules":[EDGE with "urgency","need","danger"]}
// EDGE: {"by","text","name"?,"path","reads":[linkId],"everything"?}
Json OutlineOf(const Questionnaire& questionnaire, const std::vector<Rule>& rules, std::string_view language);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_OUTLINE_H_
