"""Registers of a generator of layouts arrive exactly, or what does not arrive is refused: nothing differs in silence."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.importing import Plan
from fupin_desk.model.value import Draft, Value
from tests.unit.layouts import CATALOG, Book, Row, book

# FUPIN_TEST_BOOKS=1000 lays out a thousand.
_BOOKS, _PARTS = int(os.environ.get("FUPIN_TEST_BOOKS", "100")), 10
_FIRST_OF_HOME = ("household.", "income.", "condition.")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("generated") / "d.fupin"
    with Desk.create(path, "four plain words here", "421024100", "测试员") as one:
        one.add_villages()
        one.save(one.blank("village", name="黄淡村", township="421024100", is_poor_village=1))
        yield one


@pytest.mark.slow
@pytest.mark.parametrize("part", range(_PARTS))
def test_every_row_arrives_exactly_or_is_refused(desk: Desk, tmp_path: Path, part: int) -> None:
    arrived = total = 0
    for seed in range(part, _BOOKS, _PARTS):
        laid_out = book(seed)
        path = tmp_path / f"{seed}.xlsx"
        path.write_bytes(laid_out.content)
        plan = desk.read_workbook(path, "household")
        differences = [*_unaccounted(plan), *_differences(desk, plan, laid_out)]
        assert not differences, f"book {seed}: {differences[:5]}"
        total += len(laid_out.rows)
        arrived += sum(row.outcome == "new" for row in plan.rows)
    # Refusing everything would be exact too.
    assert arrived > total * 0.9


def _unaccounted(plan: Plan) -> Iterator[str]:
    for number, sheet in enumerate(plan.sheets):
        rows = sum(row.raw.sheet == number for row in plan.rows)
        if rows + len(sheet.skipped) != sheet.size:
            yield f"{sheet.name}: {rows} + {len(sheet.skipped)} rows are not {sheet.size}"


def _differences(desk: Desk, plan: Plan, laid_out: Book) -> Iterator[str]:
    planned = {(plan.sheets[row.raw.sheet].name, row.raw.number): row for row in plan.rows}
    persons = {(row.sheet, row.number) for row in laid_out.rows}
    strangers = [at for at, row in planned.items() if at not in persons and row.outcome != "refused"]
    if strangers:
        yield f"rows that are nobody's became records: {strangers}"
    for sheet in plan.sheets:
        for heading in sheet.headings:
            meant = laid_out.columns.get(heading.column, "")
            if heading.disposition == "taken" and heading.target != meant:
                yield f"column {heading.text} is {heading.target}, not {meant}"
    taken = {one.target for sheet in plan.sheets for one in sheet.headings}
    homes: dict[int, Value] = {}
    drafts = {one.id: one for one in plan.drafts}
    for row in laid_out.rows:
        found = planned.get((row.sheet, row.number))
        if found is None:
            yield f"row {row.sheet} {row.number} is missing"
        elif found.outcome != "refused":
            yield from _of_person(desk, row, found.drafts, drafts, taken, homes)
    if len(set(homes.values())) != len(homes):
        yield "two households became one"


def _of_person(  # noqa: PLR0917
    desk: Desk,
    row: Row,
    own: tuple[Draft, ...],
    drafts: dict[str, Draft],
    taken: set[str],
    homes: dict[int, Value],
) -> Iterator[str]:
    member = next(one for one in own if one.kind == "member")
    home = drafts[str(member.values["household"])]
    if homes.setdefault(row.household, home.id) != home.id:
        yield f"row {row.number} is in another household"
    yearly = {one.kind: one for one in drafts.values() if one.values.get("household") == home.id}
    for target, value in row.stored.items():
        kind, _, name = target.partition(".")
        if target not in taken:
            continue
        source = {"member": member, "household": home}.get(kind) or yearly.get(kind)
        stored = source.values.get(name) if source else None
        if _said(desk, kind, name, stored) != value:
            yield f"row {row.number}: {target} is {stored!r}, not {value!r}"


def _said(desk: Desk, kind: str, name: str, stored: Value) -> Value:
    asked = CATALOG.forms[kind].fields[name]
    if asked.type == "record":
        village = desk.record("village", str(stored))
        return village.values["name"] if village else None
    return CATALOG.codes[asked.choices].label(str(stored)) if asked.choices else stored
