# What tools/test runs, read by ctest: the tests of the three builds, then those that look at the project as a whole.
# ROOT is the project's folder, SLOW says whether the long checks belong to this run.

subdirs("${ROOT}/build/native" "${ROOT}/build/asan" "${ROOT}/build/wasm")

# whole_test(NAME SECONDS COMMAND…): run from the project's root.
function(whole_test name seconds)
  add_test(${name} ${ARGN})
  set_tests_properties(${name} PROPERTIES WORKING_DIRECTORY ${ROOT} TIMEOUT ${seconds})
  # A browser and a backend wait for each other: on two cores nothing else runs beside them.
  if(name MATCHES "^e2e/|^identification/")
    set_tests_properties(${name} PROPERTIES PROCESSORS 2)
  endif()
endfunction()

# The source.
whole_test(source/format 120 tools/checks/format)
whole_test(source/layers 60 node tools/checks/layers.mjs)
whole_test(source/licences 60 node tools/checks/licences.mjs)

# The content: questionnaires of FHIR R4.
whole_test(content/r4 120 node --test tests/content/r4_structure_test.mjs)

# The command line: its contract, and the same bytes from both builds.
if(EXISTS ${ROOT}/../shared/checks/cli_contract.py)
  whole_test(native/contract 300 python3 ../shared/checks/cli_contract.py)
  whole_test(wasm/contract 300 python3 ../shared/checks/cli_contract.py node build/wasm/bin/eteinen.mjs)
endif()
# Opening hours and holidays against what others have written.
whole_test(native/differential_hours 900 node tests/differential/hours_test.mjs)
whole_test(native/differential_holidays 120 node tests/differential/holidays_test.mjs)
whole_test(wasm/same_replies 600 node tests/wasm/same_replies_test.mjs)
whole_test(wasm/parity 900 node tests/wasm/parity.mjs)

# The content: everything that can be proved of it, and every golden case. Both builds give the same verdict.
whole_test(native/verify 600 build/native/bin/eteinen verify assets --from 2026-11-24 --cases tests/content/golden)
whole_test(wasm/verify 900 node build/wasm/bin/eteinen.mjs verify assets --from 2026-11-24 --cases tests/content/golden)

# Not slower than it was, by instructions.
whole_test(native/instructions 300 tools/bench/count)

# Identification and authorisations, against a real provider and a strict stand-in.
whole_test(identification/oidc 600 node tests/identification/oidc_test.mjs)
whole_test(identification/authorisations 600 node tests/identification/authorisations_test.mjs)

# The web shell: types, units, every role in several windows, and the whole way through in Chromium.
whole_test(web/types 600 node_modules/.bin/tsc --noEmit --project web/tsconfig.json)
whole_test(web/unit 600 node tests/web/run.mjs)
whole_test(web/oldest 120 node --test tests/web/oldest.mjs)
whole_test(e2e/gallery 900 node tests/e2e/gallery.mjs)
# Every screen on a narrow phone and in dark colours; tools/screens has all windows and languages.
whole_test(e2e/screens 900 node tests/e2e/screens.mjs --windows narrow,dark)
# Accessibility and good practice by Lighthouse; performance is for a quiet machine, among the long checks.
whole_test(e2e/lighthouse 300 node tests/e2e/lighthouse.mjs --runs 1 --without-performance)
# What is heard of the main screens, as text.
whole_test(e2e/spoken 600 node tests/e2e/spoken.mjs)
whole_test(e2e/booking 900 node tests/e2e/booking.mjs)
whole_test(e2e/booking_ways 900 node tests/e2e/booking_ways.mjs)
whole_test(e2e/chat 600 node tests/e2e/chat.mjs)
whole_test(e2e/help 600 node tests/e2e/help.mjs)
whole_test(backend/ends 120 node tests/backend/ends.mjs)
whole_test(backend/contract 600 node tests/backend/contract.mjs)
whole_test(e2e/first_visit 600 node tests/e2e/first_visit.mjs)
whole_test(e2e/walk 900 node tests/e2e/walk.mjs)
whole_test(e2e/addresses 600 node tests/e2e/addresses.mjs)
whole_test(e2e/paper 600 node tests/e2e/paper.mjs)
whole_test(e2e/assess 900 node tests/e2e/assess.mjs)
whole_test(e2e/actors 900 node tests/e2e/actors.mjs)
whole_test(e2e/drafts 600 node tests/e2e/drafts.mjs)
whole_test(e2e/identify 600 node tests/e2e/identify.mjs)
whole_test(e2e/offline 600 node tests/e2e/offline.mjs)
whole_test(e2e/webview 600 node tests/e2e/webview.mjs)
whole_test(e2e/headers 600 node tests/e2e/headers.mjs)
whole_test(e2e/without_wasm 600 node tests/e2e/without_wasm.mjs)
whole_test(e2e/faults 400 node tests/e2e/faults.mjs --seed 7 --runs 10 --seconds 90)
whole_test(e2e/nginx 600 node tests/e2e/nginx.mjs)

# Taking it into use, from outside: the npm package, the CMake install, and which versions changes ask for.
whole_test(package/npm 300 node --test tests/package/npm_test.mjs)
whole_test(package/cmake 300 node --test tests/package/cmake_test.mjs)
whole_test(package/versions 60 node --test tests/package/versions_test.mjs)
whole_test(package/sbom 60 node --test tests/package/sbom_test.mjs)

# The workbench in a window: each pane can be drawn.
whole_test(e2e/workbench 900 node tests/e2e/workbench.mjs)
whole_test(workbench/window 120 xvfb-run -a build/native/bin/eteinen-workbench --frames 10 --once build/workbench.png)
whole_test(workbench/pictures 600 tools/workbench/pictures build/workbench-pictures)

if(SLOW)
  # Every screen in every window and language.
  whole_test(e2e/lighthouse_performance 900 node tests/e2e/lighthouse.mjs --runs 5)
  whole_test(e2e/screens_all 3600 env ETEINEN_PATIENCE=60000 node tests/e2e/screens.mjs --all)
  # What is heard of every screen, of the main ones in each language.
  whole_test(e2e/spoken_all 1200 env ETEINEN_PATIENCE=60000 node tests/e2e/spoken.mjs --all)
  # With a slow backend every wait says what is waited for.
  whole_test(e2e/waits 1800 env ETEINEN_PATIENCE=60000
             node tests/e2e/screens.mjs --only start --windows narrow --slow 2500)
  # From a press to the next screen, on a slow phone.
  whole_test(e2e/quick 900 node tests/e2e/quick.mjs)
  # The other journeys with WebAssembly switched off.
  foreach(journey booking booking_ways chat actors walk assess drafts identify help)
    whole_test(e2e/without_wasm/${journey} 1800 env ETEINEN_WITHOUT_WASM=1 ETEINEN_PATIENCE=60000
               node tests/e2e/${journey}.mjs)
  endforeach()
  whole_test(workbench/frame 300 tools/bench/frame build/native/bin/eteinen-workbench)
  whole_test(backend/race 1200 env ETEINEN_RACE_SECONDS=120 build/native/bin/storage_test
             --gtest_filter=BookingRace.*)
  whole_test(e2e/faults_long 1200 node tests/e2e/faults.mjs --seconds 900 --runs 5000 --seed 1000 --lanes 6)
  whole_test(wasm/parity_long 1200 node tests/wasm/parity.mjs --residents 20 --messages 1000 --seed 1000)
  whole_test(wasm/same_verdict 900 node tests/wasm/verify_test.mjs)
  whole_test(package/reproducible 3600 env CCACHE_DISABLE=1 tools/checks/reproducible)
  whole_test(source/tidy 3600 tools/checks/tidy)
  whole_test(fuzz 3600 tools/fuzz --seconds 20)
endif()
