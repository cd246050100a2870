"""The PDF of a table: what a person reads, searches and copies from it, and when it is refused."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from fupin_desk.model.document import Column, Row, Share, Table
from fupin_desk.model.error import CancelledError
from fupin_desk.reports import pdf, wording
from tests.unit import documents


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_a_report_shows_the_form_s_shell_and_its_figures() -> None:
    (page,) = pages(pdf.drawn(documents.document()))
    for said in (
        "产扶1表", "资市镇贫困户花名册", "2018年第三季度", "填报单位（盖章）：江陵县资市镇人民政府", "单位：户、人、元",
        "填报时间：", "家庭人口", "劳动力", "甲", "乙", documents.ID_NUMBER, "1,234.56", "70.00%", "2018-05-12", "合计",
        "2,469.12", "59.996%", "单位负责人：", "填表人：王干部", "报出日期：", "口径：在册贫困户。", "上报版·内部资料",
        "第 1 页", "共 1 页", "数据截止 2018-09-30",
    ):  # fmt: skip
        assert said in page, said


def test_a_name_beyond_the_bmp_is_found_when_it_is_searched(tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    pdf.write(documents.document(documents.table(documents.row(1, "张𬱖"), documents.row(2, "李㛃"))), out)
    (page,) = pages(out.read_bytes())
    assert "张𬱖" in page
    assert "李㛃" in page
    if tool := shutil.which("pdftotext"):
        said = subprocess.run([tool, str(out), "-"], capture_output=True, check=True).stdout.decode()
        assert "张𬱖" in said


def test_no_font_is_left_out_of_the_file() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.drawn(documents.document())))
    resources: Any = reader.pages[0]["/Resources"]
    fonts = resources["/Font"]
    assert {str(font.get_object()["/BaseFont"]).split("+")[-1] for font in fonts.values()} >= {
        "FDSong",
        "FDTitle",
    }
    for font in fonts.values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_heads_are_repeated_and_later_pages_are_marked_as_continued() -> None:
    rows = [documents.row(number) for number in range(1, 90)]
    told = pages(pdf.drawn(documents.document(documents.table(*rows))))
    assert len(told) > 3
    for number, page in enumerate(told, start=1):
        assert "户主姓名" in page
        assert f"第 {number} 页" in page
        assert f"共 {len(told)} 页" in page
        assert ("产扶1表（续表）" in page) == (number > 1)
    assert "".join(told).count(documents.ID_NUMBER) == 89
    assert ["单位负责人" in page for page in told] == [False] * (len(told) - 1) + [True]


def test_the_last_lines_of_small_print_do_not_part() -> None:
    """However many rows a table has: no line or two of what is below it alone on the last page."""
    said = tuple(f"说明第{number}条" for number in range(1, 7))
    parted = 0
    for rows in range(14, 30):
        listed = documents.table(*(documents.row(number) for number in range(rows)))
        made = replace(documents.document(listed), notes=said, stamp=())
        on_last = sum(line in pages(pdf.drawn(made))[-1] for line in said)
        assert on_last >= 3, rows
        parted += on_last < len(said)
    assert parted


def test_a_row_higher_than_a_page_goes_on_on_the_next_one() -> None:
    note = "".join(f"第{number}句话。" for number in range(700))
    told = pages(pdf.drawn(documents.document(documents.table(documents.row(1, note=note)))))
    joined = "".join("".join(told).split())
    assert len(told) > 1
    assert all(f"{number}句" in joined for number in (0, 350, 699))


def test_a_table_too_wide_is_parted_and_its_frozen_columns_are_repeated() -> None:
    columns = tuple(Column(f"c{n}", ("户主" if n == 0 else f"栏{n}号",), 14) for n in range(40))
    wide = Table(columns, (Row(tuple("张三" if n == 0 else f"值{n}号" for n in range(40))),), freeze=1)
    told = "".join(pages(pdf.drawn(documents.document(wide))))
    assert told.count("张三") >= 2
    assert all(told.count(f"值{n}号") == 1 for n in range(1, 40))


def test_a_group_row_stands_across_the_table_and_an_empty_share_is_a_dash() -> None:
    rows = (
        Row(("黄淡村",), "group"),
        replace(documents.row(1), cells=(*documents.row(1).cells[:7], Share(0, 0))),
    )
    (page,) = pages(pdf.drawn(documents.document(Table(documents.COLUMNS, rows))))
    assert "黄淡村" in page
    assert "—" in page


def test_a_character_that_no_font_has_is_drawn_as_a_box_and_told_with_its_row_and_whose_it_is() -> None:
    report = documents.document(documents.table(documents.row(1), documents.row(2, "邓𰻝")))
    (page,) = pages(pdf.drawn(report))
    assert "邓〓" in page
    (told,) = wording.undrawable(report)
    assert "“𰻝”（U+30EDD）" in told
    assert re.search(r"第 2 行（.*邓𰻝.*）“户主姓名”", told)
    assert wording.undrawable(documents.document(documents.table(documents.row(1, "王〓")))) == ()


def test_markup_in_a_name_is_printed_as_it_is() -> None:
    report = replace(documents.document(), title="<b>A&B;</b><img src='/etc/passwd'><br>")
    (page,) = pages(pdf.drawn(report))
    assert report.title in page


def test_cancelling_leaves_no_file_and_the_old_one_stands(tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    out.write_bytes(b"old")
    report = documents.document(documents.table(*(documents.row(n) for n in range(1000))))
    seen: list[tuple[int, int]] = []

    def cancel(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 400

    with pytest.raises(CancelledError):
        pdf.write(report, out, cancel)
    assert seen == [(0, 1001), (200, 1001), (400, 1001)]
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]
    assert out.read_bytes() == b"old"


def test_progress_ends_at_the_total(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def note(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    pdf.write(documents.document(), tmp_path / "a.pdf", note)
    assert seen[-1] == (3, 3)


def test_a_day_of_filling_is_printed_when_it_is_given() -> None:
    (page,) = pages(pdf.drawn(replace(documents.document(), filled_on="2018-10-08")))
    assert "填报时间：2018年10月8日" in page


def test_a_public_report_says_so_in_its_foot() -> None:
    (page,) = pages(pdf.drawn(replace(documents.document(), face="public")))
    assert "公示版" in page
    assert "内部资料" not in page
