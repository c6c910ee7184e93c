#include "tests/core/form/builders.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/fhir/element.h"

namespace eteinen::form {

Json Read(std::string_view text) {
  Result<Json> json = ParseJson(text);
  EXPECT_TRUE(json.ok()) << text;
  return json.ok() ? std::move(json).value() : Json();
}

Questionnaire Form(const std::string& items, const std::string& extra) {
  std::string text = R"({"resourceType":"Questionnaire","url":"urn:test:form","language":"fi","status":"active",)" +
                     extra + (extra.empty() ? "" : ",") + R"("item":)" + items + "}";
  Result<Questionnaire> form = CompileQuestionnaire(Read(text), fhirpath::FullModel());
  EXPECT_TRUE(form.ok()) << text;
  return std::move(form).value();
}

std::string ItemText(const std::string& link_id, const std::string& type, const std::string& more) {
  return R"({"linkId":")" + link_id + R"(","type":")" + type + "\"" + (more.empty() ? "" : ",") + more + "}";
}

std::string Expression(const std::string& kind, const std::string& text) {
  Json expression = Json::MakeObject({{"language", "text/fhirpath"}, {"expression", text}});
  Json extension = Json::MakeObject();
  extension.Set("url", "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-" + kind);
  extension.Set("valueExpression", std::move(expression));
  return WriteJson(extension);
}

std::string Variable(const std::string& name, const std::string& text) {
  Json expression = Json::MakeObject({{"name", name}, {"language", "text/fhirpath"}, {"expression", text}});
  Json extension = Json::MakeObject({{"url", "http://hl7.org/fhir/StructureDefinition/variable"}});
  extension.Set("valueExpression", std::move(expression));
  return WriteJson(extension);
}

Session Begin(const Questionnaire& form, bool full) {
  Start start;
  start.now = kNow;
  start.full = full;
  Result<Session> session = Session::Begin(form, start);
  EXPECT_TRUE(session.ok());
  return std::move(session).value();
}

Session Begin(const Questionnaire& form, const Json& response, bool full) {
  Start start;
  start.now = kNow;
  start.full = full;
  start.response = &response;
  Result<Session> session = Session::Begin(form, start);
  EXPECT_TRUE(session.ok());
  return std::move(session).value();
}

std::string Answers(const Session& session, std::string_view link_id, const At& at) {
  const Result<ItemState> state = session.StateOf(link_id, at);
  EXPECT_TRUE(state.ok()) << link_id;
  std::string text;
  if (!state.ok()) return text;
  for (const Json& answer : state->answers.Items()) {
    const fhir::Choice choice = fhir::ChoiceOf(answer);
    if (!text.empty()) text += ",";
    if (choice.value->IsObject()) {
      text += (*choice.value)["code"].AsString();
    } else {
      text += choice.value->IsString() ? choice.value->AsString() : WriteJson(*choice.value);
    }
  }
  return text;
}

std::string Enabled(const Session& session) {
  std::string text;
  for (const ItemState& item : session.Enabled()) {
    if (!text.empty()) text += " ";
    text += item.link_id;
    for (const int index : item.at) text += "[" + std::to_string(index) + "]";
  }
  return text;
}

std::string Codes(const std::vector<Issue>& issues) {
  std::string text;
  for (const Issue& issue : issues) {
    if (!text.empty()) text += "; ";
    text += issue.code + (issue.link_id.empty() ? "" : " " + issue.link_id);
  }
  return text;
}

Json Int(int value) { return Json::MakeArray({Json::MakeObject({{"valueInteger", value}})}); }
Json Text(const std::string& value) { return Json::MakeArray({Json::MakeObject({{"valueString", value}})}); }
Json Bool(bool value) { return Json::MakeArray({Json::MakeObject({{"valueBoolean", value}})}); }
Json Code(const std::string& code) {
  return Json::MakeArray({Json::MakeObject({{"valueCoding", Json::MakeObject({{"system", "s"}, {"code", code}})}})});
}

Terminology KnownTerminology() {
  Terminology terminology;
  for (const auto& entry : std::filesystem::directory_iterator("assets/terminology")) {
    std::ifstream file(entry.path());
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    terminology.Add(Read(text));
  }
  return terminology;
}

}  // namespace eteinen::form
