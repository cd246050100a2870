"""One number is one number: panel, list behind it, report, workbook and command line agree for every rule."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from fupin_desk import cli
from fupin_desk.catalog import catalog
from fupin_desk.desk.desk import Desk
from fupin_desk.model import tally_text
from fupin_desk.model.document import Share
from fupin_desk.model.rule import Outcome, Rule, Tally
from fupin_desk.reports.contents import figures
from tests import sample_file
from tests.e2e.dice_records import records, removals
from tests.unit.report_rows import cells

CATALOG = catalog.load()
OUTCOMES: tuple[Outcome, ...] = ("covered", "gap", "unknown", "exempt")


@pytest.fixture(scope="module", params=[1, 2, 4])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open a file of random records of every kind."""
    opened = Desk(sample_file.new_file(tmp_path_factory.mktemp("numbers")), CATALOG, operator="甲")
    opened.file.set_about("place", "421024103")
    drafts = records(CATALOG, request.param, ("421024103",))
    for number, draft in enumerate(draft for draft in drafts if draft.kind == "village"):
        draft.values["name"] = f"第{number}村"
    opened.save_drafts(drafts, "录入")
    opened.save_drafts(removals(drafts, request.param), "删除")
    yield opened
    opened.close()


def _tallies(desk: Desk) -> dict[tuple[str, str | None], Tally]:
    return {(tally.rule, tally.place): tally for tally in desk.coverage()}


def test_the_list_behind_a_number_holds_as_many_units_as_it_says(desk: Desk) -> None:
    for (rule, place), tally in _tallies(desk).items():
        counted = Counter(unit.outcome for unit in desk.judged(rule, place=place))
        assert [counted[outcome] for outcome in OUTCOMES] == [getattr(tally, name) for name in OUTCOMES], (
            rule,
            place,
        )


def test_the_panel_of_a_record_shows_the_numbers_of_the_workbench(desk: Desk) -> None:
    tallies = _tallies(desk)
    seen = set()
    for kind in ("household", "village", "project", "fund_line", "loan", "base"):
        for record in [unit.id for unit in desk.records(kind)][:8]:
            for effect in desk.standing(kind, record):
                seen.add(effect.rule)
                assert effect.whole_after == tallies[effect.rule, None]
                if effect.after.place:
                    assert effect.after == tallies[effect.rule, effect.after.place]
    assert len(seen) > 15


def test_the_summary_prints_every_tally_and_its_verdict(desk: Desk) -> None:
    tallies = _tallies(desk)
    table = desk.report("产扶10").tables[0]
    columns = [
        cells(table, name) for name in ("分母", "分子", "完成率", "是否达标", "达到", "未达到", "待核")
    ]
    rules = desk.pack().rules
    assert len(columns[0]) == len(rules)
    # The rows stand by clause; within a clause in the order of the policy.
    ordered = sorted(rules, key=lambda rule: [one.clause for one in rules].index(rule.clause))
    for rule, row in zip(ordered, zip(*columns, strict=True), strict=True):
        assert list(row) == _printed(rule, tallies[rule.id, None]), rule.id


def _printed(rule: Rule, tally: Tally) -> list[object]:
    ratio: object = Share(tally.part, tally.whole) if tally.whole and rule.figure == "share" else None
    shown = figures.ratio(rule, tally)
    if isinstance(shown, Share) and isinstance(ratio, Share):
        assert (shown.part, shown.whole) == (ratio.part, ratio.whole)
    return [
        figures.measured(rule.whole, tally.whole), figures.measured(rule.part, tally.part), shown,
        tally_text.verdict(rule, tally), tally.covered, tally.gap, tally.unknown,
    ]  # fmt: skip


def test_the_workbook_holds_the_numbers_of_the_villages(desk: Desk, tmp_path: Path) -> None:
    tallies = _tallies(desk)
    names = {tally.place: tally.place_name for tally in tallies.values() if tally.place}
    document = desk.report("产扶10")
    (book,) = desk.write_report("产扶10", formats=("xlsx",), out=tmp_path).paths
    sheets = openpyxl.load_workbook(book).worksheets[1:]
    checked = 0
    for table, sheet in zip(document.tables[1:], sheets, strict=True):
        rows = list(sheet.iter_rows(values_only=True))
        for place, column in enumerate(table.columns):
            rule, _, part = column.name.partition(" ")
            if part not in {"分母", "分子", "待核"} or column.type != "integer":
                continue
            for row in rows:
                for village, name in names.items():
                    if row[1] == name:
                        field = {"分母": "whole", "分子": "part", "待核": "unknown"}[part]
                        assert row[place] == getattr(tallies[rule, village], field), (rule, name)
                        checked += 1
    assert checked > 100


def test_the_command_line_prints_the_same_integers(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    copy = tmp_path / "copy.fupin"
    copy.write_bytes(desk.file.path.read_bytes())
    secret = tmp_path / "word"
    secret.write_text(sample_file.PASSPHRASE, encoding="utf-8")
    assert cli.run(["coverage", str(copy), "--json", "--passphrase-file", str(secret)]) == 0
    printed = {(row["rule"], row["place"]): row for row in json.loads(capsys.readouterr().out)}
    tallies = _tallies(desk)
    assert set(printed) == set(tallies)
    for key, tally in tallies.items():
        row = printed[key]
        fields = ("covered", "gap", "unknown", "exempt", "part", "whole", "met")
        assert [row[name] for name in fields] == [getattr(tally, name) for name in fields], key
