#!/usr/bin/env bash
# Set everything up and do the main job: a demo township, its coverage, its reports, the window.
set -u
# shellcheck source=packaging/lib/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/setup.sh"

# Reports of a sheet a household are written for one village.
SHEETS=" 户卡 入户单 "
VILLAGE=黄淡村

usage() {
  cat <<'TEXT'
Usage: bash packaging/try.sh [--help] [--fresh] [--no-window]

Makes .venv in the checkout (once), makes a synthetic township in try-out/demo.fupin (passphrase: demo),
prints how far the county's policy reaches, writes every report as PDF and Excel into try-out/,
and opens the window where there is a screen.
  --fresh      begin again with a new demo township; otherwise the one that is there is kept
  --no-window  end after the reports
TEXT
}

fresh=0
window=1
for argument in "$@"; do
  case "$argument" in
    -h | --help) usage && exit 0 ;;
    --fresh) fresh=1 ;;
    --no-window) window=0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done

cd "$ROOT" || exit 2
ensure_venv ""
ensure_qt
desk() { "$(venv_python)" -m fupin_desk "$@"; }
export FUPIN_PASSPHRASE=demo
file=try-out/demo.fupin
mkdir -p try-out || fail "The folder try-out could not be made: is the checkout writable?"

if [ $fresh -eq 1 ] || [ ! -f $file ]; then
  say "A synthetic township (nobody in it is real)"
  rm -f try-out/making.fupin
  desk demo try-out/making.fupin --seed 1 >/dev/null && mv -f try-out/making.fupin $file || exit
  rm -f try-out/.making.fupin.lock
else
  say "The demo township of last time is kept (--fresh makes a new one)"
fi
echo "$ROOT/$file"

say "Coverage"
desk coverage $file || exit

say "Reports"
reports=$(desk report --list) || exit
for report in $(printf '%s\n' "$reports" | cut -f 1); do
  case "$SHEETS" in *" $report "*) set -- --place $VILLAGE ;; *) set -- ;; esac
  desk report $file "$report" --out try-out "$@" || exit
done

if [ $window -eq 0 ] || ! ensure_screen; then
  say "Done. To see the window: FUPIN_PASSPHRASE=demo .venv/bin/fupin-desk $file"
  exit 0
fi
say "The window (close it to end; the passphrase is demo)"
desk $file
