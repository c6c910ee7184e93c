// The functions of the language: names, arguments, and what a compiler must know of each.
#ifndef ETEINEN_CORE_FHIRPATH_FUNCTIONS_H_
#define ETEINEN_CORE_FHIRPATH_FUNCTIONS_H_

#include <cstdint>
#include <string_view>

#include "core/fhirpath/program.h"

namespace eteinen::fhirpath {

// Which file implements a function.
enum class FunctionGroup : std::uint8_t { kCollection, kLambda, kString, kMath, kConversion, kDate, kFhir, kSdc };

// One line a function: identifier, name, group, fewest and most arguments, traits (see FunctionTraits).
#define ETEINEN_FHIRPATH_FUNCTIONS(F)                                    \
  F(kEmpty, "empty", kCollection, 0, 0, 0)                               \
  F(kNot, "not", kCollection, 0, 0, 0)                                   \
  F(kAllTrue, "allTrue", kCollection, 0, 0, 0)                           \
  F(kAnyTrue, "anyTrue", kCollection, 0, 0, 0)                           \
  F(kAllFalse, "allFalse", kCollection, 0, 0, 0)                         \
  F(kAnyFalse, "anyFalse", kCollection, 0, 0, 0)                         \
  F(kSubsetOf, "subsetOf", kCollection, 1, 1, 0)                         \
  F(kSupersetOf, "supersetOf", kCollection, 1, 1, 0)                     \
  F(kCount, "count", kCollection, 0, 0, 0)                               \
  F(kDistinct, "distinct", kCollection, 0, 0, kKeepsType | kUnordered)   \
  F(kIsDistinct, "isDistinct", kCollection, 0, 0, 0)                     \
  F(kSingle, "single", kCollection, 0, 0, kKeepsType)                    \
  F(kFirst, "first", kCollection, 0, 0, kKeepsType | kNeedsOrder)        \
  F(kLast, "last", kCollection, 0, 0, kKeepsType | kNeedsOrder)          \
  F(kTail, "tail", kCollection, 0, 0, kKeepsType | kNeedsOrder)          \
  F(kSkip, "skip", kCollection, 1, 1, kKeepsType | kNeedsOrder)          \
  F(kTake, "take", kCollection, 1, 1, kKeepsType | kNeedsOrder)          \
  F(kIntersect, "intersect", kCollection, 1, 1, kKeepsType | kUnordered) \
  F(kExclude, "exclude", kCollection, 1, 1, kKeepsType)                  \
  F(kUnion, "union", kCollection, 1, 1, kUnordered)                      \
  F(kCombine, "combine", kCollection, 1, 2, kUnordered)                  \
  F(kChildren, "children", kCollection, 0, 0, kUnordered)                \
  F(kDescendants, "descendants", kCollection, 0, 0, kUnordered)          \
  F(kOfType, "ofType", kCollection, 1, 1, kTypeArgument)                 \
  F(kIs, "is", kCollection, 1, 1, kTypeArgument)                         \
  F(kAs, "as", kCollection, 1, 1, kTypeArgument)                         \
  F(kType, "type", kCollection, 0, 0, 0)                                 \
  F(kTrace, "trace", kLambda, 1, 2, kKeepsType)                          \
  F(kExists, "exists", kLambda, 0, 1, 0)                                 \
  F(kAll, "all", kLambda, 1, 1, 0)                                       \
  F(kWhere, "where", kLambda, 1, 1, kKeepsType)                          \
  F(kSelect, "select", kLambda, 1, 1, 0)                                 \
  F(kRepeat, "repeat", kLambda, 1, 1, kUnordered)                        \
  F(kRepeatAll, "repeatAll", kLambda, 1, 1, kUnordered)                  \
  F(kAggregate, "aggregate", kLambda, 1, 2, 0)                           \
  F(kSort, "sort", kLambda, 0, 200, kKeepsType)                          \
  F(kIif, "iif", kLambda, 2, 3, 0)                                       \
  F(kCoalesce, "coalesce", kLambda, 1, 200, 0)                           \
  F(kDefineVariable, "defineVariable", kLambda, 1, 2, kKeepsType)        \
  F(kIndexOf, "indexOf", kString, 1, 1, kStringInput)                    \
  F(kLastIndexOf, "lastIndexOf", kString, 1, 1, kStringInput)            \
  F(kSubstring, "substring", kString, 1, 2, kStringInput)                \
  F(kStartsWith, "startsWith", kString, 1, 1, kStringInput)              \
  F(kEndsWith, "endsWith", kString, 1, 1, kStringInput)                  \
  F(kContains, "contains", kString, 1, 1, kStringInput)                  \
  F(kUpper, "upper", kString, 0, 0, kStringInput)                        \
  F(kLower, "lower", kString, 0, 0, kStringInput)                        \
  F(kReplace, "replace", kString, 2, 2, kStringInput)                    \
  F(kMatches, "matches", kString, 1, 2, kStringInput)                    \
  F(kMatchesFull, "matchesFull", kString, 1, 2, kStringInput)            \
  F(kReplaceMatches, "replaceMatches", kString, 2, 3, kStringInput)      \
  F(kLength, "length", kString, 0, 0, kStringInput)                      \
  F(kToChars, "toChars", kString, 0, 0, kStringInput)                    \
  F(kTrim, "trim", kString, 0, 0, kStringInput)                          \
  F(kSplit, "split", kString, 1, 1, kStringInput)                        \
  F(kJoin, "join", kString, 0, 1, 0)                                     \
  F(kEncode, "encode", kString, 1, 1, kStringInput)                      \
  F(kDecode, "decode", kString, 1, 1, kStringInput)                      \
  F(kEscape, "escape", kString, 1, 1, kStringInput)                      \
  F(kUnescape, "unescape", kString, 1, 1, kStringInput)                  \
  F(kAbs, "abs", kMath, 0, 0, 0)                                         \
  F(kCeiling, "ceiling", kMath, 0, 0, 0)                                 \
  F(kExp, "exp", kMath, 0, 0, 0)                                         \
  F(kFloor, "floor", kMath, 0, 0, 0)                                     \
  F(kLn, "ln", kMath, 0, 0, 0)                                           \
  F(kLog, "log", kMath, 1, 1, 0)                                         \
  F(kPower, "power", kMath, 1, 1, 0)                                     \
  F(kRound, "round", kMath, 0, 1, 0)                                     \
  F(kSqrt, "sqrt", kMath, 0, 0, 0)                                       \
  F(kTruncate, "truncate", kMath, 0, 0, 0)                               \
  F(kLowBoundary, "lowBoundary", kMath, 0, 1, 0)                         \
  F(kHighBoundary, "highBoundary", kMath, 0, 1, 0)                       \
  F(kPrecision, "precision", kMath, 0, 0, 0)                             \
  F(kComparable, "comparable", kMath, 1, 1, 0)                           \
  F(kToBoolean, "toBoolean", kConversion, 0, 0, 0)                       \
  F(kConvertsToBoolean, "convertsToBoolean", kConversion, 0, 0, 0)       \
  F(kToInteger, "toInteger", kConversion, 0, 0, 0)                       \
  F(kConvertsToInteger, "convertsToInteger", kConversion, 0, 0, 0)       \
  F(kToLong, "toLong", kConversion, 0, 0, 0)                             \
  F(kConvertsToLong, "convertsToLong", kConversion, 0, 0, 0)             \
  F(kToDate, "toDate", kConversion, 0, 0, 0)                             \
  F(kConvertsToDate, "convertsToDate", kConversion, 0, 0, 0)             \
  F(kToDateTime, "toDateTime", kConversion, 0, 0, 0)                     \
  F(kConvertsToDateTime, "convertsToDateTime", kConversion, 0, 0, 0)     \
  F(kToTime, "toTime", kConversion, 0, 0, 0)                             \
  F(kConvertsToTime, "convertsToTime", kConversion, 0, 0, 0)             \
  F(kToDecimal, "toDecimal", kConversion, 0, 0, 0)                       \
  F(kConvertsToDecimal, "convertsToDecimal", kConversion, 0, 0, 0)       \
  F(kToQuantity, "toQuantity", kConversion, 0, 1, 0)                     \
  F(kConvertsToQuantity, "convertsToQuantity", kConversion, 0, 1, 0)     \
  F(kToString, "toString", kConversion, 0, 0, 0)                         \
  F(kConvertsToString, "convertsToString", kConversion, 0, 0, 0)         \
  F(kNow, "now", kDate, 0, 0, 0)                                         \
  F(kToday, "today", kDate, 0, 0, 0)                                     \
  F(kTimeOfDay, "timeOfDay", kDate, 0, 0, 0)                             \
  F(kYearOf, "yearOf", kDate, 0, 0, 0)                                   \
  F(kMonthOf, "monthOf", kDate, 0, 0, 0)                                 \
  F(kDayOf, "dayOf", kDate, 0, 0, 0)                                     \
  F(kHourOf, "hourOf", kDate, 0, 0, 0)                                   \
  F(kMinuteOf, "minuteOf", kDate, 0, 0, 0)                               \
  F(kSecondOf, "secondOf", kDate, 0, 0, 0)                               \
  F(kMillisecondOf, "millisecondOf", kDate, 0, 0, 0)                     \
  F(kTimezoneOffsetOf, "timezoneOffsetOf", kDate, 0, 0, 0)               \
  F(kDateOf, "dateOf", kDate, 0, 0, 0)                                   \
  F(kTimeOf, "timeOf", kDate, 0, 0, 0)                                   \
  F(kExtension, "extension", kFhir, 1, 1, 0)                             \
  F(kHasValue, "hasValue", kFhir, 0, 0, 0)                               \
  F(kGetValue, "getValue", kFhir, 0, 0, 0)                               \
  F(kResolve, "resolve", kFhir, 0, 0, 0)                                 \
  F(kConformsTo, "conformsTo", kFhir, 1, 1, 0)                           \
  F(kMemberOf, "memberOf", kFhir, 1, 1, 0)                               \
  F(kSubsumes, "subsumes", kFhir, 1, 1, 0)                               \
  F(kSubsumedBy, "subsumedBy", kFhir, 1, 1, 0)                           \
  F(kHtmlChecks, "htmlChecks", kFhir, 0, 0, 0)                           \
  F(kCheckModifiers, "checkModifiers", kFhir, 0, 200, kKeepsType)        \
  F(kWeight, "weight", kSdc, 0, 0, 0)                                    \
  F(kOrdinal, "ordinal", kSdc, 0, 0, 0)                                  \
  F(kAnswers, "answers", kSdc, 0, 0, 0)                                  \
  F(kSum, "sum", kSdc, 0, 1, 0)                                          \
  F(kMin, "min", kSdc, 0, 1, 0)                                          \
  F(kMax, "max", kSdc, 0, 1, 0)                                          \
  F(kAvg, "avg", kSdc, 0, 1, 0)

enum class Function : std::uint8_t {
#define F(id, name, group, least, most, traits) id,
  ETEINEN_FHIRPATH_FUNCTIONS(F)
#undef F
};

enum FunctionTraits : std::uint8_t {
  kKeepsType = 1,      // its result has the input's type
  kNeedsOrder = 2,     // means nothing on a collection without order (strict mode refuses it there)
  kUnordered = 4,      // its result has no order
  kStringInput = 8,    // its input is one string
  kTypeArgument = 16,  // its argument names a type
};

struct FunctionInfo {
  std::string_view name;
  FunctionGroup group;
  std::uint8_t least_arguments;
  std::uint8_t most_arguments;
  std::uint8_t traits;
};

const FunctionInfo& InfoOf(Function function);
// Null if there is no function of that name.
const Function* FindFunction(std::string_view name);

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_FUNCTIONS_H_
