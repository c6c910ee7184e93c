#include "core/booking/appointment_rules.h"

#include <algorithm>
#include <array>

namespace eteinen {
namespace {

constexpr std::array<std::string_view, 13> kCodes = {
    "",          "not-identified", "not-permitted",  "not-online",        "age",  "municipality", "already-booked",
    "too-early", "too-late",       "too-many-moves", "already-cancelled", "past", "sex"};

BookingDecision No(BookingRefusal refusal) { return {refusal, std::nullopt}; }

bool IsListed(const std::vector<Relation>& who, Relation relation) {
  return std::find(who.begin(), who.end(), relation) != who.end();
}

// May this person act at all? `disclosure` is that of the booking in question, or of the person.
BookingDecision MayAct(const BookingContext& context, const BookableService& service, const Authority& authority,
                       Disclosure disclosure, Action action) {
  if (!service.needs_identification && authority.relation == Relation::kSelf) return {};
  Authority asked = authority;
  asked.disclosure = disclosure;
  switch (context.permissions.Allowed(asked, action, service.theme, context.now)) {
    case Permission::kAllowed:
      return {};
    case Permission::kIdentifyFirst:
      return No(BookingRefusal::kNotIdentified);
    case Permission::kDenied:
      break;
  }
  return No(authority.level == IdentificationLevel::kAnonymous ? BookingRefusal::kNotIdentified
                                                               : BookingRefusal::kNotPermitted);
}

bool AgeHolds(const BookableService& service, const Visitor& visitor, CivilDay day) {
  if (!visitor.authority.birth_date) return service.age.from_months == 0 && !service.age.below_months;
  return service.age.Holds(*visitor.authority.birth_date, day);
}

bool MunicipalityHolds(const BookableService& service, const Visitor& visitor) {
  const std::vector<std::string>& served = service.municipalities;
  return served.empty() || !visitor.municipality ||
         std::find(served.begin(), served.end(), *visitor.municipality) != served.end();
}

bool SexHolds(const BookableService& service, const Visitor& visitor) {
  return service.sex.empty() || visitor.sex.empty() || service.sex == visitor.sex;
}

// Bookings that stand in the way of one more. What a guardian may not know of is not counted: a refusal would tell.
bool HasEnough(const BookingContext& context, const BookableService& service, const Visitor& visitor,
               const std::vector<Booking>& bookings) {
  if (!service.at_most_coming) return false;
  const bool guardian = visitor.authority.relation == Relation::kGuardian;
  const auto counts = [&](const Booking& booking) {
    return booking.service == service.id && booking.state == BookingState::kBooked && booking.start > context.now &&
           (!guardian || context.permissions.KnownToGuardian(booking.disclosure));
  };
  return std::count_if(bookings.begin(), bookings.end(), counts) >= *service.at_most_coming;
}

// Everything about a new booking that does not depend on its time.
BookingDecision MayBookSome(const BookingContext& context, const BookableService& service, const Visitor& visitor) {
  const BookingDecision may_act =
      MayAct(context, service, visitor.authority, visitor.authority.disclosure, Action::kBook);
  if (!may_act.yes()) return may_act;
  if (!service.online) return No(BookingRefusal::kNotOnline);
  if (!IsListed(service.who, visitor.authority.relation)) return No(BookingRefusal::kNotPermitted);
  return {};
}

BookingDecision Timely(const BookableService& service, Instant start, Instant now) {
  if (start <= now) return No(BookingRefusal::kPast);
  const Instant until = start - service.book_notice_minutes * kMinute;
  if (now > until) return {BookingRefusal::kTooLate, until};
  const CivilDay day = ToHelsinki(start).day;
  if (day > AddDays(ToHelsinki(now).day, service.horizon_days) ||
      (service.season_first && day < *service.season_first) || (service.season_last && day > *service.season_last)) {
    return No(BookingRefusal::kTooEarly);
  }
  return {BookingRefusal::kNone, until};
}

// The rule of the visitor's age on the day of the visit; none: never online.
const ChangeRule* RuleFor(const std::vector<ChangeRule>& rules, const Visitor& visitor, Instant start) {
  const CivilDay day = ToHelsinki(start).day;
  for (const ChangeRule& rule : rules) {
    const bool everyone = rule.age.from_months == 0 && !rule.age.below_months;
    const std::optional<CivilDay>& birth_date = visitor.authority.birth_date;
    if (everyone || (birth_date && rule.age.Holds(*birth_date, day))) return &rule;
  }
  return nullptr;
}

BookingDecision MayChange(const BookingContext& context, const BookableService& service, const Visitor& visitor,
                          const Booking& booking, Action action) {
  const BookingDecision may_act = MayAct(context, service, visitor.authority, booking.disclosure, action);
  if (!may_act.yes()) return may_act;
  if (booking.state == BookingState::kCancelled) return No(BookingRefusal::kAlreadyCancelled);
  if (booking.start <= context.now) return No(BookingRefusal::kPast);
  const bool moving = action == Action::kMove;
  const ChangeRule* rule = RuleFor(moving ? service.move : service.cancel, visitor, booking.start);
  if (rule == nullptr) return No(BookingRefusal::kNotOnline);
  if (moving && rule->at_most && booking.moves >= *rule->at_most) return No(BookingRefusal::kTooManyMoves);
  const Instant until = booking.start - rule->notice_minutes * kMinute;
  return {context.now > until ? BookingRefusal::kTooLate : BookingRefusal::kNone, until};
}

}  // namespace

std::string_view CodeOf(BookingRefusal refusal) { return kCodes[static_cast<std::size_t>(refusal)]; }

std::optional<BookingRefusal> RefusalOf(std::string_view code) {
  for (std::size_t i = 1; i < kCodes.size(); ++i) {
    if (kCodes[i] == code) return static_cast<BookingRefusal>(i);
  }
  return std::nullopt;
}

BookingDecision MayBook(const BookingContext& context, const BookableService& service, const Visitor& visitor,
                        const std::vector<Booking>& bookings) {
  const BookingDecision some = MayBookSome(context, service, visitor);
  if (!some.yes()) return some;
  const std::optional<BookableWindow> window = WindowOf(service, context.now);
  if (!window) return No(BookingRefusal::kTooEarly);
  const CivilDay last = ToHelsinki(window->last).day;
  CivilDay day = ToHelsinki(window->first).day;
  while (day <= last && !AgeHolds(service, visitor, day)) day = AddDays(day, 1);
  if (day > last) return No(BookingRefusal::kAge);
  if (!SexHolds(service, visitor)) return No(BookingRefusal::kSex);
  if (!MunicipalityHolds(service, visitor)) return No(BookingRefusal::kMunicipality);
  if (HasEnough(context, service, visitor, bookings)) return No(BookingRefusal::kAlreadyBooked);
  return {};
}

BookingDecision MayBookAt(const BookingContext& context, const BookableService& service, const Visitor& visitor,
                          const std::vector<Booking>& bookings, Instant start) {
  const BookingDecision some = MayBookSome(context, service, visitor);
  if (!some.yes()) return some;
  if (!AgeHolds(service, visitor, ToHelsinki(start).day)) return No(BookingRefusal::kAge);
  if (!SexHolds(service, visitor)) return No(BookingRefusal::kSex);
  if (!MunicipalityHolds(service, visitor)) return No(BookingRefusal::kMunicipality);
  if (HasEnough(context, service, visitor, bookings)) return No(BookingRefusal::kAlreadyBooked);
  return Timely(service, start, context.now);
}

BookingDecision MayMove(const BookingContext& context, const BookableService& service, const Visitor& visitor,
                        const Booking& booking) {
  return MayChange(context, service, visitor, booking, Action::kMove);
}

BookingDecision MayMoveTo(const BookingContext& context, const BookableService& service, const Visitor& visitor,
                          const Booking& booking, Instant start) {
  const BookingDecision may_move = MayMove(context, service, visitor, booking);
  if (!may_move.yes()) return may_move;
  if (!AgeHolds(service, visitor, ToHelsinki(start).day)) return No(BookingRefusal::kAge);
  return Timely(service, start, context.now);
}

BookingDecision MayCancel(const BookingContext& context, const BookableService& service, const Visitor& visitor,
                          const Booking& booking) {
  return MayChange(context, service, visitor, booking, Action::kCancel);
}

std::optional<BookableWindow> WindowOf(const BookableService& service, Instant now) {
  BookableWindow window;
  window.first = std::max(now + 1, now + service.book_notice_minutes * kMinute);
  CivilDay last = AddDays(ToHelsinki(now).day, service.horizon_days);
  if (service.season_last) last = std::min(last, *service.season_last);
  if (service.season_first) window.first = std::max(window.first, StartOfDay(*service.season_first));
  window.last = StartOfDay(AddDays(last, 1)) - 1;
  if (window.last < window.first) return std::nullopt;
  return window;
}

}  // namespace eteinen
