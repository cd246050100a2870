"""The list of findings: run beside the window, grouped, explained, mended and followed with F8."""

import threading
from collections import Counter

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.page import Page
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.findings.findings_page import FindingsPage
from fupin_desk.ui.shell.window import Window
from tests.qt.conftest import PlannedDoor


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> FindingsPage:
    """The page after a check."""
    window._check_all()
    qtbot.waitUntil(lambda: window.checkup.found is not None, timeout=60_000)
    shown = window.stack.currentWidget()
    assert isinstance(shown, FindingsPage)
    return shown


def test_the_page_invites_to_check_before_it_was_checked(window: Window) -> None:
    window.open_page("findings")
    shown = window.stack.currentWidget()
    assert isinstance(shown, FindingsPage)
    assert shown.stack.currentIndex() == 1
    assert not shown.waive_button.isEnabled()


def test_the_check_finds_what_the_desk_finds(
    page: FindingsPage, desk: Desk, window: Window, qtmodeltester: ModelTester
) -> None:
    found = desk.findings()
    assert window.checkup.found == found
    assert page.tabs["差错"].text() == f"差错 {sum(one.severity == 'E' for one in found)}"
    page.choose_tab("全部")
    assert page.model.rowCount() == len(found)
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]
    qtmodeltester.check(page.groups)  # type: ignore[no-untyped-call]


def test_groups_count_each_code_once(page: FindingsPage, desk: Desk) -> None:
    page.choose_tab("全部")
    counted = Counter(one.code for one in desk.findings())
    shown: Counter[str] = Counter()
    for group in page.groups.groups[1:]:
        shown[group.code] += group.count
    assert shown == counted
    assert all("{" not in one.text for one in page.groups.groups)


def test_a_group_narrows_the_list(page: FindingsPage) -> None:
    group = page.groups.groups[1]
    page.beside.selectRow(1)
    assert {one.code for one in page.model.findings} == {group.code}
    assert page.model.rowCount() == group.count


def test_a_kind_of_record_narrows_the_list(page: FindingsPage) -> None:
    page.choose_tab("全部")
    page.kind.setCurrentIndex(page.kind.findData("member"))
    page.kind.activated.emit(page.kind.currentIndex())
    assert {one.kind for one in page.model.findings} == {"member"}


def test_a_village_in_the_top_bar_narrows_the_list(page: FindingsPage, window: Window, desk: Desk) -> None:
    page.choose_tab("全部")
    village = next(where.village for where in window.checkup.where.values() if where.village)
    window.top.place_chosen.emit(village)
    own = [
        one for one in window.checkup.found or []
        if one.record == village or (one.record in window.checkup.where and window.checkup.where[one.record].village == village)
    ]  # fmt: skip
    assert page.model.findings == own
    assert 0 < len(own) < len(window.checkup.found or [])


def test_enter_goes_to_the_field(page: FindingsPage, window: Window) -> None:
    page.kind.setCurrentIndex(page.kind.findData("household"))
    page.kind.activated.emit(page.kind.currentIndex())
    finding = next(one for one in page.model.findings if one.field)
    page.table.doubleClicked.emit(page.model.index(page.model.findings.index(finding), 0))
    shown = window.stack.currentWidget()
    assert isinstance(shown, EntryPage)
    assert shown.record_id == finding.record


def test_explained_warnings_move_to_their_own_tab_in_one_batch(
    page: FindingsPage, desk: Desk, door: PlannedDoor
) -> None:
    page.choose_tab("提醒")
    page.table.selectAll()
    some = page.chosen()
    assert len(some) > 1
    explained = page.tabs["已说明"].text()
    door.plan("核实过，情况属实")
    before = desk.batches(limit=1)[0].number
    page.waive()
    assert desk.batches(limit=1)[0].number == before + 1
    assert page.model.rowCount() == 0
    assert page.tabs["已说明"].text() == f"已说明 {int(explained.split()[1]) + len(some)}"
    assert all(one.waived for one in desk.findings() if one.severity == "W")


def test_a_reason_can_be_taken_back(page: FindingsPage, desk: Desk, door: PlannedDoor) -> None:
    page.choose_tab("提醒")
    page.table.selectRow(0)
    one = page.chosen()[0]
    door.plan("核实过，情况属实")
    page.waive()
    page.choose_tab("已说明")
    page.table.selectAll()
    assert (one.record, one.code) in {(it.record, it.code) for it in page.chosen()}
    page.unwaive()
    assert not [it for it in desk.findings() if it.waived]


def test_an_error_cannot_be_explained_away(page: FindingsPage) -> None:
    page.choose_tab("差错")
    to_mend = [row for row, one in enumerate(page.model.findings) if one.code != "ID-4"]
    assert to_mend
    for row in to_mend:
        page.table.selectRow(row)
        assert not page.waive_button.isEnabled()


def test_a_wrong_check_digit_can_be_explained_and_is_no_error_any_more(
    page: FindingsPage, window: Window, door: PlannedDoor
) -> None:
    page.choose_tab("差错")
    errors = window.checkup.errors
    at = next(row for row, one in enumerate(page.model.findings) if one.code == "ID-4")
    wrong = page.model.findings[at]
    page.table.selectRow(at)
    assert page.waive_button.isEnabled()
    door.plan("身份证上印的就是这样")
    page.waive()
    assert window.checkup.errors == errors - 1
    assert (wrong.record, wrong.code) not in {(one.record, one.code) for one in page.model.findings}
    page.choose_tab("已说明")
    assert (wrong.record, wrong.code) in {(one.record, one.code) for one in page.model.findings}


def test_a_mended_record_leaves_the_list_without_a_new_check(
    page: FindingsPage, desk: Desk, window: Window
) -> None:
    finding = next(
        one for one in window.checkup.found or [] if one.kind == "assistance" and one.severity == "E"
    )
    held = desk.page("assistance", finding.record)
    held.record.values["note"] = "核对过"
    desk.save(Page(held.record, held.children))
    assert finding in (window.checkup.found or [])
    desk.remove("assistance", finding.record, "重复登记")
    assert finding.record not in {one.record for one in window.checkup.found or []}
    assert window.checkup.found


def test_what_was_found_by_single_checks_equals_a_new_check(
    page: FindingsPage, desk: Desk, window: Window
) -> None:
    member = next(one for one in desk.records("member") if one.values.get("labour_capability"))
    held = desk.page("household", str(member.values["household"]))
    rows = held.children["member"]
    for one in rows:
        if one.id == member.id:
            one.values["labour_capability"] = None
    desk.save(Page(held.record, held.children))

    def keys(found: list) -> set[tuple[str, str, str]]:  # type: ignore[type-arg]
        return {(one.record, one.field, one.code) for one in found}

    assert keys(window.checkup.found or []) == keys(desk.findings())


def test_f7_checks_from_any_page(window: Window, qtbot: QtBot) -> None:
    window.open_page("households")
    window.activateWindow()
    with qtbot.waitSignal(window.worker.ended, timeout=60_000):
        QTest.keyClick(window, Qt.Key.Key_F7)
    assert isinstance(window.stack.currentWidget(), FindingsPage)
    assert window.checkup.found


def test_f8_walks_through_the_findings_of_the_file(page: FindingsPage, window: Window) -> None:
    seen = []
    for _ in range(3):
        finding = window.checkup.next()
        assert finding is not None
        seen.append(finding)
    left = [one for one in window.checkup.found or [] if not one.waived and one.severity != "A"]
    assert seen == left[:3]
    window._next_finding()
    shown = window.stack.currentWidget()
    assert isinstance(shown, EntryPage)


def test_a_check_can_be_cancelled(window: Window, qtbot: QtBot) -> None:
    window.open_page("findings")
    window.worker.started.connect(lambda title: window.worker.cancel() if "检查" in title else None)
    window.checkup.run()
    qtbot.waitUntil(lambda: not window.checkup.running, timeout=60_000)
    assert window.checkup.found is None


def test_f7_is_not_dropped_while_the_worker_is_busy(window: Window, qtbot: QtBot) -> None:
    gate = threading.Event()
    window.worker.run("忙", lambda _progress: gate.wait(10), lambda _result: None)
    QTest.keyClick(window, Qt.Key.Key_F7)
    assert window.checkup.running
    gate.set()
    qtbot.waitUntil(lambda: window.checkup.found is not None, timeout=60_000)


def test_the_counts_follow_the_text_of_the_filter_and_an_empty_result_says_so(
    page: FindingsPage,
) -> None:
    page.choose_tab("全部")
    rows = [page.model.texts(row) for row in range(page.model.rowCount())]
    text = min(Counter(row[4] for row in rows).items(), key=lambda pair: pair[1])[0]
    page.text.setFocus()
    page.text.setText(text)
    QTest.keyClick(page.text, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.table
    shown = page.model.rowCount()
    assert 0 < shown == sum(any(text in cell for cell in row) for row in rows) < len(rows)
    assert page.groups.groups[0].count == shown
    assert sum(group.count for group in page.groups.groups[1:]) == shown
    assert page.tabs["全部"].text() == f"全部 {shown:,}"
    page.text.setFocus()
    page.text.setText("没有这样的字")
    QTest.keyClick(page.text, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.empty
    assert "没有符合筛选的" in page.empty._text.text()
    page.text.clear()
    page._filter()
    assert page.model.rowCount() == len(rows)


def test_what_a_filter_still_waits_for_asks_nothing_of_a_file_that_is_closed(
    page: FindingsPage, window: Window, desk: Desk
) -> None:
    page.text.setText("王")
    assert page._timer.isActive()
    window.close()
    assert not [one for one in window.findChildren(QTimer) if one.isActive()]
