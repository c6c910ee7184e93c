#include "tools/workbench/pane_preview.h"

#include <algorithm>

#include "tools/workbench/terms_list.h"

namespace eteinen::workbench {
namespace {

constexpr float kPhoneWidth = 21;  // 360 CSS pixels in heights of a text of 17
constexpr float kDesktopWidth = 60;

const std::vector<std::string>& Locales() {
  static const std::vector<std::string> locales = {"fi", "sv", "en", "fi-simple", "ar"};
  return locales;
}

HttpRequest Write(const std::string& method, const std::string& body) {
  return {method, "/session", {{"x-eteinen", "1"}, {"content-type", "application/json"}}, body};
}

}  // namespace

void PreviewPane::Draw(Shared& shared) {
  ReadPersons(shared);
  DrawWho(shared);
  DrawClock(shared);
  Say(told_, Tone::kBad);
  DrawScreen(shared);
}

void PreviewPane::ReadPersons(Shared& shared) {
  if (persons_read_) return;
  persons_read_ = true;
  ids_ = {""};
  names_ = {"nobody (not identified)"};
  const std::optional<HttpAnswer> answer = shared.http({"GET", "/session/test-persons", {}, {}});
  const Result<Json> json = answer ? ParseJson(answer->body) : Result<Json>(InputError("not reached"));
  if (!json.ok() || answer->status != 200) {
    told_ = "without a backend nobody can be identified: say --backend";
    return;
  }
  for (const Json& person : (*json)["persons"].Items()) {
    ids_.push_back(person["id"].AsString());
    names_.push_back(person["name"].AsString() + "  " + person["description"].AsString());
  }
}

void PreviewPane::Become(Shared& shared, std::size_t person) {
  person_ = person;
  const std::optional<HttpAnswer> answer =
      person == 0 ? shared.http(Write("DELETE", ""))
                  : shared.http(Write("POST", WriteJson(Json::MakeObject({{"testPerson", ids_[person]}}))));
  told_ = answer && answer->status < 300 ? "" : "the backend refuses: " + (answer ? answer->body : "not reached");
  shared.in_past = false;
  shared.desk.Forget();
  shared.desk.Start(shared.desk.view().locale());
}

void PreviewPane::DrawWho(Shared& shared) {
  Controls& controls = shared.controls;
  std::size_t person = person_;
  if (controls.Choose("preview.person", "person", names_, person, 20)) Become(shared, person);
  ImGui::SameLine();
  std::size_t locale = IndexOf(Locales(), asked_.empty() ? shared.desk.view().locale() : asked_);
  if (controls.Choose("preview.language", "language", Locales(), locale, 6)) {
    asked_ = Locales()[locale];
    shared.desk.Start(asked_);
  }
  ImGui::SameLine();
  if (controls.Button("preview.phone", "Phone", phone_)) phone_ = true;
  ImGui::SameLine();
  if (controls.Button("preview.desktop", "Desktop", !phone_)) phone_ = false;
  ImGui::SameLine();
  if (controls.Button("preview.back", "← back")) shared.desk.Back();
  ImGui::SameLine();
  if (controls.Button("preview.again", "Begin again")) {
    shared.in_past = false;
    shared.desk.Forget();
    shared.desk.Start(shared.desk.view().locale());
  }
  ImGui::SameLine();
  Say(shared.desk.path(), Tone::kQuiet);
}

// The app asks for the moment with every message, so that after a jump it begins anew where it was.
void PreviewPane::Jump(Shared& shared, Instant to) {
  shared.clock.Set(to);
  shared.matter.now = to;
  shared.MatterChanged();
  moment_.clear();
  shared.desk.Start(shared.desk.view().locale());
}

void PreviewPane::DrawClock(Shared& shared) {
  Controls& controls = shared.controls;
  const Instant now = shared.clock.Now();
  std::string text = moment_.empty() ? FormatInstant(now) : moment_;
  const bool entered = controls.Line("preview.now", "clock", text, 14);
  if (ImGui::IsItemActive()) moment_ = text;
  if (entered) {
    const Result<Instant> to = ParseInstant(text);
    told_ = to.ok() ? "" : to.error().message;
    if (to.ok()) Jump(shared, *to);
    moment_.clear();
  }
  ImGui::SameLine();
  bool runs = shared.clock.runs();
  if (controls.Check("preview.runs", "runs", runs)) shared.clock.Run(runs);
  ImGui::SameLine();
  if (shared.content.directory && controls.Button("preview.hours", "Next change of hours")) {
    if (const std::optional<Instant> to = NextChangeOfHours(*shared.content.directory, now)) Jump(shared, *to);
  }
  ImGui::SameLine();
  if (controls.Button("preview.night", "Night of a clock change")) Jump(shared, NextClockChange(now));
  ImGui::SameLine();
  if (controls.Button("preview.holiday", "Next holiday")) Jump(shared, NextHoliday(now));
}

void PreviewPane::DrawScreen(Shared& shared) {
  const ViewTree* view = &shared.desk.view();
  if (shared.in_past) {
    if (past_step_ != shared.replayed_step) past_ = shared.desk.ViewAfter(shared.replayed_step);
    past_step_ = shared.replayed_step;
    view = &past_;
    Say("The view after step " + std::to_string(past_step_) + " of the journal; the app itself is further on.",
        Tone::kWarning);
  } else {
    past_step_ = ~std::size_t{0};
  }
  if (!asked_.empty() && !view->empty() && view->locale() != asked_) {
    Say("The app has no screens in " + asked_ + ": it answers in " + view->locale() + ".", Tone::kWarning);
  }
  if (view->locale() == "ar") {
    Say("This language runs from right to left; here its letters stand from left to right and unjoined. The browser "
        "shows it right.",
        Tone::kWarning);
  }
  const float room = ImGui::GetContentRegionAvail().x;
  const float width = std::min(room, (phone_ ? kPhoneWidth : kDesktopWidth) * ImGui::GetFontSize());
  if (ImGui::BeginChild("screen", {width, 0}, true)) {
    ImGui::BeginDisabled(shared.in_past);
    painter_.set_fonts(shared.fonts);
    painter_.Draw(*view, shared.desk, shared.controls);
    ImGui::EndDisabled();
  }
  ImGui::EndChild();
}

}  // namespace eteinen::workbench
