"""Findings as rows, and as groups by what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from fupin_desk.model.finding import Finding
from fupin_desk.model.roster import Whereabouts
from fupin_desk.ui.widgets.table_model import ALIGN, DISPLAY, LEFT, RIGHT, TIP, Index, TableModel

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_NOWHERE_KNOWN = Whereabouts()
WORDS = {"E": "差错", "W": "提醒", "A": "提示"}
WAIVED = "已说明"
HEADINGS = ("级别", "记录", "行政村", "栏目", "问题", "怎么改")


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of objection and how often it was made; an empty code stands for all."""

    code: str
    text: str
    count: int


def state(finding: Finding) -> str:
    """Return how a finding stands: 差错, 提醒, 提示 or 已说明."""
    return WAIVED if finding.waived else WORDS[finding.severity]


def groups(desk: "Desk", findings: Sequence[Finding]) -> list[Group]:
    """Return the findings counted by code, errors first, the most frequent first; all of them at the top."""
    by_code: dict[tuple[bool, str], list[Finding]] = {}
    for one in findings:
        by_code.setdefault((one.severity != "E", one.code), []).append(one)
    ordered = sorted(by_code.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0][1]))
    return [
        Group("", "全部", len(findings)),
        *(Group(code, _title(desk, code, some), len(some)) for (_, code), some in ordered),
    ]


def _title(desk: "Desk", code: str, some: Sequence[Finding]) -> str:
    """Return the name of a code, with the field that all of its findings are about."""
    title, labels = desk.catalog.texts.title(code), {finding.given.get("label", "") for finding in some}
    label = labels.pop() if len(labels) == 1 else ""
    return f"{label}：{title}" if label else title


class FindingsModel(TableModel):
    """Rows of findings: how bad, which record, where, which field, what, how to mend."""

    def __init__(self, desk: "Desk", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.findings: list[Finding] = []
        self._where: Mapping[str, Whereabouts] = {}
        self._villages: dict[str, str] = {}

    def show(self, findings: list[Finding], where: Mapping[str, Whereabouts]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self.findings, self._where = findings, where
        self._villages = {one.id: str(one.values.get("name") or "") for one in self._desk.villages()}
        self.endResetModel()

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.findings)

    def titles(self) -> Sequence[str]:
        """Return the headings of the columns."""
        return HEADINGS

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return the text of a cell."""
        if role not in (DISPLAY, TIP) or not index.isValid():
            return None
        return self.texts(index.row())[index.column()]

    def texts(self, row: int) -> tuple[str, ...]:
        """Return the texts of a row."""
        one = self.findings[row]
        form = self._desk.catalog.forms[one.kind]
        where = self._where.get(one.record, _NOWHERE_KNOWN)
        field = form.fields.get(one.field)
        name = where.name or where.head
        head = f"（{where.head}户）" if where.head and where.name and where.head != where.name else ""
        village = self._villages.get(where.village, "")
        return (
            state(one),
            f"{form.label} {name}{head}".strip(),
            f"{village}{where.group}",
            field.label if field else "",
            one.text,
            f"已说明：{one.waived}" if one.waived else one.mend,
        )


class GroupsModel(TableModel):
    """The groups beside the list: what is wrong, how often."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: list[Group] = []

    def show(self, found: list[Group]) -> None:
        """Show other groups."""
        self.beginResetModel()
        self.groups = found
        self.endResetModel()

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.groups)

    def titles(self) -> Sequence[str]:
        """Return the headings of the columns."""
        return ("问题", "处")

    def is_number(self, column: int) -> bool:
        """Say whether a column stands at the right."""
        return column == 1

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return the text of a cell."""
        if not index.isValid():
            return None
        one = self.groups[index.row()]
        if role == ALIGN:
            return (LEFT, RIGHT)[index.column()]
        if role == TIP:
            return one.text
        return (one.text, f"{one.count:,}")[index.column()] if role == DISPLAY else None
