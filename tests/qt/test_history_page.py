"""The history page: steps, their changes in words, undo with its refusal, one record, and the time machine."""

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.entry.record_history import RecordHistory
from fupin_desk.ui.history.batches_model import BatchesModel
from fupin_desk.ui.history.history_page import HistoryPage
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.widgets.ask import Box
from fupin_desk.ui.widgets.card import Card
from tests.qt.conftest import PlannedDoor
from tests.qt.township import household

LONG = 20_000


def _rename(desk: Desk, record: str, group: str) -> str:
    page = desk.page("household", record)
    page.record.values["group_name"] = group
    batch = desk.save(page)
    assert batch is not None
    return batch.id


def _first(desk: Desk) -> str:
    return desk.ids(Query("household"))[0]


@pytest.fixture
def page(window: Window) -> HistoryPage:
    window.open_page("history")
    made = window.stack.currentWidget()
    assert isinstance(made, HistoryPage)
    return made


def test_the_newest_step_stands_first_and_its_changes_are_told_in_words(
    page: HistoryPage, desk: Desk
) -> None:
    batch = _rename(desk, _first(desk), "9组")
    assert page.model.batch(0) == desk.batches(limit=1)[0]
    page.choose(batch)
    words = [page.changes.item(row).text() for row in range(page.changes.count())]
    assert any("→ 9组" in one for one in words)


def test_the_model_of_the_history_keeps_the_rules_of_qt(desk: Desk, qtmodeltester: ModelTester) -> None:
    model = BatchesModel(desk)
    model.ask()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_older_steps_are_fetched_as_one_scrolls(desk: Desk) -> None:
    record = _first(desk)
    for number in range(220):
        _rename(desk, record, f"{number % 2 + 20}组")
    model = BatchesModel(desk)
    model.ask()
    assert model.rowCount() == 200
    assert model.canFetchMore()
    model.fetchMore()
    assert model.rowCount() == len(desk.batches(1000))
    assert not model.canFetchMore()


def test_steps_are_filtered_by_words_author_and_number(page: HistoryPage, desk: Desk, qtbot: QtBot) -> None:
    page.text.setText("没有这样的事")
    qtbot.waitUntil(lambda: page.steps.currentWidget() is page.empty)
    page.text.setText("李静")
    qtbot.waitUntil(lambda: page.model.rowCount() == len(desk.batches(1000)))
    page.text.setText(desk.batches()[2].id)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_a_step_is_taken_back_after_asking(page: HistoryPage, desk: Desk, door: PlannedDoor) -> None:
    record = _first(desk)
    before = desk.page("household", record).record.values["group_name"]
    page.choose(_rename(desk, record, "9组"))
    door.plan(False)
    page.undo()
    assert desk.page("household", record).record.values["group_name"] == "9组"
    door.plan(True)
    page.undo()
    assert desk.page("household", record).record.values["group_name"] == before


def test_what_was_written_over_is_refused_with_the_later_changes(
    page: HistoryPage, desk: Desk, door: PlannedDoor
) -> None:
    record = _first(desk)
    first = _rename(desk, record, "8组")
    _rename(desk, record, "9组")
    page.choose(first)
    door.plan(True)
    page.undo()
    assert "撤不回来" in door.asked[-1]
    assert "9组" in door.asked[-1]
    assert desk.page("household", record).record.values["group_name"] == "9组"


def test_a_large_step_is_taken_back_only_after_a_backup(
    page: HistoryPage, desk: Desk, door: PlannedDoor, qtbot: QtBot
) -> None:
    village = desk.ids(Query("village"))[0]
    pages = []
    for number in range(24):
        blank = desk.blank("household", village=village, group_name=f"{number}组")
        pages.append(blank)
    batch = desk.save(*pages, what="登记 24 户")
    assert batch is not None
    page.choose(batch.id)
    door.plan(True)
    page.undo()
    qtbot.waitUntil(lambda: len(desk.ids(Query("household"))) == 3, timeout=LONG)
    assert desk.backups()


def test_the_history_of_one_record_is_opened_from_its_page(
    window: Window, desk: Desk, door: PlannedDoor, qtbot: QtBot
) -> None:
    record = _first(desk)
    batch = _rename(desk, record, "9组")
    seen: list[str] = []

    def look(box: Box) -> bool:
        assert isinstance(box, RecordHistory)
        seen.append(box.windowTitle())
        box._choose(batch)
        return True

    door.plan(look)
    window.open_record("household", record)
    entry = window.stack.currentWidget()
    assert isinstance(entry, EntryPage)
    entry.header.history_button.click()
    qtbot.waitUntil(lambda: bool(seen))
    page = window.stack.currentWidget()
    assert isinstance(page, HistoryPage)
    current = page.current()
    assert current is not None
    assert current.id == batch


def test_the_time_machine_counts_the_file_as_it_stood(
    window: Window, page: HistoryPage, desk: Desk, qtbot: QtBot
) -> None:
    page.turn(1)
    qtbot.waitUntil(lambda: "结束时" in page.time.said.text(), timeout=LONG)
    rules = {one.rule for one in desk.coverage() if one.place is None}
    assert len([one for one in page.time.findChildren(Card) if one.heading.text() == ""]) == len(rules)
    assert "农户 3" in page.time.said.text()


def test_the_slider_reaches_from_the_first_day_to_the_last(
    page: HistoryPage, desk: Desk, qtbot: QtBot
) -> None:
    days = desk.journal_days()
    assert days is not None
    household(desk, desk.ids(Query("village"))[0], "赵大年", 7)
    page.turn(1)
    assert page.time._first.isoformat() == days[0]
    assert page.time.day.day == days[1]
    qtbot.waitUntil(lambda: "农户 4" in page.time.said.text(), timeout=LONG)


def test_an_explained_warning_is_told_by_its_sentence_and_not_by_its_code(
    page: HistoryPage, desk: Desk
) -> None:
    warning = next(one for one in desk.findings() if one.severity == "W")
    batch = desk.waive(warning, "已入户核实")
    assert batch is not None
    page.choose(batch.id)
    words = [page.changes.item(row).text() for row in range(page.changes.count())]
    assert words == [f"已入户核实　核实说明：新增，“{desk.catalog.texts.title(warning.code)}”"]
    assert warning.code not in words[0]


def test_a_step_names_the_household_by_its_place_and_each_change_the_record_that_it_is_about(
    page: HistoryPage, desk: Desk
) -> None:
    record = _first(desk)
    drive = desk.ids(Query("round"))[0]
    desk.save(
        *(
            desk.blank("assistance", household=one, round=drive, measure="发放鸡苗20只")
            for one in desk.ids(Query("household"))
        )
    )
    page.choose(desk.batches(limit=1)[0].id)
    heads = set(desk.names("household", desk.ids(Query("household"))).values())
    told = [page.changes.item(row).text() for row in range(page.changes.count())]
    assert len(told) == len(heads)
    assert all(any(f"发放鸡苗20只（{head}）" in line for line in told) for head in heads)
    _rename(desk, record, "9组")
    page.choose(desk.batches(limit=1)[0].id)
    village = desk.rows("household", [record])[record]["village"]
    number = desk.page("household", record).record.values["household_no"]
    what = f"{village}9组（户编号{number}）：修改农户 1 户（村民小组）"
    assert page.what.text() == what
    QCoreApplication.processEvents()
    header = page.table.horizontalHeader()
    assert header.sectionSize(2) > 310
