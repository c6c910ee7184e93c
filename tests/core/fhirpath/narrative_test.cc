// Which narratives are safe to show: FHIR R4, "Narrative", constraints txt-1 and txt-2.
#include <gtest/gtest.h>

#include "core/fhirpath/html_check.h"
#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

bool Safe(const std::string& inside) {
  return IsSafeNarrative("<div xmlns='http://www.w3.org/1999/xhtml'>" + inside + "</div>");
}

TEST(Narrative, MayHaveFormattingLinksAndImages) {
  EXPECT_TRUE(Safe("<p class=\"a\">Kuume <b>39 &#176;C</b> &amp; yskä<br /></p>"));
  EXPECT_TRUE(Safe("<a href=\"https://example.org/\">ohje</a>"));
  EXPECT_TRUE(Safe("<img src='#kuva' alt=''/>"));
  EXPECT_TRUE(Safe("<!-- <script> is only named here --> x"));
  EXPECT_TRUE(IsSafeNarrative(" <div>x</div>\n"));
}

TEST(Narrative, HasNoScriptFormOrEventHandler) {
  EXPECT_FALSE(Safe("<script>x</script>"));
  EXPECT_FALSE(Safe("<form>x</form>"));
  EXPECT_FALSE(Safe("<iframe src='x'>x</iframe>"));
  EXPECT_FALSE(Safe("<p onclick='x()'>x</p>"));
  EXPECT_FALSE(Safe("<P>x</P>"));
}

TEST(Narrative, HasNoLinkThatRunsAScriptInAnyCaseWithSpacesOrNumbersForLetters) {
  EXPECT_FALSE(Safe("<a href='javascript:x()'>x</a>"));
  EXPECT_FALSE(Safe("<a href='JavaScript:x()'>x</a>"));
  EXPECT_FALSE(Safe("<a href=' javascript:x()'>x</a>"));
  EXPECT_FALSE(Safe("<a href='java\nscript:x()'>x</a>"));
  EXPECT_FALSE(Safe("<a href='&#106;avascript:x()'>x</a>"));
  EXPECT_FALSE(Safe("<a href='javascript&colon;x()'>x</a>"));
  EXPECT_FALSE(Safe("<a href='java&Tab;script&NewLine;&colon;x()'>x</a>"));
  EXPECT_TRUE(Safe("<a href='#javascript'>x</a>"));
}

TEST(Narrative, IsOneDivWithContent) {
  EXPECT_FALSE(IsSafeNarrative(""));
  EXPECT_FALSE(IsSafeNarrative("x"));
  EXPECT_FALSE(IsSafeNarrative("<p>x</p>"));
  EXPECT_FALSE(IsSafeNarrative("<div> </div>"));
  EXPECT_FALSE(IsSafeNarrative("<div>x</div><div>y</div>"));
  EXPECT_FALSE(IsSafeNarrative("<div>x</div>y"));
}

TEST(Narrative, IsWellFormedToItsEnd) {
  for (const char* broken :
       {"<div>x", "<div>x</p>", "<div>x</div", "<div", "<div>x<br", "<div>x<br/", "<div title>x</div>",
        "<div title=>x</div>", "<div title=a>x</div>", "<div title='a>x</div>", "<div title='<'>x</div>",
        "<div>a &amp b</div>", "<div>&;</div>", "<div>x<!-- </div>", "</div>"}) {
    EXPECT_FALSE(IsSafeNarrative(broken)) << broken;
  }
}

TEST(Narrative, IsCheckedInAnExpression) {
  EXPECT_EQ(Answer("'<div>x</div>'.htmlChecks()"), "boolean true");
  EXPECT_EQ(Answer("'<script/>'.htmlChecks()"), "boolean false");
}

}  // namespace
}  // namespace eteinen::fhirpath
