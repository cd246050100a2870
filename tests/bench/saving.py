"""A household of four from typed text to the disk, against one transaction that writes the same rows."""

import datetime
from dataclasses import replace
from typing import Any

from sqlcipher3.dbapi2 import Connection

from fupin_desk.desk.desk import Desk
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.model.value import Record
from fupin_desk.store.records import search
from tests.bench.ground import Ground, connect
from tests.bench.measure import Row, timed

_BUDGET = 2.5
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_HOUSEHOLD = {
    "group_name": "3组", "poverty_category": "一般贫困户", "main_cause": "缺技术", "poverty_status": "未脱贫",
    "identified_year": "2015", "industry_willingness": "有", "development_mode": "自主发展",
}  # fmt: skip
# Name, relation, sex, birth date, labour capability.
_MEMBERS = (
    ("王建国", "户主", "男", "1970-03-01", "普通劳动力"),
    ("刘桂兰", "配偶", "女", "1972-05-01", "普通劳动力"),
    ("王志强", "之子", "男", "1996-07-01", "普通劳动力"),
    ("王秀英", "之女", "女", "2008-09-01", "无劳动力"),
)
Values = dict[str, list[tuple[Any, ...]]]


def measure(ground: Ground) -> list[Row]:
    """Return the row of `save`: both ways write the same rows, each into its own copy of one file."""
    ours, by_hand = ground.copy("saved"), ground.copy("by_hand")
    raw = connect(by_hand, ground.key)
    best = [float("inf"), float("inf")]
    with Desk.open(ours, ground.key) as desk:
        village = desk.ids(Query("village"))[0]
        for turn in range(ground.rounds(30) + 1):
            took = timed(lambda turn=turn: save(desk, village, turn))  # type: ignore[misc]
            written = rows_of_last_batch(desk.file.connection)
            hand = timed(lambda written=written: write(raw, written))  # type: ignore[misc]
            # The first save loads libraries, as the window does behind its first paint.
            if turn:
                best = [min(best[0], took), min(best[1], hand)]
    raw.close()
    for path in (ours, by_hand):
        ground.drop(path)
    return [Row("save", best[0], best[1], _BUDGET)]


def save(desk: Desk, village: str, turn: int) -> None:
    """Enter one household of four: read what was typed, judge it with coverage before and after, save it."""
    head = desk.parse("household", _HOUSEHOLD).values
    page = desk.blank("household", village=village, **head)
    members = tuple(_member(desk, page.record.id, number, turn) for number in range(len(_MEMBERS)))
    born = frozenset({page.record.id, *(one.id for one in members)})
    page = Page(page.record, {**page.children, "member": members}, born)
    verdict = desk.check(page)
    if not verdict.effects or verdict.errors or not desk.save(page):
        raise AssertionError(
            f"the household was not judged and saved: {[one.text for one in verdict.findings]}"
        )


def _member(desk: Desk, household: str, number: int, turn: int) -> Record:
    name, relation, sex, birth, labour = _MEMBERS[number]
    born = datetime.date.fromisoformat(birth) + datetime.timedelta(days=turn)
    texts = {
        "name": name, "relation": relation, "sex": sex, "birth_date": born.isoformat(), "labour_capability": labour,
        "id_number": id_number(born, 991 + (sex == "女")), "health_status": "健康", "education": "初中",
    }  # fmt: skip
    values = desk.parse("member", texts).values
    return replace(desk.blank("member", household=household, **values).record)


def id_number(born: datetime.date, sequence: int) -> str:
    """Return a sound ID number of the area that does not exist; an even sequence is a woman's."""
    head = f"421099{born:%Y%m%d}{sequence}"
    total = sum(int(digit) * weight for digit, weight in zip(head, _WEIGHTS, strict=True))
    return head + "10X98765432"[total % 11]


# --- by hand


def rows_of_last_batch(connection: Connection) -> Values:
    """Return every row that the last batch wrote, by table: what the hand-written way is to write too."""
    found: Values = {}
    (device, number), *_ = connection.execute(
        "SELECT device, number FROM batch ORDER BY sequence DESC LIMIT 1"
    )
    named = [
        *connection.execute(
            "SELECT kind, record FROM change WHERE device = ? AND number = ?", (device, number)
        )
    ]
    for kind, record in named:
        found.setdefault(kind, []).extend(connection.execute(f"SELECT * FROM {kind} WHERE id = ?", (record,)))
    for table in ("batch", "change"):
        sql = f"SELECT * FROM {table} WHERE device = ? AND number = ?"
        found[table] = [*connection.execute(sql, (device, number))]
    found["search"] = [
        row
        for _, record in named
        for row in connection.execute(
            "SELECT rowid, record, kind, tokens FROM search WHERE rowid = ?", (search._row(record),)
        )
    ]
    return found


def write(connection: Connection, rows: Values) -> None:
    """Write rows that are ready, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for table, many in rows.items():
        slots = ", ".join("?" * len(many[0]))
        into = "search (rowid, record, kind, tokens)" if table == "search" else table
        connection.executemany(f"INSERT INTO {into} VALUES ({slots})", many)
    connection.execute("COMMIT")
