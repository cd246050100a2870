"""What a record page says and does beside its fields: untouched, deleted, left, and found again after a crash."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.ui.entry.effect_row import EffectRow, StillRow
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.lists.list_page import ListPage
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.widgets.card import Banner
from tests.qt.conftest import PlannedDoor

CTRL = Qt.KeyboardModifier.ControlModifier


def _entry(window: Window) -> EntryPage:
    page = window.stack.currentWidget()
    assert isinstance(page, EntryPage)
    return page


def test_a_new_page_that_nobody_touched_shows_no_error_and_no_gap(window: Window, desk: Desk) -> None:
    for kind in [form.kind for form in desk.catalog.forms.values() if not form.parent_kind]:
        if kind == "waiver":
            continue
        window.new_record(kind)
        page = _entry(window)
        assert not page.live.findings, kind
        assert page.header.errors.isHidden(), kind
        assert not page.findChildren(EffectRow), kind
        assert not page.findChildren(StillRow), kind
        assert not page.dirty, kind


def test_the_first_key_lets_a_new_page_say_what_is_missing(window: Window, qtbot: QtBot) -> None:
    window.new_record("household")
    page = _entry(window)
    page.form.fill_in("note", "半句")
    qtbot.waitUntil(lambda: bool(page.live.findings))
    page.discard()


def test_ctrl_delete_on_a_page_just_opened_means_the_record_and_empties_no_field(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    record = desk.ids(Query("household"))[0]
    window.open_record("household", record)
    page = _entry(window)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    before = line.text()
    assert before
    line.setCursorPosition(0)
    door.plan(None)
    QTest.keyClick(line, Qt.Key.Key_Delete, CTRL)
    assert door.asked[-1].startswith("删除农户：")
    assert line.text() == before
    assert not page.dirty
    door.plan("录错了")
    QTest.keyClick(line, Qt.Key.Key_Delete, CTRL)
    assert record not in desk.ids(Query("household"))


def test_what_hinders_a_deletion_is_told_whole_and_before_a_reason_is_asked(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    village = desk.records("village", name="黄淡村")[0].id
    desk.save(desk.blank("base", village=village, name="虾基地"))
    desk.save(desk.blank("visit", village=village, visited_on="2018-09-01"))
    window.open_record("village", village)
    _entry(window).remove()
    told = door.asked[-1]
    assert told.startswith("删除村：黄淡村：" if "删除村" in told else "删除")
    assert "农户 2 户" in told
    assert "产业基地 1 个" in told
    assert "专家服务 1 次" in told
    window.open_list("village")
    page = window.stack.currentWidget()
    assert isinstance(page, ListPage)
    page.current()._select(page.current().model.ids.index(village))
    page.current().remove()
    assert "农户 2 户" in door.asked[-1]
    assert len(door.asked) == 2
    assert village in desk.ids(Query("village"))


def test_the_way_back_from_a_new_record_leads_to_the_list_where_it_was_begun(
    window: Window, desk: Desk
) -> None:
    window.open_record("village", desk.ids(Query("village"))[0])
    window.open_list("household", {}, "王")
    page = window.stack.currentWidget()
    window.new_record("household")
    assert _entry(window).is_new
    window.go_back()
    assert window.stack.currentWidget() is page


def test_the_way_back_passes_over_a_new_record_that_was_never_saved(window: Window, desk: Desk) -> None:
    window.open_page("households")
    window.new_record("household")
    window.open_page("history")
    window.go_back()
    assert isinstance(window.stack.currentWidget(), ListPage)


def test_the_banner_of_a_half_typed_page_says_whose_it_is(
    desk: Desk, door: PlannedDoor, tmp_path: object, qtbot: QtBot
) -> None:
    record = desk.ids(Query("household"))[0]
    page = desk.page("household", record)
    page.record.values["note"] = "半句"
    desk.keep_sketch(page)
    blank = desk.blank("assistance", household=record)
    desk.keep_sketch(Page(blank.record, blank.children, blank.is_new))
    made = Window(desk, door=door, settings=Settings(desk.file.path.with_suffix(".json")))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.findChildren(Banner)) == 2)
    told = {text.text() for banner in made.findChildren(Banner) for text in banner.findChildren(QLabel)}
    head = desk.name_of("household", record)
    number = str(page.record.values["household_no"])
    of_household = next(text for text in told if "没有保存：农户（" in text)
    assert head in of_household
    assert number in of_household
    assert "黄淡村" in of_household or "吴桥村" in of_household
    assert any("没有保存：新建帮扶记录（" in text and head in text for text in told)
    assert head not in made.windowTitle()
