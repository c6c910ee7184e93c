// encode(), decode(), escape() and unescape(): FHIRPath, later drafts, "Additional String Functions".
#include <gtest/gtest.h>

#include "core/fhirpath/encoding.h"

namespace eteinen::fhirpath {
namespace {

TEST(Encode, WritesBytesInTheNamedFormat) {
  EXPECT_EQ(Encode("äiti", "hex"), "c3a4697469");
  EXPECT_EQ(Encode("äiti", "base64"), "w6RpdGk=");
  EXPECT_EQ(Encode("<?>", "urlbase64"), "PD8-");
  EXPECT_EQ(Encode("äiti", "ascii"), "?iti");
  EXPECT_EQ(Encode("x", "rot13"), std::nullopt);
}

TEST(Decode, GivesTextOrNothing) {
  EXPECT_EQ(Decode("c3A4697469", "hex"), "äiti");
  EXPECT_EQ(Decode("w6RpdGk=", "base64"), "äiti");
  EXPECT_EQ(Decode("c3", "hex"), std::nullopt) << "no UTF-8";
  EXPECT_EQ(Decode("c3a", "hex"), std::nullopt);
  EXPECT_EQ(Decode("zz", "hex"), std::nullopt);
}

TEST(Escape, LeavesNothingThatHtmlReadsAsMarkup) {
  EXPECT_EQ(Escape("<a title=\"x\">&'</a>", "html"), "&lt;a title=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;");
  EXPECT_EQ(Escape("a\"b\\\n", "json"), "a\\\"b\\\\\\n");
  EXPECT_EQ(Escape("x", "xml"), std::nullopt);
}

TEST(Unescape, ReadsEntities) {
  EXPECT_EQ(Unescape("&lt;&apos;&nbsp;&#228;&#xE4;&#XE4;", "html"), "<'\u00A0äää");
  EXPECT_EQ(Unescape("&unknown; & &; &#; &#12a; &#xg;", "html"), "&unknown; & &; &#; &#12a; &#xg;");
  EXPECT_EQ(Unescape("&#99999999;&#xD800;", "html"), "\uFFFD\uFFFD") << "no such characters";
  EXPECT_EQ(Unescape("x", "xml"), std::nullopt);
}

TEST(Unescape, ReadsJson) {
  EXPECT_EQ(Unescape("a\\n\\t\\\"\\u00e4\\uD83D\\uDE00\\", "json"), "a\n\t\"ä\U0001F600\\");
  EXPECT_EQ(Unescape("\\ud83dx", "json"), "\uFFFDx") << "half a pair";
  EXPECT_EQ(Unescape("\\u12", "json"), "u12");
}

}  // namespace
}  // namespace eteinen::fhirpath
