// Answers of a backend about times and appointments, and the way to the screens of booking.
#ifndef ETEINEN_TESTS_CORE_APP_BOOKING_FIXTURE_H_
#define ETEINEN_TESTS_CORE_APP_BOOKING_FIXTURE_H_

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/core/app/shell.h"

namespace eteinen::app {

inline constexpr std::string_view kSession =
    R"({"level":"identified","user":{"id":"p1","name":"Liisa Esimerkki"},)"
    R"("actingFor":{"id":"p1","name":"Liisa Esimerkki","birthDate":"1988-03-02","municipality":"Janakkala",)"
    R"("relation":"self","initial":"L"},"mayActFor":[{"id":"p1","name":"Liisa Esimerkki","birthDate":"1988-03-02",)"
    R"("municipality":"Janakkala","relation":"self","initial":"L"}],"epoch":1})";

inline std::string Slot(std::string_view id, std::string_view start, std::string_view place = "Turengin terveysasema") {
  return R"({"resource":{"resourceType":"Slot","id":")" + std::string(id) +
         R"(","extension":[{"url":"urn:eteinen:place","valueReference":{"reference":"Location/)" +
         std::string(place.substr(0, 3)) + R"(","display":")" + std::string(place) +
         R"("}}],"status":"free","start":")" + std::string(start) + R"(","end":")" + std::string(start) + R"("}})";
}

inline std::string Slots() {
  return R"({"resourceType":"Bundle","entry":[)" + Slot("s1", "2026-11-24T12:15:00+02:00") + "," +
         Slot("s2", "2026-11-25T09:15:00+02:00") + "," + Slot("s3", "2026-11-25T13:00:00+02:00", "Lopen terveysasema") +
         "]}";
}

// The appointment a1 of the 25th at 9.15, or of another start.
inline std::string Appointment(std::string_view status, std::string_view version = "1",
                               std::string_view hold_until = "2026-11-24T09:10:00+02:00",
                               std::string_view start = "2026-11-25T09:15:00+02:00") {
  return R"({"resourceType":"Appointment","id":"a1","meta":{"versionId":")" + std::string(version) +
         R"("},"extension":[{"url":"urn:eteinen:change","extension":[{"url":"move","valueBoolean":true},)"
         R"({"url":"move-until","valueInstant":"2026-11-25T08:15:00+02:00"},{"url":"cancel","valueBoolean":true},)"
         R"({"url":"cancel-until","valueInstant":"2026-11-25T08:15:00+02:00"}]},)"
         R"({"url":"urn:eteinen:hold-until","valueInstant":")" +
         std::string(hold_until) + R"("}],"status":")" + std::string(status) +
         R"(","serviceType":[{"coding":[{"code":"kausirokotus"}]}],"slot":[{"reference":"Slot/s2"}],"start":")" +
         std::string(start) +
         R"(",)"
         R"("end":"2026-11-25T09:20:00+02:00","participant":[{"actor":{"reference":"Location/turenki","display":)"
         R"("Turengin terveysasema"}}]})";
}

inline std::string List(std::string_view appointment) {
  return R"({"resourceType":"Bundle","entry":[{"resource":)" + std::string(appointment) + "}]}";
}

inline std::string Outcome(std::string_view code) {
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
    shell.Answer("GET /fhir/Appointment", 200, R"({"resourceType":"Bundle","entry":[]})");
  }

  void SignIn() {
    shell.Press("person");
    shell.Press("test-persons.liisa");
  }

  // The third version of the booking of the 25th is looked at.
  void GoToAppointment() {
    shell.Script("GET /fhir/Appointment", 200, List(Appointment("booked", "3")));
    SignIn();
    shell.Press("start.appointments");
    shell.Press("appointments.a1");
    ASSERT_EQ(shell.path, "/appointments/one");
  }

  // The list of services, while the answer that holds a booking is still on its way.
  void GoToServicesBeforeTheBookingsAreKnown() {
    shell.Delay("GET /fhir/Appointment");
    shell.Answer("GET /fhir/Appointment", 200, List(Appointment("booked")));
    SignIn();
    shell.Press("start.appointments");  // none yet
    shell.Press("back");
    shell.Press("start.booking");
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

}  // namespace eteinen::app

#endif  // ETEINEN_TESTS_CORE_APP_BOOKING_FIXTURE_H_
