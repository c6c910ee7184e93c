// A backend that leaves identification to a provider elsewhere, for tests of going there and coming back.
#ifndef ETEINEN_TESTS_CORE_APP_PROVIDER_H_
#define ETEINEN_TESTS_CORE_APP_PROVIDER_H_

#include "tests/core/app/shell.h"

namespace eteinen::app {

// What it answers to GET /session before anybody has identified.
inline constexpr const char* kProvider =
    R"({"level":"anonymous","user":null,"actingFor":null,"mayActFor":[],"identification":"provider"})";

// In the web view: the resident wants to see their appointments, and to identify for that.
inline void IdentifyInWebView(TestShell& shell) {
  shell.Script("GET /session", 200, kProvider);
  shell.Tell("tabs", R"({"m":"session"})");
  shell.Answer("POST /session/identify", 200, R"({"href":"https://tunnistus.example/auth"})");
  shell.Press("start.appointments");
  shell.Press("identify.start");
}

}  // namespace eteinen::app

#endif  // ETEINEN_TESTS_CORE_APP_PROVIDER_H_
