// The extensions of FHIR R4 and SDC that forms use, by their urls.
#ifndef ETEINEN_CORE_FORM_URLS_H_
#define ETEINEN_CORE_FORM_URLS_H_

#define ETEINEN_FHIR_EXTENSION "http://hl7.org/fhir/StructureDefinition/"
#define ETEINEN_SDC_EXTENSION "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"

namespace eteinen::form::url {

inline constexpr char kTranslation[] = ETEINEN_FHIR_EXTENSION "translation";
inline constexpr char kHidden[] = ETEINEN_FHIR_EXTENSION "questionnaire-hidden";
inline constexpr char kMinLength[] = ETEINEN_FHIR_EXTENSION "minLength";
inline constexpr char kRegex[] = ETEINEN_FHIR_EXTENSION "regex";
inline constexpr char kMinValue[] = ETEINEN_FHIR_EXTENSION "minValue";
inline constexpr char kMaxValue[] = ETEINEN_FHIR_EXTENSION "maxValue";
inline constexpr char kMaxDecimalPlaces[] = ETEINEN_FHIR_EXTENSION "maxDecimalPlaces";
inline constexpr char kBaseType[] = ETEINEN_FHIR_EXTENSION "questionnaire-baseType";
inline constexpr char kMimeType[] = ETEINEN_FHIR_EXTENSION "mimeType";
inline constexpr char kMaxSize[] = ETEINEN_FHIR_EXTENSION "maxSize";
inline constexpr char kMinOccurs[] = ETEINEN_FHIR_EXTENSION "questionnaire-minOccurs";
inline constexpr char kMaxOccurs[] = ETEINEN_FHIR_EXTENSION "questionnaire-maxOccurs";
inline constexpr char kOptionExclusive[] = ETEINEN_FHIR_EXTENSION "questionnaire-optionExclusive";
inline constexpr char kUnitOption[] = ETEINEN_FHIR_EXTENSION "questionnaire-unitOption";
inline constexpr char kUnitValueSet[] = ETEINEN_FHIR_EXTENSION "questionnaire-unitValueSet";
inline constexpr char kUnitOpen[] = ETEINEN_SDC_EXTENSION "unitOpen";
inline constexpr char kReferenceResource[] = ETEINEN_FHIR_EXTENSION "questionnaire-referenceResource";
inline constexpr char kMinQuantity[] = ETEINEN_SDC_EXTENSION "minQuantity";
inline constexpr char kMaxQuantity[] = ETEINEN_SDC_EXTENSION "maxQuantity";
inline constexpr char kItemWeight[] = ETEINEN_FHIR_EXTENSION "itemWeight";
inline constexpr char kOrdinalValue[] = ETEINEN_FHIR_EXTENSION "ordinalValue";
inline constexpr char kOrdinalValueStu3[] = ETEINEN_FHIR_EXTENSION "questionnaire-ordinalValue";
inline constexpr char kVariable[] = ETEINEN_FHIR_EXTENSION "variable";
inline constexpr char kCqfExpression[] = ETEINEN_FHIR_EXTENSION "cqf-expression";
inline constexpr char kCqfCalculatedValue[] = ETEINEN_FHIR_EXTENSION "cqf-calculatedValue";
inline constexpr char kTargetConstraint[] = ETEINEN_FHIR_EXTENSION "targetConstraint";
inline constexpr char kConstraint[] = ETEINEN_FHIR_EXTENSION "questionnaire-constraint";
inline constexpr char kRenderingCritical[] = ETEINEN_FHIR_EXTENSION "rendering-criticalExtension";
inline constexpr char kEnableWhenExpression[] = ETEINEN_SDC_EXTENSION "enableWhenExpression";
inline constexpr char kCalculatedExpression[] = ETEINEN_SDC_EXTENSION "calculatedExpression";
inline constexpr char kInitialExpression[] = ETEINEN_SDC_EXTENSION "initialExpression";
inline constexpr char kAnswerExpression[] = ETEINEN_SDC_EXTENSION "answerExpression";
inline constexpr char kToggleExpression[] = ETEINEN_SDC_EXTENSION "answerOptionsToggleExpression";
inline constexpr char kSubQuestionnaire[] = ETEINEN_SDC_EXTENSION "subQuestionnaire";
inline constexpr char kShortText[] = ETEINEN_SDC_EXTENSION "shortText";
inline constexpr char kLaunchContext[] = ETEINEN_SDC_EXTENSION "launchContext";

}  // namespace eteinen::form::url

#undef ETEINEN_FHIR_EXTENSION
#undef ETEINEN_SDC_EXTENSION

#endif  // ETEINEN_CORE_FORM_URLS_H_
