"""The facts of villages: the same figures that the rules judge."""

from typing import Any

from fupin_desk.model.rule import Pack
from fupin_desk.model.value import Values
from fupin_desk.store import judging


def facts(connection: Any, pack: Pack, day: str, last: str, place: str | None = None) -> dict[str, Values]:
    """Return the facts of every village by its id.

    Args:
        connection: The open file.
        pack: The policy, for its readings.
        day: The ISO day asked for.
        last: The last day of deeds: the day asked for, or the policy's target date before it.
        place: A village's record id: its facts alone.
    """
    judging.ask(connection, pack, day, last)
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute("SELECT * FROM temp.village_facts WHERE ? IS NULL OR id = ?", (place, place))
    names = [one[0] for one in cursor.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor}
