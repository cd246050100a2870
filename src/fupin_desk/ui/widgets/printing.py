"""Paper out of the printer: pages of a report, and the recovery sheet. Nothing is written to the disk on the way."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from fupin_desk.model.error import CancelledError, DiskError
from fupin_desk.model.leaf import Leaf
from fupin_desk.ui.reports import paper

_POINTS = 72
_BODY, _CODE = "FDSong", "FDHei"
_WRAP = Qt.TextFlag.TextWordWrap.value
_NOT_PRINTED = (
    "打印机没有接受这份文件，一页也没有打出。请检查打印机是否已打开、有纸，再打印一次；数据没有改动。"
)


# Printers by whose name one knows that they put no ink on paper.
_NO_PAPER = ("pdf", "xps", "onenote", "fax", "传真", "image", "虚拟")


def to_file(printer: QPrinter) -> str:
    """Return the file into which a printer would print, or the name of one that prints no paper; empty for paper."""
    if printer.outputFileName():
        return printer.outputFileName()
    name = printer.printerName()
    is_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
    return name or "PDF" if is_file or any(word in name.lower() for word in _NO_PAPER) else ""


def told(printer: QPrinter) -> str:
    """Return where pages went: into a file, or to a printer, which says itself whether paper came out."""
    file = printer.outputFileName()
    return f"没有打在纸上，写成了文件：{file}" if file else f"已交给打印机{printer.printerName()}"


def print_leaves(
    printer: QPrinter, leaves: Sequence[Leaf], progress: Callable[[int, int], bool] | None = None
) -> None:
    """Print pages on paper of their own size.

    Args:
        printer: The printer that a person chose; its page range counts.
        leaves: All pages.
        progress: Called with pages done and all pages; False stops.

    Raises:
        DiskError: If the printer cannot be used.
        CancelledError: If a person cancelled.
    """
    first, last = printer.fromPage() or 1, printer.toPage() or len(leaves)
    chosen = list(leaves)[first - 1 : last]
    if not chosen:
        return
    _set_paper(printer, chosen[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise DiskError(_NOT_PRINTED)
    try:
        scale = printer.resolution() / _POINTS
        for number, leaf in enumerate(chosen):
            if progress and not progress(number, len(chosen)):
                printer.abort()
                raise CancelledError("已取消打印。")
            if number:
                printer.newPage()
            paper.paint(painter, leaf, scale)
    finally:
        painter.end()


def _set_paper(printer: QPrinter, leaf: Leaf) -> None:
    short, long = sorted((leaf.width, leaf.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    upright = leaf.height >= leaf.width
    way = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, way, QMarginsF()))


def print_recovery_sheet(printer: QPrinter, place: str, file: str, day: str, text: str) -> None:
    """Print the recovery sheet: what it is, which file it opens, the groups in large signs.

    Args:
        printer: The printer that a person chose.
        place: The name of the reporting unit.
        file: The name of the file.
        day: The day of printing.
        text: The sheet, its groups divided by blanks, four a line.

    Raises:
        DiskError: If the printer cannot be used.
    """
    page = QPageSize(QPageSize.PageSizeId.A4)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter()
    if not painter.begin(printer):
        raise DiskError(_NOT_PRINTED)
    try:
        painter.scale(printer.resolution() / _POINTS, printer.resolution() / _POINTS)
        _paint_sheet(painter, place, file, day, text)
    finally:
        painter.end()


def _paint_sheet(painter: QPainter, place: str, file: str, day: str, text: str) -> None:
    lines = (
        (_CODE, 22, 40, "扶贫工作台恢复单"),
        (_BODY, 12, 24, f"单位：{place}"),
        (_BODY, 12, 24, f"文件：{file}"),
        (_BODY, 12, 34, f"打印日期：{day}"),
        *((_CODE, 20, 42, line) for line in text.splitlines()),
        (_BODY, 12, 40, ""),
        (_BODY, 12, 60, "忘记口令时，在解锁窗口里选“用恢复单打开”，逐组输入。没有 0、1、I、L、O 这些容易认错的字。"),
        (_BODY, 12, 60, "请锁进保险柜，不要拍照，不要和电脑放在一起。谁拿到这张纸和文件，谁就能打开它。"),
    )  # fmt: skip
    y = 70.0
    for face, size, lead, said in lines:
        font = QFont(paper.family(face))
        font.setPixelSize(size)
        painter.setFont(font)
        painter.drawText(QRectF(64, y, 470, lead), _WRAP, said)
        y += lead
