"""Any screen: every page, every entry and every dialog, at the sizes that a small or an enlarged screen leaves."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk import demo
from fupin_desk.desk import opening
from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.model.rule import Tally
from fupin_desk.ui.batch import attendance_box, measure_box, signatures_box, trip_box
from fupin_desk.ui.coverage.workbench import Workbench
from fupin_desk.ui.entry import record_history, split
from fupin_desk.ui.entry.effect_row import EffectRow
from fupin_desk.ui.ledgers.ledger_page import LedgerPage
from fupin_desk.ui.lists import movements_box
from fupin_desk.ui.lists.list_page import ListPage, RecordList
from fupin_desk.ui.lists.rows_model import MARK_PX
from fupin_desk.ui.navigation.pages import Navigator
from fupin_desk.ui.opening import wizard
from fupin_desk.ui.opening.unlock import Unlock
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.page_registry import PAGES
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.widgets.ask import FRAME, Box
from tests.qt import cut
from tests.qt.conftest import PlannedDoor

# What is left of 1366x768 with a task bar at 150 %, of 1024x640, of 1920x1080 at 200 %, of 1366x768 itself.
XL, SMALL, DOUBLE, USUAL = (910, 464), (1024, 580), (960, 480), (1366, 697)
SIZES = (XL, SMALL, USUAL)
# A page may ask for the smallest of these, less the rail, the bar and the line at the bottom.
LEAST = (858, 386)


class LookingDoor(PlannedDoor):
    """Shows each box at each size and takes it away again."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.shown: list[str] = []

    def show_box(self, box: Box) -> bool:
        self.shown.append(box.windowTitle())
        self.found += [f"{box.windowTitle()} {one}" for one in looked_at(box, (XL, SMALL))]
        box.hide()
        return False


def looked_at(window: QWidget, sizes: tuple[tuple[int, int], ...] = SIZES) -> list[str]:
    """Return what is cut or out of reach at each size; a dialog is given no more than it asks for."""
    found = []
    for wide, high in sizes:
        window.show()
        if isinstance(window, Box):
            wanted = window.sizeHint()
            window.resize(min(wanted.width(), wide - 16), min(wanted.height(), high - 30))
        else:
            window.resize(wide, high)
        cut.settle(window)
        if window.width() > wide or window.height() > high:
            found.append(f"{wide}x{high}: the window is {window.size().toTuple()}")
        found += [f"{wide}x{high}: {one}" for one in cut.complaints(window)]
    return found


@pytest.fixture(scope="session")
def populated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo township with every ledger filled."""
    path = tmp_path_factory.mktemp("layout") / "demo.fupin"
    demo.make(path, households=80).close()
    return path


@pytest.fixture
def looking() -> LookingDoor:
    return LookingDoor()


@pytest.fixture
def shown(populated: Path, looking: LookingDoor, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    with Desk.open(populated, "demo") as desk:
        made = Window(desk, door=looking, settings=Settings(tmp_path / "window.json"))
        made.resize(*USUAL)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        yield made
        made.close()


def _open(window: Window, name: str) -> QWidget:
    desk = window.desk
    about = {
        "household_view": {"household": desk.ids(Query("household"))[3]},
        "village_view": {"village": desk.ids(Query("village"))[0]},
        "behind": {"rule": "R-1.2", "outcome": "gap", "place": ""},
    }
    window.open_page(name, **about.get(name, {}))
    cut.settle(window)
    widget = window.stack.currentWidget()
    assert widget is not None
    return widget


@pytest.mark.slow
def test_nothing_on_any_page_of_the_rail_is_cut_or_out_of_reach(shown: Window) -> None:
    found = []
    for page in PAGES:
        widget = _open(shown, page.name)
        ways: list[tuple[str, Callable[[str], object]]] = [("", lambda _name: None)]
        if isinstance(widget, LedgerPage):
            ways = [(key, widget.show_tab) for key in widget.buttons]
        elif isinstance(widget, ListPage) and widget._tabs:
            ways = [(kind, widget.show_kind) for kind in widget._tabs]
        elif isinstance(widget, Workbench):
            ways = [(group, widget.show_group) for group in widget.groups]
        for name, show in ways:
            show(name)
            found += [f"{page.name} {name} {one}" for one in looked_at(shown)]
    assert found == []


@pytest.mark.slow
def test_nothing_on_any_entry_page_is_cut_or_out_of_reach(shown: Window) -> None:
    found = []
    forms = shown.desk.catalog.forms
    for kind, form in forms.items():
        if form.parent_kind and kind in forms[form.parent_kind].children:
            continue
        ids = shown.desk.ids(Query(kind))
        if ids:
            shown.open_record(kind, ids[0])
            found += [f"{kind} {one}" for one in looked_at(shown)]
        shown.new_record(kind)
        found += [f"new {kind} {one}" for one in looked_at(shown)]
    assert found == []


def test_a_page_that_was_opened_does_not_hold_the_window_open(shown: Window) -> None:
    for page in PAGES:
        widget = _open(shown, page.name)
        asked = shown.minimumSizeHint()
        assert asked.width() <= XL[0], page.name
        assert asked.height() <= XL[1], page.name
        assert widget.minimumSizeHint().width() <= LEAST[0], page.name


def test_the_drawer_of_a_narrow_entry_page_opens_and_shows_what_is_wrong(shown: Window) -> None:
    shown.open_record("household", shown.desk.ids(Query("household"))[0])
    shown.resize(*XL)
    cut.settle(shown)
    entry = shown._entry("household")
    assert not entry.live.isVisible()
    assert entry.header.save_button.isVisible()
    entry.header.live_button.click()
    cut.settle(shown)
    assert entry.live.isVisible()
    assert cut.complaints(shown) == []
    shown.resize(*USUAL)
    cut.settle(shown)
    assert entry.live.isVisible()
    assert entry.header.live_button.isHidden()


def test_a_long_number_is_broken_in_the_panel_and_under_its_field(
    shown: Window, looking: LookingDoor
) -> None:
    looking.plan(1)
    shown.open_record("household", shown.desk.ids(Query("household"))[0])
    entry = shown._entry("household")
    entry.form.fill_in("village", None)
    for name in ("phone", "household_no"):
        entry.form.boxes[name].editor.show_value(None, "4" * 35)
    entry.judge()
    for size in (USUAL, XL):
        shown.resize(*size)
        cut.settle(shown)
        assert any("4" * 16 in one.note.text() for one in entry.form.boxes.values())
        assert cut.complaints(shown) == []


def test_the_checks_stand_above_the_coverage(shown: Window) -> None:
    shown.open_record("household", shown.desk.ids(Query("household"))[0])
    cut.settle(shown)
    live = shown._entry("household").live
    assert live._findings.y() < live._effects.y()


@pytest.mark.slow
def test_nothing_in_the_dialogs_is_cut_or_out_of_reach(shown: Window, looking: LookingDoor) -> None:
    desk, navigator = shown.desk, cast("Navigator", shown)
    household = desk.ids(Query("household"))[0]
    measure_box.run(navigator, shown)
    attendance_box.run(navigator, shown)
    signatures_box.run(navigator, shown, desk.ids(Query("visit"))[0])
    trip_box.run(navigator, shown)
    split.run(navigator, shown, household)
    movements_box.run(navigator, shown)
    record_history.show(navigator, household, shown)
    shown._show_keys()
    shown.open_record("household", household)
    grid = shown._entry("household").grids["member"]
    grid.table.setCurrentIndex(grid.model.index(0, 0))
    for act in (grid.open_row, grid.join, grid.leave):
        act()
    assert len(looking.shown) == 11
    assert looking.found == []


@pytest.mark.slow
def test_nothing_before_the_window_is_cut_or_out_of_reach(tmp_path: Path, qtbot: QtBot) -> None:
    door, found = PlannedDoor(), []
    box = Unlock(door, tmp_path / f"{'江陵县白马寺镇扶贫工作台' * 3}.fupin", said="口令不对。" * 8)
    qtbot.addWidget(box)
    found += looked_at(box, (XL, SMALL))
    box.change_way()
    found += looked_at(box, (XL, SMALL))
    first = wizard.Wizard(door, opening.regions(), tmp_path)
    qtbot.addWidget(first)
    for step in (first.welcome, first.place, first.secret, first.start):
        first.go(step)
        found += looked_at(first, (XL, SMALL))
    asked = Box(None, "删除农户", "删除后不再计入任何统计。" * 12)
    asked.offer("删除", "取消", danger=True)
    qtbot.addWidget(asked)
    found += looked_at(asked, (XL, SMALL))
    assert found == []


def test_a_tile_of_a_large_township_shows_all_its_numbers(shown: Window) -> None:
    board = _open(shown, "workbench")
    assert isinstance(board, Workbench)
    for tile in board.tiles.tiles.values():
        tile.show_tally(
            Tally(tile.rule.id, None, "白马寺镇", 10_812, 11_019, 1_475, 0, 10_812, 21_831, tile.rule.target)
        )
    assert looked_at(shown) == []


def test_a_new_page_that_nobody_touched_has_no_errors(shown: Window, looking: LookingDoor) -> None:
    for kind in ("household", "assistance", "visit"):
        shown.new_record(kind)
        entry = shown._entry(kind)
        assert entry.verdict.findings
        assert entry.header.errors.isHidden()
        assert not any(one.stops for one in entry.live.findings)
        assert not entry.live.findChildren(EffectRow)
    entry.form.fill_in("visited_on", None)
    entry.judge()
    assert not entry.header.errors.isHidden()
    looking.plan(1)


def test_no_page_shows_the_number_of_a_rule(shown: Window) -> None:
    for page in PAGES:
        widget = _open(shown, page.name)
        for one in widget.findChildren(QWidget):
            words = one.text() if isinstance(one, QLabel | QAbstractButton) else ""
            # A reading may refer to another rule, as the manual does.
            tip = one.toolTip().partition("口径：")[0]
            assert not re.search(r"R-\d", words + tip), (page.name, words, tip)


def test_all_icons_of_the_folded_rail_fit_into_a_small_window(shown: Window) -> None:
    shown.resize(*SMALL)
    cut.settle(shown)
    assert shown.rail._area.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("size", [XL, SMALL, USUAL])
def test_the_page_of_backups_has_no_bar_inside_of_another(size: tuple[int, int], shown: Window) -> None:
    page = _open(shown, "health")
    shown.resize(*size)
    cut.settle(shown)
    assert [one for one in page.findChildren(QScrollArea) if one.verticalScrollBar().maximum()] == []


@pytest.mark.parametrize("name", ["courses", "plans", "funds", "entities"])
def test_the_names_of_a_list_take_the_room_that_is_left(name: str, shown: Window) -> None:
    shown.resize(1920, 1000)
    page = _open(shown, name)
    lists = next(one for one in page.findChildren(RecordList) if one.isVisible())
    lists._fit_columns()
    first = lists.model.columns[0]
    texts = [lists.model.row_texts(row)[first] for row in range(min(lists.model.rowCount(), 40))]
    widest = max(lists.table.fontMetrics().horizontalAdvance(text) for text in texts)
    assert lists.table.columnWidth(0) > widest + MARK_PX


def test_a_window_that_is_not_maximized_fits_on_the_screen_with_its_frame(
    populated: Path, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "window.json")
    settings.set("size", [9000, 9000])
    settings.set("maximized", False)
    with Desk.open(populated, "demo") as desk:
        window = Window(desk, settings=settings)
        room = window.screen().availableGeometry().size()
        assert window.size() == room - FRAME
        window.close()


def test_a_place_that_is_cut_ends_in_dots_and_has_its_name_in_the_tip(shown: Window) -> None:
    shown.resize(*XL)
    cut.settle(shown)
    place = shown.top.place
    assert place.toolTip() == place.currentText()
    place.setFixedWidth(120)
    cut.settle(shown)
    whole = place.grab().toImage()
    place.setItemText(place.currentIndex(), place.currentText()[:5] + "一二三")
    assert place.grab().toImage() == whole
