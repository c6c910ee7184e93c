// Moving where the engine cannot move in one write: nothing is given up unasked, and whatever fails in between, the
// resident is told which of the two times they have.
#include <gtest/gtest.h>

#include "tests/core/app/booking_fixture.h"

namespace eteinen::app {
namespace {

constexpr std::string_view kNewStart = "2026-11-24T12:15:00+02:00";

std::string Booked() {
  std::string one = Appointment("booked", "1", "", kNewStart);
  return one.replace(one.find("\"a1\""), 4, "\"b1\"");
}

class Swapping : public Booking {
 protected:
  Swapping() {
    shell.Script("GET /fhir/metadata", 200, R"({"resourceType":"CapabilityStatement","rest":[{"mode":"server"}]})");
  }

  void GoToCheckOfMove() {
    shell.Answer("POST /fhir/Slot/s1/$hold", 404, Outcome("not-found"));
    GoToAppointment();
    shell.Press("appointment.move");
    ASSERT_EQ(shell.path, "/booking/times");
    shell.Press("slots.s1");
    ASSERT_EQ(shell.path, "/booking/check");
  }

  void GoToQuestion() {
    GoToCheckOfMove();
    shell.Press("booking.confirm");
  }
};

TEST_F(Swapping, AsksBeforeTheOldTimeIsGivenUpAndDoesNothingUntilThen) {
  GoToQuestion();
  EXPECT_EQ(shell.focus, "swap.warning");
  EXPECT_EQ(shell.Text("swap.warning"),
            "Palveluun voi olla varattuna vain yksi aika. Siksi nykyinen aikasi (keskiviikko 25.11.2026 klo 9.15) "
            "perutaan, ennen kuin uusi varataan. Jos joku muu ehtii varata uuden ajan, sinulla ei ole kumpaakaan.");
  EXPECT_EQ(shell.CountRequests("PUT"), 0);
  EXPECT_EQ(shell.CountRequests("POST /fhir/Appointment"), 0);
  EXPECT_FALSE(shell.Has("booking.confirm"));
  EXPECT_FALSE(shell.Has("move.safe")) << "it would not be so";
}

TEST_F(Swapping, KeepingTheOldTimeWritesNothing) {
  GoToQuestion();
  shell.Press("swap.keep");
  EXPECT_EQ(shell.CountRequests("PUT"), 0);
  EXPECT_EQ(shell.path, "/booking/times");
}

TEST_F(Swapping, GivesUpThenTakesAndSaysSo) {
  GoToQuestion();
  shell.Answer("PUT /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  shell.Answer("POST /fhir/Appointment", 201, Booked());
  shell.Press("swap.confirm");
  EXPECT_EQ(shell.path, "/booking/done");
  EXPECT_EQ(shell.Text("page.title"), "Aika on siirretty");
  shell.Press("booking.calendar-old");
  EXPECT_NE(shell.calendar.find("STATUS:CANCELLED"), std::string::npos);
  EXPECT_NE(shell.calendar.find("UID:a1@eteinen"), std::string::npos);
  EXPECT_NE(shell.calendar.find("SEQUENCE:3"), std::string::npos) << shell.calendar;
}

TEST_F(Swapping, TheCalendarEntryGoesOnWhereTheEngineKeepsTheTwoTogether) {
  GoToQuestion();
  shell.Answer("PUT /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  std::string booked = Booked();
  const std::string first = R"("extension":[)";
  booked.insert(booked.find(first) + first.size(), R"({"url":"urn:eteinen:calendar-entry","extension":[)"
                                                   R"({"url":"uid","valueString":"a1"},)"
                                                   R"({"url":"sequence","valueInteger":4}]},)");
  shell.Answer("POST /fhir/Appointment", 201, booked);
  shell.Press("swap.confirm");
  ASSERT_EQ(shell.path, "/booking/done");
  EXPECT_NE(shell.requests.back().body.find(
                R"({"url":"urn:eteinen:replaces","valueReference":{"reference":"Appointment/a1"}})"),
            std::string::npos)
      << shell.requests.back().body;
  EXPECT_FALSE(shell.Has("booking.calendar-old")) << "there is one entry, and it is changed";
  EXPECT_EQ(shell.Text("booking.calendar"), "Päivitä kalenteriin");
  shell.Press("booking.calendar");
  EXPECT_NE(shell.calendar.find("UID:a1@eteinen\r\nSEQUENCE:4\r\n"), std::string::npos) << shell.calendar;
  EXPECT_NE(shell.calendar.find("STATUS:CONFIRMED"), std::string::npos);
}

TEST_F(Swapping, NamesNothingThatItReplacesBeforeThatIsGivenUp) {
  shell.Answer("POST /fhir/Appointment", 201, Appointment("booked"));
  GoToCheck();
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.requests.back().body.find("urn:eteinen:replaces"), std::string::npos);
}

TEST_F(Swapping, SaysThatTheOldTimeStandsWhenItCouldNotBeGivenUp) {
  GoToQuestion();
  shell.Answer("PUT /fhir/Appointment/a1", 422, Outcome("too-late"));
  shell.Press("swap.confirm");
  EXPECT_EQ(shell.Text("problem.uncertain"), "Nykyinen aikasi on edelleen voimassa. Uutta aikaa ei ole varattu.");
  EXPECT_EQ(shell.CountRequests("POST /fhir/Appointment"), 0);
}

TEST_F(Swapping, TriesAgainUnderTheSameKeyWhenTheAnswerOfGivingUpIsLost) {
  GoToQuestion();
  shell.Fail("PUT /fhir/Appointment/a1", "timeout");
  shell.Press("swap.confirm");
  EXPECT_EQ(shell.Text("problem.uncertain"),
            "Emme tiedä, peruuntuiko nykyinen aika. Uutta aikaa ei ole varattu. Yritä uudelleen, niin asia selviää.");
  const std::string key = shell.requests.back().headers["idempotency-key"].AsString();
  shell.Script("PUT /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  shell.Answer("POST /fhir/Appointment", 201, Booked());
  shell.Press("problem.retry");
  EXPECT_EQ(shell.requests[shell.requests.size() - 2].headers["idempotency-key"].AsString(), key);
  EXPECT_EQ(shell.path, "/booking/done");
}

TEST_F(Swapping, SaysThatThereIsNeitherWhenTheNewTimeWasTaken) {
  GoToQuestion();
  shell.Answer("PUT /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  shell.Answer("POST /fhir/Appointment", 409, Outcome("slot-taken"));
  shell.Press("swap.confirm");
  EXPECT_EQ(shell.path, "/booking/times");
  EXPECT_EQ(
      shell.Text("slots.taken"),
      "Joku muu varasi uuden ajan juuri ennen sinua. Vanha aikasi on peruttu, joten sinulla ei ole nyt varattua aikaa. "
      "Valitse toinen aika.");
  EXPECT_NE(shell.Text("move.now").find("on peruttu"), std::string::npos);
  shell.Script("POST /fhir/Appointment", 201, Booked());
  shell.Press("slots.s1");
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/done") << "the next time is taken without another question";
}

TEST_F(Swapping, SaysWhatIsKnownWhenTheAnswerOfTakingIsLost) {
  GoToQuestion();
  shell.Answer("PUT /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  shell.Fail("POST /fhir/Appointment", "offline");
  shell.Press("swap.confirm");
  EXPECT_EQ(shell.Text("problem.uncertain"),
            "Nykyinen aikasi on peruttu. Emme tiedä, onko uusi aika varattu. Yritä uudelleen, niin asia selviää.");
  const std::string key = shell.requests.back().headers["idempotency-key"].AsString();
  shell.Script("POST /fhir/Appointment", 201, Booked());
  shell.Press("problem.retry");
  EXPECT_EQ(shell.requests.back().headers["idempotency-key"].AsString(), key);
  EXPECT_EQ(shell.path, "/booking/done");
}

TEST_F(Swapping, IsNotOfferedForATimeThatMayBeMovedButNotCancelled) {
  std::string appointment = Appointment("booked", "3");
  const std::string yes = R"({"url":"cancel","valueBoolean":true})";
  appointment.replace(appointment.find(yes), yes.size(),
                      R"({"url":"cancel","valueBoolean":false},{"url":"cancel-refusal","valueCode":"not-online"})");
  shell.Script("GET /fhir/Appointment", 200, List(appointment));
  SignIn();
  shell.Press("start.appointments");
  shell.Press("appointments.a1");
  EXPECT_FALSE(shell.Has("appointment.move"));
  EXPECT_EQ((*shell.Find("appointment.no-change"))["text"].AsString(),
            "Tätä ei voi tehdä verkossa. Soita, niin autamme.");
}

}  // namespace
}  // namespace eteinen::app
