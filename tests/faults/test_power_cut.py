"""The power is cut anywhere: what was acknowledged is there, and nothing is there by half.

A compiled shim writes down what the program asks of the disk; the cuts are then made on paper, hundreds of them. That
the trick finds anything at all is shown by the same program without syncs: there the cuts must do damage.
"""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fupin_desk.model.error import DeskError
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import chain
from tests import sample_file
from tests.faults import power, traced
from tests.faults.power import Disk, Step
from tests.sample_file import record_id

_CUTS = 240
_COMPILER = shutil.which("cc") or shutil.which("gcc")
_WHY_NOT = "needs Linux and a C compiler for the shim that writes down what reaches the disk"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux") or not _COMPILER, reason=_WHY_NOT)


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("shim") / "tracer.so"
    source = Path(__file__).with_name("tracer.c")
    subprocess.run([str(_COMPILER), "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    return made


def run_traced(folder: Path, shim: Path, way: str) -> tuple[bytes, list[Step]]:
    """Run the saving program and return the file before it and what it asked of the disk."""
    work = folder / "work"
    work.mkdir()
    sample_file.new_file(work).close()
    before = (work / "desk.fupin").read_bytes()
    key = sample_file.key()
    subprocess.run(
        [sys.executable, "-m", "tests.faults.traced", work / "desk.fupin", key.hex, key.salt, way],
        check=True,
        env={
            **os.environ, "LD_PRELOAD": str(shim), "TRACED_FOLDER": str(work.resolve()),
            "TRACE": str(folder / "trace"),
        },
    )  # fmt: skip
    steps = [one for one in power.read(folder / "trace") if "lock" not in one.name]
    return before, steps


def damage(folder: Path, cut: dict[str, bytes], acknowledged: set[int]) -> str:
    """Return what is wrong with the files that a cut left, or nothing."""
    for name in ("desk.fupin", "desk.fupin-journal"):
        (folder / name).unlink(missing_ok=True)
        if name in cut:
            (folder / name).write_bytes(cut[name])
    try:
        with File.open(folder / "desk.fupin", sample_file.key()) as file:
            sample_file.assert_sound(file)
            return lost(file, acknowledged)
    except (DeskError, AssertionError) as error:
        return f"{type(error).__name__} {error}"


def lost(file: File, acknowledged: set[int]) -> str:
    """Return which acknowledged save is missing, or which save is there by half."""
    held = {
        record: (members, phone)
        for record, members, phone in file.connection.execute(
            "SELECT h.id, (SELECT count(*) FROM member m WHERE m.household = h.id), h.phone FROM household h"
        )
    }
    whole = range(traced.IMPORT, traced.IMPORT + traced.IMPORTED)
    wanted = {record_id(number) for number in acknowledged} | (
        {record_id(number) for number in whole} if traced.IMPORT in acknowledged else set()
    )
    imported = sum(record_id(number) in held for number in whole)
    if wanted - held.keys():
        return f"{len(wanted - held.keys())} acknowledged households are lost"
    if imported not in {0, traced.IMPORTED} or {members for members, _ in held.values()} - {3}:
        return "a batch is there by half"
    for number in range(2, traced.SAVES + 1):
        if record_id(number) in held and held[record_id(number - 1)][1] != str(number):
            return "a save is there by half"
    return "" if not chain.broken(file.connection) else "the chain is broken"


def cuts(folder: Path, before: bytes, steps: list[Step], many: int) -> list[str]:
    """Cut the power at so many places, spread over the run, and return the damages."""
    (folder / "cut").mkdir()
    dice = random.Random(20180114)  # noqa: S311 - dice, no secret
    places = sorted(dice.sample(range(1, len(steps)), min(many, len(steps) - 1)))
    disk, acknowledged, found = Disk({"desk.fupin": before}), set[int](), []
    for number, step in enumerate(steps):
        if step.name == "acknowledged":
            acknowledged.add(int(step.data))
        else:
            disk.take(step)
        if number in places:
            wrong = damage(folder / "cut", dict(disk.cut(dice)), acknowledged)
            if wrong:
                found.append(f"step {number}: {wrong}")
    return found


def test_no_cut_of_the_power_loses_a_save_or_halves_one(tmp_path: Path, shim: Path) -> None:
    before, steps = run_traced(tmp_path, shim, "synced")
    assert sum(one.name == "acknowledged" for one in steps) == traced.SAVES + 1
    assert any(one.what == "s" and not one.name for one in steps), "the folder was never synced"
    assert cuts(tmp_path, before, steps, _CUTS) == []


def test_without_syncs_the_same_cuts_do_damage(tmp_path: Path, shim: Path) -> None:
    before, steps = run_traced(tmp_path, shim, "unsynced")
    assert len(cuts(tmp_path, before, steps, 30)) >= 10
