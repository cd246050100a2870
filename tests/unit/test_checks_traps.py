"""What is easily judged wrongly: moves, splits, closed rounds, courses, blanks in sums, other rows of the file."""

from dataclasses import replace

import pytest

from fupin_desk.model.page import Page
from fupin_desk.model.value import Record
from fupin_desk.validation import poverty_line
from tests.unit import judged_pages as p


def test_a_closed_round_refuses_a_new_record_but_not_one_that_stood_in_it() -> None:
    closed = (*(one for one in p.FILE if one.id not in {"r1", "a1"}), p.but(p.ROUND, state="2"))
    deed = p.page(p.ASSISTANCE, new=True)
    assert [one.code for one in p.judged(deed, file=closed)] == ["AS-closed"]
    held = (*closed, p.ASSISTANCE)
    assert p.judged(p.page(p.but(p.ASSISTANCE, responsible="孙助")), file=held) == []
    assert [one.code for one in p.judged(p.page(p.but(p.ASSISTANCE, done_on="2018-06-01")), file=held)] == [
        "AS-closed"
    ]


def test_a_planned_measure_needs_no_date_and_no_increase() -> None:
    assert p.judged(p.page(p.but(p.ASSISTANCE, status="1", done_on=None, income_increase_fen=None))) == []


def test_another_kind_of_measure_needs_no_increase() -> None:
    housing = p.but(p.ASSISTANCE, assistance_kind="08", income_increase_fen=None)
    assert p.judged(p.page(housing)) == []


def test_an_unreadable_date_is_said_once_and_not_also_missing() -> None:
    codes = [one.code for one in p.judged(p.page(p.typed(p.ASSISTANCE, done_on="上个月")))]
    assert codes == ["not_a_date"]


def test_two_measures_of_one_name_in_two_rounds_are_no_duplicate() -> None:
    other = Record("assistance", "a2", {**p.ASSISTANCE.values, "round": "r0"})
    assert "AS-twice" not in p.codes(p.page(p.ASSISTANCE), other)


def test_an_exited_household_is_still_meant_by_the_policy() -> None:
    assert "AS-not-poor" not in p.codes(p.page(p.ASSISTANCE), p.but(p.HOUSEHOLD, poverty_status="4"))


def _split() -> tuple[Record, Record]:
    """The head's son moved into the other household: one person, two rows."""
    left = p.but(p.CHILD, left_on="2018-03-01", leave_reason="11")
    new = Record("member", "m22", {**p.CHILD.values, "household": "h2", "relation": "07", "person": "m3"})
    return left, new


def test_the_two_rows_of_a_person_after_a_split_are_no_duplicate() -> None:
    left, new = _split()
    assert p.judged(p.family(p.HUSBAND, p.SPOUSE, left), new) == []
    duplicates = {"ID-9", "ID-9-other", "ID-9-left", "ID-10"}
    assert not duplicates & p.codes(p.page(p.NEIGHBOUR, p.NEIGHBOUR_HEAD, new), left)


def test_a_person_who_moved_without_a_split_warns_only() -> None:
    left, new = _split()
    stranger = replace(new, values={**new.values, "person": None})
    found = p.judged(p.family(p.HUSBAND, p.SPOUSE, left), stranger)
    assert {(one.code, one.severity) for one in found} == {("ID-9-left", "W")}


def test_a_duplicate_names_the_other_household() -> None:
    twin = Record("member", "m9", {**p.HUSBAND.values, "household": "h2", "relation": "99"})
    found = next(one for one in p.judged(p.family(), twin) if one.code == "ID-9-other")
    assert (found.given["head"], found.given["village"], found.given["other"]) == ("赵大", "先进村", "王建国")
    assert p.HEAD not in str(found.given)


def test_a_disability_card_and_the_identity_card_of_one_person_are_the_same_number() -> None:
    card = p.made(
        "member", "m9", household="h2", name="王建国", relation="99", id_number=p.HEAD + "42", id_kind="02"
    )
    assert "ID-9-other" in p.codes(p.family(), card)


def test_a_household_whose_head_died_needs_another_head() -> None:
    dead = p.but(p.HUSBAND, left_on="2018-04-01", leave_reason="01")
    assert "HH-1-none" in p.codes(p.family(dead, p.SPOUSE, p.CHILD))
    widow = p.but(p.SPOUSE, relation="01")
    assert p.judged(p.family(dead, widow, p.CHILD)) == []


def test_a_member_who_leaves_tomorrow_still_counts_today() -> None:
    leaves = p.but(p.HUSBAND, left_on="2018-10-01", leave_reason="08")
    assert "HH-1-none" not in p.codes(p.family(leaves, p.SPOUSE, p.CHILD))
    assert "HH-1-none" in p.codes(p.family(leaves, p.SPOUSE, p.CHILD), today="2018-10-01")


def test_a_closed_household_needs_no_members() -> None:
    closed = p.but(p.HOUSEHOLD, poverty_status="9", exit_year=None, closed_on="2018-01-01", close_reason="2")
    assert p.judged(p.page(closed)) == []


def test_somebody_without_papers_is_asked_for_a_certificate_and_not_for_a_number() -> None:
    found = p.judged(p.family(p.HUSBAND, p.SPOUSE, p.but(p.CHILD, id_number=None, id_kind="90")))
    assert [(one.code, one.severity) for one in found] == [("ID-7-none", "W")]


@pytest.mark.parametrize(
    ("values", "broken"),
    [
        ({"income_property_fen": None}, False),
        ({"income_wage_fen": None, "income_total_fen": 9_500_00, "income_net_fen": 7_500_00}, False),
        ({"income_transfer_fen": 1_500_00, "income_dibao_fen": None}, False),
        ({"income_transfer_fen": 1_500_00, "income_dibao_fen": 1_000_00}, True),
        ({"income_net_fen": 19_500_01}, True),
        ({"business_expense_fen": None}, True),
    ],
)
def test_sums_count_blanks_as_nothing_and_need_a_detail(values: dict[str, int | None], broken: bool) -> None:
    assert ("HH-14" in p.codes(p.family(rows=(p.but(p.INCOME, **values),)))) is broken


def test_a_broken_sum_says_by_how_much_in_yuan() -> None:
    found = p.judged(p.family(rows=(p.but(p.INCOME, income_net_fen=19_000_00),)))
    worded = p.CATALOG.texts.worded(next(one for one in found if one.code == "HH-14"))
    assert "19,000.00 元" in worded.text
    assert "19,500.00 元" in worded.text
    assert "少了 500.00 元" in worded.text
    assert "家庭年总收入 − 生产经营性支出" in worded.text


def test_net_income_may_be_negative_and_nothing_else() -> None:
    loss = p.but(p.INCOME, business_expense_fen=30_000_00, income_net_fen=-8_500_00)
    assert not {"below_least", "HH-14"} & p.codes(p.family(rows=(loss,)))
    assert "below_least" in p.codes(p.family(rows=(p.but(p.INCOME, income_dibao_fen=-1),)))


def test_income_of_a_year_is_shared_by_those_who_were_there_at_its_end() -> None:
    # 9,000 yuan feed three, but not the four who were there before one left.
    thin = p.but(p.INCOME, income_wage_fen=1_500_00, income_total_fen=11_000_00, income_net_fen=9_000_00)
    assert "HH-14-line" not in p.codes(p.family(rows=(thin,)))
    baby = p.made(
        "member", "m4", household="h1", name="王小", relation="03", left_on="2018-02-01", leave_reason="01"
    )
    assert "HH-14-line" in p.codes(p.family(*p.FAMILY, baby, rows=(thin,)))
    assert poverty_line.fen(2013) is None


def test_a_training_course_in_another_village_takes_any_household() -> None:
    guest = p.but(p.VISIT_HOUSEHOLD, household="h2")
    assert p.judged(p.page(p.but(p.VISIT, level="3"), p.VISIT_EXPERT, guest)) == []


def test_a_planned_visit_may_lie_ahead_and_have_no_expert_yet() -> None:
    assert p.judged(p.page(p.but(p.VISIT, visited_on="2018-11-01", status="1"))) == []


def test_a_technician_may_advise_households_at_home() -> None:
    visit = p.page(p.but(p.VISIT, level="2"), p.but(p.VISIT_EXPERT, expert="e2"), p.VISIT_HOUSEHOLD)
    assert p.judged(visit) == []


def test_a_person_who_was_split_off_attends_a_course_once() -> None:
    left, new = _split()
    first = p.made("attendance", "t1", course="k1", member="m3", status="2")
    second = p.made("attendance", "t2", course="k1", member="m22", status="2")
    found = p.judged(p.page(p.COURSE, first, second), left, new)
    assert [(one.record, one.code) for one in found if one.severity == "E"] == [("t2", "TR-twice")]


def test_an_attendance_planned_alone_is_judged_beside_the_file() -> None:
    again = p.made("attendance", "t2", course="k1", member="m1", status="2")
    assert "TR-twice" in p.codes(p.page(again, new=True))


def test_pairings_that_follow_each_other_do_not_overlap() -> None:
    first = p.but(p.PAIRING, ended_on="2018-07-31")
    later = p.made("pairing", "q2", expert="e1", village="v1", started_on="2018-08-01")
    assert p.judged(p.page(later, new=True), first) == []


def test_villages_of_one_name_in_two_townships_are_two_villages() -> None:
    other = p.made(
        "village", "v9", name="古堤村", township="421024102", is_poor_village=0, code_2018="421024102209"
    )
    assert p.judged(p.page(other, new=True)) == []


def test_a_village_of_the_development_zone_keeps_any_code() -> None:
    zone = p.made("village", "v9", name="滨江村", township="KFQ", is_poor_village=0, code_2018="421024106209")
    assert p.judged(p.page(zone, new=True)) == []


def test_several_former_codes_are_judged_one_by_one() -> None:
    merged = p.but(p.VILLAGE, code_2017="421024100201, 421024100203，42102410")
    found = p.judged(p.page(merged))
    assert [(one.code, one.given["value"]) for one in found] == [("VL-code", "42102410")]


def test_a_private_number_is_masked_in_what_is_said() -> None:
    found = p.judged(p.family(head=p.but(p.HOUSEHOLD, phone="13800000002")))
    assert next(one for one in found if one.code == "HH-13-shared").given["value"] == "138****0002"


def test_new_rows_of_a_held_household_are_judged_together_with_it() -> None:
    baby = p.made("member", "m4", household="h1", name="王小", relation="03", id_number="421099201801140057")
    one = p.family(*p.FAMILY, baby)
    found = p.judged(Page(one.record, one.children, frozenset({"m4"})))
    assert {item.record for item in found} == {"m4"}
    assert {item.field for item in found if item.code == "required"} == {"labour_capability", "health_status"}
