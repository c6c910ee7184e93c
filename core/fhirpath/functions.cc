#include "core/fhirpath/functions.h"

namespace eteinen::fhirpath {
namespace {

constexpr FunctionInfo kFunctions[] = {
#define F(id, name, group, least, most, traits) {name, FunctionGroup::group, least, most, traits},
    ETEINEN_FHIRPATH_FUNCTIONS(F)
#undef F
};

constexpr Function kIds[] = {
#define F(id, name, group, least, most, traits) Function::id,
    ETEINEN_FHIRPATH_FUNCTIONS(F)
#undef F
};

}  // namespace

const FunctionInfo& InfoOf(Function function) { return kFunctions[static_cast<std::size_t>(function)]; }

const Function* FindFunction(std::string_view name) {
  for (const Function& id : kIds) {
    if (InfoOf(id).name == name) return &id;
  }
  return nullptr;
}

}  // namespace eteinen::fhirpath
