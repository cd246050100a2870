"""Dates, years, numbers, yes or no, codes and phones in the spellings that registers hold."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Value
from fupin_desk.validation import parse
from tests.unit.judged_pages import CATALOG, TODAY

_DATA = Path(__file__).parents[1] / "data"


def _read(kind: str, field: str, text: str) -> tuple[Value, Finding | None]:
    return parse.parse(CATALOG.forms[kind].fields[field], text, CATALOG.codes, TODAY, kind=kind)


def _code(kind: str, field: str, text: str) -> str:
    value, finding = _read(kind, field, text)
    assert finding is None or finding.severity == "E" or value is not None
    return finding.code if finding else f"= {value}"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2018.1.14", "2018-01-14"),
        ("2018/1/14", "2018-01-14"),
        ("2018-01-14", "2018-01-14"),
        ("20180114", "2018-01-14"),
        ("20180114.0", "2018-01-14"),
        ("43114", "2018-01-14"),
        ("43114.0", "2018-01-14"),
        ("43114.5", "2018-01-14"),
        ("2018年1月14日", "2018-01-14"),
        ("2018 年 1 月 14 号", "2018-01-14"),
        ("２０１８．１．１４", "2018-01-14"),
        ("2018-01-14 00:00:00", "2018-01-14"),
        ("2018-01-14T08:30:00.000Z", "2018-01-14"),
        ("2018/1/14 0:00", "2018-01-14"),
        (" '2018-1-14 ", "2018-01-14"),
        ("2016-2-29", "2016-02-29"),
        ("2018——1——14", "2018-01-14"),
        ("2018—1—14", "2018-01-14"),
        ("2018–1–14", "2018-01-14"),
        ("2018，1，14", "2018-01-14"),
        ("2018。1。14", "2018-01-14"),
        ("今天", TODAY),
    ],
)
def test_a_date_is_read_in_every_spelling(text: str, iso: str) -> None:
    assert _read("assistance", "done_on", text) == (iso, None)


@pytest.mark.parametrize("text", ["2018年1月", "2018.1", "2018-01", "201801", "2018/1月"])
def test_a_month_alone_is_its_first_day_and_says_so(text: str) -> None:
    value, finding = _read("assistance", "done_on", text)
    assert value == "2018-01-01"
    assert finding is not None
    assert (finding.code, finding.severity) == ("month_only", "A")


@pytest.mark.parametrize(
    "text",
    ["2018", "去年", "2018-13-01", "2017-2-29", "18.1.14", "1/14/2018", "99999", "2018-1-14左右", "1234567"],
)
def test_what_is_no_date_is_kept_and_objected_to(text: str) -> None:
    value, finding = _read("assistance", "done_on", text)
    assert value is None
    assert finding is not None
    assert (finding.code, finding.given["value"], finding.given["label"]) == ("not_a_date", text, "实施日期")


@given(st.dates())
def test_every_day_survives_being_written_as_chinese_write_it(day: object) -> None:
    year, month, number = (int(part) for part in str(day).split("-"))
    if 1900 <= year < 2100:
        assert _read("assistance", "done_on", f"{year}年{month}月{number}日") == (str(day), None)
        assert _read("assistance", "done_on", f"{year}.{month}.{number}") == (str(day), None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2018年", "= 2018"), ("2018", "= 2018"), ("2018.0", "= 2018"), ("2018年度", "= 2018"),
        ("2018-12-31", "= 2018"), ("2018年12月", "= 2018"), ("18年", "not_a_year"), ("前年", "not_a_year"),
    ],
)  # fmt: skip
def test_a_year_is_read(text: str, said: str) -> None:
    assert _code("household", "exit_year", text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,200.50元", "= 120050"), ("1，200.50", "= 120050"), ("１２００", "= 120000"), ("￥1200", "= 120000"),
        ("1.2万元", "= 1200000"), ("0.5万", "= 500000"), ("1200.00", "= 120000"), ("1200.500", "= 120050"),
        ("1.2E+3", "= 120000"), ("-500", "= -50000"), ("0.29", "= 29"), ("/", "= None"), ("—", "= None"),
        ("0.1234万元", "= 123400"), ("12.345", "too_many_decimals"), ("0.00001万元", "= 10"),
        ("0.000001万元", "= 1"), ("0.0000001万元", "too_many_decimals"), ("约1200", "not_a_number"), ("1,20", "unknown_unit"),
        ("3。2万", "= 3200000"), ("3000。5", "= 300050"), ("3、000", "= 300000"), ("3、000、000", "= 300000000"),
        ("—500", "= -50000"), ("——500", "= -50000"), ("−500", "= -50000"), ("200、300", "unknown_unit"),
        ("3、0005", "unknown_unit"), ("1200—1500", "unknown_unit"), ("3。", "unknown_unit"),
        ("1200斤", "unknown_unit"), ("一千", "not_a_number"), ("1200-1500", "unknown_unit"),
    ],
)  # fmt: skip
def test_an_amount_is_read_exactly_into_fen(text: str, said: str) -> None:
    assert _code("assistance", "income_increase_fen", text) == said


@pytest.mark.parametrize(
    ("kind", "field", "text", "said"),
    [
        ("condition", "farmland_cmu", "3亩", "= 300"),
        ("condition", "farmland_cmu", "3.25 亩", "= 325"),
        ("condition", "road_distance_m", "800米", "= 800"),
        ("condition", "road_distance_m", "0.8公里", "= 800"),
        ("condition", "house_area_dm2", "90㎡", "= 9000"),
        ("condition", "house_area_dm2", "90平方米", "= 9000"),
        ("member", "work_months", "6.0", "= 6"),
        ("member", "work_months", "6个月", "= 6"),
        ("member", "work_months", "6.5", "not_whole"),
        ("village", "household_count", "312户", "= 312"),
        ("assistance", "scale_hundredths", "20", "= 2000"),
    ],
)
def test_a_number_may_carry_its_unit(kind: str, field: str, text: str, said: str) -> None:
    assert _code(kind, field, text) == said


@pytest.mark.parametrize(
    "text", ["421099197001010011", "9999999999999999999", "1E30", "-1E+20", "99999999999万元"]
)
def test_a_number_that_no_amount_has_is_kept_as_text_and_objected_to(text: str) -> None:
    form = CATALOG.forms["village_industry"]
    for field in ("output_fen", "households"):
        parsed = parse.parse_texts(form, {field: text}, CATALOG.codes, TODAY)
        assert (parsed.values, parsed.unread) == ({field: None}, {field: text})
        assert [(one.code, one.severity) for one in parsed.findings] in (
            [("too_large", "E")],
            [("unknown_unit", "E")],
        )
        assert "197001" not in CATALOG.texts.worded(parsed.findings[0]).text


def test_the_greatest_amount_of_a_form_is_still_read_and_judged_by_its_bound() -> None:
    assert _code("village_industry", "output_fen", "1000亿") == "= 10000000000000"
    assert _code("village_industry", "output_fen", "10000000万元") == "= 10000000000000"
    assert _code("village_industry", "output_fen", "1000000000万元") == "= 1000000000000000"


@given(st.integers(-(10**11), 10**11))
def test_no_fen_is_lost_on_the_way_from_text(fen: int) -> None:
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    assert _read("assistance", "income_increase_fen", f"{sign}{whole:,}.{rest:02d}") == (fen, None)


@pytest.mark.parametrize(
    "text", ["是", "√", "1", "有", "对", "Y", "y", "1.0", "✔", " 是 ", "贫困村", "重点贫困村"]
)
def test_yes_has_many_faces(text: str) -> None:
    assert _read("village", "is_poor_village", text) == (1, None)


@pytest.mark.parametrize("text", ["否", "×", "0", "无", "N", "0.0", "x", "没有", "非贫困村"])
def test_no_has_many_faces(text: str) -> None:
    assert _read("village", "is_poor_village", text) == (0, None)


def test_perhaps_is_neither_yes_nor_no() -> None:
    assert _code("village", "is_poor_village", "可能") == "not_yes_or_no"


@pytest.mark.parametrize(
    "text", ["户主", "户主 ", "户 主", "01", "1", "1.0", "０１", "本人或户主", "01 户主", "户主(01)"]
)
def test_a_code_is_read_from_code_label_and_alias(text: str) -> None:
    assert _read("member", "relation", text) == ("01", None)


@pytest.mark.parametrize("text", ["乡（镇）内务工", "乡(镇)内务工", "乡 镇 内务工", "乡镇内"])
def test_brackets_of_both_widths_are_the_same(text: str) -> None:
    assert _read("member", "work_region", text) == ("01", None)


def test_a_nationality_is_read_without_its_last_character() -> None:
    assert _read("member", "ethnicity", "苗") == ("06", None)


def test_code_and_label_that_disagree_are_not_read() -> None:
    assert _code("member", "relation", "02 户主") == "not_in_list"


def test_an_unknown_word_is_answered_with_the_choices() -> None:
    _, finding = _read("assistance", "status", "做完了")
    assert finding is not None
    assert finding.given["offered"] == "计划、已实施、已验收"


@pytest.mark.parametrize(
    "text",
    [
        "残疾,长期慢性病",
        "长期慢性病、残疾",
        "慢病；残疾",
        "02 04",
        "04,02,2",
        "残疾/慢性病",
        "02，04",
        "长期慢性病\n残疾",
    ],
)
def test_several_codes_are_sorted_and_joined(text: str) -> None:
    assert _read("member", "health_status", text) == ("02,04", None)


def test_one_unknown_among_several_codes_leaves_all_unread() -> None:
    assert _code("member", "health_status", "残疾、感冒") == "not_in_list"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("138 0000 0001", "13800000001"), ("+86 138-0000-0001", "13800000001"), ("13800000001.0", "13800000001"),
        ("１３８００００００１１", "13800000011"), ("8613800000001", "13800000001"), ("0716-4731234", "07164731234"),
        ("(0716)4731234", "07164731234"), ("无", None), ("/", None), ("1.3800000001E10", "1.3800000001E10"),
    ],
)  # fmt: skip
def test_a_phone_number_loses_its_dress(text: str, number: str | None) -> None:
    assert _read("household", "phone", text) == (number, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6228 4800 0000 0000 018", "6228480000000000018"), ("4210240001.0", "4210240001"),
        ("'4210240001", "4210240001"), ("４２１０２４０００１", "4210240001"),
    ],
)  # fmt: skip
def test_long_numbers_in_text_fields_are_digits_only(text: str, value: str) -> None:
    assert _read("household", "household_no", text) == (value, None)


def test_an_account_that_excel_shortened_is_refused() -> None:
    assert _code("household", "bank_account", "6.22848E+18") == "digits_lost"


def test_text_keeps_its_characters_and_loses_stray_space() -> None:
    assert _read("assistance", "measure", " 发放　种虾（20斤） ") == ("发放 种虾（20斤）", None)
    assert _read("assistance", "note", "第一行\n第二行 ") == ("第一行\n第二行", None)


def test_control_characters_are_refused_everywhere() -> None:
    assert _code("member", "name", "王\x00建国") == "control_character"
    assert _code("assistance", "measure", "种\x1b虾") == "control_character"


_COLUMNS = {
    "与户主关系": "relation", "性别": "sex", "文化程度": "education", "政治面貌": "political_status", "健康状况": "health_status",
}  # fmt: skip


def _wild() -> list[tuple[str, str, str]]:
    with (_DATA / "wild_vocabulary.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["field"] in _COLUMNS]
    return [(_COLUMNS[row["field"]], row["value_as_typed"], row["suggested_canonical"]) for row in rows]


@pytest.mark.parametrize(("field", "typed", "canonical"), _wild())
def test_what_registers_really_hold_is_read(field: str, typed: str, canonical: str) -> None:
    value, finding = _read("member", field, typed.replace("␠", " "))
    codes = CATALOG.codes[CATALOG.forms["member"].fields[field].choices]
    assert finding is None
    assert codes.label(value) == canonical.rstrip("?")


def test_the_texts_of_one_record_are_read_together() -> None:
    form = CATALOG.forms["assistance"]
    parsed = parse.parse_texts(
        form, {"measure": "发放种虾", "done_on": "上个月", "amount_fen": "2千", "status": "已实施", "无此栏": "x", "note": ""},
        CATALOG.codes, TODAY, record="a1",
    )  # fmt: skip
    assert parsed.values == {
        "measure": "发放种虾", "done_on": None, "amount_fen": None, "status": "2", "note": None,
    }  # fmt: skip
    assert parsed.unread == {"done_on": "上个月", "amount_fen": "2千"}
    assert [(one.code, one.kind, one.record, one.field) for one in parsed.findings] == [
        ("not_a_date", "assistance", "a1", "done_on"),
        ("unknown_unit", "assistance", "a1", "amount_fen"),
    ]


def test_a_finding_never_repeats_an_identity_number_in_full() -> None:
    value, finding = _read("member", "id_number", "421099199001011000")
    assert value is None
    assert finding is not None
    assert finding.code == "id_damaged"
    assert "199001" not in finding.given["value"]
