#include <gtest/gtest.h>

#include "core/fhirpath/fhirpath.h"

namespace eteinen::fhirpath {
namespace {

using Texts = std::vector<std::string>;

Dependencies Of(std::string_view text) { return DependenciesOf(*Compile(text, CompileOptions{.model = &FullModel()})); }

TEST(Dependencies, ComparedLinkIdsAreFound) {
  const auto found =
      Of("%resource.repeat(item).where(linkId = 'a').answer.value + "
         "%resource.item.where(linkId='g').item.where(linkId='b').answer.valueInteger");
  EXPECT_EQ(found.link_ids, (Texts{"a", "b", "g"}));
  EXPECT_FALSE(found.everything);
  EXPECT_FALSE(found.context);
}

TEST(Dependencies, AlternativesAreAllFound) {
  EXPECT_EQ(Of("%resource.descendants().where(linkId='a' or linkId='b').answer.exists()").link_ids, (Texts{"a", "b"}));
  EXPECT_EQ(Of("%resource.repeat(item).where(linkId in ('a' | 'b'))").link_ids, (Texts{"a", "b"}));
}

TEST(Dependencies, WhatTheTextDoesNotTellIsEverything) {
  EXPECT_TRUE(Of("%resource.repeat(item).answer.value.sum()").everything);
  EXPECT_TRUE(Of("%resource.repeat(item).where(linkId = %which).answer").everything);
  EXPECT_TRUE(Of("%resource.repeat(item).where(linkId != 'a').exists()").everything);
}

TEST(Dependencies, VariablesClockAndContext) {
  const auto found = Of("today() > %due and %context.answer.exists() and %ucum.exists()");
  EXPECT_EQ(found.variables, Texts{"due"});
  EXPECT_TRUE(found.clock);
  EXPECT_TRUE(found.context);
  EXPECT_FALSE(found.everything);
}

TEST(Dependencies, WhatIsSelectedFromCountsEvenIfTheSelectionIsConstant) {
  EXPECT_EQ(Of("%resource.repeat(item).where(linkId = 'a').select('x')").link_ids, Texts{"a"});
  EXPECT_TRUE(Of("%resource.item.select(1).count() = 2").everything);
  EXPECT_FALSE(Of("%resource.select(repeat(item).where(linkId = 'a'))").everything);
}

TEST(Dependencies, ValueSetsAreNamed) {
  EXPECT_EQ(Of("%patient.gender.memberOf('http://b') and %patient.gender.memberOf('http://a')").value_sets,
            (Texts{"http://a", "http://b"}));
}

TEST(Dependencies, TheHeadOfTheResponseIsNoAnswer) {
  const auto found = Of("%resource.subject.reference");
  EXPECT_FALSE(found.everything);
  EXPECT_TRUE(found.link_ids.empty());
}

}  // namespace
}  // namespace eteinen::fhirpath
