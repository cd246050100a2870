"""Two programs at one file: one writes, the other reads or is told who is there; a product held open is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fupin_desk import demo
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import RequestError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "d.fupin"
    demo.make(made, seed=5, households=12).close()
    return made


def command(*given: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fupin_desk", *map(str, given)],
        env={**os.environ, "FUPIN_PASSPHRASE": "demo"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_while_a_window_holds_the_file_commands_read_and_are_refused_to_write(path: Path) -> None:
    with Desk.open(path, "demo") as desk:
        newest = desk.batches()[0].id
        read = command("coverage", path, "--json")
        assert read.returncode == 0, read.stderr
        written = command("undo", path, newest)
        assert written.returncode == 2
        assert str(os.getpid()) in written.stderr
        assert len(written.stderr.strip().splitlines()) == 1
        assert desk.batches()[0].id == newest
    assert command("undo", path, newest).returncode == 0


def test_a_lock_that_a_dead_program_left_with_the_number_of_a_living_one_stops_nobody(path: Path) -> None:
    lock = path.with_name(f".{path.name}.lock")
    assert lock.exists()
    lock.write_text(f"{os.getpid()}\n扶贫工作台窗口\n", encoding="utf-8")
    with Desk.open(path, "demo") as desk:
        assert desk.villages()


def test_a_report_that_is_open_in_excel_is_left_alone_and_written_once_it_is_closed(path: Path) -> None:
    with Desk.open(path, "demo") as desk:
        out = path.parent / "out"
        (made,) = desk.write_report("产扶10", out, formats=("xlsx",)).paths
        before = made.read_bytes()
        held = made.with_name(f"~${made.name}")
        held.write_bytes(b"")
        with pytest.raises(RequestError, match="打开"):
            desk.write_report("产扶10", out, formats=("xlsx",))
        assert made.read_bytes() == before
        assert {one.name for one in out.iterdir()} == {made.name, held.name}
        held.unlink()
        assert desk.write_report("产扶10", out, formats=("xlsx",)).paths == [made]
