# `cmake --install build/native --component eteinen --prefix DIR`: the core as one static library for programs that find
# it by find_package(eteinen), its headers, and the content as an example. tests/package/cmake is such a program.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# All layers in one file: nothing else has to be found. The table of FHIR types is the small one, which the application
# needs.
set(layers base calendar text fhir fhirpath fhirpath_model_small form identity channels booking view app)
add_library(eteinen_core STATIC)
foreach(layer ${layers})
  target_sources(eteinen_core PRIVATE $<TARGET_OBJECTS:eteinen_${layer}>)
endforeach()
set_target_properties(eteinen_core PROPERTIES OUTPUT_NAME eteinen LINKER_LANGUAGE CXX EXPORT_NAME core)
target_include_directories(eteinen_core INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/eteinen>)
target_compile_features(eteinen_core INTERFACE cxx_std_20)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/eteinen)
install(TARGETS eteinen_core EXPORT eteinen-config ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT eteinen)
install(EXPORT eteinen-config NAMESPACE eteinen:: DESTINATION ${package} COMPONENT eteinen)
# Below 1.0.0 a new minor version may break what was built before it.
write_basic_package_version_file(${CMAKE_BINARY_DIR}/eteinen-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/eteinen-config-version.cmake DESTINATION ${package} COMPONENT eteinen)
# Of the application only the boundary; the headers of core/form need Abseil's and stay here.
foreach(layer base calendar text fhir fhirpath identity channels booking)
  install(DIRECTORY core/${layer} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/eteinen/core COMPONENT eteinen
          FILES_MATCHING PATTERN "*.h" PATTERN "*.inc")
endforeach()
install(FILES core/app/core.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/eteinen/core/app COMPONENT eteinen)
install(DIRECTORY assets i18n DESTINATION ${CMAKE_INSTALL_DATADIR}/eteinen COMPONENT eteinen
        PATTERN "test-persons" EXCLUDE)
install(FILES LICENSE THIRD_PARTY.md VERSIONS.md core/app/BOUNDARY.md web/EMBEDDING.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/eteinen COMPONENT eteinen)
