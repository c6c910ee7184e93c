// A PostgreSQL server of Debian's, for one test program: a folder and a user of its own, a socket in that folder and
// no port, gone at the end.
#ifndef ETEINEN_TESTS_BACKEND_POSTGRES_SERVER_H_
#define ETEINEN_TESTS_BACKEND_POSTGRES_SERVER_H_

#include <sys/types.h>

#include <string>

#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {

class PostgresServer {
 public:
  // Starts it and waits until it answers; a failure of the test when it does not.
  PostgresServer();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // The connection string of a new and empty database.
  std::string NewDatabase();

 private:
  std::string Connection(const std::string& database) const;

  TemporaryFolder folder_;
  pid_t child_ = -1;
  int databases_ = 0;
};

}  // namespace eteinen::backend_test

#endif  // ETEINEN_TESTS_BACKEND_POSTGRES_SERVER_H_
