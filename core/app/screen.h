// Screens: from the state to the view tree. Nothing here changes anything; every text is looked up by its id.
#ifndef ETEINEN_CORE_APP_SCREEN_H_
#define ETEINEN_CORE_APP_SCREEN_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/app/effect.h"
#include "core/app/flow.h"
#include "core/app/state.h"
#include "core/channels/recommendation.h"
#include "core/text/catalog.h"
#include "core/view/node.h"

namespace eteinen::app {

// What a screen is drawn from.
struct Scene {
  const State& state;
  const Effects& effects;
  Instant now;
  text::Texts texts;

  // Set when a text had to be said in another language than the screen's.
  mutable bool lacking = false;

  std::string Say(std::string_view id, const text::Arguments& arguments = {}) const {
    text::LocalizedText said = texts.Localized(id, arguments);
    lacking = lacking || text::LanguageOf(said.language) != text::LanguageOf(locale());
    return std::move(said.text);
  }
  const std::string& locale() const { return texts.locale(); }
};

// The whole view of the state's screen, `focus` as given. Before the texts are there it has no root key.
view::View Draw(const State& state, const Effects& effects, Instant now, std::string focus);

// The content of one screen, in order. Each screen's h1 has the key "page.title".
using Nodes = std::vector<view::Node>;
Nodes StartScreen(const Scene& scene);
Nodes PersonsScreen(const Scene& scene);
Nodes EndedScreen(const Scene& scene);
Nodes OtherWaysScreen(const Scene& scene);
Nodes SymptomsScreen(const Scene& scene);
Nodes QuestionScreen(const Scene& scene);
Nodes PlaceScreen(const Scene& scene);
Nodes EmergencyScreen(const Scene& scene);
Nodes ResultScreen(const Scene& scene);
Nodes ContactScreen(const Scene& scene);
Nodes ChannelScreen(const Scene& scene);
Nodes ServicesScreen(const Scene& scene);
Nodes RefusedScreen(const Scene& scene);
Nodes SlotsScreen(const Scene& scene);
Nodes CheckScreen(const Scene& scene);
Nodes BookedScreen(const Scene& scene);
Nodes AppointmentsScreen(const Scene& scene);
Nodes AppointmentScreen(const Scene& scene);
Nodes CancelScreen(const Scene& scene);
Nodes CancelledScreen(const Scene& scene);
Nodes CodeScreen(const Scene& scene);
Nodes MoreScreen(const Scene& scene);
Nodes PageScreen(const Scene& scene);
Nodes SettingsScreen(const Scene& scene);

// The languages of the resident's texts, each under its own name in the banner.
inline constexpr std::string_view kLocales[] = {"fi", "sv", "en", "fi-simple", "ar"};
Nodes FormsScreen(const Scene& scene);
Nodes ReviewScreen(const Scene& scene);
Nodes SentScreen(const Scene& scene);
Nodes ResponseScreen(const Scene& scene);

// Small parts that several screens share.
view::Node Title(const Scene& scene, std::string_view id, const text::Arguments& arguments = {});
view::Node Paragraph(std::string key, std::string text, std::string_view style = {});
view::Node Button(std::string key, std::string text, std::string_view style);
view::Node Back(const Scene& scene);
view::Node Loading(const Scene& scene, std::string_view id);
view::Node Row(std::string key, std::string term, std::string value);
// "fi", the language of the names of places, where it is not the screen's; else empty.
std::string_view PlaceLanguage(const Scene& scene);
// "tiistai 24.11.2026 klo 9.15"
std::string DayAndTime(const Scene& scene, Instant at);
// The rows that tell a booking: for whom, what, when, where, what it costs.
void AddBookingRows(const Scene& scene, const std::string& service, Instant start, const std::string& place,
                    view::Node& list);
std::string ServiceName(const Scene& scene, const std::string& id);
// The switchboard's number, to call.
view::Node SwitchboardLink(const Scene& scene, std::string key);
// Until when it may be moved and cancelled.
void AddChangeTexts(const Scene& scene, const Appointment& one, Nodes& nodes);
// Who can do what cannot be done online with a service: its channels that serve the person's municipality, each with
// its hours; the switchboard when none is known.
void AddExits(const Scene& scene, const std::string& service, Nodes& nodes);
// Whether something went wrong that neither trying again nor identifying again mends.
bool NeedsExits(const Scene& scene);
// The form that an appointment asks for, with its state and what to do; nothing when it asks for none.
void AddAskedForm(const Scene& scene, const Appointment& appointment, Nodes& nodes);
// Whether a channel is open, until when, or when it opens.
view::Node HoursBadge(const Scene& scene, const channels::Recommended& recommended, const std::string& key);
// The code that opens a booking without identification, and what it is good for; nothing when there is none.
void AddCode(const Scene& scene, const Appointment& appointment, Nodes& nodes);
// A time by video or phone that comes with a result; nothing when there is none.
void AddRemoteOffer(const Scene& scene, Nodes& nodes);
// What is offered to those who wished for an earlier time, and what they still wait for.
void AddWishesForEarlier(const Scene& scene, Nodes& nodes);
// The way to wish for an earlier time than an appointment, or that one waits for it.
void AddWaiting(const Scene& scene, const Appointment& appointment, Nodes& nodes);
// Who may come along, and the times for all of them.
void AddAlong(const Scene& scene, Nodes& nodes);
// The rows of those who come along: their name and time.
void AddAlongRows(const Scene& scene, view::Node& list);
// Of a move in two writes: what is going to happen, or the warning and the question.
void AddSwap(const Scene& scene, Nodes& nodes);
// That the device keeps no answers, where it should and does not; last on the screen, where it moves nothing.
void AddUnkept(const Scene& scene, Nodes& nodes);
// What was begun and can be gone on with; nothing when there is nothing.
void AddDrafts(const Scene& scene, Nodes& nodes);
// That one goes on with earlier answers, and whether the form has lost some of them.
void AddContinued(const Scene& scene, Nodes& nodes);
// What to do if it gets worse.
view::Node WorseCard(const Scene& scene);
// Told when the session is about to end.
view::Node SessionWarning(const Scene& scene);
// The first question of the entry for chats.
Nodes ChatStartScreen(const Scene& scene);
// In the entry for chats: whether anybody is on the line for this matter now.
void AddChatStatus(const Scene& scene, Nodes& nodes);
// How one can be reached: speaking or not, in which language.
void AddReach(const Scene& scene, Nodes& nodes);
// For one who cannot speak: the emergency text message and what it needs.
void AddEmergencyText(const Scene& scene, Nodes& nodes);
// The channels for the state's need and urgency as cards, best first; and, when asked, why the others are not there.
// `under_heading`: a heading of level 2 stands above them.
void AddChannels(const Scene& scene, Nodes& nodes, bool under_heading = false);
// Of these only what one can call or write to without identification.
void AddPhoneChannels(const Scene& scene, Nodes& nodes);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_SCREEN_H_
