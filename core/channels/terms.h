// The words of channel recommendation: how urgent, what about, by which kind of channel. They are the same in the
// commands, the assets, the view and the reasons; what they mean for a given service is data (assets/rules).
#ifndef ETEINEN_CORE_CHANNELS_TERMS_H_
#define ETEINEN_CORE_CHANNELS_TERMS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace eteinen::channels {

// Gravest first. `kAdmin` stands outside the scale: bookings, bills, questions.
enum class Urgency : std::uint8_t { kEmergency, kImmediate, kToday, kWithin3Days, kRoutine, kSelfCare, kAdmin };
inline constexpr std::size_t kUrgencies = 7;

enum class Need : std::uint8_t {
  kHealth,
  kMentalHealth,
  kSubstanceUse,
  kCrisis,
  kOralHealth,
  kRehabilitation,
  kMaternity,
  kFamilyPlanning,
  kChildHealth,
  kFamilies,
  kAdultSocialWork,
  kElderly,
  kDisability,
  kCarers,
  kFinancial,
  kBilling,
  kDigitalSupport,
  kGeneralInfo,
};
inline constexpr std::size_t kNeeds = 18;

enum class Kind : std::uint8_t { kEmergency, kPhone, kSms, kChat, kVideo, kBooking, kForm, kWeb, kGroup, kVisit };
inline constexpr std::size_t kKinds = 10;

enum class ActingFor : std::uint8_t { kNone, kGuardian, kMandate };

// The word on the wire: "within-3-days", "adult-social-work", "sms", "guardian".
std::string_view Name(Urgency urgency);
std::string_view Name(Need need);
std::string_view Name(Kind kind);
std::string_view Name(ActingFor acting);

// None for an unknown word.
std::optional<Urgency> ParseUrgency(std::string_view name);
std::optional<Need> ParseNeed(std::string_view name);
std::optional<Kind> ParseKind(std::string_view name);
std::optional<ActingFor> ParseActingFor(std::string_view name);

// A phone call or a text message: what everybody can use who has any phone. Digital service is never compulsory, so one
// such alternative is always named.
constexpr bool IsByPhone(Kind kind) { return kind == Kind::kPhone || kind == Kind::kSms || kind == Kind::kEmergency; }

// A small set of values of one of the enums above.
template <typename Enum>
class Set {
 public:
  constexpr void Add(Enum value) { bits_ |= Bit(value); }
  constexpr void Remove(Enum value) { bits_ &= ~Bit(value); }
  constexpr bool Has(Enum value) const { return (bits_ & Bit(value)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr std::uint32_t bits() const { return bits_; }
  friend bool operator==(const Set&, const Set&) = default;

 private:
  static constexpr std::uint32_t Bit(Enum value) { return std::uint32_t{1} << static_cast<unsigned>(value); }
  std::uint32_t bits_ = 0;
};

}  // namespace eteinen::channels

#endif  // ETEINEN_CORE_CHANNELS_TERMS_H_
