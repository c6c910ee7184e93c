#define GL_GLEXT_PROTOTYPES
#include <GLFW/glfw3.h>
#include <stb_image_write.h>

#include <cstdio>
#include <ctime>
#include <vector>

#include "tools/workbench/backend.h"
#include "tools/workbench/own_backend.h"
#include "tools/workbench/platform.h"

namespace eteinen::workbench {

const char* const kShaderVersion = "#version 130";
const bool kHasThreads = true;

Result<Http> HttpOf(const std::string& address, const Folders& folders, const Clock& clock) {
  if (!address.empty()) return HttpTo(address);
  Result<Http> own = HttpToOwnBackend(folders.assets, folders.i18n, clock);
  if (own.ok()) return own;
  // Broken content is what the workbench is there to show.
  std::fprintf(stderr, "without a backend: %s: %s\n", own.error().path.c_str(), own.error().message.c_str());
  return HttpFromFiles(folders.assets, folders.i18n);
}

void OfferWritten(const std::string& /*file*/, const std::string& /*text*/) {}

float ScaleOf(GLFWwindow* window) {
  float scale = 1;
  glfwGetWindowContentScale(window, &scale, nullptr);
  return scale;
}

void FitWindow(GLFWwindow* /*window*/) {}

bool SavePicture(const std::string& file, int width, int height) {
  const std::size_t row = static_cast<std::size_t>(width) * 4;
  std::vector<unsigned char> pixels(row * static_cast<std::size_t>(height));
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  stbi_flip_vertically_on_write(1);
  return stbi_write_png(file.c_str(), width, height, 4, pixels.data(), static_cast<int>(row)) != 0;
}

double CpuMs() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void EachFrame(bool (*frame)(void*), void* program) {
  while (frame(program)) {
  }
}

}  // namespace eteinen::workbench
