"""The entry page: fill, judge, save, go on."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.desk import sheets
from fupin_desk.desk.desk import Desk
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.model.value import Record
from fupin_desk.ui.entry.check_panel import FindingRow
from fupin_desk.ui.entry.effect_row import EffectRow, StillRow
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.entry.split import SplitBox
from fupin_desk.ui.forms.help_card import HelpCard
from fupin_desk.ui.shell.window import Window
from tests.qt.conftest import PlannedDoor

Committer = Callable[[QWidget, str], None]


def _entry(window: Window) -> EntryPage:
    widget = window.stack.currentWidget()
    assert isinstance(widget, EntryPage)
    return widget


def _household(desk: Desk, name: str = "王建国") -> str:
    return desk.ids(Query("household", text=name))[0]


@pytest.fixture
def assistance(window: Window, desk: Desk) -> EntryPage:
    """A half-filled assistance record of a household that has none yet."""
    window.new_record(
        "assistance", household=_household(desk), round=desk.ids(Query("round", text="第二轮"))[0]
    )
    return _entry(window)


def _type(entry: EntryPage, name: str, text: str, type_chinese: Committer) -> None:
    entry.form.go_to(name)
    type_chinese(entry.form.boxes[name].editor.inner(), text)


def test_every_kind_of_record_opens_blank_and_saved(window: Window, desk: Desk) -> None:
    for form in desk.catalog.forms.values():
        if form.parent_kind or form.kind == "waiver":
            continue
        window.new_record(form.kind)
        assert _entry(window).title == f"新建{form.label}"
        for record in desk.ids(Query(form.kind))[:1]:
            window.open_record(form.kind, record)
            assert _entry(window).record_id == record
            assert not _entry(window).dirty


def test_saving_writes_what_stands_on_the_page(
    assistance: EntryPage, desk: Desk, qtbot: QtBot, type_chinese: Committer
) -> None:
    _type(assistance, "measure", "发放种虾", type_chinese)
    _type(assistance, "amount_fen", "１，２００", type_chinese)
    _type(assistance, "done_on", "2018.9.12", type_chinese)
    assert assistance.dirty
    QTest.keyClick(assistance, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    held = desk.record("assistance", assistance.record_id)
    assert held is not None
    assert (held.values["measure"], held.values["amount_fen"]) == ("发放种虾", 120000)
    assert held.values["done_on"] == "2018-09-12"
    assert not assistance.dirty
    assert not assistance.is_new


def test_coverage_is_shown_before_and_after_while_one_types(
    assistance: EntryPage, qtbot: QtBot, type_chinese: Committer
) -> None:
    _type(assistance, "measure", "发放种虾", type_chinese)
    _type(assistance, "done_on", "20180912", type_chinese)
    qtbot.waitUntil(lambda: not assistance._judge_timer.isActive())
    effects = {one.rule: one for one in assistance.verdict.effects}
    effect = effects["R-1.2"]
    assert (effect.before.part, effect.after.part, effect.after.whole) == (0, 1, 2)
    assert (effect.whole_before.part, effect.whole_after.part, effect.whole_after.whole) == (0, 1, 3)
    assert assistance.live.findChildren(EffectRow)


def test_a_household_shows_who_can_work_and_who_of_them_is_untrained(window: Window, desk: Desk) -> None:
    household = _household(desk)
    window.open_record("household", household)
    shown = _texts(_entry(window).live)
    assert "有劳动能力 2 人" in shown
    assert "没有完成培训：王建国、刘桂兰" in shown
    page = desk.page("household", household)
    head, wife = page.children["member"]
    course = desk.blank(
        "course",
        name="养虾班",
        started_on="2018-04-01",
        ended_on="2018-04-03",
        village=page.record.values["village"],
    )
    desk.save(course)
    desk.attend(course.record.id, {head.id: "2"})
    entry = _entry(window)
    entry.judge()
    assert "没有完成培训：刘桂兰" in _texts(entry.live)
    wife.values["labour_capability"] = None
    left = Record("household", household, {**page.record.values, "poverty_status": "9"})
    desk.save(Page(left, {**page.children, "member": (head, wife)}))
    shown = _texts(_entry(window).live)
    assert "有劳动能力 1 人，1 人没有填" in shown
    assert "都完成了培训" in shown
    assert "没有规则涉及这一户，不影响任何覆盖指标。" in shown


def test_a_new_assistance_begins_in_the_only_open_round(window: Window, desk: Desk) -> None:
    first, second = (desk.ids(Query("round", text=one))[0] for one in ("第一轮", "第二轮"))
    window.new_record("assistance")
    assert _entry(window).page().record.values["round"] == second
    window.new_record("assistance", round=first)
    assert _entry(window).page().record.values["round"] == first
    page = desk.page("round", first)
    desk.save(Page(Record("round", first, {**page.record.values, "state": "1"})))
    window.new_record("assistance")
    assert _entry(window).page().record.values.get("round") is None


def test_a_new_record_begins_in_the_village_that_is_looked_at(window: Window, desk: Desk) -> None:
    village = desk.ids(Query("village", text="吴桥村"))[0]
    window.top.place.setCurrentIndex(window.top.place.findData(village))
    window.top.place_chosen.emit(village)
    for kind in ("household", "project", "visit"):
        window.new_record(kind)
        assert _entry(window).page().record.values["village"] == village


def test_a_new_page_is_not_blamed_for_being_empty_before_it_is_begun(
    window: Window, type_chinese: Committer
) -> None:
    window.new_record("acceptance")
    entry = _entry(window)
    assert entry.verdict.errors
    assert not entry.live.findings
    assert not entry.header.errors.isVisible()
    _type(entry, "doc_no", "验〔2018〕1号", type_chinese)
    entry.judge()
    assert any(one.field == "project" for one in entry.live.findings)
    assert entry.header.errors.isVisible()


def test_every_entry_page_fits_a_low_screen(window: Window, desk: Desk) -> None:
    window.resize(1366, 728)
    for kind in ("village", "household", "project", "expert"):
        for record in desk.ids(Query(kind))[:1]:
            window.open_record(kind, record)
            QApplication.processEvents()
            assert window.minimumSizeHint().height() <= 728, kind
            assert _entry(window).minimumSizeHint().height() <= 640, kind


def _printed(desk: Desk, village: str) -> list[str]:
    """Return the codes of a village's sheets as they are printed."""
    cards = desk.report("入户单", place=village).cards
    return [one.title.split()[-1] for one in cards]


def test_the_code_of_a_printed_sheet_opens_its_household_in_the_order_of_the_paper(
    window: Window, desk: Desk, type_chinese: Committer
) -> None:
    first, second = _printed(desk, "黄淡村")
    window.top.search.setFocus()
    type_chinese(window.top.search, first)
    QTest.keyClick(window.top.search, Qt.Key.Key_Return)
    entry = _entry(window)
    assert sheets.of_code(desk, first) == [entry.record_id]
    assert entry.sheet.isVisible()
    assert f"入户单 {first}" in entry.sheet.text.text()
    assert f"下一张 {second}" in entry.sheet.text.text()
    QApplication.processEvents()
    cards = [*entry.form.cards.values()]
    assert entry.grids["member"].y() > cards[-1].y()
    buttons = [
        one
        for one in entry.sections.findChildren(QPushButton)
        if one.text() in {"家庭成员", "产业意愿", "一卡通"}
    ]
    assert [one.text() for one in sorted(buttons, key=QWidget.y)] == ["产业意愿", "一卡通", "家庭成员"]
    entry.form.fill_in("group_name", "7组")
    QTest.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    held = desk.record("household", sheets.of_code(desk, first)[0])
    assert held is not None
    assert held.values["group_name"] == "7组"
    # The pile is laid anew: the household of the 7th group lies behind the other now.
    assert _entry(window).record_id == sheets.of_code(desk, second)[0]


def test_the_last_sheet_of_a_village_has_no_next_one_and_other_ways_open_the_page_as_usual(
    window: Window, desk: Desk
) -> None:
    _, last = _printed(desk, "黄淡村")
    household = sheets.of_code(desk, last)[0]
    window.open_sheet(household)
    entry = _entry(window)
    assert not entry.sheet.next.isEnabled()
    assert "最后一张" in entry.sheet.text.text()
    window.open_record("household", household)
    assert not entry.sheet.isVisible()
    assert entry.header.new_button.isVisible()
    QApplication.processEvents()
    assert entry.grids["member"].y() < [*entry.form.cards.values()][-1].y()


def test_a_page_of_the_rail_is_found_by_its_name(window: Window, type_chinese: Committer) -> None:
    window.top.search.setFocus()
    type_chinese(window.top.search, "信贷")
    QTest.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window.rail.lit == "loans"
    QTest.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert window.rail.lit == "funds"
    QTest.keyClick(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert window.rail.lit == "loans"


def _texts(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def test_judging_waits_until_the_typing_rests(
    assistance: EntryPage, qtbot: QtBot, type_chinese: Committer
) -> None:
    before = assistance.verdict
    _type(assistance, "measure", "发放种虾", type_chinese)
    assert assistance.verdict is before
    assert assistance._judge_timer.isActive()
    qtbot.waitUntil(lambda: assistance.verdict is not before)


def test_a_record_in_a_closed_round_is_an_error_at_its_field(window: Window, desk: Desk) -> None:
    closed = desk.ids(Query("round", text="第一轮"))[0]
    window.new_record(
        "assistance", household=_household(desk), round=closed, measure="发放种虾", done_on="2018-05-01"
    )
    entry = _entry(window)
    assert any(one.severity == "E" and one.field == "round" for one in entry.verdict.findings)
    assert entry.form.boxes["round"].note.text().startswith("✕")
    assert entry.live.findChildren(FindingRow)


def test_f8_goes_through_the_findings(assistance: EntryPage) -> None:
    assistance.next_finding()
    assistance.keys.forget()
    fields = [one.field for one in assistance.live.findings if one.field in assistance.form.boxes]
    assert "measure" in fields
    seen = set()
    for _ in assistance.live.findings:
        QTest.keyClick(assistance, Qt.Key.Key_F8)
        seen.add(assistance.form.focused())
    assert set(fields) <= seen


def test_a_click_on_a_finding_goes_to_its_field(assistance: EntryPage) -> None:
    assistance.next_finding()
    row = next(one for one in assistance.live.findChildren(FindingRow) if one.finding.field == "measure")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert assistance.form.focused() == "measure"


def test_enter_goes_from_field_to_field_in_the_order_of_the_form(assistance: EntryPage) -> None:
    names = assistance.form.visible_names()
    assistance.form.go_to(names[0])
    for name in names[1:4]:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, Qt.Key.Key_Return)
        assert assistance.form.focused() == name


def test_ctrl_enter_saves_and_begins_the_next_with_the_same_round(
    assistance: EntryPage, window: Window, desk: Desk, type_chinese: Committer
) -> None:
    _type(assistance, "measure", "发放种虾", type_chinese)
    QTest.keyClick(assistance, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    entry = _entry(window)
    assert entry.is_new
    assert entry.form.record().values["round"] == desk.ids(Query("round", text="第二轮"))[0]
    assert len(desk.ids(Query("assistance"))) == 1
    entry.form.go_to("measure")
    QTest.keyClick(entry, Qt.Key.Key_Apostrophe, Qt.KeyboardModifier.ControlModifier)
    assert entry.form.record().values["measure"] == "发放种虾"


def test_a_field_that_does_not_matter_is_hidden_and_not_saved(window: Window, desk: Desk) -> None:
    window.open_record("household", _household(desk))
    entry = _entry(window)
    assert not entry.form.boxes["exit_year"].isVisibleTo(entry)
    entry.form.fill_in("poverty_status", "1")
    assert entry.form.boxes["exit_year"].isVisibleTo(entry)
    entry.form.fill_in("exit_year", 2017)
    assert entry.form.record().values["exit_year"] == 2017
    entry.form.fill_in("poverty_status", "0")
    assert entry.form.record().values["exit_year"] is None


def test_what_cannot_be_read_is_saved_as_typed_and_shown_again(
    assistance: EntryPage, desk: Desk, type_chinese: Committer
) -> None:
    _type(assistance, "done_on", "中秋前后", type_chinese)
    assert assistance.save()
    held = desk.record("assistance", assistance.record_id)
    assert held is not None
    assert held.unread == {"done_on": "中秋前后"}
    assert held.values["done_on"] is None
    assert any(one.severity == "E" and one.field == "done_on" for one in assistance.verdict.findings)


def test_members_are_saved_with_their_household(window: Window, desk: Desk) -> None:
    household = _household(desk)
    window.open_record("household", household)
    entry = _entry(window)
    entry.grids["member"].model.add(name="王小明", relation="03")
    assert entry.dirty
    entry.save()
    names = [one.values["name"] for one in desk.page("household", household).children["member"]]
    assert sorted(str(one) for one in names) == ["刘桂兰", "王小明", "王建国"]


def test_leaving_a_half_typed_page_asks_and_keeps_what_is_decided(
    assistance: EntryPage, window: Window, desk: Desk, door: PlannedDoor, type_chinese: Committer
) -> None:
    _type(assistance, "measure", "发放种虾", type_chinese)
    door.plan(-1, 0)
    window.open_page("villages")
    assert _entry(window) is assistance
    window.open_page("villages")
    assert window.stack.currentWidget() is not assistance
    assert len(desk.ids(Query("assistance"))) == 1


def test_a_half_typed_page_is_kept_and_offered_again(
    assistance: EntryPage, desk: Desk, qtbot: QtBot, type_chinese: Committer
) -> None:
    _type(assistance, "measure", "发放种虾", type_chinese)
    qtbot.waitUntil(lambda: bool(desk.sketches()), timeout=3000)
    page = desk.sketches()[0]
    assert page.record.values["measure"] == "发放种虾"
    assistance.open(page, dirty=True)
    assert assistance.form.record().values["measure"] == "发放种虾"
    assistance.save()
    assert not desk.sketches()


def test_giving_up_changes_forgets_them(
    window: Window, desk: Desk, door: PlannedDoor, type_chinese: Committer, qtbot: QtBot
) -> None:
    window.open_record("household", _household(desk))
    entry = _entry(window)
    _type(entry, "address", "3组15号", type_chinese)
    door.plan(True)
    entry.revert()
    assert not entry.dirty
    assert entry.form.record().values["address"] is None
    assert not desk.sketches()


def test_deleting_needs_a_reason_and_leads_back(window: Window, desk: Desk, door: PlannedDoor) -> None:
    window.open_page("households")
    household = _household(desk, "陈志强")
    window.open_record("household", household)
    door.plan("重复登记")
    _entry(window).remove()
    held = desk.record("household", household)
    assert held is None or held.removed
    assert window.stack.currentWidget() is window._built["households"]


def test_help_names_the_clause(assistance: EntryPage, window: Window) -> None:
    assistance.form.go_to("assistance_kind")
    QTest.keyClick(assistance, Qt.Key.Key_F1)
    card = assistance.findChild(HelpCard)
    assert isinstance(card, HelpCard)
    words = " ".join(one.text() for one in card.findChildren(QLabel))
    assert "江政办发〔2018〕1号" in words
    assert "R-1.2" in words
    card.close()


def test_a_gap_offers_the_record_that_closes_it(window: Window, desk: Desk) -> None:
    household = _household(desk)
    window.open_record("household", household)
    rows = [*_entry(window).live.findChildren(StillRow), *_entry(window).live.findChildren(EffectRow)]
    assert rows
    buttons = [one for row in rows for one in row.findChildren(QPushButton)]
    offers = [one for one in buttons if one.text() == "登记帮扶记录"]
    QTest.mouseClick(offers[0], Qt.MouseButton.LeftButton)
    entry = _entry(window)
    assert entry.kind == "assistance"
    assert entry.form.record().values["household"] == household


def test_a_member_is_opened_in_the_grid_of_its_household(window: Window, desk: Desk) -> None:
    household = _household(desk)
    wife = next(
        one for one in desk.page("household", household).children["member"] if one.values["name"] == "刘桂兰"
    )
    window.open_record("member", wife.id)
    entry = _entry(window)
    assert entry.record_id == household
    assert entry.grids["member"].current_row() == [one.id for one in entry.grids["member"].model.rows].index(
        wife.id
    )


def test_a_household_splits_and_the_new_one_is_opened(window: Window, desk: Desk, door: PlannedDoor) -> None:
    household = _household(desk)
    window.open_record("household", household)
    entry = _entry(window)

    def fill(box: SplitBox) -> bool:
        assert not box.yes.isEnabled()
        wife = next(one for one, tick in box.ticks.items() if tick.text().startswith("刘桂兰"))
        box.ticks[wife].setChecked(True)
        assert box.yes.isEnabled()
        assert (box.members, box.head, box.day) == ([wife], wife, "2018-09-30")
        return True

    door.plan(fill)
    entry.split()
    assert _entry(window).record_id != household
    assert _entry(window).header.title.text() == "农户 · 刘桂兰"
    left = [one for one in desk.page("household", household).children["member"] if one.values["left_on"]]
    assert [one.values["leave_reason"] for one in left] == ["11"]


def test_records_that_refer_to_the_page_are_reached_by_the_keys(window: Window, desk: Desk) -> None:
    window.open_record("household", _household(desk))
    related = [
        one for one in _entry(window).sections.findChildren(QPushButton) if one.text().startswith("帮扶记录")
    ]
    related[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert QApplication.focusWidget() is related[0]
    QTest.keyClick(related[0], Qt.Key.Key_Space)
    assert window.rail.lit == "rounds"


def test_after_saving_the_panel_says_how_the_touched_units_stand(
    assistance: EntryPage, type_chinese: Committer
) -> None:
    _type(assistance, "measure", "发放种虾", type_chinese)
    _type(assistance, "done_on", "2018.9.12", type_chinese)
    assistance.judge()
    told = {one.rule for one in assistance.verdict.effects}
    assert told
    assert assistance.save()
    assert not assistance.verdict.effects
    standing = {one.rule for one in assistance.live.standing}
    assert told <= standing
    said = [one.text() for one in assistance.live.findChildren(QLabel) if not one.isHidden()]
    assert assistance.live.nothing not in said
    assert assistance.live.findChildren(StillRow) or any("达到：" in one for one in said)


def test_a_new_page_with_nothing_typed_is_not_saved(window: Window, desk: Desk) -> None:
    before = desk.ids(Query("household"))
    window.new_record("household")
    entry = _entry(window)
    assert not entry.save()
    entry.save_and_new()
    assert desk.ids(Query("household")) == before
    assert _entry(window).is_new
    assert "还没有填内容" in window.status.said.toolTip()
