#include "tools/backend/audit.h"

#include <gtest/gtest.h>

#include "tests/backend/running_backend.h"

namespace eteinen::backend {
namespace {

class AuditChain : public testing::Test {
 protected:
  AuditLine Line(const std::string& what, bool allowed) {
    return {Instant{1'795'500'000}, "aino", "onni", Relation::kGuardian, what, "b1", allowed, allowed ? 200 : 403};
  }
  void Fill() {
    for (const char* what : {"act-for", "hold", "book"}) ASSERT_EQ(audit_.Append(Line(what, true)), Outcome::kDone);
  }
  // As somebody would who has the file and not the program.
  void Tamper(const std::string& sql) {
    ASSERT_EQ(database_.Run("DROP TRIGGER audit_stays; DROP TRIGGER audit_keeps; " + sql), Outcome::kDone);
  }

  backend_test::TemporaryFolder folder_;
  Database database_ = Database::Open(folder_.path() + "/audit.sqlite").value();
  Audit audit_ = Audit::Open(database_, "secret-of-tests").value();
};

TEST_F(AuditChain, SaysWhoForWhomWhatAndWithWhichOutcome) {
  ASSERT_EQ(audit_.Append(Line("book", true)), Outcome::kDone);
  ASSERT_EQ(audit_.Append(Line("cancel", false)), Outcome::kDone);
  std::string shown;
  const Audit::Check check = audit_.Verify("", [&](const Json& line) { shown += WriteJson(line) + "\n"; });
  EXPECT_EQ(shown, R"({"n":1,"at":"2026-11-24T06:00:00Z","who":"aino","for":"onni","right":"guardian","what":"book",)"
                   R"("booking":"b1","allowed":true,"status":200})"
                   "\n"
                   R"({"n":2,"at":"2026-11-24T06:00:00Z","who":"aino","for":"onni","right":"guardian","what":"cancel",)"
                   R"("booking":"b1","allowed":false,"status":403})"
                   "\n");
  EXPECT_EQ(check.lines, 2);
  EXPECT_FALSE(check.broken);
}

TEST_F(AuditChain, LinesCannotBeChangedThroughTheDatabase) {
  Fill();
  EXPECT_NE(database_.Run("UPDATE audit SET line = '{}' WHERE n = 2"), Outcome::kDone);
  EXPECT_NE(database_.Run("DELETE FROM audit WHERE n = 2"), Outcome::kDone);
  EXPECT_FALSE(audit_.Verify("", nullptr).broken);
}

TEST_F(AuditChain, FindsAChangedLine) {
  Fill();
  Tamper("UPDATE audit SET line = replace(line, 'aino', 'petri') WHERE n = 2");
  EXPECT_EQ(audit_.Verify("", nullptr).broken, 2);
}

TEST_F(AuditChain, FindsAChangedDigest) {
  Fill();
  Tamper("UPDATE audit SET digest = replace(digest, substr(digest, 1, 1), 'x') WHERE n = 1");
  EXPECT_EQ(audit_.Verify("", nullptr).broken, 1);
}

TEST_F(AuditChain, FindsARemovedLine) {
  Fill();
  Tamper("DELETE FROM audit WHERE n = 2");
  EXPECT_EQ(audit_.Verify("", nullptr).broken, 2);
}

TEST_F(AuditChain, FindsARemovedLineEvenIfTheOthersAreNumberedAnew) {
  Fill();
  Tamper(
      "DELETE FROM audit WHERE n = 2; UPDATE audit SET n = 2, line = replace(line, '\"n\":3', '\"n\":2') WHERE n = 3");
  EXPECT_EQ(audit_.Verify("", nullptr).broken, 2);
}

TEST_F(AuditChain, FindsLinesInAnotherOrder) {
  Fill();
  Tamper("UPDATE audit SET n = 9 WHERE n = 1; UPDATE audit SET n = 1 WHERE n = 2; UPDATE audit SET n = 2 WHERE n = 9");
  EXPECT_EQ(audit_.Verify("", nullptr).broken, 1);
}

TEST_F(AuditChain, CannotBeWrittenWithAnotherKey) {
  Fill();
  Audit forger = Audit::Open(database_, "another-secret").value();
  ASSERT_EQ(forger.Append(Line("cancel", true)), Outcome::kDone);
  EXPECT_EQ(audit_.Verify("", nullptr).broken, 4);
}

TEST_F(AuditChain, ACutEndIsFoundByADigestNotedBefore) {
  Fill();
  const std::string noted = audit_.Verify("", nullptr).last;
  ASSERT_EQ(audit_.Append(Line("cancel", true)), Outcome::kDone);
  EXPECT_TRUE(audit_.Verify(noted, nullptr).found) << "it went on from there";
  Tamper("DELETE FROM audit WHERE n >= 3");
  const Audit::Check check = audit_.Verify(noted, nullptr);
  EXPECT_FALSE(check.broken) << "the chain alone does not show it";
  EXPECT_FALSE(check.found);
}

TEST_F(AuditChain, ALineGoesWithItsTransaction) {
  {
    Transaction given_up(database_);
    ASSERT_EQ(audit_.Append(Line("book", true)), Outcome::kDone);
  }
  EXPECT_EQ(audit_.Verify("", nullptr).lines, 0);
  database_.BeforeCommit([&] { return audit_.Append(Line("book", true)); });
  Transaction done(database_);
  ASSERT_EQ(done.Commit(), Outcome::kDone);
  EXPECT_FALSE(database_.DropBeforeCommit()) << "it was taken along";
  EXPECT_EQ(audit_.Verify("", nullptr).lines, 1);
}

TEST_F(AuditChain, WhatCannotBeWrittenDownIsNotDone) {
  ASSERT_EQ(database_.Run("CREATE TABLE deed (x)"), Outcome::kDone);
  {
    database_.BeforeCommit([] { return Outcome::kFailed; });
    Transaction deed(database_);
    ASSERT_EQ(database_.Run("INSERT INTO deed VALUES (1)"), Outcome::kDone);
    EXPECT_EQ(deed.Commit(), Outcome::kFailed);
  }
  Statement count = database_.Prepare("SELECT count(*) FROM deed");
  ASSERT_EQ(count.Step(), Outcome::kRow);
  EXPECT_EQ(count.Number(0), 0);
}

}  // namespace
}  // namespace eteinen::backend
