// What the native program and the page in a browser do differently. platform_native.cc and platform_page.cc have the
// same functions; everything else is the same code.
#ifndef ETEINEN_TOOLS_WORKBENCH_PLATFORM_H_
#define ETEINEN_TOOLS_WORKBENCH_PLATFORM_H_

#include <string>

#include "tools/workbench/content.h"
#include "tools/workbench/desk.h"

struct GLFWwindow;

namespace eteinen::workbench {

// The GLSL version of this platform's OpenGL, as its source begins.
extern const char* const kShaderVersion;

// Where the desk's requests go. Natively: the backend at `address`, or one inside the program when it is empty. On the
// page: the server that the page came from, but content from the page's own files, where edits are saved.
Result<Http> HttpOf(const std::string& address, const Folders& folders, const Clock& clock);

// A file of the content has been written. The page offers it as a download, since its files end with it.
void OfferWritten(const std::string& file, const std::string& text);

// Pixels of the screen to one of the look's, from 1.
float ScaleOf(GLFWwindow* window);

// Before each frame: makes the window as large as the place that it has.
void FitWindow(GLFWwindow* window);

// The picture on the screen as a PNG file. False: it cannot be written, or the platform keeps no files.
bool SavePicture(const std::string& file, int width, int height);

// Milliseconds that this program has used, of all threads together; on the page, of the clock.
double CpuMs();

// Calls `frame` until it returns false. On the page this returns at once, and the browser calls it.
void EachFrame(bool (*frame)(void*), void* program);

// Whether work can go on beside the frames.
extern const bool kHasThreads;

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_PLATFORM_H_
