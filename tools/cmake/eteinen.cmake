# How every target of the project is built.

# Tests are named after the folder of their build: native/form, asan/form, wasm/form.
get_filename_component(ETEINEN_BUILD ${CMAKE_BINARY_DIR} NAME)

set(ETEINEN_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wconversion -Wno-sign-conversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 warns about its own std::string operator+ when it is inlined (GCC bug 105651).
  list(APPEND ETEINEN_WARNINGS -Wno-restrict)
  if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    # The sanitizers' own code confuses this one (a variant's unused members), and they find the real cases.
    list(APPEND ETEINEN_WARNINGS -Wno-maybe-uninitialized)
  endif()
endif()

if(EMSCRIPTEN)
  # The generated programs are CommonJS, the project around them is not.
  file(WRITE ${CMAKE_BINARY_DIR}/package.json "{ \"type\": \"commonjs\" }\n")
  configure_file(${PROJECT_SOURCE_DIR}/wasm/eteinen.mjs ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/eteinen.mjs COPYONLY)
endif()

# eteinen_library(base SOURCES result.cc json.cc DEPS …): the static library eteinen_base of a folder under core/.
# Sources are listed by hand. No exceptions, no run-time type information: the same code becomes WebAssembly.
function(eteinen_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_library(eteinen_${name} STATIC ${ARG_SOURCES})
  target_include_directories(eteinen_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_compile_options(eteinen_${name} PRIVATE ${ETEINEN_WARNINGS} -fno-exceptions -fno-rtti)
  target_link_libraries(eteinen_${name} PUBLIC ${ARG_DEPS})
endfunction()

# eteinen_node_program(target): a program that node runs as it is in the WASM build, with the machine's own files.
# Nothing to do natively.
function(eteinen_node_program target)
  if(EMSCRIPTEN)
    target_link_options(${target} PRIVATE
      -sNODERAWFS=1 -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=1GB
      -sTOTAL_STACK=4MB -Wl,--stack-first)
  endif()
endfunction()

# eteinen_test(base SOURCES json_test.cc DEPS eteinen_base): one GoogleTest program, one ctest (under node for WASM).
function(eteinen_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name}_test ${ARG_SOURCES})
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(${name}_test PRIVATE ${ETEINEN_WARNINGS})
  target_link_libraries(${name}_test PRIVATE ${ARG_DEPS} gtest gmock gtest_main)
  eteinen_node_program(${name}_test)
  # Tests read assets/, i18n/ and ../shared/conformance relative to the project's root.
  add_test(NAME ${ETEINEN_BUILD}/${name} COMMAND ${name}_test WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set(seconds 600)
  if(CMAKE_CXX_FLAGS MATCHES "--coverage")  # nothing is optimised there
    set(seconds 3600)
  endif()
  set_tests_properties(${ETEINEN_BUILD}/${name} PROPERTIES TIMEOUT ${seconds})
endfunction()
