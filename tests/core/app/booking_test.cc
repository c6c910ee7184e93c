// Find, hold, book, look at, cancel: and never a success that is none.
#include <gtest/gtest.h>

#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

constexpr std::string_view kSession =
    R"({"level":"identified","user":{"id":"p1","name":"Liisa Esimerkki"},)"
    R"("actingFor":{"id":"p1","name":"Liisa Esimerkki","birthDate":"1988-03-02","municipality":"Janakkala",)"
    R"("relation":"self","initial":"L"},"mayActFor":[{"id":"p1","name":"Liisa Esimerkki","birthDate":"1988-03-02",)"
    R"("municipality":"Janakkala","relation":"self","initial":"L"}],"epoch":1})";

std::string Slot(std::string_view id, std::string_view start, std::string_view place = "Turengin terveysasema") {
  return R"({"resource":{"resourceType":"Slot","id":")" + std::string(id) +
         R"(","extension":[{"url":"urn:eteinen:place","valueReference":{"reference":"Location/)" +
         std::string(place.substr(0, 3)) + R"(","display":")" + std::string(place) +
         R"("}}],"status":"free","start":")" + std::string(start) + R"(","end":")" + std::string(start) + R"("}})";
}

std::string Slots() {
  return R"({"resourceType":"Bundle","entry":[)" + Slot("s1", "2026-11-24T12:15:00+02:00") + "," +
         Slot("s2", "2026-11-25T09:15:00+02:00") + "," + Slot("s3", "2026-11-25T13:00:00+02:00", "Lopen terveysasema") +
         "]}";
}

std::string Appointment(std::string_view status, std::string_view version = "1") {
  return R"({"resourceType":"Appointment","id":"a1","meta":{"versionId":")" + std::string(version) +
         R"("},"extension":[{"url":"urn:eteinen:change","extension":[{"url":"cancel","valueBoolean":true},)"
         R"({"url":"cancel-until","valueInstant":"2026-11-25T08:15:00+02:00"}]},)"
         R"({"url":"urn:eteinen:hold-until","valueInstant":"2026-11-24T09:10:00+02:00"}],"status":")" +
         std::string(status) +
         R"(","serviceType":[{"coding":[{"code":"kausirokotus"}]}],"start":"2026-11-25T09:15:00+02:00",)"
         R"("end":"2026-11-25T09:20:00+02:00","participant":[{"actor":{"reference":"Location/turenki","display":)"
         R"("Turengin terveysasema"}}]})";
}

std::string Outcome(std::string_view code) {
  return R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"conflict","details":{"coding":[)"
         R"({"system":"urn:eteinen:refusal","code":")" +
         std::string(code) + R"("}]}}]})";
}

class Booking : public testing::Test {
 protected:
  Booking() {
    shell.Answer("GET /session/test-persons", 200, R"({"persons":[{"id":"liisa","name":"Liisa Esimerkki"}]})");
    shell.Answer("POST /session", 200, kSession);
    shell.Answer("GET /fhir/Slot", 200, Slots());
    shell.Answer("DELETE /fhir/Appointment", 204, "");
  }

  void GoToTimes() {
    shell.Press("start.booking");
    shell.Press("services.kausirokotus");
    ASSERT_EQ(shell.path, "/persons") << "the service needs identification";
    shell.Press("test-persons.liisa");
    ASSERT_EQ(shell.path, "/booking/times");
  }

  void GoToCheck() {
    shell.Answer("POST /fhir/Slot/s2/$hold", 201, Appointment("pending"));
    GoToTimes();
    shell.Press("days.2026-11-25");
    shell.Press("slots.s2");
    ASSERT_EQ(shell.path, "/booking/check");
  }

  TestShell shell;
};

TEST_F(Booking, ShowsDaysWithTheirTimesAndTheTimesOfOneDay) {
  GoToTimes();
  EXPECT_TRUE(shell.Is("days.2026-11-24", "selected"));
  EXPECT_EQ((*shell.Find("days.2026-11-25"))["hint"].AsString(), "2 aikaa");
  EXPECT_EQ(shell.Text("slots.s1"), "12.15");
  EXPECT_FALSE(shell.Has("slots.s2"));
  shell.Press("days.2026-11-25");
  EXPECT_EQ(shell.Text("slots.s2"), "9.15");
  EXPECT_EQ((*shell.Find("slots.s2"))["hint"].AsString(), "Turengin terveysasema");
}

TEST_F(Booking, AsksForTheTimesOfOnePlaceAndThenNamesItNoMore) {
  shell.Answer("GET /fhir/Slot", 200,
               R"({"resourceType":"Bundle","entry":[)" + Slot("s2", "2026-11-25T09:15:00+02:00") + "]}");
  GoToTimes();
  shell.Set("slots.place", "Tur");
  EXPECT_TRUE(shell.requests.back().line.ends_with("&location=Tur"));
  ASSERT_TRUE(shell.Has("slots.s2"));
  EXPECT_FALSE(shell.Find("slots.s2")->Has("hint"));
}

TEST_F(Booking, HoldsTheTimeBooksItAndSaysWhatWasBooked) {
  GoToCheck();
  EXPECT_EQ(shell.Text("booking.for"), "Kenelle");
  shell.Answer("POST /fhir/Appointment", 201, Appointment("booked"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/done");
  EXPECT_EQ(shell.Text("page.title"), "Aika on varattu");
  const TestShell::Request& request = shell.requests.back();
  EXPECT_EQ(request.line, "POST /fhir/Appointment");
  EXPECT_EQ(request.headers["x-person"].AsString(), "p1");
  EXPECT_FALSE(request.headers["idempotency-key"].AsString().empty());
}

TEST_F(Booking, UsesOneKeyForOneWishHoweverOftenItIsTried) {
  GoToCheck();
  shell.Fail("POST /fhir/Appointment", "timeout");
  shell.Answer("POST /fhir/Appointment", 201, Appointment("booked"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/check");
  EXPECT_TRUE(shell.Has("problem.uncertain")) << "nobody knows whether it was booked, and that is what is said";
  const std::string first = shell.requests.back().headers["idempotency-key"].AsString();
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.requests.back().headers["idempotency-key"].AsString(), first);
  EXPECT_EQ(shell.path, "/booking/done");
}

TEST_F(Booking, ADoublePressAsksOnce) {
  GoToCheck();
  shell.Delay("POST /fhir/Appointment");
  shell.Press("booking.confirm");
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.CountRequests("POST /fhir/Appointment"), 1);
  EXPECT_TRUE(shell.Is("booking.confirm", "busy"));
}

TEST_F(Booking, IsNoSuccessUntilTheAnswerSaysBooked) {
  GoToCheck();
  shell.Answer("POST /fhir/Appointment", 200, "<html>ok</html>");
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/check");
  EXPECT_TRUE(shell.Has("problem.uncertain"));
}

TEST_F(Booking, OffersOtherTimesWhenTheTimeWasTaken) {
  GoToCheck();
  shell.Answer("POST /fhir/Appointment", 409, Outcome("slot-taken"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/times");
  EXPECT_EQ(shell.Text("slots.taken"),
            "Joku muu varasi ajan juuri ennen sinua. Valitse toinen aika. Tietosi ovat tallessa.");
  EXPECT_TRUE(shell.Is("days.2026-11-25", "selected")) << "the day that was wished for stays open";
}

TEST_F(Booking, WorksWithAnEngineThatCannotHold) {
  shell.Answer("POST /fhir/Slot/s1/$hold", 404, Outcome("not-found"));
  GoToTimes();
  shell.Press("slots.s1");
  EXPECT_EQ(shell.path, "/booking/check");
}

TEST_F(Booking, GivesTheHoldBackWhenOneLeaves) {
  GoToCheck();
  shell.Press("booking.other-time");
  shell.Press("back");
  EXPECT_EQ(shell.CountRequests("DELETE /fhir/Appointment/a1"), 1);
}

TEST_F(Booking, SaysInPlainWordsWhyTheBackendRefuses) {
  GoToCheck();
  shell.Answer("POST /fhir/Appointment", 409, Outcome("already-booked"));
  shell.Press("booking.confirm");
  EXPECT_FALSE(shell.Has("problem.retry")) << "trying again would not help";
  EXPECT_TRUE(shell.Has("problem.phone"));
}

TEST_F(Booking, CancelsOnlyAfterAskingAndNamesTheVersion) {
  GoToTimes();
  shell.Answer("GET /fhir/Appointment", 200,
               R"({"resourceType":"Bundle","entry":[{"resource":)" + Appointment("booked", "3") + "}]}");
  shell.Press("back");
  shell.Press("back");
  shell.Press("start.appointments");
  shell.Press("appointments.a1");
  shell.Press("appointment.cancel");
  EXPECT_EQ(shell.path, "/appointments/cancel");
  EXPECT_EQ(shell.CountRequests("PUT"), 0);
  shell.Answer("PUT /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  shell.Press("cancel.confirm");
  EXPECT_EQ(shell.requests.back().headers["if-match"].AsString(), "W/\"3\"");
  EXPECT_EQ(shell.Text("page.title"), "Aika on peruttu");
}

TEST_F(Booking, GivesACalendarEntryInUtc) {
  GoToCheck();
  shell.Answer("POST /fhir/Appointment", 201, Appointment("booked"));
  shell.Press("booking.confirm");
  shell.Press("booking.calendar");
  EXPECT_NE(shell.calendar.find("DTSTART:20261125T071500Z\r\n"), std::string::npos);
}

}  // namespace
}  // namespace eteinen::app
