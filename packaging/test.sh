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
Arguments go to pytest: bash packaging/test.sh tests/unit -k coverage
TEXT
}

case "${1:-}" in -h | --help) usage && exit 0 ;; esac
cd "$ROOT" || exit 2
ensure_venv dev
ensure_qt

python=$(venv_python)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
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

step "ruff check" "$python" -m ruff check .
step "ruff format" "$python" -m ruff format --check .
step "mypy" "$python" -m mypy
step "pytest" "$python" -m pytest "$@"

say "Summary"
printf '%s' "$summary"
exit $failed
