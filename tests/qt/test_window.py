"""Lists, search, the ways between pages, and the window's memory."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.lists.list_page import ListPage, RecordList
from fupin_desk.ui.lists.rows_model import RowsModel
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.theme import style
from fupin_desk.ui.widgets.card import Banner
from tests.qt.conftest import PlannedDoor
from tests.qt.township import id_number, save


def _list(window: Window, name: str = "households") -> RecordList:
    window.open_page(name)
    page = window.stack.currentWidget()
    assert isinstance(page, ListPage)
    return page.current()


def _heads(shown: RecordList) -> list[str]:
    return [shown.model.row_texts(row)["@head"] for row in range(shown.model.rowCount())]


def test_the_model_keeps_the_rules_of_qt(desk: Desk, qtmodeltester: ModelTester) -> None:
    model = RowsModel(desk, "household", desk.catalog.forms["household"].columns)
    model.show(Query("household"))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_list_fetches_only_the_pages_that_are_looked_at(desk: Desk) -> None:
    for number in range(230):
        save(desk, "village", name=f"试验{number:03d}村", township="421024103", is_poor_village=0)
    model = RowsModel(desk, "village", ("name",))
    model.show(Query("village", sort=("name",)))
    assert model.rowCount() == 232
    assert not model._pages
    model.data(model.index(150, 0))
    assert list(model._pages) == [1]


def test_typing_filters_the_list(window: Window, qtbot: QtBot) -> None:
    shown = _list(window)
    assert shown.model.rowCount() == 3
    shown.text.setText("陈志强")
    qtbot.waitUntil(lambda: _heads(shown) == ["陈志强"])
    shown.text.setText("没有这个人")
    qtbot.waitUntil(lambda: shown.stack.currentWidget() is shown.empty)


def test_a_filter_chip_narrows_the_list_and_can_be_cleared(window: Window) -> None:
    shown = _list(window)
    shown.filters._toggle("poverty_status", "1")
    assert shown.model.rowCount() == 0
    shown.filters._toggle("poverty_status", "0")
    assert shown.model.rowCount() == 3
    shown.filters._take({})
    assert shown.model.query.where == {}


def test_a_heading_sorts_and_turns_around(window: Window) -> None:
    shown = _list(window)
    column = shown.model.columns.index("household_no")
    shown._sort_by(column)
    up = list(shown.model.ids)
    shown._sort_by(column)
    assert shown.model.ids == up[::-1]
    assert shown.model.query.sort[0] == "-household_no"


def test_phones_are_masked_until_they_are_asked_for(window: Window) -> None:
    shown = _list(window)
    assert shown.model.row_texts(0)["phone"].startswith("138****")
    shown.toggle_reveal()
    assert shown.model.row_texts(0)["phone"].startswith("1380000")


def test_chosen_columns_are_remembered(window: Window, desk: Desk, tmp_path: Path) -> None:
    shown = _list(window)
    shown.show_column("phone", shown=False)
    shown.show_column("address", shown=True)
    kept = Settings(tmp_path / "window.json").columns("household", ())
    assert "phone" not in kept
    assert "address" in kept
    assert RecordList(window, "household").model.columns == kept


def test_rows_are_copied_as_a_table_that_keeps_digits(window: Window) -> None:
    shown = _list(window)
    shown.table.selectAll()
    shown.copy()
    data = QApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0].split("\t")[0] == "户主"
    assert len(lines) == 4
    assert "mso-number-format" in data.html()


def test_enter_opens_the_row_and_back_returns_to_the_list(window: Window) -> None:
    shown = _list(window)
    page = window.stack.currentWidget()
    shown.go_to_rows()
    record = shown.current_id()
    shown.open_current()
    assert window._entry("household").record_id == record
    window.go_back()
    assert window.stack.currentWidget() is page


def test_a_row_is_deleted_with_a_reason(window: Window, desk: Desk, door: PlannedDoor) -> None:
    shown = _list(window)
    door.plan("录错了")
    shown.remove()
    assert len(desk.ids(Query("household"))) == 2
    assert shown.model.rowCount() == 2


def test_a_new_record_takes_the_filter_over(window: Window) -> None:
    shown = _list(window)
    shown.filters.show_where({"industry_willingness": ("2",)})
    shown.new()
    assert window._entry("household").form.record().values["industry_willingness"] == "2"


def test_the_village_switch_narrows_every_list(window: Window, desk: Desk) -> None:
    village = desk.ids(Query("village", text="吴桥村"))[0]
    shown = _list(window)
    window.top.place.setCurrentIndex(window.top.place.findData(village))
    window.top.place_chosen.emit(village)
    assert window.place == village
    assert _heads(shown) == ["陈志强"]


def test_the_day_is_read_as_one_writes_it(window: Window) -> None:
    window.top.day.line.setText("2018年6月30日")
    window.top.day.finished.emit()
    assert window.as_of == "2018-06-30"
    window.top.day.line.setText("从前")
    window.top.day.finished.emit()
    assert window.as_of == "2018-09-30"


def test_search_finds_by_initials_and_by_the_tail_of_the_number(window: Window, desk: Desk) -> None:
    for text in ("wjg", id_number("19710102", 991)[-4:]):
        window.top.search.setText(text)
        window.top.search.look()
        names = [
            window.top.search.found.item(row).text() for row in range(window.top.search.found.rowCount())
        ]
        assert any("王建国" in one for one in names), text


def test_search_offers_a_page_first_and_says_nothing_twice(window: Window, desk: Desk) -> None:
    window.top.search.setText("村")
    window.top.search.look()
    found = window.top.search.found
    told = [found.item(row).text() for row in range(found.rowCount())]
    assert told[0] == "页面：村"
    assert any(one.startswith("吴桥村　村") for one in told)
    for one in told:
        parts = one.split("　")
        assert len(parts) == len(set(parts)), one


@pytest.mark.parametrize("place", ["households", "exchange"])
def test_pasting_where_nothing_can_be_pasted_says_where_rows_go(window: Window, place: str) -> None:
    window.open_page(place)
    QApplication.clipboard().setText("王建国\t3组")
    page = window.stack.currentWidget()
    target = page.current().table if isinstance(page, ListPage) else page
    assert target is not None
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "数据交换" in window.status.said.toolTip()


def test_a_right_click_on_a_row_offers_what_the_keys_do(window: Window, desk: Desk) -> None:
    rows = _list(window, "households")
    menu = rows._row_menu()
    assert [action.text().split("\t")[0] for action in menu.actions()] == [
        "打开", "复制选中的行", "新建农户", "删除…",
    ]  # fmt: skip
    record = rows.current_id()
    menu.actions()[0].trigger()
    assert window._entry("household").record_id == record


def test_enter_in_the_search_box_opens_the_first_hit(window: Window) -> None:
    window.top.search.setFocus()
    window.top.search.setText("陈志强")
    QTest.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window._entry("household").header.title.text() == "农户 · 陈志强"


def test_a_change_elsewhere_is_shown_at_once(window: Window, desk: Desk) -> None:
    shown = _list(window, "villages")
    assert shown.model.rowCount() == 2
    save(desk, "village", name="新河村", township="421024103", is_poor_village=1)
    assert shown.model.rowCount() == 3
    assert window.top.place.count() == 4


def test_a_page_left_by_a_crash_is_offered_at_the_start(
    desk: Desk, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.keep_sketch(desk.blank("village", name="半截村"))
    window = Window(desk, door=door, settings=Settings(tmp_path / "w.json"))
    window.show()
    qtbot.waitUntil(lambda: window.findChild(Banner) is not None)
    banner = window.findChild(Banner)
    assert isinstance(banner, Banner)
    resume = next(one for one in banner.findChildren(QPushButton) if one.text() == "接着录")
    QTest.mouseClick(resume, Qt.MouseButton.LeftButton)
    entry = window._entry("village")
    assert entry.dirty
    assert entry.form.record().values["name"] == "半截村"
    entry.save()
    assert not desk.sketches()
    window.close()


def test_every_theme_can_be_worn_with_pages_open(window: Window, desk: Desk) -> None:
    window.open_record("household", desk.ids(Query("household"))[0])
    for theme in ("dark", "contrast", "light"):
        window.wear(theme)
        assert window.settings.theme == theme
        assert style.tokens() == style.THEMES[theme]
        assert not window.grab().isNull()


def test_the_first_paint_needs_no_heavy_library(tmp_path: Path, desk: Desk) -> None:
    desk.close()
    script = f"""
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from fupin_desk.desk.desk import Desk
from fupin_desk.ui.theme import look
from fupin_desk.ui.shell.window import Window
look.prepare(app, "light")
desk = Desk.open(Path({str(desk.file.path)!r}), "demo")
window = Window(desk)
window.show()
window.grab()
print(sorted({{"sqlmodel", "sqlalchemy", "pydantic", "openpyxl", "reportlab", "PySide6.QtPrintSupport"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
