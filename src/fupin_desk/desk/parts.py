"""The versions of the program and of all that it is put together from: what a technician asks for first."""

import platform
from importlib import metadata

from fupin_desk import __version__
from fupin_desk.store.file import engine

# Read from what is installed, never imported: half of it is heavy, and Qt belongs to the window.
_PACKAGES = {
    "PySide6": "PySide6-Essentials", "SQLModel": "sqlmodel", "SQLAlchemy": "SQLAlchemy", "pydantic": "pydantic",
    "sqlcipher3": "sqlcipher3", "openpyxl": "openpyxl", "reportlab": "reportlab", "python-calamine": "python-calamine",
}  # fmt: skip


def versions() -> dict[str, str]:
    """Return the version of each part by its name, the program first."""
    found = {"fupin-desk": __version__, "Python": platform.python_version(), **engine.versions()}
    for name, package in _PACKAGES.items():
        try:
            found[name] = metadata.version(package)
        except metadata.PackageNotFoundError:
            # A frozen program carries no metadata of what is in it.
            found[name] = "?"
    return found
