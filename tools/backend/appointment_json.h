// An Appointment as the contract shows it, and as it is read from a request.
#ifndef ETEINEN_TOOLS_BACKEND_APPOINTMENT_JSON_H_
#define ETEINEN_TOOLS_BACKEND_APPOINTMENT_JSON_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/booking/appointment_rules.h"
#include "core/calendar/instant.h"
#include "tools/backend/content.h"
#include "tools/backend/exchange.h"
#include "tools/backend/store.h"

namespace eteinen::backend {

// What may still be done with a booking, for the one who looks.
struct Changes {
  BookingDecision move;
  BookingDecision cancel;
};

Json AppointmentJson(const Content& content, const StoredAppointment& appointment,
                     const std::optional<Changes>& changes, Instant now);

// The asked-for Appointment of a request.
struct AskedAppointment {
  std::string status;
  std::string slot;      // empty: none named
  std::string patient;   // empty: none named
  std::string hold;      // empty: none named
  std::string replaces;  // id of the booking that was given up for this one; empty: none named
};

// Nothing if the body is no Appointment; `place` then says where it is not.
std::optional<AskedAppointment> ReadAskedAppointment(const Json& body, std::string& place);

// "Tue, 24 Nov 2026 07:15:00 GMT", as HTTP's `Expires` wants it.
std::string WriteHttpDate(Instant at);

// W/"3"
std::string WriteVersion(std::int64_t version);
// The number in W/"3" or "3"; nothing for another text.
std::optional<std::int64_t> ReadVersion(std::string_view etag);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_APPOINTMENT_JSON_H_
