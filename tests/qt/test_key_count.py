"""How many keys one household costs: the whole page typed by real key events, without the mouse."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fupin_desk.desk.desk import Desk
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.model.value import Value
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.shell.window import Window
from tests.qt.township import id_number

MOST_KEYS = 290
_CTRL = Qt.KeyboardModifier.ControlModifier
_HELPER: dict[str, Value] = {
    "name": "周明亮", "unit": "县农业局", "post": "科员", "phone": "13800000009", "started_on": "2018-03-01",
}  # fmt: skip
_MEMBERS = (
    ("赵大山", "zhaodashan", "1", "01", "19710506", 991, "1", "01"),
    ("钱桂花", "qianguihua", "2", "02", "19730811", 992, "1", "01"),
    ("赵小军", "zhaoxiaojun", "3", "03", "19960214", 993, "2", "02"),
    ("赵小玲", "zhaoxiaoling", "4", "04", "20011203", 994, "1", "01"),
)


class Typist:
    """Types to whatever has the focus and counts the keys by part; Chinese counts as its pinyin and one choice."""

    def __init__(self, commit: Callable[[QWidget, str], None]) -> None:
        self._commit = commit
        self.keys: dict[str, int] = {}
        self._part = ""

    def begin(self, part: str) -> None:
        self._part = part
        self.keys[part] = 0

    def _focus(self) -> QWidget:
        QApplication.processEvents()
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def type(self, *texts: str) -> None:
        """Type each text and Enter."""
        for text in texts:
            for character in text:
                QTest.keyClicks(self._focus(), character)
            self.keys[self._part] += len(text)
            self.press(Qt.Key.Key_Return)

    def chinese(self, text: str, pinyin: str) -> None:
        """Compose a word: its pinyin and the key that chooses it."""
        self._commit(self._focus(), text)
        self.keys[self._part] += len(pinyin) + 1

    def digits(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)
        self.keys[self._part] += len(text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focus(), key, modifiers)
        self.keys[self._part] += 1
        QApplication.processEvents()

    def repeat(self) -> None:
        self.press(Qt.Key.Key_Apostrophe, _CTRL)


@pytest.fixture
def neighbour(desk: Desk) -> str:
    """A household of the same group that was typed before."""
    village = desk.ids(Query("village", text="黄淡村"))[0]
    page = desk.blank(
        "household",
        village=village,
        group_name="3组",
        address="3组8号",
        bank_name="农行",
        willingness_on="2018-09-03",
    )
    home = page.record.id
    rows = {
        "income": desk.blank("income", household=home, year=2017, income_total_fen=3_000_000).record,
        "condition": desk.blank("condition", household=home, year=2017, farmland_cmu=300).record,
        "helper": desk.blank("helper", household=home, **_HELPER).record,
    }
    children = {**page.children, **{kind: (row,) for kind, row in rows.items()}}
    desk.save(Page(page.record, children, frozenset({home, *(row.id for row in rows.values())})))
    return home


def _type_household(typist: Typist) -> None:
    typist.begin("住址与联系")
    typist.type("hdc")
    typist.digits("3")
    typist.chinese("组", "zu")
    typist.type("", "4210240099")
    typist.repeat()
    typist.digits("15")
    typist.chinese("号", "hao")
    typist.type("", "13800000008")
    typist.begin("家庭成员")
    for name, pinyin, relation, _, birth, sequence, skill, _ in _MEMBERS:
        typist.chinese(name, pinyin)
        typist.type("", relation, id_number(birth, sequence), skill)
        typist.digits("1")
        if name == _MEMBERS[-1][0]:
            typist.press(Qt.Key.Key_F6)
        else:
            typist.press(Qt.Key.Key_I, _CTRL)
    typist.begin("建档立卡")
    typist.type("", "1", "7", "", "2014", "", "")
    typist.begin("产业意愿")
    typist.type("1")
    typist.repeat()
    typist.type("", "1", "1", "1", "dxgz")
    typist.begin("一卡通")
    typist.repeat()
    typist.type("", "6228480000000000009", "", "", "1")
    typist.begin("其他情况")
    typist.type("2", "2", "2", "2", "", "")
    typist.begin("年度收入")
    typist.repeat()
    typist.type("42000")
    typist.digits("12000")
    typist.press(Qt.Key.Key_F6)
    typist.begin("生产生活条件")
    typist.repeat()
    typist.type("4.5", "85.5", "2")
    typist.digits("1")
    typist.press(Qt.Key.Key_F6)
    typist.begin("帮扶责任人")
    typist.repeat()
    typist.begin("保存")
    typist.press(Qt.Key.Key_S, _CTRL)


def test_a_whole_household_costs_at_most_so_many_keys_and_no_click(
    window: Window, desk: Desk, neighbour: str, type_chinese: Callable[[QWidget, str], None]
) -> None:
    before = set(desk.ids(Query("household")))
    window.new_record("household")
    typist = Typist(type_chinese)
    _type_household(typist)
    total = sum(typist.keys.values())
    table = [*typist.keys.items(), ("合计", total)]
    sys.stdout.write("\n" + "\n".join(f"{count:>5}  {part}" for part, count in table) + "\n")
    entry = window.stack.currentWidget()
    assert isinstance(entry, EntryPage)
    assert not entry.dirty
    (home,) = set(desk.ids(Query("household"))) - before
    page = desk.page("household", home)
    expected: dict[str, Value] = {
        "village": desk.ids(Query("village", text="黄淡村"))[0], "group_name": "3组", "household_no": "4210240099",
        "address": "3组15号", "phone": "13800000008", "identification_standard": "1", "poverty_category": "01",
        "main_cause": "07", "identified_year": 2014, "poverty_status": "0", "industry_willingness": "1",
        "willingness_on": "2018-09-03", "development_mode": "1", "business_ability": 1, "loan_willingness": 1,
        "industry_direction": "ZZ02", "bank_name": "农行", "bank_account": "6228480000000000009",
        "account_kind": "1", "account_holder_relation": "01", "is_martyr_family": 0, "is_only_child_family": 0,
        "is_two_daughter_family": 0, "is_relocated": 0,
    }  # fmt: skip
    assert not page.record.unread
    assert {name: page.record.values.get(name) for name in expected} == expected
    members = [
        (row.values["name"], row.values["relation"], row.values["id_number"], row.values["sex"],
         row.values["birth_date"], row.values["labour_capability"], row.values["health_status"])
        for row in page.children["member"]
    ]  # fmt: skip
    assert sorted(members, key=lambda row: str(row[1])) == [
        (name, code, id_number(birth, sequence), "1" if sequence % 2 else "2",
         f"{birth[:4]}-{birth[4:6]}-{birth[6:]}", skill, "01")
        for name, _, _, code, birth, sequence, _, skill in _MEMBERS
    ]  # fmt: skip
    (income,), (condition,), (helper,) = (page.children[kind] for kind in ("income", "condition", "helper"))
    assert [income.values[name] for name in ("year", "income_total_fen", "business_expense_fen", "income_net_fen")] == [
        2017, 4_200_000, 1_200_000, 3_000_000,
    ]  # fmt: skip
    names = ("year", "farmland_cmu", "house_area_dm2", "is_dangerous_house", "water_safe")
    assert [condition.values[name] for name in names] == [2017, 450, 8550, 0, 1]
    assert {name: helper.values[name] for name in _HELPER} == _HELPER
    assert not any(row.unread for rows in page.children.values() for row in rows)
    assert total <= MOST_KEYS
