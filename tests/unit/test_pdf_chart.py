"""Charts on paper: bars as long as their share, the line at the target, the same on the screen."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from fupin_desk.model.chart import Bar, Chart
from fupin_desk.model.leaf import Patch, Stroke, Words
from fupin_desk.reports import leaves, pdf, pdf_text, xlsx
from tests.unit.documents import document, table


def _chart(bars: int) -> Chart:
    made = [
        Bar(f"第{number}村", Fraction(number % 11, 10), f"{number * 10}%", is_met=number >= 7)
        for number in range(bars)
    ]
    return Chart(tuple(made), Fraction(7, 10), "目标 70%")


def test_bars_are_as_long_as_their_shares_and_the_line_stands_at_the_target() -> None:
    made = document(replace(table(), lead="全镇带动率 60.00%，未达标。", chart=_chart(11)))
    marks = list(leaves.leaves(made)[0].marks())
    bars = [one for one in marks if isinstance(one, Patch) and one.grey not in {None, 0.0, 1.0}]
    assert [round(one.width / bars[-1].width, 3) for one in bars] == [number / 10 for number in range(1, 11)]
    upright = [one.x for one in marks if isinstance(one, Stroke) and one.x == one.to_x and one.pen == 0.8]
    left = bars[0].x
    assert {round((x - left) / bars[-1].width, 2) for x in upright} == {0.7}
    assert {one.grey for one in bars[:6]} != {one.grey for one in bars[6:]}


def test_a_figure_does_not_lie_under_the_line_of_the_target() -> None:
    """A range is wider than a share: beside a bar that ends before the line it would cross it."""
    bars = tuple(
        Bar("村", Fraction(share, 100), said, is_met=False)
        for share, said in ((60, "60%"), (60, "60.0%–69.0%"))
    )
    made = document(replace(table(), chart=Chart(bars, Fraction(7, 10), "目标 70%")))
    marks = list(leaves.leaves(made)[0].marks())
    line = next(one.x for one in marks if isinstance(one, Stroke) and one.x == one.to_x and one.pen == 0.8)
    short, wide = (
        next(one.x for one in marks if isinstance(one, Words) and one.text == bar.text) for bar in bars
    )
    assert short < line < wide


def test_a_chart_longer_than_a_page_goes_on_on_the_next() -> None:
    pages = leaves.leaves(document(replace(table(), chart=_chart(120))))
    said = [[one.text for one in page.marks() if isinstance(one, Words)] for page in pages]
    assert sum("目标 70%" in one for one in said) >= 2
    assert any("第119村" in one for one in said)


def test_paragraph_and_chart_are_in_the_pdf_and_the_paragraph_in_the_workbook(tmp_path: Path) -> None:
    made = document(replace(table(), caption="分村排名", lead="全镇带动率 60.00%，未达标。", chart=_chart(3)))
    pdf.write(made, tmp_path / "a.pdf")
    said = "\n".join(text for _, text in pdf_text.lines((tmp_path / "a.pdf").read_bytes()))
    assert said.count("分村排名") == 1
    assert "全镇带动率 60.00%，未达标。" in said
    assert "目标 70%" in said
    xlsx.write(made, tmp_path / "a.xlsx")
    from openpyxl import load_workbook

    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert "全镇带动率 60.00%，未达标。" in [row[0].value for row in sheet.iter_rows()]


@pytest.mark.parametrize("target", [Fraction(0), Fraction(8)])
def test_a_scale_reaches_over_every_bar_and_the_target(target: Fraction) -> None:
    assert Chart((), target, "").reach > 0
    assert Chart((Bar("", Fraction(10), "", is_met=False),), target, "").reach == 10
