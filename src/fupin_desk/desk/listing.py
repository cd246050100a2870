"""Lists: which records, in which order, and the texts of their rows."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from fupin_desk.model.amount import scaled
from fupin_desk.model.form import Field
from fupin_desk.model.query import Hit, Query
from fupin_desk.model.show import masked, shown
from fupin_desk.model.value import Record, Value, Values
from fupin_desk.store.records import rows as stored
from fupin_desk.store.records import search as searching

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.model.roster import Whereabouts

# What these say is no number that could be misused: they are never masked in lists.
_SPOKEN = {"code", "codes", "yesno", "number", "year"}
# Columns that are counted or fetched, not asked: the store computes them, here is what they are called.
COMPUTED = {
    "@head": "户主", "@members": "人口", "@village": "行政村", "@records": "记录数", "@experts": "专家",
    "@households": "受指导户", "@attendances": "参训人次", "@completed": "完成人次", "@villages": "结对村",
    "@visits": "服务次数", "@pair": "结对", "@expert": "专家", "@household": "农户", "@member": "参训人员",
    "@stage": "当前节点", "@paid": "已拨付", "@beneficiaries": "受益户", "@progressed": "最近进度", "@driven": "带动户",
    "@borrower": "贷款户（主体）", "@balance": "贷款余额", "@overdue": "到期情况", "@findings": "问题", "@open": "未整改",
    "@leader": "队长", "@team": "在队人数",
}  # fmt: skip
# Computed columns that are amounts in fen, and those that hold a code of a list.
MONEY = frozenset({"@paid", "@balance"})
_CODED = {"@stage": "project_stage"}


def ids(desk: "Desk", query: Query) -> list[str]:
    """Return the ids that a list asks for, in its order."""
    return stored.ids(desk.file.connection, desk.catalog.forms, query)


def records(desk: "Desk", kind: str, where: Values) -> list[Record]:
    """Return the records of a kind that hold all these values."""
    return [*stored.records(desk.file.connection, desk.catalog.forms[kind], where)]


def headings(desk: "Desk", kind: str) -> dict[str, str]:
    """Return the heading of every column of a kind: the form's own first, then the rest of its fields."""
    form = desk.catalog.forms[kind]
    names = [*form.columns, *(name for name in form.fields if name not in form.columns)]
    return {
        name: COMPUTED[name] if name.startswith("@") else form.fields[name].label
        for name in names
        if name.startswith("@") or form.fields[name].appearance != "hidden"
    }


def rows(
    desk: "Desk", kind: str, row_ids: Sequence[str], *, reveal: bool, day: str = ""
) -> dict[str, dict[str, str]]:
    """Return the texts of rows by id and column."""
    found = stored.rows(desk.file.connection, desk.catalog.forms, kind, row_ids, day=day)
    texts = {row: _texts(desk, kind, values, reveal=reveal) for row, values in found.items()}
    for row, unread in stored.unread(desk.file.connection, kind, list(row_ids)).items():
        texts[row] |= {
            name: _unread(desk.catalog.forms[kind].fields[name], text) for name, text in unread.items()
        }
    return texts


def _unread(field: Field, text: str) -> str:
    """Return what a list shows of a text that could not be read: that it is so, and the text where it is not private."""
    return f"没读懂：{text}" if field.sensitivity in {"public", "internal"} else "没读懂"


def _texts(desk: "Desk", kind: str, values: Values, *, reveal: bool) -> dict[str, str]:
    form, codes = desk.catalog.forms[kind], desk.catalog.codes
    texts = {}
    for name, value in values.items():
        field = form.fields.get(name)
        if field is None or field.type == "record":
            texts[name] = _computed(desk, name, value)
        else:
            text = shown(field, value, codes)
            texts[name] = text if reveal or field.type in _SPOKEN else masked(field.sensitivity, text)
    return texts


def _computed(desk: "Desk", name: str, value: Value) -> str:
    if value is None:
        return ""
    if name in MONEY:
        return scaled(int(value), 2)
    return desk.catalog.codes[_CODED[name]].label(value) if name in _CODED else str(value)


def names(desk: "Desk", kind: str, record_ids: Collection[str]) -> dict[str, str]:
    """Return how records are called, by id."""
    return stored.names(desk.file.connection, kind, record_ids)


def labels(desk: "Desk", kind: str, record_ids: Collection[str]) -> dict[str, str]:
    """Return how records are called with what tells two of the same name apart, by id."""
    return stored.labels(desk.file.connection, kind, record_ids)


def whereabouts(desk: "Desk", kinds: Collection[str]) -> "dict[str, Whereabouts]":
    """Return where every record of these kinds belongs, by record id."""
    from fupin_desk.store.report_queries import records as placed
    from fupin_desk.store.report_queries.scope import Scope

    return placed.whereabouts(Scope(desk.file.connection, desk.today(), None), sorted(kinds))


def search(desk: "Desk", text: str, limit: int) -> list[Hit]:
    """Find records by name, pinyin, initials, tail of the ID number, phone or number."""
    return searching.find(desk.file.connection, text, limit)
