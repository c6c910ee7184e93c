// Whatever could not be done is said, and pressing to try again asks for the same once more.
#include <gtest/gtest.h>

#include <functional>

#include "tests/core/app/booking_fixture.h"
#include "tests/core/app/provider.h"

namespace eteinen::app {
namespace {

class TryingAgain : public Booking {
 protected:
  // `act` asks for what begins with `request`, which fails at first.
  void ExpectTriedAgain(std::string_view request, const std::string& body, const std::function<void()>& act,
                        int status = 200) {
    const int before = shell.CountRequests(request);
    shell.Script(request, 503, "");
    act();
    ASSERT_EQ(shell.CountRequests(request), before + 1) << request;
    EXPECT_EQ(shell.Text("problem"),
              "Palvelussa on häiriö. Tietosi ovat tallessa. Yritä hetken päästä uudelleen tai soita.");
    EXPECT_EQ(shell.focus, "problem") << request;
    EXPECT_TRUE(shell.Has("problem.phone")) << "the other way";
    ASSERT_TRUE(shell.Has("problem.retry")) << request;
    shell.Script(request, status, body);
    shell.Press("problem.retry");
    EXPECT_EQ(shell.CountRequests(request), before + 2) << request;
    EXPECT_FALSE(shell.Has("problem")) << shell.Text("problem");
  }

  static std::string SessionOfTwo(const std::string& acting_for) {
    const auto person = [](const std::string& id, const char* relation) {
      return R"({"id":")" + id + R"(","name":")" + id + R"( Esimerkki","birthDate":"1988-03-02","relation":")" +
             relation + R"(","initial":"E","municipality":"Janakkala","may":{"health":["book"],"social":[]}})";
    };
    const auto relation = [](const std::string& id) { return id == "p1" ? "self" : "mandate"; };
    return R"({"level":"identified","user":{"id":"p1","name":"p1 Esimerkki"},"actingFor":)" +
           person(acting_for, relation(acting_for)) + R"(,"mayActFor":[)" + person("p1", "self") + "," +
           person("p2", "mandate") + R"(],"epoch":1})";
  }
};

TEST_F(TryingAgain, GetsTheTextsOfALanguage) {
  ExpectTriedAgain("GET /content/i18n/sv.json", FileText("i18n/sv.json"), [&] { shell.Press("locale.sv"); });
  EXPECT_EQ(shell.locale, "sv");
}

TEST_F(TryingAgain, GetsTheTestPersons) {
  ExpectTriedAgain("GET /session/test-persons", R"({"persons":[{"id":"liisa","name":"Liisa Esimerkki"}]})",
                   [&] { shell.Press("person"); });
  EXPECT_TRUE(shell.Has("test-persons.liisa"));
}

TEST_F(TryingAgain, Identifies) {
  shell.Press("person");
  ExpectTriedAgain("POST /session", std::string(kSession), [&] { shell.Press("test-persons.liisa"); });
  EXPECT_EQ(shell.Text("person"), "Liisa Esimerkki");
}

TEST_F(TryingAgain, LogsOut) {
  SignIn();
  shell.Press("person");
  ExpectTriedAgain(
      "DELETE /session", "", [&] { shell.Press("sign-out"); }, 204);
  EXPECT_EQ(shell.Text("person"), "Tunnistaudu");
}

TEST_F(TryingAgain, ActsForThePersonChosen) {
  shell.Script("POST /session", 200, SessionOfTwo("p1"));
  SignIn();
  ASSERT_TRUE(shell.Has("persons.p2"));
  ExpectTriedAgain("POST /session/acting-for", SessionOfTwo("p2"), [&] { shell.Press("persons.p2"); });
  EXPECT_EQ(shell.Text("person"), "p2 Esimerkki");
}

TEST_F(TryingAgain, LeavesToIdentify) {
  shell.Script("GET /session", 200, kProvider);
  shell.Tell("tabs", R"({"m":"session"})");
  shell.Press("person");
  ExpectTriedAgain("POST /session/identify", R"({"href":"https://tunnistus.example/auth"})",
                   [&] { shell.Press("identify.start"); });
  EXPECT_EQ(shell.opened, "https://tunnistus.example/auth");
}

TEST_F(TryingAgain, GetsTheServices) {
  TestShell early("fi", "", "", {{"GET /fhir/HealthcareService", ""}});
  early.Press("start.booking");
  early.Script("GET /fhir/HealthcareService", 503, "");
  early.Deliver("GET /fhir/HealthcareService");
  ASSERT_TRUE(early.Has("problem.retry"));
  EXPECT_FALSE(early.Has("services.kausirokotus"));
  early.Script("GET /fhir/HealthcareService", 200, "[" + FileText("assets/services/kausirokotus.json") + "]");
  early.Press("problem.retry");
  EXPECT_FALSE(early.Has("problem"));
  EXPECT_TRUE(early.Has("services.kausirokotus"));
}

TEST_F(TryingAgain, GetsTheDirectory) {
  const TestShell whole;
  TestShell without("fi", "", "",
                    {{"GET /content/directory.json", "broken"}, {"GET /built-in/directory.json", "broken"}});
  without.Press("start.contact");
  ASSERT_TRUE(without.Has("problem.retry"));
  without.Script("GET /content/directory.json", 200, whole.directory_pack);
  without.Press("problem.retry");
  EXPECT_FALSE(without.Has("problem"));
  EXPECT_TRUE(without.Has("channel.terveys-chat-nurse"));
}

TEST_F(TryingAgain, GetsTheTimes) {
  shell.Press("start.booking");
  shell.Press("services.kausirokotus");
  ExpectTriedAgain("GET /fhir/Slot", Slots(), [&] { shell.Press("test-persons.liisa"); });
  EXPECT_EQ(shell.path, "/booking/times");
  EXPECT_TRUE(shell.Has("slots.s1"));
}

TEST_F(TryingAgain, HoldsTheTimeChosen) {
  GoToTimes();
  ExpectTriedAgain(
      "POST /fhir/Slot/s1/$hold", Appointment("pending"), [&] { shell.Press("slots.s1"); }, 201);
  EXPECT_EQ(shell.path, "/booking/check");
}

TEST_F(TryingAgain, HoldsTheTimeForLonger) {
  GoToCheck();
  ExpectTriedAgain("POST /fhir/Slot/s2/$hold", Appointment("pending", "2", "2026-11-24T09:20:00+02:00"),
                   [&] { shell.Press("booking.extend"); });
  EXPECT_EQ(shell.path, "/booking/check");
  EXPECT_NE(shell.Text("booking.hold").find("9.20"), std::string::npos);
}

TEST_F(TryingAgain, GetsTheAppointments) {
  SignIn();
  ExpectTriedAgain("GET /fhir/Appointment", List(Appointment("booked")), [&] { shell.Press("start.appointments"); });
  EXPECT_TRUE(shell.Has("appointments.a1"));
}

TEST_F(TryingAgain, CancelsUnderTheSameKeyOnceItIsKnownThatNothingWasCancelled) {
  GoToAppointment();
  shell.Press("appointment.cancel");
  shell.Answer("GET /fhir/Appointment/a1", 200, Appointment("booked", "3"));
  shell.Script("PUT /fhir/Appointment/a1", 503, "");
  shell.Press("cancel.confirm");
  const std::string key = shell.requests[shell.requests.size() - 2].headers["idempotency-key"].AsString();
  EXPECT_EQ(shell.Text("problem.uncertain"),
            "Tarkistimme: aikaa ei ole peruttu, se on edelleen voimassa. Yritä uudelleen.");
  shell.Script("PUT /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  shell.Press("problem.retry");
  EXPECT_EQ(shell.requests.back().headers["idempotency-key"].AsString(), key);
  EXPECT_EQ(shell.path, "/appointments/cancelled");
}

TEST_F(TryingAgain, ChangesNothingThatSomebodyElseHasChangedMeanwhile) {
  GoToAppointment();
  shell.Press("appointment.cancel");
  shell.Answer("GET /fhir/Appointment/a1", 200,
               Appointment("booked", "4", "2026-11-24T09:10:00+02:00", "2026-11-25T10:00:00+02:00"));
  shell.Script("PUT /fhir/Appointment/a1", 412, Outcome("version"));
  shell.Press("cancel.confirm");
  EXPECT_EQ(shell.Text("problem"), "Tietoja on muutettu toisaalla. Katso ne uudelleen ja yritä sitten.");
  EXPECT_FALSE(shell.Has("problem.retry")) << "not before it was looked at";
  EXPECT_NE(shell.last_reply.find("10.00"), std::string::npos) << "as it is now: " << shell.last_reply;
  shell.Script("PUT /fhir/Appointment/a1", 200, Appointment("cancelled", "5"));
  shell.Press("cancel.confirm");
  EXPECT_EQ(shell.requests.back().headers["if-match"].AsString(), "W/\"4\"");
  EXPECT_EQ(shell.path, "/appointments/cancelled");
}

TEST_F(TryingAgain, ThatItIsCancelledAlreadyLeadsToTheEnd) {
  GoToAppointment();
  shell.Press("appointment.cancel");
  shell.Answer("GET /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  shell.Script("PUT /fhir/Appointment/a1", 409, Outcome("already-cancelled"));
  shell.Press("cancel.confirm");
  EXPECT_EQ(shell.path, "/appointments/cancelled");
}

TEST_F(TryingAgain, OpensTheBookingOfACode) {
  shell.Navigate("/appointments/code");
  shell.Set("code", Json("7QK4-M2XD-9RPA"));
  ExpectTriedAgain("POST /fhir/Appointment/$manage", Appointment("booked"), [&] { shell.Press("form.submit"); });
  EXPECT_EQ(shell.path, "/appointments/one");
}

TEST_F(TryingAgain, GetsWhatWasSent) {
  shell.Answer("GET /content/questionnaires.json", 200, R"({"questionnaires":[]})");
  SignIn();
  ExpectTriedAgain("GET /fhir/QuestionnaireResponse", R"({"resourceType":"Bundle","entry":[]})",
                   [&] { shell.Press("start.forms"); });
}

}  // namespace
}  // namespace eteinen::app
