"""A table of rows in the program's dress: no grid, whole rows chosen, headings at the left."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QTableView

from fupin_desk.ui.theme.style import ROW_PX
from fupin_desk.ui.widgets.list_cells import ListCells

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEADER_PX = 32


def make(model: QAbstractItemModel, chips: frozenset[int] = frozenset(), row_px: int = ROW_PX) -> QTableView:
    """Return a table view of a model; words in the columns named as chips are drawn as chips."""
    table = QTableView()
    table.setModel(model)
    cells = ListCells(chips)
    cells.setParent(table)
    table.setItemDelegate(cells)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_px)
    header = table.horizontalHeader()
    header.setFixedHeight(_HEADER_PX)
    header.setDefaultAlignment(_LEFT)
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    return table


def chosen(table: QTableView) -> list[int]:
    """Return the numbers of the chosen rows, from the top."""
    return sorted(index.row() for index in table.selectionModel().selectedRows())
