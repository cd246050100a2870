"""Which input method Qt is to speak to on Linux, and what to say where it can speak to none."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QPluginLoader

_DESKTOP = ("QT_IM_MODULE", "GTK_IM_MODULE", "XMODIFIERS")
_MISSING = "这台电脑的输入法是 fcitx 4，本程序接不上，打不出汉字；请安装 fcitx5 或 ibus（软件商店里搜“输入法”），注销后再登录。"


def choose() -> str:
    """Choose the input method before the application is made; return a sentence if Chinese cannot be typed.

    The wheel has no plugin of fcitx, but fcitx 5 answers as ibus too; fcitx 4 does not.
    """
    if not sys.platform.startswith("linux") or _has_fcitx():
        return ""
    wanted = any("fcitx" in os.environ.get(name, "") for name in _DESKTOP)
    os.environ["QT_IM_MODULE"] = "ibus"
    return _MISSING if wanted and not _ibus_answers() else ""


def _has_fcitx() -> bool:
    """Whether a plugin of fcitx lies beside Qt's and loads: one of another Qt does not, and must not count."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    return any(QPluginLoader(str(one)).load() for one in folder.glob("*fcitx*.so"))


def _ibus_answers() -> bool:
    """Whether somebody who lives has left the address of an ibus."""
    if os.environ.get("IBUS_ADDRESS"):
        return True
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    for note in (home / "ibus" / "bus").glob("*"):
        lines = note.read_text(encoding="utf-8", errors="replace").splitlines()
        pid = next((one.partition("=")[2] for one in lines if one.startswith("IBUS_DAEMON_PID=")), "")
        if pid.isdigit() and Path("/proc", pid).exists():
            return True
    return False
