// Who is here, for whom, and that nothing of one person reaches another.
#include <gtest/gtest.h>

#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

std::string Session(std::string_view acting_for) {
  const std::string self = R"({"id":"p1","name":"Liisa Esimerkki","birthDate":"1988-03-02","municipality":"Janakkala",)"
                           R"("relation":"self","initial":"L"})";
  const std::string child =
      R"({"id":"p2","name":"Aino Esimerkki","birthDate":"2022-05-01","municipality":"Janakkala",)"
      R"("relation":"guardian","initial":"A","may":{"health":["assess","chat","form"],"social":[]}})";
  return R"({"level":"identified","user":{"id":"p1","name":"Liisa Esimerkki"},"actingFor":)" +
         (acting_for == "p1" ? self : child) + R"(,"mayActFor":[)" + self + "," + child + R"(],"epoch":1})";
}

void SignIn(TestShell& shell) {
  shell.Answer("GET /session/test-persons", 200, R"({"persons":[{"id":"liisa","name":"Liisa Esimerkki"}]})");
  shell.Answer("POST /session", 200, Session("p1"));
  shell.Answer("POST /session/acting-for", 200, Session("p2"));
  shell.Press("person");
  shell.Press("test-persons.liisa");
}

TEST(Person, IsChosenAfterIdentificationWhenThereAreSeveral) {
  TestShell shell;
  SignIn(shell);
  EXPECT_EQ(shell.path, "/persons");
  EXPECT_EQ(shell.Text("person"), "Liisa Esimerkki");
  EXPECT_TRUE(shell.Is("persons.p1", "pressed"));
  shell.Press("persons.p2");
  EXPECT_EQ(shell.path, "/");
  EXPECT_EQ(shell.Text("person"), "Aino Esimerkki");
  EXPECT_EQ(shell.Text("start.for"), "Asia koskee: Aino Esimerkki.");
}

TEST(Person, TakesAnswersAlongWhenOneIdentifiesAsOneself) {
  TestShell shell;
  shell.Press("start.findrisc");
  shell.Press("back");
  EXPECT_FALSE(shell.stored.empty());
  SignIn(shell);
  EXPECT_FALSE(shell.stored.empty());
}

TEST(Person, AskedInTheMiddleOfAFormAndNotChangedLeadsBackToTheMiddle) {
  TestShell shell;
  shell.Press("start.findrisc");
  shell.Set("q.age", "52");
  shell.Press("form.submit");
  ASSERT_EQ(shell.path, "/form/2");
  shell.Press("person");
  shell.Press("other-ways");
  shell.Press("back");
  ASSERT_EQ(shell.path, "/persons");
  shell.Press("back");
  EXPECT_EQ(shell.path, "/form/2");
}

TEST(Person, WhoWillNotIdentifyForTheirAppointmentsIsBackAtTheStart) {
  TestShell shell;
  shell.Press("start.appointments");
  ASSERT_EQ(shell.path, "/persons");
  shell.Press("back");
  EXPECT_EQ(shell.path, "/");
}

TEST(Person, TakesNothingAlongToAnother) {
  TestShell shell;
  SignIn(shell);
  shell.Press("back");
  shell.Press("start.findrisc");
  EXPECT_FALSE(shell.stored.empty());
  shell.Press("person");
  shell.Press("persons.p2");
  EXPECT_TRUE(shell.stored.empty());
}

TEST(Person, LateAnswersForTheFormerPersonAreVoid) {
  TestShell shell;
  SignIn(shell);
  shell.Delay("GET /fhir/Appointment");
  shell.Press("back");
  shell.Press("start.appointments");
  shell.Press("person");
  shell.Press("persons.p2");
  shell.Answer("GET /fhir/Appointment", 200,
               R"({"resourceType":"Bundle","entry":[{"resource":{)"
               R"("resourceType":"Appointment","id":"secret","status":"booked","start":"2026-12-01T09:00:00+02:00",)"
               R"("end":"2026-12-01T09:05:00+02:00"}}]})");
  const std::string before = shell.last_reply;
  shell.Deliver();
  EXPECT_FALSE(shell.Has("appointments.secret"));
}

TEST(Person, LeavesNothingBehindAtLogOut) {
  TestShell shell;
  SignIn(shell);
  shell.Press("back");
  shell.Press("start.findrisc");
  shell.Answer("DELETE /session", 204, "");
  shell.Press("person");
  shell.Press("sign-out");
  EXPECT_TRUE(shell.stored.empty());
  EXPECT_EQ(shell.path, "/");
  EXPECT_EQ(shell.Text("person"), "Tunnistaudu");
}

}  // namespace
}  // namespace eteinen::app
