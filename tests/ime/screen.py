"""A screen of its own with a window manager and a real input method on it; everything ends with it."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.house.source import ROOT

PROGRAMS = {
    "ibus": ("Xvfb", "openbox", "xdotool", "dbus-daemon", "ibus-daemon", "ibus"),
    "fcitx5": ("Xvfb", "openbox", "xdotool", "dbus-daemon", "fcitx5", "fcitx5-remote"),
}
PACKAGES = {
    "ibus": ("xvfb", "openbox", "xdotool", "dbus", "ibus", "ibus-libpinyin"),
    "fcitx5": ("xvfb", "openbox", "xdotool", "dbus", "fcitx5", "fcitx5-chinese-addons"),
}
_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
_ACTIVE = "[Behavior]\nActiveByDefault=True\n"
_WAIT_S = 60


def missing(framework: str) -> list[str]:
    """Return the programs that a framework needs and that this computer lacks."""
    return [one for one in PROGRAMS[framework] if shutil.which(one) is None]


def wait(what: str, reached: Callable[[], bool]) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: If it never is.
    """
    until = time.monotonic() + _WAIT_S
    while not reached():
        if time.monotonic() > until:
            raise TimeoutError(what)
        time.sleep(0.1)


class Screen:
    """One X screen with an input method; `environment` is what a program on it needs."""

    def __init__(self, folder: Path, framework: str) -> None:
        self.folder, self._framework = folder, framework
        self.environment = {
            **os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / ".config"), "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": str(folder), "XDG_DATA_HOME": str(folder / ".data"), "LANG": "C.UTF-8",
            "XDG_CACHE_HOME": str(folder / ".cache"), "FUPIN_HOME": str(folder / "desk"), "XMODIFIERS": f"@im={framework}",
        }  # fmt: skip
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, command: Sequence[str], *, piped: bool = False) -> subprocess.Popen[bytes]:
        """Start a program on the screen; what it prints is read if `piped`, else it goes into the log."""
        with (self.folder / "log").open("ab") as log:
            out = subprocess.PIPE if piped else log
            started = subprocess.Popen(command, env=self.environment, cwd=ROOT, stderr=log, stdout=out)
        self._running.append(started)
        return started

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program on the screen to its end."""
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def open(self) -> None:
        """Start the screen and the input method, and wait until both answer."""
        server = self.start(["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24"], piped=True)
        self.environment["DISPLAY"] = f":{_line(server)}"
        bus = self.start(["dbus-daemon", "--session", "--nofork", "--print-address"], piped=True)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = _line(bus)
        self.start(["openbox"])
        if self._framework == "ibus":
            self.run("gsettings", "set", "org.freedesktop.ibus.general", "preload-engines", "['libpinyin']")
            self.start(["ibus-daemon", "--xim", "--replace"])
            wait("ibus", self._has_pinyin)
        else:
            config = self.folder / ".config" / "fcitx5"
            config.mkdir(parents=True)
            (config / "profile").write_text(_PROFILE)
            (config / "config").write_text(_ACTIVE)
            self.start(["fcitx5", "--disable", "wayland"])
            wait("fcitx5", lambda: self.run("fcitx5-remote").returncode == 0)

    def _has_pinyin(self) -> bool:
        # Without a keyboard to set it answers 1, and yet takes the engine.
        self.run("ibus", "engine", "libpinyin")
        return self.run("ibus", "engine").stdout.strip() == "libpinyin"

    def press(self, keys: Sequence[str], pause_ms: float) -> None:
        """Press keys one after the other with the same pause behind each."""
        script = "".join(f"key {one}\nsleep {pause_ms / 1000}\n" for one in keys)
        program = shutil.which("xdotool") or "xdotool"
        subprocess.run([program, "-"], env=self.environment, input=script, text=True, check=True)

    def picture(self, path: Path) -> None:
        """Write what the screen shows, where ImageMagick is there."""
        if shutil.which("import"):
            self.run("import", "-window", "root", str(path))

    def close(self) -> None:
        """End what was started, the last first."""
        for one in reversed(self._running):
            one.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                one.wait(10)


def _line(program: subprocess.Popen[bytes]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().decode().strip()


@contextlib.contextmanager
def opened(folder: Path, framework: str) -> Iterator[Screen]:
    """Open a screen with an input method for as long as it is needed."""
    screen = Screen(folder, framework)
    try:
        screen.open()
        yield screen
    finally:
        screen.close()
