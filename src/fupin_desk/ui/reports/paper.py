"""Paints the pages of a report with Qt: the same marks on the screen and on the printer."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPen

from fupin_desk import paths
from fupin_desk.model.leaf import Leaf, Mark, Patch, Stroke, Words

# A font has whole pixels: pages are painted at twenty units a point, and the painter shrinks them.
_UNITS = 20
_ANTIALIASING = QPainter.RenderHint.Antialiasing
_NO_BRUSH, _NO_PEN = Qt.BrushStyle.NoBrush, Qt.PenStyle.NoPen
_INK = QColor("#000000")


@lru_cache(maxsize=16)
def family(face: str) -> str:
    """Load a face of the reports and return the name of its family."""
    number = QFontDatabase.addApplicationFont(str(paths.resources("fonts", f"{face}.ttf")))
    names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return names[0] if names else face


@lru_cache(maxsize=64)
def _font(face: str, size: float) -> QFont:
    font = QFont(family(face))
    font.setPixelSize(max(1, round(size * _UNITS)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def paint(painter: QPainter, leaf: Leaf, scale: float) -> None:
    """Paint a page with its upper left corner where the painter stands.

    Args:
        painter: Paints on a screen or a printer.
        leaf: The page.
        scale: Device units a point.
    """
    painter.save()
    painter.setRenderHint(_ANTIALIASING)
    painter.scale(scale / _UNITS, scale / _UNITS)
    for mark in leaf.marks():
        _paint(painter, mark)
    painter.restore()


def _paint(painter: QPainter, mark: Mark) -> None:
    if isinstance(mark, Words):
        painter.setPen(_INK)
        painter.setFont(_font(mark.face, mark.size))
        painter.drawText(QPointF(mark.x * _UNITS, mark.y * _UNITS), mark.text)
    elif isinstance(mark, Stroke):
        painter.setPen(QPen(_INK, mark.pen * _UNITS))
        painter.drawLine(
            QPointF(mark.x * _UNITS, mark.y * _UNITS), QPointF(mark.to_x * _UNITS, mark.to_y * _UNITS)
        )
    else:
        _patch(painter, mark)


def _patch(painter: QPainter, mark: Patch) -> None:
    area = QRectF(mark.x * _UNITS, mark.y * _UNITS, mark.width * _UNITS, mark.height * _UNITS)
    if mark.grey is None:
        painter.setPen(QPen(_INK, mark.pen * _UNITS))
        painter.setBrush(_NO_BRUSH)
        painter.drawRect(area)
    else:
        painter.fillRect(area, QColor.fromRgbF(mark.grey, mark.grey, mark.grey))
