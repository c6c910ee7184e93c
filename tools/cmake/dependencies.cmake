# Third-party code, never in the repository: Debian's packages and, for Abseil and for Dear ImGui
# in the browser, Debian's source packages, which tools/setup unpacks into build/deps.

# nlohmann/json, which our JSON parser is compared with in its tests: a link to the headers alone, so that no other
# header of /usr/include reaches the WASM build.
add_library(json INTERFACE)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/third_party)
file(CREATE_LINK /usr/include/nlohmann ${CMAKE_BINARY_DIR}/third_party/nlohmann SYMBOLIC)
target_include_directories(json SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/third_party)

# Dear ImGui: Debian's library natively, Debian's source for the browser.
if(EMSCRIPTEN)
  set(IMGUI_SOURCE ${PROJECT_SOURCE_DIR}/build/deps/imgui)
  if(NOT EXISTS ${IMGUI_SOURCE}/imgui.cpp)
    message(FATAL_ERROR "Dear ImGui's source is not in build/deps: run tools/setup")
  endif()
  add_library(imgui STATIC EXCLUDE_FROM_ALL
    ${IMGUI_SOURCE}/imgui.cpp ${IMGUI_SOURCE}/imgui_draw.cpp ${IMGUI_SOURCE}/imgui_tables.cpp
    ${IMGUI_SOURCE}/imgui_widgets.cpp ${IMGUI_SOURCE}/misc/cpp/imgui_stdlib.cpp
    ${IMGUI_SOURCE}/backends/imgui_impl_glfw.cpp ${IMGUI_SOURCE}/backends/imgui_impl_opengl3.cpp)
  target_include_directories(imgui SYSTEM PUBLIC ${IMGUI_SOURCE} ${IMGUI_SOURCE}/misc/cpp)
  target_compile_definitions(imgui PUBLIC IMGUI_IMPL_OPENGL_ES3)
  target_compile_options(imgui PRIVATE -w)
else()
  add_library(imgui INTERFACE)
  target_include_directories(imgui SYSTEM INTERFACE /usr/include/imgui)
  target_link_libraries(imgui INTERFACE -limgui glfw GL)
endif()

if(NOT EMSCRIPTEN)
  # cpp-httplib as Debian compiled it: the header must be read with the same settings as the library.
  find_package(Threads REQUIRED)
  add_library(cpp_httplib INTERFACE)
  target_compile_definitions(cpp_httplib INTERFACE
    CPPHTTPLIB_OPENSSL_SUPPORT CPPHTTPLIB_ZLIB_SUPPORT CPPHTTPLIB_BROTLI_SUPPORT)
  target_link_libraries(cpp_httplib INTERFACE cpp-httplib ssl crypto Threads::Threads)
endif()

if(BUILD_TESTING)
  set(gtest_disable_pthreads ON)
  set(INSTALL_GTEST OFF)
  add_subdirectory(/usr/src/googletest ${CMAKE_BINARY_DIR}/third_party/googletest EXCLUDE_FROM_ALL SYSTEM)
  foreach(target gtest gmock gtest_main gmock_main)
    target_compile_options(${target} PRIVATE -w)
  endforeach()
endif()

# Abseil: only the parts that a library links are built (absl::inlined_vector, …).
set(ABSEIL_SOURCE ${PROJECT_SOURCE_DIR}/build/deps/abseil)
if(NOT EXISTS ${ABSEIL_SOURCE}/CMakeLists.txt)
  message(FATAL_ERROR "Abseil's source is not in build/deps: run tools/setup")
endif()
set(ABSL_PROPAGATE_CXX_STD ON)
set(ABSL_ENABLE_INSTALL OFF)
add_subdirectory(${ABSEIL_SOURCE} ${CMAKE_BINARY_DIR}/third_party/abseil EXCLUDE_FROM_ALL SYSTEM)
if(EMSCRIPTEN)
  # Debian's source asks every linker for libatomic, which WebAssembly neither has nor needs.
  get_property(parts DIRECTORY ${ABSEIL_SOURCE}/absl PROPERTY SUBDIRECTORIES)
  foreach(part ${parts})
    get_property(targets DIRECTORY ${part} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target ${targets})
      get_target_property(libraries ${target} INTERFACE_LINK_LIBRARIES)
      list(FILTER libraries EXCLUDE REGEX "-latomic|--push-state|--pop-state")
      set_target_properties(${target} PROPERTIES INTERFACE_LINK_LIBRARIES "${libraries}")
    endforeach()
  endforeach()
endif()
