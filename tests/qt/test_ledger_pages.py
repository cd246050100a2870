"""The pages of the policy's ledgers: board, funds, loans, entities, shops, one village and one household on a page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.coverage import close_gap
from fupin_desk.ui.coverage.unit_list import BehindPage
from fupin_desk.ui.coverage.workbench import Workbench
from fupin_desk.ui.entry.money_row import MoneyRow
from fupin_desk.ui.ledgers.advance import AdvanceBox
from fupin_desk.ui.ledgers.board import COLUMNS, Board
from fupin_desk.ui.ledgers.ledger_page import LedgerPage
from fupin_desk.ui.ledgers.ledger_tabs import SHAPES, kinds_of
from fupin_desk.ui.ledgers.summary_bars import BankFigures, FundRatios, LendingFigures
from fupin_desk.ui.ledgers.village_figures import Driving, Market
from fupin_desk.ui.lists.list_page import RecordList
from fupin_desk.ui.shell.page_registry import PAGES
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.widgets import chip
from fupin_desk.ui.widgets.bar_table import BarCell, BarModel, BarRow
from fupin_desk.ui.widgets.chip import Chip
from tests.qt.conftest import PlannedDoor
from tests.qt.ledgers import fill

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def ids(desk: Desk) -> dict[str, str]:
    """The ids of the ledgers' records, saved into the desk of the test."""
    return fill(desk)


def _page(window: Window, name: str, key: str = "") -> LedgerPage:
    window.open_page(name)
    page = window.stack.currentWidget()
    assert isinstance(page, LedgerPage)
    if key:
        page.show_tab(key)
    return page


def _board(window: Window) -> Board:
    view = _page(window, "projects").current()
    assert isinstance(view, Board)
    return view


def _texts(widget: QWidget | None) -> list[str]:
    """Return all that a widget says, in labels, buttons and chips."""
    assert widget is not None
    return [
        *(one.text() for one in widget.findChildren(QLabel)),
        *(one.text() for one in widget.findChildren(QPushButton)),
        *(one.text for one in widget.findChildren(Chip)),
    ]


def _row(page: LedgerPage, name: str) -> list[str]:
    view = page.current()
    assert isinstance(view, Driving | Market)
    return next(
        [cell.text for cell in row.cells] for row in view.rows.model.rows if row.cells[0].text == name
    )


# --- all pages


def test_every_kind_has_a_page_that_lists_it_or_a_page_of_its_parent(desk: Desk) -> None:
    listed = {kind for page in PAGES for kind in page.kinds}
    forms = desk.catalog.forms
    alone = {one.kind for one in forms.values() if not one.parent_kind and one.kind != "waiver"}
    assert alone - listed == set()


def test_the_rail_fits_a_low_screen(window: Window) -> None:
    window.resize(1366, 700)
    shown = [one for one in PAGES if not one.under]
    assert [one.label for one in shown] == [
        "工作台", "村", "农户", "帮扶轮次", "专家服务", "项目库", "经营主体", "培训", "电商", "信贷", "资金", "规划产业",
        "督查保障", "差错清单", "报表", "数据交换", "历史", "备份与体检", "设置", "帮助",
    ]  # fmt: skip
    inside = window.rail._area.widget()
    assert inside is not None
    assert inside.sizeHint().height() <= 640


def test_every_tab_of_every_page_opens(window: Window, ids: dict[str, str]) -> None:
    for name, shape in SHAPES.items():
        page = _page(window, name)
        for tab in shape.tabs:
            page.show_tab(tab.key)
            assert page.shown == tab.key
            assert page.buttons[tab.key].isChecked()
            assert page.new_button.text().startswith("新建")
            assert page.current().count.text()


def test_a_link_to_a_list_shows_its_tab(window: Window, ids: dict[str, str]) -> None:
    for name in SHAPES:
        for kind in kinds_of(name):
            window.open_list(kind)
            page = window.stack.currentWidget()
            assert isinstance(page, LedgerPage)
            assert page.current().kind == kind
            assert isinstance(page.current(), RecordList)


def test_a_list_of_a_ledger_shows_what_is_computed(window: Window, ids: dict[str, str]) -> None:
    shown = _page(window, "loans").current()
    assert isinstance(shown, RecordList)
    row = shown.model.row_texts(shown.model.ids.index(ids["loan"]))
    assert (row["@borrower"], row["@balance"], row["@overdue"]) == ("王建国", "40,000.00", "逾期")
    table = _page(window, "projects", "project").current()
    assert isinstance(table, RecordList)
    row = table.model.row_texts(table.model.ids.index(ids["late"]))
    assert (row["@stage"], row["@paid"], row["@beneficiaries"]) == ("开工", "150,000.00", "2")


# --- projects


def test_the_board_puts_each_project_into_the_column_of_its_stage(
    window: Window, ids: dict[str, str]
) -> None:
    board = _board(window)
    columns = {name: board._columns[name].cards.count() for name, _ in COLUMNS}
    assert columns == {
        "申报评议": 1, "审核审定": 0, "入库批复": 0, "开工": 1, "竣工验收": 0, "移交结项": 0, "出库终止": 0,
    }  # fmt: skip
    late = next(one for one in board.cards if one.id == ids["late"])
    words = " ".join(_texts(late))
    assert "虾稻共作基地" in words
    assert "黄淡村 · 开工" in words
    assert "125万元 · 2 户" in words


def test_progress_is_overdue_after_92_days_of_silence(
    window: Window, desk: Desk, ids: dict[str, str]
) -> None:
    board = _board(window)
    late = next(one for one in board.cards if one.id == ids["late"])
    assert late.is_late
    board.toggle_late()
    assert [one.id for one in board.cards] == [ids["late"]]
    page = desk.blank("project_progress", project=ids["late"], reported_on="2018-06-30", progress="放苗")
    desk.save(page)
    assert board.cards == []


def test_the_board_is_narrowed_by_village_and_by_batch(
    window: Window, desk: Desk, ids: dict[str, str]
) -> None:
    board = _board(window)
    box = board.filters["village"]
    box.setCurrentIndex(box.findText("吴桥村"))
    box.activated.emit(box.currentIndex())
    assert [one.id for one in board.cards] == [ids["fresh"]]
    board.new()
    entry = window._entry("project")
    assert entry.form.record().values["village"] == box.currentData()


def test_a_card_opens_its_project(window: Window, ids: dict[str, str]) -> None:
    board = _board(window)
    card = next(one for one in board.cards if one.id == ids["late"])
    QTest.mouseClick(card, _LEFT)
    assert window._entry("project").record_id == ids["late"]


def test_a_project_goes_on_to_its_next_step(
    window: Window, desk: Desk, door: PlannedDoor, ids: dict[str, str]
) -> None:
    def fill_in(box: AdvanceBox) -> bool:
        assert box.fields.values() == {"stage": "03", "happened_on": "2018-09-30"}
        box.fields.show_values({"person": "周文", "doc_no": "江扶文〔2018〕9号"})
        box.judge()
        return box.yes.isEnabled()

    board = _board(window)
    door.plan(fill_in)
    arrow = next(one for one in board.cards if one.id == ids["fresh"]).findChild(QPushButton)
    assert arrow is not None
    QTest.mouseClick(arrow, _LEFT)
    steps = desk.page("project", ids["fresh"]).children["project_event"]
    assert steps[-1].values["stage"] == "03"
    assert steps[-1].values["doc_no"] == "江扶文〔2018〕9号"
    assert board._columns["审核审定"].cards.count() == 1


def test_a_step_out_of_order_is_objected_to_before_it_is_saved(window: Window, ids: dict[str, str]) -> None:
    box = AdvanceBox(window, ids["fresh"], window)
    assert box.against.text() == ""
    box.fields.show_values({"stage": "07", "happened_on": "2018-01-02"})
    box.judge()
    assert box.against.text()
    assert box.yes.isEnabled()
    box.deleteLater()


def test_the_table_of_projects_goes_on_with_the_chosen_one(
    window: Window, desk: Desk, door: PlannedDoor, ids: dict[str, str]
) -> None:
    page = _page(window, "projects", "project")
    shown = page.current()
    assert isinstance(shown, RecordList)
    shown.table.selectRow(shown.model.ids.index(ids["fresh"]))
    door.plan(lambda _box: True)
    QTest.mouseClick(page._acts["advance"], _LEFT)
    assert len(desk.page("project", ids["fresh"]).children["project_event"]) == 3


# --- funds


def test_both_ratios_of_the_year_stand_above_the_funds(window: Window, ids: dict[str, str]) -> None:
    page = _page(window, "funds")
    strip = page.findChild(FundRatios)
    assert strip is not None
    words = _texts(strip)
    assert {"产业资金占比", "60.0%", "资金到户", "100.0%", "目标 60%"} <= set(words)
    assert words.count("达标") == 2
    assert "60万元 ÷ 100万元" in words
    page.show_tab("payment")
    assert strip.isVisible()


def test_the_ratios_of_another_year_are_those_of_its_end(window: Window, ids: dict[str, str]) -> None:
    strip = _page(window, "funds").findChild(FundRatios)
    assert strip is not None
    assert [strip.year.itemData(at) for at in range(strip.year.count())] == [2018]
    window.top.day.line.setText("2019-02-01")
    window.top.day.finished.emit()
    assert [strip.year.itemData(at) for at in range(strip.year.count())] == [2019, 2018]
    assert strip.year.currentData() == 2018
    assert strip.day() == "2018-12-31"
    assert "60.0%" in _texts(strip)


def test_a_payment_is_told_in_capital_numerals_and_against_what_is_left(
    window: Window, ids: dict[str, str], qtbot: QtBot
) -> None:
    window.open_record("payment", ids["payment"])
    entry = window._entry("payment")
    box = entry.form.boxes["amount_fen"]
    assert box.note.text() == "人民币壹拾伍万元整"
    entry.form.fill_in("amount_fen", 16_000_000)
    assert box.note.text() == "人民币壹拾陆万元整"
    entry.judge()
    assert len(entry.verdict.money) >= 2
    qtbot.waitUntil(lambda: len(entry.live.findChildren(MoneyRow)) == len(entry.verdict.money))
    entry.discard()


def test_a_large_amount_is_told_in_ten_thousand_yuan_too(window: Window, ids: dict[str, str]) -> None:
    window.open_record("project", ids["late"])
    assert window._entry("project").form.boxes["budget_fen"].note.text() == "125 万元"


def test_a_fund_line_shows_both_ratios_before_and_after(
    window: Window, desk: Desk, ids: dict[str, str]
) -> None:
    window.new_record(
        "fund_line", year=2018, name="道路资金", source="02", department="D01", allocated_on="2018-09-01",
        is_poverty_fund=1, use_class="2", use_detail="99", target_level="2", amount_fen=100_000_000,
    )  # fmt: skip
    entry = window._entry("fund_line")
    entry.judge()
    words = [text for row in entry.live.findChildren(MoneyRow) for text in _texts(row)]
    assert any("60.00%" in text and "→" in text and "30.00%" in text for text in words), words
    assert "未达标" in words
    entry.discard()


# --- loans


def test_the_loans_are_summed_up_and_the_overdue_ones_listed(window: Window, ids: dict[str, str]) -> None:
    page = _page(window, "loans")
    strip = page.findChild(LendingFigures)
    assert strip is not None
    assert strip.numbers["余额"].text() == "在贷 1 笔，余额 4万元"
    assert strip.numbers["逾期"].text() == "逾期 1 笔 4万元"
    QTest.mouseClick(strip.numbers["逾期"], _LEFT)
    shown = page.current()
    assert isinstance(shown, RecordList)
    assert shown.model.ids == [ids["loan"]]
    QTest.mouseClick(strip.numbers["已还清"], _LEFT)
    assert shown.model.ids == []


def test_what_is_overdue_or_running_is_a_chip_in_its_list(window: Window) -> None:
    for name, key, column in (
        ("loans", "loan", "@overdue"),
        ("safeguards", "inspection_finding", "@overdue"),
        ("safeguards", "inspection_finding", "state"),
        ("shops", "ecommerce_station", "state"),
    ):
        shown = _page(window, name, key).current()
        assert isinstance(shown, RecordList)
        assert shown.model.columns.index(column) in shown._cells.chips
    assert {"逾期", "将到期", "已还清", "在营", "已整改"} <= chip.TONES.keys()


def test_households_that_might_borrow_and_have_not_are_listed(window: Window, ids: dict[str, str]) -> None:
    page = _page(window, "loans", "loan_of_household")
    shown = page.current()
    assert isinstance(shown, RecordList)
    assert shown.model.ids == [ids["able"]]
    assert page.new_button.text() == "新建贷款"
    QTest.mouseClick(page.new_button, _LEFT)
    values = window._entry("loan").form.record().values
    assert (values["household"], values["borrower_kind"]) == (ids["able"], "1")


def test_each_bank_tells_how_far_it_uses_the_eightfold(window: Window, ids: dict[str, str]) -> None:
    strip = _page(window, "loans", "risk_fund").findChild(BankFigures)
    assert strip is not None
    words = _texts(strip)
    assert {"农村商业银行", "4.00 倍", "补偿金 1万元 · 贷款余额 4万元", "1:8，还可放贷 4万元"} <= set(words)


# --- villages side by side


def test_the_rates_of_driving_and_of_transfer_are_judged_apart(window: Window, ids: dict[str, str]) -> None:
    page = _page(window, "entities", "driving")
    assert _row(page, "黄淡村") == [
        "黄淡村", "2", "1", "50.0%", "5,000.00", "3,600.00", "72.0%", "未达标", "达标", "未达标", "未达标",
    ]  # fmt: skip


def test_five_online_shops_are_enough(window: Window, desk: Desk, ids: dict[str, str]) -> None:
    page = _page(window, "shops")
    assert _row(page, "黄淡村") == ["黄淡村", "贫困村", "1", "达标", "5/5", "达标"]
    shop = desk.ids(Query("online_shop"))[0]
    desk.remove("online_shop", shop, "录错了")
    assert _row(page, "黄淡村")[4:] == ["4/5", "未达标"]


def test_a_row_of_a_village_opens_its_page(window: Window, ids: dict[str, str]) -> None:
    view = _page(window, "shops").current()
    assert isinstance(view, Market)
    view.rows.opened.emit(ids["village"])
    assert window.stack.currentWidget() is window._built["village_view"]


def test_the_table_of_bars_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = BarModel(("村", "带动率"))
    model.show([BarRow("a", (BarCell("黄淡村"), BarCell("50.0%")))])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


# --- one village, one household


def test_a_village_stands_on_one_page(window: Window, ids: dict[str, str]) -> None:
    window.open_page("village_view", village=ids["village"])
    page = window.stack.currentWidget()
    words = " ".join(_texts(page))
    for word in (
        "黄淡村", "贫困村", "各项要求", "产业帮扶", "土地流转率", "未脱贫 2", "虾稻", "虾稻共作基地", "白马寺虾稻合作社",
        "网店　计入 5/5", "黄淡村服务站", "驻黄淡村工作队", "下达资金", "60万元", "其中逾期", "4万元",
    ):  # fmt: skip
        assert word in words, word


def test_a_household_stands_on_one_page(window: Window, ids: dict[str, str]) -> None:
    window.open_record("household", ids["borrower"])
    button = window._entry("household").header.card_button
    # A narrow head shows its icon alone.
    assert button.accessibleName() == "户卡"
    QTest.mouseClick(button, _LEFT)
    page = window.stack.currentWidget()
    words = " ".join(_texts(page))
    for word in (
        "户卡 · 王建国",
        "刘桂兰",
        "DK-2018-001",
        "逾期",
        "虾稻共作基地",
        "白马寺虾稻合作社",
        "产业帮扶",
        "缺",
    ):
        assert word in words, word
    window.go_back()
    assert window.stack.currentWidget() is window._entry("household")


def test_search_offers_the_whole_page_of_a_household(window: Window, desk: Desk) -> None:
    box = window.top.search
    box.setText("陈志强")
    box.look()
    rows = [box.found.item(at).text() for at in range(box.found.rowCount())]
    at = next(at for at, text in enumerate(rows) if text.startswith("户卡：陈志强"))
    box._choose(box.found.index(at, 0))
    assert window.stack.currentWidget() is window._built["household_view"]
    assert "户卡 · 陈志强" in _texts(window.stack.currentWidget())


def test_a_work_team_leads_to_the_figures_of_its_village(window: Window, ids: dict[str, str]) -> None:
    page = _page(window, "safeguards", "work_team")
    QTest.mouseClick(page._acts["team_village"], _LEFT)
    assert "各项要求" in _texts(window.stack.currentWidget())


def test_the_chosen_village_narrows_the_pages(window: Window, desk: Desk, ids: dict[str, str]) -> None:
    other = desk.ids(Query("village", text="吴桥村"))[0]
    window.top.place_chosen.emit(other)
    assert [one.id for one in _board(window).cards] == [ids["fresh"]]
    shown = _page(window, "loans", "loan").current()
    assert isinstance(shown, RecordList)
    assert shown.model.ids == []
    plans = _page(window, "plans", "plan").current()
    assert isinstance(plans, RecordList)
    assert len(plans.model.ids) == 1


# --- the workbench with the whole policy


def _choose(window: Window, group: str) -> Workbench:
    window.open_page("workbench")
    page = window.stack.currentWidget()
    assert isinstance(page, Workbench)
    page.show_group(group)
    return page


def test_the_workbench_shows_the_rules_of_one_clause_at_a_time(window: Window, desk: Desk) -> None:
    page = _choose(window, "二(四)")
    shown = [one.short for one in page.matrix.model.rules]
    assert {"技能培训", "专家服务", "自主户指导"} <= set(shown)
    assert "产业帮扶" not in shown
    rules = desk.pack().rules
    groups = page.groups
    assert len(groups) >= 10
    seen = set()
    for group in groups:
        page.show_group(group)
        seen |= {one.id for one in page.matrix.model.rules}
        seen |= {one.id for one in rules if one.short in _texts(page.units)}
    assert seen == {one.id for one in rules}


def test_what_is_only_told_has_no_verdict_and_what_the_county_judges_says_so(
    window: Window, ids: dict[str, str]
) -> None:
    page = _choose(window, "二(三)")
    words = _texts(page.units)
    assert "由县判定" in words
    assert any("县级 62.0%（2018-06-30）" in one for one in words)
    assert any("不设目标" in one for one in words)
    assert not page.matrix.isVisible()


def test_every_rule_has_a_list_behind_its_number(window: Window, desk: Desk, ids: dict[str, str]) -> None:
    for rule in desk.pack().rules:
        for outcome in ("gap", "unknown", "covered", "exempt"):
            window.open_page("behind", rule=rule.id, outcome=outcome)
            page = window.stack.currentWidget()
            assert isinstance(page, BehindPage)
            model = page.model
            assert len(model.units) == model.rowCount()
            if model.units:
                assert len(model.texts(0)) == len(model.titles())
                page._open(model.index(0, 0))
                assert window.stack.currentWidget() is not page or rule.unit == "file"


@pytest.mark.parametrize(
    ("rule", "kind", "child"),
    [
        ("R-1.3a", "project", "project_household"),
        ("R-2.5.2", "entity", "drive_link"),
        ("R-2.1.1", "plan", "plan_line"),
    ],
)
def test_a_gap_begins_the_record_that_closes_it_with_its_household(
    window: Window, desk: Desk, rule: str, kind: str, child: str
) -> None:
    gaps = [one for one in desk.judged(rule, outcome="gap") if one.household or one.unit == "household"]
    close_gap.begin(window, desk.rule(rule), gaps[:1])
    entry = window._entry(kind)
    rows = entry.grids[child].model.records()
    assert [one.values["household"] for one in rows] == [gaps[0].household or gaps[0].id]
    entry.discard()
