#include "tests/backend/postgres_server.h"

#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>
#include <vector>

#include "tools/backend/database.h"

namespace eteinen::backend_test {
namespace {

namespace fs = std::filesystem;

// Where Debian keeps the server's programs, of the newest version; "" without any.
std::string Programs() {
  std::string newest;
  std::error_code error;
  for (const fs::directory_entry& version : fs::directory_iterator("/usr/lib/postgresql", error)) {
    const std::string bin = version.path().string() + "/bin";
    if (fs::exists(bin + "/postgres") && bin > newest) newest = bin;
  }
  return newest;
}

// PostgreSQL refuses to run as root: then it runs as the user that its package has made.
const passwd* OwnUser() { return geteuid() == 0 ? getpwnam("postgres") : nullptr; }

pid_t Start(const std::vector<std::string>& command, const std::string& folder) {
  const pid_t child = fork();
  if (child != 0) return child;
  if (const passwd* user = OwnUser()) {
    if (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0) _exit(126);
  }
  const int log = open((folder + "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (log >= 0) {
    dup2(log, 1);
    dup2(log, 2);
  }
  if (chdir(folder.c_str()) != 0) _exit(126);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

PostgresServer::PostgresServer() {
  const std::string programs = Programs();
  if (programs.empty()) {
    ADD_FAILURE() << "PostgreSQL is missing: tools/setup installs it";
    return;
  }
  if (const passwd* user = OwnUser()) {
    EXPECT_EQ(chown(folder_.path().c_str(), user->pw_uid, user->pw_gid), 0);
  }
  const std::string data = folder_.path() + "/data";
  int status = 0;
  waitpid(Start({programs + "/initdb", "-D", data, "-U", "eteinen", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"},
                folder_.path()),
          &status, 0);
  if (status != 0) {
    ADD_FAILURE() << "initdb ended with " << status;
    return;
  }
  child_ = Start({programs + "/postgres", "-D", data, "-k", folder_.path(), "-c", "listen_addresses="}, folder_.path());
  for (int tries = 0; tries < 300; ++tries) {
    if (backend::Database::Connect(Connection("postgres")).ok()) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  ADD_FAILURE() << "PostgreSQL does not answer";
}

PostgresServer::~PostgresServer() {
  if (child_ < 0) return;
  kill(child_, SIGQUIT);
  waitpid(child_, nullptr, 0);
}

std::string PostgresServer::Connection(const std::string& database) const {
  return "host=" + folder_.path() + " user=eteinen dbname=" + database;
}

std::string PostgresServer::NewDatabase() {
  const std::string name = "test" + std::to_string(++databases_);
  Result<backend::Database> database = backend::Database::Connect(Connection("postgres"));
  EXPECT_TRUE(database.ok() && database->Run("CREATE DATABASE " + name) == backend::Outcome::kDone);
  return Connection(name);
}

}  // namespace eteinen::backend_test
