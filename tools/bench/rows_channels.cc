// One channel recommendation, over every need, urgency and several people, without texts.
#include <cstdio>
#include <cstdlib>

#include "core/channels/recommendation.h"
#include "tools/bench/measure.h"
#include "tools/cli/directory_files.h"

namespace eteinen::bench {
namespace {

constexpr std::string_view kPeople[] = {
    R"({"ageYears":34,"municipality":"Hämeenlinna"})", R"({"ageYears":3,"municipality":"Forssa"})",
    R"({"ageYears":81,"municipality":"Riihimäki"})", R"({"ageYears":45,"municipality":"Tampere"})"};
constexpr std::string_view kMoments[] = {"2026-11-24T09:15:00+02:00", "2026-11-28T23:40:00+02:00"};

}  // namespace

void ChannelRows(const std::string& data) {
  const auto files = cli::ReadDirectoryFiles("assets");
  const auto directory = files.ok() ? channels::LoadDirectory(*files) : Result<channels::Directory>(files.error());
  if (!directory.ok()) {
    std::fprintf(stderr, "bench: %s\n", directory.error().message.c_str());
    std::exit(1);
  }
  std::vector<channels::Request> requests;
  const Json needs = LoadJson(data + "/needs.json");
  for (const Json& need : needs.Items()) {
    for (const char* urgency : {"immediate", "today", "within-3-days", "routine", "self-care"}) {
      for (const std::string_view person : kPeople) {
        for (const std::string_view now : kMoments) {
          Json line = Json::MakeObject({{"urgency", urgency}, {"need", need.AsString()}, {"language", "fi"}});
          line.Set("person", *ParseJson(person));
          line.Set("now", now);
          if (auto request = channels::ReadRequest(line); request.ok()) requests.push_back(*std::move(request));
        }
      }
    }
  }
  if (requests.empty()) std::exit(1);
  std::size_t next = 0;
  Report("channels.recommend", "ns",
         TimePerCall(
             [&] {
               (void)channels::Recommend(*directory, requests[next]);
               next = next + 1 == requests.size() ? 0 : next + 1;
             },
             requests.size()),
         {.what = "one channel recommendation", .native_budget = 2000});
}

}  // namespace eteinen::bench
