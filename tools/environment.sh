# Sourced by the scripts in tools/: where the project is and which node they use.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
deps=$root/build/deps
cd "$root" || exit 1

# Prints its arguments to the person at the terminal; standard output stays free for results.
say() { printf '%s\n' "$*" >&2; }
die() {
  say "error: $*"
  exit 1
}

# Vite needs node 20; Debian 12's own is 18. tools/setup puts a fitting one here where the machine has none.
use_node() {
  local version
  version=$(node --version 2>/dev/null | sed 's/^v//; s/\..*//')
  if [ "${version:-0}" -lt 20 ] && [ -x "$deps/node/bin/node" ]; then
    export PATH=$deps/node/bin:$PATH
  fi
}

# Objects are found again in ccache from any clone.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
