// Further ways to an appointment: by the code of one booked without identification, straight from a result, by a wish
// for an earlier time, and for brothers and sisters at one go.
#include <gtest/gtest.h>

#include "tests/core/app/booking_fixture.h"

namespace eteinen::app {
namespace {

constexpr std::string_view kQuick =
    R"({"resourceType":"Appointment","id":"q1","meta":{"versionId":"1"},"extension":[{"url":"urn:eteinen:change",)"
    R"("extension":[{"url":"move","valueBoolean":true},{"url":"cancel","valueBoolean":true}]},)"
    R"({"url":"urn:eteinen:manage-code","valueString":"7QK4-M2XD-9RPA"}],"status":"booked",)"
    R"("serviceType":[{"coding":[{"code":"pika-taaperoarki"}]}],"slot":[{"reference":"Slot/s2"}],)"
    R"("start":"2026-11-25T09:15:00+02:00","end":"2026-11-25T09:45:00+02:00","participant":[]})";

class QuickCode : public Booking {};

TEST_F(QuickCode, IsShownWhenTheTimeIsBookedWithWhatItIsGoodFor) {
  shell.Answer("POST /fhir/Slot/s2/$hold", 404, Outcome("not-found"));
  shell.Answer("POST /fhir/Appointment", 201, kQuick);
  shell.Press("start.booking");
  shell.Press("services.pika-taaperoarki");
  shell.Press("days.2026-11-25");
  shell.Press("slots.s2");
  shell.Press("booking.confirm");
  ASSERT_EQ(shell.path, "/booking/done");
  EXPECT_EQ((*shell.Find("code.value"))["value"].AsString(), "7QK4-M2XD-9RPA");
  EXPECT_TRUE(shell.Has("code.keep"));
  EXPECT_EQ(shell.stored.find("7QK4"), std::string::npos) << "it is not kept on the device";
}

TEST_F(QuickCode, OpensTheBookingWhichIsThenMovedAndCancelledAsAnyOther) {
  shell.Press("start.booking");
  shell.Press("code.enter");
  EXPECT_EQ(shell.path, "/appointments/code");
  shell.Answer("POST /fhir/Appointment/$manage", 200, kQuick);
  shell.Set("code", Json("7qk4 m2xd 9rpa"));
  shell.Press("form.submit");
  EXPECT_EQ(shell.requests.back().body, R"({"code":"7qk4 m2xd 9rpa"})");
  EXPECT_EQ(shell.path, "/appointments/one") << "and the address holds no code";
  EXPECT_TRUE(shell.Has("appointment.move"));
  EXPECT_TRUE(shell.Has("appointment.cancel"));
  EXPECT_FALSE(shell.Has("booking.for")) << "nobody is named";
  shell.Press("back");
  EXPECT_EQ(shell.path, "/appointments/code");
}

TEST_F(QuickCode, AWrongOneIsSaidAtTheFieldAndKept) {
  shell.Press("person");
  shell.Press("code.enter");
  shell.Press("form.submit");
  EXPECT_EQ((*shell.Find("code"))["error"].AsString(), "Kirjoita koodi.");
  shell.Answer("POST /fhir/Appointment/$manage", 404, Outcome("not-found"));
  shell.Set("code", Json("0000"));
  shell.Press("form.submit");
  EXPECT_EQ(shell.focus, "errors");
  EXPECT_NE((*shell.Find("code"))["error"].AsString().find("ei löydy"), std::string::npos);
  EXPECT_EQ((*shell.Find("code"))["value"].AsString(), "0000");
}

TEST_F(QuickCode, TooManyTriesAreSaidInPlainWords) {
  shell.Navigate("/appointments/code");
  shell.Answer("POST /fhir/Appointment/$manage", 429, Outcome("too-many-tries"));
  shell.Set("code", Json("0000"));
  shell.Press("form.submit");
  EXPECT_EQ(shell.Text("problem"), "Koodia on yritetty monta kertaa. Odota hetki ja yritä uudelleen, tai soita.");
}

TEST_F(QuickCode, WhatWasBookedHereIsFoundAgainAfterAReloadAndCanBeForgotten) {
  shell.Script("GET /fhir/Appointment", 200, List(kQuick));
  shell.Navigate("/appointments/code");
  EXPECT_TRUE(shell.Has("appointments.q1"));
  EXPECT_EQ(shell.Text("sign-out"), "Unohda ajat tältä laitteelta");
}

TEST_F(QuickCode, IsNotAskedOfSomebodyWhoIsLoggedIn) {
  SignIn();
  shell.Navigate("/appointments/code");
  EXPECT_FALSE(shell.Has("code"));
  EXPECT_TRUE(shell.Has("code.signed-in"));
}

// On the result page of the risk test (routine: within two weeks), with what is free by video and by phone.
class FromResult : public Booking {
 protected:
  void GoToResult(std::string_view video, std::string_view phone) {
    const auto bundle = [](std::string_view slots) {
      return R"({"resourceType":"Bundle","entry":[)" + std::string(slots) + "]}";
    };
    shell.Script("GET /fhir/Slot?service=hoitajan-videovastaanotto", 200, bundle(video));
    shell.Script("GET /fhir/Slot?service=hoitajan-puhelinaika", 200, bundle(phone));
    FillRiskTest(shell, "38");
    ASSERT_EQ(shell.path, "/result");
  }
};

TEST_F(FromResult, OffersTheFirstRemoteTimeAlone) {
  GoToResult(Slot("v1", "2026-11-25T10:00:00+02:00"), Slot("p1", "2026-11-24T14:00:00+02:00"));
  EXPECT_EQ(shell.Text("offer"), "Sairaanhoitajan puhelinaika: vapaa aika on tiistai 24.11.2026 klo 14.00.");
  EXPECT_TRUE(shell.Has("offer.identify"));
  EXPECT_EQ(shell.CountRequests("GET /fhir/Slot?"), 2);
}

TEST_F(FromResult, OffersNothingThatLiesAfterTheLatestMomentForContact) {
  // Two weeks from 24 November at 9.00; the backend answers wrongly with later times.
  GoToResult(Slot("v1", "2026-12-08T09:00:01+02:00"), Slot("p1", "2026-12-09T09:00:00+02:00"));
  EXPECT_FALSE(shell.Has("offer"));
  EXPECT_TRUE(shell.Has("result.contact")) << "the other ways are there";
}

TEST_F(FromResult, ATimeAtTheVeryLatestMomentIsOffered) {
  GoToResult(Slot("v1", "2026-12-08T09:00:00+02:00"), "");
  EXPECT_TRUE(shell.Has("offer.book"));
}

TEST_F(FromResult, AsksOnlyForTimesUpToTheLatestMoment) {
  GoToResult("", "");
  EXPECT_FALSE(shell.Has("offer"));
  bool asked = false;
  for (const TestShell::Request& request : shell.requests) {
    if (!request.line.starts_with("GET /fhir/Slot?service=hoitajan-videovastaanotto")) continue;
    asked = true;
    EXPECT_TRUE(request.line.ends_with("&start=ge2026-11-24T07:00:00Z&start=le2026-12-08T07:00:00Z&_count=1"))
        << request.line;
  }
  EXPECT_TRUE(asked);
}

TEST_F(FromResult, IsHeldOnceOneHasIdentifiedAndBookedLikeAnyOther) {
  GoToResult(Slot("v1", "2026-11-25T10:00:00+02:00"), "");
  shell.Answer("POST /fhir/Slot/v1/$hold", 201, Appointment("pending"));
  shell.Press("offer.book");
  EXPECT_EQ(shell.path, "/persons");
  shell.Press("test-persons.liisa");
  EXPECT_EQ(shell.path, "/booking/check");
  EXPECT_EQ((*shell.Find("booking.service"))["value"].AsString(), "Sairaanhoitajan videovastaanotto");
  EXPECT_EQ(shell.CountRequests("POST /fhir/Slot/v1/$hold"), 1);
}

TEST_F(FromResult, IsHeldAtOnceForWhoeverHasIdentified) {
  SignIn();
  GoToResult(Slot("v1", "2026-11-25T10:00:00+02:00"), "");
  shell.Answer("POST /fhir/Slot/v1/$hold", 201, Appointment("pending"));
  shell.Press("offer.book");
  EXPECT_EQ(shell.path, "/booking/check");
  EXPECT_EQ(shell.CountRequests("POST /fhir/Slot/v1/$hold"), 1);
}

TEST_F(FromResult, ThatHasPassedMeanwhileIsLookedForAnew) {
  SignIn();
  GoToResult(Slot("v1", "2026-11-24T10:00:00+02:00"), "");
  ASSERT_TRUE(shell.Has("offer.book"));
  shell.now = "2026-11-24T09:00:00Z";
  const int before = shell.CountRequests("GET /fhir/Slot?");
  shell.Press("offer.book");
  EXPECT_EQ(shell.CountRequests("GET /fhir/Slot?"), before + 2);
  EXPECT_EQ(shell.CountRequests("POST"), 1) << "only to identify";
  EXPECT_FALSE(shell.Has("offer.book")) << "the same time is not offered again";
}

TEST_F(FromResult, IsNotOfferedInTheNameOfSomebodyOfAnotherAge) {
  SignIn();  // born in 1988: 38 years old
  GoToResult(Slot("v1", "2026-11-25T10:00:00+02:00"), "");
  EXPECT_TRUE(shell.Has("offer"));
  shell.now = "2036-11-24T07:00:00Z";
  shell.Navigate("/result");
  EXPECT_FALSE(shell.Has("offer")) << "the answers are about somebody of 38 years, and Liisa is 48 now";
}

constexpr std::string_view kEngine =
    R"({"resourceType":"CapabilityStatement","rest":[{"mode":"server","extension":[)"
    R"({"url":"urn:eteinen:capability","valueCode":"hold"},{"url":"urn:eteinen:capability","valueCode":"move"},)"
    R"({"url":"urn:eteinen:capability","valueCode":"waiting"},)"
    R"({"url":"urn:eteinen:capability","valueCode":"together"}]}]})";

std::string WishFor(const std::string& offer) {
  return R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Appointment","id":"w1","status":"waitlist",)"
         R"("extension":[{"url":"urn:eteinen:replaces","valueReference":{"reference":"Appointment/a1"}}],)"
         R"("serviceType":[{"coding":[{"code":"kausirokotus"}]}])" +
         (offer.empty() ? "" : R"(,"contained":[)" + offer + "]") + "}}]}";
}

std::string Offered() {
  std::string offer = Appointment("pending", "1", "2026-11-24T11:00:00+02:00", "2026-11-24T12:15:00+02:00");
  offer.replace(offer.find("\"a1\""), 4, "\"o1\"");
  offer.replace(offer.find("Slot/s2"), 7, "Slot/s1");
  return offer;
}

class Wishing : public Booking {
 protected:
  Wishing() {
    shell.Script("GET /fhir/metadata", 200, kEngine);
    shell.Answer("GET /fhir/Appointment?status=waitlist", 200, R"({"resourceType":"Bundle","entry":[]})");
  }
};

TEST_F(Wishing, IsSentForTheAppointmentAndSaidToBeWaitedFor) {
  GoToAppointment();
  shell.Answer("POST /fhir/Appointment", 201, R"({"resourceType":"Appointment","id":"w1","status":"waitlist"})");
  shell.Script("GET /fhir/Appointment?status=waitlist", 200, WishFor(""));
  shell.Press("appointment.wish");
  const TestShell::Request& sent = shell.requests[shell.requests.size() - 2];
  EXPECT_EQ(sent.body,
            R"({"resourceType":"Appointment","status":"waitlist","extension":[{"url":"urn:eteinen:replaces",)"
            R"("valueReference":{"reference":"Appointment/a1"}}],"serviceType":[{"coding":[{"system":)"
            R"("urn:eteinen:service","code":"kausirokotus"}]}],"participant":[{"actor":{"reference":"Patient/p1"},)"
            R"("status":"accepted"}]})");
  EXPECT_FALSE(shell.Has("appointment.wish"));
  EXPECT_TRUE(shell.Has("appointment.waiting"));
}

TEST_F(Wishing, AnOfferIsShownWithItsEndAndTakenAsAMoveOfTheBooking) {
  shell.Script("GET /fhir/Appointment?status=waitlist", 200, WishFor(Offered()));
  shell.Script("GET /fhir/Appointment", 200, List(Appointment("booked", "3")));
  SignIn();
  shell.Press("start.appointments");
  EXPECT_EQ(shell.Text("wish.w1"),
            "Kausirokotus: tiistai 24.11.2026 klo 12.15, Turengin terveysasema. Pidämme ajan sinulle ti 24.11. klo "
            "11.00 asti.");
  shell.Press("wish.take.w1");
  ASSERT_EQ(shell.path, "/booking/check");
  EXPECT_EQ((*shell.Find("move.old"))["value"].AsString(), "keskiviikko 25.11.2026 klo 9.15");
  shell.Answer("PUT /fhir/Appointment/a1", 200,
               Appointment("booked", "4", "2026-11-24T09:10:00+02:00", "2026-11-24T12:15:00+02:00"));
  shell.Press("booking.confirm");
  const TestShell::Request& sent = shell.requests.back();
  EXPECT_NE(sent.body.find("Slot/s1"), std::string::npos) << sent.body;
  EXPECT_NE(sent.body.find("Appointment/o1"), std::string::npos) << "with the offered hold";
  EXPECT_EQ(shell.path, "/booking/done");
}

TEST_F(Wishing, AreThereBeforeTheListBelowThemSoThatItDoesNotMove) {
  shell.ScriptLate("GET /fhir/metadata", 200, kEngine);
  shell.ScriptLate("GET /fhir/Appointment?status=waitlist", 200, WishFor(""));
  shell.Script("GET /fhir/Appointment", 200, List(Appointment("booked", "3")));
  SignIn();
  shell.Press("start.appointments");
  EXPECT_FALSE(shell.Has("appointments.coming")) << "it is not known whether the engine has wishes";
  shell.Deliver("GET /fhir/metadata");
  EXPECT_FALSE(shell.Has("appointments.coming")) << "the wishes are on their way";
  shell.Deliver("GET /fhir/Appointment?status=waitlist");
  EXPECT_TRUE(shell.Has("appointments.coming"));
  EXPECT_TRUE(shell.Has("wish.w1"));
}

TEST_F(Wishing, AListStandsAlsoWhereNobodyKnowsOfWishes) {
  shell.Script("GET /fhir/metadata", 404, "");
  shell.Script("GET /fhir/Appointment", 200, List(Appointment("booked", "3")));
  SignIn();
  shell.Press("start.appointments");
  EXPECT_TRUE(shell.Has("appointments.coming"));
}

TEST_F(Wishing, GoingBackFromAnOfferDoesNotLetItGo) {
  shell.Script("GET /fhir/Appointment?status=waitlist", 200, WishFor(Offered()));
  shell.Script("GET /fhir/Appointment", 200, List(Appointment("booked", "3")));
  SignIn();
  shell.Press("start.appointments");
  shell.Press("wish.take.w1");
  shell.Navigate("/");
  EXPECT_EQ(shell.CountRequests("DELETE"), 0);
}

TEST_F(Wishing, AnOfferIsDeclinedAndTheWishEndedEachByItsOwnName) {
  shell.Script("GET /fhir/Appointment?status=waitlist", 200, WishFor(Offered()));
  SignIn();
  shell.Press("start.appointments");
  shell.Script("GET /fhir/Appointment?status=waitlist", 200, WishFor(""));
  shell.Press("wish.decline.w1");
  EXPECT_EQ(shell.CountRequests("DELETE /fhir/Appointment/o1"), 1);
  shell.Press("wish.end.w1");
  EXPECT_EQ(shell.CountRequests("DELETE /fhir/Appointment/w1"), 1);
}

TEST_F(Wishing, IsAskedForAndEndedAgainWhenItDidNotGetThrough) {
  GoToAppointment();
  shell.Answer("POST /fhir/Appointment", 503, "");
  shell.Press("appointment.wish");
  ASSERT_TRUE(shell.Has("problem.retry"));
  EXPECT_FALSE(shell.Has("appointment.waiting")) << "it is not said to be waited for";
  shell.Script("POST /fhir/Appointment", 201, R"({"resourceType":"Appointment","id":"w1","status":"waitlist"})");
  shell.Script("GET /fhir/Appointment?status=waitlist", 200, WishFor(""));
  shell.Press("problem.retry");
  EXPECT_EQ(shell.CountRequests("POST /fhir/Appointment"), 2);
  EXPECT_TRUE(shell.Has("appointment.waiting"));
  shell.Press("back");
  shell.Script("DELETE /fhir/Appointment/w1", 503, "");
  shell.Press("wish.end.w1");
  ASSERT_TRUE(shell.Has("problem.retry"));
  EXPECT_TRUE(shell.Has("wish.w1")) << "it is not said to be ended";
  shell.Script("DELETE /fhir/Appointment/w1", 204, "");
  shell.Script("GET /fhir/Appointment?status=waitlist", 200, R"({"resourceType":"Bundle","entry":[]})");
  shell.Press("problem.retry");
  EXPECT_EQ(shell.CountRequests("DELETE /fhir/Appointment/w1"), 2);
  EXPECT_FALSE(shell.Has("wish.w1"));
}

TEST_F(Wishing, ForAnyTimeIsOfferedWhereNothingIsFree) {
  shell.Script("GET /fhir/Slot", 200, R"({"resourceType":"Bundle","entry":[]})");
  GoToTimes();
  ASSERT_TRUE(shell.Has("slots.wish"));
  shell.Answer("POST /fhir/Appointment", 201, R"({"resourceType":"Appointment","id":"w1","status":"waitlist"})");
  shell.Script("GET /fhir/Appointment?status=waitlist", 200, WishFor(""));
  shell.Press("slots.wish");
  EXPECT_FALSE(shell.Has("slots.wish"));
  EXPECT_TRUE(shell.Has("appointment.waiting"));
}

TEST_F(Wishing, AnEngineThatTakesNoWishesIsNotAskedForAny) {
  shell.Script("GET /fhir/metadata", 404, Outcome("not-found"));
  GoToAppointment();
  EXPECT_FALSE(shell.Has("appointment.wish"));
  EXPECT_EQ(shell.CountRequests("GET /fhir/Appointment?status"), 0);
}

std::string Child(const std::string& id, const std::string& born) {
  return R"({"id":")" + id + R"(","name":")" + id + R"( Esimerkki","birthDate":")" + born +
         R"(","municipality":"Janakkala","relation":"guardian","initial":"K","may":{"health":["book"],"social":[]}})";
}

class Together : public Booking {
 protected:
  Together() {
    const std::string self =
        R"({"id":"p1","name":"Liisa Esimerkki","birthDate":"1988-03-02","municipality":"Janakkala","relation":"self",)"
        R"("initial":"L"})";
    shell.Script("GET /fhir/metadata", 200, kEngine);
    shell.Script("POST /session", 200,
                 R"({"level":"identified","user":{"id":"p1","name":"Liisa Esimerkki"},"actingFor":)" +
                     Child("Onni", "2018-05-02") + R"(,"mayActFor":[)" + self + "," + Child("Onni", "2018-05-02") +
                     "," + Child("Aada", "2020-08-12") + R"(],"epoch":2})");
    shell.Script("GET /fhir/Slot", 200,
                 R"({"resourceType":"Bundle","entry":[)" + Times("t1", "09:00", "09:10") + "," +
                     Times("t2", "09:10", "09:20") + "," + Times("t3", "10:00", "10:10") + "]}");
  }

  static std::string Times(const std::string& id, const std::string& start, const std::string& end) {
    std::string slot = Slot(id, "2026-11-25T" + start + ":00+02:00");
    const std::size_t at = slot.find("\"end\"");
    slot.replace(at, slot.find('}', at) - at, "\"end\":\"2026-11-25T" + end + ":00+02:00\"");
    return slot;
  }

  static std::string Booked(const std::string& id, const std::string& start) {
    std::string one = Appointment("booked", "1", "", "2026-11-25T" + start + ":00+02:00");
    one.replace(one.find("\"a1\""), 4, "\"" + id + "\"");
    return one;
  }

  void GoToBoth() {
    SignIn();
    shell.Press("persons.Onni");
    shell.Navigate("/booking");
    shell.Press("services.kausirokotus");
    ASSERT_EQ(shell.path, "/booking/times");
    shell.Set("together", Json::MakeArray({Json("Aada")}));
  }
};

TEST_F(Together, OffersTimesNextToEachOtherAlone) {
  shell.Answer("POST /session/acting-for", 200, "");
  GoToBoth();
  EXPECT_TRUE(shell.Has("together.0"));
  EXPECT_FALSE(shell.Has("together.1")) << "ten o'clock stands alone";
  EXPECT_FALSE(shell.Has("slots")) << "single times are not among them";
  EXPECT_EQ(shell.Text("together.0"), "keskiviikko 25.11.2026 klo 9.00, viimeinen klo 9.10");
}

TEST_F(Together, OneByOneWhereAServiceSaysForWhomOneActs) {
  shell.Script("POST /session", 200,
               R"({"level":"identified","authorisation":"service","user":{"id":"p1","name":"Liisa Esimerkki"},)"
               R"("actingFor":)" +
                   Child("Onni", "2018-05-02") + R"(,"mayActFor":[)" + Child("Onni", "2018-05-02") + R"(],"epoch":2})");
  SignIn();
  shell.Navigate("/booking");
  shell.Press("services.kausirokotus");
  ASSERT_EQ(shell.path, "/booking/times");
  EXPECT_FALSE(shell.Has("together"));
  EXPECT_EQ(
      shell.Text("together.one-by-one"),
      "Jos varaat usealle lapselle, varaa ajat yksi kerrallaan. Kun tämä aika on varattu, valitse ylhäältä, kenen "
      "puolesta asioit, ja varaa seuraava aika.");
  shell.Press("person");
  EXPECT_TRUE(shell.Has("persons.another")) << "the way that was told is there";
}

TEST_F(Together, SaysWhenThereAreNoTimesNextToEachOther) {
  shell.Script("GET /fhir/Slot", 200,
               R"({"resourceType":"Bundle","entry":[)" + Times("t1", "09:00", "09:10") + "," +
                   Times("t3", "10:00", "10:10") + "]}");
  GoToBoth();
  EXPECT_TRUE(shell.Has("together.none"));
  EXPECT_FALSE(shell.Has("together.0"));
}

TEST_F(Together, IsOneWriteAndNamesEachWithTheirTime) {
  GoToBoth();
  shell.Press("together.0");
  ASSERT_EQ(shell.path, "/booking/check");
  EXPECT_EQ((*shell.Find("together.row.Aada"))["value"].AsString(), "keskiviikko 25.11.2026 klo 9.10");
  shell.Answer("POST /fhir", 200,
               R"({"resourceType":"Bundle","type":"transaction-response","entry":[{"resource":)" +
                   Booked("b1", "09:00") + R"(},{"resource":)" + Booked("b2", "09:10") + "}]}");
  shell.Press("booking.confirm");
  const TestShell::Request& sent = shell.requests.back();
  EXPECT_EQ(sent.line, "POST /fhir");
  EXPECT_NE(sent.body.find("Patient/Onni"), std::string::npos);
  EXPECT_NE(sent.body.find("Patient/Aada"), std::string::npos);
  EXPECT_FALSE(sent.headers["idempotency-key"].AsString().empty());
  EXPECT_EQ(shell.path, "/booking/done");
  EXPECT_TRUE(shell.Has("together.row.Aada"));
  EXPECT_EQ(shell.CountRequests("POST /fhir/Appointment"), 0);
}

TEST_F(Together, IsNoSuccessWhenOneOfThemIsMissing) {
  GoToBoth();
  shell.Press("together.0");
  shell.Answer("POST /fhir", 200,
               R"({"resourceType":"Bundle","type":"transaction-response","entry":[{"resource":)" +
                   Booked("b1", "09:00") + "}]}");
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/check");
  EXPECT_TRUE(shell.Has("problem.uncertain"));
}

TEST_F(Together, OffersOtherTimesWhenOneOfThemWasTaken) {
  GoToBoth();
  shell.Press("together.0");
  shell.Answer("POST /fhir", 409, Outcome("slot-taken"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/times");
  EXPECT_TRUE(shell.Has("slots.taken"));
  EXPECT_TRUE(shell.Has("together.0")) << "those who come along are kept";
}

TEST_F(Together, TriesAgainUnderTheSameKeyWhenTheAnswerIsLost) {
  GoToBoth();
  shell.Press("together.0");
  shell.Fail("POST /fhir", "timeout");
  shell.Press("booking.confirm");
  EXPECT_TRUE(shell.Has("problem.uncertain"));
  const std::string key = shell.requests.back().headers["idempotency-key"].AsString();
  shell.Script("POST /fhir", 200,
               R"({"resourceType":"Bundle","type":"transaction-response","entry":[{"resource":)" +
                   Booked("b1", "09:00") + R"(},{"resource":)" + Booked("b2", "09:10") + "}]}");
  shell.Press("problem.retry");
  EXPECT_EQ(shell.requests.back().headers["idempotency-key"].AsString(), key);
  EXPECT_EQ(shell.path, "/booking/done");
}

TEST_F(Together, BooksNobodyBeforeEachHasATime) {
  GoToBoth();
  shell.Press("together.0");
  shell.Answer("POST /fhir", 409, Outcome("slot-taken"));
  shell.Press("booking.confirm");
  shell.Navigate("/booking/check");  // forward again, as a browser can
  if (shell.Has("booking.confirm")) shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/times");
  EXPECT_EQ(shell.CountRequests("POST /fhir"), 1);
}

}  // namespace
}  // namespace eteinen::app
