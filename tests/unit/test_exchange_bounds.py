"""A file of any content is read within its bounds, or refused by a sentence; nothing ends in an abort."""

import io
import itertools
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from fupin_desk.exchange import workbook
from fupin_desk.model.error import RequestError
from tests.unit.books import xlsx

ROWS: list[list[object]] = [["村名", "是否贫困村"], ["古堤村", "是"]]
SHEET = "xl/worksheets/sheet1.xml"


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with a part of its XML replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for one in source.namelist():
            inside = source.read(one)
            if one == part:
                assert old in inside
                inside = inside.replace(old, new)
            target.writestr(one, inside)
    return out.getvalue()


@pytest.mark.parametrize("place", ["XFD1048576", "ZZZZ99999999", "A1048576", "XFD1"])
def test_a_stray_cell_far_away_is_refused_by_its_place(place: str) -> None:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    stray = f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t> </t></is></c></row></sheetData>'
    content = changed(xlsx(ROWS), SHEET, b"</sheetData>", stray.encode())
    try:
        (sheet,) = workbook.read(content)
    except RequestError as refused:
        assert "请" in str(refused)  # noqa: PT017 - either is right
        return
    assert not sheet.rows or sheet.rows[1][0] == "古堤村"
    assert not sheet.reason or "请删掉" in sheet.reason


def changed_parts(content: bytes, parts: dict[str, bytes], *, without: str = "") -> bytes:
    """Return a workbook with some of its parts replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for one in set(source.namelist()) - {without}:
            target.writestr(one, parts.get(one, source.read(one)))
        for one in parts.keys() - set(source.namelist()):
            target.writestr(one, parts[one])
    return out.getvalue()


BODIES: dict[str, Callable[[], Iterable[bytes]]] = {
    "text": lambda: (b'<row r="1"><c r="A1" t="inlineStr"><is><t>', *[b"x" * 1_000_000] * 400),
    "rows": lambda: (b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 200_000)),
    "cells": lambda: (b'<row r="1">' + b"<c><v>1</v></c>" * 2000 + b"</row>" for _ in range(1500)),
    "wide text": lambda: (
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>' % (n, n) + b"x" * 30_000 + b"</t></is></c></row>"
        for n in range(1, 9000)
    ),
    "long text in every cell": lambda: (
        b'<row r="%d">' % n
        + b"".join(b'<c r="%c%d" t="s"><v>0</v></c>' % (65 + m, n) for m in range(20))
        + b"</row>"
        for n in range(1, 10_000)
    ),
}
STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
READ = """
import resource, sys
from pathlib import Path
from fupin_desk.exchange import workbook
from fupin_desk.model.error import RequestError
try:
    said = "".join(one.reason for one in workbook.read(Path(sys.argv[1]).read_bytes()))
except RequestError as refused:
    said = str(refused)
# Of the process itself: ru_maxrss goes through exec with what the parent had, the high-water mark of /proc begins anew.
marks = Path("/proc/self/status").read_text().splitlines()
own = next(int(line.split()[1]) for line in marks if line.startswith("VmHWM"))
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss), said)
"""


@pytest.mark.parametrize("what", BODIES)
def test_a_small_file_that_unpacks_to_gigabytes_is_refused_within_bounds(what: str, tmp_path: Path) -> None:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    content = changed_parts(
        xlsx([["甲"]]), {"xl/sharedStrings.xml": STRINGS % (b"x" * 30_000)}, without=SHEET
    )
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book, book.open(SHEET, "w") as sheet:
        for piece in itertools.chain([head], BODIES[what](), [b"</sheetData></worksheet>"]):
            sheet.write(piece)
    done = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, check=True, text=True)
    kilobytes, said = done.stdout.split(maxsplit=1)
    assert "请" in said
    assert int(kilobytes) < 600_000


def test_spans_of_a_web_page_that_multiply_are_refused() -> None:
    page = "<table><tr>" + "<td rowspan=1000 colspan=1000>x</td>" * 400 + "</tr></table>"
    with pytest.raises(RequestError, match="请"):
        workbook.read(page.encode())


def test_more_rows_than_a_register_has_are_refused_with_what_to_do() -> None:
    with pytest.raises(RequestError, match="分成几个文件"):
        workbook.read(("村名,备注\n" + "古堤村,甲\n" * 60_000).encode())


def test_a_million_styled_rows_below_the_table_do_no_harm() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 300_000))
    (sheet,) = workbook.read(changed(xlsx(ROWS), SHEET, b"</sheetData>", rows + b"</sheetData>"))
    assert sheet.rows == ROWS


def test_a_damaged_part_is_refused_not_a_crash() -> None:
    for part, content in (
        (SHEET, b"<worksheet><sheetData><row"), ("xl/workbook.xml", b"<x"), ("xl/styles.xml", b"\0"),
        ("xl/styles.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
    ):  # fmt: skip
        with pytest.raises(RequestError, match="请"):
            workbook.read(changed_parts(xlsx(ROWS), {part: content}))
