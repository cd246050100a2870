"""Status chips: a word and a colour together, as a widget and for painting in a list."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desk.ui.theme import style

_CENTRE = Qt.AlignmentFlag.AlignCenter
_ANTIALIASING = QPainter.RenderHint.Antialiasing
_HEIGHT, _PAD = 22, 9

# How a word of a code list is meant. A word that is not here is neutral.
TONES = {
    "脱贫": "good", "预脱贫": "warn", "未脱贫": "bad", "返贫": "bad", "已清退": "plain", "已完成": "good",
    "计划": "warn", "已取消": "plain", "已实施": "good", "已验收": "good", "进行中": "accent", "已关闭": "plain",
    "完成": "good", "未完成": "bad", "已报名": "warn", "有": "good", "无": "plain", "达标": "good", "达标（有待核）": "warn",
    "未达标": "bad", "接近": "warn", "达到": "good", "缺": "bad", "待核": "warn", "不适用": "plain",
    "草稿": "warn", "新记录": "accent", "已改动": "warn", "已保存": "good", "有差错": "bad",
    "差错": "bad", "提醒": "warn", "提示": "accent", "已说明": "plain", "增加": "good", "减少": "warn",
    "在建": "warn", "停运": "plain", "在营": "good", "停止": "plain", "未整改": "bad",
    "整改中": "warn", "已整改": "good", "将到期": "warn", "逾期": "bad", "已还清": "plain",
}  # fmt: skip


def tone(word: str) -> str:
    """Return the tone of a word: good, warn, bad, accent or plain."""
    return TONES.get(word, "plain")


def colours(name: str) -> tuple[str, str]:
    """Return ink and ground of a tone in the present theme."""
    tokens = style.tokens()
    if name == "plain":
        return tokens.muted, tokens.panel_alt
    return getattr(tokens, f"{name}_ink"), getattr(tokens, f"{name}_soft")


def width(text: str, metrics: QFontMetrics) -> int:
    """Return how wide a chip with this text is, in logical pixels."""
    return metrics.horizontalAdvance(text) + 2 * _PAD


def paint(painter: QPainter, left: float, middle: float, text: str, name: str) -> float:
    """Draw a chip whose left edge and vertical middle are given; return its width."""
    ink, ground = colours(name)
    wide = width(text, painter.fontMetrics())
    area = QRectF(left + 0.5, middle - _HEIGHT / 2 + 0.5, wide - 1, _HEIGHT - 1)
    painter.save()
    painter.setRenderHint(_ANTIALIASING)
    pen = QPen(QColor(ink))
    pen.setWidthF(1.0)
    painter.setPen(pen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(area, _HEIGHT / 2, _HEIGHT / 2)
    painter.drawText(area, _CENTRE, text)
    painter.restore()
    return wide


class Chip(QWidget):
    """One chip as a widget."""

    def __init__(self, text: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text, self._tone = "", "plain"
        self.say(text, name)

    @property
    def text(self) -> str:
        """What the chip says."""
        return self._text

    def say(self, text: str, name: str = "") -> None:
        """Say something else; without a tone, the word's own is taken."""
        self._text, self._tone = text, name or tone(text)
        self.setAccessibleName(text)
        if not text:
            self.hide()
        elif self.parentWidget() is not None:
            # Without a parent it would come up as a window of its own.
            self.show()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the text with room around it."""
        return QSize(width(self._text, self.fontMetrics()), _HEIGHT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        with QPainter(self) as painter:
            paint(painter, 0, self.height() / 2, self._text, self._tone)
