// What others try: everything is refused, nothing is learned from the refusal, and nothing has happened.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "tests/backend/given_world.h"
#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

constexpr const char* kVaccination = "kausirokotus";

class Attack : public testing::Test {
 protected:
  TemporaryFolder data_;
  RunningBackend backend_{data_.path()};
  Resident aino_{backend_};
  Resident helena_{backend_};
};

TEST_F(Attack, AnothersBookingIsAsIfItDidNotExist) {
  aino_.Identify("aino-esimerkki");
  helena_.Identify("helena-kokeilu");
  const Json booked = aino_.Book(aino_.FreeTimes(kVaccination).front(), "aino-key-1").json();
  const std::string id = booked["id"].AsString();
  const std::string nobodys(id.size(), 'a');
  const auto attempts = [&](const std::string& of) {
    const std::string path = "/fhir/Appointment/" + of;
    std::string seen;
    const std::string slot = helena_.FreeTimes(kVaccination).back();
    for (const Reply& reply :
         {helena_.Get(path), helena_.Send("DELETE", path, ""),
          helena_.Send("PUT", path, R"({"resourceType":"Appointment","status":"cancelled"})",
                       {{"If-Match", "W/\"1\""}}),
          helena_.Send(
              "PUT", path,
              R"({"resourceType":"Appointment","status":"booked","slot":[{"reference":"Slot/)" + slot + "\"}]}",
              {{"If-Match", "W/\"1\""}}),
          helena_.Hold(slot, R"({"move":{"reference":"Appointment/)" + of + "\"}}")}) {
      seen += std::to_string(reply.status) + reply.body + "\n";
    }
    return seen;
  };
  const std::string of_aino = attempts(id);
  EXPECT_EQ(of_aino, attempts(nobodys));
  EXPECT_EQ(of_aino.find("200"), std::string::npos);
  EXPECT_EQ(aino_.Get("/fhir/Appointment/" + id).json(), booked) << "nothing has happened to it";
}

TEST_F(Attack, AnOldCookieOpensNothingWhateverMadeItOld) {
  const auto refused = [&](const std::string& cookie) {
    Resident thief(backend_);
    return thief.Send("GET", "/fhir/Appointment", "", {{"Cookie", cookie}}).refusal() == "not-identified" &&
           thief.Send("POST", "/session/extend", "", {{"Cookie", cookie}}).refusal() == "not-identified" &&
           thief.Send("POST", "/session/acting-for", R"({"person":"onni-esimerkki"})", {{"Cookie", cookie}})
                   .refusal() == "not-identified";
  };
  aino_.Identify("aino-esimerkki");
  const std::string first = aino_.cookie();
  aino_.Identify("aino-esimerkki");
  EXPECT_TRUE(refused(first)) << "another identification";
  const std::string second = aino_.cookie();
  aino_.Send("DELETE", "/session", "");
  EXPECT_TRUE(refused(second)) << "a log-out";
  EXPECT_TRUE(refused("eteinen-session=" + std::string(40, 'a'))) << "a guess";
  EXPECT_TRUE(refused("eteinen-session="));
  EXPECT_TRUE(refused("eteinen-session=' OR 1=1 --"));
}

TEST_F(Attack, ACookieThatWasPlantedBeforeIsNotTheOneAfterIdentification) {
  Resident victim(backend_);
  const std::string planted = "eteinen-session=" + std::string(40, 'b');
  victim.Send("POST", "/session", R"({"testPerson":"aino-esimerkki"})", {{"Cookie", planted}});
  EXPECT_NE(victim.cookie(), planted);
  EXPECT_EQ(Resident(backend_).Send("GET", "/fhir/Appointment", "", {{"Cookie", planted}}).refusal(), "not-identified");
}

TEST_F(Attack, AFormOfAnotherSiteWritesNothing) {
  aino_.Identify("aino-esimerkki");
  const std::map<std::string, std::string> as_a_form = {{"X-Eteinen", ""},
                                                        {"Origin", "https://elsewhere.example"},
                                                        {"Sec-Fetch-Site", "cross-site"},
                                                        {"Content-Type", "application/x-www-form-urlencoded"}};
  const std::string slot = aino_.FreeTimes(kVaccination).front();
  for (const auto& [method, path] : {std::pair<std::string, std::string>{"POST", "/session"},
                                     {"POST", "/session/acting-for"},
                                     {"POST", "/session/extend"},
                                     {"POST", "/session/identify"},
                                     {"POST", "/session/authorise"},
                                     {"DELETE", "/session"},
                                     {"POST", "/fhir/Slot/" + slot + "/$hold"},
                                     {"POST", "/fhir/Appointment"}}) {
    const Reply reply = aino_.Send(method, path, "person=onni-esimerkki", as_a_form);
    EXPECT_EQ(reply.refusal(), "cross-site") << path;
    EXPECT_FALSE(reply.headers.count("set-cookie")) << path;
  }
  EXPECT_EQ(aino_.Get("/session").json()["actingFor"]["id"].AsString(), "aino-esimerkki");
  EXPECT_TRUE(aino_.Appointments(kVaccination).empty());
}

TEST_F(Attack, APersonSwitchedInAnotherTabBooksNothingForEither) {
  aino_.Identify("aino-esimerkki");
  const std::string slot = aino_.FreeTimes(kVaccination).front();
  const Reply hold = aino_.Hold(slot);
  aino_.Send("POST", "/session/acting-for", R"({"person":"onni-esimerkki"})");
  const Reply refused = aino_.Book(slot, "aino-key-1", hold.json()["id"].AsString());
  EXPECT_EQ(refused.refusal(), "person-changed");
  EXPECT_EQ(refused.body.find("onni"), std::string::npos) << "it does not tell to whom";
  EXPECT_TRUE(aino_.Appointments(kVaccination).empty());
  aino_.ActFor("aino-esimerkki");
  EXPECT_TRUE(aino_.Appointments(kVaccination).empty());
}

// Held with a mandate, committed without: the same session, half a minute later.
TEST(EndedAuthority, AMandateThatEndsBetweenHoldAndBookingEndsTheBooking) {
  TemporaryFolder data;
  const OtherAssets assets("test-persons/persons.json", R"("relation": "mandate")",
                           R"("relation": "mandate", "validUntil": "2026-11-24T07:05:00+02:00")");
  std::string cookie;
  std::string slot;
  std::string hold;
  const auto send = [&](Resident& who, const std::string& method, const std::string& path, const std::string& body) {
    return who.Send(method, path, body,
                    {{"Cookie", cookie}, {"X-Person", "tauno-kokeilu"}, {"Idempotency-Key", "helena-key-1"}});
  };
  {
    RunningBackend backend(data.path(), kTuesday, "web", assets.options());
    Resident helena(backend);
    helena.Identify("helena-kokeilu");
    ASSERT_EQ(helena.ActFor("tauno-kokeilu").status, 200);
    slot = helena.FreeTimes(kVaccination).front();
    hold = helena.Hold(slot).json()["id"].AsString();
    ASSERT_FALSE(hold.empty());
    cookie = helena.cookie();
  }
  RunningBackend backend(data.path(), "2026-11-24T07:05:00+02:00", "web", assets.options());
  Resident helena(backend);
  const Reply booked = send(helena, "POST", "/fhir/Appointment",
                            R"({"resourceType":"Appointment","status":"booked","slot":[{"reference":"Slot/)" + slot +
                                R"("}],"participant":[{"actor":{"reference":"Patient/tauno-kokeilu"}}]})");
  EXPECT_EQ(booked.status, 403);
  EXPECT_EQ(booked.refusal(), "not-permitted");
  EXPECT_EQ(booked.body.find("tauno"), std::string::npos);
  EXPECT_EQ(send(helena, "GET", "/fhir/Appointment", "").json()["total"].AsInt(), 0) << "nor are the old ones shown";
  const Json session = send(helena, "GET", "/session", "").json();
  EXPECT_TRUE(session["actingFor"].IsNull());
  EXPECT_EQ(session["mayActFor"].Items().size(), 1u) << "oneself";
  Resident tauno(backend);
  tauno.Identify("tauno-kokeilu");
  EXPECT_TRUE(tauno.Appointments(kVaccination).empty());
}

// Onni turns twelve at midnight: in the same session the guardian may do less from then on.
TEST(EndedAuthority, ABirthdayCountsFromMidnight) {
  TemporaryFolder data;
  std::string cookie;
  // On the evening before the twelfth birthday, 2030-05-02, all of a child's bookings are the guardian's to change.
  {
    RunningBackend backend(data.path(), "2030-05-01T23:50:00+03:00");
    Resident aino(backend);
    aino.Identify("aino-esimerkki");
    aino.ActFor("onni-esimerkki");
    cookie = aino.cookie();
    const Json may = aino.Get("/session").json()["actingFor"]["may"]["health"];
    EXPECT_EQ(may.Items().size(), 8u);
  }
  RunningBackend backend(data.path(), "2030-05-02T00:00:00+03:00");
  Resident aino(backend);
  const Reply session = aino.Send("GET", "/session", "", {{"Cookie", cookie}});
  EXPECT_EQ(WriteJson(session.json()["actingFor"]["may"]["health"]), R"(["assess","chat","book"])");
}

TEST_F(Attack, HiddenReasonsGiveTheSameAnswer) {
  const auto denied = [&](const std::string& who, const std::string& whom) {
    Resident resident(backend_);
    EXPECT_EQ(resident.Identify(who).status, 200) << who;
    const Reply reply = resident.ActFor(whom);
    std::string listed;
    const Reply session = resident.Get("/session");
    for (const Json& one : session.json()["mayActFor"].Items()) listed += one["id"].AsString() + " ";
    EXPECT_EQ(listed, who + " ") << "nobody else is offered";
    return std::to_string(reply.status) + reply.body;
  };
  const std::string nobody = denied("linda-mallstrom", "does-not-exist");
  EXPECT_EQ(denied("linda-mallstrom", "elsa-mallstrom"), nobody) << "not a guardian";
  EXPECT_EQ(denied("salla-suojattu", "sulo-suojattu"), nobody) << "a guardian whose address is protected";
  EXPECT_EQ(denied("siiri-sijais", "otto-sijoitettu"), nobody) << "a foster parent";
  EXPECT_EQ(nobody.substr(0, 3), "403");
}

TEST_F(Attack, BothGuardiansOfSharedCustodyActForTheChild) {
  for (const char* who : {"aino-esimerkki", "petri-esimerkki"}) {
    Resident guardian(backend_);
    guardian.Identify(who);
    EXPECT_EQ(guardian.ActFor("onni-esimerkki").status, 200) << who;
  }
}

TEST_F(Attack, WhereTheProtectedLiveIsNotTold) {
  Resident salla(backend_);
  const Reply reply = salla.Identify("salla-suojattu");
  EXPECT_EQ(reply.json()["actingFor"]["municipality"].AsString(), "");
}

TEST_F(Attack, WhoHasNoFinnishCodeGetsNoSession) {
  Resident amara(backend_);
  const Reply reply = amara.Identify("amara-prov");
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(reply.refusal(), "not-served");
  EXPECT_FALSE(reply.headers.count("set-cookie"));
}

TEST(AnonymousHolds, AreLimitedByAddress) {
  TemporaryFolder data;
  const OtherAssets assets("permissions/session.json", R"("most": 20)", R"("most": 2)");
  RunningBackend backend(data.path(), kTuesday, "web", [&] {
    std::vector<std::string> options = assets.options();
    options.push_back("--behind-proxy");
    return options;
  }());
  const std::vector<std::string> slots = Resident(backend).FreeTimes("pika-arjen-haasteet");
  ASSERT_GE(slots.size(), 5u);
  const auto hold = [&](std::size_t i, const std::string& from) {
    // Each without a cookie: a session of its own.
    return Resident(backend).Send("POST", "/fhir/Slot/" + slots[i] + "/$hold", "{}", {{"X-Forwarded-For", from}});
  };
  EXPECT_EQ(hold(0, "198.51.100.1").status, 201);
  EXPECT_EQ(hold(1, "203.0.113.9, 198.51.100.1").status, 201) << "what the asker says of themselves does not count";
  const Reply third = hold(2, "203.0.113.8, 198.51.100.1");
  EXPECT_EQ(third.status, 429);
  EXPECT_EQ(third.refusal(), "too-many-holds");
  EXPECT_FALSE(third.headers.count("set-cookie"));
  EXPECT_EQ(hold(2, "198.51.100.2").status, 201) << "somebody else";
}

TEST_F(Attack, EveryActOnBehalfIsWrittenDown) {
  aino_.Identify("aino-esimerkki");
  aino_.Appointments();
  aino_.ActFor("onni-esimerkki");
  const std::string slot = aino_.FreeTimes(kVaccination).front();
  aino_.Hold(slot);
  const Json booked = aino_.Book(slot, "aino-key-1").json();
  aino_.Appointments();
  aino_.Cancel(booked);
  aino_.Get("/fhir/Appointment/" + std::string(32, 'a'));
  aino_.ActFor("helena-kokeilu");
  aino_.ActFor("nobody");
  backend_.Stop();
  const auto [lines, status] = AuditOf(data_.path());
  EXPECT_EQ(status, 0);
  std::vector<std::string> deeds;
  for (const Json& line : lines) deeds.push_back(line.Has("what") ? Deed(line) : WriteJson(line["ok"]));
  EXPECT_EQ(deeds, (std::vector<std::string>{"aino-esimerkki for onni-esimerkki (guardian): act-for",
                                             "aino-esimerkki for onni-esimerkki (guardian): hold",
                                             "aino-esimerkki for onni-esimerkki (guardian): book",
                                             "aino-esimerkki for onni-esimerkki (guardian): see-bookings",
                                             "aino-esimerkki for onni-esimerkki (guardian): change",
                                             "aino-esimerkki for onni-esimerkki (guardian): see-booking, refused",
                                             "aino-esimerkki for helena-kokeilu (none): act-for, refused",
                                             "aino-esimerkki for  (none): act-for, refused", "true"}));
  for (const Json& line : lines) {
    EXPECT_EQ(WriteJson(line).find(kVaccination), std::string::npos) << "no service";
  }
  EXPECT_EQ(lines[4]["booking"].AsString(), booked["id"].AsString());
  const std::string last = lines.back()["last"].AsString();
  EXPECT_EQ(AuditOf(data_.path(), "--noted " + last).second, 0);
  EXPECT_EQ(AuditOf(data_.path(), "--noted " + std::string(64, '0')).second, 1);
}

TEST_F(Attack, NoIdentityCodeIsInAnAnswerOrInTheLog) {
  const std::string persons = FileText("assets/test-persons/persons.json");
  std::set<std::string> codes;
  const std::regex code(R"(\d{6}[-+ABCDEFYXWVU]\d{3}[0-9A-Y])");
  for (std::sregex_iterator one(persons.begin(), persons.end(), code), end; one != end; ++one) codes.insert(one->str());
  ASSERT_GE(codes.size(), 15u);
  std::string seen;
  const auto take = [&](const Reply& reply) {
    for (const auto& [name, value] : reply.headers) seen += name + ": " + value + "\n";
    seen += reply.body + "\n";
  };
  take(aino_.Get("/session/test-persons?locale=fi"));
  take(aino_.Identify("aino-esimerkki"));
  take(aino_.Get("/session"));
  take(aino_.ActFor("onni-esimerkki"));
  take(aino_.ActFor(*codes.begin()));
  take(aino_.Get("/fhir/Appointment"));
  take(aino_.Get("/fhir/Appointment/" + *codes.begin()));
  take(aino_.Get("/fhir/Slot?service=" + *codes.begin()));
  take(aino_.Get("/fhir/" + *codes.begin()));
  take(aino_.Send("POST", "/session", R"({"testPerson":")" + *codes.begin() + "\"}"));
  take(aino_.Send("POST", "/fhir/Appointment", *codes.begin()));
  take(aino_.Get("/content/assets/test-persons/persons.json"));
  const std::string slot = aino_.FreeTimes(kVaccination).front();
  take(aino_.Hold(slot));
  take(aino_.Book(slot, "aino-key-1"));
  seen += backend_.Log();
  for (const std::string& one : codes) EXPECT_EQ(seen.find(one), std::string::npos) << one;
  EXPECT_FALSE(std::regex_search(seen, code));
}

TEST_F(Attack, WhoReadsTheDatabaseHasNobodysSession) {
  aino_.Identify("aino-esimerkki");
  const std::string slot = aino_.FreeTimes(kVaccination).front();
  ASSERT_EQ(aino_.Hold(slot).status, 201) << "a hold knows its session";
  const std::string cookie = aino_.cookie().substr(aino_.cookie().find('=') + 1);
  ASSERT_EQ(cookie.size(), 40u);
  backend_.Stop();
  std::string bytes;
  for (const auto& file : std::filesystem::directory_iterator(data_.path())) bytes += FileText(file.path());
  EXPECT_NE(bytes.find("aino-esimerkki"), std::string::npos);
  EXPECT_EQ(bytes.find(cookie), std::string::npos);
}

TEST_F(Attack, NoIdentityCodeIsInTheDatabase) {
  aino_.Identify("aino-esimerkki");
  aino_.ActFor("onni-esimerkki");
  backend_.Stop();
  std::string bytes;
  for (const auto& file : std::filesystem::directory_iterator(data_.path())) bytes += FileText(file.path());
  EXPECT_NE(bytes.find("onni-esimerkki"), std::string::npos);
  EXPECT_EQ(bytes.find("140386-902R"), std::string::npos);
  EXPECT_EQ(bytes.find("020518A9011"), std::string::npos);
}

}  // namespace
}  // namespace eteinen::backend_test
