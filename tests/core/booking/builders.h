// Small builders for the tests of booking: published services and permissions, visitors, moments.
#ifndef ETEINEN_TESTS_CORE_BOOKING_BUILDERS_H_
#define ETEINEN_TESTS_CORE_BOOKING_BUILDERS_H_

#include <fstream>
#include <iterator>
#include <string>

#include "core/booking/appointment_rules.h"

namespace eteinen::booking_test {

inline Json ReadAsset(const std::string& path) {
  std::ifstream file("assets/" + path);
  return ParseJson(std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>())).value();
}

inline BookableService Published(const std::string& id) {
  return ReadBookableService(ReadAsset("services/" + id + ".json")).value();
}

inline const PermissionTable& Permissions() {
  static const PermissionTable table = PermissionTable::Read(ReadAsset("permissions/permissions.json")).value();
  return table;
}

inline Instant Helsinki(CivilDay day, int hour, int minute = 0) { return FromHelsinki(day, At(hour, minute)); }

inline BookingContext Now(Instant now) { return {Permissions(), now}; }

inline Visitor Someone(CivilDay birth_date, Relation relation = Relation::kSelf,
                       Disclosure disclosure = Disclosure::kAllowed) {
  Visitor visitor;
  visitor.authority.level = IdentificationLevel::kStrong;
  visitor.authority.relation = relation;
  visitor.authority.themes = {Theme::kHealth};
  visitor.authority.birth_date = birth_date;
  visitor.authority.disclosure = disclosure;
  visitor.municipality = "Hämeenlinna";
  return visitor;
}

inline constexpr CivilDay kAdultBorn{1986, 3, 14};
inline constexpr CivilDay kChildBorn{2018, 5, 2};

inline Booking Booked(const std::string& service, Instant start, int moves = 0) {
  Booking booking;
  booking.service = service;
  booking.start = start;
  booking.moves = moves;
  return booking;
}

}  // namespace eteinen::booking_test

#endif  // ETEINEN_TESTS_CORE_BOOKING_BUILDERS_H_
