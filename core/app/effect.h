// What the shell is asked to do: the effects of BOUNDARY.md, and which answers are still waited for.
//
// An id is given once. An answer belongs to what was asked and to the person for whom it was asked: when either has
// been left behind, the answer is void and ignored.
#ifndef ETEINEN_CORE_APP_EFFECT_H_
#define ETEINEN_CORE_APP_EFFECT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace eteinen::app {

inline constexpr std::string_view kEffectTypes[] = {
    "http",     "store", "load",     "erase",     "timer",     "cancel", "navigate", "open",
    "announce", "host",  "calendar", "pick-file", "help-page", "log",    "chat",     "tell-tabs"};

// What an answer is for.
enum class Purpose {
  kCatalog,
  kDirectory,
  kBuiltInDirectory,
  kServices,
  kPermissions,
  kQuestionnaireList,
  kQuestionnaire,
  kPages,
  kSession,
  kTestPersons,
  kSignIn,
  kSignOut,
  kExtendSession,
  kSessionTimer,
  kDeparture,
  kActFor,
  kSlots,
  kHold,
  kExtendHold,
  kHoldTimer,
  kBook,
  kMove,
  kAppointments,
  kCancelAppointment,
  kLookAfter,  // what became of a change whose answer was lost
  kReleaseHold,
  kEngine,
  kOpenByCode,
  kOffer,
  kWishes,
  kWish,
  kEndWish,
  kBookTogether,
  kGiveUp,  // the old time, where an engine cannot move
  kResponses,
  kSendResponse,
  kDraftTimer,
  kKeepDraft,
  kDraft,
  kDropDraft,
  kPickFile,
  kHandover,
  kChat,
  kRetryTimer,
};

struct Pending {
  std::int64_t id = 0;
  Purpose purpose = Purpose::kSession;
  std::string subject;    // what it was asked about: a locale, a slot, an appointment
  bool personal = false;  // void when the person acted for changes
};

// Collects the effects of one step and remembers which of them will be answered.
class Effects {
 public:
  // An `http` effect. `headers` and `body` may be empty.
  void Http(Purpose purpose, std::string subject, bool personal, std::string_view method, std::string path,
            Json headers = {}, std::string body = {});
  void Timer(Purpose purpose, std::string subject, std::int64_t milliseconds);
  // The resident picks one file of these media types.
  void PickFile(Purpose purpose, std::string subject, const std::vector<std::string>& accept, std::int64_t max_bytes);
  // An effect of this type that is answered and belongs to the person acted for: `fields` are added after id and type.
  void Ask(std::string_view type, Purpose purpose, std::string subject, Json::Object fields);
  // An effect without an answer: `fields` are added after id and type.
  void Send(std::string_view type, Json::Object fields);

  // The pending request of this id, which is then finished; nothing for an unknown, finished or void id.
  std::optional<Pending> Take(std::int64_t id);
  bool Waiting(Purpose purpose) const;
  bool Waiting(Purpose purpose, std::string_view subject) const;
  // Makes void what was asked for one purpose, or for the person acted for, and tells the shell to stop it.
  void Void(Purpose purpose);
  void VoidPersonal();

  // The effects of this step, in order; the next step begins with none.
  Json TakeAll();

 private:
  Json Begin(std::string_view type);
  void Stop(const Pending& pending);

  std::int64_t last_id_ = 0;
  std::vector<Pending> pending_;
  Json queue_ = Json::MakeArray();
};

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_EFFECT_H_
