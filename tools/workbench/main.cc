// eteinen-workbench: a window in which authors and developers see, question and prove the content; options.h has its
// command line.
//
// Without --backend the reference backend runs inside, in memory. --click, --type, --key and --wait are input by script
// (script.h); --frames ends after so many frames once the script is done; --once saves the last one as a picture;
// --bench prints the CPU time of the frames, all but the first, which loads the fonts.
#define GL_GLEXT_PROTOTYPES
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>
#include <stb_image_write.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "tools/workbench/backend.h"
#include "tools/workbench/options.h"
#include "tools/workbench/own_backend.h"
#include "tools/workbench/script.h"
#include "tools/workbench/workbench.h"

namespace eteinen::workbench {
namespace {

int Misuse(const std::string& what) {
  std::fprintf(stderr, "eteinen-workbench: %s\n%s", what.c_str(), kUsage);
  return 2;
}

bool SavePicture(const std::string& file, int width, int height) {
  const std::size_t row = static_cast<std::size_t>(width) * 4;
  std::vector<unsigned char> pixels(row * static_cast<std::size_t>(height));
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  stbi_flip_vertically_on_write(1);
  return stbi_write_png(file.c_str(), width, height, 4, pixels.data(), static_cast<int>(row)) != 0;
}

// Of the whole process: software rendering has threads of its own.
double CpuMs() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void PrintBench(std::vector<double> frames) {
  if (frames.empty()) return;
  std::sort(frames.begin(), frames.end());
  const auto at = [&](double share) {
    return frames[static_cast<std::size_t>(share * static_cast<double>(frames.size() - 1))];
  };
  std::printf("{\"frames\":%zu,\"medianMs\":%.2f,\"p95Ms\":%.2f,\"mostMs\":%.2f}\n", frames.size(), at(0.5), at(0.95),
              frames.back());
}

Result<Http> MakeHttp(const Options& options, const Clock& clock) {
  if (!options.backend.empty()) return HttpTo(options.backend);
  Result<Http> own = HttpToOwnBackend(options.folders.assets, options.folders.i18n, clock);
  if (own.ok()) return own;
  // Broken content is what the workbench is there to show.
  std::fprintf(stderr, "without a backend: %s: %s\n", own.error().path.c_str(), own.error().message.c_str());
  return HttpFromFiles(options.folders.assets, options.folders.i18n);
}

class Window {
 public:
  explicit Window(const Options& options) {
    if (glfwInit() == GLFW_FALSE) return;
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
    window_ = glfwCreateWindow(options.width, options.height, "Eteinen workbench", nullptr, nullptr);
    if (window_ == nullptr) return;
    glfwMakeContextCurrent(window_);
    if (options.bench) glfwSwapInterval(0);
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    float scale = options.scale;
    if (scale <= 0) glfwGetWindowContentScale(window_, &scale, nullptr);
    fonts_ = SetLook(scale);
    ImGui_ImplGlfw_InitForOpenGL(window_, true);
    ImGui_ImplOpenGL3_Init("#version 130");
  }
  ~Window() {
    if (window_ != nullptr) {
      ImGui_ImplOpenGL3_Shutdown();
      ImGui_ImplGlfw_Shutdown();
      ImGui::DestroyContext();
    }
    glfwTerminate();
  }
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  bool ok() const { return window_ != nullptr; }
  bool closed() const { return glfwWindowShouldClose(window_) != GLFW_FALSE; }
  const Fonts& fonts() const { return fonts_; }
  int width() const { return width_; }
  int height() const { return height_; }

  void Begin(Script& script, Controls& controls) {
    glfwPollEvents();
    glfwGetFramebufferSize(window_, &width_, &height_);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    script.Feed(controls);
    ImGui::NewFrame();
  }
  void End() {
    ImGui::Render();
    glViewport(0, 0, width_, height_);
    const ImVec4 ground = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
    glClearColor(ground.x, ground.y, ground.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glFinish();
  }
  void Swap() { glfwSwapBuffers(window_); }

 private:
  GLFWwindow* window_ = nullptr;
  Fonts fonts_;
  int width_ = 0;
  int height_ = 0;
};

int Run(const Options& options) {
  Window window(options);
  if (!window.ok()) return Misuse("no window with OpenGL 3 can be had (try it under xvfb-run)");
  Result<Http> http = InputError("");
  const auto make_http = [&](const Clock& clock) {
    http = MakeHttp(options, clock);
    return http.ok() ? *http : Http([](const HttpRequest&) { return std::nullopt; });
  };
  const std::int64_t shift = options.now ? options.now->seconds - std::time(nullptr) : 0;
  Workbench workbench(
      options.folders, [shift] { return Instant{std::time(nullptr) + shift}; }, make_http, options.locale);
  if (!http.ok()) return Misuse(http.error().message);
  if (options.now) workbench.shared().clock.Run(false);
  workbench.shared().fonts = window.fonts();
  Script script(options.script);
  std::vector<double> times;
  int after = 0;  // frames since the script was done
  while (!window.closed()) {
    const double began = CpuMs();
    window.Begin(script, workbench.shared().controls);
    workbench.Frame(static_cast<float>(window.width()), static_cast<float>(window.height()));
    window.End();
    if (script.done()) ++after;
    const bool last = options.frames > 0 && after >= options.frames;
    if (last && !options.picture.empty() && !SavePicture(options.picture, window.width(), window.height())) return 1;
    window.Swap();
    times.push_back(CpuMs() - began);
    if (last) break;
  }
  if (options.frames > 0) std::printf("title %s\n", workbench.shared().desk.view().title().c_str());
  if (options.bench && !times.empty()) PrintBench({times.begin() + 1, times.end()});
  if (script.missing().empty()) return 0;
  std::fprintf(stderr, "never there: %s\n", script.missing().c_str());
  return 1;
}

int Main(int argc, char** argv) {
  const Result<Options> options = ReadOptions(argc, argv);
  return options.ok() ? Run(*options) : Misuse(options.error().message);
}

}  // namespace
}  // namespace eteinen::workbench

int main(int argc, char** argv) { return eteinen::workbench::Main(argc, argv); }
