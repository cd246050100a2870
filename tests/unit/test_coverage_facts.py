"""What each change of a record does to each rule: the facts as their comments define them."""

from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.rule import Outcome
from fupin_desk.model.value import Draft, Values
from tests.sample_file import commit, record_id
from tests.unit import covered_village, policy_desk
from tests.unit.covered_village import another, draft

UNIT = {"R-1.2": "household", "R-1.4": "household", "R-2.4.2": "head", "R-2.4.8": "household"}


def outcome(folder: Path, rule: str, *drafts: Draft, day: str = covered_village.DAY) -> Outcome | None:
    """Return the outcome of the rule's unit after the drafts are saved; None if it is no unit any more."""
    with covered_village.village(folder) as file:
        if drafts:
            commit(file, *drafts)
        found = covered_village.outcomes(file, rule, day)
        return found.get(covered_village.id_of(UNIT.get(rule, "village")))


# Rules of people and services, which the village keeps; the others have no record in it.
KEPT = ("R-1.2", "R-1.4", "R-2.4.2", "R-2.4.6", "R-2.4.7", "R-2.4.8")


@pytest.mark.parametrize("rule", KEPT)
def test_the_village_keeps_every_rule(tmp_path: Path, rule: str) -> None:
    assert outcome(tmp_path, rule) == "covered"


@pytest.mark.parametrize(
    ("rule", "change", "expected"),
    [
        ("R-1.2", draft("household", poverty_status=None), "unknown"),
        ("R-1.2", draft("household", poverty_status="9"), "exempt"),
        ("R-1.2", draft("household", poverty_status="9", closed_on="2018-09-30"), "exempt"),
        ("R-1.2", draft("household", poverty_status="9", closed_on="2018-10-01"), "covered"),
        ("R-1.2", draft("household", poverty_status="2"), "covered"),
        ("R-1.2", draft("household", industry_willingness=None), "unknown"),
        ("R-1.2", draft("household", industry_willingness="2"), "exempt"),
        ("R-1.2", draft("head", labour_capability="03"), "exempt"),
        ("R-1.2", draft("head", labour_capability="05"), "covered"),
        ("R-1.2", draft("head", labour_capability=None), "unknown"),
        ("R-1.2", draft("wife", labour_capability=None), "covered"),
        ("R-1.2", draft("head", left_on="2018-09-30"), "exempt"),
        ("R-1.2", draft("head", left_on="2018-10-01"), "covered"),
        ("R-1.2", draft("head", joined_on="2018-10-01"), "exempt"),
        ("R-1.2", draft("head", joined_on="2018-09-30"), "covered"),
        ("R-1.2", draft("head", removed=True), "exempt"),
        ("R-1.2", draft("assistance", status="1"), "gap"),
        ("R-1.2", draft("assistance", status="3"), "covered"),
        ("R-1.2", draft("assistance", status=None), "gap"),
        ("R-1.2", draft("assistance", assistance_kind="02"), "gap"),
        ("R-1.2", draft("assistance", done_on=None), "gap"),
        ("R-1.2", draft("assistance", done_on="2018-09-30"), "covered"),
        ("R-1.2", draft("assistance", done_on="2018-10-01"), "gap"),
        ("R-1.2", draft("assistance", round=None), "gap"),
        ("R-1.2", draft("assistance", removed=True), "gap"),
        ("R-1.2", draft("round", removed=True), "gap"),
        ("R-1.2", draft("household", removed=True), None),
        ("R-1.4", draft("assistance", income_increase_fen=None), "gap"),
        ("R-1.4", draft("assistance", income_increase_fen=0), "covered"),
        ("R-1.4", draft("assistance", status="1"), "exempt"),
        ("R-2.4.2", draft("attendance", status="1"), "gap"),
        ("R-2.4.2", draft("attendance", removed=True), "gap"),
        ("R-2.4.2", draft("course", removed=True), "gap"),
        ("R-2.4.2", draft("course", ended_on="2018-10-01"), "gap"),
        ("R-2.4.2", draft("course", ended_on=None), "covered"),
        ("R-2.4.2", draft("course", ended_on=None, started_on=None), "gap"),
        ("R-2.4.2", draft("household", industry_willingness="2"), "covered"),
        ("R-2.4.2", draft("household", poverty_status=None), "unknown"),
        ("R-2.4.2", draft("head", labour_capability="04"), "exempt"),
        ("R-2.4.2", draft("head", left_on="2018-09-30"), None),
        ("R-2.4.2", draft("household", removed=True), None),
        ("R-2.4.6", draft("pairing", started_on="2018-10-01"), "gap"),
        ("R-2.4.6", draft("pairing", started_on=None), "gap"),
        ("R-2.4.6", draft("pairing", ended_on="2018-09-30"), "gap"),
        ("R-2.4.6", draft("pairing", ended_on="2018-10-01"), "covered"),
        ("R-2.4.6", draft("expert", removed=True), "gap"),
        ("R-2.4.6", draft("village", is_poor_village=0), "exempt"),
        ("R-2.4.6", draft("village", is_poor_village=None), "unknown"),
        ("R-2.4.7", draft("visit", level="2"), "gap"),
        ("R-2.4.7", draft("visit", level="3"), "covered"),
        ("R-2.4.7", draft("visit", level=None), "gap"),
        ("R-2.4.7", draft("visit", status="1"), "gap"),
        ("R-2.4.7", draft("visit", visited_on="2018-01-13"), "gap"),
        ("R-2.4.7", draft("visit", visited_on="2018-01-14"), "covered"),
        ("R-2.4.7", draft("visit", visited_on="2018-10-01"), "gap"),
        ("R-2.4.7", draft("expert", is_team_member=0), "gap"),
        ("R-2.4.7", draft("expert", is_team_member=None), "gap"),
        ("R-2.4.7", draft("expert", removed=True), "gap"),
        ("R-2.4.7", draft("visit_expert", removed=True), "gap"),
        ("R-2.4.8", draft("visit", level="2"), "covered"),
        ("R-2.4.8", draft("expert", is_team_member=0), "covered"),
        ("R-2.4.8", draft("visit_expert", removed=True), "gap"),
        ("R-2.4.8", draft("visit", removed=True), "gap"),
        ("R-2.4.8", draft("visit_household", is_signed=0), "gap"),
        ("R-2.4.8", draft("visit_household", is_signed=None), "gap"),
        ("R-2.4.8", draft("visit_household", removed=True), "gap"),
        ("R-2.4.8", draft("household", development_mode="3"), "covered"),
        ("R-2.4.8", draft("household", development_mode="2"), "exempt"),
        ("R-2.4.8", draft("household", development_mode=None), "unknown"),
    ],
)  # fmt: skip
def test_a_change_turns_the_outcome(
    tmp_path: Path, rule: str, change: Draft, expected: Outcome | None
) -> None:
    assert outcome(tmp_path, rule, change) == expected


def test_deeds_count_up_to_the_deadline_and_memberships_to_the_day_asked(tmp_path: Path) -> None:
    late = draft("assistance", done_on="2020-01-01")
    assert outcome(tmp_path, "R-1.2", late, day="2020-06-30") == "gap"
    (tmp_path / "b").mkdir()
    last = draft("assistance", done_on="2019-12-31")
    assert (
        outcome(tmp_path / "b", "R-1.2", last, draft("head", left_on="2020-06-30"), day="2020-06-29")
        == "covered"
    )


def test_a_split_household_carries_on_what_its_members_learnt(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        split = another("household", 22, household_no="2")
        again = another(
            "head", 23, household=None, person=covered_village.id_of("head"), joined_on="2018-08-01"
        )
        commit(
            file, split, draft("head", left_on="2018-08-01"),
            Draft("member", again.id, {**again.values, "household": split.id}, is_new=True),
        )  # fmt: skip
        found = covered_village.outcomes(file, "R-2.4.2")
        assert (found[again.id], covered_village.id_of("head") in found) == ("covered", False)
        # Before the split the first row is the member, and what the second learns counts for the person.
        commit(file, draft("attendance", member=again.id))
        assert (
            covered_village.outcomes(file, "R-2.4.2", "2018-07-31")[covered_village.id_of("head")]
            == "covered"
        )


def test_two_households_of_one_person_do_not_lend_each_other_assistance(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, another("household", 22), another("head", 23))
        commit(file, Draft("member", record_id(23), {"household": record_id(22)}))
        assert covered_village.outcomes(file, "R-1.2")[record_id(22)] == "gap"


def test_a_project_that_came_back_into_the_library_is_judged_by_its_steps_since_then(tmp_path: Path) -> None:
    def step(stage: str, day: str) -> Draft:
        values: Values = {"project": "p1", "stage": stage, "happened_on": day}
        return policy_desk.draft("project_event", f"p1b{stage}", **values)

    def standing(desk: Desk) -> tuple[bool, bool]:
        library = desk.judged("R-2.1.2", outcome="covered")
        started = next(one for one in desk.judged("R-3.4.5") if one.id == policy_desk.key("p1"))
        return policy_desk.key("p1") in {one.id for one in library}, started.outcome != "exempt"

    with policy_desk.opened(tmp_path) as desk:
        assert standing(desk) == (True, True)
        desk.save_drafts([step("98", "2018-08-01")], "出库")
        assert standing(desk) == (False, False)
        desk.save_drafts([step("05", "2018-09-01")], "重新入库")
        assert standing(desk) == (True, False)
        desk.save_drafts([step("07", "2018-09-10")], "开工")
        assert standing(desk) == (True, True)
