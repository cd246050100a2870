"""What others may see of the running program: no memory, and the versions of its parts."""

import re
import subprocess
import sys

import pytest

_LOOK = """
import resource
from fupin_desk import __main__
__main__.main(["report", "--list"])
import ctypes
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl is Linux's")
def test_the_memory_of_the_program_is_shut_to_others_and_to_dumps() -> None:
    done = subprocess.run([sys.executable, "-c", _LOOK], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 (0, 0)"


def test_the_versions_of_all_parts_are_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fupin_desk", "--version"], capture_output=True, text=True, check=True
    )
    told = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    for part in (
        "fupin-desk", "Python", "SQLite", "SQLCipher", "OpenSSL", "PySide6", "SQLModel", "SQLAlchemy", "pydantic",
        "sqlcipher3", "openpyxl", "reportlab", "python-calamine",
    ):  # fmt: skip
        assert re.match(r"\d+\.\d+", told[part]), part
