#include <GLFW/glfw3.h>
#include <emscripten.h>
#include <emscripten/html5.h>

#include <cmath>
#include <cstdlib>
#include <memory>

#include "tools/workbench/backend.h"
#include "tools/workbench/cookies.h"
#include "tools/workbench/platform.h"

// What page/page.js does. The answer of the server is "STATUS\r\nname: value\r\n…\r\n\r\nbody", for free(); null when
// there is none.
// clang-format off
EM_JS(char*, AskServer, (const char* method, const char* path, const char* headers, const char* body), {
  const told = Module.askServer(UTF8ToString(method), UTF8ToString(path), UTF8ToString(headers), UTF8ToString(body));
  return told === null ? 0 : allocateUTF8(told);
});

EM_JS(void, Download, (const char* name, const char* text), {
  Module.download(UTF8ToString(name), UTF8ToString(text));
});
// clang-format on

namespace eteinen::workbench {
namespace {

std::optional<HttpAnswer> AnswerOf(std::string_view told) {
  const auto line = [&told] {
    const std::size_t end = told.find("\r\n");
    const std::string_view text = told.substr(0, end);
    told.remove_prefix(end == told.npos ? told.size() : end + 2);
    return text;
  };
  HttpAnswer answer;
  answer.status = std::atoi(std::string(line()).c_str());
  for (std::string_view header = line(); !header.empty(); header = line()) {
    const std::size_t colon = header.find(": ");
    if (colon == header.npos) continue;
    answer.headers.emplace_back(Cookies::Lower(std::string(header.substr(0, colon))), header.substr(colon + 2));
  }
  answer.body = told;
  return answer;
}

std::optional<HttpAnswer> Ask(const HttpRequest& request) {
  std::string headers;
  for (const auto& [name, value] : request.headers) headers.append(name).append(":").append(value).append("\n");
  const std::unique_ptr<char, decltype(&std::free)> told(
      AskServer(request.method.c_str(), request.path.c_str(), headers.c_str(), request.body.c_str()), &std::free);
  if (told == nullptr) return std::nullopt;
  return AnswerOf(told.get());
}

bool (*frame_of_page)(void*) = nullptr;

void OneFrame(void* program) {
  if (!frame_of_page(program)) emscripten_cancel_main_loop();
}

}  // namespace

const char* const kShaderVersion = "#version 300 es";
const bool kHasThreads = false;

Result<Http> HttpOf(const std::string& /*address*/, const Folders& folders, const Clock& /*clock*/) {
  return Http([files = HttpFromFiles(folders.assets, folders.i18n)](const HttpRequest& request) {
    return request.path.starts_with("/content/") ? files(request) : Ask(request);
  });
}

void OfferWritten(const std::string& file, const std::string& text) {
  Download(file.substr(file.find_last_of('/') + 1).c_str(), text.c_str());
}

float ScaleOf(GLFWwindow* /*window*/) { return static_cast<float>(emscripten_get_device_pixel_ratio()); }

void FitWindow(GLFWwindow* window) {
  double css_width = 0;
  double css_height = 0;
  if (emscripten_get_element_css_size("canvas", &css_width, &css_height) != EMSCRIPTEN_RESULT_SUCCESS) return;
  const double ratio = emscripten_get_device_pixel_ratio();
  const int wanted_width = static_cast<int>(std::lround(css_width * ratio));
  const int wanted_height = static_cast<int>(std::lround(css_height * ratio));
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window, &width, &height);
  if (width != wanted_width || height != wanted_height) glfwSetWindowSize(window, wanted_width, wanted_height);
}

bool SavePicture(const std::string& /*file*/, int /*width*/, int /*height*/) { return false; }

double CpuMs() { return emscripten_get_now(); }

void EachFrame(bool (*frame)(void*), void* program) {
  frame_of_page = frame;
  emscripten_set_main_loop_arg(OneFrame, program, 0, false);
}

}  // namespace eteinen::workbench
