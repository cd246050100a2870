"""Bytes of any office's file become sheets of typed cells, or a kind refusal."""

import datetime
import subprocess
from pathlib import Path

import pytest

from fupin_desk.exchange import cells, workbook
from fupin_desk.model.error import RequestError
from fupin_desk.model.importing import Cell
from tests.unit.books import DAMAGED, HEAD, xlsx

ROWS: list[list[object]] = [["村名", "是否贫困村", "总人口"], ["古堤村", "是", 1200.5]]


def test_rows_keep_their_numbers_when_the_sheet_begins_with_blank_rows() -> None:
    (sheet,) = workbook.read(xlsx([[], [], *ROWS]))
    assert sheet.rows[2][:3] == ROWS[0]
    assert sheet.rows[3][2] == 1200.5


def test_merged_areas_count_from_zero_with_both_ends() -> None:
    (sheet,) = workbook.read(xlsx([["甲", ""], ["", ""], ["乙", "丙"]], merged=["A1:B2"]))
    assert sheet.merged == ((0, 0, 1, 1),)


def test_numbers_dates_and_formula_like_texts_keep_their_type() -> None:
    (sheet,) = workbook.read(xlsx([[DAMAGED, HEAD, datetime.date(2018, 1, 14), "=1+1", "0012"]]))
    number, text, day, formula, zeros = sheet.rows[0]
    assert isinstance(number, float)
    assert cells.has_lost_digits(number)
    assert (text, day, formula, zeros) == (HEAD, datetime.date(2018, 1, 14), "=1+1", "0012")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [(3.0, "3"), (3.5, "3.5"), (True, "是"), (datetime.datetime(2018, 1, 14, 8, 30, tzinfo=datetime.UTC), "2018-01-14"), (13800000000.0, "13800000000")],
)  # fmt: skip
def test_a_cell_reads_as_a_person_sees_it(cell: Cell, shown: str) -> None:
    assert cells.text(cell) == shown


def test_a_hidden_sheet_says_why_it_is_not_read() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(xlsx(ROWS, ROWS, names=["一", "二"])))
    book.worksheets[1].sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    first, second = workbook.read(out.getvalue())
    assert (first.reason, second.name) == ("", "二")
    assert "取消隐藏" in second.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_that_offices_write(encoding: str) -> None:
    content = '村名,是否贫困村,户编号\r\n黄彩剅村,是,="0012"\r\n'.encode(encoding)
    (sheet,) = workbook.read(content)
    assert sheet.rows == [["村名", "是否贫困村", "户编号"], ["黄彩剅村", "是", "0012"]]


def test_a_tsv_named_xls_is_read() -> None:
    (sheet,) = workbook.read("村名\t备注\n古堤村\t甲,乙\n".encode("gb18030"))
    assert sheet.rows == [["村名", "备注"], ["古堤村", "甲,乙"]]


def test_a_web_page_saved_as_xls_is_read_with_its_spans() -> None:
    page = (
        '<html><head><meta charset="gb2312"></head><body><table><tr><th colspan=2>户主</th><th rowspan=2>村</th></tr>'
        "<tr><td>姓名</td><td>证件&nbsp;号码</td></tr><tr><td>张三<br></td><td>=1+1</td><td>古堤村</td></tr></table>"
    )
    (sheet,) = workbook.read(page.encode("gb18030"))
    assert sheet.rows == [["户主", "", "村"], ["姓名", "证件 号码"], ["张三", "=1+1", "古堤村"]]
    assert sheet.merged == ((0, 0, 0, 1), (0, 2, 1, 2))


def test_spreadsheet_xml_is_read_with_skipped_rows_and_cells() -> None:
    page = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="册"><Table>'
        '<Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">村名</Data></Cell>'
        '<Cell ss:Index="4"><Data ss:Type="Number">421099197001010000</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    (sheet,) = workbook.read(page.encode())
    assert sheet.name == "册"
    assert sheet.rows == [[], ["村名", "", "", 421099197001010000.0]]
    assert sheet.merged == ((1, 0, 1, 1),)


def test_an_old_xls_is_read_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(xlsx(ROWS))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    made = subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "xls", "--outdir", tmp_path, tmp_path / "b.xlsx"],  # noqa: S607
        capture_output=True, check=False, timeout=200,
    )  # fmt: skip
    if made.returncode or not (tmp_path / "b.xls").exists():
        pytest.skip("LibreOffice is not here to write an .xls")
    (sheet,) = workbook.read((tmp_path / "b.xls").read_bytes())
    assert sheet.rows == [["村名", "是否贫困村", "总人口"], ["古堤村", "是", 1200.5]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "是空的"),
        (b"PK\x03\x04 torn", "打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40, "密码"),
        (b"%PDF-1.4 \x00\x01\x02", "看不出"),
        (b"<html><body><p>session expired</p></body></html>", "网页"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "网页或 XML"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(RequestError, match=said) as refused:
        workbook.read(content)
    assert "请" in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("rows", [3, 300])
def test_a_bad_byte_spoils_its_cell_and_nothing_else(encoding: str, rows: int) -> None:
    lines = ["姓名,行政村,村民小组", *(f"王建国{n},古堤村,三组" for n in range(1, rows))]
    content = "\n".join(lines).encode(encoding)
    at = content.rindex("古堤村".encode(encoding))
    (sheet,) = workbook.read(content[:at] + b"\xff" + content[at + 1 :])
    assert sheet.rows[0] == ["姓名", "行政村", "村民小组"]
    assert [list(columns) for columns in sheet.faults.values()] == [[1]]
    assert list(sheet.faults) == [rows - 1]
    assert sheet.rows[rows - 1][2] == "三组"


def test_bytes_that_are_no_text_are_no_table() -> None:
    for content in (bytes(range(128, 256)) * 20, b"\xff,\xff\n\xff,\xfe", b"\x80\x81\xff" * 9):
        with pytest.raises(RequestError):
            workbook.read(content)


def test_no_file_of_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pickle", "csv", "contextlib", "python_calamine"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w').close()\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    (sheet,) = workbook.read("村名,备注\n古堤村,甲\n".encode())
    assert sheet.rows[1] == ["古堤村", "甲"]
    assert not (tmp_path / "run").exists()
