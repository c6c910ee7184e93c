// The rules for the XHTML of a narrative: FHIR R4, "Narrative", constraints txt-1 and txt-2.
#ifndef ETEINEN_CORE_FHIRPATH_HTML_CHECK_H_
#define ETEINEN_CORE_FHIRPATH_HTML_CHECK_H_

#include <string_view>

namespace eteinen::fhirpath {

// Well-formed, inside one <div>, only the elements and attributes that FHIR allows (no scripts, forms, frames, event
// handlers), and with some text or image in it.
bool IsSafeNarrative(std::string_view xhtml);

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_HTML_CHECK_H_
