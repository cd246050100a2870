"""What the program writes it reads again: every report that lists records, and every template, changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from fupin_desk import demo
from fupin_desk.desk.desk import Desk
from fupin_desk.exchange import template
from fupin_desk.model import show
from fupin_desk.model.form import Field
from fupin_desk.model.importing import Plan
from fupin_desk.model.query import Query
from tests.unit.books import refusals

LISTS = [
    ("产扶1", "household"), ("产扶2", "assistance"), ("产扶4", "visit"), ("产扶5", "course"), ("产扶5", "attendance"),
    ("产扶6", "entity"), ("产扶6", "drive_link"), ("产扶6", "land_transfer"), ("产扶7", "ecommerce_station"),
    ("产扶7", "online_shop"), ("产扶8", "loan"), ("产扶8", "loss_claim"), ("产扶9", "fund_line"), ("产扶9", "special_fund"),
    ("项目库表", "project"), ("旅游与基地表", "tourism_base"), ("旅游与基地表", "base"), ("旅游与基地表", "infrastructure"),
]  # fmt: skip
# What a demo holds on purpose: people and numbers that stand twice, households without a head, people who have left.
MISTAKES = (
    "登记了不止一户", "没有登记这个证件号码的人", "认不出是哪一户", "同一个证件号码", "分不清", "证件号码登记的人和这一行写的姓名对不上",
    "没有写农户", "没有写轮次", "没有叫这个名字的户主",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("own") / "d.fupin"
    with demo.make(path, seed=3, households=150, passphrase="demo") as desk:
        yield desk


def _changes_nothing(plan: Plan) -> None:
    assert plan.counts["new"] == plan.counts["changed"] == 0, [row.drafts for row in plan.rows if row.drafts][
        :2
    ]
    assert plan.counts["same"] > 0
    unexpected = [text for text in refusals(plan) if not any(mistake in text for mistake in MISTAKES)]
    assert unexpected == []
    assert plan.refused <= max(4, len(plan.rows) // 10)


@pytest.mark.parametrize(("report", "kind"), LISTS, ids=str)
def test_a_report_imports_again_as_it_is(desk: Desk, tmp_path: Path, report: str, kind: str) -> None:
    """C: 产扶1 lost 23 of 1,194 rows; other reports made records anew or wrote one over another."""
    written = desk.write_report(report, tmp_path, formats=("xlsx",))
    _changes_nothing(desk.read_workbook(written.paths[0], kind))


def _told(desk: Desk, record: str, kind: str, column: template._Column) -> str:
    """Return what a template's cell says of a record."""
    stored = desk.record(kind, record)
    assert stored is not None
    field: Field | None = column.field
    if field is None or field.of or stored.values.get(field.name) is None:
        return ""
    return show.shown(field, stored.values[field.name], desk.catalog.codes)


@pytest.mark.parametrize(
    "kind",
    [
        "village",
        "expert",
        "round",
        "entity",
        "policy_document",
        "bulletin",
        "special_fund",
        "township_industry",
    ],
)
def test_a_template_that_is_filled_from_the_file_changes_nothing(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "模板.xlsx"
    desk.write_template(kind, path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = list(template._columns(kind, desk.catalog.forms))
    for record in desk.ids(Query(kind)):
        row = [_told(desk, record, kind, column) for column in columns]
        village = desk.record(kind, record)
        for at, column in enumerate(columns):
            if column.field is not None and column.field.of == "village" and village is not None:
                row[at] = desk.name_of("village", str(village.values.get("village") or ""))
        sheet.append(row)
    book.save(path)
    _changes_nothing(desk.read_workbook(path, kind))
