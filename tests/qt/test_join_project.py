"""From the gaps of a project rule: households join a project that is there, in one batch."""

import pytest
from PySide6.QtWidgets import QPushButton

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.batch import close_many
from fupin_desk.ui.batch.project_box import JoinBox
from fupin_desk.ui.coverage.unit_list import BehindPage
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.shell.window import Window
from tests.qt import ledgers
from tests.qt.conftest import PlannedDoor

_RULE = "R-1.3a"


@pytest.fixture
def ids(desk: Desk) -> dict[str, str]:
    """The ids of a file whose ledgers are filled."""
    return ledgers.fill(desk)


def _behind(window: Window, rule: str = _RULE) -> BehindPage:
    window.open_page("behind", rule=rule, outcome="gap", place="")
    page = window.stack.currentWidget()
    assert isinstance(page, BehindPage)
    return page


def test_the_gaps_of_a_project_rule_join_a_project_in_one_batch(
    ids: dict[str, str], window: Window, desk: Desk, door: PlannedDoor
) -> None:
    page = _behind(window)
    assert page.many.text().startswith("加入已有项目")
    lacking = [one.household for one in page.model.units]

    def fill(box: JoinBox) -> bool:
        assert not box.yes.isEnabled()
        assert "项目" in box.obstacle()
        box.fields.show_values({"project": ids["late"], "started_on": "2018-05-01"})
        box._edited()
        box.judge()
        assert sorted(box.joining()) == sorted(str(one) for one in lacking)
        assert box.yes.isEnabled()
        assert any(one.rule == _RULE for one in box.effects)
        return True

    before = len(desk.records("project_household", project=ids["late"]))
    door.plan(fill)
    page.many.click()
    assert desk.batches(limit=1)[0].what == f"加入项目受益户：{len(lacking)} 户"
    assert len(desk.records("project_household", project=ids["late"])) == before + len(lacking)
    assert desk.judged(_RULE, outcome="gap") == []


def test_households_of_the_project_are_shown_as_such_and_not_joined_twice(
    ids: dict[str, str], window: Window, desk: Desk, door: PlannedDoor
) -> None:
    held = [str(one.values["household"]) for one in desk.records("project_household", project=ids["late"])]

    def look(box: JoinBox) -> bool:
        box.fields.show_values({"project": ids["late"]})
        box._edited()
        box.ticks.tick(held)
        assert not set(box.joining()) & set(held)
        rows = {one.id: one.texts[3] for one in box.ticks._loaded}
        assert [rows[one] for one in held if one in rows] == ["已在"] * sum(one in rows for one in held)
        return False

    before = desk.head()
    door.plan(look)
    _behind(window).many.click()
    assert desk.head() == before


def test_a_new_project_may_be_begun_with_the_ticked_households_instead(
    ids: dict[str, str], window: Window, door: PlannedDoor
) -> None:
    def leave(box: JoinBox) -> bool:
        next(one for one in box.findChildren(QPushButton) if one.text().startswith("新建项目")).click()
        return False

    page = _behind(window)
    lacking = {one.household for one in page.model.units}
    door.plan(leave)
    page.many.click()
    entry = window.stack.currentWidget()
    assert isinstance(entry, EntryPage)
    assert entry.title == "新建产业扶贫项目"
    listed = {str(one.values["household"]) for one in entry.page().children["project_household"]}
    assert listed
    assert listed <= lacking


def test_members_without_a_feature_project_join_as_their_household(
    ids: dict[str, str], window: Window, desk: Desk, door: PlannedDoor
) -> None:
    found: list[list[str]] = []

    def look(box: JoinBox) -> bool:
        found.append(box.ticks.ticked)
        return False

    gaps = desk.judged("R-2.2.6", outcome="gap")
    door.plan(look)
    close_many.begin(window, window, desk.rule("R-2.2.6"), gaps)
    assert sorted(found[0]) == sorted({str(one.household) for one in gaps})
    assert set(found[0]) <= set(desk.ids(Query("household")))
