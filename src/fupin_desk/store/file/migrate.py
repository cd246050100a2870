"""Steps from one file format to the next: numbered SQL files, each in one transaction, a copy made first."""

import re
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.error import NewerFileError
from fupin_desk.store.file import about, engine
from fupin_desk.store.file.file_key import Key

FOLDER = Path(__file__).resolve().parent / "migrations"


def steps() -> dict[int, Path]:
    """Return the migrations by number, in order."""
    found = {int(path.name[:4]): path for path in FOLDER.glob("[0-9][0-9][0-9][0-9]_*.sql")}
    return dict(sorted(found.items()))


def newest() -> int:
    """Return the format that this program writes."""
    return max(steps())


def version(connection: Connection) -> int:
    """Return the format of an open file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(connection: Connection, name: str) -> None:
    """Refuse a file of a later format.

    Raises:
        NewerFileError: If a newer program wrote it.
    """
    held = version(connection)
    if held > newest():
        raise NewerFileError(
            f"“{name}”是新版程序写的（文件格式 {held}，本程序只认到 {newest()}）。文件是安全的，没有改动。"
            "请先升级扶贫工作台，再打开它。"
        )


def upgrade(connection: Connection, key: Key) -> int:
    """Bring a file to the newest format and return how many steps that took; make the copy before.

    Args:
        connection: The file.
        key: What it seals itself with.
    """
    held = version(connection)
    todo = {number: path for number, path in steps().items() if number > held}
    for number, path in todo.items():
        sql = path.read_text("utf-8")
        # Switched off outside the transaction: a step may rebuild a table that others refer to.
        connection.execute("PRAGMA foreign_keys = OFF")
        try:
            connection.execute("BEGIN IMMEDIATE")
            run(connection, sql)
            about.renew_seal(connection, key)
            _demand_references(connection, path.name)
            connection.execute(f"PRAGMA application_id = {engine.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.execute("PRAGMA foreign_keys = ON")
    return len(todo)


def _demand_references(connection: Connection, step: str) -> None:
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise ValueError(f"{step}: a reference leads nowhere after this step")


def run(connection: Connection, sql: str) -> None:
    """Execute the statements of a step, inside the caller's transaction if there is one."""
    # Not executescript: it commits an open transaction before it begins.
    plain = re.sub(r"^\s*--.*$", "", sql, flags=re.MULTILINE)
    for statement in plain.split(";\n"):
        if statement.strip():
            connection.execute(statement)
