// Requests about appointments as a resident's core makes them, for tests that speak to `Bookings` without a server.
#ifndef ETEINEN_TESTS_BACKEND_ASKING_H_
#define ETEINEN_TESTS_BACKEND_ASKING_H_

#include <string>
#include <string_view>
#include <utility>

#include "tools/backend/exchange.h"

namespace eteinen::backend_test {

inline backend::Request Write(const std::string& method, const std::string& path, const Json& body,
                              backend::Pairs headers) {
  backend::Request request;
  request.method = method;
  request.path = path;
  request.headers = std::move(headers);
  request.body = WriteJson(body);
  return request;
}

// An Appointment of this status for this person; `slot` may be empty.
inline Json Asked(const std::string& status, std::string_view slot, const std::string& person) {
  const Json actor = Json::MakeObject({{"reference", "Patient/" + person}});
  Json body = Json::MakeObject({{"resourceType", "Appointment"}, {"status", status}});
  if (!slot.empty()) {
    body.Set("slot", Json::MakeArray({Json::MakeObject({{"reference", "Slot/" + std::string(slot)}})}));
  }
  body.Set("participant", Json::MakeArray({Json::MakeObject({{"actor", actor}})}));
  return body;
}

// The id of the slot of an Appointment.
inline std::string SlotIn(const Json& appointment) {
  if (appointment["slot"].Items().empty()) return {};
  const std::string& reference = appointment["slot"].Items().front()["reference"].AsString();
  return reference.substr(reference.find('/') + 1);
}

}  // namespace eteinen::backend_test

#endif  // ETEINEN_TESTS_BACKEND_ASKING_H_
