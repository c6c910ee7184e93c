// Hostile rules of booking, permissions and assessment: whatever can be read is also used.
#include <cstdlib>

#include "core/base/json.h"
#include "core/booking/schedule.h"
#include "core/booking/service_rules.h"
#include "core/form/assessment.h"
#include "core/form/session.h"
#include "core/identity/permission.h"
#include "tests/fuzz/fuzz.h"

namespace eteinen {
namespace {

constexpr std::string_view kNow = "2026-11-24T07:00:00Z";

void UsePermissions(const Json& file) {
  const Result<PermissionTable> table = PermissionTable::Read(file);
  if (!table.ok()) return;
  Authority authority;
  authority.level = IdentificationLevel::kStrong;
  authority.relation = Relation::kGuardian;
  authority.birth_date = CivilDay{2020, 2, 29};
  for (const Action action : kActions) {
    static_cast<void>(table->Allowed(authority, action, Theme{}, *ParseInstant(kNow)));
  }
}

void UseSchedules(const Json& file) {
  const Result<std::vector<Schedule>> schedules = ReadSchedules(file);
  if (!schedules.ok()) return;
  for (const Schedule& schedule : *schedules) {
    for (const Instant start : StartsOn(schedule, 30, CivilDay{2026, 11, 24})) {
      const SlotName name{schedule.id, start, 1};
      if (ParseSlotName(WriteSlotName(name)) != name) std::abort();
    }
  }
}

void UseAssessment(const Json& file) {
  const Result<form::Questionnaire> questionnaire = form::CompileQuestionnaire(file);
  if (!questionnaire.ok()) return;
  form::Start start;
  start.now = kNow;
  const Result<form::Session> session = form::Session::Begin(*questionnaire, start);
  const Result<std::vector<form::Rule>> rules = form::ReadRules(*questionnaire);
  if (session.ok() && rules.ok()) static_cast<void>(form::Assess(*rules, *session, "fi"));
}

}  // namespace

void FuzzOne(std::string_view input) {
  const Result<Json> file = ParseJson(input, {.max_bytes = 1 << 16, .max_depth = 64});
  if (!file.ok()) return;
  if (const Result<BookableService> service = ReadBookableService(*file); service.ok()) {
    static_cast<void>(service->Name("sv"));
    static_cast<void>(service->Instructions("fi-simple"));
  }
  static_cast<void>(ReadBookableServices(*file));
  UsePermissions(*file);
  UseSchedules(*file);
  UseAssessment(*file);
}

}  // namespace eteinen
