#include "tools/workbench/shared.h"

#include <algorithm>
#include <utility>

#include "tools/workbench/terms_list.h"

namespace eteinen::workbench {
namespace {

const std::vector<std::string>& Languages() {
  static const std::vector<std::string> languages = {"fi", "sv", "en", "fi-simple", "ar", "so", "ru"};
  return languages;
}

bool DrawPerson(Shared& shared, const std::string& name) {
  Controls& controls = shared.controls;
  Json& person = shared.matter.person;
  bool changed = false;
  std::string born = person["birthDate"].AsString();
  if (controls.Line(name + ".born", "born", born, 7) && ParseDay(born).ok()) {
    person.Erase("ageYears");
    person.Erase("ageMonths");
    person.Set("birthDate", born);
    changed = true;
  }
  ImGui::SameLine();
  static const std::vector<std::string> kSexes = {"–", "female", "male"};
  std::size_t sex = IndexOf(kSexes, person["sex"].AsString());
  if (controls.Choose(name + ".sex", "sex", kSexes, sex, 5)) {
    person.Erase("sex");
    if (sex > 0) person.Set("sex", kSexes[sex]);
    changed = true;
  }
  ImGui::SameLine();
  bool pregnant = person["pregnant"].AsBool();
  if (controls.Check(name + ".pregnant", "pregnant", pregnant)) {
    person.Erase("pregnant");
    if (pregnant) person.Set("pregnant", true);
    changed = true;
  }
  if (!shared.content.directory) return changed;
  ImGui::SameLine();
  std::vector<std::string> places = shared.content.directory->municipalities;
  places.push_back("elsewhere");
  const auto here = std::find(places.begin(), places.end(), person["municipality"].AsString());
  std::size_t place = static_cast<std::size_t>(std::min(here, places.end() - 1) - places.begin());
  if (controls.Choose(name + ".place", "lives in", places, place, 8)) {
    person.Set("municipality", places[place]);
    changed = true;
  }
  return changed;
}

}  // namespace

std::string_view Name(PaneKind pane) {
  static constexpr std::string_view kNames[] = {"Preview", "Questionnaire", "Decision", "Week", "Proof", "Journal"};
  return kNames[static_cast<std::size_t>(pane)];
}

Shared::Shared(const Folders& folders, Clock real_clock, const std::function<Http(Clock)>& make_http)
    : content(LoadContent(folders)),
      clock(std::move(real_clock)),
      http(make_http([this] { return clock.Now(); })),
      desk([this] { return clock.Now(); }, [this](const HttpRequest& request) { return http(request); }) {
  matter.now = clock.Now();
}

void Shared::Open(std::size_t form_index) {
  form = std::make_unique<OpenForm>(content, form_index, matter);
  ++opened;
  go_to.reset();
}

void Shared::MatterChanged() {
  if (form != nullptr) form->SetMatter(matter);
}

void Shared::Replay(const Json& line) {
  if (line["person"].IsObject()) matter.person = line["person"];
  if (line["language"].IsString()) matter.language = line["language"].AsString();
  if (line["cannotSpeakOnPhone"].IsBool()) matter.cannot_speak_on_phone = line["cannotSpeakOnPhone"].AsBool();
  if (line["identified"].IsBool()) matter.identified = line["identified"].AsBool();
  if (line["actingFor"].IsString()) matter.acting_for = line["actingFor"].AsString();
  if (const Result<Instant> now = ParseInstant(line["now"].AsString()); now.ok()) matter.now = *now;
  if (const auto index = content.FindForm(line["questionnaire"].AsString())) Open(*index);
  MatterChanged();
  // What does not fit is left out; the pane shows what was taken.
  if (form != nullptr && line["answers"].IsObject()) (void)form->AnswerAll(line["answers"]).ok();
}

bool DrawMatter(Shared& shared, const std::string& name) {
  Controls& controls = shared.controls;
  Matter& matter = shared.matter;
  bool changed = DrawPerson(shared, name);
  std::size_t language = IndexOf(Languages(), matter.language);
  if (controls.Choose(name + ".language", "language", Languages(), language, 5)) {
    matter.language = Languages()[language];
    changed = true;
  }
  ImGui::SameLine();
  changed = controls.Check(name + ".speak", "cannot speak on the phone", matter.cannot_speak_on_phone) || changed;
  ImGui::SameLine();
  changed = controls.Check(name + ".identified", "identified", matter.identified) || changed;
  ImGui::SameLine();
  static const std::vector<std::string> kActing = {"none", "guardian", "mandate"};
  std::size_t acting = IndexOf(kActing, matter.acting_for);
  if (controls.Choose(name + ".acting", "acting for", kActing, acting, 6)) {
    matter.acting_for = kActing[acting];
    changed = true;
  }
  std::string now = FormatInstant(matter.now);
  if (controls.Line(name + ".now", "at", now, 14)) {
    if (const Result<Instant> at = ParseInstant(now); at.ok()) {
      matter.now = *at;
      changed = true;
    }
  }
  if (changed) shared.MatterChanged();
  return changed;
}

void DrawAsText(Shared& shared, const std::string& name, const std::string& command, const Json& line) {
  ImGui::Spacing();
  if (shared.controls.Button(name + ".copy", "Copy as text")) {
    std::string quoted;  // a ' ends the shell's text, \\' is one, and another ' begins it again
    for (const char c : WriteJson(line)) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    ImGui::SetClipboardText(("echo '" + quoted + "' | build/native/bin/eteinen " + command).c_str());
  }
  ImGui::SameLine();
  Say("the line that gives the same from the command `eteinen " + command + "`", Tone::kQuiet);
}

}  // namespace eteinen::workbench
