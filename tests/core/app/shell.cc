#include "tests/core/app/shell.h"

#include <dirent.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

namespace eteinen::app {
namespace {

Json* FindIn(Json& node, std::string_view key) {
  if (node["key"].AsString() == key) return &node;
  Json* children = node.Find("children");
  if (children == nullptr) return nullptr;
  for (Json& child : children->MutableItems()) {
    if (Json* found = FindIn(child, key)) return found;
  }
  return nullptr;
}

bool RemoveIn(Json& node, std::string_view key) {
  Json* children = node.Find("children");
  if (children == nullptr) return false;
  Json::Array& items = children->MutableItems();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i]["key"].AsString() == key) {
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
      return true;
    }
    if (RemoveIn(items[i], key)) return true;
  }
  return false;
}

// What tests expect is written with plain spaces; where a line may not end, core/text/format.h tells.
std::string WithPlainSpaces(std::string text) {
  constexpr std::string_view kNoBreak = "\u00A0";
  for (std::size_t at = 0; (at = text.find(kNoBreak, at)) != std::string::npos; ++at) {
    text.replace(at, kNoBreak.size(), " ");
  }
  return text;
}

std::string LineOf(const Json& effect) { return effect["method"].AsString() + " " + effect["path"].AsString(); }

// The directory as the backend packs it, from the files of the project.
std::string DirectoryPack() {
  Json files = Json::MakeArray();
  int services = 0;
  for (const std::string folder : {"assets/directory/", "assets/rules/"}) {
    DIR* directory = opendir(folder.c_str());
    if (directory == nullptr) continue;
    std::vector<std::string> names;
    while (const dirent* entry = readdir(directory)) {
      if (std::string_view(entry->d_name).ends_with(".json")) names.push_back(folder + entry->d_name);
    }
    closedir(directory);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      const Result<Json> content = ParseJson(FileText(name));
      EXPECT_TRUE(content.ok()) << name;
      for (const Json& entry : (*content)["entry"].Items()) {
        services += entry["resource"]["resourceType"].AsString() == "HealthcareService" ? 1 : 0;
      }
      if (content.ok()) files.Append(Json::MakeObject({{"name", name}, {"content", *content}}));
    }
  }
  return WriteJson(Json::MakeObject({{"channels", services}, {"files", std::move(files)}}));
}

}  // namespace

std::string FileText(const std::string& path) {
  std::string text;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return text;
  char buffer[4096];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  std::fclose(file);
  return text;
}

TestShell::TestShell(std::string_view locale_wanted, std::string_view resume, std::string_view session,
                     const std::vector<std::pair<std::string, std::string>>& served, std::string_view entry,
                     bool framed, bool host) {
  directory_pack = DirectoryPack();
  for (const auto& [request, body] : served) {
    if (body.empty()) {
      Delay(request);
    } else {
      Answer(request, 200, body);
    }
  }
  for (const char* request : {"GET /content/directory.json", "GET /built-in/directory.json"}) {
    if (script_.find(request) == script_.end()) Answer(request, 200, directory_pack);
  }
  // An engine of which nothing is told, and nothing free by video or phone.
  Answer("GET /fhir/metadata", 404, "");
  Answer("GET /fhir/Slot?service=hoitajan-", 200, R"({"resourceType":"Bundle","entry":[]})");
  Answer("GET /fhir/HealthcareService", 200,
         "[" + FileText("assets/services/kausirokotus.json") + "," +
             FileText("assets/services/hoitajan-videovastaanotto.json") + "," +
             FileText("assets/services/hoitajan-puhelinaika.json") + "," +
             FileText("assets/services/pika-taaperoarki.json") + "]");
  Answer("GET /session", 200,
         session.empty() ? R"({"level":"anonymous","user":null,"actingFor":null,"mayActFor":[],"epoch":0})" : session);
  Json event = Json::MakeObject({{"type", "start"}, {"entry", entry}, {"locale", locale_wanted}});
  event.Set("capabilities", host ? Json::MakeArray({"http", "host"}) : Json::MakeArray({"http"}));
  if (!resume.empty()) event.Set("resume", resume);
  if (framed) event.Set("framed", true);
  Send(std::move(event));
}

void TestShell::Press(std::string_view key) {
  ASSERT_TRUE(Has(key)) << "there is no " << key << " to press on " << path;
  Send(Json::MakeObject({{"type", "press"}, {"key", key}}));
}

void TestShell::Set(std::string_view key, Json value) {
  ASSERT_TRUE(Has(key)) << "there is no " << key << " to set on " << path;
  Send(Json::MakeObject({{"type", "set"}, {"key", key}, {"value", std::move(value)}}));
}

void TestShell::Navigate(std::string_view to) { Send(Json::MakeObject({{"type", "navigate"}, {"path", to}})); }

void TestShell::Answer(std::string_view request, int status, std::string_view body) {
  script_[std::string(request)].push_back({status, std::string(body), "", false});
}

void TestShell::Script(std::string_view request, int status, std::string_view body) {
  script_.erase(std::string(request));
  Answer(request, status, body);
}

void TestShell::ScriptLate(std::string_view request, int status, std::string_view body) {
  script_.erase(std::string(request));
  Delay(request);
  Answer(request, status, body);
}

void TestShell::Tell(std::string_view type, std::string_view message) {
  Send(Json::MakeObject({{"type", type}, {"message", ParseJson(message).value()}}));
}

void TestShell::TellLocale(std::string_view language) {
  Send(Json::MakeObject({{"type", "locale"}, {"locale", language}}));
}

void TestShell::RingTimers() {
  std::vector<Json> all = std::move(running_timers_);
  running_timers_.clear();
  for (const Json& effect : all) {
    Send(Json::MakeObject({{"type", "result"}, {"id", effect["id"]}, {"ok", Json::MakeObject()}}));
  }
}

void TestShell::Fail(std::string_view request, std::string_view kind) {
  script_[std::string(request)].push_back({0, "", std::string(kind), false});
}

void TestShell::Delay(std::string_view request) { script_[std::string(request)].push_back({0, "", "", true}); }

void TestShell::Deliver(std::string_view request) {
  std::vector<Json> late = std::move(delayed_);
  delayed_.clear();
  for (const Json& effect : late) {
    if (LineOf(effect).starts_with(request)) {
      AnswerHttp(effect);
    } else {
      delayed_.push_back(effect);
    }
  }
  while (!queue_.empty()) {
    Json event = std::move(queue_.front());
    queue_.erase(queue_.begin());
    Send(std::move(event));
  }
}

void TestShell::FireTimer() {
  ASSERT_NE(timer_, 0) << "no timer runs";
  const std::int64_t id = timer_;
  timer_ = 0;
  Send(Json::MakeObject({{"type", "result"}, {"id", id}, {"ok", Json::MakeObject()}}));
}

const Json* TestShell::Find(std::string_view key) const {
  return FindIn(const_cast<Json&>(root_), key);  // NOLINT: only read
}

std::string TestShell::Text(std::string_view key) const {
  const Json* node = Find(key);
  if (node == nullptr) return {};
  for (const char* field : {"text", "title", "value"}) {
    if (node->Has(field)) return (*node)[field].AsString();
  }
  return {};
}

bool TestShell::Is(std::string_view key, std::string_view state) const {
  const Json* node = Find(key);
  if (node == nullptr) return false;
  for (const Json& word : (*node)["is"].Items()) {
    if (word.AsString() == state) return true;
  }
  return false;
}

int TestShell::CountRequests(std::string_view beginning) const {
  int count = 0;
  for (const Request& request : requests) count += request.line.starts_with(beginning) ? 1 : 0;
  return count;
}

void TestShell::Send(Json event) {
  Json message = Json::MakeObject({{"v", 1}, {"now", now}, {"uid", "test-uid-" + std::to_string(++uid_)}});
  message.Set("event", std::move(event));
  last_reply = core_.Step(WriteJson(message));
  const Result<Json> reply = ParseJson(WithPlainSpaces(last_reply));
  ASSERT_TRUE(reply.ok()) << last_reply;
  ASSERT_FALSE(reply->Has("error")) << last_reply;
  Take(*reply);
  while (!queue_.empty()) {
    Json next = std::move(queue_.front());
    queue_.erase(queue_.begin());
    Send(std::move(next));
  }
}

void TestShell::Take(const Json& reply) {
  const Json& view = reply["view"];
  if (view.Has("root")) {
    root_ = view["root"];
    locale = view["locale"].AsString();
    direction = view["dir"].AsString();
  } else if (view.Has("patch")) {
    Patch(view["patch"]);
  }
  if (view.Has("focus")) focus = view["focus"].AsString();
  if (view.Has("title")) title = view["title"].AsString();
  for (const Json& effect : reply["effects"].Items()) {
    const std::string& type = effect["type"].AsString();
    if (type == "http") {
      requests.push_back({LineOf(effect), effect["headers"], effect["body"].AsString()});
      AnswerHttp(effect);
    } else if (type == "navigate") {
      path = effect["path"].AsString();
    } else if (type == "store") {
      stored = effect["value"].AsString();
    } else if (type == "erase") {
      if (effect["all"].AsBool() || effect["key"].AsString() == "session") stored.clear();
    } else if (type == "pick-file") {
      Json answer = Json::MakeObject({{"type", "result"}, {"id", effect["id"]}});
      if (picked.empty() || !can_pick) {
        answer.Set("failed", Json::MakeObject({{"kind", can_pick ? "denied" : "unsupported"}}));
      } else {
        answer.Set("ok", *ParseJson(picked));
      }
      queue_.push_back(std::move(answer));
    } else if (type == "help-page") {
      help_page = true;
    } else if (type == "open") {
      opened = effect["href"].AsString();
      opened_window = effect["window"].AsBool();
    } else if (type == "tell-tabs") {
      told_tabs = effect["message"]["m"].AsString();
    } else if (type == "host") {
      asked_host = effect["message"];
      Json answer = Json::MakeObject({{"type", "result"}, {"id", effect["id"]}});
      if (host_identifies) {
        answer.Set("ok", Json::MakeObject({{"message", Json::MakeObject()}}));
      } else {
        answer.Set("failed", Json::MakeObject({{"kind", "unsupported"}}));
      }
      queue_.push_back(std::move(answer));
    } else if (type == "announce") {
      announced = effect["text"].AsString();
    } else if (type == "timer") {
      timer_ = effect["id"].AsInt().value_or(0);
      timer_ms = effect["ms"].AsInt().value_or(0);
      timers.push_back(static_cast<int>(timer_ms));
      running_timers_.push_back(effect);
    } else if (type == "chat") {
      chats.push_back(effect);
      Json answer = Json::MakeObject({{"type", "result"}, {"id", effect["id"]}});
      if (has_chat_adapter) {
        answer.Set("ok", Json::MakeObject());
      } else {
        answer.Set("failed", Json::MakeObject({{"kind", "unsupported"}}));
      }
      queue_.push_back(std::move(answer));
    } else if (type == "log") {
      log.push_back(effect["text"].AsString());
    } else if (type == "calendar") {
      calendar = effect["text"].AsString();
    }
  }
}

void TestShell::AnswerHttp(const Json& effect) {
  const std::string line = LineOf(effect);
  Scripted scripted;
  bool found = false;
  std::size_t longest = 0;
  std::vector<Scripted>* answers = nullptr;
  for (auto& [beginning, list] : script_) {
    if (line.starts_with(beginning) && beginning.size() >= longest) {
      longest = beginning.size();
      answers = &list;
    }
  }
  const std::optional<Reply> reply =
      engine ? engine({line, effect["headers"], effect["body"].AsString()}) : std::nullopt;
  if (reply) {
    scripted = {reply->status, reply->body, reply->failed, false};
    found = true;
  } else if (answers != nullptr) {
    scripted = answers->front();
    if (answers->size() > 1) answers->erase(answers->begin());
    found = true;
  } else if (line.starts_with("GET /content/")) {
    const std::string text = FileText(line.substr(std::string_view("GET /content/").size()));
    scripted = {text.empty() ? 404 : 200, text, "", false};
    found = true;
  }
  ASSERT_TRUE(found) << "no answer to " << line;
  if (scripted.delayed) {
    delayed_.push_back(effect);
    return;
  }
  Json event = Json::MakeObject({{"type", "result"}, {"id", effect["id"]}});
  if (!scripted.failed.empty()) {
    event.Set("failed", Json::MakeObject({{"kind", scripted.failed}}));
  } else {
    event.Set("ok", Json::MakeObject(
                        {{"status", scripted.status}, {"headers", Json::MakeObject()}, {"body", scripted.body}}));
  }
  queue_.push_back(std::move(event));
}

void TestShell::Patch(const Json& patch) {
  for (const Json& entry : patch.Items()) {
    const std::string& key = entry["key"].AsString();
    if (entry["removed"].AsBool()) {
      EXPECT_TRUE(RemoveIn(root_, key)) << "patch removes an unknown node " << key;
    } else if (entry.Has("parent")) {
      Json* parent = FindIn(root_, entry["parent"].AsString());
      ASSERT_NE(parent, nullptr) << "patch names an unknown parent of " << key;
      Json node = entry;
      node.Erase("parent");
      node.Erase("after");
      if (!parent->Has("children")) parent->Set("children", Json::MakeArray());
      Json::Array& siblings = parent->Find("children")->MutableItems();
      std::size_t place = 0;
      if (entry["after"].IsString()) {
        while (place < siblings.size() && siblings[place]["key"].AsString() != entry["after"].AsString()) ++place;
        ASSERT_LT(place, siblings.size()) << "patch names an unknown sibling of " << key;
        ++place;
      }
      siblings.insert(siblings.begin() + static_cast<std::ptrdiff_t>(place), std::move(node));
    } else {
      Json* node = FindIn(root_, key);
      ASSERT_NE(node, nullptr) << "patch changes an unknown node " << key;
      for (const Json::Member& member : entry.Members()) {
        if (member.value.IsNull()) {
          node->Erase(member.key);
        } else {
          node->Set(member.key, member.value);
        }
      }
    }
  }
}

void FillRiskTest(TestShell& shell, const std::string& age) {
  shell.Press("start.findrisc");
  const std::map<std::string, std::string> numbers = {
      {"q.age", age}, {"q.height", "170"}, {"q.weight", "95,5"}, {"q.waist", "110"}};
  for (int page = 0; page < 40 && shell.path.starts_with("/form"); ++page) {
    std::vector<const Json*> open = {shell.Find("form")};
    std::vector<std::pair<std::string, Json>> answers;
    while (!open.empty()) {
      const Json& node = *open.back();
      open.pop_back();
      const std::string& key = node["key"].AsString();
      if (node["role"].AsString() == "field") answers.emplace_back(key, Json(numbers.at(key)));
      if (node["role"].AsString() == "question") answers.emplace_back(key, node["children"].Items().back()["value"]);
      if (node["role"].AsString() == "question") continue;
      for (const Json& child : node["children"].Items()) open.push_back(&child);
    }
    for (auto& [key, value] : answers) shell.Set(key, std::move(value));
    shell.Press("form.submit");
  }
  if (shell.path == "/place") {
    shell.Set("place", "Hämeenlinna");
    shell.Press("form.submit");
  }
  ASSERT_EQ(shell.path, "/result");
}

}  // namespace eteinen::app
