"""The exchange page: preview before import, mapping by hand, one batch, rejects, templates, export."""

import threading
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.exchange.column_map import letters
from fupin_desk.ui.exchange.exchange_page import ExchangePage
from fupin_desk.ui.exchange.plan_model import FAULTY, PlanModel
from fupin_desk.ui.history.history_page import HistoryPage
from fupin_desk.ui.shell.page_registry import PAGES
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.widgets.card import Banner
from tests.qt.conftest import PlannedDoor
from tests.qt.township import id_number

LONG = 20_000
_HEADS = (
    "序号",
    "行政村",
    "村民小组",
    "户主姓名",
    "姓名",
    "与户主关系",
    "证件号码",
    "性别",
    "脱贫状态",
    "叫什么名堂",
)


def _book(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(_HEADS)
    sheet.append(
        (1, "黄淡村", "3组", "周大海", "周大海", "户主", id_number("19650101", 993), "男", "未脱贫", "x")
    )
    sheet.append(
        (
            2,
            "黄淡村",
            "3组",
            "孙小满",
            "孙小满",
            "户主",
            int(id_number("19660101", 993)[:17] + "0"),
            "男",
            "未脱贫",
            "x",
        )
    )
    sheet.append(
        (3, "没有村", "3组", "吴大有", "吴大有", "户主", id_number("19670101", 993), "男", "未脱贫", "x")
    )
    book.save(path)
    return path


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> ExchangePage:
    window.open_page("exchange")
    made = window.stack.currentWidget()
    assert isinstance(made, ExchangePage)
    return made


@pytest.fixture
def previewed(page: ExchangePage, door: PlannedDoor, tmp_path: Path, qtbot: QtBot) -> ExchangePage:
    door.plan(_book(tmp_path / "花名册.xlsx"))
    page.choose_book("household")
    qtbot.waitUntil(lambda: page.preview.plan is not None, timeout=LONG)
    return page


def test_every_importable_kind_can_be_imported_and_has_a_template_and_a_blank(
    page: ExchangePage, desk: Desk
) -> None:
    kinds = [one for one in desk.catalog.forms.values() if one.importable and one.kind != "member"]
    texts = [one.text() for one in page.findChildren(QPushButton)]
    assert texts.count("导入…") == texts.count("Excel 模板") == texts.count("打印空表") == len(kinds)


def test_kinds_stand_in_the_order_of_the_rail_rows_after_what_they_belong_to(
    page: ExchangePage, desk: Desk
) -> None:
    names = [one.accessibleName() for one in page.findChildren(QPushButton) if one.text() == "导入…"]
    forms = desk.catalog.forms
    shown = [next(kind for kind, form in forms.items() if f"导入{form.label}" == one) for one in names]
    assert shown[:5] == ["household", "condition", "helper", "income", "village"]
    listed = [kind for page in PAGES for kind in page.kinds if kind in shown and not forms[kind].parent_kind]
    assert [one for one in shown if one in listed and one not in {"household", "village"}] == [
        one for one in listed if one not in {"household", "village"}
    ]
    assert shown.index("repayment") == shown.index("loan") + 1


def test_the_preview_counts_and_filters(previewed: ExchangePage) -> None:
    preview = previewed.preview
    assert preview.chips[""].text() == "全部 3"
    assert preview.chips["new"].text() == "新增 1"
    assert preview.chips["refused"].text() == "退回 2"
    preview.chips["refused"].click()
    assert [one.raw.number for one in preview.model.rows] == [3, 4]
    preview.chips[FAULTY].click()
    assert all(one.is_faulty for one in preview.model.rows)


def test_the_preview_masks_numbers_of_persons_until_they_are_asked_for(previewed: ExchangePage) -> None:
    model = previewed.preview.model
    number = id_number("19650101", 993)
    at = next(
        at
        for at in range(model.columnCount())
        if model.headerData(at, Qt.Orientation.Horizontal) == "证件号码"
    )

    def shown() -> str:
        return str(model.index(0, at).data())

    assert shown() == f"421099********{number[-4:]}"
    assert not any(
        number[6:14] in str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    )
    previewed.preview.eye.click()
    assert shown() == number
    QTest.keyClick(previewed.preview.table, Qt.Key.Key_F4)
    assert shown() != number


def test_a_refused_row_says_why_and_its_cell_is_coloured(previewed: ExchangePage) -> None:
    preview = previewed.preview
    preview.filter("refused")
    preview.table.selectRow(0)
    assert "Excel" in preview.reason.text()
    model = preview.model
    column = next(
        at
        for at in range(model.columnCount())
        if model.headerData(at, Qt.Orientation.Horizontal) == "证件号码"
    )
    assert model.data(model.index(0, column), Qt.ItemDataRole.BackgroundRole) is not None
    assert model.data(model.index(0, 1), Qt.ItemDataRole.DisplayRole) == "退回"


def test_the_preview_groups_rows_by_what_is_wrong(previewed: ExchangePage) -> None:
    """C15: one thing that misses in every row hid the others; an empty required cell was not coloured."""
    preview, model = previewed.preview, previewed.preview.model
    texts = [preview.causes.itemText(at) for at in range(preview.causes.count())]
    assert len(texts) > 3
    at = next(at for at, text in enumerate(texts) if "没有村" in text)
    preview.causes.setCurrentIndex(at)
    preview.causes.activated.emit(at)
    assert [row.raw.number for row in model.rows] == [4]
    preview.chips[""].click()
    assert preview.causes.currentIndex() == 0
    assert len(model.rows) == 3
    assert "。；" not in "".join(str(model.index(row, 2).data()) for row in range(3))


def test_an_empty_cell_that_is_needed_is_coloured(
    page: ExchangePage, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(("行政村", "户主姓名", "户主证件号码", "贫困户属性", "主要致贫原因"))
    sheet.append(("黄淡村", "周大海", id_number("19650101", 993), "", "因病"))
    book.save(tmp_path / "册.xlsx")
    door.plan(tmp_path / "册.xlsx")
    page.choose_book("household")
    qtbot.waitUntil(lambda: page.preview.plan is not None, timeout=LONG)
    model = page.preview.model
    headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    grounds = {
        heading: model.data(model.index(0, at), Qt.ItemDataRole.BackgroundRole)
        for at, heading in enumerate(headings)
    }
    assert grounds["贫困户属性"] is not None
    assert grounds["主要致贫原因"] is None


def test_the_model_of_the_preview_keeps_the_rules_of_qt(
    previewed: ExchangePage, qtmodeltester: ModelTester
) -> None:
    model = PlanModel()
    assert previewed.preview.plan is not None
    model.show(previewed.preview.plan, 0)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_column_is_mapped_by_hand_and_the_book_read_again(previewed: ExchangePage, qtbot: QtBot) -> None:
    preview = previewed.preview
    combo = preview.columns.combos[len(_HEADS)]
    assert combo.currentData() == ""
    combo.setCurrentIndex(combo.findData("household.note"))
    combo.activated.emit(combo.currentIndex())
    assert preview.accept.isHidden()
    before = preview.plan
    preview.again.click()
    qtbot.waitUntil(lambda: preview.plan is not before, timeout=LONG)
    assert preview.plan is not None
    drafts = [one for one in preview.plan.drafts if one.kind == "household"]
    assert [one.values.get("note") for one in drafts] == ["x"]


def test_a_column_set_by_hand_is_remembered_at_the_next_import_and_can_be_forgotten(
    previewed: ExchangePage, desk: Desk, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    preview, column = previewed.preview, len(_HEADS)
    assert preview.forget.isHidden()
    combo = preview.columns.combos[column]
    combo.setCurrentIndex(combo.findData("household.note"))
    combo.activated.emit(combo.currentIndex())
    before = preview.plan
    preview.again.click()
    qtbot.waitUntil(lambda: preview.plan is not before, timeout=LONG)
    preview.accept.click()
    qtbot.waitUntil(lambda: window.isEnabled() and previewed.stack.currentIndex() == 0, timeout=LONG)
    previewed.read(tmp_path / "花名册.xlsx", "household")
    qtbot.waitUntil(lambda: preview.plan is not None, timeout=LONG)
    assert preview.columns.combos[column].currentData() == "household.note"
    assert [one.text() for one in preview.columns.findChildren(QLabel)].count("按上次的对应") == 1
    assert "按上次的对应" in preview.notes.text()
    assert not preview.forget.isHidden()
    kept = preview.plan
    preview.forget.click()
    qtbot.waitUntil(lambda: preview.plan is not kept, timeout=LONG)
    assert preview.columns.combos[column].currentData() == ""
    assert preview.forget.isHidden()
    assert "note" not in str(desk.file.about("columns"))


def test_after_an_import_the_keys_are_alive_and_the_refused_rows_are_at_hand(
    previewed: ExchangePage, window: Window, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = window.desk
    window.activateWindow()
    before = len(desk.ids(Query("household")))
    previewed.preview.accept.click()
    qtbot.waitUntil(lambda: window.isEnabled() and bool(previewed.findChildren(Banner)), timeout=LONG)
    (banner,) = previewed.findChildren(Banner)
    assert "另有 2 行退回" in banner.text.text()
    focus = window.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    assert focus.isEnabled()
    assert banner.isAncestorOf(focus)
    door.plan(tmp_path / "退回.xlsx")
    next(one for one in banner.findChildren(QPushButton) if "退回表" in one.text()).click()
    qtbot.waitUntil((tmp_path / "退回.xlsx").exists, timeout=LONG)
    qtbot.waitUntil(lambda: not window.worker.busy, timeout=LONG)
    # The banner goes with the import, and the keys stay on the page.
    door.plan(True)
    QTest.keyClick(focus, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(desk.ids(Query("household"))) == before, timeout=LONG)
    qtbot.waitUntil(lambda: not previewed.findChildren(Banner), timeout=LONG)
    after = window.focusWidget()
    assert after is not None
    assert after.isVisible()
    QTest.keyClick(after, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not after.isVisible(), timeout=LONG)


def test_a_second_import_takes_the_line_of_the_first_away(
    previewed: ExchangePage, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    for turn in (0, 1):
        if turn:
            book = openpyxl.load_workbook(tmp_path / "花名册.xlsx")
            book.worksheets[0]["H2"].value = "女"
            book.worksheets[0]["G2"].value = id_number("19650101", 992)
            book.worksheets[0]["E2"].value = book.worksheets[0]["D2"].value = "郑小河"
            book.save(tmp_path / "花名册.xlsx")
            previewed.read(tmp_path / "花名册.xlsx", "household")
            qtbot.waitUntil(lambda: previewed.preview.plan is not None, timeout=LONG)
        previewed.preview.accept.click()
        qtbot.waitUntil(lambda: window.isEnabled() and previewed.stack.currentIndex() == 0, timeout=LONG)
        qtbot.waitUntil(lambda: len(previewed.findChildren(Banner)) == 1, timeout=LONG)
    (banner,) = previewed.findChildren(Banner)
    next(one for one in banner.findChildren(QPushButton) if one.text() == "知道了").click()
    qtbot.waitUntil(lambda: not previewed.findChildren(Banner), timeout=LONG)


def test_the_rows_say_in_which_unit_they_are_read(
    page: ExchangePage, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(("行政村", "户主姓名", "户主证件号码", "工资性收入（万元）", "财产性收入（元）"))
    sheet.append(("黄淡村", "周大海", id_number("19650101", 993), 1.2, 300))
    book.save(tmp_path / "册.xlsx")
    door.plan(tmp_path / "册.xlsx")
    page.choose_book("household")
    qtbot.waitUntil(lambda: page.preview.plan is not None, timeout=LONG)
    model, table = page.preview.model, page.preview.table
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert heads[-2:] == ["工资性收入（万元）\n读作：万元 → 元", "财产性收入（元）"]
    assert model.index(0, len(heads) - 2).data(Qt.ItemDataRole.ToolTipRole) == "读作：1.2万元"
    header = table.horizontalHeader()
    assert table.columnWidth(len(heads) - 2) >= header.sectionSizeHint(len(heads) - 2)


def test_an_import_is_one_batch_after_a_backup_and_leads_to_its_undo(
    previewed: ExchangePage, desk: Desk, window: Window, door: PlannedDoor, qtbot: QtBot
) -> None:
    before = len(desk.ids(Query("household")))
    previewed.preview.accept.click()
    qtbot.waitUntil(lambda: len(desk.ids(Query("household"))) == before + 1, timeout=LONG)
    assert desk.backups()
    qtbot.waitUntil(lambda: window.isEnabled() and previewed.stack.currentIndex() == 0)
    assert "已核对" in window.status.backup.text()
    banner = next(one for one in previewed.findChildren(Banner))
    batch = desk.batches(limit=1)[0]
    assert "导入" in batch.what
    next(one for one in banner.findChildren(QPushButton) if one.text() == "去撤回").click()
    history = window.stack.currentWidget()
    assert isinstance(history, HistoryPage)
    assert history.current() == batch
    door.plan(True)
    history.undo()
    qtbot.waitUntil(lambda: len(desk.ids(Query("household"))) == before, timeout=LONG)


def test_refused_rows_are_saved_and_import_again_when_mended(
    previewed: ExchangePage, window: Window, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    out = tmp_path / "退回.xlsx"
    door.plan(out)
    previewed.preview.rejects.click()
    qtbot.waitUntil(lambda: "已写好" in window.status.said.text(), timeout=LONG)
    book = openpyxl.load_workbook(out)
    sheet = book.active
    assert sheet is not None
    column = next(
        cell.column for row in sheet.iter_rows(max_row=3) for cell in row if cell.value == "证件号码"
    )
    place = next(cell.column for row in sheet.iter_rows(max_row=3) for cell in row if cell.value == "行政村")
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, place).value in {"黄淡村", "没有村"}:
            sheet.cell(row, place).value = "黄淡村"
            sheet.cell(row, column).value = id_number("19680101", 990 + row % 10)
    book.save(out)
    previewed.read(out, "household")
    plan = previewed.preview.plan
    qtbot.waitUntil(lambda: previewed.preview.plan is not plan, timeout=LONG)
    assert previewed.preview.plan is not None
    assert previewed.preview.plan.refused == 0


def test_a_file_that_is_no_table_is_refused_in_words(
    page: ExchangePage, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "照片.xlsx"
    path.write_bytes(b"\x89PNG not a table")
    door.plan(path)
    page.choose_book("village")
    qtbot.waitUntil(lambda: any("这一步没有做成" in one for one in door.asked), timeout=LONG)
    assert page.stack.currentIndex() == 0


def test_a_save_meanwhile_makes_the_preview_read_again(
    previewed: ExchangePage, desk: Desk, qtbot: QtBot
) -> None:
    before = previewed.preview.plan
    village = desk.page("village", desk.ids(Query("village"))[0])
    village.record.values["note"] = "改过"
    desk.save(village)
    qtbot.waitUntil(lambda: previewed.preview.plan is not before, timeout=LONG)
    assert previewed.preview.plan is not None
    assert previewed.preview.plan.head == desk.head()


def test_templates_blanks_and_the_export_are_written(
    page: ExchangePage, window: Window, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    template, blank, folder = tmp_path / "t.xlsx", tmp_path / "b.pdf", tmp_path / "csv"
    for act, answer in ((page.write_template, template), (page.write_blank, blank)):
        door.plan(answer)
        act("household")
        qtbot.waitUntil(lambda path=answer: path.exists() and not window.worker.busy, timeout=LONG)  # type: ignore[misc]
    door.plan(folder)
    page.export()
    qtbot.waitUntil(lambda: "已导出" in window.status.said.text(), timeout=LONG)
    assert {one.stem for one in folder.glob("*.csv")} == set(window.desk.catalog.forms)


def test_columns_are_named_as_excel_names_them() -> None:
    assert [letters(one) for one in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


def test_an_import_is_not_dropped_when_other_buttons_are_pressed_while_the_worker_is_busy(
    previewed: ExchangePage, window: Window, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = window.desk
    before, gate = len(desk.ids(Query("household"))), threading.Event()
    window.worker.run("忙", lambda _progress: gate.wait(10), lambda _result: None)
    door.plan(tmp_path / "模板.xlsx", tmp_path / "空表.pdf")
    previewed.preview.accept.click()
    previewed.write_template("village")
    previewed.write_blank("village")
    previewed.leave_preview()
    assert "等手上的事做完就做" in window.status.said.toolTip() + window.status.said.text()
    gate.set()
    qtbot.waitUntil(lambda: not window.worker.unfinished and not window.worker.busy, timeout=LONG)
    assert len(desk.ids(Query("household"))) == before + 1
    assert (tmp_path / "模板.xlsx").exists()
    assert (tmp_path / "空表.pdf").exists()


def test_closing_asks_while_a_command_waits(
    previewed: ExchangePage, window: Window, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    gate = threading.Event()
    window.worker.run("忙", lambda _progress: gate.wait(10), lambda _result: None)
    door.plan(tmp_path / "模板.xlsx", 0)
    previewed.write_template("village")
    window.close()
    assert door.asked[-1] == "还有事没做完"
    assert window.isVisible()
    gate.set()
    qtbot.waitUntil((tmp_path / "模板.xlsx").exists, timeout=LONG)
    qtbot.waitUntil(lambda: not window.worker.unfinished, timeout=LONG)
