// What goes along with the resident to a channel: the answers in words, in structure for the receiving system, and a
// reminder for a line that is closed. Nothing is passed along that the resident has not seen on the screen before.
#ifndef ETEINEN_CORE_APP_HANDOVER_H_
#define ETEINEN_CORE_APP_HANDOVER_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/app/state.h"
#include "core/channels/recommendation.h"
#include "core/text/catalog.h"

namespace eteinen::app {

// The extension of an item (valueString, with `translation`): what stands in the summary for the professional in place
// of the question.
inline constexpr std::string_view kSummaryHeadingUrl = "urn:eteinen:summary-heading";

// The code of an option that says that none of the others is true. What it denies is told to the professional.
inline constexpr std::string_view kNoneOfThese = "none";

// A question and its answer, for reading.
struct SummaryLine {
  std::string key;  // link id
  std::string question;
  std::string answer;
};

// What the resident has answered, in the order of the form; calculated values and pictures at their place. Empty
// without a form.
std::vector<SummaryLine> AnswersInWords(const State& state, const text::Texts& texts);

// The same as one text for the one who reads it in the chat: the form, what the resident was told, the estimate, the
// municipality, the answers, and with "none of these" what these were.
std::string SummaryText(const State& state, const text::Texts& texts);

// The FHIR Communication that hands the matter over to a channel: need, urgency, the text and the response itself. The
// person is named by the id of the session, never by an identity code.
Json HandoverMessage(const State& state, const text::Texts& texts, Instant now);

// A picture's name and size.
std::string PhotoInWords(const Photo& photo, const text::Texts& texts);

// The pictures that the message names, as the shell gives them to the chat: [{"handle","name","type","size" (bytes)}].
// The message itself holds a handle of each (core/form/attachments.h); their content never passes through the core.
Json PhotosGoingAlong(const State& state, const Json& message);

// An entry for the resident's own calendar (iCalendar): when `channel` opens. The same channel and opening give the
// same UID, so that a reminder taken twice is one. `advice` is what to do if it gets worse before.
std::string ReminderEntry(const channels::Channel& channel, Instant opens_at, std::string_view title,
                          std::string_view advice, Instant now);

// The chosen channel as the recommendation has it now; null when it is no longer among those that fit.
const channels::Recommended* ChosenIn(const channels::Recommendation& all, std::string_view id);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_HANDOVER_H_
