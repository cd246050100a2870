"""A Document as pages for the screen and the printer: set by the same hand that sets the PDF."""

from typing import Any

from fupin_desk.model.document import Document
from fupin_desk.model.leaf import Leaf
from fupin_desk.reports import fonts, pdf
from fupin_desk.reports.count import Count, Progress
from fupin_desk.reports.ink import Ink, Style
from fupin_desk.reports.pdf_page import Pages

_TOTAL = "@total"


class _PlainInk(Ink):
    """Text that is not encoded for a font subset: face, UTF-16 and how far it reaches."""

    def encoded(self, line: str, style: Style) -> str:
        """Return the operators that show a line, a run for each face."""
        choice = fonts.pick(style.face)
        runs: list[tuple[int, list[str], float]] = []
        for character in line:
            place, drawn, wide = choice[character]
            if not runs or runs[-1][0] != place:
                runs.append((place, [], 0.0))
            held = runs.pop()
            runs.append((place, [*held[1], drawn], held[2] + wide))
        names = [str(one.fontName) for one in fonts.chain(style.face)]
        return " ".join(
            f"/{names[place]} {style.size:g} Tf <{''.join(text).encode('utf-16-be').hex()}> {wide * style.size:.3f} Tj"
            for place, text, wide in runs
        )


class _Recorder:
    """Stands where the canvas of the PDF stands, and keeps the operators of each page."""

    _doc = None

    def __init__(self) -> None:
        self._code: list[str] = []
        self.pages: list[str] = []
        self.total = ""

    def showPage(self) -> None:  # noqa: N802 - as the canvas calls it
        """End a page."""
        self.pages.append(" ".join(self._code))
        self._code.clear()

    def doForm(self, _name: str) -> None:  # noqa: N802 - as the canvas calls it
        """Leave room for what is known at the end only: how many pages there are."""
        self._code.append(_TOTAL)

    def beginForm(self, _name: str) -> None:  # noqa: N802 - as the canvas calls it
        """Begin what belongs into that room."""
        self._code.clear()

    def endForm(self) -> None:  # noqa: N802 - as the canvas calls it
        """End what belongs into that room."""
        self.total = " ".join(self._code)

    def save(self) -> None:
        """Nothing goes to a file."""


class _LeafPages(Pages):
    """Pages whose operators are kept as they are."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, landscape=document.landscape)
        self.ink = _PlainInk(None)

    def _opened(self) -> Any:
        self.recorder = _Recorder()
        return self.recorder


def leaves(document: Document, progress: Progress | None = None) -> list[Leaf]:
    """Return the pages of a document: the same lines on the same pages as its PDF.

    Raises:
        CancelledError: If the person cancelled.
    """
    pages = _LeafPages(document)
    pdf.fill(pages, Count(pdf.pieces(document), progress))
    pages.finished()
    recorder = pages.recorder
    return [Leaf(pages.width, pages.height, code.replace(_TOTAL, recorder.total)) for code in recorder.pages]
