// Who is here and for whom, and what others must not be able to do or to learn.
#include <gtest/gtest.h>

#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

constexpr const char* kVaccination = "kausirokotus";

class SessionContract : public testing::Test {
 protected:
  TemporaryFolder data_;
  RunningBackend backend_{data_.path()};
};

TEST_F(SessionContract, BeginsAnonymous) {
  EXPECT_EQ(Resident(backend_).Get("/session").body,
            R"({"level":"anonymous","user":null,"actingFor":null,"mayActFor":[],"identification":"test-persons",)"
            R"("authorisation":"register","epoch":0,"expiresAt":null,"timing":null})");
}

TEST_F(SessionContract, IdentifiesAsATestPersonActingForOneself) {
  Resident aino(backend_);
  const Reply reply = aino.Identify("aino-esimerkki");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const Json& session = reply.json();
  EXPECT_EQ(session["level"].AsString(), "identified");
  EXPECT_EQ(session["user"]["name"].AsString(), "Aino Esimerkki");
  EXPECT_EQ(
      WriteJson(session["actingFor"]),
      R"({"id":"aino-esimerkki","name":"Aino Esimerkki","birthDate":"1986-03-14","municipality":"Hämeenlinna",)"
      R"("gender":"female","relation":"self","initial":"A","may":{"health":["assess","chat","care-path","form","see-bookings",)"
      R"("book","move","cancel"],"social":["assess","chat","care-path","form","see-bookings","book","move",)"
      R"("cancel"]}})");
  ASSERT_EQ(session["mayActFor"].Items().size(), 3u);
  EXPECT_EQ(session["mayActFor"].Items()[1]["id"].AsString(), "onni-esimerkki");
  EXPECT_EQ(session["mayActFor"].Items()[1]["relation"].AsString(), "guardian");
  EXPECT_EQ(session["epoch"].AsInt(), 1);
  EXPECT_TRUE(session["expiresAt"].AsString().starts_with("2026-11-24T07:3"));
  EXPECT_EQ(WriteJson(session["timing"]), R"({"left":1800,"warn":300,"most":28800})");
}

TEST_F(SessionContract, TheCookieIsRandomAndOutOfReachOfScripts) {
  Resident one(backend_);
  Resident two(backend_);
  const std::string cookie = one.Identify("aino-esimerkki").headers.at("set-cookie");
  EXPECT_EQ(cookie.substr(cookie.find(';')), "; Path=/; HttpOnly; SameSite=Lax");
  EXPECT_EQ(one.cookie().size(), std::string("eteinen-session=").size() + 40);
  two.Identify("aino-esimerkki");
  EXPECT_NE(one.cookie(), two.cookie());
}

TEST_F(SessionContract, IdentifyingGivesANewCookieAndVoidsTheOldOne) {
  Resident resident(backend_);
  resident.Identify("aino-esimerkki");
  const std::string old = resident.cookie();
  resident.Identify("helena-kokeilu");
  EXPECT_NE(resident.cookie(), old);
  const Reply reply = Resident(backend_).Send("GET", "/session", "", {{"Cookie", old}});
  EXPECT_EQ(reply.json()["level"].AsString(), "anonymous");
}

TEST_F(SessionContract, ListsTestPersonsWithoutCodesInTheAskedLanguage) {
  Resident anyone(backend_);
  const Reply reply = anyone.Get("/session/test-persons?locale=sv");
  ASSERT_EQ(reply.json()["persons"].Items().size(), 11u);
  const Json& first = reply.json()["persons"].Items().front();
  EXPECT_EQ(first["name"].AsString(), "Aino Esimerkki");
  EXPECT_EQ(first["description"].AsString(), "Vuxen, vårdnadshavare för två minderåriga");
  EXPECT_EQ(reply.body.find("identityCode"), std::string::npos);
  EXPECT_EQ(reply.body.find("140386"), std::string::npos);
}

TEST_F(SessionContract, OnlyListedPersonsCanBeChosen) {
  Resident anyone(backend_);
  for (const char* body : {"{}", "{\"testPerson\":\"onni-esimerkki\"}", "{\"testPerson\":\"nobody\"}", "[]", "{"}) {
    EXPECT_EQ(anyone.Send("POST", "/session", body).refusal(), "invalid") << body;
  }
}

TEST_F(SessionContract, SwitchingToAChildRaisesTheEpochAndReleasesHolds) {
  Resident aino(backend_);
  Resident other(backend_);
  aino.Identify("aino-esimerkki");
  other.Identify("helena-kokeilu");
  const std::string slot = aino.FreeTimes(kVaccination, "&location=janakkala").front();
  ASSERT_EQ(aino.Hold(slot).status, 201);
  const Reply reply = aino.ActFor("onni-esimerkki");
  EXPECT_EQ(reply.json()["epoch"].AsInt(), 2);
  EXPECT_EQ(reply.json()["actingFor"]["relation"].AsString(), "guardian");
  EXPECT_EQ(other.Hold(slot).status, 201);
}

TEST_F(SessionContract, NobodyActsForWhomTheyMayNot) {
  Resident helena(backend_);
  helena.Identify("helena-kokeilu");
  EXPECT_EQ(helena.ActFor("tauno-kokeilu").status, 200) << "by mandate";
  const Reply mother = helena.ActFor("kerttu-kokeilu");
  EXPECT_EQ(mother.status, 403) << "no mandate";
  EXPECT_EQ(mother.refusal(), "not-permitted");
  EXPECT_EQ(helena.ActFor("onni-esimerkki").body, mother.body);
  EXPECT_EQ(helena.ActFor("nobody-at-all").body, mother.body) << "who does not exist looks the same";
}

TEST_F(SessionContract, EveryWriteSaysForWhom) {
  Resident aino(backend_);
  aino.Identify("aino-esimerkki");
  const std::string slot = aino.FreeTimes(kVaccination).front();
  const std::string path = "/fhir/Slot/" + slot + "/$hold";
  EXPECT_EQ(aino.Send("POST", path, "{}", {{"X-Person", ""}}).refusal(), "precondition");
  const Reply other = aino.Send("POST", path, "{}", {{"X-Person", "onni-esimerkki"}});
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(other.refusal(), "person-changed");
  EXPECT_EQ(aino.Send("GET", "/fhir/Appointment", "", {{"X-Person", "onni-esimerkki"}}).refusal(), "person-changed");
}

TEST_F(SessionContract, APersonSwitchedInAnotherTabIsNoticedAtTheBooking) {
  Resident aino(backend_);
  aino.Identify("aino-esimerkki");
  const std::string slot = aino.FreeTimes(kVaccination).front();
  // The other tab: the same cookie, another person.
  aino.Send("POST", "/session/acting-for", "{\"person\":\"onni-esimerkki\"}");
  EXPECT_EQ(aino.Book(slot, "aino-key-1").refusal(), "person-changed");
  EXPECT_TRUE(aino.Send("GET", "/fhir/Appointment?_", "", {}).json()["entry"].Items().size() == 1u)
      << "Onni's dental time and nothing else";
}

TEST_F(SessionContract, ABookingForAnotherPatientThanThePersonIsRefused) {
  Resident aino(backend_);
  aino.Identify("aino-esimerkki");
  const std::string slot = aino.FreeTimes(kVaccination).front();
  const Reply reply = aino.Send("POST", "/fhir/Appointment",
                                "{\"resourceType\":\"Appointment\",\"status\":\"booked\",\"slot\":[{\"reference\":"
                                "\"Slot/" +
                                    slot +
                                    "\"}],\"participant\":[{\"actor\":{\"reference\":"
                                    "\"Patient/onni-esimerkki\"}}]}",
                                {{"Idempotency-Key", "aino-key-1"}});
  EXPECT_EQ(reply.refusal(), "person-changed");
}

TEST_F(SessionContract, WritesFromElsewhereAreRefused) {
  Resident aino(backend_);
  aino.Identify("aino-esimerkki");
  const std::string path = "/fhir/Slot/" + aino.FreeTimes(kVaccination).front() + "/$hold";
  const std::string own = "http://127.0.0.1:" + std::to_string(backend_.port());
  EXPECT_EQ(aino.Send("POST", path, "{}", {{"X-Eteinen", ""}}).refusal(), "cross-site");
  EXPECT_EQ(aino.Send("POST", path, "{}", {{"Origin", "https://elsewhere.example"}}).refusal(), "cross-site");
  EXPECT_EQ(aino.Send("POST", path, "{}", {{"Origin", "null"}}).refusal(), "cross-site");
  EXPECT_EQ(aino.Send("POST", path, "{}", {{"Sec-Fetch-Site", "cross-site"}}).refusal(), "cross-site");
  EXPECT_EQ(aino.Send("POST", path, "{}", {{"Sec-Fetch-Site", "same-site"}}).refusal(), "cross-site");
  EXPECT_EQ(aino.Send("POST", path, "{}", {{"Origin", own}, {"Sec-Fetch-Site", "same-origin"}}).status, 201);
  EXPECT_EQ(aino.Send("DELETE", "/session", "", {{"X-Eteinen", ""}}).refusal(), "cross-site");
}

TEST_F(SessionContract, LoggingOutReleasesEverythingAndVoidsTheCookie) {
  Resident aino(backend_);
  aino.Identify("aino-esimerkki");
  const std::string cookie = aino.cookie();
  const std::string slot = aino.FreeTimes(kVaccination, "&location=janakkala").front();
  aino.Hold(slot);
  EXPECT_EQ(aino.Send("DELETE", "/session", "").status, 204);
  Resident thief(backend_);
  EXPECT_EQ(thief.Send("GET", "/fhir/Appointment", "", {{"Cookie", cookie}}).refusal(), "not-identified");
  Resident helena(backend_);
  helena.Identify("helena-kokeilu");
  EXPECT_EQ(helena.Hold(slot).status, 201);
}

TEST_F(SessionContract, BrokenBodiesAreRefusedAndLeaveNothing) {
  Resident aino(backend_);
  aino.Identify("aino-esimerkki");
  const auto post = [&](const std::string& body, const std::string& type = "application/fhir+json") {
    return aino.Send("POST", "/fhir/Appointment", body, {{"Idempotency-Key", "aino-key-1"}, {"Content-Type", type}});
  };
  for (const char* body : {"", "{", "[]", "null", "{\"resourceType\":\"Slot\"}", "{\"resourceType\":\"Appointment\"}",
                           "{\"resourceType\":\"Appointment\",\"slot\":[]}", "{\"a\":1,\"a\":2}", "\xff"}) {
    const Reply reply = post(body);
    EXPECT_EQ(reply.status, 400) << body;
    EXPECT_EQ(reply.refusal(), "invalid") << body;
  }
  EXPECT_EQ(post(std::string(40, '[') + std::string(40, ']')).refusal(), "invalid");
  EXPECT_EQ(post("{}", "text/plain").refusal(), "invalid");
  const Reply large = post("{\"a\":\"" + std::string(70'000, 'x') + "\"}");
  EXPECT_EQ(large.status, 413);
  EXPECT_EQ(large.refusal(), "too-large");
  EXPECT_TRUE(aino.Appointments(kVaccination).empty());
}

TEST_F(SessionContract, UnknownPathsAndMethodsAreRefused) {
  Resident aino(backend_);
  aino.Identify("aino-esimerkki");
  EXPECT_EQ(aino.Get("/fhir/Patient").refusal(), "not-found");
  EXPECT_EQ(aino.Get("/session/nothing").refusal(), "not-found");
  EXPECT_EQ(aino.Send("PUT", "/session", "{}").refusal(), "method");
  EXPECT_EQ(aino.Send("POST", "/fhir/HealthcareService", "{}").refusal(), "method");
}

// A youth's own time must not exist for the guardian: the world with it is, to the byte, the world in which a stranger
// holds that time.
TEST(Youth, WhatAYouthBooksAloneDoesNotExistForTheGuardian) {
  TemporaryFolder folders[2];
  std::string seen[2];
  for (int world = 0; world < 2; ++world) {
    RunningBackend backend(folders[world].path());
    Resident youth(backend);
    Resident stranger(backend);
    youth.Identify("venla-esimerkki");
    stranger.Identify("helena-kokeilu");
    Resident& taker = world == 0 ? youth : stranger;
    const std::string slot = taker.FreeTimes(kVaccination, "&location=janakkala").front();
    ASSERT_EQ(taker.Book(slot, "taker-key-1").status, 201);

    Resident aino(backend);
    aino.Identify("aino-esimerkki");
    aino.ActFor("venla-esimerkki");
    for (const Json& appointment : aino.Appointments()) {
      seen[world] += WriteJson(appointment["serviceType"]) + WriteJson(appointment["start"]);
    }
    for (const std::string& time : aino.FreeTimes(kVaccination)) seen[world] += time;
    seen[world] += aino.Hold(slot).body + aino.Book(slot, "aino-key-1").body;
    const Reply own = aino.Book(aino.FreeTimes(kVaccination).back(), "aino-key-2");
    seen[world] += std::to_string(own.status) + WriteJson(own.json()["status"]) + WriteJson(own.json()["extension"]);
    seen[world] += std::to_string(aino.Appointments(kVaccination).size());
  }
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_NE(seen[0].find("suun-tarkastus"), std::string::npos) << "what is shown to guardians is there";
  EXPECT_EQ(seen[0].find("ehkaisy"), std::string::npos) << "what is not, is not";
}

TEST(SessionEnd, EndsHalfAnHourAfterTheLastRequest) {
  TemporaryFolder data;
  std::string cookie;
  {
    RunningBackend backend(data.path());
    Resident aino(backend);
    aino.Identify("aino-esimerkki");
    cookie = aino.cookie();
  }
  {
    RunningBackend backend(data.path(), "2026-11-24T07:29:00+02:00");
    const Reply reply = Resident(backend).Send("GET", "/fhir/Appointment", "", {{"Cookie", cookie}});
    EXPECT_EQ(reply.status, 200) << "and goes on from here";
  }
  {
    RunningBackend backend(data.path(), "2026-11-24T07:58:00+02:00");
    const Reply reply = Resident(backend).Send("GET", "/session", "", {{"Cookie", cookie}});
    EXPECT_EQ(reply.json()["level"].AsString(), "identified");
  }
  RunningBackend backend(data.path(), "2026-11-24T08:00:00+02:00");
  const Reply reply = Resident(backend).Send("GET", "/session", "", {{"Cookie", cookie}});
  EXPECT_EQ(reply.json()["level"].AsString(), "anonymous");
}

}  // namespace
}  // namespace eteinen::backend_test
