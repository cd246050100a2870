"""The key, the backup and the time machine: what protects a file, against the bare calls below it."""

import hashlib
import os
from pathlib import Path

from sqlcipher3 import dbapi2

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.store.file.file import File
from tests.bench.ground import PASSPHRASE, Ground, connect
from tests.bench.measure import Row, alternate, demand_equal

_UNLOCK_BUDGET, _BACKUP_BUDGET, _ASOF_BUDGET = 1.5, 4.0, 3.0
_ROUNDS_OF_PBKDF2 = 256_000
_EARLIER_DAY = "2018-06-30"
_HOUSEHOLDS = 20


def unlock(ground: Ground) -> list[Row]:
    """Return the row of `unlock`: from the passphrase to an open file."""
    path = ground.copy("locked")
    best = alternate(
        lambda: File.open(path, PASSPHRASE).close(), lambda: _unlock_by_hand(path), rounds=ground.rounds(9)
    )
    ground.drop(path)
    return [Row("unlock", *best, _UNLOCK_BUDGET)]


def _unlock_by_hand(path: Path) -> None:
    with path.open("rb") as file:
        salt = file.read(16)
    key = hashlib.pbkdf2_hmac("sha512", PASSPHRASE.encode(), salt, _ROUNDS_OF_PBKDF2, 32)
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.close()


def backup(ground: Ground) -> list[Row]:
    """Return the row of `backup`: copied, opened again and compared, against the copy alone."""
    folder = ground.folder / "backups"
    folder.mkdir()
    best = alternate(
        lambda: _back_up(ground, folder),
        lambda: _back_up_by_hand(ground, folder / "by_hand.db"),
        rounds=ground.rounds(5),
    )
    return [Row("backup", *best, _BACKUP_BUDGET)]


def _back_up(ground: Ground, folder: Path) -> None:
    ground.desk.back_up(folder).path.unlink()


def _back_up_by_hand(ground: Ground, target: Path) -> None:
    copy = connect(target, ground.key)
    ground.raw.backup(copy)
    copy.close()
    handle = os.open(target, os.O_RDWR)
    os.fsync(handle)
    os.close(handle)
    target.unlink()


def asof(ground: Ground) -> list[Row]:
    """Return the row of `asof`: some households and 产扶10 as known on an earlier day, against today's rows."""
    desk, day = ground.desk, _EARLIER_DAY
    ids = desk.ids(Query("household"))
    chosen = ids[:: max(1, len(ids) // _HOUSEHOLDS)][:_HOUSEHOLDS]
    demand_equal("asof", len(_pages_then(desk, chosen[:1], day)), 1)
    best = alternate(lambda: _then(desk, chosen, day), lambda: _now(desk, chosen), rounds=ground.rounds(3))
    return [Row("asof", *best, _ASOF_BUDGET)]


def _then(desk: Desk, ids: list[str], day: str) -> None:
    desk.judgements.forget()
    _pages_then(desk, ids, day)
    desk.report("产扶10", known=day)


def _pages_then(desk: Desk, ids: list[str], day: str) -> list[object]:
    seen = desk.judgements.known(desk, day)
    return [seen.page("household", one) for one in ids]


def _now(desk: Desk, ids: list[str]) -> None:
    desk.judgements.forget()
    for one in ids:
        desk.page("household", one)
    desk.report("产扶10")
