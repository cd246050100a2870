"""A Document as PDF: the pages are drawn and put in place whole."""

from collections.abc import Callable
from pathlib import Path

from fupin_desk import atomic
from fupin_desk.model.document import Document
from fupin_desk.reports import pdf_table
from fupin_desk.reports.count import Count, Progress
from fupin_desk.reports.pdf_card import Cards
from fupin_desk.reports.pdf_page import LINE, Pages


def write(
    document: Document, path: Path, progress: Progress | None = None,
    inspect: Callable[[Path], None] | None = None,
) -> None:  # fmt: skip
    """Write a document as PDF.

    Args:
        document: The report; one with cards prints its cards, a page each.
        path: The file to write; it is replaced only by a finished PDF.
        progress: Told how many rows or cards of how many are done; False cancels.
        inspect: Looks at the finished PDF before it takes its place, and raises where it must not.

    Raises:
        CancelledError: If the person cancelled; nothing is written.
        DiskError: If the disk is full, read-only or gone.
        RequestError: If another program holds the file.
    """
    atomic.probe(path)
    data = drawn(document, progress)
    with atomic.writing(path, lambda made: made.read_bytes() == data) as made:
        made.write_bytes(data)
        if inspect:
            inspect(made)


def drawn(document: Document, progress: Progress | None = None) -> bytes:
    """Return the PDF of a document as bytes; for printing without a file."""
    count = Count(pieces(document), progress)
    pages = Pages(document, landscape=document.landscape)
    fill(pages, count)
    return pages.finished()


def pieces(document: Document) -> int:
    """Return how many cards or rows there are to draw."""
    return len(document.cards) or sum(len(table.rows) for table in document.tables)


def fill(pages: Pages, count: Count) -> None:
    """Draw a document on its pages."""
    document = pages.document
    count.ask()
    if document.cards:
        Cards(pages, document).draw(document.cards, count)
        return
    pages.head()
    for table in document.tables:
        pdf_table.draw(pages, table, count)
    _signed(pages)
    pdf_table.notes(pages, [*document.notes, *document.stamp])
    pages.close_page()


def _signed(pages: Pages) -> None:
    """Put the line that the responsible people sign."""
    if pages.y - LINE.lead - 6 < pages.bottom:
        pages.next_page()
    pages.y -= 6
    filled_by = pages.document.filled_by
    words = (
        "单位负责人：",
        "审核人：",
        f"填表人：{filled_by}",
        "联系电话：",
        "报出日期：　　　年　　月　　日",
    )
    shares = (0.2, 0.17, 0.19, 0.19, 0.25)
    x = pages.left
    for said, share in zip(words, shares, strict=True):
        pages.words(said, LINE, x=x, room=share * pages.room)
        x += share * pages.room
    pages.y -= LINE.lead + 4
