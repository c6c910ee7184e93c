#include "tools/backend/database.h"

namespace eteinen::backend {

Statement& Statement::Bind(std::string_view text) {
  driver_->Bind(next_++, text);
  return *this;
}

Statement& Statement::Bind(std::int64_t number) { return Bind(std::optional<std::int64_t>(number)); }

Statement& Statement::Bind(std::optional<std::int64_t> number) {
  driver_->Bind(next_++, number);
  return *this;
}

bool Database::DropBeforeCommit() {
  const bool waiting = before_commit_ != nullptr;
  before_commit_ = nullptr;
  return waiting;
}

Outcome Transaction::Commit() {
  if (database_.before_commit_) {
    if (const Outcome outcome = database_.before_commit_(); outcome != Outcome::kDone) return outcome;
    database_.before_commit_ = nullptr;
  }
  const Outcome outcome = database_.Run("COMMIT");
  committed_ = outcome == Outcome::kDone;
  return outcome;
}

}  // namespace eteinen::backend
