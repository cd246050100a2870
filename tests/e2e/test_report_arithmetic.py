"""Every report adds up: each printed ratio and each total is worked out again from the printed cells."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from fupin_desk import demo
from fupin_desk.catalog import catalog
from fupin_desk.desk.desk import Desk
from fupin_desk.model.document import Cell, Document, Row, Share, Table
from fupin_desk.reports import sheet_text
from tests import sample_file
from tests.e2e.dice_records import records, removals
from tests.unit import policy_desk

DAYS = ("2018-06-30", "2018-09-30", "2020-11-30")
CATALOG = catalog.load()
# An amount as a report writes it: 12 户, 1,234.50元, 12.00亩.
_NUMBER = re.compile(r"^(-?[\d,]+(?:\.\d+)?)(?:元|亩)?(?:（|$)")


@pytest.fixture(scope="module", params=["hand", "demo-3", "demo-7", "dice-1", "dice-2"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open a file: counted by hand, a demo township, or random records of every kind."""
    folder = tmp_path_factory.mktemp("arithmetic")
    name, _, seed = request.param.partition("-")
    if name == "hand":
        opened = policy_desk.opened(folder)
    elif name == "demo":
        opened = demo.make(folder / "demo.fupin", households=60, seed=int(seed))
    else:
        opened = Desk(sample_file.new_file(folder), CATALOG, operator="甲")
        opened.file.set_about("place", "421024103")
        drafts = records(CATALOG, int(seed), ("421024103",))
        opened.save_drafts(drafts, "录入")
        opened.save_drafts(removals(drafts, int(seed)), "删除")
    yield opened
    opened.close()


@pytest.mark.parametrize("day", DAYS)
def test_every_ratio_and_every_total_follows_from_the_printed_cells(desk: Desk, day: str) -> None:
    wrong = []
    for info in desk.reports():
        for document in _documents(desk, info.name, day, is_private=bool(info.private)):
            wrong += [f"{info.name}: {fault}" for fault in _sheets(document)]
            for table in document.tables:
                where = f"{info.name} {table.caption or table.sheet}"
                wrong += [f"{where}: {fault}" for fault in (*_ratios(table), *_totals(table))]
    assert wrong == []


def _documents(desk: Desk, name: str, day: str, *, is_private: bool) -> Iterator[Document]:
    yield desk.report(name, as_of=day)
    if not is_private:
        yield desk.report(name, as_of=day, face="public")


def _sheets(document: Document) -> Iterator[str]:
    """Yield the sheets of a workbook whose names do not say the numbers that they should, or are numbered for being alike."""
    wanted = [table.sheet for table in document.tables]
    for said, name in zip(wanted, sheet_text.sheet_names(wanted), strict=True):
        if said and re.findall(r"\d+", said) != re.findall(r"\d+", name):
            yield f"{said} becomes {name}"


def _ratios(table: Table) -> Iterator[str]:
    """Yield the ratios that are not the printed numerator by the printed denominator, or name neither."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    for place, column in enumerate(table.columns):
        if column.type != "share":
            continue
        parts = column.ratio or next(
            pair for pair in (("分子", "分母"), ("已达到", "应达到")) if set(pair) <= set(places)
        )
        for row in table.rows:
            shown = row.cells[place] if len(row.cells) > place else None
            if not isinstance(shown, Share):
                continue
            part, whole = (_number(row.cells[places[name]]) for name in parts)
            if part is None or not whole or Fraction(shown.part, shown.whole) != part / whole:
                yield f"{column.name} of {row.cells[1:4]}: {shown} is not {part} / {whole}"


def _totals(table: Table) -> Iterator[str]:
    """Yield the totals that are not the sum of the rows that they stand for."""
    bodies = [row for row in table.rows if row.style == "body"]
    for number, row in enumerate(table.rows):
        if row.style == "total":
            blocks = [[one for one in bodies if one not in _uncounted(table)]]
        elif row.style == "subtotal":
            blocks = [*_blocks(table, number)]
        else:
            continue
        for place, column in enumerate(table.columns):
            shown = row.cells[place]
            if column.type not in {"integer", "money", "number"} or not isinstance(shown, int) or place == 0:
                continue
            sums = [
                sum(cell for one in block if isinstance(cell := one.cells[place], int)) for block in blocks
            ]
            if shown not in sums:
                yield f"{column.name} of {row.cells[1:4]}: {shown} is not among {sums}"


def _uncounted(table: Table) -> list[Row]:
    """Return the rows under a line that says that they are not counted."""
    found, counts = [], True
    for row in table.rows:
        if row.style in {"group", "subtotal"} and any("不计入合计" in str(cell) for cell in row.cells):
            counts = False
        elif row.style == "body" and not counts:
            found.append(row)
    return found


def _blocks(table: Table, number: int) -> Iterator[list[Row]]:
    """Yield the rows that a subtotal can stand for: those after it up to the next, or those before it back to a head."""
    after, before = table.rows[number + 1 :], table.rows[:number][::-1]
    end = next((at for at, row in enumerate(after) if row.style != "body"), len(after))
    yield [*after[:end]]
    end = next((at for at, row in enumerate(before) if row.style != "body"), len(before))
    yield [*before[:end]]
    end = next((at for at, row in enumerate(before) if row.style in {"group", "total"}), len(before))
    yield [row for row in before[:end] if row.style == "body"]


def _number(cell: Cell) -> Fraction | None:
    """Return a printed number: stored integers as they are, amounts in words in the same measure."""
    if isinstance(cell, int):
        return Fraction(cell)
    words = re.search(r"（([\d,]+\.\d\d)元）", str(cell)) or _NUMBER.match(str(cell))
    return Fraction(words[1].replace(",", "")) * 100 if words else None


def test_the_audit_finds_a_ratio_and_a_total_that_are_wrong(tmp_path: Path) -> None:
    opened = policy_desk.opened(tmp_path)
    table = opened.report("产扶6").tables[0]
    opened.close()
    column = next(place for place, one in enumerate(table.columns) if one.ratio)
    spoilt = [
        Row((*row.cells[: column - 1], 1, Share(1, 3), *row.cells[column + 1 :]), row.style)
        for row in table.rows
    ]
    wrong = Table(table.columns, tuple(spoilt))
    assert list(_ratios(wrong))
    assert list(_totals(wrong))
