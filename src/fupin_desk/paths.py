"""Where the program's own files and the user's files lie."""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _data_root() -> Path:
    """Return the folder that holds forms/ and resources/: inside a wheel, or the checkout."""
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parents[1]


def forms() -> Path:
    """Return the folder of the form definitions."""
    return _data_root() / "forms"


def resources(*parts: str) -> Path:
    """Return a file or folder below resources/."""
    return _data_root().joinpath("resources", *parts)


def home() -> Path:
    """Return the user's own folder of this program (log, window sizes); it is made on first use.

    FUPIN_HOME overrides it, for tests and for a laptop with several users.
    """
    chosen = os.environ.get("FUPIN_HOME")
    if chosen:
        folder = Path(chosen)
    elif sys.platform == "win32":
        folder = Path(os.environ.get("APPDATA", str(Path.home()))) / "fupin_desk"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "fupin_desk"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
