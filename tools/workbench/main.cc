// eteinen-workbench: a window in which authors and developers see, question and prove the content; options.h has its
// command line.
//
// Without --backend the reference backend runs inside, in memory. --click, --type, --key and --wait are input by script
// (script.h); --frames ends after so many frames once the script is done; --once saves the last one as a picture;
// --bench prints the CPU time of the frames, all but the first, which loads the fonts.
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "tools/workbench/options.h"
#include "tools/workbench/platform.h"
#include "tools/workbench/script.h"
#include "tools/workbench/workbench.h"

namespace eteinen::workbench {
namespace {

int Misuse(const std::string& what) {
  std::fprintf(stderr, "eteinen-workbench: %s\n%s", what.c_str(), kUsage);
  return 2;
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
    fonts_ = SetLook(options.scale > 0 ? options.scale : ScaleOf(window_));
    ImGui_ImplGlfw_InitForOpenGL(window_, true);
    ImGui_ImplOpenGL3_Init(kShaderVersion);
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
    FitWindow(window_);
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

class Program {
 public:
  explicit Program(const Options& options)
      : options_(options),
        shift_(options.now ? options.now->seconds - std::time(nullptr) : 0),
        window_(options),
        workbench_(
            options.folders, [this] { return Instant{std::time(nullptr) + shift_}; },
            [this](const Clock& clock) {
              http_ = HttpOf(options_.backend, options_.folders, clock);
              return http_.ok() ? *http_ : Http([](const HttpRequest&) { return std::nullopt; });
            },
            options.locale),
        script_(options.script) {
    if (options.now) workbench_.shared().clock.Run(false);
    workbench_.shared().fonts = window_.fonts();
  }

  bool has_window() const { return window_.ok(); }
  const Result<Http>& http() const { return http_; }

  // False: it was the last one.
  bool Frame() {
    if (window_.closed()) return false;
    const double began = CpuMs();
    window_.Begin(script_, workbench_.shared().controls);
    workbench_.Frame(static_cast<float>(window_.width()), static_cast<float>(window_.height()));
    window_.End();
    if (script_.done()) ++after_;
    const bool last = options_.frames > 0 && after_ >= options_.frames;
    if (last && !options_.picture.empty()) saved_ = SavePicture(options_.picture, window_.width(), window_.height());
    window_.Swap();
    times_.push_back(CpuMs() - began);
    if (last) Tell();
    return !last;
  }

  // For the system: 0 when all went as the script wanted.
  int code() const { return saved_ && script_.missing().empty() ? 0 : 1; }

 private:
  void Tell() {
    std::printf("title %s\n", workbench_.shared().desk.view().title().c_str());
    if (options_.bench && !times_.empty()) PrintBench({times_.begin() + 1, times_.end()});
    if (!script_.missing().empty()) std::fprintf(stderr, "never there: %s\n", script_.missing().c_str());
  }

  const Options options_;
  const std::int64_t shift_;  // seconds from the machine's clock to the one that was asked for
  Window window_;
  Result<Http> http_ = InputError("");
  Workbench workbench_;
  Script script_;
  std::vector<double> times_;
  int after_ = 0;  // frames since the script was done
  bool saved_ = true;
};

int Main(int argc, char** argv) {
  const Result<Options> options = ReadOptions(argc, argv);
  if (!options.ok()) return Misuse(options.error().message);
  // On the page the frames come after main() has returned.
  static Program program(*options);
  if (!program.has_window()) return Misuse("no window with OpenGL 3 can be had (try it under xvfb-run)");
  if (!program.http().ok()) return Misuse(program.http().error().message);
  EachFrame([](void* of) { return static_cast<Program*>(of)->Frame(); }, &program);
  return program.code();
}

}  // namespace
}  // namespace eteinen::workbench

int main(int argc, char** argv) { return eteinen::workbench::Main(argc, argv); }
