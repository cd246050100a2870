"""The views of facts: what is known of every unit on a day, in SQL. See the files beside this one."""

from pathlib import Path

from sqlcipher3.dbapi2 import Connection


def make(connection: Connection) -> None:
    """Make the views for a connection; they are temporary and its own."""
    connection.executescript(sql())


def sql() -> str:
    """Return the SQL of the facts: what the rules mean by their words."""
    scripts = sorted(Path(__file__).parent.glob("*.sql"))
    return "\n".join(one.read_text(encoding="utf-8") for one in scripts)
