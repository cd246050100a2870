"""Every call to the disk fails once, in its turn: nothing is lost, and a sentence says what happened.

The controls do what the program did before; that they lose files shows that the trick finds what it is for.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import sample_file
from tests.faults import failing
from tests.sample_file import commit, household

_COMPILER = shutil.which("cc") or shutil.which("gcc")
_WHY_NOT = "needs Linux and a C compiler for the shim that lets calls to the disk fail"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux") or not _COMPILER, reason=_WHY_NOT),
]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the compiled shim."""
    built = tmp_path_factory.mktemp("shim") / "faulty.so"
    source = Path(__file__).with_name("faulty.c")
    subprocess.run([str(_COMPILER), "-shared", "-fPIC", "-O1", "-o", built, source, "-ldl"], check=True)
    return built


def losses(shim: Path, way: str, files: Path, cases: int) -> list[str]:
    """Fail so many calls of a way and return the losses."""
    folder = files.parent / "faulty"
    key = sample_file.key()
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.failing", way, files, folder, str(cases), key.hex, key.salt],
        env={**os.environ, "LD_PRELOAD": str(shim), "FAULTY_FOLDER": str(folder.resolve())},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    *found, last = done.stdout.splitlines()
    assert int(last.removeprefix("calls ")) > cases, done.stdout
    return found


def small(folder: Path) -> Path:
    """Lay out a file with one household."""
    folder.mkdir()
    with sample_file.new_file(folder) as file:
        commit(file, *household(1))
    return folder


def cut(folder: Path) -> Path:
    """Lay out a file with half a batch in it and the journal beside it, as a crash leaves them, and a backup."""
    shutil.copy(small(folder) / "desk.fupin", folder / "older.fupin-backup")
    with sample_file.new_file(folder) as file:
        commit(file, *(draft for number in range(60) for draft in household(number)))
        shutil.copy(file.path, folder / "whole.fupin")
        file.connection.execute("PRAGMA cache_size = 5")
        file.connection.execute("BEGIN IMMEDIATE")
        file.connection.execute(failing.CHANGE_MUCH)
        crashed = folder.with_name("crashed")
        shutil.copytree(folder, crashed)
        file.connection.execute("ROLLBACK")
    return crashed


@pytest.mark.parametrize(
    ("way", "cases"),
    [("rekey", 14), ("opening", 14), ("saving", 24), ("backing_up", 12), ("restoring", 14)],
)
def test_no_failing_call_loses_anything(tmp_path: Path, shim: Path, way: str, cases: int) -> None:
    files = (cut if way in {"opening", "restoring"} else small)(tmp_path / "files")
    assert losses(shim, way, files, cases) == []


@pytest.mark.parametrize("way", ["rekey", "opening"])
def test_the_same_calls_lose_files_where_it_is_done_as_it_was(tmp_path: Path, shim: Path, way: str) -> None:
    files = cut(tmp_path / "files") if way == "opening" else small(tmp_path / "files")
    assert losses(shim, f"control_{way}", files, 16)
