# Shared by try.sh and test.sh: a Python 3.11+, the checkout's own .venv, and the system libraries that Qt needs.
# Sourced, not run. Ends the calling script with one sentence where a person has to do something.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
VENV="$ROOT/.venv"
# Qt cannot be imported without these; the second group is for a real or virtual screen.
QT_PACKAGES="libglib2.0-0 libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3"
SCREEN_PACKAGES="libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
  libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1"
export PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf '\n%s\n' "$*" >&2
  exit 2
}

# Run apt-get as root where that is possible without a question; false where it is not.
apt_install() {
  command -v apt-get >/dev/null || return 1
  local as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    as_root="sudo -n"
  fi
  local name names=""
  $as_root apt-get update -qq >/dev/null 2>&1 || true
  for name in "$@"; do
    # Debian 13 and Ubuntu 24.04 renamed some libraries to *t64.
    if apt-cache show "$name" >/dev/null 2>&1; then names="$names $name"; else names="$names ${name}t64"; fi
  done
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $names >/dev/null 2>&1
}

is_good_python() {
  "$1" -c 'import struct, sys; sys.exit(sys.version_info < (3, 11) or struct.calcsize("P") != 8)' >/dev/null 2>&1
}

can_make_venv() { "$1" -c 'import ensurepip, venv; ensurepip.version()' >/dev/null 2>&1; }

# Print a 64-bit Python 3.11 or later, one that can make virtual environments first.
find_python() {
  local name good=""
  for name in "${FUPIN_PYTHON:-}" python3 python3.12 python3.13 python3.11 python3.14 python; do
    [ -n "$name" ] && is_good_python "$name" || continue
    if can_make_venv "$name"; then
      echo "$name"
      return
    fi
    good=${good:-$name}
  done
  echo "$good"
}

venv_python() {
  if [ -x "$VENV/Scripts/python.exe" ]; then echo "$VENV/Scripts/python.exe"; else echo "$VENV/bin/python"; fi
}

make_venv() {
  local python
  python=$(find_python)
  if [ -z "$python" ]; then
    apt_install python3 python3-venv || true
    python=$(find_python)
  fi
  [ -n "$python" ] || fail "Python 3.11 or later (64 bit) was not found: install it (on Debian or Ubuntu: apt install python3 python3-venv) and run this again."
  if ! can_make_venv "$python"; then
    local version
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt_install "python$version-venv" || apt_install python3-venv ||
      fail "Python $version cannot make a virtual environment: run 'apt install python$version-venv' as root, then run this again."
  fi
  say "Making .venv with $("$python" --version)"
  rm -rf "$VENV"
  "$python" -m venv "$VENV" && return
  rm -rf "$VENV"
  fail "The folder $VENV could not be made: is the checkout writable and is there space?"
}

# What the environment was made from: dependencies, interpreter, place (an environment cannot be moved).
fingerprint() {
  "$(venv_python)" - "$ROOT" <<'PY'
import hashlib, pathlib, sys
root = pathlib.Path(sys.argv[1])
print(hashlib.sha256((root / "pyproject.toml").read_bytes() + f"{sys.version}{root}".encode()).hexdigest())
PY
}

# False where there is none, where making it was cut off, and where it stood in another place when it was made.
is_good_venv() {
  is_good_python "$(venv_python)" || return 1
  if [ -f "$VENV/.installed" ]; then grep -qxF "$ROOT" "$VENV/.installed"; else "$(venv_python)" -m pip --version >/dev/null 2>&1; fi
}

# Install the checkout, editable, with an extra ("" or "dev"); does nothing when that was done before.
ensure_venv() {
  local extra=$1 stamp="$VENV/.installed" now
  is_good_venv || make_venv
  now=$(fingerprint)
  if grep -qxF -e "$now dev" -e "$now $extra" "$stamp" 2>/dev/null; then return; fi
  [ -w "$VENV" ] || fail "The folder $VENV belongs to another user: remove it, or run this as that user."
  say "Installing fupin-desk into .venv (the first time takes some minutes)"
  local what="$ROOT"
  [ -z "$extra" ] || what="$ROOT[$extra]"
  "$(venv_python)" -m pip install -qq --editable "$what" ||
    fail "Installing failed: check the network connection (or the PIP_INDEX_URL setting) and run this again; what was installed stays."
  printf '%s\n%s %s\n' "$ROOT" "$now" "$extra" >"$stamp"
}

qt_loads() { QT_QPA_PLATFORM=offscreen "$(venv_python)" -c "$QT_PROBE" >/dev/null 2>&1; }
screen_loads() { "$(venv_python)" -c "$QT_PROBE" >/dev/null 2>&1; }
QT_PROBE='from PySide6.QtWidgets import QApplication; QApplication([])'

# Make sure that Qt can be loaded; installs the system libraries only where loading fails.
ensure_qt() {
  qt_loads && return
  say "Installing the system libraries that Qt needs"
  # shellcheck disable=SC2086
  apt_install $QT_PACKAGES || true
  qt_loads || fail "Qt cannot be loaded: as root, run 'apt install $QT_PACKAGES' (newer systems: libglib2.0-0t64), then run this again."
}

has_display() {
  [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || case "$(uname -s)" in Darwin | MINGW* | MSYS*) true ;; *) false ;; esac
}

# True when a window can be opened here; installs what the screen needs where it can.
ensure_screen() {
  has_display || return 1
  screen_loads && return
  # shellcheck disable=SC2086
  apt_install $SCREEN_PACKAGES || true
  screen_loads && return
  # shellcheck disable=SC2086
  printf '\n%s\n' "No window: the screen cannot be reached, or Qt misses libraries ('apt install $(echo $SCREEN_PACKAGES)' as root)." >&2
  return 1
}
