// Quick appointments without identification, asked of the real backend: the code that manages one, and all the ways in
// which it does not.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

constexpr const char* kTalk = "pika-taaperoarki";

std::string CodeOf(const Json& appointment) {
  return ExtensionOf(appointment, "urn:eteinen:manage-code")["valueString"].AsString();
}

Reply Open(Resident& who, const std::string& code, const std::string& from = {}) {
  std::map<std::string, std::string> headers;
  if (!from.empty()) headers["X-Forwarded-For"] = from;
  return who.Send("POST", "/fhir/Appointment/$manage", R"({"code":")" + code + R"("})", headers);
}

class QuickAppointment : public testing::Test {
 protected:
  TemporaryFolder data_;
  RunningBackend backend_{data_.path(), kTuesday, "web", {"--behind-proxy"}};

  // Booked by somebody whose session is then forgotten.
  Json Booked(const std::string& key = "quick-key-1", std::size_t which = 0) {
    Resident somebody(backend_);
    const Reply booked = somebody.Book(somebody.FreeTimes(kTalk)[which], key);
    EXPECT_EQ(booked.status, 201) << booked.body;
    return booked.json();
  }
};

TEST_F(QuickAppointment, ComesWithACodeThatOpensItInAnotherBrowser) {
  const Json booked = Booked();
  const std::string code = CodeOf(booked);
  EXPECT_EQ(code.size(), 14u) << code;
  Resident elsewhere(backend_);
  const Reply opened = Open(elsewhere, code);
  EXPECT_EQ(opened.status, 200) << opened.body;
  EXPECT_EQ(opened.json()["id"].AsString(), booked["id"].AsString());
  EXPECT_EQ(CodeOf(opened.json()), code) << "the same, until something changes";
  EXPECT_EQ(elsewhere.Appointments().size(), 1u);
  EXPECT_EQ(elsewhere.Get("/session").json()["level"].AsString(), "anonymous");
}

TEST_F(QuickAppointment, TheCodeIsReadAsPeopleWriteIt) {
  std::string code = CodeOf(Booked());
  for (char& c : code) {
    if (c == '-') c = ' ';
    if (c == '0') c = 'o';
    if (c == '1') c = 'l';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  Resident elsewhere(backend_);
  EXPECT_EQ(Open(elsewhere, " " + code + " ").status, 200) << code;
}

TEST_F(QuickAppointment, AMoveVoidsTheCodeAndBringsANewOne) {
  const std::string old_code = CodeOf(Booked());
  Resident elsewhere(backend_);
  const Json opened = Open(elsewhere, old_code).json();
  const Reply moved = elsewhere.Move(opened, elsewhere.FreeTimes(kTalk)[3]);
  EXPECT_EQ(moved.status, 200) << moved.body;
  const std::string code = CodeOf(moved.json());
  EXPECT_NE(code, old_code);
  Resident third(backend_);
  EXPECT_EQ(Open(third, old_code).refusal(), "not-found");
  EXPECT_EQ(Open(third, code).status, 200);
}

TEST_F(QuickAppointment, ACancelledOneHasNoCode) {
  const std::string code = CodeOf(Booked());
  Resident elsewhere(backend_);
  const Reply cancelled = elsewhere.Cancel(Open(elsewhere, code).json());
  EXPECT_EQ(cancelled.status, 200) << cancelled.body;
  EXPECT_EQ(CodeOf(cancelled.json()), "");
  Resident third(backend_);
  EXPECT_EQ(Open(third, code).refusal(), "not-found");
}

TEST_F(QuickAppointment, ACodeOpensItsOwnBookingAndNoOtherOfTheSameSession) {
  Resident somebody(backend_);
  const Reply talk = somebody.Book(somebody.FreeTimes(kTalk).front(), "quick-key-1");
  const Reply other = somebody.Book(somebody.FreeTimes("pika-eron-ensiapu").front(), "quick-key-2");
  ASSERT_EQ(other.status, 201) << other.body;
  Resident elsewhere(backend_);
  ASSERT_EQ(Open(elsewhere, CodeOf(talk.json())).status, 200);
  EXPECT_EQ(elsewhere.Appointments().size(), 1u);
  EXPECT_EQ(elsewhere.Get("/fhir/Appointment/" + other.json()["id"].AsString()).refusal(), "not-found");
  EXPECT_EQ(somebody.Appointments().size(), 1u) << "it has gone over to whoever has the code";
}

TEST_F(QuickAppointment, EveryCodeThatOpensNothingGetsTheSameAnswer) {
  const std::string code = CodeOf(Booked());
  Resident guesser(backend_);
  const std::string no = Open(guesser, "0000-0000-0000", "198.51.100.1").body;
  EXPECT_NE(no.find("not-found"), std::string::npos);
  for (const std::string& guess : {std::string("x"), std::string(), code.substr(0, 13), code + "0",
                                   std::string("UUUU-UUUU-UUUU"), std::string(60, '7')}) {
    EXPECT_EQ(Open(guesser, guess, "198.51.100.1").body, no) << guess;
  }
  EXPECT_TRUE(guesser.cookie().empty()) << "no session is begun by a guess";
}

TEST_F(QuickAppointment, GuessingIsLimitedByAddress) {
  const std::string code = CodeOf(Booked());
  Resident guesser(backend_);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(Open(guesser, "0000-0000-0000", "198.51.100.1").status, 404);
  const Reply right = Open(guesser, code, "203.0.113.1, 198.51.100.1");
  EXPECT_EQ(right.status, 429) << "the right one does not help any more, nor a made-up address";
  EXPECT_EQ(right.refusal(), "too-many-tries");
  EXPECT_EQ(Open(guesser, code, "198.51.100.2").status, 200) << "another address";
}

TEST_F(QuickAppointment, TheCodeIsWorthNothingToOneWhoIsLoggedIn) {
  Resident aino(backend_);
  aino.Identify("aino-esimerkki");
  EXPECT_EQ(Open(aino, CodeOf(Booked())).refusal(), "not-permitted");
  EXPECT_EQ(aino.Get("/session").json()["level"].AsString(), "identified") << "the log-in stays";
}

TEST_F(QuickAppointment, IsNotFoundByAPhoneNumberOrAnythingElse) {
  Booked();
  Resident anyone(backend_);
  for (const char* question :
       {"?phone=0401234567", "?telecom=0401234567", "?patient=anonymous", "?service=pika-taaperoarki"}) {
    EXPECT_EQ(anyone.Get(std::string("/fhir/Appointment") + question).refusal(), "not-identified") << question;
  }
}

TEST_F(QuickAppointment, IsTheSameBookingWhenItsAnswerWasLost) {
  Resident somebody(backend_);
  const std::string slot = somebody.FreeTimes(kTalk).front();
  somebody.Hold(slot);
  const Reply first = somebody.Book(slot, "quick-key-1");
  const Reply again = somebody.Book(slot, "quick-key-1");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body) << "with the code";
}

// Whatever somebody puts into the request, nothing of it is kept, and the code is nowhere.
TEST(QuickAppointmentData, HoldsNoTextAboutHealthNoNumberAndNoCode) {
  TemporaryFolder data;
  std::string code;
  {
    RunningBackend backend(data.path());
    Resident somebody(backend);
    const std::string slot = somebody.FreeTimes(kTalk).front();
    const Reply booked =
        somebody.Send("POST", "/fhir/Appointment",
                      R"({"resourceType":"Appointment","status":"booked","slot":[{"reference":"Slot/)" + slot +
                          R"("}],"description":"vaikea-paansarky","comment":"soita-0401234567","participant":[]})",
                      {{"Idempotency-Key", "quick-key-1"}});
    ASSERT_EQ(booked.status, 201) << booked.body;
    code = CodeOf(booked.json());
    ASSERT_EQ(code.size(), 14u);
    EXPECT_EQ(backend.Stop(), 0);
  }
  for (const auto& file : std::filesystem::recursive_directory_iterator(data.path())) {
    if (!file.is_regular_file()) continue;
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    for (const std::string& secret : {std::string("vaikea-paansarky"), std::string("0401234567"), code}) {
      EXPECT_EQ(bytes.find(secret), std::string::npos) << secret << " in " << file.path();
    }
  }
}

// No form that goes with a service without identification has room for free text about anybody's health.
TEST(QuickAppointmentData, TheFormsThatGoWithItHaveNoFreeText) {
  for (const auto& file : std::filesystem::directory_iterator("assets/services")) {
    if (file.path().extension() != ".json") continue;
    std::ifstream stream(file.path());
    const std::string service((std::istreambuf_iterator<char>(stream)), {});
    if (service.find(R"("identification", "valueCode": "none")") == std::string::npos) continue;
    const Json resource = ParseJson(service).value();
    for (const Json& part : ExtensionOf(resource, "urn:eteinen:booking")["extension"].Items()) {
      if (part["url"].AsString() != "form") continue;
      const std::string form = ExtensionOf(part, "questionnaire")["valueString"].AsString();
      std::ifstream questions("assets/questionnaires/" + form + ".json");
      const std::string text((std::istreambuf_iterator<char>(questions)), {});
      ASSERT_FALSE(text.empty()) << form;
      EXPECT_EQ(text.find(R"("type": "text")"), std::string::npos) << form;
      EXPECT_EQ(text.find(R"("type": "string")"), std::string::npos) << form;
    }
  }
}

}  // namespace
}  // namespace eteinen::backend_test
