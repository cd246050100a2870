"""The process that reads somebody's file: bytes on its input, pickled sheets or a sentence on its output."""

import contextlib
import pickle
import sys

from fupin_desk.exchange import cells, markup, separated, spreadsheet
from fupin_desk.exchange.package import MANY_ROWS, MOST_CELLS, MOST_ROWS, TOO_LARGE
from fupin_desk.model.error import RequestError
from fupin_desk.model.importing import Sheet

# The bytes of the process with everything in it, and the characters of all texts together.
_NO_MEMORY = 3
_MEMORY, _MOST_TEXT = 560_000_000, 100_000_000


def main() -> int:
    """Read the file on the standard input and write what is in it, or why it cannot be read."""
    _bound()
    content = sys.stdin.buffer.read()
    answer: list[Sheet] | str
    try:
        answer = _bounded(_read(content))
    except RequestError as error:
        answer = str(error)
    except MemoryError:
        return _NO_MEMORY
    pickle.dump(answer, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
    return 0


def _bound() -> None:
    """Let the system refuse memory beyond the bound; where it knows no such bound, the counts alone hold."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _read(content: bytes) -> list[Sheet]:
    if spreadsheet.is_one(content):
        return spreadsheet.read(content)
    return markup.read(content) if markup.looks_like(content) else [separated.read(content)]


def _bounded(sheets: list[Sheet]) -> list[Sheet]:
    """Refuse what the program could not hold beside all else; blank ends of rows are left out."""
    filled = rows = text = 0
    for sheet in sheets:
        for row in sheet.rows:
            while row and cells.is_blank(row[-1]):
                row.pop()
            rows += bool(row)
            filled += len(row)
            text += sum(len(cell) for cell in row if cell.__class__ is str)
        while sheet.rows and not sheet.rows[-1] and len(sheet.rows) - 1 not in sheet.faults:
            sheet.rows.pop()
    if rows > MOST_ROWS or filled > MOST_CELLS * 2:
        raise RequestError(MANY_ROWS)
    if text > _MOST_TEXT:
        raise RequestError(TOO_LARGE)
    return sheets


if __name__ == "__main__":
    sys.exit(main())
