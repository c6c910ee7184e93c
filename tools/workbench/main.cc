// eteinen-workbench: a window in which authors and developers see what a resident sees, beside the journal of what went
// in and out.
//
//   eteinen-workbench [--backend URL] [--assets DIR] [--i18n DIR] [--locale fi] [--now INSTANT]
//                     [--press KEY]… [--frames N] [--once FILE.png]
//
// Without --backend the content comes from the folders, and what needs a backend says that it cannot be reached.
// --press presses a node once it is there. --frames ends after so many frames; --once saves the last one as a picture.
#define GL_GLEXT_PROTOTYPES
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>
#include <stb_image_write.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "tools/workbench/backend.h"
#include "tools/workbench/desk.h"
#include "tools/workbench/draw.h"

namespace eteinen::workbench {
namespace {

constexpr int kWidth = 1100;
constexpr int kHeight = 900;
constexpr float kPreviewWidth = 480;
constexpr const char* kFontFile = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

struct Options {
  std::string backend;
  std::string assets = "assets";
  std::string i18n = "i18n";
  std::string locale = "fi";
  std::optional<Instant> now;
  std::vector<std::string> presses;
  int frames = 0;  // 0: until the window is closed
  std::string picture;
};

int Misuse(const std::string& what) {
  std::fprintf(stderr,
               "eteinen-workbench: %s\nusage: eteinen-workbench [--backend URL] [--assets DIR] [--i18n DIR]"
               " [--locale fi] [--now INSTANT] [--press KEY]... [--frames N] [--once FILE.png]\n",
               what.c_str());
  return 2;
}

Result<Options> ReadOptions(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (i + 1 >= argc) return InputError("\"" + name + "\" needs a value, or is not known");
    const std::string value = argv[++i];
    if (name == "--backend") {
      options.backend = value;
    } else if (name == "--assets") {
      options.assets = value;
    } else if (name == "--i18n") {
      options.i18n = value;
    } else if (name == "--locale") {
      options.locale = value;
    } else if (name == "--press") {
      options.presses.push_back(value);
    } else if (name == "--once") {
      options.picture = value;
    } else if (name == "--frames") {
      options.frames = std::atoi(value.c_str());
    } else if (name == "--now") {
      ETEINEN_ASSIGN_OR_RETURN(options.now, ParseInstant(value));
    } else {
      return InputError("unknown option \"" + name + "\"");
    }
  }
  if (!options.picture.empty() && options.frames <= 0) options.frames = 10;
  return options;
}

// The real clock, moved so that the workbench began at --now.
Clock MakeClock(const Options& options) {
  const std::int64_t began = std::time(nullptr);
  const std::int64_t shift = options.now ? options.now->seconds - began : 0;
  return [shift] { return Instant{std::time(nullptr) + shift}; };
}

Fonts LoadFonts() {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  std::FILE* file = std::fopen(kFontFile, "rb");
  if (file == nullptr) {
    ImFont* font = atlas->AddFontDefault();
    return {font, font};
  }
  std::fclose(file);
  // Latin with Finnish and Swedish letters, general punctuation, arrows.
  static const ImWchar kRanges[] = {0x0020, 0x024F, 0x2010, 0x2044, 0x20AC, 0x20AC, 0x2190, 0x21FF, 0};
  return {atlas->AddFontFromFileTTF(kFontFile, 17, nullptr, kRanges),
          atlas->AddFontFromFileTTF(kFontFile, 23, nullptr, kRanges)};
}

void DrawFrame(Desk& desk, Painter& painter, int width, int height) {
  const ImGuiWindowFlags fixed = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({kPreviewWidth, static_cast<float>(height)});
  if (ImGui::Begin("preview", nullptr, fixed)) painter.Draw(desk);
  ImGui::End();

  ImGui::SetNextWindowPos({kPreviewWidth, 0});
  ImGui::SetNextWindowSize({static_cast<float>(width) - kPreviewWidth, static_cast<float>(height)});
  if (ImGui::Begin("journal", nullptr, fixed)) {
    for (const char* locale : {"fi", "sv", "en"}) {
      if (ImGui::Button(locale)) desk.Start(locale);
      ImGui::SameLine();
    }
    if (ImGui::Button("back")) desk.Back();
    ImGui::SameLine();
    ImGui::Text("%s  view %lld", desk.path().c_str(), static_cast<long long>(desk.view().rev()));
    ImGui::Separator();
    for (const std::string& line : desk.journal()) ImGui::TextWrapped("%s", line.c_str());
    if (ImGui::GetScrollY() >= ImGui::GetScrollMaxY()) ImGui::SetScrollHereY(1);
  }
  ImGui::End();
}

bool SavePicture(const std::string& file, int width, int height) {
  const std::size_t row = static_cast<std::size_t>(width) * 4;
  std::vector<unsigned char> pixels(row * static_cast<std::size_t>(height));
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  stbi_flip_vertically_on_write(1);
  return stbi_write_png(file.c_str(), width, height, 4, pixels.data(), static_cast<int>(row)) != 0;
}

int Run(const Options& options, Http http) {
  if (glfwInit() == GLFW_FALSE) return Misuse("no display (try it under xvfb-run)");
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
  GLFWwindow* window = glfwCreateWindow(kWidth, kHeight, "Eteinen workbench", nullptr, nullptr);
  if (window == nullptr) return Misuse("no OpenGL 3 window can be had");
  glfwMakeContextCurrent(window);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  ImGui::StyleColorsLight();
  Painter painter(LoadFonts());
  ImGui_ImplGlfw_InitForOpenGL(window, true);
  ImGui_ImplOpenGL3_Init("#version 130");

  Desk desk(MakeClock(options), std::move(http));
  desk.Start(options.locale);
  std::size_t pressed = 0;
  int status = 0;
  for (int frame = 0; glfwWindowShouldClose(window) == GLFW_FALSE; ++frame) {
    glfwPollEvents();
    desk.Turn();
    if (pressed < options.presses.size() && desk.view().Find(options.presses[pressed]) != nullptr) {
      desk.Press(options.presses[pressed++]);
    }
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(window, &width, &height);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    DrawFrame(desk, painter, width, height);
    ImGui::Render();
    glViewport(0, 0, width, height);
    glClearColor(1, 1, 1, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    const bool last = options.frames > 0 && frame + 1 >= options.frames;
    if (last && !options.picture.empty() && !SavePicture(options.picture, width, height)) status = 1;
    glfwSwapBuffers(window);
    if (last) break;
  }
  if (options.frames > 0) {
    for (const std::string& line : desk.journal()) std::printf("%s\n", line.c_str());
    std::printf("title %s\n", desk.view().title().c_str());
    if (pressed < options.presses.size()) {
      std::fprintf(stderr, "never there: %s\n", options.presses[pressed].c_str());
      status = 1;
    }
    if (desk.view().empty()) status = 1;
  }
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  glfwTerminate();
  return status;
}

int Main(int argc, char** argv) {
  const Result<Options> options = ReadOptions(argc, argv);
  if (!options.ok()) return Misuse(options.error().message);
  Result<Http> http =
      options->backend.empty() ? Result<Http>(HttpFromFiles(options->assets, options->i18n)) : HttpTo(options->backend);
  if (!http.ok()) return Misuse(http.error().message);
  return Run(*options, std::move(http).value());
}

}  // namespace
}  // namespace eteinen::workbench

int main(int argc, char** argv) { return eteinen::workbench::Main(argc, argv); }
