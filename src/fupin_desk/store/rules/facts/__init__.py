"""The views of facts: what is known of every unit on a day, in SQL. See the files beside this one."""

from collections.abc import Callable
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model import sort_keys


def prepare(connection: Connection) -> None:
    """Make what a connection needs for judging and sorting: the views of facts, the order of names."""
    for name, key in (("spoken_order", sort_keys.name_key), ("group_order", sort_keys.group_number)):
        connection.create_function(name, 1, _of_text(key), deterministic=True)
    make(connection)


def _of_text(key: Callable[[str], object]) -> Callable[[str | None], object]:
    return lambda text: None if text is None else key(text)


def make(connection: Connection) -> None:
    """Make the views for a connection; they are temporary and its own."""
    connection.executescript(sql())


def sql() -> str:
    """Return the SQL of the facts: what the rules mean by their words."""
    scripts = sorted(Path(__file__).parent.glob("*.sql"))
    return "\n".join(one.read_text(encoding="utf-8") for one in scripts)
