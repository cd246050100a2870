"""A small township in memory for the tests of reports: two villages, four households, everything hand-counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlcipher3 import dbapi2

from fupin_desk import paths
from fupin_desk.catalog.catalog import Catalog, load
from fupin_desk.model.document import Face, Table
from fupin_desk.model.period import Period
from fupin_desk.model.roster import Place, ReportInfo
from fupin_desk.model.rule import Tally
from fupin_desk.model.value import Value
from fupin_desk.reports.contents.setting import Setting
from fupin_desk.store.report_queries.scope import Scope
from fupin_desk.store.rules import facts

CATALOG = load()
PACK = CATALOG.packs[0]
DAY = "2018-09-30"
PLACES = {
    "v1": Place("v1", "古堤村", "421024100", "421024100201", 1),
    "v2": Place("v2", "黄淡村", "421024100", "421024100202", 0),
}


def setting(
    info: ReportInfo, *, face: Face = "official", period: Period | None = None, place: Place | None = None,
    places: dict[str, Place] | None = None, known: str | None = None, as_of: str = DAY,
) -> Setting:  # fmt: skip
    """Return the frame of a report of 资市镇."""
    catalog: Catalog = CATALOG
    return Setting(
        info=info, face=face, as_of=as_of, pack=PACK, forms=catalog.forms, codes=catalog.codes,
        places=PLACES if places is None else places, county_name="江陵县", unit_name="资市镇", head="0123456789abcdef",
        data_until="2018-09-29", operator="王工", known=known, period=period, place=place,
    )  # fmt: skip


def tally(rule: str, place: str | None, covered: int, gap: int, unknown: int = 0) -> Tally:
    """Return the tally of a rule that counts units."""
    target = next(one.target for one in PACK.rules if one.id == rule)
    name = PLACES[place].name if place else "资市镇"
    return Tally(rule, place, name, covered, gap, unknown, 0, covered, covered + gap, target)


def cells(table: Table, heading: str) -> list[object]:
    """Return the cells of a column by the text of its lowest heading, group rows left out."""
    index = next(
        place for place, one in enumerate(table.columns) if one.heads[-1] == heading or one.name == heading
    )
    return [row.cells[index] for row in table.rows if row.style != "group"]


def headings(table: Table) -> str:
    """Return all headings of a table as one text."""
    return " ".join(" ".join(one.heads) for one in table.columns)


@contextmanager
def township() -> Iterator[Any]:
    """Open an empty database with the first file format and the two villages."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    folder = paths._PACKAGE / "store" / "file" / "migrations"
    for path in sorted(folder.glob("*.sql")):
        connection.executescript(path.read_text(encoding="utf-8"))
    facts.prepare(connection)
    for one in PLACES.values():
        put(
            connection, "village", id=one.id, name=one.name, township=one.township, code_2018=one.code,
            is_poor_village=one.is_poor,
        )  # fmt: skip
    try:
        yield connection
    finally:
        connection.close()


def put(connection: Any, table: str, **values: Value) -> None:
    """Insert a row."""
    names, marks = ", ".join(values), ", ".join("?" for _ in values)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


def household(connection: Any, key: str, village: str, head: str, members: int = 1, **values: Value) -> None:
    """Insert a poor household with a head and further members, all able to work."""
    put(connection, "household", id=key, village=village, **{"poverty_status": "0", **values})
    for number in range(members):
        name, relation = (head, "01") if number == 0 else (f"{head}{number}", "99")
        put(
            connection, "member", id=f"{key}m{number}", household=key, name=name, relation=relation,
            labour_capability="01", id_number=f"4210991980010100{number}X",
        )  # fmt: skip


def scope(connection: Any, *, day: str = DAY, village: str | None = None) -> Scope:
    """Return the reach of roster queries as the pack reads it."""
    return Scope(connection, day, village, able=("01", "02", "05"), pack=PACK)
