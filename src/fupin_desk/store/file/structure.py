"""Whether a file has the tables, indexes, views and triggers of its format, and no others."""

from functools import cache
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from fupin_desk.store.file import engine, migrate

_Held = dict[tuple[str, str], str | None]

_NAMES = {"table": "表", "index": "索引", "view": "视图", "trigger": "触发器"}


def differences(connection: Connection) -> list[str]:
    """Return what is not as the migrations make it, in words; nothing for a sound file."""
    version = migrate.version(connection)
    wanted = _made_by(tuple(path for number, path in migrate.steps().items() if number <= version))
    held = _held(connection)
    return [
        *(f"缺少{_NAMES[kind]} {name}。" for kind, name in sorted(wanted.keys() - held.keys())),
        *(
            f"多出{_NAMES[kind]} {name}，不是本程序建的。"
            for kind, name in sorted(held.keys() - wanted.keys())
        ),
        *(
            f"{_NAMES[kind]} {name} 的结构被改动。"
            for kind, name in sorted(wanted.keys() & held.keys())
            if wanted[kind, name] != held[kind, name]
        ),
    ]


def _held(connection: Connection) -> _Held:
    return {
        (kind, name): sql
        for kind, name, sql in connection.execute("SELECT type, name, sql FROM main.sqlite_master")
    }


@cache
def _made_by(steps: tuple[Path, ...]) -> _Held:
    connection = engine.in_memory()
    try:
        for step in steps:
            migrate.run(connection, step.read_text("utf-8"))
        return _held(connection)
    finally:
        connection.close()
