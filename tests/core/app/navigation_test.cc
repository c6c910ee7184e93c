// Addresses, forward and back: a screen is shown where there is something to show, and else the beginning of its flow.
#include <gtest/gtest.h>

#include "tests/core/app/booking_fixture.h"

namespace eteinen::app {
namespace {

class Navigation : public Booking {
 protected:
  void ExpectAt(std::string_view address, std::string_view shown) {
    shell.Navigate(address);
    EXPECT_EQ(shell.path, shown) << address;
  }

  void BookOne() {
    GoToCheck();
    shell.Answer("POST /fhir/Appointment", 201, Appointment("booked"));
    shell.Press("booking.confirm");
    ASSERT_EQ(shell.path, "/booking/done");
  }
};

TEST_F(Navigation, WithoutAnythingBegunAnAddressLeadsToTheBeginningOfItsFlow) {
  for (const char* address : {"/form", "/form/2", "/place", "/result", "/emergency", "/channel", "/ended"}) {
    ExpectAt(address, "/");
    EXPECT_TRUE(shell.Has("problem")) << address << ": it is said that nothing is there";
  }
  ExpectAt("/contact", "/contact");
  for (const char* address : {"/booking/no", "/booking/times", "/booking/check"}) ExpectAt(address, "/booking");
  SignIn();
  shell.Answer("GET /content/questionnaires.json", 200, R"({"questionnaires":[]})");
  shell.Answer("GET /fhir/QuestionnaireResponse", 200, R"({"resourceType":"Bundle","entry":[]})");
  for (const char* address : {"/form/check", "/form/sent", "/forms/one", "/forms"}) ExpectAt(address, "/forms");
  for (const char* address :
       {"/booking/done", "/appointments/one", "/appointments/cancel", "/appointments/cancelled", "/appointments"}) {
    ExpectAt(address, "/appointments");
  }
}

TEST_F(Navigation, APageOfAFormIsShownByItsNumberWhereItIsThere) {
  shell.Press("start.findrisc");
  shell.Set("q.age", "52");
  shell.Press("form.submit");
  ExpectAt("/", "/");
  ExpectAt("/form", "/form/2");
  ExpectAt("/form/1", "/form/1");
  EXPECT_EQ((*shell.Find("q.age"))["value"].AsString(), "52");
  ExpectAt("/form/999", "/");
  ExpectAt("/form/1x", "/");
  ExpectAt("/form/99999999999999999999", "/");
  ExpectAt("/form/1", "/form/1");
}

TEST_F(Navigation, AnAddressIsShownAgainWhileThereIsSomethingToShow) {
  FillRiskTest(shell);
  for (const char* address : {"/place", "/result", "/contact", "/result"}) ExpectAt(address, address);
  shell.Press("choose.terveysasema-hameenlinnan-alue");
  ExpectAt("/result", "/result");
  ExpectAt("/channel", "/channel");
  ExpectAt("/emergency", "/");
}

TEST_F(Navigation, BackFromAResultIsThePlaceThatWasAskedForAndThenTheLastQuestion) {
  FillRiskTest(shell);
  shell.Press("back");
  EXPECT_EQ(shell.path, "/place");
  shell.Press("back");
  EXPECT_TRUE(shell.path.starts_with("/form/")) << shell.path;
}

TEST_F(Navigation, BackFromAResultIsTheLastQuestionWhereTheMunicipalityIsKnown) {
  SignIn();
  FillRiskTest(shell);
  shell.Press("back");
  EXPECT_TRUE(shell.path.starts_with("/form/")) << shell.path;
}

TEST_F(Navigation, ABookingThatIsDoneIsShownUntilItIsLeft) {
  BookOne();
  ExpectAt("/booking/done", "/booking/done");
  ExpectAt("/booking/check", "/booking");
  ExpectAt("/booking/done", "/appointments");
}

TEST_F(Navigation, ARefusalIsShownAgainAndBackFromItAreTheServices) {
  GoToTimes();
  shell.Answer("POST /fhir/Slot/s1/$hold", 403, Outcome("municipality"));
  shell.Press("slots.s1");
  ASSERT_EQ(shell.path, "/booking/no");
  ExpectAt("/settings", "/settings");
  ExpectAt("/booking/no", "/booking/no");
  shell.Press("back");
  EXPECT_EQ(shell.path, "/booking");
}

TEST_F(Navigation, BackFromCancellingIsTheAppointmentAndFromTheCancelledOneTheList) {
  GoToAppointment();
  shell.Press("appointment.cancel");
  shell.Press("back");
  EXPECT_EQ(shell.path, "/appointments/one");
  shell.Press("appointment.cancel");
  shell.Press("cancel.keep");
  EXPECT_EQ(shell.path, "/appointments/one");
  EXPECT_EQ(shell.CountRequests("PUT"), 0);
  ExpectAt("/appointments/cancel", "/appointments/cancel");
  shell.Answer("PUT /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  shell.Press("cancel.confirm");
  ASSERT_EQ(shell.path, "/appointments/cancelled");
  ExpectAt("/appointments/cancelled", "/appointments");
}

TEST_F(Navigation, BackFromTheCodeAreTheServices) {
  shell.Press("start.booking");
  shell.Press("code.enter");
  shell.Press("back");
  EXPECT_EQ(shell.path, "/booking");
}

}  // namespace
}  // namespace eteinen::app
