// The directory of channels: from the backend, else the one that the build brings along.
#include "core/app/flow.h"
#include "core/channels/served_directory.h"

namespace eteinen::app {
namespace {

std::string WhatHappened(const HttpAnswer& answer, const Result<channels::Directory>& directory) {
  if (answer.failure) return answer.failure == Failure::kOffline ? "no network" : "no answer";
  if (!answer.Success()) return "status " + std::to_string(answer.status);
  const Error& error = directory.error();
  return error.path.empty() ? error.message : error.path + ": " + error.message;
}

void Use(Step& step, channels::Directory directory, bool built_in) {
  State& state = step.state;
  const bool first = !state.content.directory;
  state.content.directory = std::move(directory);
  state.content.directory_built_in = built_in;
  if (state.screen == Screen::kContact) BeginContact(state);
  // The chat entry was opened for a matter before the directory was there.
  const bool awaited = first && state.entry == "chat" && state.screen == Screen::kStart && !state.need.empty();
  if (awaited) BeginChat(step, std::string(state.need));
  LoadBookingRules(step);
}

}  // namespace

void LoadDirectory(Step& step) {
  const bool waiting = step.effects.Waiting(Purpose::kDirectory) || step.effects.Waiting(Purpose::kBuiltInDirectory);
  if (waiting || (step.state.content.directory && !step.state.content.directory_built_in)) return;
  step.effects.Http(Purpose::kDirectory, "", false, "GET", "/content/directory.json");
}

void BeginContact(State& state) {
  if (!state.content.directory || !state.need.empty()) return;
  state.need = channels::Name(state.content.directory->contact_need);
  state.urgency = channels::Name(state.content.directory->contact_urgency);
}

void OnDirectory(Step& step, const HttpAnswer& answer) {
  Result<channels::Directory> served = answer.Success() ? channels::TakeServed(answer.body, ToHelsinki(step.now).day)
                                                        : Result<channels::Directory>(InputError("no answer"));
  if (served.ok()) return Use(step, *std::move(served), false);
  const std::string version = std::to_string(channels::BuiltInVersion());
  step.effects.Send("log", {{"text", Json("directory: " + WhatHappened(answer, served) + "; version " + version +
                                          " of this build is used")}});
  if (step.state.content.directory) return;
  step.effects.Http(Purpose::kBuiltInDirectory, "", false, "GET", "/built-in/directory.json");
}

void OnBuiltInDirectory(Step& step, const HttpAnswer& answer) {
  Result<channels::Directory> own =
      answer.Success() ? channels::TakeBuiltIn(answer.body) : Result<channels::Directory>(InputError("no answer"));
  if (own.ok()) return Use(step, *std::move(own), true);
  step.effects.Send("log", {{"text", Json("directory of this build: " + WhatHappened(answer, own))}});
  LoadBookingRules(step);
  // Where the directory matters, its screen says that it is missing and offers to try again.
  if (step.state.screen == Screen::kResult || step.state.screen == Screen::kContact) {
    NoteProblem(step, Purpose::kDirectory, "", answer);
  }
}

}  // namespace eteinen::app
