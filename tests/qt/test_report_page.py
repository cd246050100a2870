"""The report page: the preview is the PDF, files, the printer, and errors in calm words."""

import re
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from fupin_desk.desk import reporting
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import CancelledError
from fupin_desk.model.leaf import Leaf, Patch, Stroke, Words
from fupin_desk.model.value import Draft
from fupin_desk.ui.forms.day_box import DayBox
from fupin_desk.ui.reports import paper
from fupin_desk.ui.reports.preview import Preview
from fupin_desk.ui.reports.report_choice import PURPOSES
from fupin_desk.ui.reports.report_page import ReportPage
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.widgets import printing
from tests.qt.conftest import PlannedDoor

LONG = 20_000


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> ReportPage:
    window.open_page("reports")
    made = window.stack.currentWidget()
    assert isinstance(made, ReportPage)
    _wait(made, qtbot, "产扶1")
    return made


def _wait(page: ReportPage, qtbot: QtBot, name: str) -> None:
    page.look_at(report=name)
    qtbot.waitUntil(lambda: page._shown == (page.choice(), page._desk.head()), timeout=LONG)


def _text(leaves: list[Leaf]) -> str:
    return "".join(mark.text for leaf in leaves for mark in leaf.marks() if isinstance(mark, Words))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_report_has_a_line_that_says_what_it_is_for(desk: Desk) -> None:
    assert {one.name for one in desk.reports()} == set(PURPOSES)


@pytest.mark.parametrize("name", [one.name for one in reporting.reports()])
def test_the_preview_says_what_the_pdf_says(desk: Desk, tmp_path: Path, name: str) -> None:
    document = desk.report(name)
    leaves = reporting.leaves(document)
    (path,) = reporting.write(document, tmp_path, ("pdf",))
    printed = pypdf.PdfReader(path).pages
    said = "".join(one.extract_text() for one in printed)
    assert sorted(_plain(_text(leaves))) == sorted(_plain(said))
    assert len(leaves) == len(printed)


def test_marks_stay_on_the_paper(desk: Desk) -> None:
    for info in desk.reports():
        for leaf in reporting.leaves(desk.report(info.name)):
            for mark in leaf.marks():
                assert 0 <= mark.x <= leaf.width
                assert 0 <= mark.y <= leaf.height
                if isinstance(mark, Stroke):
                    assert 0 <= mark.to_x <= leaf.width
                if isinstance(mark, Patch):
                    assert mark.x + mark.width <= leaf.width + 0.1


def test_the_first_page_is_shown_and_counted(page: ReportPage, qtbot: QtBot) -> None:
    assert page.stack.currentWidget() is page.preview
    assert page.pages.text() == f"第 1 页，共 {len(page.leaves)} 页"
    assert "王建国" in _text(page.leaves)


def test_the_public_face_shows_no_identity_number(page: ReportPage, qtbot: QtBot) -> None:
    page.options.faces["public"].click()
    qtbot.waitUntil(lambda: page.document is not None and page.document.face == "public", timeout=LONG)
    assert not re.search(r"\d{17}[\dX]", _text(page.leaves))


def test_a_working_list_offers_no_public_face(page: ReportPage, qtbot: QtBot) -> None:
    page.options.faces["public"].click()
    _wait(page, qtbot, "差错清单")
    assert not page.options.faces["public"].isEnabled()
    assert page.document is not None
    assert page.document.face == "official"


def test_a_village_restricts_the_preview(page: ReportPage, desk: Desk, qtbot: QtBot) -> None:
    page.options.place.setCurrentIndex(page.options.place.findText("吴桥村"))
    page.options.place.activated.emit(page.options.place.currentIndex())
    qtbot.waitUntil(
        lambda: "陈志强" in _text(page.leaves) and "王建国" not in _text(page.leaves), timeout=LONG
    )


def test_an_impossible_wish_is_said_in_words(page: ReportPage, window: Window, qtbot: QtBot) -> None:
    page.options.known.show_day("1999-01-01")
    window.top.day_chosen.emit("2018-03-01")
    page.options.period.setCurrentIndex(page.options.period.findData("2018Q3"))
    page.options.changed.emit()
    qtbot.waitUntil(lambda: "报告期" in page.empty._hint.text(), timeout=LONG)
    assert page.stack.currentWidget() is page.empty
    assert page.document is None


def test_a_report_is_written_in_both_formats_into_the_chosen_folder(
    page: ReportPage, window: Window, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    door.plan(out)
    page.write(("pdf", "xlsx"))
    qtbot.waitUntil(lambda: f"已写到“{out}”" in window.status.said.toolTip(), timeout=LONG)
    assert window.status.open.isVisible()
    assert sorted(one.suffix for one in out.iterdir()) == [".pdf", ".xlsx"]
    assert page._last_folder() == out


def test_saving_a_record_redraws_the_preview(page: ReportPage, desk: Desk, qtbot: QtBot) -> None:
    before = page.document
    desk.remove("household", desk.search("陈志强")[0].id, "录错了") if desk.search("陈志强")[
        0
    ].kind == "household" else None
    record = next(one for one in desk.search("王建国"))
    household = (
        record.id
        if record.kind == "household"
        else str(desk.page("member", record.id).record.values["household"])
    )
    desk.remove("household", household, "录错了")
    qtbot.waitUntil(lambda: page.document is not before and "王建国" not in _text(page.leaves), timeout=LONG)


def test_pages_are_printed_on_their_own_paper(
    page: ReportPage, window: Window, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    out = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(out))
    door.plan(printer)
    page.print()
    qtbot.waitUntil(lambda: window.status.said.toolTip() == f"没有打在纸上，写成了文件：{out}", timeout=LONG)
    pages = pypdf.PdfReader(out).pages
    assert len(pages) == len(page.leaves)
    paper_size = (float(pages[0].mediabox.width), float(pages[0].mediabox.height))
    assert paper_size == pytest.approx((page.leaves[0].width, page.leaves[0].height), abs=2)


def test_printing_stops_when_a_person_cancels(desk: Desk, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no.pdf"))
    with pytest.raises(CancelledError):
        printing.print_leaves(printer, reporting.leaves(desk.report("户卡")), lambda done, _all: done < 1)


def test_a_page_is_painted_with_ink(desk: Desk) -> None:
    leaf = reporting.leaves(desk.report("产扶1"))[0]
    image = QImage(round(leaf.width), round(leaf.height), QImage.Format.Format_Grayscale8)
    image.fill(255)
    with QPainter(image) as painter:
        paper.paint(painter, leaf, 1.0)
    dark = sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    assert dark > 200


def test_the_preview_zooms_and_fits(desk: Desk, qtbot: QtBot) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    preview.resize(800, 500)
    preview.show_leaves(reporting.leaves(desk.report("户卡")))
    fitted = preview._scale()
    preview.zoom(1)
    assert preview._scale() > fitted
    preview.zoom(0)
    assert preview._scale() == fitted
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum())
    assert preview.page == 3


def test_a_character_that_no_font_has_stops_no_page_and_is_told_with_whose_it_is(
    page: ReportPage, window: Window, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    member = window.desk.records("member", name="王建国")[0].id
    window.desk.save_drafts([Draft("member", member, {"name": "王\U0001f600国"})], "改名")
    for name in ("产扶1", "户卡"):
        _wait(page, qtbot, name)
        assert page.stack.currentWidget() is page.preview
        assert "王〓国" in _text(page.leaves)
        assert "U+1F600" in page.warnings.text()
        assert "王\U0001f600国" in page.warnings.text()
        door.plan(tmp_path)
        page.write(("pdf",))
        qtbot.waitUntil(lambda: "有字印不出来" in door.asked[-1], timeout=LONG)
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    window.desk.undo(window.desk.batches(limit=1)[0].id)
    qtbot.waitUntil(lambda: "王建国" in _text(page.leaves), timeout=LONG)
    assert page.warnings.text() == ""


def test_the_preview_follows_what_was_saved_while_another_page_was_seen(
    page: ReportPage, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    window.open_page("history")
    member = desk.records("member", name="王建国")[0].id
    desk.save_drafts([Draft("member", member, {"name": "王建军"})], "改名")
    window.open_page("reports")
    qtbot.waitUntil(
        lambda: "王建军" in _text(page.leaves) and "王建国" not in _text(page.leaves), timeout=LONG
    )


def test_one_place_says_the_day_to_judge_on(page: ReportPage, window: Window, qtbot: QtBot) -> None:
    window.top.day_chosen.emit("2018-03-01")
    qtbot.waitUntil(lambda: page.document is not None and page.document.as_of == "2018-03-01", timeout=LONG)
    assert len(page.options.findChildren(DayBox)) == 1
