"""Identity numbers: the national standard, disability cards, and what Excel does to them."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.validation import identity
from tests.unit.judged_pages import CARD, TODAY

_FILE = Path(__file__).parents[1] / "data" / "id_number_upstream.csv"
_VALID = [
    ("42109919700101001X", "1970-01-01", "1"),
    ("421099198802290028", "1988-02-29", "2"),
    ("421099200506150039", "2005-06-15", "1"),
    ("421099195212310179", "1952-12-31", "1"),
    ("421099201801140057", "2018-01-14", "1"),
    ("421099196003141086", "1960-03-14", "2"),
    ("42109919750820004X", "1975-08-20", "2"),
]


def _codes(number: str) -> list[str]:
    return [one.code for one in identity.objections(identity.normalise(number), TODAY)]


@pytest.mark.parametrize(("number", "birth", "sex"), _VALID)
def test_a_good_number_tells_birth_date_and_sex(number: str, birth: str, sex: str) -> None:
    assert _codes(number) == []
    tells = identity.derive(number)
    assert (tells.birth_date, tells.sex, tells.is_sound) == (birth, sex, True)


def _upstream() -> list[dict[str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", _upstream(), ids=lambda row: row["input"])
def test_other_validators_agree(row: dict[str, str]) -> None:
    errors = {
        one.code
        for one in identity.objections(identity.normalise(row["input"]), TODAY)
        if one.severity == "E"
    }
    if row["what"] in {"address code", "unknown region"}:
        # Areas are never refused: registers hold codes of every edition of the last forty years.
        assert errors <= {"ID-4"}
    else:
        assert bool(errors) == (row["upstream_expectation"] == "invalid")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("421099198502290026", "ID-3"),
        ("421099197001010011", "ID-4"),
        ("13", "ID-1"),
        ("4210991970010100", "ID-1"),
        ("610104620927690", "ID-1-old"),
        ("E12345678", "ID-2"),
        ("无", "ID-2"),
        ("999999197001010019", "ID-7"),
        ("421099196003141086" + "82", "ID-8"),
        ("421099196003141086" + "45", "ID-8"),
        ("990426199112010074", "ID-5"),
    ],
)
def test_each_fault_has_its_own_code(number: str, code: str) -> None:
    assert code in _codes(number)


@pytest.mark.parametrize(
    "typed",
    [
        "４２１０９９１９７００１０１００１ｘ", " 421099 19700101 001X ", "'42109919700101001x", "42109919700101001X\u200b",
        "421099-19700101-001X", "42109919700101001Х",
    ],
)  # fmt: skip
def test_widths_spaces_and_apostrophes_do_not_matter(typed: str) -> None:
    assert identity.normalise(typed) == "42109919700101001X"


def test_a_disability_card_tells_kind_and_grade() -> None:
    tells = identity.derive(CARD)
    assert (tells.core, tells.disability_kind, tells.disability_grade) == ("421099196003141086", "4", "2")
    assert identity.derive(CARD + "B1").disability_grade == "2"
    assert _codes(CARD) == []
    assert _codes(CARD + "01") == []


def test_an_old_number_tells_birth_date_and_sex() -> None:
    tells = identity.derive("421099700101001")
    assert (tells.birth_date, tells.sex, tells.is_sound) == ("1970-01-01", "1", False)


@pytest.mark.parametrize(
    ("value", "damaged"),
    [
        (4.21099199001011e17, True), (421099199001011000, True), (1e15, True), (42109970010100.0, False),
        ("4.21099E+17", True), ("421099199001011000", True), ("42109919700101001X", False), ("13", False),
        (None, False), (True, False), ("", False), ("610104620927690", False),
    ],
)  # fmt: skip
def test_a_number_that_excel_damaged_is_known(value: object, damaged: bool) -> None:
    assert identity.damaged_id(value) is damaged


def test_a_true_number_that_ends_in_three_zeros_is_not_damaged() -> None:
    fits = next(
        number
        for day in range(10, 29)
        if (number := f"421099199001{day}00" + "0") and identity.check_character(number[:17]) == "0"
    )
    assert fits.endswith("000")
    assert not identity.damaged_id(fits)


@given(st.dates(), st.integers(990, 999))
def test_one_wrong_digit_is_always_noticed(day: object, sequence: int) -> None:
    first = f"421099{str(day).replace('-', '')}{sequence}"
    number = first + identity.check_character(first)
    for at in range(6, 17):
        wrong = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
        assert identity.check_character(wrong[:17]) != wrong[17]


@given(st.text(max_size=24))
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    number = identity.normalise(text)
    identity.derive(number)
    identity.damaged_id(text)
    list(identity.objections(number, TODAY))
