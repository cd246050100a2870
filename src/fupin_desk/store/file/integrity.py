"""The examination of a file: every page, every record against its seal and its history, the chain of batches."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.error import CancelledError, CannotUnlockError, DamagedFileError, DeskError
from fupin_desk.model.health import Health, Problem
from fupin_desk.store.file import about, driver_errors, engine, migrate, structure
from fupin_desk.store.file.file_key import Key
from fupin_desk.store.journal import chain, past_state, record_state, seal
from fupin_desk.store.journal.record_state import State
from fupin_desk.store.records import schema, search

if TYPE_CHECKING:
    from fupin_desk.store.file.file import File

Progress = Callable[[int, int], bool]

_CHUNK = 2_000
_LAST_STEPS = 2  # the pages and the chain, beside the rows


def examine(file: "File", progress: Progress | None = None) -> Health:
    """Check everything that can be checked; damage is reported, never raised.

    Args:
        file: The open file or a snapshot of it; the pages on the disk are checked for both.
        progress: Called with what is done and the total; False cancels.

    Raises:
        CancelledError: If it was cancelled.
    """
    problems: list[Problem] = []
    counts, total = _counts(file, problems)
    done = 0
    for kind in counts:
        for checked in _rows(file, kind, problems):
            done += checked
            _tell(progress, done, total + _LAST_STEPS)
    pages = _pages(file, problems)
    _tell(progress, total + 1, total + _LAST_STEPS)
    whole = not _chain(file, problems)
    _frame(file, problems)
    _tell(progress, total + _LAST_STEPS, total + _LAST_STEPS)
    batches = _number(file.connection, "SELECT count(*) FROM batch")
    return Health(counts, done, batches, tuple(problems), chain=whole, pages=pages)


def flaws(connection: Connection, key: Key, *, replayed: bool = True) -> list[Problem]:
    """Check the content of a file that may be half written: pages, records, seals, history, chain.

    Args:
        connection: The file.
        key: What opens it.
        replayed: Compare each record with its history too, which costs more than all the others.

    Raises:
        dbapi2.Error: If it cannot be read; whether that is damage or passes is for the caller to say.
    """
    rows = connection.execute("PRAGMA integrity_check(1)").fetchall()
    problems = [Problem("", "", row[0]) for row in rows if row[0] != "ok"]
    for kind in schema.kinds(connection):
        for _ in _examined(connection, kind, problems, replayed=replayed):
            pass
    _examine_chain(connection, problems)
    _examine_frame(connection, key, problems)
    return problems


def refusal(path: Path, key: Key, *, alone: bool = False, replayed: bool = True) -> DeskError | None:
    """Return why a file that nobody has open must not be trusted; None if everything in it agrees.

    Args:
        path: The file.
        key: What opens it.
        alone: Read it as it lies there, without what lies beside it.
        replayed: See `flaws`.

    Raises:
        DiskError: If it could not be read this time: that says nothing about the file.
    """
    try:
        connection = engine.connect(path, key, readonly=True, alone=alone, prepared=False)
        try:
            with driver_errors.told(path):
                found = flaws(connection, key, replayed=replayed)
        finally:
            connection.close()
    except (CannotUnlockError, DamagedFileError) as error:
        return error
    return driver_errors.half_written(path.name, len(found)) if found else None


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress and not progress(done, total):
        raise CancelledError("已取消体检。文件没有改动。")


def _number(connection: Connection, sql: str) -> int:
    try:
        return int(connection.execute(sql).fetchone()[0])
    except dbapi2.DatabaseError:
        return 0


def _counts(file: "File", problems: list[Problem]) -> tuple[dict[str, int], int]:
    counts: dict[str, int] = {}
    total = 0
    try:
        kinds = schema.kinds(file.connection)
    except dbapi2.DatabaseError:
        problems.append(Problem("", "", "文件的目录页已损坏，数不出有哪些记录。"))
        return {}, 0
    for kind in kinds:
        try:
            held, living = file.connection.execute(
                f"SELECT count(*), coalesce(sum(removed = 0), 0) FROM {kind}"
            ).fetchone()
        except dbapi2.DatabaseError:
            held = living = 0
            problems.append(Problem(kind, "", "这一类记录所在的页已损坏，数不出来。"))
        counts[kind] = living
        total += held
    return counts, total


def _rows(file: "File", kind: str, problems: list[Problem]) -> Iterator[int]:
    try:
        yield from _examined(file.connection, kind, problems)
    except dbapi2.DatabaseError:
        problems.append(Problem(kind, "", "这一类记录有读不出来的页。"))


def _examined(
    connection: Connection, kind: str, problems: list[Problem], *, replayed: bool = True
) -> Iterator[int]:
    """Check the records of a kind and yield how many were checked, a chunk at a time."""
    rows = record_state.read_all(connection, kind)
    while chunk := list(islice(rows, _CHUNK)):
        _check(connection, kind, chunk, problems, replayed=replayed)
        yield len(chunk)
    problems.extend(
        Problem(kind, record, "历史里有这条记录，文件里却没有了。")
        for (record,) in connection.execute(
            f"SELECT record FROM change WHERE field = '*' AND kind = ? AND record NOT IN (SELECT id FROM {kind})",
            (kind,),
        )
    )


def _check(
    connection: Connection, kind: str, chunk: list[tuple[str, State, str]], problems: list[Problem], *, replayed: bool
) -> None:  # fmt: skip
    ids = [record for record, _, _ in chunk]
    told = past_state.replay(past_state.steps_of(connection, ids)) if replayed else {}
    for record, held, kept in chunk:
        if seal.seal(kind, record, held) != kept:
            problems.append(Problem(kind, record, "内容与保存时的封印不符：文件被改动或已损坏。"))
        elif replayed and (kind, record) not in told:
            problems.append(Problem(kind, record, "历史里没有这条记录的来历。"))
        elif replayed and told[kind, record] != held:
            problems.append(Problem(kind, record, "内容与历史记录不符。"))


def _chain(file: "File", problems: list[Problem]) -> list[str]:
    try:
        return _examine_chain(file.connection, problems)
    except dbapi2.DatabaseError:
        problems.append(Problem("", "", "历史记录有读不出来的页。"))
        return [""]


def _examine_chain(connection: Connection, problems: list[Problem]) -> list[str]:
    broken = chain.broken(connection)
    problems.extend(
        Problem("", name, f"第 {name} 步操作与它的校验码不符：历史被改动或已损坏。") for name in broken
    )
    return broken


def _frame(file: "File", problems: list[Problem]) -> None:
    try:
        _examine_frame(file.connection, file.key, problems)
        # Records that were changed behind our back are told themselves.
        if not problems and (many := search.strays(file.connection)):
            problems.append(Problem("", "", f"查找用的索引有 {many} 处与记录不符，查找会漏掉它们。"))
    except dbapi2.DatabaseError:
        problems.append(Problem("", "", "文件的目录或查找用的索引有读不出来的页。"))


def _examine_frame(connection: Connection, key: Key, problems: list[Problem]) -> None:
    """Check what holds the records: tables, indexes, triggers, and what the file says of itself."""
    problems.extend(Problem("", "", what) for what in structure.differences(connection))
    if not about.is_sealed(connection, key, migrate.version(connection)):
        problems.append(Problem("", "", "文件自己的信息（单位、操作员、电脑编号等）被改动。"))


def _pages(file: "File", problems: list[Problem]) -> bool:
    found: list[str] = []
    try:
        if not file.is_in_place():
            problems.append(
                Problem(
                    "",
                    "",
                    "文件已经不在原来的位置：被改名、移走、删除或替换了，磁盘上的内容没有核对。请先把它移回原处。",
                )
            )
        else:
            found += _pages_on_disk(file)
        rows = file.connection.execute("PRAGMA integrity_check(20)").fetchall()
        found += [row[0] for row in rows if row[0] != "ok"]
        if file.connection.execute("PRAGMA foreign_key_check").fetchone():
            problems.append(Problem("", "", "有记录指向了不存在的记录。"))
    except (dbapi2.DatabaseError, DeskError) as error:
        found.append(type(error).__name__)
    if found:
        problems.append(Problem("", "", f"文件有损坏的页（{len(found)} 处）。请从最近的备份恢复。"))
    return not found


def _pages_on_disk(file: "File") -> list[str]:
    """Check each page's own digest on the disk, through a connection that has no page in its cache."""
    with driver_errors.told(file.path):
        connection = engine.connect(file.path, file.key, readonly=True, prepared=False)
        try:
            # Inside a read transaction: a save beside us waits for a moment instead of looking like damage.
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        finally:
            connection.close()
