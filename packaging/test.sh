#!/usr/bin/env bash
# Set everything up and pass every check: ruff, mypy, pytest without a screen.
set -u
# shellcheck source=packaging/lib/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/setup.sh"

usage() {
  cat <<'TEXT'
Usage: bash packaging/test.sh [--help] [PYTEST ARGUMENTS]

Makes .venv in the checkout (once), installs what the tests need, and runs
  1. ruff check           2. ruff format --check
  3. mypy --strict        4. pytest, without a screen
Exit status: 0 all passed, 1 a check failed, 2 the set-up was not possible (one sentence says what to do).
Without arguments the tests of the window run beside all others where there are two cores.
Arguments go to pytest: bash packaging/test.sh tests/unit -k coverage
TEXT
}

case "${1:-}" in -h | --help) usage && exit 0 ;; esac
cd "$ROOT" || exit 2
ensure_venv dev
ensure_qt

python=$(venv_python)
home=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$home"' EXIT
export QT_QPA_PLATFORM=offscreen FUPIN_HOME="$home"
# A person's own settings must not decide what the tests see.
unset FUPIN_PASSPHRASE QT_SCALE_FACTOR QT_STYLE_OVERRIDE
summary=""
failed=0

step() {
  local name=$1 result=passed
  shift
  say "$name"
  "$@" || { result=FAILED && failed=1; }
  summary="$summary$(printf '  %-8s %s' "$result" "$name")
"
}

# With two cores the tests of the window run beside all others; each half has a home of its own.
run_tests() {
  if [ $# -gt 0 ] || [ "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)" -lt 2 ]; then
    "$python" -m pytest "$@"
    return
  fi
  local window result
  mkdir "$home/qt"
  FUPIN_HOME="$home/qt" "$python" -m pytest tests/qt >"$home/qt.log" 2>&1 &
  window=$!
  "$python" -m pytest --ignore=tests/qt
  result=$?
  wait "$window" || result=1
  say "pytest tests/qt"
  cat "$home/qt.log"
  return $result
}

step "ruff check" "$python" -m ruff check .
step "ruff format" "$python" -m ruff format --check .
step "mypy" "$python" -m mypy
step "pytest" run_tests "$@"

say "Summary"
printf '%s' "$summary"
exit $failed
