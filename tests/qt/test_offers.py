"""What was last used is offered where it is empty, and stored only when a person takes it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from fupin_desk.desk import offers
from fupin_desk.desk.desk import Desk
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.model.value import Value
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.forms.editors.chips import ChipRow
from fupin_desk.ui.shell.window import Window


def _neighbour(desk: Desk, village: str, address: str, **helper: Value) -> None:
    page = desk.blank("household", village=village, address=address, bank_name="农行")
    row = desk.blank("helper", household=page.record.id, **helper).record
    children = {**page.children, "helper": (row,)}
    desk.save(Page(page.record, children, frozenset({page.record.id, row.id})))


def _entry(window: Window) -> EntryPage:
    widget = window.stack.currentWidget()
    assert isinstance(widget, EntryPage)
    return widget


def _focus() -> QWidget:
    QApplication.processEvents()
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _take() -> None:
    QTest.keyClick(_focus(), Qt.Key.Key_Apostrophe, Qt.KeyboardModifier.ControlModifier)


def _villages(desk: Desk) -> tuple[str, str]:
    return desk.ids(Query("village", text="黄淡村"))[0], desk.ids(Query("village", text="吴桥村"))[0]


def test_an_address_is_offered_up_to_its_number_and_only_in_its_village(window: Window, desk: Desk) -> None:
    here, there = _villages(desk)
    _neighbour(desk, here, "3组12号", name="周明亮", started_on="2018-03-01")
    window.new_record("household", village=there)
    entry = _entry(window)
    line = entry.form.boxes["address"].editor.inner()
    assert isinstance(line, QLineEdit)
    assert "3组" not in line.placeholderText()
    window.new_record("household", village=here)
    assert line.placeholderText().startswith("3组　")
    entry.form.go_to("address")
    assert entry.form.record().values.get("address") is None
    _take()
    assert entry.form.record().values["address"] == "3组"
    QTest.keyClicks(_focus(), "15")
    assert entry.form.record().values["address"] == "3组15"


def test_an_address_is_offered_from_the_same_group_only(window: Window, desk: Desk) -> None:
    here, _ = _villages(desk)
    _neighbour(desk, here, "3组12号", name="周明亮", started_on="2018-03-01")
    (house,) = [one for one in desk.records("household") if one.values["address"] == "3组12号"]
    page = desk.page("household", house.id)
    desk.save(Page(replace(page.record, values={**page.record.values, "group_name": "3组"}), page.children))
    window.new_record("household", village=here)
    entry = _entry(window)
    line = entry.form.boxes["address"].editor.inner()
    assert isinstance(line, QLineEdit)
    for group, offered in (("5组", False), ("3组", True), ("4组", False)):
        entry.form.fill_in("group_name", group)
        assert ("Ctrl+'" in line.placeholderText()) == offered


def test_an_offer_that_nobody_takes_is_not_stored(window: Window, desk: Desk) -> None:
    here, _ = _villages(desk)
    _neighbour(desk, here, "3组12号", name="周明亮", started_on="2018-03-01")
    window.new_record("household", village=here)
    entry = _entry(window)
    entry.form.fill_in("group_name", "3组")
    entry.form.go_to("bank_name")
    for _ in range(3):
        QTest.keyClick(_focus(), Qt.Key.Key_Return)
    entry.form.go_to("helper")
    assert isinstance(_focus(), QLineEdit)
    first = _focus()
    assert isinstance(first, QLineEdit)
    assert "周明亮" in first.placeholderText()
    QTest.keyClick(_focus(), Qt.Key.Key_Return)
    QApplication.processEvents()
    entry.save()
    page = desk.page("household", entry.record_id)
    assert page.record.values["bank_name"] is None
    assert page.record.values["address"] is None
    assert page.children["helper"] == ()


def test_the_helper_of_the_last_household_is_taken_as_a_whole_row(window: Window, desk: Desk) -> None:
    here, _ = _villages(desk)
    helper: dict[str, Value] = {
        "name": "周明亮",
        "unit": "县农业局",
        "phone": "13800000009",
        "started_on": "2018-03-01",
    }
    _neighbour(desk, here, "3组12号", **helper)
    window.new_record("household", village=here)
    entry = _entry(window)
    entry.form.go_to("helper")
    _take()
    (row,) = entry.grids["helper"].model.rows
    assert {name: row.values[name] for name in helper} == helper
    # The keys wait in the first empty cell: the post, which was not told last time either.
    assert (
        entry.grids["helper"].model.columns[entry.grids["helper"].table.currentIndex().column()].name
        == "post"
    )


def test_the_value_above_is_taken_into_an_open_cell(window: Window, desk: Desk) -> None:
    window.open_record("household", desk.ids(Query("household", text="王建国"))[0])
    entry = _entry(window)
    grid = entry.grids["member"]
    column = [field.name for field in grid.model.columns].index("education")
    grid.go_to(2, column)
    assert _focus() is not grid.table
    _take()
    assert grid.model.rows[2].values["education"] == "02"


def test_what_is_removed_or_empty_is_never_offered(desk: Desk) -> None:
    here, _ = _villages(desk)
    record = desk.blank("household", village=here).record
    assert offers.offer(desk, record, "bank_name") is None
    assert offers.offered_row(desk, "helper") == {}
    _neighbour(desk, here, "3组12号", name="周明亮", started_on="2018-03-01")
    assert offers.offer(desk, record, "bank_name") == "农行"
    for home in desk.ids(Query("household")):
        if desk.page("household", home).record.values["bank_name"] == "农行":
            desk.remove("household", home, "重复登记")
    assert offers.offer(desk, record, "bank_name") is None


def test_yes_and_no_are_the_same_keys_in_forms_and_grids(window: Window) -> None:
    window.new_record("household")
    entry = _entry(window)
    grid = entry.grids["condition"]
    column = [field.name for field in grid.model.columns].index("water_safe")
    for key, meant in (("1", 1), ("2", 0), ("0", 0)):
        entry.form.go_to("is_relocated")
        chips = _focus()
        assert isinstance(chips, ChipRow)
        QTest.keyClick(chips, Qt.Key.Key_Delete)
        QTest.keyClicks(chips, key)
        assert entry.form.record().values["is_relocated"] == meant
        grid.go_to(0, column)
        QTest.keyClicks(_focus(), key)
        grid.settle()
        assert grid.model.rows[0].values["water_safe"] == meant
        assert not grid.model.rows[0].unread
