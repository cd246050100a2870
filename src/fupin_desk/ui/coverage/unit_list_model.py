"""The units of one rule and outcome as rows: who, where, why; more about them is fetched as it is looked at."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from fupin_desk.model.rule import Judged, Unit
from fupin_desk.ui.widgets.table_model import DISPLAY, TIP, Index, TableModel

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_PAGE_ROWS, _PAGES = 100, 10
_WHO: dict[Unit, str] = {
    "household": "户主", "member": "姓名", "village": "村", "planned": "村、户", "township": "单位", "bank": "银行",
    "file": "范围",
}  # fmt: skip
_MOST = 4
# What else a person wants to see of a unit before going there, by columns of its list.
MORE: dict[Unit, tuple[str, ...]] = {
    "household": ("poverty_status", "industry_willingness", "development_mode", "phone"),
    "member": ("relation", "labour_capability", "school_status", "work_region"),
    "village": ("contact_name", "contact_phone"),
}


def more(desk: "Desk", unit: Unit) -> tuple[str, ...]:
    """Return the columns that are shown of a unit beside its name, its village and why it is listed."""
    if unit in MORE or unit not in desk.catalog.forms:
        return MORE.get(unit, ())
    form = desk.catalog.forms[unit]
    told = {"village", *form.title}
    return tuple(one for one in form.columns if one not in told)[:_MOST]


class BehindModel(TableModel):
    """Judged units as rows. The judgement is held; what is shown of the records comes a page at a time."""

    def __init__(self, desk: "Desk", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.unit: Unit = "household"
        self.units: list[Judged] = []
        self.reveal = False
        self._headings: tuple[str, ...] = ()
        self._more: tuple[str, ...] = ()
        self._is_placed = True
        self._pages: OrderedDict[int, dict[str, dict[str, str]]] = OrderedDict()

    def show(self, unit: Unit, units: list[Judged]) -> None:
        """Show other units."""
        self.beginResetModel()
        self.unit, self.units = unit, units
        self._is_placed = unit != "village" and (not units or any(one.place for one in units))
        labels = self._desk.headings(unit) if unit in self._desk.catalog.forms else {}
        self._more = more(self._desk, unit)
        where = ("行政村",) if self._is_placed else ()
        form = self._desk.catalog.forms.get(unit)
        who = _WHO.get(unit) or (form.label if form else "名称")
        self._headings = (who, *where, "情况", *(labels[one] for one in self._more))
        self._pages.clear()
        self.endResetModel()

    def set_reveal(self, reveal: bool) -> None:  # noqa: FBT001 - a switch
        """Show phones in full, or masked again."""
        self.reveal = reveal
        self._pages.clear()
        if self.units:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.units) - 1, len(self._headings) - 1))

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.units)

    def titles(self) -> Sequence[str]:
        """Return the headings of the columns."""
        return self._headings

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return the text of a cell."""
        if role not in (DISPLAY, TIP) or not index.isValid():
            return None
        return self.texts(index.row())[index.column()]

    def texts(self, row: int) -> tuple[str, ...]:
        """Return the texts of a row, masked unless they are revealed."""
        one = self.units[row]
        where = (one.place_name or "（未填村）",) if self._is_placed else ()
        texts = self._page(row).get(one.id, {}) if self._more else {}
        return (one.name, *where, one.detail, *(texts.get(name, "") for name in self._more))

    def _page(self, row: int) -> dict[str, dict[str, str]]:
        number = row // _PAGE_ROWS
        if number not in self._pages:
            ids = [one.id for one in self.units[number * _PAGE_ROWS : (number + 1) * _PAGE_ROWS]]
            self._pages[number] = self._desk.rows(self.unit, ids, reveal=self.reveal)
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        return self._pages[number]
