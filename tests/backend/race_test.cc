// Sixty-four residents at once after five hundred times, and the backend is killed at random moments and started
// again: nothing is booked twice, and nothing that was confirmed is lost. Over SQLite with one process and over
// PostgreSQL with two.
//
// ETEINEN_RACE_SECONDS says how long each goes on (default 4); the long run is part of `tools/test --slow`.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "tests/backend/postgres_server.h"
#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kResidents = 64;
constexpr std::size_t kTimes = 500;
constexpr const char* kService = "kausirokotus";

int Seconds() {
  const char* text = std::getenv("ETEINEN_RACE_SECONDS");
  const int seconds = text == nullptr ? 4 : std::atoi(text);
  return seconds > 0 && seconds <= 3600 ? seconds : 4;
}

std::string FileText(const std::string& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// An artificial one, of somebody born on 1 January 1980.
std::string IdentityCode(std::size_t number) {
  const std::size_t individual = 900 + number;
  const std::size_t check = (10'180'000 + individual) % 31;
  return "010180-" + std::to_string(individual) + "0123456789ABCDEFHJKLMNPRSTUVWXY"[check];
}

// The published content, but with as many test persons as there are residents, who may have any number of bookings.
void MakeContent(const std::string& folder) {
  for (const char* part : {"services", "rules", "permissions", "questionnaires"}) {
    fs::copy(std::string("assets/") + part, folder + "/" + part, fs::copy_options::recursive);
  }
  const std::string file = folder + "/services/" + kService + ".json";
  std::string service = FileText(file);
  const std::string limit = R"({ "url": "at-most-coming", "valueInteger": 1 },)";
  ASSERT_NE(service.find(limit), std::string::npos);
  service.erase(service.find(limit), limit.size());
  std::ofstream(file) << service;
  Json persons = Json::MakeArray();
  for (std::size_t i = 0; i < kResidents; ++i) {
    persons.Append(Json::MakeObject({{"id", "resident-" + std::to_string(i)},
                                     {"name", "Testi Asukas"},
                                     {"identityCode", IdentityCode(i)},
                                     {"birthDate", "1980-01-01"},
                                     {"sex", i % 2 == 0 ? "female" : "male"},
                                     {"municipality", "Forssa"},
                                     {"description", Json::MakeObject({{"fi", "a"}, {"sv", "a"}, {"en", "a"}})}}));
  }
  fs::create_directory(folder + "/test-persons");
  std::ofstream(folder + "/test-persons/persons.json")
      << WriteJson(Json::MakeObject({{"source", "made up"},
                                     {"checked", "2026-11-22"},
                                     {"status", "example"},
                                     {"persons", std::move(persons)},
                                     {"authorities", Json::MakeArray()},
                                     {"appointments", Json::MakeArray()}}));
}

// The processes of one backend, which can all be killed and started again.
class County {
 public:
  County(std::size_t processes, std::vector<std::string> options) : options_(std::move(options)) {
    processes_.resize(processes);
    for (std::size_t i = 0; i < processes; ++i) Start(i);
  }

  void KillOne(std::size_t i) {
    const std::lock_guard lock(mutex_);
    processes_[i]->Kill();
    Start(i);
    ++kills_;
  }
  void Direct(Resident& resident, std::size_t i) {
    const std::lock_guard lock(mutex_);
    resident.GoTo(*processes_[i % processes_.size()]);
  }
  const RunningBackend& first() const { return *processes_.front(); }
  std::size_t size() const { return processes_.size(); }
  int kills() const { return kills_; }

 private:
  void Start(std::size_t i) {
    processes_[i] = std::make_unique<RunningBackend>(data_.path(), kTuesday, "web", options_);
  }

  TemporaryFolder data_;
  std::vector<std::string> options_;
  std::vector<std::unique_ptr<RunningBackend>> processes_;
  std::mutex mutex_;
  int kills_ = 0;
};

// A resident who books, moves and cancels at random and remembers what was answered.
class Busy {
 public:
  Busy(const County& county, std::size_t number, const std::vector<std::string>& times)
      : resident_(county.first()), number_(number), times_(times), random_(static_cast<unsigned>(number)) {
    EXPECT_EQ(resident_.Identify("resident-" + std::to_string(number)).status, 200);
    resident_.ExpectSilence();
  }

  void Go(County& county, const std::atomic<bool>& stop) {
    while (!stop) {
      Act(county);
      // Nobody presses a thousand times a second; and the machine has other work.
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }

  // Tries again, with the same key, what has had no answer; then every wish has one.
  void Settle(County& county) {
    county.Direct(resident_, number_);
    if (unanswered_) unanswered_();
    unanswered_ = nullptr;
  }

  void Check(std::set<std::string>& booked_by_anybody) {
    std::map<std::string, Json> there;
    for (const Json& one : resident_.Appointments(kService)) there[one["id"].AsString()] = one;
    std::size_t booked = 0;
    for (const auto& [id, one] : there) {
      if (one["status"].AsString() != "booked") continue;
      ++booked;
      const std::string slot = SlotOf(one);
      EXPECT_TRUE(booked_by_anybody.insert(slot).second) << slot << " is booked twice";
      EXPECT_TRUE(mine_.count(id)) << "booked without anybody having been told";
    }
    for (const auto& [id, told] : mine_) {
      ASSERT_TRUE(there.count(id)) << "confirmed and lost";
      EXPECT_EQ(there[id]["status"].AsString(), "booked");
      EXPECT_EQ(SlotOf(there[id]), SlotOf(told)) << "not where it was said to be";
    }
    EXPECT_EQ(booked, mine_.size());
  }

  int successes() const { return successes_; }

 private:
  static std::string SlotOf(const Json& appointment) {
    const std::string reference = appointment["slot"].Items().front()["reference"].AsString();
    return reference.substr(reference.find('/') + 1);
  }

  // Sends until there is an answer, by the same key.
  void Act(County& county) {
    if (unanswered_) return Again(county);
    const std::string key = "key-" + std::to_string(number_) + "-" + std::to_string(++wishes_);
    const std::string slot = times_[random_() % times_.size()];
    const auto dice = random_() % 10;
    if (mine_.empty() || dice < 5) {
      Send(county, [this, slot, key] { return Learn(resident_.Book(slot, key)); });
    } else {
      auto chosen = mine_.begin();
      std::advance(chosen, static_cast<std::ptrdiff_t>(random_() % mine_.size()));
      const Json one = chosen->second;
      const std::string body =
          dice < 8 ? R"({"resourceType":"Appointment","status":"booked","slot":[{"reference":"Slot/)" + slot + R"("}]})"
                   : R"({"resourceType":"Appointment","status":"cancelled"})";
      const std::string version = "W/\"" + one["meta"]["versionId"].AsString() + "\"";
      Send(county, [this, one, body, version, key] {
        return Learn(resident_.Send("PUT", "/fhir/Appointment/" + one["id"].AsString(), body,
                                    {{"If-Match", version}, {"Idempotency-Key", key}}));
      });
    }
  }

  void Send(County& county, std::function<bool()> request) {
    if (request()) return;
    unanswered_ = std::move(request);
    Again(county);
  }

  void Again(County& county) {
    county.Direct(resident_, random_());
    if (unanswered_()) unanswered_ = nullptr;
  }

  // False when there was no answer that settles it.
  bool Learn(const Reply& reply) {
    if (reply.status == 0 || reply.status >= 500) return false;
    if (reply.status >= 300) return true;
    ++successes_;
    const Json& one = reply.json();
    if (one["status"].AsString() == "booked") {
      mine_[one["id"].AsString()] = one;
    } else {
      mine_.erase(one["id"].AsString());
    }
    return true;
  }

  Resident resident_;
  std::size_t number_;
  const std::vector<std::string>& times_;
  std::mt19937 random_;
  std::map<std::string, Json> mine_;  // as told, by id
  std::function<bool()> unanswered_;
  int wishes_ = 0;
  int successes_ = 0;
};

void Race(County& county) {
  std::vector<std::string> times = Resident(county.first()).FreeTimes(kService);
  ASSERT_GE(times.size(), kTimes);
  times.resize(kTimes);
  std::vector<std::unique_ptr<Busy>> residents;
  for (std::size_t i = 0; i < kResidents; ++i) residents.push_back(std::make_unique<Busy>(county, i, times));

  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (const std::unique_ptr<Busy>& one : residents) threads.emplace_back([&] { one->Go(county, stop); });
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(Seconds());
  std::mt19937 random(20261124);
  while (std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300 + random() % 900));
    county.KillOne(random() % county.size());
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();

  std::set<std::string> booked;
  int successes = 0;
  for (const std::unique_ptr<Busy>& one : residents) one->Settle(county);
  for (const std::unique_ptr<Busy>& one : residents) {
    one->Check(booked);
    successes += one->successes();
  }
  EXPECT_GT(booked.size(), kResidents / 2);
  EXPECT_GT(county.kills(), 1);
  std::printf("%d changes confirmed in %d s, %zu of %zu times booked at the end, killed %d times\n", successes,
              Seconds(), booked.size(), kTimes, county.kills());
}

TEST(BookingRace, NothingTwiceAndNothingLostWithSqlite) {
  TemporaryFolder assets;
  MakeContent(assets.path());
  County county(1, {"--assets", assets.path()});
  Race(county);
}

TEST(BookingRace, NothingTwiceAndNothingLostWithTwoProcessesAndPostgres) {
  TemporaryFolder assets;
  MakeContent(assets.path());
  PostgresServer server;
  County county(2, {"--assets", assets.path(), "--postgres", server.NewDatabase()});
  Race(county);
}

}  // namespace
}  // namespace eteinen::backend_test
