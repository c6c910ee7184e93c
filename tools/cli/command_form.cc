// `form`: fills a questionnaire by a list of edits and tells the response, what is enabled, what is wrong, and how many
// expressions the edits cost. For authors also, where the line asks for it: `"outline":true`, what depends on what
// (core/form/outline.h), and `"explain":[{"linkId","at"?}]`, why each of these items is as it is.
#include "core/form/assessment.h"
#include "core/form/outline.h"
#include "core/form/session.h"
#include "tools/cli/command.h"
#include "tools/cli/terminology.h"

namespace eteinen::cli {
namespace {

Result<form::At> ReadAt(const Json& edit, const std::string& path) {
  form::At at;
  const Json* given = edit.Find("at");
  if (given == nullptr) return at;
  if (!given->IsArray()) return InputError("expected an array of indexes", path + ".at");
  for (std::size_t i = 0; i < given->Items().size(); ++i) {
    const std::optional<std::int64_t> index = given->Items()[i].AsInt();
    if (!index || *index < 0 || *index > 1'000'000) {
      return InputError("expected an index", JoinPath(path + ".at", i));
    }
    at.push_back(static_cast<int>(*index));
  }
  return at;
}

Status Apply(const Json& edit, const std::string& path, form::Session& session) {
  ETEINEN_ASSIGN_OR_RETURN(const std::string op, ReadString(edit, "op", path));
  ETEINEN_ASSIGN_OR_RETURN(const std::string link_id, ReadString(edit, "linkId", path));
  ETEINEN_ASSIGN_OR_RETURN(const form::At at, ReadAt(edit, path));
  if (op == "set") {
    ETEINEN_ASSIGN_OR_RETURN(const Json* answer, ReadArray(edit, "answer", path));
    return session.SetAnswer(link_id, at, *answer);
  }
  if (op == "add") return session.AddInstance(link_id, at, edit["answer"]);
  if (op == "remove") return session.RemoveInstance(link_id, at);
  if (op == "move") {
    ETEINEN_ASSIGN_OR_RETURN(const std::int64_t to, ReadInt(edit, "to", path));
    if (to < 0 || to > 1'000'000) return InputError("expected an index", path + ".to");
    return session.MoveInstance(link_id, at, static_cast<int>(to));
  }
  return InputError("unknown edit \"" + op + "\"; known: set, add, remove, move", path + ".op");
}

Result<form::Start> ReadStart(const Json& line) {
  form::Start start;
  ETEINEN_ASSIGN_OR_RETURN(start.now, ReadString(line, "now"));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> language, OptionalString(line, "language"));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> chosen, OptionalString(line, "evaluation"));
  const std::string evaluation = chosen.value_or("incremental");
  if (evaluation != "incremental" && evaluation != "full") {
    return InputError("expected \"incremental\" or \"full\"", "evaluation");
  }
  start.full = evaluation == "full";
  start.language = language.value_or("fi");
  if (const Json* response = line.Find("response"); response != nullptr && !response->IsNull()) {
    if (!response->IsObject()) return InputError("expected an object", "response");
    start.response = response;
  }
  if (const Json* launch = line.Find("launch"); launch != nullptr && !launch->IsNull()) {
    if (!launch->IsObject()) return InputError("expected an object", "launch");
    start.launch = *launch;
  }
  return start;
}

Json EnabledList(const form::Session& session) {
  Json list = Json::MakeArray();
  for (const form::ItemState& item : session.Enabled()) {
    Json entry = Json::MakeObject({{"linkId", item.link_id}});
    Json at = Json::MakeArray();
    for (const int index : item.at) at.Append(index);
    entry.Set("at", std::move(at));
    list.Append(std::move(entry));
  }
  return list;
}

Result<Json> Explanations(const Json& asked, const form::Session& session) {
  if (!asked.IsArray()) return InputError("expected an array", "explain");
  Json explained = Json::MakeArray();
  for (std::size_t i = 0; i < asked.Items().size(); ++i) {
    const std::string path = JoinPath("explain", i);
    ETEINEN_ASSIGN_OR_RETURN(const std::string link_id, ReadString(asked.Items()[i], "linkId", path));
    ETEINEN_ASSIGN_OR_RETURN(const form::At at, ReadAt(asked.Items()[i], path));
    Result<Json> one = session.Explain(link_id, at);
    if (!one.ok()) return Error{one.error().kind, one.error().message, path, std::nullopt};
    explained.Append(std::move(one).value());
  }
  return explained;
}

}  // namespace

Result<Handler> FormCommand(const Folders& folders) {
  ETEINEN_ASSIGN_OR_RETURN(const std::shared_ptr<const form::Terminology> terminology, ReadTerminology(folders));
  return Handler([terminology](const Json& line) -> Result<Json> {
    ETEINEN_ASSIGN_OR_RETURN(const Json* source, ReadObject(line, "questionnaire"));
    ETEINEN_ASSIGN_OR_RETURN(form::Start start, ReadStart(line));
    start.terminology = terminology.get();
    ETEINEN_ASSIGN_OR_RETURN(const form::Questionnaire questionnaire,
                             form::CompileQuestionnaire(*source, fhirpath::FullModel()));
    ETEINEN_ASSIGN_OR_RETURN(form::Session session, form::Session::Begin(questionnaire, start));
    if (const Json* edits = line.Find("edits"); edits != nullptr && !edits->IsNull()) {
      if (!edits->IsArray()) return InputError("expected an array", "edits");
      for (std::size_t i = 0; i < edits->Items().size(); ++i) {
        const std::string path = JoinPath("edits", i);
        Status status = Apply(edits->Items()[i], path, session);
        if (status.ok()) continue;
        Error error = std::move(status).error();
        if (!error.path.starts_with(path)) error.path = error.path.empty() ? path : path + "." + error.path;
        return error;
      }
    }
    Json reply = Json::MakeObject({{"response", session.Response()}});
    reply.Set("enabled", EnabledList(session));
    Json issues = Json::MakeArray();
    for (const form::Issue& issue : session.dropped()) issues.Append(form::ToJson(issue));
    for (const form::Issue& issue : session.Issues()) issues.Append(form::ToJson(issue));
    reply.Set("issues", std::move(issues));
    reply.Set("evaluated", session.evaluated());
    if (line["outline"].AsBool()) {
      ETEINEN_ASSIGN_OR_RETURN(const std::vector<form::Rule> rules, form::ReadRules(questionnaire));
      reply.Set("outline", form::OutlineOf(questionnaire, rules, start.language));
    }
    if (const Json* asked = line.Find("explain"); asked != nullptr && !asked->IsNull()) {
      ETEINEN_ASSIGN_OR_RETURN(Json explained, Explanations(*asked, session));
      reply.Set("explain", std::move(explained));
    }
    return reply;
  });
}

}  // namespace eteinen::cli
