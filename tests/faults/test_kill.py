"""Kill -9 in the middle of saves: nothing acknowledged is lost, nothing is half saved."""

import os
import random
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from fupin_desk.store.file.file import File
from fupin_desk.store.journal import chain
from tests import sample_file
from tests.faults import saving
from tests.sample_file import record_id

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


@contextmanager
def saver(path: Path) -> Iterator[tuple[IO[str], IO[str]]]:
    """Run the saving program and give its standard input and output."""
    key = sample_file.key()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.saving", str(path), key.hex, key.salt],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stdin
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        yield program.stdin, program.stdout


def run_and_kill(
    pipes: tuple[IO[str], IO[str]], way: str, first: int, after: int, patience: float
) -> tuple[list[int], int]:
    """Let it save, kill it `patience` seconds after its `after`-th commit began, return what it acknowledged."""
    orders, answers = pipes
    orders.write(f"{way} {first}\n")
    orders.flush()
    pid = int(answers.readline().split()[1])
    saved: list[int] = []
    begun = 0
    alive = True
    while True:
        word, _, number = answers.readline().strip().partition(" ")
        if word == "dead":
            return saved, begun
        if word == "saved":
            saved.append(int(number))
        else:
            begun = int(number)
            if alive and len(saved) >= after:
                select.select([], [], [], patience)
                os.kill(pid, signal.SIGKILL)
                alive = False


def households(file: File) -> dict[str, tuple[int, str | None]]:
    """Return the number of members and the phone of every household."""
    rows = file.connection.execute(
        "SELECT h.id, (SELECT count(*) FROM member m WHERE m.household = h.id), h.phone FROM household h"
    )
    return {record: (members, phone) for record, members, phone in rows}


def test_thirty_kills_among_two_hundred_saves_lose_nothing_and_halve_nothing(tmp_path: Path) -> None:
    sample_file.new_file(tmp_path).close()
    path = tmp_path / "desk.fupin"
    dice = random.Random(20180930)  # noqa: S311 - dice, no secret
    acknowledged: list[int] = []
    with saver(path) as pipes:
        for kill in range(32):
            first = kill * 1_000
            saved, begun = run_and_kill(pipes, "save", first, dice.randint(1, 14), dice.random() * 0.012)
            acknowledged += saved
            with File.open(path, sample_file.key()) as file:
                held = households(file)
                assert {record_id(number) for number in acknowledged} <= held.keys()
                assert {members for members, _ in held.values()} == {3}
                assert chain.broken(file.connection) == []
                # The edit of the one before stands or falls with the household that it was saved with.
                for number in (*saved, begun):
                    if number > first and record_id(number) in held:
                        assert held[record_id(number - 1)][1] == str(number)
                assert record_id(begun) in held or held.get(record_id(begun - 1), (0, None))[1] is None
    assert len(acknowledged) >= 200
    with File.open(path, sample_file.key()) as file:
        sample_file.assert_sound(file)


def test_a_kill_during_an_import_leaves_all_of_it_or_none(tmp_path: Path) -> None:
    sample_file.new_file(tmp_path).close()
    path = tmp_path / "desk.fupin"
    dice = random.Random(20190930)  # noqa: S311 - dice, no secret
    acknowledged = 0
    with saver(path) as pipes:
        for kill in range(6):
            saved, _ = run_and_kill(pipes, "import", kill * 1_000_000, kill % 2, dice.random() * 0.8)
            acknowledged += len(saved)
            with File.open(path, sample_file.key()) as file:
                held = households(file)
                assert len(held) % saving.MANY == 0
                assert len(held) >= acknowledged * saving.MANY
                assert {members for members, _ in held.values()} <= {3}
                assert chain.broken(file.connection) == []
    with File.open(path, sample_file.key()) as file:
        sample_file.assert_sound(file)
        sample_file.commit(file, *sample_file.household(9))


@pytest.mark.parametrize("readonly", [False, True])
def test_what_a_power_cut_left_half_written_is_rolled_back(tmp_path: Path, *, readonly: bool) -> None:
    with sample_file.new_file(tmp_path) as file:
        sample_file.commit(file, *(draft for number in range(200) for draft in sample_file.household(number)))
        before = sample_file.seals(file)
        file.connection.execute("PRAGMA cache_size = 10")
        file.connection.execute("BEGIN IMMEDIATE")
        file.connection.execute("UPDATE member SET name = '半', seal = '半'")
        # The disk as the power cut finds it: pages of the save in the file, the old ones in the journal.
        (tmp_path / "cut").mkdir()
        for name in ("desk.fupin", "desk.fupin-journal"):
            shutil.copy(tmp_path / name, tmp_path / "cut" / name)
        file.connection.execute("ROLLBACK")
    with File.open(tmp_path / "cut" / "desk.fupin", sample_file.key(), readonly=readonly) as cut:
        assert sample_file.seals(cut) == before
        sample_file.assert_sound(cut)
