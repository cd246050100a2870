"""What a person cannot see or reach on a window: widgets outside their room, texts that are cut with no tip that says them."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from fupin_desk.ui.forms.editors.chips import ChipRow
from fupin_desk.ui.ledgers.board import Board
from fupin_desk.ui.widgets.chip import Chip

_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_TIP = Qt.ItemDataRole.ToolTipRole
_ACROSS = Qt.Orientation.Horizontal
# A letter may stand out of its box by this much before anybody sees it.
_SLACK = 2


def settle(window: QWidget) -> None:
    """Let layouts and what they ask for come to rest."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def complaints(window: QWidget) -> list[str]:
    """Return what is cut or cannot be reached, each with the way to it."""
    return [f"{_way(one, window)}: {why}" for one, why in _all(window)]


def _all(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    for one in window.findChildren(QWidget):
        if not one.isVisible() or one.window() is not window or not one.rect().isValid():
            continue
        why = _outside(one) or _cut(one)
        if why:
            yield one, why


def _outside(one: QWidget) -> str:
    """Say how a widget leaves its parent, unless the parent is the view of something that scrolls that way."""
    parent = one.parentWidget()
    if parent is None or isinstance(parent, QAbstractScrollArea | QHeaderView | QLineEdit | QComboBox):
        return ""
    if isinstance(one, QLabel) and not one.text() and one.pixmap().isNull():
        return ""
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        if not isinstance(area, QScrollArea):
            return ""
        if area.horizontalScrollBar().maximum() > 0 and not isinstance(area.parentWidget(), Board):
            return f"scrolls across by {area.horizontalScrollBar().maximum()} px"
        across = area.horizontalScrollBarPolicy() == _OFF and one.width() > parent.width() + _SLACK
        down = area.verticalScrollBarPolicy() == _OFF and one.height() > parent.height() + _SLACK
        asks = one.minimumSizeHint().width()
        squeezed = area.horizontalScrollBarPolicy() == _OFF and asks > parent.width() + _SLACK
        return (
            f"{one.size().toTuple()} in {parent.size().toTuple()}, no way to scroll"
            if across or down or squeezed
            else ""
        )
    room = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    return (
        ""
        if room.contains(one.geometry())
        else f"{one.geometry().getRect()} outside {parent.rect().getRect()}"
    )


def _told(one: QWidget, text: str) -> bool:
    return bool(one.toolTip()) and (_bare(text) in _bare(one.toolTip()) or "…" in text)


def _cut(one: QWidget) -> str:
    metrics = one.fontMetrics()
    if isinstance(one, QLabel):
        return _cut_label(one)
    if isinstance(one, Chip):
        return _short(one.width(), one.sizeHint().width(), one, one.text)
    if isinstance(one, ChipRow):
        return "" if one.height() >= one.heightForWidth(one.width()) else f"chips {one.size().toTuple()}"
    if isinstance(one, QPushButton | QCheckBox | QRadioButton):
        text = one.text().replace("&", "")
        icon = one.iconSize().width() + 4 if not one.icon().isNull() else 0
        box = 24 if isinstance(one, QCheckBox | QRadioButton) else 0
        return _short(one.width(), metrics.horizontalAdvance(text) + icon + box, one, text)
    if isinstance(one, QComboBox) and not one.isEditable():
        return _short(one.width(), metrics.horizontalAdvance(one.currentText()) + 26, one, one.currentText())
    if isinstance(one, QLineEdit) and not isinstance(one.parentWidget(), QComboBox):
        return _cut_line(one)
    if isinstance(one, QTableView):
        return _cut_table(one)
    return ""


def _short(width: int, wanted: int, one: QWidget, text: str) -> str:
    return "" if width + _SLACK >= wanted or _told(one, text) else f"{width} px for {wanted}: {text}"


def _cut_label(one: QLabel) -> str:
    text = one.text()
    if not text:
        return ""
    if (
        text.endswith("…")
        and not one.toolTip()
        and one.fontMetrics().horizontalAdvance(text) > one.width() - 30
    ):
        return f"elided: {text}"
    wide, high = one.contentsRect().width(), one.contentsRect().height()
    if one.wordWrap():
        wanted = one.heightForWidth(one.width()) if one.hasHeightForWidth() else one.sizeHint().height()
        widest = (
            one.fontMetrics()
            .boundingRect(QRect(0, 0, max(wide, 1), 10_000), Qt.TextFlag.TextWordWrap, text)
            .width()
        )
        plain = one.textFormat() == Qt.TextFormat.PlainText
        if one.height() + _SLACK < wanted and not _told(one, text):
            return f"{one.height()} px high for {wanted}: {text}"
        return (
            f"{wide} px for {widest}: {text}"
            if plain and widest > wide + _SLACK and not _told(one, text)
            else ""
        )
    return _short(one.width(), one.sizeHint().width(), one, text) or (
        f"{one.height()} px high: {text}" if high + _SLACK < one.fontMetrics().height() - 4 else ""
    )


def _cut_line(one: QLineEdit) -> str:
    """A line scrolls under the cursor; what it shows at first must fit when it is short, such as a date or a year."""
    text = one.text() or one.placeholderText()
    if not text or (one.text() and len(text) > 11):
        return ""
    margins = one.textMargins()
    taken = sum(22 for action in one.actions() if action.isVisible()) + (
        22 if one.isClearButtonEnabled() and one.text() else 0
    )
    room = one.width() - 18 - taken - margins.left() - margins.right()
    return _short(room, one.fontMetrics().horizontalAdvance(text), one, text)


def _cut_table(table: QTableView) -> str:
    model, header = table.model(), table.horizontalHeader()
    if model is None:
        return ""
    bold = header.font()
    bold.setBold(True)
    metrics, bold_metrics = table.fontMetrics(), QFontMetrics(bold)
    columns = [at for at in range(model.columnCount()) if not header.isSectionHidden(at)]
    asked = sum(header.sectionSize(at) for at in columns)
    if table.horizontalScrollBarPolicy() == _OFF and asked > table.viewport().width() + _SLACK:
        return f"columns of {asked} px in {table.viewport().width()}, no way to scroll"
    for at in columns:
        wide = header.sectionSize(at)
        heading = str(model.headerData(at, _ACROSS) or "")
        tip = str(model.headerData(at, _ACROSS, _TIP) or "")
        wanted = max((bold_metrics.horizontalAdvance(one) for one in heading.split("\n")), default=0)
        if (
            header.isVisible()
            and wide < wanted + 8
            and heading.replace("\n", "") not in tip.replace("\n", "")
        ):
            return f"heading {wide} px for {wanted}: {heading}"
        for row in range(min(model.rowCount(), 30)):
            index = model.index(row, at)
            text = str(index.data() or "")
            if wide < metrics.horizontalAdvance(text) + 8 and text not in str(index.data(_TIP) or ""):
                return f"cell {wide} px: {heading} {text}"
    return ""


def _way(one: QWidget, window: QWidget) -> str:
    names: list[str] = []
    at: QWidget | None = one
    while at is not None and at is not window and len(names) < 5:
        names.append(type(at).__name__)
        at = at.parentWidget()
    spot = one.mapTo(window, QPoint(0, 0)).toTuple() if one is not window else (0, 0)
    return f"{'<'.join(names)} at {spot}"


def _bare(text: str) -> str:
    return "".join(one for one in text if one.isalnum())
