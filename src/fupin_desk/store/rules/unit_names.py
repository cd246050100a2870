"""What the units of a rule are called in lists, and in which order they stand."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model import sort_keys
from fupin_desk.model.rule import Unit
from fupin_desk.store.records import columns
from fupin_desk.store.records import rows as rows_of
from fupin_desk.store.rules.tally_builder import WHOLE

_HOUSEHOLDS: Final = (
    "SELECT h.id, NULL, 1, h.id, h.group_name FROM json_each(?1) j CROSS JOIN household h ON h.id = j.value"
)
_VILLAGES: Final = "SELECT v.id, coalesce(v.name, ''), 1, NULL, NULL FROM json_each(?1) j CROSS JOIN village v ON v.id = j.value"
_ITSELF: Final = "SELECT value, value, 1, NULL, NULL FROM json_each(?1)"
# Columns: id, name (empty where its household's is meant), whether it is the head or needs none, household, group.
# Other units are called as their records are.
_CALLED: Final[dict[Unit, str]] = {
    "household": _HOUSEHOLDS,
    "member": (
        "SELECT m.id, coalesce(m.name, '（无姓名）'), m.relation IS '01', h.id, h.group_name FROM json_each(?1) j"
        " CROSS JOIN member m ON m.id = j.value CROSS JOIN household h ON h.id = m.household"
    ),
    "village": _VILLAGES,
    "planned": f"{_VILLAGES} UNION ALL {_HOUSEHOLDS}",
    # Codes: whoever knows the code lists names them.
    "township": _ITSELF,
    "bank": _ITSELF,
    "file": f"SELECT value, '{WHOLE}', 1, NULL, NULL FROM json_each(?1)",
}


@dataclass(frozen=True, slots=True)
class Called:
    """A unit's name for people, and its place in a list of one village: by group, then by name."""

    name: str
    order: tuple[int, str, bytes]


def called(connection: Connection, unit: Unit, ids: Collection[str]) -> dict[str, Called]:
    """Return what units are called: 王建国（3组）, 李秀英（户主王建国，3组）, 黄淡村."""
    rows = connection.execute(_sql(unit), (json.dumps([*ids]),)).fetchall()
    heads = rows_of.names(connection, "household", {row[3] for row in rows if row[1] is None or not row[2]})
    found = {}
    for one, own, is_head, household, group in rows:
        name = own or heads.get(household, "")
        head = "" if is_head else heads[household]
        apart = "，".join(part for part in (head and f"户主{head}", group) if part)
        order = sort_keys.name_key(head or name)
        found[one] = Called(
            f"{name}（{apart}）" if apart else name,
            (sort_keys.group_number(group or ""), group or "", order + b"\0" * bool(head)),
        )
    return found


def _sql(unit: Unit) -> str:
    if unit in _CALLED:
        return _CALLED[unit]
    name = f"coalesce({columns.called(unit, 'r')}, '')"
    return f"SELECT r.id, {name}, 1, NULL, NULL FROM json_each(?1) j CROSS JOIN {unit} r ON r.id = j.value"
