"""Cells -> values, each distinct cell of a column read once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fupin_desk.exchange import cells
from fupin_desk.exchange.layout import Layout
from fupin_desk.model.code import CodeList
from fupin_desk.model.form import Form
from fupin_desk.model.importing import Cell, CellIssue
from fupin_desk.model.value import Record, Value, Values
from fupin_desk.validation import identity, parse

_DAMAGED = (
    "证件号码被 Excel 当成数字存过，末几位已经丢失，无法恢复。请把这一列设为“文本”格式，"
    "对照户口簿或身份证重新填写这一格，再导入。"
)
_DIGITS_LOST = "长号码被 Excel 当成数字存过，末几位已经丢失；剩下的数字原样留着，不作为号码。请设为“文本”格式后重新填写。"
_MONTH_UNCLEAR = (
    "这一格存的是数 {}，看不出是 1 月还是 10 月；原样留着，没有当作日期。请改成“2018-10”这样的文本再导入。"
)


_NO_ROOM, _OLD_NUMBER = 2**63, 15


@dataclass(slots=True)
class Reading:
    """What the cells of one record say; `given` are those cells with their columns (from 1), by field."""

    given: dict[str, tuple[Cell, int]]
    values: Values = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    issues: list[CellIssue] = field(default_factory=list)

    def column(self, name: str) -> int:
        """Return where a field stands in the sheet, 0 if nowhere."""
        found = self.given.get(name)
        return found[1] if found else 0


@dataclass(frozen=True, slots=True)
class Read:
    """What one cell says: its value, the text if it could not be read, whether its digits are lost, what to say."""

    value: Value
    unread: str
    is_damaged: bool
    remark: str = ""


class Reader:
    """Reads cells as the fields of forms, and remembers what it has read."""

    def __init__(self, forms: Mapping[str, Form], codes: Mapping[str, CodeList], today: str) -> None:
        self._forms = forms
        self._codes = codes
        self._today = today
        self._memory: dict[tuple[str, str], dict[object, Read]] = {}

    def read(self, kind: str, name: str, cell: Cell) -> Read:
        """Return what a cell says as a field of a form."""
        memory = self._memory.setdefault((kind, name), {})
        # A text is never equal to a number, but 1, 1.0 and True are.
        key: object = cell if cell.__class__ is str else (cell.__class__, cell)
        found = memory.get(key)
        if found is None:
            found = memory[key] = self._read(kind, name, cell)
        return found

    def _read(self, kind: str, name: str, cell: Cell) -> Read:
        text = cells.text(cell)
        asked = self._forms[kind].fields[name]
        if asked.type == "date" and cells.is_unclear_month(cell):
            return Read(None, text, is_damaged=False, remark=_MONTH_UNCLEAR.format(text))
        value, finding = parse.parse(asked, text, self._codes, self._today, kind=kind)
        is_lost = cells.has_lost_digits(cell) and asked.type in {"id_number", "phone", "text"}
        is_lost = is_lost or (finding is not None and finding.code == "id_damaged")
        is_unread = finding is not None and finding.severity == "E"
        # An ID number in a column of amounts is no amount: SQLite has no room for it.
        is_unread = is_unread or (isinstance(value, int) and abs(value) >= _NO_ROOM)
        if is_lost:
            return Read(None, cells.left_of_digits(cell), is_damaged=True)
        return Read(None if is_unread else value, text.strip() if is_unread else "", is_damaged=False)

    def record(self, kind: str, given: dict[str, tuple[Cell, int]]) -> Reading:
        """Return what the cells of one record say.

        Args:
            kind: The record kind.
            given: Cell and column (from 1) by the name of the field.
        """
        reading = Reading(given)
        for name, (cell, column) in given.items():
            found = self.read(kind, name, cell)
            if found.is_damaged:
                is_id = self._forms[kind].fields[name].type == "id_number"
                reading.issues.append(CellIssue(column, _DAMAGED if is_id else _DIGITS_LOST, refuses=is_id))
            if found.remark:
                reading.issues.append(CellIssue(column, found.remark))
            if found.unread:
                reading.unread[name] = found.unread
            else:
                reading.values[name] = found.value
        return reading


def settled(held: Record | None, new_id: str, kind: str, reading: Reading, *, blanks: bool) -> Record:
    """Return a record as it stands after the import.

    A blank cell keeps what is held unless `blanks`; a text that cannot be read never displaces a value.
    """
    if held is None:
        given: Values = {name: value for name, value in reading.values.items() if value is not None}
        return Record(kind, new_id, given, dict(reading.unread))
    values, unread = dict(held.values), dict(held.unread)
    for name, value in reading.values.items():
        if value is not None or blanks:
            values[name] = value
            unread.pop(name, None)
    for name, text in reading.unread.items():
        if values.get(name) is None:
            unread[name] = text
        else:
            reading.issues.append(CellIssue(reading.column(name), "看不懂这一格，保留了文件里原来的内容。"))
    return Record(kind, held.id, values, unread)


def keep_number(reading: Reading, held: Record | None) -> None:
    """Let an old ID number of 15 digits not displace the number of 18 that the same person has."""
    number, old = (
        str(reading.values.get("id_number") or ""),
        str(held.values.get("id_number") or "") if held else "",
    )
    if len(number) == _OLD_NUMBER < len(old) and identity.core(number) == identity.core(old):
        del reading.values["id_number"]


def differences(held: Record | None, became: Record) -> tuple[Values, dict[str, str]]:
    """Return the values and unread texts in which a record differs from what is held."""
    if held is None:
        return became.values, became.unread
    values = {name: value for name, value in became.values.items() if held.values.get(name) != value}
    unread = {name: text for name, text in became.unread.items() if held.unread.get(name) != text}
    unread.update({name: "" for name in held.unread if name not in became.unread})
    return values, unread


def emptied(form: Form, layout: Layout) -> tuple[str, ...]:
    """Return the fields of a form that a blank cell empties where a person has asked for that.

    What is required, refers to a record or tells records apart is never emptied.
    """
    keys = {name for names in form.key for name in names}
    columns = layout.columns
    return tuple(
        name
        for name, asked in form.fields.items()
        if f"{form.kind}.{name}" in columns and not asked.required and not asked.of and name not in keys
    )
