"""The pages of a PDF: paper, margins, running head and foot, and where the next line goes."""

import io
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from fupin_desk.model.document import Align, Document
from fupin_desk.reports import fonts
from fupin_desk.reports.ink import Block, Ink, Style, shown

MM = 72 / 25.4
_PAPER = {"A4": (210 * MM, 297 * MM), "A3": (297 * MM, 420 * MM)}
SMALL = Style(fonts.BODY, 8, 11)
LINE = Style(fonts.BODY, 9.5, 14)
_TITLE = Style(fonts.TITLE, 18, 26)
_SUBTITLE = Style(fonts.SECOND, 12, 18)
_TOTAL = "pages"

FACE_MARKS = {"official": "上报版·内部资料", "public": "公示版"}


class Pages:
    """The pages as they are drawn, from the top down; `y` is where the next thing begins."""

    def __init__(self, document: Document, *, landscape: bool) -> None:
        self.document = document
        short, long = _PAPER[document.paper]
        self.width, self.height = (long, short) if landscape else (short, long)
        # The binding side is the head of a landscape page and the left of an upright one.
        self.left = (15 if landscape else 20) * MM
        self.right = self.width - 15 * MM
        self.bottom = 18 * MM
        self._buffer = io.BytesIO()
        self._canvas = self._opened()
        self.ink = Ink(self._canvas._doc)  # noqa: SLF001
        self.number = 1
        self.y = self.height - (18 if landscape else 15) * MM
        self.top = self.y

    @property
    def room(self) -> float:
        """How wide the printed area is, in points."""
        return self.right - self.left

    def _opened(self) -> Any:
        fonts.face(fonts.BODY)
        # Streams as they are: writing them as ASCII takes a fifth of the time and adds a quarter to the file.
        rl_config.useA85 = 0
        canvas = Canvas(
            self._buffer,
            pagesize=(self.width, self.height),
            initialFontName=fonts.BODY,
            pageCompression=1,
            lang="zh-CN",
        )
        canvas.setTitle(self.document.title)
        canvas.setAuthor(self.document.reporting_unit)
        canvas.setSubject(FACE_MARKS[self.document.face])
        canvas.setCreator("扶贫工作台")
        return canvas

    def put(self, operators: str) -> None:
        """Put raw operators on the page."""
        self._canvas._code.append(operators)  # noqa: SLF001

    def block(self, block: Block, x: float, top: float, style: Style) -> None:
        """Put a block of text with its upper left corner at x, top."""
        if block.lines:
            self.put(f"BT {shown(block, x, top, style)} ET")

    def words(
        self, text: str, style: Style, *, align: Align = "left", x: float | None = None, room: float = 0
    ) -> float:
        """Put a text at the current height without moving on; return the height that it took."""
        block = self.ink.setter(style, room or self.room, align).set(text)
        self.block(block, self.left if x is None else x, self.y, style)
        return block.height

    def head(self) -> None:
        """Put the head of the first page: form number, title, subtitle, who reports in which unit and when."""
        document = self.document
        if document.number:
            self.y -= self.words(numbered(document.number), LINE, align="right")
        self.y -= self.words(document.title, _TITLE, align="center")
        if document.subtitle:
            self.y -= self.words(document.subtitle, _SUBTITLE, align="center")
        self.y -= 4
        unit = f"填报单位（盖章）：{document.reporting_unit}"
        measure = f"单位：{document.unit_of_measure}" if document.unit_of_measure else ""
        third = self.room / 3
        heights = (
            self.words(unit, LINE, room=third * 1.2),
            self.words(measure, LINE, align="center", x=self.left + third * 1.2, room=third * 0.8),
            self.words(
                f"填报时间：{filled_on(document)}", LINE, align="right", x=self.left + 2 * third, room=third
            ),
        )
        self.y -= max(heights) + 2

    def next_page(self) -> None:
        """End this page and begin the next one with its running head."""
        self.close_page()
        self.number += 1
        self.y = self.top
        document = self.document
        self.words(document.title, SMALL, room=self.room * 0.7)
        mark = f"{numbered(document.number)}（续表）"
        self.words(mark, SMALL, align="right")
        self.y -= SMALL.lead + 4

    def close_page(self) -> None:
        """Put the foot and end the page."""
        self._foot()
        self._canvas.showPage()

    def fresh_page(self) -> None:
        """Begin the next page with nothing on it, for a card."""
        self.number += 1
        self.y = self.top

    def _foot(self) -> None:
        y, middle = self.y, (self.left + self.right) / 2
        self.y = self.bottom - 4
        if self.document.as_of:
            self.words(FACE_MARKS[self.document.face], SMALL)
            self.words(f"数据截止 {self.document.as_of}", SMALL, align="right")
        self.words(f"第 {self.number} 页", SMALL, align="right", x=self.left, room=middle - 4 - self.left)
        self._canvas.doForm(_TOTAL)
        self.y = y

    def finished(self) -> bytes:
        """Return the whole PDF; the number of pages is written into the one form that every foot shows."""
        self._canvas.beginForm(_TOTAL)
        self.y = self.bottom - 4
        self.words(f"共 {self.number} 页", SMALL, x=(self.left + self.right) / 2 + 4, room=200)
        self._canvas.endForm()
        self._canvas.save()
        return self._buffer.getvalue()


def numbered(number: str) -> str:
    """Return a form's number as it is printed: 产扶1表."""
    return f"{number}表" if number[-1:].isdigit() else number


def filled_on(document: Document) -> str:
    """Return the day of filling as a form says it; without one, the blanks to fill by hand."""
    parts = document.filled_on.split("-")
    if len(parts) == 3:
        return f"{int(parts[0])}年{int(parts[1])}月{int(parts[2])}日"
    return "　　　年　　月　　日"
