#include "tests/core/channels/builders.h"

#include <cstdio>
#include <cstdlib>

#include "tools/cli/directory_files.h"

namespace eteinen::channels {
namespace {

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

}  // namespace

const std::vector<SourceFile>& CountyFiles() {
  static const std::vector<SourceFile> files = [] {
    Result<std::vector<SourceFile>> read = cli::ReadDirectoryFiles("assets");
    if (!read.ok()) Fail(read.error().path + ": " + read.error().message);
    return std::move(read).value();
  }();
  return files;
}

const Directory& County() {
  static const Directory directory = [] {
    Result<Directory> loaded = LoadDirectory(CountyFiles());
    if (!loaded.ok()) Fail(loaded.error().path + ": " + loaded.error().message);
    return std::move(loaded).value();
  }();
  return directory;
}

std::vector<SourceFile> CountyFilesWith(std::string_view file, std::string_view text, std::string_view replacement) {
  std::vector<SourceFile> files = CountyFiles();
  for (SourceFile& source : files) {
    if (source.name != file) continue;
    std::string content = WriteJson(source.content);
    const std::size_t place = content.find(text);
    if (place == std::string::npos) Fail(std::string(file) + " has no " + std::string(text));
    content.replace(place, text.size(), replacement);
    source.content = ParseJson(content).value();
  }
  return files;
}

Someone::Someone() { Of(40).From("Hämeenlinna").At("2026-11-24 10.00"); }
Someone& Someone::Of(int years) { return request_.person.age_years = years, *this; }
Someone& Someone::From(std::string_view municipality) { return request_.person.municipality = municipality, *this; }
Someone& Someone::Speaking(std::string_view language) { return request_.language = language, *this; }
Someone& Someone::WhoCannotSpeak() { return request_.cannot_speak_on_phone = true, *this; }
Someone& Someone::Identified() { return request_.identified = true, *this; }
Someone& Someone::For(ActingFor whom) { return request_.acting_for = whom, *this; }
Someone& Someone::WithOwnTeam(std::string_view id) {
  request_.person.own_team = OwnTeam{std::string(id), std::nullopt};
  return *this;
}
Someone& Someone::At(std::string_view helsinki) {
  const Result<CivilDay> day = ParseDay(helsinki.substr(0, 10));
  int hour = 0;
  int minute = 0;
  if (!day.ok() || std::sscanf(std::string(helsinki.substr(10)).c_str(), " %d.%d", &hour, &minute) != 2) {
    Fail("not a moment: " + std::string(helsinki));
  }
  request_.now = FromHelsinki(*day, eteinen::At(hour, minute));
  return *this;
}
Request Someone::Needing(Need need, Urgency urgency) const {
  Request request = request_;
  request.need = need;
  request.urgency = urgency;
  return request;
}

std::string Doors(const Request& request, const Directory& directory) {
  std::string text;
  for (const Recommended& recommended : Recommend(directory, request).channels) {
    if (!text.empty()) text += ' ';
    text += recommended.own_team ? request.person.own_team->id : recommended.channel->id;
    if (!recommended.open_now) text += "@" + FormatInstant(recommended.opens_at.value_or(Instant{})).substr(0, 16);
  }
  return text;
}

std::string WhyNot(const Request& request, std::string_view id) {
  const Recommendation recommendation = Recommend(County(), request);
  for (const Excluded& excluded : recommendation.excluded) {
    if (excluded.channel->id == id) return std::string(Code(excluded.because));
  }
  for (const Recommended& recommended : recommendation.channels) {
    if (recommended.channel->id == id) return "recommended";
  }
  return "unknown";
}

std::string Why(const Request& request, std::string_view id) {
  std::string text;
  for (const Recommended& recommended : Recommend(County(), request).channels) {
    if (recommended.channel->id != id) continue;
    for (int i = 0; i < recommended.because.count; ++i) {
      if (i > 0) text += ' ';
      text += Code(recommended.because.list[i]);
    }
  }
  return text;
}

}  // namespace eteinen::channels
