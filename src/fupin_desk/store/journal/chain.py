"""The chain over the batches: its head, printed on reports and packages, and its verification."""

from collections.abc import Iterator
from typing import Any

from sqlcipher3.dbapi2 import Connection

from fupin_desk.store.journal import seal


def head(connection: Connection) -> str:
    """Return the head of the journal: one hash over the last batch of every device; empty for a new file."""
    lasts = connection.execute(
        "SELECT b.device, b.number, b.hash FROM batch b"
        " JOIN (SELECT device, max(number) AS number FROM batch GROUP BY device) USING (device, number)"
        " ORDER BY b.device"
    ).fetchall()
    return seal.link("", (), [(n, *row, None, None, "") for n, row in enumerate(lasts)]) if lasts else ""


def broken(connection: Connection) -> list[str]:
    """Return the batches (`device-number`) whose hash does not follow from the one before and their changes."""
    found: list[str] = []
    last: dict[str, tuple[int, str]] = {}
    lines = _Lines(connection)
    for device, number, *header, kept in connection.execute(
        "SELECT device, number, at, author, what, undoes, hash FROM batch ORDER BY device, number"
    ):
        before, previous = last.get(device, (0, ""))
        held = lines.of(device, number)
        made = seal.link(previous, (device, number, *header), held)
        if made != kept or number != before + 1 or not held:
            found.append(f"{device[:8]}-{number}")
        last[device] = (number, kept)
    return found


class _Lines:
    """All changes in the order of their batches, read once and never held together."""

    def __init__(self, connection: Connection) -> None:
        self._rows: Iterator[tuple[Any, ...]] = iter(
            connection.execute(
                "SELECT device, number, n, kind, record, field, old, new, parent FROM change"
                " ORDER BY device, number, n"
            )
        )
        self._next = next(self._rows, None)

    def of(self, device: str, number: int) -> list[seal.Line]:
        """Return the changes of a batch; batches must be asked for in order."""
        lines = []
        while self._next is not None and self._next[:2] == (device, number):
            lines.append(self._next[2:])
            self._next = next(self._rows, None)
        return lines
