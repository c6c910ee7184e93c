// The functions of FHIRPath N1 and its later drafts, section by section, at their edges.
#include <gtest/gtest.h>

#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

Json Patient() {
  return *ParseJson(R"({"resourceType":"Patient","id":"p1","birthDate":"1974-12-25","gender":"female","active":true,
    "name":[{"use":"official","family":"Virtanen","given":["Aino","Maria"]},{"use":"usual","given":["Ansku"]}],
    "telecom":[{"use":"work","value":"2"},{"value":"3","rank":1},{"use":"home","value":"1"}]})");
}

TEST(Existence, EmptyIsNoError) {
  EXPECT_EQ(Answer("{}.allTrue()"), "boolean true");
  EXPECT_EQ(Answer("{}.anyTrue()"), "boolean false");
  EXPECT_EQ(Answer("(1 | 2).allTrue()"), "error: execution");
  EXPECT_EQ(Answer("{}.not()"), "");
  EXPECT_EQ(Answer("{}.subsetOf(1)"), "boolean true");
  EXPECT_EQ(Answer("{}.supersetOf(1)"), "boolean false");
  EXPECT_EQ(Answer("{}.isDistinct()"), "boolean true");
}

TEST(Filtering, CriteriaAreSingletons) {
  EXPECT_EQ(Answer("(1 | 2).where({})"), "");
  EXPECT_EQ(Answer("(1 | 2).where('a')"), "integer 1, integer 2");
  EXPECT_EQ(Answer("(1 | 2).where(1 | 2)"), "error: execution");
  EXPECT_EQ(Answer("{}.all(false)"), "boolean true");
}

TEST(Filtering, RepeatGivesEachItemOnce) {
  EXPECT_EQ(Answer("1.repeat(iif($this < 4, $this + 1, {}))"), "integer 2, integer 3, integer 4");
  EXPECT_EQ(Answer("(1 | 2).repeat(iif($this < 4, $this + 1, {}))"), "integer 2, integer 3, integer 4");
  EXPECT_EQ(Answer("(1 | 2).repeatAll(iif($this < 3, $this + 1, {}))"), "integer 2, integer 3, integer 3");
  EXPECT_EQ(Answer("name.repeat(given)", Patient()), "string Aino, string Maria, string Ansku");
  EXPECT_EQ(Answer("repeat(children().ofType(HumanName)).family", Patient()), "string Virtanen");
  EXPECT_EQ(Answer("repeat(name.where(family.matches('^V'))).given.first()", Patient()), "string Aino");
  EXPECT_EQ(Answer("name.where(use in ('usual' | 'old')).given", Patient()), "string Ansku");
  // Texts of the same length and the same end are not the same text; an empty one is none of them.
  EXPECT_EQ(Answer("name.where(use in ('casual' | 'uzual' | 'usuaL' | '')).given", Patient()), "");
}

TEST(Subsetting, OutOfRangeIsEmpty) {
  EXPECT_EQ(Answer("(1 | 2)[2]"), "");
  EXPECT_EQ(Answer("(1 | 2)[-1]"), "");
  EXPECT_EQ(Answer("(1 | 2)['a']"), "error: execution");
  EXPECT_EQ(Answer("(1 | 2 | 3).skip(-1)"), "integer 1, integer 2, integer 3");
  EXPECT_EQ(Answer("(1 | 2 | 3).take(-1)"), "");
  EXPECT_EQ(Answer("(1 | 2).single()"), "error: execution");
}

TEST(Combining, SetsHaveNoDuplicatesAndExcludeKeepsThem) {
  EXPECT_EQ(Answer("1.combine(1).intersect(1)"), "integer 1");
  EXPECT_EQ(Answer("1.combine(1).combine(2).exclude(2)"), "integer 1, integer 1");
  EXPECT_EQ(Answer("1.combine(1) | 1.0"), "integer 1");
  EXPECT_EQ(Answer("('a' | 'b' | 'a').combine('a').distinct()"), "string a, string b");
  EXPECT_EQ(Answer("('a' | 'b').intersect('b' | 'c')"), "string b");
  EXPECT_EQ(Answer("(1 'g' | 1000 'mg' | 2 'g')"), "Quantity 1 'g', Quantity 2 'g'");
}

TEST(Combining, ThousandsOfTextsAreNotComparedPairwise) {
  std::string many = "('0'";
  for (int i = 1; i < 90; ++i) many += " | '" + std::to_string(i) + "'";
  many += ")";
  Environment environment = AtTestTime();
  environment.max_steps = 2'000'000;
  EXPECT_EQ(Answer(many + ".select($this + " + many + ".join('')).distinct().count()", Json(), false, environment),
            "integer 90");
}

TEST(Strings, PlacesAreCodePointsFromZero) {
  EXPECT_EQ(Answer("'abcabc'.lastIndexOf('b')"), "integer 4");
  EXPECT_EQ(Answer("'abc'.indexOf('z')"), "integer -1");
  EXPECT_EQ(Answer("'abc'.substring(3)"), "");
  EXPECT_EQ(Answer("'abc'.substring(1, 0)"), "string ");
  EXPECT_EQ(Answer("'abc'.substring(1, {})"), "string bc");
  EXPECT_EQ(Answer("'abc'.substring(1.5)"), "error: execution");
  EXPECT_EQ(Answer("1.length()"), "error: execution");
  EXPECT_EQ(Answer("('a' | 'b').upper()"), "error: execution");
}

TEST(Strings, SplitAndJoin) {
  EXPECT_EQ(Answer("'a,b,,c'.split(',')"), "string a, string b, string , string c");
  EXPECT_EQ(Answer("('a' | 'b').join()"), "string ab");
  EXPECT_EQ(Answer("{}.join(',')"), "");
  EXPECT_EQ(Answer("(1 | 2).join(',')"), "error: execution");
}

TEST(Strings, PatternsMatchPartsUnlessTheyAreToMatchAll) {
  EXPECT_EQ(Answer(R"('a\nb'.matches('a.b'))"), "boolean true");
  EXPECT_EQ(Answer("'abc'.matches('^b')"), "boolean false");
  EXPECT_EQ(Answer("'ABC'.matches('abc', 'i')"), "boolean true");
  EXPECT_EQ(Answer(R"('a\nb'.matches('^b$', 'm'))"), "boolean true");
  EXPECT_EQ(Answer("'abc'.matchesFull('b')"), "boolean false");
  EXPECT_EQ(Answer(R"('11/30/1972'.replaceMatches('(\\d+)/(\\d+)', '$2.$1'))"), "string 30.11/1972");
  EXPECT_EQ(Answer("'abc'.replaceMatches('', 'x')"), "string abc");
}

TEST(Strings, BrokenPatternsAreErrorsBeforeAndDuringEvaluation) {
  EXPECT_EQ(Answer("'a'.matches('(')"), "error: semantic");
  EXPECT_EQ(Answer("'a'.matches('(' & '')"), "error: execution");
  EXPECT_EQ(Answer("'a'.matches('a', 'x')"), "error: semantic");
  EXPECT_EQ(Answer("'a'.replaceMatches('[', 'x')"), "error: semantic");
}

TEST(Strings, EncodingsAndEscapes) {
  EXPECT_EQ(Answer("'päivää'.encode('base64')"), "string cMOkaXbDpMOk");
  EXPECT_EQ(Answer("'subjects?_d'.encode('urlbase64')"), "string c3ViamVjdHM_X2Q=");
  EXPECT_EQ(Answer("'zz'.decode('hex')"), "");
  EXPECT_EQ(Answer("'päivää €'.encode('ascii')"), "string p?iv?? ?");
  EXPECT_EQ(Answer("'a'.encode('rot13')"), "");
  EXPECT_EQ(Answer("'&lt;&#65;&#x42;'.unescape('html')"), "string <AB");
}

TEST(Strings, DecodingNeverGivesWhatIsNoUtf8) {
  EXPECT_EQ(Answer("'c3a4'.decode('hex')"), "string ä");
  EXPECT_EQ(Answer("'ff'.decode('hex')"), "");
  EXPECT_EQ(Answer("'eda080'.decode('hex')"), "");
  EXPECT_EQ(Answer("'/w=='.decode('base64')"), "");
  EXPECT_EQ(Answer("'YQ=='.decode('ascii')"), "");
}

TEST(Math, RoundsHalfAwayFromZero) {
  EXPECT_EQ(Answer("(-2.5).round()"), "decimal -3");
  EXPECT_EQ(Answer("3.14159.round(3)"), "decimal 3.142");
  EXPECT_EQ(Answer("1.5.round(-1)"), "error: execution");
  EXPECT_EQ(Answer("(-1.1).ceiling()"), "integer -1");
  EXPECT_EQ(Answer("(-1.56).truncate()"), "integer -1");
  EXPECT_EQ(Answer("1.55 'mg'.round(1)"), "Quantity 1.6 'mg'");
}

TEST(Math, HasNoResultOutsideItsDomain) {
  EXPECT_EQ(Answer("0.ln()"), "");
  EXPECT_EQ(Answer("(-1).sqrt()"), "");
  EXPECT_EQ(Answer("(-1).power(0.5)"), "");
  EXPECT_EQ(Answer("100.log(1)"), "");
  EXPECT_EQ(Answer("2.power(31)"), "");
  EXPECT_EQ(Answer("2.0.power(31)"), "decimal 2147483648");
  EXPECT_EQ(Answer("2.power(-1)"), "decimal 0.5");
}

TEST(Math, SumsQuantitiesToo) {
  EXPECT_EQ(Answer("(1 'mg' | 2 'g').sum()"), "Quantity 2001 'mg'");
  EXPECT_EQ(Answer("(1 'mg' | 3 'mg').avg()"), "Quantity 2 'mg'");
  EXPECT_EQ(Answer("(1 'mg' | 2 'g').max()"), "Quantity 2 'g'");
  EXPECT_EQ(Answer("('a' | 'b').sum()"), "error: execution");
}

TEST(Boundaries, OfDecimalsKeepTheWantedDigits) {
  EXPECT_EQ(Answer("1.587.lowBoundary(2)"), "decimal 1.58");
  EXPECT_EQ(Answer("1.587.highBoundary(2)"), "decimal 1.59");
  EXPECT_EQ(Answer("(-1.587).highBoundary(2)"), "decimal -1.58");
  EXPECT_EQ(Answer("120.lowBoundary(2)"), "decimal 119.50");
  EXPECT_EQ(Answer("1.587.lowBoundary(32)"), "");
  EXPECT_EQ(Answer("'a'.lowBoundary()"), "error: execution");
}

TEST(Boundaries, OfTimes) {
  EXPECT_EQ(Answer("@2016-02.highBoundary()"), "date 2016-02-29");
  EXPECT_EQ(Answer("@2014-01-01T08:05+02:00.highBoundary()"), "dateTime 2014-01-01T08:05:59.999+02:00");
  EXPECT_EQ(Answer("@T10.highBoundary(4)"), "time 10:59");
  EXPECT_EQ(Answer("@2014-01-05T10:30.precision()"), "integer 12");
}

TEST(Conversion, ReadsWholeTextsOnly) {
  EXPECT_EQ(Answer("'+1'.toInteger()"), "integer 1");
  EXPECT_EQ(Answer("' 1'.toInteger()"), "");
  EXPECT_EQ(Answer("'1.0'.toInteger()"), "");
  EXPECT_EQ(Answer("'2147483648'.toInteger()"), "");
  EXPECT_EQ(Answer("'.5'.toDecimal()"), "");
  EXPECT_EQ(Answer("'1e3'.toDecimal()"), "");
  EXPECT_EQ(Answer("true.toDecimal()"), "decimal 1.0");
  EXPECT_EQ(Answer("'Yes'.toBoolean()"), "boolean true");
  EXPECT_EQ(Answer("2.toBoolean()"), "");
  EXPECT_EQ(Answer("'2015-02-29'.toDate()"), "");
  EXPECT_EQ(Answer("@2015-02-04T10:00:00Z.toDate()"), "date 2015-02-04");
  EXPECT_EQ(Answer("'2015-02-04T10:00:00Z'.toDate()"), "");
  EXPECT_EQ(Answer("'T14:34'.toTime()"), "time 14:34");
  EXPECT_EQ(Answer("@2015-02-04T10:11.toTime()"), "");
}

TEST(Conversion, QuantitiesTakeAUnit) {
  EXPECT_EQ(Answer("'1 wk'.toQuantity()"), "");
  EXPECT_EQ(Answer(R"('-1.5 \'mg\''.toQuantity())"), "Quantity -1.5 'mg'");
  EXPECT_EQ(Answer("1 'h'.toQuantity('min')"), "Quantity 60 'min'");
  EXPECT_EQ(Answer("'1 hour'.toQuantity('minutes')"), "Quantity 60 minutes");
  EXPECT_EQ(Answer("1 'm'.convertsToQuantity('s')"), "boolean false");
}

TEST(Conversion, AsksWithConvertsTo) {
  EXPECT_EQ(Answer("{}.convertsToInteger()"), "");
  EXPECT_EQ(Answer("'a'.convertsToBoolean()"), "boolean false");
  EXPECT_EQ(Answer("@2015.convertsToDate()"), "boolean true");
  EXPECT_EQ(Answer("(1 | 2).toInteger()"), "error: execution");
}

TEST(Sorting, BySeveralKeysEmptyOnesFirst) {
  EXPECT_EQ(Answer("(1 | 2 | 3).sort($this mod 2, -$this)"), "integer 2, integer 3, integer 1");
  EXPECT_EQ(Answer("('b' | 'a' | 'c').sort($this desc)"), "string c, string b, string a");
  EXPECT_EQ(Answer("telecom.sort(use).value", Patient()), "string 3, string 1, string 2");
  EXPECT_EQ(Answer("telecom.sort(-use, value asc).value", Patient()), "string 2, string 1, string 3");
  EXPECT_EQ(Answer("('b' | 1).sort()"), "error: execution");
}

TEST(Iif, EvaluatesOnlyTheBranchItTakes) {
  EXPECT_EQ(Answer("iif(true, 1, (1 | 2).single())"), "integer 1");
  EXPECT_EQ(Answer("iif({}, 1)"), "");
  EXPECT_EQ(Answer("iif((true | false), 1, 2)"), "error: execution");
  EXPECT_EQ(Answer("{}.iif($this.exists(), 1, 2)"), "integer 2");
}

TEST(DefineVariable, IsSeenAfterItselfOnly) {
  EXPECT_EQ(Answer("iif(defineVariable('x', 1).select(%x = 1), %x, 2)", Patient()), "error: execution");
  EXPECT_EQ(Answer("name.select(defineVariable('x', given.first()).select(%x & '!'))", Patient()),
            "string Aino!, string Ansku!");
  EXPECT_EQ(Answer("defineVariable('root', 'r-').select(defineVariable('v1', 'a').defineVariable('v2', 'b')"
                   ".select(%v1 | %v2)).select(%root & $this)",
                   Patient()),
            "string r-a, string r-b");
  EXPECT_EQ(Answer("defineVariable('context', 1)", Patient()), "error: execution");
}

TEST(Types, KnowNamespacesAndInheritance) {
  EXPECT_EQ(Answer("gender is string", Patient()), "boolean true");
  EXPECT_EQ(Answer("gender is id", Patient()), "boolean false");
  EXPECT_EQ(Answer("gender.ofType(System.String)", Patient()), "");
  EXPECT_EQ(Answer("birthDate.getValue() is Date", Patient()), "boolean true");
  EXPECT_EQ(Answer("Patient is DomainResource", Patient()), "boolean true");
  EXPECT_EQ(Answer("name is HumanName", Patient()), "error: execution");
  EXPECT_EQ(Answer("1 is NoSuchType"), "error: execution");
  EXPECT_EQ(Answer("gender.type().namespace & '.' & gender.type().name", Patient()), "string FHIR.code");
  EXPECT_EQ(Answer("1.type().namespace & '.' & 1.type().name"), "string System.Integer");
}

TEST(Strict, TypesAreFollowedThroughRepeat) {
  const Json response = *ParseJson(R"({"resourceType":"QuestionnaireResponse","item":[{"linkId":"a"}]})");
  EXPECT_EQ(Answer("repeat(item).linkId", response, true), "string a");
  EXPECT_EQ(Answer("repeat(item).linkid", response, true), "error: semantic");
  EXPECT_EQ(Answer("repeat(itme)", response, true), "error: semantic");
  EXPECT_EQ(Answer("repeat(item | answer).value", response, true), "");
  EXPECT_EQ(Answer("repeat(item | answer).text1", response, true), "error: semantic");
  EXPECT_EQ(Answer("repeat(item).linkid", response), "");
}

TEST(Quantities, OfOtherSystemsConvertToNothing) {
  const Json observation = *ParseJson(R"({"resourceType":"Observation","valueQuantity":
    {"value":3,"unit":"tablets","system":"http://snomed.info/sct","code":"385055001"}})");
  EXPECT_EQ(Answer("Observation.value > 2 'g'", observation), "");
  EXPECT_EQ(Answer("Observation.value = 3", observation), "");
  EXPECT_EQ(Answer("Observation.value = Observation.value", observation), "boolean true");
}

Json BundleOfTwo() {
  return *ParseJson(R"({"resourceType":"Bundle","entry":[
    {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient","id":"p","managingOrganization":{"reference":"#o"},
      "contained":[{"resourceType":"Organization","id":"o","name":"First","partOf":{"reference":"#up"}},
                   {"resourceType":"Organization","id":"up","name":"Above","endpoint":[{"reference":"#"}]}]}},
    {"fullUrl":"http://example.org/Patient/q","resource":{"resourceType":"Patient","id":"q",
      "managingOrganization":{"reference":"#o"},"link":[{"other":{"reference":"urn:uuid:1"}},
                                                        {"other":{"reference":"Patient/p"}}],
      "contained":[{"resourceType":"Organization","id":"o","name":"Second"}]}}]})");
}

TEST(Resolve, FindsWhatTheReferringResourceContains) {
  const Json bundle = BundleOfTwo();
  EXPECT_EQ(Answer("entry.resource.managingOrganization.resolve().name", bundle), "string First, string Second");
  EXPECT_EQ(Answer("entry.resource.managingOrganization.reference.resolve().name", bundle),
            "string First, string Second");
  EXPECT_EQ(Answer("entry[1].resource.link.other.resolve().id", bundle), "id p, id p");
}

TEST(Resolve, ContainedResourcesReferToTheirContainer) {
  const Json bundle = BundleOfTwo();
  EXPECT_EQ(Answer("entry[0].resource.contained[0].partOf.resolve().name", bundle), "string Above");
  EXPECT_EQ(Answer("entry[0].resource.contained[1].endpoint.resolve().id", bundle), "id p");
  const Json patient = bundle["entry"].Items()[0]["resource"];
  EXPECT_EQ(Answer("managingOrganization.resolve().partOf.resolve().name", patient), "string Above");
  EXPECT_EQ(Answer("'#up'.resolve().name", patient), "string Above");
}

TEST(Resolve, LooksInTheResourceOfAVariable) {
  const Json response = *ParseJson(R"({"resourceType":"QuestionnaireResponse",
    "contained":[{"resourceType":"Organization","id":"o","name":"Wrong"}]})");
  const Json patient = BundleOfTwo()["entry"].Items()[0]["resource"];
  Environment environment = AtTestTime();
  environment.variables.emplace_back("patient", Collection(Item::Resource(FullModel(), patient)));
  EXPECT_EQ(Answer("%patient.managingOrganization.resolve().name", response, false, environment), "string First");
  EXPECT_EQ(Answer("(%patient | %resource).select('#o').resolve().name", response, false, environment),
            "string Wrong, string Wrong");
}

TEST(MemberOf, IsAnErrorWhereAnAnswerHangsOnIt) {
  Environment environment = AtTestTime();
  environment.refuse_unknown_value_sets = true;
  EXPECT_EQ(Answer("gender.memberOf('http://example.org/vs')", Patient(), false, environment), "error: unsupported");
  EXPECT_EQ(Answer("{}.memberOf('http://example.org/vs')", Patient(), false, environment), "");
}

TEST(MemberOf, IsEmptyWhereNobodyKnows) {
  EXPECT_EQ(Answer("gender.memberOf('http://example.org/vs')", Patient()), "");
  EXPECT_EQ(Answer("name.use.memberOf('http://example.org/vs')", Patient()), "");
}

TEST(Strings, AreTrimmedOfTheLanguagesOwnWhiteSpace) {
  EXPECT_EQ(Answer(R"(' \t\r\na\n'.trim())"), "string a");
  EXPECT_EQ(Answer(R"('\fa\f'.trim().length())"), "integer 3");
  EXPECT_EQ(Answer("'abc'.lastIndexOf('')"), "integer 0");
}

TEST(Strings, ComeBackWholeFromJson) {
  EXPECT_EQ(Answer(R"('\\ud83d\\ude00'.unescape('json'))"), "string 😀");
  EXPECT_EQ(Answer(R"('\\ud83d'.unescape('json').length())"), "integer 1");
  EXPECT_EQ(Answer(R"('\\u00e4'.unescape('json'))"), "string ä");
}

TEST(Strings, MatchClassesByName) {
  EXPECT_EQ(Answer("'a1'.matchesFull('[[:alpha:]][[:digit:]]')"), "boolean true");
  EXPECT_EQ(Answer("'1a'.matchesFull('[^[:digit:]_][[:alnum:]]')"), "boolean false");
  EXPECT_EQ(Answer("'a'.matches('[[:nothing:]]')"), "error: unsupported");
}

TEST(Conversions, ReadAQuantityOverALineBreak) {
  EXPECT_EQ(Answer(R"(('4\n\'mg\'').toQuantity().value)"), "decimal 4");
}

TEST(Types, AreNamedForEveryKindOfValue) {
  EXPECT_EQ(Answer("true.type().name"), "string Boolean");
  EXPECT_EQ(Answer("1L.type().name"), "string Long");
  EXPECT_EQ(Answer("1.0.type().name"), "string Decimal");
  EXPECT_EQ(Answer("@2026-11-24.type().name"), "string Date");
  EXPECT_EQ(Answer("@2026-11-24T09:15.type().name"), "string DateTime");
  EXPECT_EQ(Answer("@T09:15.type().name"), "string Time");
  EXPECT_EQ(Answer("1 'mg'.type().name"), "string Quantity");
  EXPECT_EQ(Answer("1.type().children()"), "string System, string Integer");
  EXPECT_EQ(Answer("'a'.type() = 'b'.type()"), "boolean true");
  EXPECT_EQ(Answer("'a'.type() = 1.type()"), "boolean false");
  EXPECT_EQ(Answer("1.type()"), "SimpleTypeInfo {\"namespace\":\"System\",\"name\":\"Integer\"}");
  EXPECT_EQ(Answer("type()", Patient()).substr(0, 9), "ClassInfo");
}

TEST(Types, OfUnknownResourcesAreReadOffTheirValues) {
  const Json unknown =
      *ParseJson(R"({"resourceType":"Gadget","on":true,"count":2,"size":2.5,"name":"x","part":{"a":1}})");
  EXPECT_EQ(Answer("Gadget.count + 1", unknown), "integer 3");
  EXPECT_EQ(Answer("on.type().name", unknown), "string Boolean");
  EXPECT_EQ(Answer("size.type().name", unknown), "string Decimal");
  EXPECT_EQ(Answer("part.type().name", unknown), "string Element");
  EXPECT_EQ(Answer("on | count | size | name", unknown), "boolean true, integer 2, decimal 2.5, string x");
  EXPECT_EQ(Answer("part", unknown), "Element {\"a\":1}");
  EXPECT_EQ(Answer("$this", unknown).substr(0, 7), "Gadget ");
}

TEST(Conversions, AreEmptyWhereTheValueHasNone) {
  EXPECT_EQ(Answer("true.toBoolean()"), "boolean true");
  EXPECT_EQ(Answer("2.0.toBoolean()"), "");
  EXPECT_EQ(Answer("@2026.toBoolean()"), "");
  EXPECT_EQ(Answer("@2026.toInteger()"), "");
  EXPECT_EQ(Answer("@2026.toDecimal()"), "");
  EXPECT_EQ(Answer("@2026.toQuantity()"), "");
  EXPECT_EQ(Answer("5.toDateTime()"), "");
  EXPECT_EQ(Answer("5.toDate()"), "");
  EXPECT_EQ(Answer("5.toTime()"), "");
}

TEST(Arguments, OfTheWrongKindAreErrors) {
  for (const char* expression : {"(1 | 2).skip('a')",
                                 "('a' | 'b').join(1)",
                                 "'abc'.replace('a', 1)",
                                 "'abc'.split(1)",
                                 "'abc'.replaceMatches('a', 1)",
                                 "1.round('a')",
                                 "1.log('a')",
                                 "8.power({} | 'a')",
                                 "1.lowBoundary('a')",
                                 "'a'.precision()",
                                 "name.precision()",
                                 "name.conformsTo(1)",
                                 "extension(1)",
                                 "1.memberOf(1)",
                                 "(1 | 2).aggregate($this + 'a')",
                                 "defineVariable({})",
                                 "(1 'g') div (1 'g')",
                                 "(1 'g') mod (1 'g')",
                                 "'a' - 'b'",
                                 "'a' * 2",
                                 "(1 | 2).sum($this + 'a')"}) {
    EXPECT_EQ(Answer(expression, Patient()), "error: execution") << expression;
  }
}

TEST(Logarithms, HaveAnyPositiveBase) {
  EXPECT_EQ(Answer("9.log(3).round(10) = 2"), "boolean true");
  EXPECT_EQ(Answer("9.log(1)"), "");
  EXPECT_EQ(Answer("9.log(0)"), "");
  EXPECT_EQ(Answer("9.log({})"), "");
  EXPECT_EQ(Answer("2.sqrt().round(6)"), "decimal 1.414214");
  EXPECT_EQ(Answer("(-1).sqrt()"), "");
}

TEST(Boundaries, OfDatesStopAtThePrecisionThatIsWanted) {
  EXPECT_EQ(Answer("@2014-05-06.lowBoundary(4)"), "date 2014");
  EXPECT_EQ(Answer("@2014-05-06.lowBoundary(6)"), "date 2014-05");
  EXPECT_EQ(Answer("@2014-05-06T10:20:30.lowBoundary(10)"), "dateTime 2014-05-06T10+14:00");
  EXPECT_EQ(Answer("@2014-05-06T10:20:30.lowBoundary(14)"), "dateTime 2014-05-06T10:20:30+14:00");
  EXPECT_EQ(Answer("@2014-05-06.lowBoundary(5)"), "");
  EXPECT_EQ(Answer("@T10:20.highBoundary(6)"), "time 10:20:59");
}

TEST(Statistics, ComparesOnlyWhatHasAnOrder) {
  EXPECT_EQ(Answer("('b' | 'a' | 'c').min()"), "string a");
  EXPECT_EQ(Answer("('b' | 'a' | 'c').max()"), "string c");
  EXPECT_EQ(Answer("(1 | 'a').max()"), "error: execution");
  EXPECT_EQ(Answer("(1 | 2).sum($this * 2)"), "integer 6");
}

TEST(Strings, AreSplitAndReplaced) {
  EXPECT_EQ(Answer("'abc'.split('')"), "string a, string b, string c");
  EXPECT_EQ(Answer("'abc'.replaceMatches('b', '$')"), "string a$c");
  EXPECT_EQ(Answer("'abc'.replaceMatches('b', {})"), "");
}

TEST(Variables, AreDefinedOnceAndHoldWhatTheyAreGiven) {
  EXPECT_EQ(Answer("(1 | 2).defineVariable('all').select(%all.count())"), "integer 2, integer 2");
  EXPECT_EQ(Answer("defineVariable('a', 1).defineVariable('a', 2)"), "error: execution");
  EXPECT_EQ(Answer("defineVariable('a', 1 + 'x')"), "error: execution");
}

TEST(Reflection, TellsTheTypeOfEveryKindOfValue) {
  const auto type = [](const std::string& name) {
    return R"(SimpleTypeInfo {"namespace":"System","name":")" + name + "\"}";
  };
  for (const auto& [value, name] :
       {std::pair("true", "Boolean"), std::pair("1", "Integer"), std::pair("1.5", "Decimal"),
        std::pair("'a'", "String"), std::pair("@2020-01-01", "Date"), std::pair("@2020-01-01T10:00:00Z", "DateTime"),
        std::pair("@T10:00", "Time"), std::pair("(5 'kg')", "Quantity")}) {
    EXPECT_EQ(Answer(std::string(value) + ".type()"), type(name));
  }
  EXPECT_EQ(Answer("1.type().namespace"), "string System");
  EXPECT_EQ(Answer("1.type().name"), "string Integer");
  EXPECT_EQ(Answer("1.type() = 2.type()"), "boolean true");
  EXPECT_EQ(Answer("1.type() = 'a'.type()"), "boolean false");
  EXPECT_EQ(Answer("1.type().toString()"), "");
}

TEST(Boundaries, GoToAnyPartOfADateOrTimeAndToNoPartThatThereIsNot) {
  EXPECT_EQ(Answer("@2020-05.lowBoundary(4)"), "date 2020");
  EXPECT_EQ(Answer("@2020-05-01T10.lowBoundary(10)"), "dateTime 2020-05-01T10+14:00");
  EXPECT_EQ(Answer("@2020-05-01T10:11:12.lowBoundary(14)"), "dateTime 2020-05-01T10:11:12+14:00");
  EXPECT_EQ(Answer("@T10:11:12.lowBoundary(6)"), "time 10:11:12");
  EXPECT_EQ(Answer("@T10:11:12.highBoundary(9)"), "time 10:11:12.999");
  EXPECT_EQ(Answer("@2020.lowBoundary(5)"), "");
}

TEST(Arithmetic, OfRootsLogarithmsAndDurationsEndsWhereThereIsNoNumber) {
  EXPECT_EQ(Answer("8.log(2)"), "decimal 3");
  EXPECT_EQ(Answer("(-1).log(2)"), "");
  EXPECT_EQ(Answer("'a'.sqrt()"), "error: execution");
  EXPECT_EQ(Answer("16.power(0.5)"), "decimal 4");
  EXPECT_EQ(Answer("@2020-01-01 + 61 seconds"), "date 2020-01-01") << "less than a day";
  EXPECT_EQ(Answer("@T10 + 3600 seconds"), "time 11");
  EXPECT_EQ(Answer("(1 | 'a').min()"), "error: execution");
}

TEST(Replacing, KnowsTheWholeTheGroupsAndTheSignItself) {
  EXPECT_EQ(Answer("'abc'.replaceMatches('(b)', '[$0]')"), "string a[b]c");
  EXPECT_EQ(Answer("'abc'.replaceMatches('(b)', '[$1$$]')"), "string a[b$]c");
  EXPECT_EQ(Answer("'abc'.replaceMatches('(b)', '[$2]')"), "string a[]c");
}

TEST(Units, OfEnzymesAndInBracketsAndWithRemarks) {
  EXPECT_EQ(Answer("1 'U' = 1 'umol/min'"), "boolean true");
  EXPECT_EQ(Answer("1000 'mU' = 1 'U'"), "boolean true");
  EXPECT_EQ(Answer("1 '/s' * 2 's'"), "Quantity 2 '1'");
  EXPECT_EQ(Answer("10 'g' / 2 's2'"), "Quantity 5 'g/s2'");
  EXPECT_EQ(Answer("4 '(g)' = 4 'g'"), "boolean true");
  EXPECT_EQ(Answer("4 'g{fat}' = 4 'g'"), "boolean true");
}

TEST(Units, OfTheCalendarMeetThoseOfTheData) {
  const Json observation = *ParseJson(R"({"resourceType":"Observation","status":"final","code":{},"valueQuantity":
    {"value":3,"unit":"a","system":"http://unitsofmeasure.org","code":"a"}})");
  EXPECT_EQ(Answer("value > 2 years", observation), "boolean true");
  EXPECT_EQ(Answer("4 years > value", observation), "boolean true");
  EXPECT_EQ(Answer("4 'g' / 2 'g.s2'"), "Quantity 2 '/s2'");
}

TEST(Equality, OfDatesOfTheDataIsThatOfMoments) {
  const Json patient =
      *ParseJson(R"({"resourceType":"Patient","birthDate":"2020-01-01","deceasedDateTime":"2020-01-01"})");
  EXPECT_EQ(Answer("birthDate = deceased", patient), "boolean true");
  EXPECT_EQ(Answer("(birthDate | deceased).count()", patient), "integer 1");
}

TEST(Limits, HoldForArguments) {
  std::string many = "coalesce(1";
  for (int i = 0; i < 200; ++i) many += ",1";
  EXPECT_EQ(Answer(many + ")"), "error: limit");
}

TEST(Variables, ThatNobodyDefinedAreAnError) {
  EXPECT_EQ(Answer("%nobody"), "error: execution");
  EXPECT_EQ(Answer("%ucum"), "string http://unitsofmeasure.org");
}

}  // namespace
}  // namespace eteinen::fhirpath
