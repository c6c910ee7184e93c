// What the backend says about times and appointments (tools/backend/CONTRACT.md), as values. Whatever lacks what it
// needs is nothing: a half-read appointment is never shown.
#ifndef ETEINEN_CORE_APP_BOOKING_READING_H_
#define ETEINEN_CORE_APP_BOOKING_READING_H_

#include <optional>
#include <string_view>
#include <vector>

#include "core/app/state.h"
#include "core/base/json.h"

namespace eteinen::app {

std::optional<FreeTime> ReadFreeTime(const Json& slot);
std::optional<Appointment> ReadAppointment(const Json& json);
// The same of the text of an answer.
std::optional<Appointment> ReadAppointmentText(std::string_view body);

// The resources of a searchset Bundle that can be read; nothing when it is none.
std::optional<std::vector<FreeTime>> ReadFreeTimes(std::string_view body);
std::optional<std::vector<Appointment>> ReadAppointments(std::string_view body);
std::optional<std::vector<EarlierWish>> ReadWishes(std::string_view body);
// What was booked by one write for several people, in their order; nothing unless all of it is booked.
std::optional<std::vector<Appointment>> ReadBookedTogether(std::string_view body);
// A CapabilityStatement.
std::optional<Engine> ReadEngine(std::string_view body);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_BOOKING_READING_H_
