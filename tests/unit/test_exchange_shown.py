"""Cells are read as Excel shows them: percents, units in number formats, leading zeros, 2018.10."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from fupin_desk.desk.desk import Desk
from fupin_desk.exchange import number_format, workbook
from fupin_desk.model.importing import Cell, Plan
from tests.unit.books import HEAD, OTHER, WIFE, xlsx
from tests.unit.test_exchange_bounds import SHEET, changed

LOAN = ["合同号", "贷款类别", "贷款银行", "放款日期", "年利率", "贷款金额"]
HEADER = ["行政村", "户编号", "姓名", "证件号码", "与户主关系", "银行账号", "联系电话"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("shown") / "d.fupin"
    with Desk.create(path, "four plain words here", "421024100", "测试员") as one:
        one.add_villages()
        yield one


def styled(header: list[str], row: list[tuple[object, str]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(header)
    for column, (value, code) in enumerate(row, 1):
        cell = sheet.cell(2, column, value)
        cell.number_format = code or "General"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def planned(desk: Desk, folder: Path, kind: str, content: bytes) -> Plan:
    path = folder / "book.xlsx"
    path.write_bytes(content)
    return desk.read_workbook(path, kind)


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("0%", 0.05, "5%"), ("0.00%", 0.0435, "4.35%"), ("0.00%", 0.043500000000000004, "4.35%"), ("[红色]0%;[红色]-0%", 1, "100%"),
        ('#,##0.00"万"', 5, "5万"), ('0.00"万元"', 120.5, "120.5万元"), ('0"元"', 300, "300元"), ("0000000000", 12, "0000000012"),
        ("00", 123, "123"), ("0.00", 2018.1, "2018.10"), ("0.00", 2018.12, "2018.12"), ("0.00", 12.5, 12.5), ("General", 5, 5),
        ('0!.0,"万"', 50000, 50000), ('#,##0.0,,"百万"', 5e6, 5e6), ('_ "¥"* #,##0.00_ ', 5, 5), ('"%"0', 5, 5),
        ("yyyy-mm-dd", 43000, 43000), ("@", 5, 5), ("000000000000000000", 421099197001010000.0, 421099197001010000.0),
        ("", 5, 5), ('0"', 5, 5), ("\\", 5, 5),
        ('General"万"', 5, "5万"), ('G/通用格式"万元"', 1.5, "1.5万元"), ('0.00"（万元）"', 5, "5万元"), ("0.00万元", 5, "5万元"),
        ('"人民币"0.00"万元"', 5, "5万元"), ('"42102410"0000', 12, "421024100012"), ('"第"0"组"', 3, "第3组"), ('"第"0"组"', 3.5, 3.5),
        ('0000"年"00"月"00"日"', 20180901, "2018年09月01日"), ('0000"年"00"月"', 201809, "2018年09月"), ('m"月"d"日"', 43000, 43000),
        ('"A"000', 7, "A007"), ('"¥"0', 5, 5),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_format_shows_it(code: str, number: float, shown: Cell) -> None:
    show = number_format.reading(code)
    assert (show(number) if show else number) == shown


def test_a_percent_cell_is_percent_not_a_hundredth_of_it(desk: Desk, tmp_path: Path) -> None:
    row: list[tuple[object, str]] = [
        ("A1", ""),
        ("经营主体贷款", ""),
        ("农商行", ""),
        ("2018-03-01", ""),
        (0.0435, "0.00%"),
        (5, '#,##0.00"万"'),
    ]
    (draft,) = planned(desk, tmp_path, "loan", styled(LOAN, row)).drafts
    assert (draft.values["rate_bp"], draft.values["principal_fen"]) == (435, 5_000_000)


def test_leading_zeros_of_a_number_format_are_kept(desk: Desk, tmp_path: Path) -> None:
    row: list[tuple[object, str]] = [
        ("古堤村", ""),
        (42, "0000000000"),
        ("王建国", ""),
        (HEAD, ""),
        ("户主", ""),
        ("", ""),
        ("", ""),
    ]
    drafts = planned(desk, tmp_path, "household", styled(HEADER, row)).drafts
    assert drafts[0].values["household_no"] == "0000000042"


@pytest.mark.parametrize(("code", "day"), [("0.00", "2018-10-01"), ("General", None)])
def test_2018_10_as_a_number_is_october_or_nothing(
    desk: Desk, tmp_path: Path, code: str, day: str | None
) -> None:
    row: list[tuple[object, str]] = [
        ("A1", ""),
        ("经营主体贷款", ""),
        ("农商行", ""),
        (2018.1, code),
        (4.35, ""),
        (5, ""),
    ]
    (draft,) = planned(desk, tmp_path, "loan", styled(LOAN, row)).drafts
    assert draft.values.get("lent_on") == day
    assert bool(draft.unread.get("lent_on")) is (day is None)


@pytest.mark.parametrize("column", [1, 5, 6])
def test_lost_digits_outside_id_numbers_are_kept_as_unread_text(
    desk: Desk, tmp_path: Path, column: int
) -> None:
    row: list[object] = ["古堤村", "4210990001", "王建国", HEAD, "户主", "6217001234567890123", "13800000001"]
    row[column] = 6217001234567890123
    plan = planned(desk, tmp_path, "household", xlsx([HEADER, row]))
    name = {1: "household_no", 5: "bank_account", 6: "phone"}[column]
    (home,) = (one for one in plan.drafts if one.kind == "household")
    assert name not in home.values
    assert home.unread[name].startswith("6.21700123456789")
    assert any(one.column == column + 1 and "丢失" in one.text for one in plan.rows[0].issues)
    assert plan.faulty == 1


def test_a_head_whose_formulas_were_never_calculated_is_refused(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*HEADER], ["古堤村", "4210990001", "王建国", HEAD, "户主"], ["古堤村", "4210990001", "陈芳", WIFE, "配偶"],
        ["古堤村", "4210990002", "李秀英", OTHER, "户主"],
    ]  # fmt: skip
    content = xlsx(rows)
    for place, text in (("C2", "王建国"), ("D2", HEAD)):
        old = f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()
        content = changed(content, SHEET, old, f'<c r="{place}"><f>B9</f></c>'.encode())
    plan = planned(desk, tmp_path, "household", content)
    assert [row.outcome for row in plan.rows] == ["refused", "refused", "new"]
    assert any("公式" in one.text and one.column == 3 for one in plan.rows[0].issues)


def test_a_cell_whose_formula_failed_is_refused_not_empty() -> None:
    content = changed(
        xlsx([["村名", "甲"]]),
        SHEET,
        b'<c r="B1" t="inlineStr"><is><t>\xe7\x94\xb2</t></is></c>',
        b'<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    )
    (sheet,) = workbook.read(content)
    assert "#DIV/0!" in sheet.faults[0][1]


def test_dates_and_groups_that_a_format_spells_out_are_read(desk: Desk, tmp_path: Path) -> None:
    row: list[tuple[object, str]] = [
        ("A1", ""),
        ("经营主体贷款", ""),
        ("农商行", ""),
        (20180301, '0000"年"00"月"00"日"'),
    ]
    (draft,) = planned(desk, tmp_path, "loan", styled(LOAN[:4], row)).drafts
    assert draft.values["lent_on"] == "2018-03-01"


def test_a_book_whose_formats_cannot_be_known_says_so_once(desk: Desk, tmp_path: Path) -> None:
    rows = (
        LOAN,
        ["A1", "经营主体贷款", "农商行", "2018-03-01", "", 5],
        ["A2", "经营主体贷款", "农商行", "2018-03-01", "", 6],
    )
    cells = [
        "".join(
            f'<Cell><Data ss:Type="{"Number" if isinstance(one, int) else "String"}">{one}</Data></Cell>'
            for one in row
        )
        for row in rows
    ]
    content = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>'
        f"{''.join(f'<Row>{row}</Row>' for row in cells)}</Table></Worksheet></Workbook>"
    )
    assert sum("显示格式" in note for note in planned(desk, tmp_path, "loan", content.encode()).notes) == 1
    assert not any("显示格式" in note for note in planned(desk, tmp_path, "loan", xlsx(rows)).notes)
