"""Many records at once: what the dialogs offer, what they foretell, and the one batch that they make."""

import pytest
from pytestqt.modeltest import ModelTester

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.model.value import Values
from fupin_desk.ui.batch import attendance_box, close_many, measure_box, signatures_box, trip_box
from fupin_desk.ui.batch.attendance_box import AttendanceBox
from fupin_desk.ui.batch.measure_box import MeasureBox
from fupin_desk.ui.batch.signatures_box import SignaturesBox
from fupin_desk.ui.batch.trip_box import TripBox
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.widgets.tick_list import TickList
from fupin_desk.ui.widgets.tick_model import TickModel, TickRow
from tests.qt.conftest import PlannedDoor

MEASURE: Values = {
    "measure": "发放鸡苗",
    "amount_fen": 50000,
    "done_on": "2018-09-20",
    "income_increase_fen": 300000,
}


def gaps(desk: Desk, rule: str) -> list[str]:
    return [one.id for one in desk.judged(rule, outcome="gap")]


def last(desk: Desk) -> str:
    return desk.batches(limit=1)[0].id


def whole(desk: Desk, rule: str) -> tuple[int, int]:
    tally = next(one for one in desk.coverage() if one.rule == rule and one.place is None)
    return tally.part, tally.whole


# --- measures


def test_one_measure_goes_to_all_ticked_households_in_one_batch(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    chosen, before = gaps(desk, "R-1.2")[:3], last(desk)

    def fill(box: MeasureBox) -> bool:
        box.fields.show_values(MEASURE)
        box.judge()
        assert box.yes.isEnabled()
        assert sorted(box.ticks.ticked) == sorted(chosen)
        return True

    door.plan(fill)
    measure_box.run(window, window, chosen)
    batch = desk.batches(limit=2)
    assert batch[1].id == before
    assert batch[0].size == 3
    assert len(desk.records("assistance", measure="发放鸡苗", done_on="2018-09-20", amount_fen=50000)) >= 3
    assert set(gaps(desk, "R-1.2")).isdisjoint(chosen)


def test_the_status_line_offers_to_take_the_batch_back(window: Window, desk: Desk, door: PlannedDoor) -> None:
    chosen, before = gaps(desk, "R-1.2"), whole(desk, "R-1.2")

    def fill(box: MeasureBox) -> bool:
        box.fields.show_values(MEASURE)
        box.judge()
        return True

    door.plan(fill)
    measure_box.run(window, window, chosen[:2])
    assert window.status.said.text() == "已登记 2 户"
    assert whole(desk, "R-1.2") == (before[0] + 2, before[1])
    window.status.undo.click()
    assert whole(desk, "R-1.2") == before
    assert gaps(desk, "R-1.2") == chosen
    assert window.status.undo.text() == "恢复"
    window.status.undo.click()
    assert whole(desk, "R-1.2") == (before[0] + 2, before[1])


def test_the_dialog_foretells_what_saving_then_does(window: Window, desk: Desk, door: PlannedDoor) -> None:
    foretold: list[tuple[int, int]] = []

    def fill(box: MeasureBox) -> bool:
        box.fields.show_values(MEASURE)
        box.judge()
        effect = next(one for one in box.effects if one.rule == "R-1.2")
        foretold.append((effect.whole_after.part, effect.whole_after.whole))
        return True

    door.plan(fill)
    measure_box.run(window, window, gaps(desk, "R-1.2")[:4])
    assert foretold == [whole(desk, "R-1.2")]


def test_nothing_can_be_saved_before_something_is_ticked_and_named(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    before = last(desk)

    def look(box: MeasureBox) -> bool:
        box.judge()
        assert not box.yes.isEnabled()
        box.fields.show_values(MEASURE)
        box.judge()
        assert not box.yes.isEnabled()
        box.ticks.tick([box.ticks.model.rows[0].id])
        box.judge()
        assert box.yes.isEnabled()
        return False

    door.plan(look)
    measure_box.run(window, window)
    assert last(desk) == before


def test_the_same_measure_twice_in_a_round_is_asked_about(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    round_id = desk.ids(Query("round", where={"state": ("1",)}))[0]
    held = next(one for one in desk.records("assistance", round=round_id) if one.values.get("measure"))
    before = last(desk)

    def fill(box: MeasureBox) -> bool:
        box.fields.show_values({**MEASURE, "measure": held.values["measure"]})
        box.judge()
        assert "AS-twice" in {one.code for one in box.findings}
        return True

    door.plan(fill, False)
    measure_box.run(window, window, [str(held.values["household"])])
    assert door.asked[-1] == "这一批要再看一眼"
    assert last(desk) == before


def test_a_closed_round_is_an_error_but_may_be_kept(window: Window, desk: Desk, door: PlannedDoor) -> None:
    closed, chosen = desk.ids(Query("round", where={"state": ("2",)}))[0], gaps(desk, "R-1.2")[:1]

    def fill(box: MeasureBox) -> bool:
        box.fields.show_values({**MEASURE, "round": closed, "done_on": "2018-05-10"})
        box.judge()
        assert any(one.severity == "E" for one in box.findings)
        return True

    door.plan(fill, True)
    measure_box.run(window, window, chosen)
    assert desk.records("assistance", household=chosen[0], round=closed, measure="发放鸡苗")


def test_quick_filters_show_those_meant_who_have_nothing_yet(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    meant = {one.id for one in desk.judged("R-1.2") if one.outcome in {"gap", "covered"}}
    round_id = desk.ids(Query("round", where={"state": ("1",)}))[0]
    helped = {one.values["household"] for one in desk.records("assistance", round=round_id)}

    def look(box: MeasureBox) -> bool:
        box.ticks.place.setCurrentIndex(0)
        box.ticks.reload()
        assert {one.id for one in box.ticks.model.rows} == meant - helped
        box.ticks.filters["还没有本轮帮扶"].setChecked(False)
        assert {one.id for one in box.ticks.model.rows} == meant
        return False

    door.plan(look)
    measure_box.run(window, window)


# --- signatures


def test_signatures_are_ticked_from_the_village_with_those_in_need_first(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    gap = desk.judged("R-2.4.8", outcome="gap")[0]
    expert = desk.ids(Query("expert"))[0]
    desk.visit_villages(
        [str(gap.place)], [expert], {"visited_on": "2018-09-28", "level": "2", "status": "2", "topics": "01"}
    )
    visit = desk.records("visit", village=str(gap.place), visited_on="2018-09-28")[0].id
    in_need = {one.id for one in desk.judged("R-2.4.8", outcome="gap", place=gap.place)}

    def fill(box: SignaturesBox) -> bool:
        first = [one.id for one in box.ticks.model.rows[: len(in_need)]]
        assert set(first) == in_need
        box.ticks.tick(first)
        box.judge()
        assert any(one.rule == "R-2.4.8" for one in box.effects)
        assert not [one for one in box.findings if one.severity == "E"]
        return True

    door.plan(fill)
    signatures_box.run(window, window, visit)
    assert not desk.judged("R-2.4.8", outcome="gap", place=gap.place)
    assert len(desk.records("visit_household", visit=visit, is_signed=1)) == len(in_need)


def test_a_tick_taken_away_takes_the_household_off_the_list(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    signed = next(one for one in desk.records("visit_household", is_signed=1))
    visit, household = str(signed.values["visit"]), str(signed.values["household"])

    def fill(box: SignaturesBox) -> bool:
        assert household in box.ticks.ticked
        box.ticks.model.tick([household], on=False)
        box.judge()
        box.findings = []
        return True

    door.plan(fill)
    signatures_box.run(window, window, visit)
    assert not desk.records("visit_household", visit=visit, household=household)


# --- attendance


def test_attendance_offers_the_untrained_first_and_saves_one_batch(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    course = desk.blank(
        "course", name="稻虾共作技术", course_kind="1", started_on="2018-09-10", ended_on="2018-09-12"
    )
    desk.save(course)
    untrained = gaps(desk, "R-2.4.2")
    before = whole(desk, "R-2.4.2")

    def fill(box: AttendanceBox) -> bool:
        box.ticks.place.setCurrentIndex(0)
        box.ticks.reload()
        assert [one.id for one in box.ticks.model.rows[: len(untrained)]] == untrained
        box.ticks.tick(untrained[:5])
        box.judge()
        return True

    door.plan(fill)
    attendance_box.run(window, window, course.record.id)
    assert whole(desk, "R-2.4.2") == (before[0] + 5, before[1])
    assert desk.batches(limit=1)[0].what == "登记培训：5 人"


def test_those_already_on_the_list_keep_their_status(window: Window, desk: Desk, door: PlannedDoor) -> None:
    row = next(one for one in desk.records("attendance") if one.values.get("status") in {"1", "3"})
    course, member = str(row.values["course"]), str(row.values["member"])

    def look(box: AttendanceBox) -> bool:
        assert box.statuses()[member] == row.values["status"]
        box.ticks.model.tick([member], on=False)
        assert not box.statuses()[member]
        return False

    door.plan(look)
    attendance_box.run(window, window, course)


def test_a_gap_of_training_ticks_its_people(window: Window, desk: Desk, door: PlannedDoor) -> None:
    some = desk.judged("R-2.4.2", outcome="gap")[:2]

    def look(box: AttendanceBox) -> bool:
        assert sorted(box.ticks.ticked) == sorted(one.id for one in some)
        return False

    door.plan(look)
    close_many.begin(window, window, desk.rule("R-2.4.2"), some)


# --- trips


def test_a_trip_over_two_villages_is_one_visit_a_village(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    villages = [one.id for one in desk.villages()[:2]]
    team = [one.id for one in desk.records("expert", is_team_member=1)][:2]

    def fill(box: TripBox) -> bool:
        box.fields.show_values({"visited_on": "2018-09-27", "topics": "01,02"})
        box.experts.tick(team)
        box.judge()
        assert box.yes.isEnabled()
        return True

    door.plan(fill)
    trip_box.run(window, window, villages)
    made = desk.records("visit", visited_on="2018-09-27", topics="01,02")
    assert sorted(str(one.values["village"]) for one in made) == sorted(villages)
    for one in made:
        rows = desk.records("visit_expert", visit=one.id)
        assert sorted(str(row.values["expert"]) for row in rows) == sorted(team)
        assert one.values["way"] == "1"
    assert desk.batches(limit=1)[0].size == len(villages) * 3


def test_a_trip_to_an_unserved_poor_village_closes_its_gap(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    served = desk.judged("R-2.4.7")
    poor = [one for one in served if one.outcome in {"gap", "covered"}]
    for one in desk.records("visit", village=poor[0].id):
        desk.remove("visit", one.id, "录错了")
    gap = next(one for one in desk.judged("R-2.4.7", outcome="gap") if one.id == poor[0].id)

    def fill(box: TripBox) -> bool:
        box.fields.show_values({"visited_on": "2018-09-27", "topics": "01"})
        box.experts.tick([desk.records("expert", is_team_member=1)[0].id])
        box.judge()
        return True

    door.plan(fill)
    close_many.begin(window, window, desk.rule("R-2.4.7"), [gap])
    assert gap.id not in gaps(desk, "R-2.4.7")


def test_the_villages_of_a_trip_are_told_as_the_rule_of_the_service_judges_them(
    window: Window, desk: Desk
) -> None:
    judged = {one.id: one for one in desk.judged("R-2.4.7")}
    words = {"covered": "贫困村，已服务", "gap": "贫困村，缺服务", "unknown": "没填是否贫困村", "exempt": ""}
    box = TripBox(window)
    box.villages.filters["贫困村"].setChecked(False)
    rows = {row.id: row for row in box.villages.model.rows}
    assert {row: one.texts for row, one in rows.items()} == {
        one.id: (one.name, words[one.outcome]) for one in judged.values()
    }
    poor = {one.id for one in desk.records("village", is_poor_village=1)}
    assert {row for row, one in rows.items() if "贫困村" in one.passes} == poor
    unserved = {row for row, one in rows.items() if "还没有服务" in one.passes}
    assert unserved == {one.id for one in judged.values() if one.outcome == "gap"}
    box.deleteLater()


def test_a_trip_begun_from_a_gap_carries_what_closes_it(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    rule = desk.rule("R-2.4.3")
    some = desk.judged(rule.id, outcome="gap")[:2]
    assert some

    def fill(box: TripBox) -> bool:
        assert box.values()["is_pay_linked"] == 1
        box.fields.show_values({"visited_on": "2018-09-27", "topics": "01"})
        box.experts.tick([desk.records("expert", is_team_member=1)[0].id])
        box.judge()
        return True

    door.plan(fill)
    close_many.begin(window, window, rule, some)
    assert not {one.id for one in some} & set(gaps(desk, rule.id))


# --- the list to tick


@pytest.fixture
def ticks(window: Window) -> TickList:
    rows = [
        TickRow("a", ("王建国", "1组"), frozenset({"对象"})),
        TickRow("b", ("张大军", "2组")),
        TickRow("c", ("陈志强", "2组"), frozenset({"对象"})),
    ]
    made = TickList(("户主", "组"), "户", lambda _place: rows, filters=("对象",), parent=window)
    made.reload()
    return made


def test_ticks_survive_the_filter(ticks: TickList, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(ticks.model)  # type: ignore[no-untyped-call]
    ticks.tick(["b"])
    ticks.filters["对象"].setChecked(True)
    assert [one.id for one in ticks.model.rows] == ["a", "c"]
    ticks.tick(["a"])
    assert ticks.ticked == ["a", "b"]
    assert ticks.count.text() == "已勾选 2 户"


def test_a_tick_list_filters_by_text(ticks: TickList) -> None:
    ticks.text.setText("2组")
    ticks._filter()
    assert [one.id for one in ticks.model.rows] == ["b", "c"]


def test_an_empty_list_to_tick_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(TickModel(("户主",)))  # type: ignore[no-untyped-call]
