// What can be booked, where and when: HealthcareService, Location and the free Slots. No session is needed.
#ifndef ETEINEN_TOOLS_BACKEND_TIMES_H_
#define ETEINEN_TOOLS_BACKEND_TIMES_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/booking/schedule.h"
#include "core/booking/service_rules.h"
#include "core/calendar/instant.h"
#include "tools/backend/content.h"
#include "tools/backend/exchange.h"
#include "tools/backend/store.h"

namespace eteinen::backend {

// A scheduled time, whoever has it.
struct Time {
  const BookableService* service = nullptr;
  const Schedule* schedule = nullptr;
  SlotName name;
  std::string id;
  Instant start;
  Instant end;
};

// The time of that id, if a schedule gives it.
std::optional<Time> FindTime(const Content& content, std::string_view slot);

Answer Services(const Content& content);
Answer OneService(const Content& content, std::string_view id);
Answer Places(const Content& content);

// GET /fhir/Slot. `session` is the one whose own holds count as free; "" for none.
Answer FreeTimes(const Content& content, Store& store, const Request& request, std::string_view session, Instant now);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_TIMES_H_
