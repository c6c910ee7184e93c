#include "core/view/node.h"

#include <gtest/gtest.h>

namespace eteinen::view {
namespace {

Node Page(std::vector<Node> children) {
  Node page(Role::kPage, "page");
  page.children = std::move(children);
  return page;
}

Node Line(std::string key, std::string text) { return Node(Role::kText, std::move(key)).Text(std::move(text)); }

View Screen(std::string name, Node root) {
  View view;
  view.screen = std::move(name);
  view.locale = "fi";
  view.title = "Otsikko";
  view.root = std::move(root);
  return view;
}

std::string Message(const View& before, const View& after) {
  const std::optional<Json> message = ViewMessage(&before, after, 2);
  return message ? WriteJson(*message) : "nothing";
}

TEST(ViewMessage, IsTheWholeViewOnANewScreen) {
  View start = Screen("start", Page({Line("a", "A")}));
  start.focus = "a";
  EXPECT_EQ(WriteJson(*ViewMessage(nullptr, start, 1)),
            R"({"rev":1,"locale":"fi","dir":"ltr","title":"Otsikko","focus":"a","root":{"key":"page","role":"page",)"
            R"("children":[{"key":"a","role":"text","text":"A"}]}})");
  EXPECT_EQ(Message(Screen("other", Page({})), start).find("\"root\"") != std::string::npos, true);
}

TEST(ViewMessage, SaysNothingWhenNothingChanged) {
  const View start = Screen("start", Page({Line("a", "A")}));
  EXPECT_EQ(Message(start, start), "nothing");
}

TEST(ViewMessage, NamesOnlyTheFieldsThatChanged) {
  const View before = Screen("s", Page({Line("a", "A").Hint("h").Is("busy")}));
  const View after = Screen("s", Page({Line("a", "B")}));
  EXPECT_EQ(Message(before, after), R"({"rev":2,"patch":[{"key":"a","text":"B","hint":null,"is":[]}]})");
}

TEST(ViewMessage, PlacesNewNodesAfterTheirSibling) {
  const View before = Screen("s", Page({Line("a", "A"), Line("z", "Z")}));
  const View after = Screen("s", Page({Line("0", "0"), Line("a", "A"), Line("b", "B"), Line("z", "Z")}));
  EXPECT_EQ(Message(before, after),
            R"({"rev":2,"patch":[{"key":"0","role":"text","text":"0","parent":"page","after":null},)"
            R"({"key":"b","role":"text","text":"B","parent":"page","after":"a"}]})");
}

TEST(ViewMessage, TakesNodesAway) {
  const View before = Screen("s", Page({Line("a", "A"), Line("b", "B")}));
  EXPECT_EQ(Message(before, Screen("s", Page({Line("b", "B")}))), R"({"rev":2,"patch":[{"key":"a","removed":true}]})");
}

TEST(ViewMessage, IsWholeWhenChildrenChangeTheirOrder) {
  const View before = Screen("s", Page({Line("a", "A"), Line("b", "B")}));
  EXPECT_NE(Message(before, Screen("s", Page({Line("b", "B"), Line("a", "A")}))).find("\"root\""), std::string::npos);
}

TEST(ViewMessage, ReplacesANodeThatChangesItsRole) {
  const View before = Screen("s", Page({Line("a", "A")}));
  const View after = Screen("s", Page({Node(Role::kHeading, "a").Text("A")}));
  EXPECT_EQ(Message(before, after), R"({"rev":2,"patch":[{"key":"a","removed":true},)"
                                    R"({"key":"a","role":"heading","text":"A","parent":"page","after":null}]})");
}

TEST(Node, KnowsARepeatedKey) {
  EXPECT_EQ(RepeatedKey(Page({Line("a", "A"), Line("b", "B")})), std::nullopt);
  EXPECT_EQ(RepeatedKey(Page({Line("a", "A"), Line("a", "B")})), "a");
}

TEST(Node, LeavesOutEmptyTextsButKeepsAnEmptyValue) {
  EXPECT_EQ(WriteJson(ToJson(Node(Role::kField, "f").Text("").With("value", ""))),
            R"({"key":"f","role":"field","value":""})");
}

}  // namespace
}  // namespace eteinen::view
