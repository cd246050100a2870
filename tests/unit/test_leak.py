"""The last look at a public file finds what must not leave the house, wherever it hides."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from fupin_desk.model.error import DiskError
from fupin_desk.reports import leak, pdf, xlsx
from tests.unit import documents

CARD = "6228480000000000018"
PHONE = "13800001234"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("证号42109919880817001X。", ["身份证号 421099********001X"]),
        ("ID421099198808170019", ["身份证号 421099********0019"]),
        ("４２１０９９１９８８０８１７００１Ｘ", ["身份证号 421099********001X"]),
        ("老号421099880817001", ["身份证号 421099*****7001"]),
        (f"电话{PHONE}", ["电话 138****1234"]),
        ("138 0000 1234 和 138-0000-1234", ["电话 138****1234", "电话 138****1234"]),
        (f"卡号{CARD}", ["银行卡号 **** **** 0018"]),
        ("6228 4800 0000 0000 018", ["银行卡号 **** **** 0018"]),
        ("421099********001X 138****1234", []),
        ("2018-09-30 至 2018-12-31，1,380,000.12 元", []),
        ("13800001234.56", []),
        ("6228480000000000019", []),
        ("日志 3f13800001234a0c1d421099198808170010ab", []),
        ("0716-8888888", []),
    ],
)
def test_private_numbers_are_found_and_others_are_not(text: str, found: list[str]) -> None:
    assert leak.findings(text) == found


def public(note: str = "") -> Any:
    """Return a report without ID numbers but with a note."""
    clean = replace(
        documents.row(1, note=note),
        cells=(*documents.row(1).cells[:3], "", *documents.row(1, note=note).cells[4:]),
    )
    return replace(documents.document(documents.table(clean)), face="public")


@pytest.mark.parametrize("writer", [pdf, xlsx])
@pytest.mark.parametrize(
    ("note", "kind"), [(PHONE, "电话"), (CARD, "银行卡号"), (documents.ID_NUMBER, "身份证号")]
)
def test_a_number_in_a_note_is_found_in_the_finished_file(
    tmp_path: Path, writer: Any, note: str, kind: str
) -> None:
    out = tmp_path / f"a.{writer.__name__.rpartition('.')[2]}"
    writer.write(public(), out)
    assert leak.scan(out) == []
    writer.write(public(note), out)
    (found,) = leak.scan(out)
    assert kind in found
    assert note not in found


def test_a_hidden_sheet_a_comment_and_the_metadata_are_read_too(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    xlsx.write(public(), out)
    book = openpyxl.load_workbook(out)
    hidden = book.create_sheet("隐藏")
    hidden.sheet_state = "hidden"
    hidden["C3"] = int(PHONE)
    book.worksheets[0]["A1"].comment = Comment(documents.ID_NUMBER, "x")
    book.properties.keywords = CARD
    book.save(out)
    found = "\n".join(leak.scan(out))
    assert "xl/worksheets/sheet2.xml C3：电话" in found
    assert "身份证号 421099********001X" in found
    assert "docProps/core.xml：银行卡号" in found


def test_the_metadata_of_a_pdf_and_the_name_of_a_file_are_read_too(tmp_path: Path) -> None:
    out = tmp_path / f"{PHONE}.pdf"
    pdf.write(replace(public(), reporting_unit=f"单位{documents.ID_NUMBER}"), out)
    found = leak.scan(out)
    assert any(one.startswith("文件属性：身份证号") for one in found)
    assert any(one.startswith("文件名：电话") for one in found)
    assert any(one.startswith("第 1 页：身份证号") for one in found)


def test_a_file_that_cannot_be_read_is_not_called_clean(tmp_path: Path) -> None:
    broken = tmp_path / "a.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    for path in (broken, tmp_path / "none.pdf"):
        with pytest.raises(DiskError):
            leak.scan(path)
