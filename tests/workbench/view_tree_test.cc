#include "tools/workbench/view_tree.h"

#include <gtest/gtest.h>

namespace eteinen::workbench {
namespace {

Json Parse(std::string_view text) { return ParseJson(text).value(); }

// A page with the texts a and b.
ViewTree TwoTexts() {
  ViewTree tree;
  EXPECT_TRUE(tree.Apply(Parse(R"({"rev":1,"locale":"fi","title":"Alku","root":{"key":"page","role":"page","children":[
    {"key":"a","role":"text","text":"one"},{"key":"b","role":"text","text":"two"}]}})")));
  return tree;
}

std::string Keys(const Json& node) {
  std::string keys = node["key"].AsString();
  for (const Json& child : node["children"].Items()) keys += " " + Keys(child);
  return keys;
}

TEST(ViewTree, WholeViewReplacesEverything) {
  ViewTree tree = TwoTexts();
  ASSERT_TRUE(tree.Apply(Parse(R"({"rev":2,"locale":"sv","title":"Start","root":{"key":"page","role":"page"}})")));
  EXPECT_EQ(Keys(tree.root()), "page");
  EXPECT_EQ(tree.title(), "Start");
  EXPECT_EQ(tree.locale(), "sv");
  EXPECT_EQ(tree.rev(), 2);
}

TEST(ViewTree, NullChangesNothing) {
  ViewTree tree = TwoTexts();
  ASSERT_TRUE(tree.Apply(Json()));
  EXPECT_EQ(tree.rev(), 1);
  EXPECT_EQ(Keys(tree.root()), "page a b");
}

TEST(ViewTree, PatchReplacesTheNamedFieldsAndDropsThoseThatAreNull) {
  ViewTree tree = TwoTexts();
  ASSERT_TRUE(tree.Apply(Parse(R"({"rev":2,"patch":[{"key":"b","hint":"new","text":null}]})")));
  EXPECT_EQ((*tree.Find("b"))["hint"].AsString(), "new");
  EXPECT_FALSE(tree.Find("b")->Has("text"));
  EXPECT_EQ(tree.title(), "Alku");
}

TEST(ViewTree, NewNodeStandsAfterTheNamedSibling) {
  ViewTree tree = TwoTexts();
  ASSERT_TRUE(tree.Apply(Parse(R"({"rev":2,"patch":[
    {"key":"c","role":"group","children":[{"key":"d","role":"text"}],"parent":"page","after":"a"},
    {"key":"e","role":"text","parent":"c","after":null}]})")));
  EXPECT_EQ(Keys(tree.root()), "page a c e d b");
  EXPECT_FALSE(tree.Find("c")->Has("parent"));
}

TEST(ViewTree, RemovedNodeTakesWhatIsUnderItAway) {
  ViewTree tree = TwoTexts();
  ASSERT_TRUE(tree.Apply(Parse(R"({"rev":2,"patch":[{"key":"a","removed":true}]})")));
  EXPECT_EQ(Keys(tree.root()), "page b");
}

TEST(ViewTree, PatchThatDoesNotFitIsRefused) {
  for (const char* patch : {
           R"({"rev":2,"patch":[{"key":"x","text":"?"}]})",
           R"({"rev":2,"patch":[{"key":"x","removed":true}]})",
           R"({"rev":2,"patch":[{"key":"c","role":"text","parent":"x","after":null}]})",
           R"({"rev":2,"patch":[{"key":"c","role":"text","parent":"page","after":"x"}]})",
       }) {
    ViewTree tree = TwoTexts();
    EXPECT_FALSE(tree.Apply(Parse(patch))) << patch;
  }
  ViewTree nothing;
  EXPECT_FALSE(nothing.Apply(Parse(R"({"rev":2,"patch":[]})")));
}

}  // namespace
}  // namespace eteinen::workbench
