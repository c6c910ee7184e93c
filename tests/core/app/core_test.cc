// The boundary itself: what is refused, how, and that the state stays.
#include "core/app/core.h"

#include <gtest/gtest.h>

#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

std::string ErrorOf(Core& core, std::string_view message) {
  const Result<Json> reply = ParseJson(core.Step(message));
  EXPECT_TRUE(reply.ok());
  if (!reply.ok()) return {};
  const Json& error = (*reply)["error"];
  EXPECT_TRUE((*reply)["view"].IsNull());
  EXPECT_TRUE((*reply)["effects"].Items().empty());
  return error["phase"].AsString() + " " + error["path"].AsString() + ": " + error["message"].AsString();
}

constexpr std::string_view kHead = R"({"v":1,"now":"2026-11-24T07:00:00Z","event":)";
std::string Message(std::string_view event) { return std::string(kHead) + std::string(event) + "}"; }

TEST(Core, RefusesWhatIsNoMessage) {
  Core core;
  EXPECT_EQ(ErrorOf(core, "{\"v\":1,"), "message : not valid JSON at byte 8");
  EXPECT_EQ(ErrorOf(core, "[]"), "message : expected an object, found array");
  EXPECT_EQ(ErrorOf(core, R"({"v":2,"now":"2026-11-24T07:00:00Z"})"), "message v: unknown version 2; known: 1");
  EXPECT_EQ(ErrorOf(core, R"({"v":1,"now":5})"), "message now: expected a string, found number");
  EXPECT_EQ(ErrorOf(core, R"({"v":1,"now":"2026-11-24T07:00:00Z","uid":"a b"})"),
            "message uid: expected 8 to 64 letters, digits and hyphens");
}

TEST(Core, RefusesAnUnknownEventByName) {
  Core core;
  EXPECT_EQ(ErrorOf(core, Message(R"({"type":"jump"})")),
            "event event.type: unknown event \"jump\"; known: start, navigate, set, press, result, host, tabs, locale, "
            "unkept");
  EXPECT_EQ(ErrorOf(core, Message(R"({"type":"press","key":5})")), "event event.key: expected a string, found number");
  EXPECT_EQ(ErrorOf(core, Message(R"({"type":"set","key":"q","value":{"a":1}})")),
            "event event.value: expected a simple value or a list, found object");
}

TEST(Core, SaysWhatOfAnEventItCannotTake) {
  Core core;
  const std::string long_key(301, 'k');
  const auto start = [](const std::string& more) { return R"({"type":"start",)" + more + "}"; };
  for (const auto& [event, error] : std::vector<std::pair<std::string, std::string>>{
           {R"({"type":"press","key":""})", "event.key: expected 1 to 300 bytes, found 0"},
           {R"({"type":"press","key":")" + long_key + "\"}", "event.key: expected 1 to 300 bytes, found 301"},
           {start(R"("entry":"kiosk","locale":"fi")"), "event.entry: unknown entry; known: app, chat, webview"},
           {start(R"("entry":"app")"), "event.locale: expected a string, found nothing"},
           {start(R"("entry":"app","locale":"fi","resume":5)"), "event.resume: expected a string, found number"},
           {start(R"("entry":"app","locale":"fi","framed":1)"), "event.framed: expected true or false, found number"},
           {start(R"("entry":"app","locale":"fi","language":[])"), "event.language: expected a string, found array"},
           {R"({"type":"navigate"})", "event.path: expected a string, found nothing"},
           {R"({"type":"navigate","back":"yes"})", "event.back: expected true or false, found string"},
           {R"({"type":"set","key":"q"})", "event.value: expected a value or null, found nothing"},
           {R"({"type":"set","key":"q","value":["a",1]})", "event.value: expected a list of strings, found number"},
           {R"({"type":"result","ok":{}})", "event.id: expected a whole number, found nothing"},
           {R"({"type":"result","id":1})", "event: expected \"ok\" or \"failed\""},
           {R"({"type":"result","id":1,"ok":[]})", "event.ok: expected an object, found array"},
           {R"({"type":"result","id":1,"failed":{"kind":"tired"}})",
            "event.failed.kind: unknown kind; known: offline, timeout, denied, unsupported"},
           {R"({"type":"host"})", "event.message: expected an object, found nothing"},
           {R"({"type":"host","message":{"m":"auth.done","p":{"request":"short"}}})",
            "event.message.p.request: expected 8 to 64 characters"},
           {R"({"type":"host","message":{"m":"auth.done","p":{"request":"12345678","outcome":"maybe"}}})",
            "event.message.p.outcome: unknown word; known: identified, cancelled, failed"},
           {R"({"type":"tabs","message":{"m":"hello"}})", "event.message.m: unknown word; known: session, signed-out"},
           {R"({"type":"locale"})", "event.locale: expected a string, found nothing"},
       }) {
    EXPECT_EQ(ErrorOf(core, Message(event)), "event " + error) << event;
  }
}

TEST(Core, WithoutAnyTextsShowsThePageThatNeedsNone) {
  for (const char* broken : {"broken", "{}"}) {
    const TestShell shell("fi", "", "", {{"GET /content/i18n/fi.json", broken}});
    EXPECT_TRUE(shell.help_page) << broken;
  }
}

TEST(Core, TakesTheLanguageThatTheHostChanges) {
  TestShell shell;
  shell.TellLocale("sv");
  EXPECT_EQ(shell.locale, "sv");
  shell.TellLocale("fi-FI");
  EXPECT_EQ(shell.locale, "fi");
  shell.TellLocale("xx");
  EXPECT_EQ(shell.locale, "en") << "the language that most understand who read none of ours";
}

TEST(Core, LeavesAMessageOfANewerHostAlone) {
  Core core;
  EXPECT_EQ(core.Step(Message(R"({"type":"host","message":{"m":"wallpaper"}})")),
            R"({"v":1,"effects":[],"view":null})");
}

TEST(Core, RefusesDeepAndBrokenMessages) {
  Core core;
  EXPECT_EQ(ErrorOf(core, std::string(100000, '[')), "message : nested deeper than 64 levels");
  EXPECT_EQ(ErrorOf(core, Message("\"\xFF\"")), "message : not valid JSON at byte 46");
}

TEST(Core, IgnoresEventsBeforeTheStartAndAnswersNobodyAskedFor) {
  Core core;
  EXPECT_EQ(core.Step(Message(R"({"type":"press","key":"home"})")), R"({"v":1,"effects":[],"view":null})");
  EXPECT_EQ(core.Step(Message(R"({"type":"result","id":99,"ok":{}})")), R"({"v":1,"effects":[],"view":null})");
}

TEST(Core, GivesTheSameBytesForTheSameMessages) {
  TestShell first;
  TestShell second;
  first.Press("start.findrisc");
  second.Press("start.findrisc");
  EXPECT_EQ(first.last_reply, second.last_reply);
}

TEST(Core, BeginsInEnglishForALanguageThatThereIsNot) {
  TestShell shell("xx");
  EXPECT_FALSE(shell.help_page);
  EXPECT_EQ(shell.locale, "en");
}

TEST(Core, ChangesTheLanguageInPlace) {
  TestShell shell;
  EXPECT_EQ(shell.Text("page.title"), "Miten voimme auttaa?");
  shell.Press("locale.sv");
  EXPECT_EQ(shell.locale, "sv");
  EXPECT_EQ(shell.Text("page.title").empty(), false);
  EXPECT_NE(shell.Text("page.title"), "Miten voimme auttaa?");
  EXPECT_EQ(shell.CountRequests("GET /content/i18n/sv.json"), 1);
}

}  // namespace
}  // namespace eteinen::app
