"""The workbook: values that are values, text that stays text, a form that prints like the PDF."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from fupin_desk.model.document import Column, Document, Row, Table
from fupin_desk.model.error import CancelledError
from fupin_desk.reports import pdf, sheet_text, xlsx
from tests.unit import documents

FIRST = 8


def opened(report: Document, folder: Path) -> Any:
    xlsx.write(report, folder / "a.xlsx")
    return openpyxl.load_workbook(folder / "a.xlsx")


@pytest.fixture
def sheet(tmp_path: Path) -> Any:
    """Return the sheet of a small report."""
    return opened(documents.document(), tmp_path).worksheets[0]


def test_figures_are_values_with_formats_and_numbers_of_people_are_text(sheet: Any) -> None:
    cells = sheet[FIRST]
    assert [one.value for one in cells[:5]] == [1, "平渊村", "张三", documents.ID_NUMBER, 4]
    assert (cells[6].value, cells[6].number_format) == (1234.56, "#,##0.00")
    assert (cells[7].value, cells[7].number_format) == (0.7, "0.00%")
    assert (cells[8].value.isoformat()[:10], cells[8].number_format) == ("2018-05-12", "yyyy-mm-dd")
    assert (cells[3].data_type, cells[3].number_format) == ("s", "@")
    assert cells[9].value is None


def test_the_total_is_bold_and_a_share_below_its_target_shows_why(sheet: Any) -> None:
    total = sheet[FIRST + 2]
    assert total[0].value == "合计"
    assert all(one.font.bold for one in total)
    assert (total[7].value, total[7].number_format) == (0.59996, "0.000%")


def test_the_shell_of_the_form_stands_around_the_rows(sheet: Any) -> None:
    told = [str(row[0].value or "") for row in sheet.iter_rows()]
    assert told[0] == "产扶1表"
    assert told[1] == "资市镇贫困户花名册"
    assert told[3].startswith("填报单位（盖章）：江陵县资市镇人民政府")
    assert any(one.startswith("单位负责人：") for one in told)
    assert told[-1] == "政策包 jiangling-2018-1 日志 3f9a0c1d"
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"E5:F5", "G5:H5", "A5:A6", "A2:J2"} <= merged
    assert not [one for one in sheet.merged_cells.ranges if FIRST <= one.min_row <= FIRST + 2]


def test_the_sheet_is_set_up_to_be_read_and_printed(sheet: Any) -> None:
    assert sheet.freeze_panes == f"D{FIRST}"
    assert sheet.print_title_rows == "$5:$7"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.center.text == "第 &P 页　共 &N 页"
    assert sheet.oddHeader.right.text == "产扶1表（续表）"
    assert sheet.firstFooter.left.text == "上报版·内部资料"
    assert sheet.column_dimensions["D"].width > 18
    assert sheet.dimensions == f"A1:J{sheet.max_row}"


HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x")',
    "+86",
    "-5",
    "@SUM(A1)",
    "#N/A",
    "_x0041_",
    "001",
    "<a>&b",
    " 空 ",
    "TRUE",
]


def test_no_text_becomes_a_formula_an_error_or_another_text(tmp_path: Path) -> None:
    rows = [documents.row(number, head=text) for number, text in enumerate(HOSTILE, start=1)]
    report = replace(documents.document(documents.table(*rows)), title="=1+1", notes=("=2+2",))
    book = opened(report, tmp_path)
    cells = [book.worksheets[0].cell(FIRST + number, 3) for number in range(len(HOSTILE))]
    read = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[2] for row in read[FIRST - 1 : FIRST - 1 + len(HOSTILE)]] == HOSTILE
    assert {one.data_type for one in cells} == {"s"}
    assert not [one for row in book.worksheets[0].iter_rows() for one in row if one.data_type == "f"]


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_comes_back_as_it_was_but_for_forbidden_characters(text: str) -> None:
    xml = sheet_text.escaped(text)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", xml)
    assert not re.search(r"_x[0-9A-Fa-f]{4}_", xml.replace("_x005F_", ""))
    back = xml.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("_x005F_x", "_x")
    assert back == sheet_text.plain(text)


def test_a_text_longer_than_a_cell_says_that_it_was_cut(tmp_path: Path) -> None:
    book = opened(documents.document(documents.table(documents.row(1, note="长" * 40_000))), tmp_path)
    told = book.worksheets[0].cell(FIRST, 10).value
    assert len(told) == 32_767
    assert told.endswith("已截断）")


def test_sheet_names_are_what_excel_accepts_and_each_once() -> None:
    names = sheet_text.sheet_names(
        ["a/b:c", "", "'x'", "（1/7）", "名" * 40, "名" * 40, "花名册", "花名册", "History"]
    )
    assert names[:4] == ["a-bc", "表2", "x", "（1-7）"]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert names[-1].lower() != "history"


def test_the_workbook_and_the_pdf_say_the_same_figures(tmp_path: Path) -> None:
    rows = [documents.row(number, amount=number * 98_765_432 - 5) for number in range(1, 6)]
    report = documents.document(documents.table(*rows))
    book = opened(report, tmp_path)
    told = pypdf.PdfReader(io.BytesIO(pdf.drawn(report))).pages[0].extract_text()
    for number in range(len(rows)):
        value = book.worksheets[0].cell(FIRST + number, 7).value
        assert f"{value:,.2f}" in told


def test_a_big_amount_keeps_every_digit(tmp_path: Path) -> None:
    xlsx.write(
        documents.document(documents.table(documents.row(1, amount=-123456789012345678905))),
        tmp_path / "a.xlsx",
    )
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert b"<v>-1234567890123456789.05</v>" in book.read("xl/worksheets/sheet1.xml")


def test_days_that_excel_does_not_know_stay_text(tmp_path: Path) -> None:
    days = Table(
        (Column("day", ("日期",), 12, "date"),), (Row(("1900-01-15",)), Row(("不详",)), Row(("2018-02-28",)))
    )
    book = opened(documents.document(days), tmp_path)
    values = [
        row[0].value for row in book.worksheets[0].iter_rows() if row[0].value in {"1900-01-15", "不详"}
    ]
    assert values == ["1900-01-15", "不详"]


def test_a_row_whose_text_wraps_is_as_high_as_its_text(tmp_path: Path) -> None:
    book = opened(
        documents.document(documents.table(documents.row(1), documents.row(2, note="很长" * 20))), tmp_path
    )
    assert book.worksheets[0].row_dimensions[FIRST].height is None
    assert book.worksheets[0].row_dimensions[FIRST + 1].height > 40


def test_cards_without_tables_become_labels_and_values(tmp_path: Path) -> None:
    book = opened(documents.cards(documents.card(), documents.card()), tmp_path)
    told = [(row[0].value, row[1].value) for row in book.worksheets[0].iter_rows()]
    assert book.sheetnames == ["户卡"]
    assert told.count(("户主证件号码", documents.ID_NUMBER)) == 2
    assert ("帮扶记录2", "措施：措施2号；金额（元）：2.00") in told


def test_every_table_has_its_sheet(tmp_path: Path) -> None:
    other = replace(documents.table(), sheet="", caption="分村汇总")
    book = opened(documents.document(documents.table(), other), tmp_path)
    assert book.sheetnames == ["花名册", "分村汇总"]
    assert book.worksheets[1]["A5"].value == "分村汇总"


def test_the_workbook_names_no_person_outside_its_cells(tmp_path: Path) -> None:
    book = opened(documents.document(), tmp_path)
    assert book.properties.creator == "扶贫工作台"
    assert book.properties.title == "资市镇贫困户花名册"


def test_cancelling_leaves_no_workbook(tmp_path: Path) -> None:
    report = documents.document(documents.table(*(documents.row(n) for n in range(1000))))
    with pytest.raises(CancelledError):
        xlsx.write(report, tmp_path / "a.xlsx", lambda done, _: done < 400)
    assert list(tmp_path.iterdir()) == []
