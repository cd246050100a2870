"""What is plain to every reader is plain to the import: 1.是, 已参加, 文盲/半文盲, a bad byte, marks around numbers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk.catalog import catalog
from fupin_desk.desk.desk import Desk
from fupin_desk.exchange import workbook
from fupin_desk.model.error import RequestError
from fupin_desk.validation import identity, parse
from tests.unit.books import HEAD, xlsx

CATALOG = catalog.load()
MEMBER = CATALOG.forms["member"].fields
X = HEAD[:17]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("spellings") / "d.fupin"
    with Desk.create(path, "four plain words here", "421024100", "测试员") as one:
        one.add_villages()
        yield one


@pytest.mark.parametrize(
    ("written", "value"),
    [("1.是", 1), ("2.否", 0), ("1、是", 1), ("已参加", 1), ("不享受", 0), ("未参加", 0), ("没参加", 0), ("3.也许", None), ("2018.1", None)],
)  # fmt: skip
def test_yes_and_no_are_read_in_their_plain_spellings(written: str, value: int | None) -> None:
    field = CATALOG.forms["household"].fields["is_relocated"]
    assert parse.parse(field, written, CATALOG.codes, "2018-09-30")[0] == value


@pytest.mark.parametrize(("written", "code"), [("文盲/半文盲", "01"), ("初中毕业", "03"), ("小学文化", "02")])
def test_schooling_is_read_in_its_plain_spellings(written: str, code: str) -> None:
    assert parse.parse(MEMBER["education"], written, CATALOG.codes, "2018-09-30")[0] == code


@pytest.mark.parametrize(
    "written", [f"\u202a{HEAD}\u202c", f"\u2066{HEAD}\u2069", f'="{HEAD}"', f" {HEAD}\u200b"]
)
def test_marks_around_an_id_number_do_not_spoil_it(written: str) -> None:
    assert parse.parse(MEMBER["id_number"], written, CATALOG.codes, "2018-09-30") == (HEAD, None)


@pytest.mark.parametrize("last", ["Ⅹ", "×", "Х", "х", "ⅹ"])
def test_a_letter_that_looks_like_x_is_read_and_said(last: str) -> None:
    value, finding = parse.parse(MEMBER["id_number"], X + last, CATALOG.codes, "2018-09-30", kind="member")
    assert value == HEAD
    assert finding is not None
    assert (finding.code, finding.severity) == ("letter_read", "A")


@pytest.mark.parametrize(
    ("area", "codes"),
    [("420000", ["ID-5-county"]), ("421000", ["ID-5-county"]), ("441900", []), ("421024", [])],
)
def test_the_code_of_a_province_or_city_is_nobodys_area(area: str, codes: list[str]) -> None:
    first = f"{area}19700101991"
    number = first + identity.check_character(first)
    assert [one.code for one in identity.objections(number, "2018-09-30")] == codes


def test_one_bad_byte_refuses_its_row_not_the_file(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    text = "村名,备注\r\n古堤村,甲\r\n黄彩剅村,乙坏\r\n" + "".join(f"村{n},无\r\n" for n in range(60))
    path.write_bytes(text.encode("gb18030").replace("坏".encode("gb18030"), b"\xff"))
    (sheet,) = workbook.read(path.read_bytes())
    assert list(sheet.faults) == [2]
    plan = desk.read_workbook(path, "village")
    assert [
        row.raw.number for row in plan.rows if row.outcome == "refused" and row.issues[0].column == 2
    ] == [3]


def test_what_is_no_text_is_still_no_table() -> None:
    with pytest.raises(RequestError, match="看不出"):
        workbook.read(bytes(range(1, 256)) * 20)


def test_a_summary_is_no_list_of_funds(desk: Desk, tmp_path: Path) -> None:
    head = [
        "序号",
        "年度",
        "主管部门",
        "全部资金下达（元）",
        "扶贫资金",
        "其中：产业扶贫",
        "产业占比",
        "到户占比",
        "产业 60%",
    ]
    path = tmp_path / "book.xlsx"
    path.write_bytes(xlsx([head, [1, 2018, "农业局", 5000, 4000, 3000, "75%", "60%", "达标"]]))
    with pytest.raises(RequestError, match="资金名称"):
        desk.read_workbook(path, "fund_line")
