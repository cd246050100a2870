"""When a file is locked its key is forgotten: no copy of it is left in the memory of the program."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import sample_file

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the memory in /proc")

_HOLDER = """
import gc, sys
from pathlib import Path
from fupin_desk.desk import opening
from fupin_desk.desk.desk import Desk
desk = Desk.open(Path(sys.argv[1]), sys.argv[2])
desk.villages()
print("open", flush=True)
for _ in range(2):
    input()
    desk.file.lock_up()
    gc.collect()
    print("locked", flush=True)
    input()
    assert opening.unlock(desk, sys.argv[2])
    print("open", flush=True)
"""


def _copies(pid: int, secret: bytes) -> int:
    """Count how often bytes stand in the writable memory of a process."""
    count = 0
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            where, rights, *_ = line.split()
            start, end = (int(one, 16) for one in where.split("-"))
            if "rw" in rights:
                try:
                    memory.seek(start)
                    count += memory.read(end - start).count(secret)
                except OSError:
                    continue
    return count


@contextmanager
def _holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    arguments = [sys.executable, "-c", _HOLDER, str(path), sample_file.PASSPHRASE]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        yield running
        running.kill()


def test_no_copy_of_the_key_is_left_in_memory_while_the_file_is_locked(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        pass
    path = Path(shutil.copy(file.path, tmp_path / "k.fupin"))
    secrets = (file.key.hex.encode(), bytes.fromhex(file.key.hex))
    with _holder(path) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for state in ("open", "locked", "open", "locked", "open"):
            assert running.stdout.readline() == f"{state}\n"
            copies = sum(_copies(running.pid, secret) for secret in secrets)
            assert (copies > 0) == (state == "open"), (state, copies)
            running.stdin.write("\n")
            running.stdin.flush()
