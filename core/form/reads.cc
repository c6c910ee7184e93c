#include "core/form/reads.h"

#include <set>

namespace eteinen::form {
namespace {

void AddReads(const Program& program, int id, std::set<int>& seen, std::set<int>& reads) {
  if (!seen.insert(id).second) return;
  const FormExpression& expression = program[id];
  reads.insert(expression.reads.begin(), expression.reads.end());
  for (const int variable : expression.variables) AddReads(program, variable, seen, reads);
}

}  // namespace

std::vector<int> ItemsReadBy(const Program& program, int expression) {
  std::set<int> seen;
  std::set<int> reads;
  AddReads(program, expression, seen, reads);
  return {reads.begin(), reads.end()};
}

}  // namespace eteinen::form
