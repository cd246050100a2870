"""Names: rare characters stay, stray ones are named."""

import csv
from pathlib import Path

import pytest

from fupin_desk.validation import names, parse
from tests.unit.judged_pages import CATALOG, TODAY

_FILE = Path(__file__).parents[1] / "data" / "rare_names.csv"
# Spaces and characters that nobody sees are taken away without a word; so is nothing else.
_SILENT = {"空白"}


def _rows() -> list[dict[str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["name"]]


def _severities(name: str) -> set[str]:
    value, note = names.read(name)
    found = {one.severity for one in names.objections(value)}
    return found | ({note.severity} if note else set())


@pytest.mark.parametrize(
    "row", [one for one in _rows() if one["suggested_verdict"] == "accept"], ids=lambda row: row["id"]
)
def test_a_good_name_is_accepted_as_it_is(row: dict[str, str]) -> None:
    assert names.read(row["name"]) == (row["name"], None)
    assert _severities(row["name"]) == set()


@pytest.mark.parametrize(
    "row", [one for one in _rows() if one["suggested_verdict"] == "reject"], ids=lambda row: row["id"]
)
def test_what_is_no_name_is_an_error(row: dict[str, str]) -> None:
    assert "E" in _severities(row["name"])


@pytest.mark.parametrize(
    "row", [one for one in _rows() if one["suggested_verdict"] == "warn"], ids=lambda row: row["id"]
)
def test_a_doubtful_name_is_no_error_and_is_mended_or_doubted(row: dict[str, str]) -> None:
    value, _ = names.read(row["name"])
    assert "E" not in _severities(row["name"])
    if row["category"] in _SILENT:
        assert value == "".join(one for one in row["name"] if "一" <= one <= "鿿")
        assert _severities(row["name"]) == set()
    else:
        assert _severities(row["name"])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("张\ue863", "张䶮"),
        ("⾼明", "高明"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
    ],
)
def test_a_wrong_code_point_is_replaced_with_a_note(typed: str, name: str) -> None:
    field = CATALOG.forms["member"].fields["name"]
    value, finding = parse.parse(field, typed, CATALOG.codes, TODAY, kind="member", record="m1")
    assert value == name
    assert finding is not None
    assert (finding.code, finding.severity, finding.given["name"]) == ("name_mended", "A", name)


def test_the_name_of_a_course_may_hold_what_a_persons_may_not() -> None:
    field = CATALOG.forms["course"].fields["name"]
    assert parse.parse(field, "2018年第1期(小龙虾)", CATALOG.codes, TODAY, kind="course")[1] is None
