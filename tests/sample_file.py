"""A desk file for tests: made once, copied for each test, opened by its key."""

import functools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from fupin_desk.model.change import Batch
from fupin_desk.model.value import Draft, Value
from fupin_desk.store.file import integrity
from fupin_desk.store.file.file import File
from fupin_desk.store.file.file_key import Key
from fupin_desk.store.journal import journal, record_state
from fupin_desk.store.records import schema

PASSPHRASE = "four plain words here"
DEVICE = "d" * 32
# The area 421099 does not exist: this is nobody's number.
ID_NUMBER = "42109919900101999X"


@functools.cache
def _template() -> tuple[bytes, Key]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.fupin"
        with File.create(path, PASSPHRASE, {"place": "421024103", "operator": "甲"}, device=DEVICE) as file:
            key = file.key
        return path.read_bytes(), key


def new_file(folder: Path, name: str = "desk.fupin") -> File:
    """Return a new open file in a folder, without deriving its key again."""
    content, key = _template()
    path = folder / name
    path.write_bytes(content)
    return File.open(path, key)


def key() -> Key:
    """Return the key of the files that `new_file` makes."""
    return _template()[1]


def copy_of(file: File, folder: Path) -> Path:
    """Close a file and return a copy of it."""
    file.close()
    folder.mkdir(exist_ok=True)
    return Path(shutil.copy(file.path, folder / "copy.fupin"))


def record_id(number: int, letter: str = "a") -> str:
    """Return a readable id of 32 characters."""
    return f"{letter}{number:031d}"


def household(number: int, *, members: int = 2, **values: Value) -> list[Draft]:
    """Return a household with members as drafts to be born."""
    house = record_id(number)
    drafts = [Draft("household", house, {"household_no": str(number), **values}, is_new=True)]
    for n in range(members):
        fields: dict[str, Value] = {"household": house, "name": f"成员{n}", "id_number": ID_NUMBER}
        drafts.append(Draft("member", record_id(number * 10 + n, "b"), fields, is_new=True))
    return drafts


def commit(file: File, *drafts: Draft, at: str | None = None, what: str = "录入") -> Batch:
    """Write drafts and return the batch, which there must be."""
    batch = journal.commit(file, drafts, author="甲", what=what, at=at)
    assert batch is not None
    return batch


def load_writer() -> None:
    """Load what the first write of a program loads; for programs that fork."""
    with tempfile.TemporaryDirectory() as folder, new_file(Path(folder)) as file:
        commit(file, *household(1))


def seals(file: File) -> dict[tuple[str, str], str]:
    """Return the seal of every record of a file."""
    return {
        (kind, record): seal
        for kind in schema.kinds(file.connection)
        for record, _, seal in record_state.read_all(file.connection, kind)
    }


def watching(seen: list[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Return a progress that notes what it is told and never cancels."""

    def note(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    return note


def assert_sound(file: File) -> None:
    """Demand that the examination of a file finds nothing."""
    found = integrity.examine(file)
    assert found.sound, found.problems
