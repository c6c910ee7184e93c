#include "tools/workbench/pane_week.h"

#include <algorithm>
#include <utility>

#include "core/channels/no_dead_end.h"
#include "tools/workbench/terms_list.h"

namespace eteinen::workbench {
namespace {

constexpr float kNameWidth = 15;  // in heights of the font
constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

std::string ClockTime(Instant at) {
  const HelsinkiTime time = ToHelsinki(at);
  const int minute = time.time.seconds / 60 % 60;
  return std::string(kDays[static_cast<int>(WeekdayOf(time.day))]) + " " + std::to_string(time.time.seconds / 3600) +
         (minute < 10 ? ".0" : ".") + std::to_string(minute);
}

std::string Times(const channels::Span& span) { return ClockTime(span.from) + "–" + ClockTime(span.until); }

void Hatch(ImVec2 low, ImVec2 high, ImU32 colour) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(low, high, true);
  const float step = 7;
  for (float x = low.x - (high.y - low.y); x < high.x; x += step) {
    list->AddLine({x, high.y}, {x + (high.y - low.y), low.y}, colour, 1.5f);
  }
  list->PopClipRect();
}

}  // namespace

void WeekPane::Draw(Shared& shared) {
  if (!shared.content.directory) return Say("The directory cannot be read; its faults are listed above.", Tone::kBad);
  if (!began_) {
    began_ = true;
    monday_ = channels::MondayOf(ToHelsinki(shared.matter.now).day);
  }
  if (DrawMatter(shared, "week")) stale_ = true;
  DrawChoice(shared);
  Refresh(shared);
  Say(problem_, Tone::kBad);
  if (ImGui::BeginChild("picture", {0, ImGui::GetContentRegionAvail().y * 0.62f}, true)) DrawPicture(shared);
  ImGui::EndChild();
  if (ImGui::BeginChild("left", {0, 0}, true)) {
    DrawLeft(shared);
    DrawStretches();
  }
  ImGui::EndChild();
}

void WeekPane::DrawChoice(Shared& shared) {
  std::size_t urgency = IndexOf(UrgencyNames(), urgency_);
  if (shared.controls.Choose("week.urgency", "urgency", UrgencyNames(), urgency, 9)) {
    urgency_ = UrgencyNames()[urgency];
    stale_ = true;
  }
  ImGui::SameLine();
  std::size_t need = IndexOf(NeedNames(), need_);
  if (shared.controls.Choose("week.need", "need", NeedNames(), need, 11)) {
    need_ = NeedNames()[need];
    stale_ = true;
  }
  ImGui::SameLine();
  std::string day = FormatDay(monday_);
  CivilDay chosen = monday_;
  if (shared.controls.Line("week.day", "week of", day, 7)) {
    if (const Result<CivilDay> read = ParseDay(day); read.ok()) chosen = channels::MondayOf(*read);
  }
  ImGui::SameLine();
  if (shared.controls.Button("week.before", "← week")) chosen = AddDays(monday_, -7);
  ImGui::SameLine();
  if (shared.controls.Button("week.after", "week →")) chosen = AddDays(monday_, 7);
  if (chosen == monday_) return;
  monday_ = chosen;
  stale_ = true;
  left_.reset();
}

void WeekPane::Refresh(Shared& shared) {
  if (!stale_) return;
  stale_ = false;
  const Result<channels::Request> request = channels::ReadRequest(shared.matter.RecommendLine(urgency_, need_));
  problem_ = request.ok() ? "" : request.error().path + ": " + request.error().message;
  if (request.ok()) week_ = channels::WeekOf(*shared.content.directory, *request, monday_);
}

float WeekPane::XOf(Instant at, float width) const {
  return width * static_cast<float>(at - week_.when.from) / static_cast<float>(week_.when.until - week_.when.from);
}

void WeekPane::DrawPicture(Shared& shared) {
  const float unit = ImGui::GetFontSize();
  const float width = ImGui::GetContentRegionAvail().x - kNameWidth * unit;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  for (int i = 0; i < 7; ++i) {
    const CivilDay day = AddDays(monday_, i);
    const float x = corner.x + kNameWidth * unit + XOf(StartOfDay(day), width);
    const std::string text =
        std::string(kDays[i]) + " " + std::to_string(day.day) + "." + std::to_string(day.month) + ".";
    ImGui::GetWindowDrawList()->AddText({x + 3, corner.y}, ImGui::GetColorU32(ColourOf(Tone::kPlain)), text.c_str());
  }
  ImGui::Dummy({width, unit * 1.2f});
  for (const channels::ChannelWeek& channel : week_.channels) {
    DrawRow(channel.channel->id, channel.open, width, channel.channel->emergency_line ? Tone::kStrong : Tone::kGood);
    shared.controls.Mark("week.row." + channel.channel->id);
  }
  DrawCoverage(width);
  shared.controls.Mark("week.coverage");
}

void WeekPane::DrawRow(const std::string& name, const std::vector<channels::Span>& open, float width, Tone tone) {
  const float unit = ImGui::GetFontSize();
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec4 clip = {corner.x, corner.y, corner.x + (kNameWidth - 0.5f) * unit, corner.y + unit * 1.4f};
  list->AddText(ImGui::GetFont(), unit, corner, ImGui::GetColorU32(ColourOf(Tone::kPlain)), name.data(),
                name.data() + name.size(), 0, &clip);
  const float left = corner.x + kNameWidth * unit;
  for (const channels::Span& span : open) {
    const ImVec2 low = {left + XOf(span.from, width), corner.y + 2};
    const ImVec2 high = {left + XOf(span.until, width), corner.y + unit * 1.2f};
    list->AddRectFilled(low, high, ImGui::GetColorU32(FillOf(tone)));
    list->AddRect(low, high, ImGui::GetColorU32(ColourOf(tone)));
    if (ImGui::IsMouseHoveringRect(low, high)) ImGui::SetTooltip("%s %s", name.c_str(), Times(span).c_str());
  }
  for (int i = 0; i <= 7; ++i) {
    const float x = left + XOf(StartOfDay(AddDays(monday_, i)), width);
    list->AddLine({x, corner.y}, {x, corner.y + unit * 1.4f}, ImGui::GetColorU32(ColourOf(Tone::kQuiet)));
  }
  ImGui::Dummy({width + kNameWidth * unit, unit * 1.3f});
}

// The last row: nobody (hatched), one, several (their number), and an emergency line only (a line beneath).
void WeekPane::DrawCoverage(float width) {
  const float unit = ImGui::GetFontSize();
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float left = corner.x + kNameWidth * unit;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddText(corner, ImGui::GetColorU32(ColourOf(Tone::kPlain)), "open together");
  for (const channels::Stretch& stretch : week_.stretches) {
    const ImVec2 low = {left + XOf(stretch.when.from, width), corner.y + 2};
    const ImVec2 high = {left + XOf(stretch.when.until, width), corner.y + unit * 1.6f};
    const Tone tone = stretch.is_hole() ? Tone::kBad : stretch.is_overlap() ? Tone::kNotice : Tone::kGood;
    if (!stretch.is_hole()) list->AddRectFilled(low, high, ImGui::GetColorU32(FillOf(tone)));
    if (stretch.is_hole()) Hatch(low, high, ImGui::GetColorU32(ColourOf(Tone::kBad)));
    const std::string count = std::to_string(stretch.open.size());
    if (high.x - low.x > unit)
      list->AddText({low.x + 3, low.y}, ImGui::GetColorU32(ColourOf(Tone::kPlain)), count.c_str());
    if (stretch.emergency_only) {
      list->AddRectFilled({low.x, high.y}, {high.x, high.y + unit * 0.3f}, ImGui::GetColorU32(ColourOf(Tone::kStrong)));
    }
    if (ImGui::IsMouseHoveringRect(low, high)) ImGui::SetTooltip("%s", Times(stretch.when).c_str());
  }
  ImGui::Dummy({width + kNameWidth * unit, unit * 2.2f});
  Say("hatched: nobody is open · a number: so many are open at once · a thick line beneath: an emergency line only",
      Tone::kQuiet);
}

void WeekPane::DrawStretches() {
  Title("Holes and times with an emergency line only, for this matter and person");
  for (const channels::Stretch& stretch : week_.stretches) {
    if (!stretch.is_hole() && !stretch.emergency_only) continue;
    Say(Times(stretch.when) + (stretch.is_hole() ? "  nobody is open" : "") +
            (stretch.emergency_only ? "  emergency line only" : ""),
        stretch.is_hole() ? Tone::kBad : Tone::kStrong);
  }
}

void WeekPane::DrawLeft(Shared& shared) {
  if (shared.controls.Button("week.everybody", "Who is left with the emergency line only?")) {
    Result<std::vector<channels::LeftAlone>> left = channels::WhoIsLeftAlone(*shared.content.directory, monday_);
    problem_ = left.ok() ? "" : left.error().message;
    if (left.ok()) left_ = std::move(left).value();
  }
  Json line = shared.matter.RecommendLine(urgency_, need_);
  line.Set("week", FormatDay(monday_));
  DrawAsText(shared, "week", "recommend", line);
  if (!left_) return;
  Title("Of everybody, in this week: " + std::to_string(left_->size()) + " kinds of matters and times");
  for (std::size_t i = 0; i < left_->size(); ++i) {
    const channels::LeftAlone one = (*left_)[i];
    std::string times;
    for (const channels::Span& span : one.when) times += (times.empty() ? "" : ", ") + Times(span);
    if (shared.controls.Row("left." + std::to_string(i),
                            channels::Describe(one.example) + "  and " + std::to_string(one.groups - 1) + " more",
                            false)) {
      urgency_ = channels::Name(one.example.urgency);
      need_ = channels::Name(one.example.need);
      shared.Replay(channels::ToLine(one.example));
      stale_ = true;
    }
    Say("      " + times, Tone::kStrong);
  }
}

}  // namespace eteinen::workbench
