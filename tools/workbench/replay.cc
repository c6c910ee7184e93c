#include "tools/workbench/replay.h"

#include <algorithm>

#include "tools/workbench/backend.h"

namespace eteinen::workbench {
namespace {

bool IsContent(const std::string& path) { return path.starts_with("/content/"); }

void AddKeys(const Json& node, std::vector<std::string>& keys) {
  if (!node["key"].AsString().empty()) keys.push_back(node["key"].AsString());
  for (const Json& child : node["children"].Items()) AddKeys(child, keys);
}

Json AnswerJson(const Exchange& exchange) {
  Json json = Json::MakeObject({{"method", exchange.request.method}, {"path", exchange.request.path}});
  if (!exchange.answer) return json;  // not reached
  json.Set("status", exchange.answer->status);
  Json headers = Json::MakeObject();
  for (const auto& [name, value] : exchange.answer->headers) headers.Set(name, value);
  json.Set("headers", std::move(headers));
  json.Set("body", exchange.answer->body);
  return json;
}

std::optional<HttpAnswer> AnswerFrom(const Json& json) {
  if (!json.Has("status")) return std::nullopt;
  HttpAnswer answer;
  answer.status = static_cast<int>(json["status"].AsInt().value_or(0));
  for (const auto& [name, value] : json["headers"].Members()) answer.headers.emplace_back(name, value.AsString());
  answer.body = json["body"].AsString();
  return answer;
}

// Content from the files; everything else as it was answered then, the same request's answers in their order.
Http RecordedHttp(Json answers, const std::string& assets, const std::string& i18n) {
  std::vector<bool> unused(answers.Items().size(), true);
  return [answers = std::move(answers), unused = std::move(unused),
          files = HttpFromFiles(assets, i18n)](const HttpRequest& request) mutable -> std::optional<HttpAnswer> {
    if (IsContent(request.path)) return files(request);
    for (std::size_t i = 0; i < answers.Items().size(); ++i) {
      const Json& one = answers.Items()[i];
      if (!unused[i] || one["method"].AsString() != request.method || one["path"].AsString() != request.path) continue;
      unused[i] = false;
      return AnswerFrom(one);
    }
    return std::nullopt;
  };
}

bool Has(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

std::string MessagesOf(const std::vector<Step>& steps) {
  std::string lines;
  for (const Step& step : steps) lines += WriteJson(step.message) + "\n";
  return lines;
}

Result<std::vector<Step>> ReplayMessages(const std::string& lines) {
  app::Core core;
  std::vector<Step> steps;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    const std::string_view line = std::string_view(lines).substr(begin, end - begin);
    begin = end + 1;
    if (line.empty()) continue;
    ETEINEN_ASSIGN_OR_RETURN(Json message, ParseJson(line));
    ETEINEN_ASSIGN_OR_RETURN(Json reply, ParseJson(core.Step(line)));
    const Result<Instant> now = ParseInstant(message["now"].AsString());
    std::string summary = SummaryOf(message["event"]);
    const bool from_shell = message["event"]["type"].AsString() == "result";
    steps.push_back(
        {now.ok() ? *now : Instant{}, from_shell, std::move(summary), std::move(message), std::move(reply)});
  }
  return steps;
}

Json CaseOf(const std::string& name, const Desk& desk, Instant end) {
  Json events = Json::MakeArray();
  for (const Step& step : desk.steps()) {
    if (step.from_shell) continue;
    Json event = Json::MakeObject({{"now", FormatInstant(step.now)}});
    event.Set("event", step.message["event"]);
    events.Append(std::move(event));
  }
  Json answers = Json::MakeArray();
  for (const Exchange& exchange : desk.exchanges()) {
    if (!IsContent(exchange.request.path)) answers.Append(AnswerJson(exchange));
  }
  Json keys = Json::MakeArray();
  for (const std::string& key : KeysOf(desk.view())) keys.Append(key);
  Json json = Json::MakeObject({{"name", name}});
  json.Set("events", std::move(events));
  json.Set("answers", std::move(answers));
  json.Set("end", FormatInstant(end));
  json.Set("title", desk.view().title());
  json.Set("keys", std::move(keys));
  return json;
}

std::vector<std::string> RunCase(const Json& recorded, const std::string& assets, const std::string& i18n) {
  Instant now;
  Desk desk([&now] { return now; }, RecordedHttp(recorded["answers"], assets, i18n));
  for (const Json& each : recorded["events"].Items()) {
    const Result<Instant> at = ParseInstant(each["now"].AsString());
    if (!at.ok()) return {at.error().message};
    now = *at;
    if (each["event"]["type"].AsString() == "start") {
      desk.StartWith(each["event"]);
    } else {
      desk.Do(each["event"]);
    }
    desk.Turn();
  }
  if (const Result<Instant> end = ParseInstant(recorded["end"].AsString()); end.ok()) now = *end;
  desk.Turn();
  std::vector<std::string> differences;
  const std::string& title = recorded["title"].AsString();
  if (desk.view().title() != title) differences.push_back("title: " + title + " → " + desk.view().title());
  std::vector<std::string> then;
  for (const Json& key : recorded["keys"].Items()) then.push_back(key.AsString());
  const std::vector<std::string> keys = KeysOf(desk.view());
  for (const std::string& key : then) {
    if (!Has(keys, key)) differences.push_back("no longer there: " + key);
  }
  for (const std::string& key : keys) {
    if (!Has(then, key)) differences.push_back("new: " + key);
  }
  if (differences.empty() && then != keys) differences.push_back("in another order");
  return differences;
}

std::vector<std::string> KeysOf(const ViewTree& view) {
  std::vector<std::string> keys;
  if (!view.empty()) AddKeys(view.root(), keys);
  return keys;
}

}  // namespace eteinen::workbench
