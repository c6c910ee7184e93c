// What the store promises, of both databases alike.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/backend/postgres_server.h"
#include "tests/backend/running_backend.h"
#include "tools/backend/audit.h"
#include "tools/backend/draft_store.h"
#include "tools/backend/handovers.h"
#include "tools/backend/store.h"
#include "tools/backend/wish_store.h"

namespace eteinen::backend {
namespace {

constexpr Instant kNow{1'795'500'000};

enum class Kind { kSqlite, kPostgres };

class Storage : public testing::TestWithParam<Kind> {
 protected:
  static void SetUpTestSuite() { server_ = new backend_test::PostgresServer; }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }

  void SetUp() override {
    if (GetParam() == Kind::kPostgres) connection_ = server_->NewDatabase();
  }

  // Each a connection of its own to one database.
  Store Open() {
    Result<Store> store =
        GetParam() == Kind::kSqlite ? Store::Open(folder_.path()) : Store::Connect(connection_, folder_.path());
    EXPECT_TRUE(store.ok()) << (store.ok() ? "" : store.error().message);
    return *std::move(store);
  }

  static StoredAppointment One(const std::string& id, const std::string& slot,
                               BookingState state = BookingState::kBooked) {
    StoredAppointment one;
    one.id = id;
    one.person = "person-of-" + id;
    one.service = "kausirokotus";
    one.slot = slot;
    one.place = "hameenlinna";
    one.start = kNow + kDay;
    one.end = kNow + kDay + 10 * kMinute;
    one.state = state;
    if (state == BookingState::kHeld) one.hold_until = kNow + 10 * kMinute;
    one.session = "session";
    one.disclosure = Disclosure::kAllowed;
    one.created = kNow;
    one.by = "person-of-" + id;
    one.by_right_of = Relation::kGuardian;
    return one;
  }

  static backend_test::PostgresServer* server_;
  backend_test::TemporaryFolder folder_;
  std::string connection_;
};

backend_test::PostgresServer* Storage::server_ = nullptr;

TEST_P(Storage, GivesAnAppointmentBackAsItWasKept) {
  Store store = Open();
  EXPECT_TRUE(store.made_now());
  StoredAppointment one = One("a", "slot-1", BookingState::kHeld);
  one.moves = 2;
  one.version = 7;
  ASSERT_EQ(store.Insert(one, kNow), Outcome::kDone);
  const std::optional<StoredAppointment> found = store.FindAppointment("a", kNow);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->slot, "slot-1");
  EXPECT_EQ(found->start, one.start);
  EXPECT_EQ(found->state, BookingState::kHeld);
  EXPECT_EQ(found->hold_until, one.hold_until);
  EXPECT_EQ(found->version, 7);
  EXPECT_EQ(found->moves, 2);
  EXPECT_EQ(found->disclosure, Disclosure::kAllowed);
  EXPECT_EQ(found->by_right_of, Relation::kGuardian);
  EXPECT_FALSE(Open().made_now()) << "the tables are there";
}

TEST_P(Storage, ATimeHasOneTaker) {
  Store store = Open();
  ASSERT_EQ(store.Insert(One("a", "slot-1"), kNow), Outcome::kDone);
  EXPECT_EQ(store.Insert(One("b", "slot-1"), kNow), Outcome::kConflict);
  ASSERT_EQ(store.Insert(One("b", "slot-2"), kNow), Outcome::kDone);
  EXPECT_EQ(store.Update(One("b", "slot-1"), kNow), Outcome::kConflict) << "nor by moving";
  EXPECT_EQ(store.TakerOf("slot-1", kNow)->id, "a");
  EXPECT_EQ(store.FindAppointment("b", kNow)->slot, "slot-2");
  EXPECT_EQ(store.Update(One("a", "slot-1", BookingState::kCancelled), kNow), Outcome::kDone);
  EXPECT_EQ(store.Insert(One("c", "slot-1"), kNow), Outcome::kDone) << "a cancelled one takes none";
}

TEST_P(Storage, AHoldThatHasRunOutIsNone) {
  Store store = Open();
  ASSERT_EQ(store.Insert(One("a", "slot-1", BookingState::kHeld), kNow), Outcome::kDone);
  const Instant later = kNow + 10 * kMinute;
  EXPECT_TRUE(store.FindAppointment("a", later - 1));
  EXPECT_FALSE(store.FindAppointment("a", later));
  EXPECT_FALSE(store.TakerOf("slot-1", later));
  EXPECT_EQ(store.Insert(One("b", "slot-1"), later), Outcome::kDone);
}

TEST_P(Storage, TakenTimesAreSortedByTheirLetters) {
  Store store = Open();
  for (const char* slot : {"b.1", "a-1", "a.1", "B.1"}) {
    ASSERT_EQ(store.Insert(One(std::string("of-") + slot, slot), kNow), Outcome::kDone);
  }
  const std::vector<std::string> sorted = {"B.1", "a-1", "a.1", "b.1"};
  EXPECT_EQ(store.Taken("kausirokotus", kNow, kNow + 2 * kDay, "", kNow), sorted);
}

TEST_P(Storage, WhatIsNotCommittedIsNotThere) {
  Store store = Open();
  {
    Transaction transaction(store.database());
    ASSERT_EQ(transaction.begun(), Outcome::kDone);
    ASSERT_EQ(store.Insert(One("a", "slot-1"), kNow), Outcome::kDone);
  }
  EXPECT_FALSE(store.FindAppointment("a", kNow));
}

TEST_P(Storage, OneWriterAtATimeInAllProcesses) {
  Open();
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      Store store = Open();
      for (int round = 0; round < 5; ++round) {
        Transaction transaction(store.database());
        if (transaction.begun() != Outcome::kDone) continue;
        most = std::max(most.load(), ++inside);
        // A rule over several rows: never more than three bookings in all.
        if (store.Taken("kausirokotus", kNow, kNow + 2 * kDay, "", kNow).size() < 3) {
          const std::string name = std::to_string(i) + "-" + std::to_string(round);
          EXPECT_EQ(store.Insert(One("id-" + name, "slot-" + name), kNow), Outcome::kDone);
        }
        --inside;
        if (transaction.Commit() == Outcome::kDone) ++done;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(most, 1);
  EXPECT_EQ(done, 20);
  EXPECT_EQ(Open().Taken("kausirokotus", kNow, kNow + 2 * kDay, "", kNow).size(), 3u);
}

TEST_P(Storage, KeepsSessionsAndAnswersByTheirNewestValue) {
  Store store = Open();
  Session session{"s1", "aino", "aino", 1, kNow, kNow + kHour};
  ASSERT_EQ(store.PutSession(session), Outcome::kDone);
  session.acting_for = "onni";
  session.epoch = 2;
  ASSERT_EQ(store.PutSession(session), Outcome::kDone);
  EXPECT_EQ(store.FindSession("s1", kNow)->acting_for, "onni");
  EXPECT_EQ(store.FindSession("s1", kNow)->user, "aino");
  EXPECT_FALSE(store.FindSession("s1", kNow + kHour));
  ASSERT_EQ(store.KeepAnswer("aino", "key-1", {"POST /", 201, "{\"a\":\"ä?'\"}", "W/\"1\"", "/x"}, kNow),
            Outcome::kDone);
  EXPECT_EQ(store.FindAnswer("aino", "key-1")->body, "{\"a\":\"ä?'\"}");
  EXPECT_FALSE(store.FindAnswer("helena", "key-1"));
  ASSERT_EQ(store.Sweep(kNow + 31 * kDay), Outcome::kDone);
  EXPECT_FALSE(store.FindAnswer("aino", "key-1"));
}

TEST_P(Storage, LinesOfTheAuditCannotBeChanged) {
  Store store = Open();
  Result<Audit> audit = Audit::Open(store.database(), "secret-of-tests");
  ASSERT_TRUE(audit.ok());
  ASSERT_EQ(audit->Append({kNow, "aino", "onni", Relation::kGuardian, "book", "b1", true, 200}), Outcome::kDone);
  EXPECT_NE(store.database().Run("UPDATE audit SET line = '{}'"), Outcome::kDone);
  EXPECT_NE(store.database().Run("DELETE FROM audit"), Outcome::kDone);
  EXPECT_FALSE(audit->Verify("", [](const Json&) {}).broken);
  EXPECT_TRUE(Audit::Open(store.database(), "secret-of-tests").ok()) << "and again";
}

// One message under a key, from somebody without a session; the id that it got.
std::string HandOver(Handovers& handovers, const std::string& key, Instant now) {
  Request request;
  request.headers.emplace_back("idempotency-key", key);
  request.body = R"({"resourceType":"Communication","recipient":[{"reference":"HealthcareService/a-chat"}],)"
                 R"("payload":[{"contentString":"Kuume: kyllä"}]})";
  const Answer answer = handovers.Take(std::nullopt, request, *ParseJson(request.body), now);
  const Result<Json> body = ParseJson(answer.body);
  return answer.status == 201 && body.ok() ? (*body)["id"].AsString() : std::to_string(answer.status);
}

TEST_P(Storage, KeepsWhatWasHandedOverForAllProcessesUntilItWasFetchedOrItsTimeIsOver) {
  const Content content;
  Store store = Open();
  Store other = Open();
  Handovers here(content, store.database());
  Handovers there(content, other.database());
  ASSERT_TRUE(here.Begin(kNow).ok());
  ASSERT_TRUE(there.Begin(kNow).ok());
  const std::string first = HandOver(here, "key-00000001", kNow);
  EXPECT_EQ(HandOver(there, "key-00000001", kNow + 1), first) << "the same matter, through another process";
  const std::string second = HandOver(there, "key-00000002", kNow + 2);
  ASSERT_EQ(here.Waiting(kNow + 3).size(), 2U);
  EXPECT_EQ(here.Waiting(kNow + 3)[0].id, first);
  EXPECT_EQ(here.Waiting(kNow + 3)[0].channel, "a-chat");
  EXPECT_EQ(there.Fetch(first, kNow + 3).status, 200);
  ASSERT_EQ(here.Waiting(kNow + 4).size(), 1U);
  EXPECT_EQ(here.Waiting(kNow + 4)[0].id, second);
  EXPECT_EQ(here.Fetch(first, kNow + 3 + kKeptAfterFetching - 1).status, 200);
  EXPECT_EQ(here.Fetch(first, kNow + 3 + kKeptAfterFetching).status, 404);
  EXPECT_TRUE(here.Waiting(kNow + 2 + kHandoverKept).empty());
  EXPECT_EQ(here.Fetch(second, kNow + 2 + kHandoverKept).status, 404);
}

TEST_P(Storage, HoldsOnlySoManyMattersThatNobodyFetches) {
  const Content content;
  Store store = Open();
  Handovers handovers(content, store.database());
  ASSERT_TRUE(handovers.Begin(kNow).ok());
  ASSERT_EQ(store.database().Run(
                "INSERT INTO handover SELECT 'id-' || n, 's-' || n, '', 'a-chat', '', '', '', 'x', 0, "
                "9999999999, 9999999999, 0, '' FROM (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 "
                "FROM t WHERE n < 1000) SELECT n FROM t) AS numbers"),
            Outcome::kDone);
  EXPECT_EQ(HandOver(handovers, "key-00000001", kNow), "503");
}

TEST_P(Storage, ADraftIsItsWritersAloneAndEnds) {
  Store store = Open();
  StoredDraft draft{"draft-01", {"parent", "child"}, "pre-visit", kNow, kNow + kDay, "{}", R"({"a":1})"};
  ASSERT_EQ(PutDraft(store.database(), draft), Outcome::kDone);
  draft.body = R"({"a":2})";
  draft.authored = kNow + 5;
  ASSERT_EQ(PutDraft(store.database(), draft), Outcome::kDone) << "in the place of the former one";
  const std::vector<StoredDraft> all = DraftsOf(store.database(), {"parent", "child"}, kNow);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all.front().body, R"({"a":2})");
  EXPECT_EQ(all.front().authored, kNow + 5);
  for (const DraftOwner& other : {DraftOwner{"parent", "parent"}, {"child", "child"}, {"other", "child"}}) {
    draft.owner = other;
    EXPECT_EQ(PutDraft(store.database(), draft), Outcome::kConflict) << other.user;
    EXPECT_FALSE(FindDraft(store.database(), "draft-01", other, kNow)) << other.user;
    EXPECT_EQ(DropDraft(store.database(), "draft-01", other), Outcome::kDone);
  }
  const DraftOwner owner{"parent", "child"};
  EXPECT_TRUE(FindDraft(store.database(), "draft-01", owner, kNow + kDay - 1));
  EXPECT_FALSE(FindDraft(store.database(), "draft-01", owner, kNow + kDay));
  ASSERT_EQ(store.Sweep(kNow + kDay), Outcome::kDone);
  EXPECT_TRUE(DraftsOf(store.database(), owner, kNow).empty()) << "swept away";
}

// The tables as the program of schema 3 left them behind.
TEST_P(Storage, TakesOverTheTablesOfTheVersionBefore) {
  {
    Store before = Open();
    ASSERT_EQ(before.Insert(One("a", "slot-1"), kNow), Outcome::kDone);
    ASSERT_EQ(before.database().Run(
                  "ALTER TABLE appointment DROP COLUMN entry;"
                  "ALTER TABLE appointment DROP COLUMN entry_from;"
                  "DROP TABLE draft; DROP INDEX one_wish; CREATE UNIQUE INDEX one_wish ON wish (person, service);"
                  "CREATE TABLE handover (id TEXT PRIMARY KEY, sender TEXT NOT NULL UNIQUE, "
                  "digest TEXT NOT NULL, channel TEXT NOT NULL, need TEXT NOT NULL, urgency TEXT NOT "
                  "NULL, language TEXT NOT NULL, sent TEXT NOT NULL, received BIGINT NOT NULL, ends "
                  "BIGINT NOT NULL, erased_at BIGINT NOT NULL, fetched BIGINT NOT NULL);"
                  "INSERT INTO handover VALUES ('h', 's', 'd', 'c', '', '', '', '{}', 0, 1, 1, 0)"),
              Outcome::kDone);
    ASSERT_EQ(before.database().SetSchema(3), Outcome::kDone);
  }
  Store store = Open();
  EXPECT_FALSE(store.made_now());
  EXPECT_TRUE(store.FindAppointment("a", kNow));
  Statement kept = store.database().Prepare("SELECT COUNT(*) FROM handover WHERE taken_by = ''");
  ASSERT_EQ(kept.Step(), Outcome::kRow);
  EXPECT_EQ(kept.Number(0), 1);
  StoredWish wish;
  wish.person = "p";
  wish.service = "kausirokotus";
  for (const char* by : {"p", "guardian"}) {
    wish.id = std::string("wish-of-") + by;
    wish.by = by;
    EXPECT_EQ(PutWish(store.database(), wish), Outcome::kDone) << by;
  }
  EXPECT_TRUE(DraftsOf(store.database(), {"p", "p"}, kNow).empty());
  EXPECT_EQ(store.database().Schema(), 6);
}

INSTANTIATE_TEST_SUITE_P(Databases, Storage, testing::Values(Kind::kSqlite, Kind::kPostgres),
                         [](const auto& one) { return one.param == Kind::kSqlite ? "Sqlite" : "Postgres"; });

}  // namespace
}  // namespace eteinen::backend
