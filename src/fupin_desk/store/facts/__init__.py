"""The views of facts: what is known of every unit on a day, in SQL. See the files beside this one."""

from pathlib import Path

from sqlcipher3.dbapi2 import Connection


def make(connection: Connection) -> None:
    """Make the views for a connection; they are temporary and its own."""
    for script in sorted(Path(__file__).parent.glob("*.sql")):
        connection.executescript(script.read_text(encoding="utf-8"))
