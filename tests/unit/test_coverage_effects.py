"""What a draft would do to coverage equals what it does, and nothing of it stays."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_desk.model.rule import Effect
from fupin_desk.model.value import Draft
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import journal
from fupin_desk.store.rules import coverage
from tests import sample_file
from tests.sample_file import commit, record_id
from tests.unit import covered_village
from tests.unit.covered_village import DAY, PACK, RECORDS, another, draft, id_of

# What each kind's fields that rules look at may become.
CHOICES: dict[str, dict[str, tuple[str | int | None, ...]]] = {
    "village": {"is_poor_village": (0, 1, None)},
    "household": {
        "village": (id_of("village"), record_id(31), None), "poverty_status": ("0", "9", None),
        "closed_on": ("2018-01-01", None), "industry_willingness": ("1", "2", None), "development_mode": ("1", "2", None),
    },
    "member": {
        "household": (id_of("household"), record_id(32)), "labour_capability": ("01", "04", None),
        "left_on": ("2018-02-02", None), "person": (id_of("head"), None), "name": ("甲", None),
    },
    "round": {"name": ("甲",)},
    "assistance": {
        "household": (id_of("household"), record_id(32)), "status": ("1", "2"), "income_increase_fen": (100, None),
        "done_on": ("2018-05-05", "2019-05-05", None),
    },
    "expert": {"is_team_member": (0, 1, None)},
    "pairing": {"village": (id_of("village"), record_id(31)), "ended_on": ("2018-04-04", None)},
    "visit": {
        "village": (id_of("village"), record_id(31)), "status": ("1", "2"), "level": ("1", "2"),
        "visited_on": ("2018-05-05", "2017-05-05"),
    },
    "visit_expert": {"expert": (id_of("expert"), record_id(37))},
    "visit_household": {"household": (id_of("household"), record_id(32)), "is_signed": (0, 1)},
    "course": {"ended_on": ("2018-05-05", "2019-05-05", None)},
    "attendance": {"member": (id_of("head"), id_of("wife"), record_id(33)), "status": ("1", "2")},
}  # fmt: skip
# A second record of each kind stands beside the first: its number is 30 and the first's.
NAMES = tuple(RECORDS)


@st.composite
def changes(draw: st.DrawFn) -> Draft:
    """Draw a change of one field or more, or the removal, of one of the records."""
    name = draw(st.sampled_from(NAMES))
    kind, number, _ = RECORDS[name]
    fields = {
        field: draw(st.sampled_from(among)) for field, among in CHOICES[kind].items() if draw(st.booleans())
    }
    record = record_id(number if draw(st.booleans()) else number + 30)
    if record == id_of("head"):
        fields.pop("person", None)
    return Draft(kind, record, {**fields}, removed=draw(st.integers(0, 4)) == 0)


def two_villages(folder: Path) -> File:
    """Return a file with every record twice."""
    file = sample_file.new_file(folder)
    commit(file, *(another(name, RECORDS[name][1]) for name in NAMES))
    commit(file, *(another(name, RECORDS[name][1] + 30) for name in NAMES))
    commit(file, Draft("member", record_id(33), {"household": record_id(32), "person": id_of("head")}))
    return file


def effects(file: File, *drafts: Draft) -> tuple[Effect, ...]:
    """Return what saving drafts would do."""
    before = coverage.tallies(file.connection, PACK, DAY)
    return coverage.effects(file.connection, drafts, PACK, DAY, write=journal.write_rows, before=before)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drafts=st.lists(changes(), min_size=1, max_size=4, unique_by=lambda one: one.id))
def test_what_a_draft_would_do_is_what_saving_it_does(
    tmp_path_factory: pytest.TempPathFactory, drafts: list[Draft]
) -> None:
    with two_villages(tmp_path_factory.mktemp("effects")) as file:
        before = coverage.tallies(file.connection, PACK, DAY)
        found = effects(file, *drafts)
        assert coverage.tallies(file.connection, PACK, DAY) == before
        moved = coverage.moved(before, found)
        journal.commit(file, drafts, author="甲", what="改")
        after = coverage.tallies(file.connection, PACK, DAY)
        kept = {(one.rule, one.place) for one in after}
        assert [one for one in moved if (one.rule, one.place) in kept] == after


def test_a_first_assistance_covers_its_household_and_moves_both_tallies(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, draft("assistance", removed=True))
        found = {one.rule: one for one in effects(file, another("assistance", 26))}
        one = found["R-1.2"]
        assert [(a and a.outcome, b and b.outcome, b and b.name) for a, b in one.touched] == [
            ("gap", "covered", "王建国（3组）")
        ]
        assert (one.before.place_name, one.before.covered, one.after.covered) == ("黄淡村", 0, 1)
        assert (one.whole_before.covered, one.whole_after.covered, one.whole_after.met) == (0, 1, True)
        assert found["R-1.4"].after.part == 500000


def test_a_new_household_is_judged_with_its_members_and_a_removed_one_leaves(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        member = another("head", 23, name="新户主")
        new = [
            another("household", 22),
            Draft("member", member.id, {**member.values, "household": record_id(22)}, is_new=True),
        ]
        found = {one.rule: one for one in effects(file, *new)}
        assert [(a, b and b.outcome) for a, b in found["R-1.2"].touched] == [(None, "gap")]
        assert [(b and b.name) for _, b in found["R-2.4.2"].touched] == ["新户主（3组）"]
        gone = {one.rule: one for one in effects(file, draft("household", removed=True))}
        assert [(a and a.outcome, b) for a, b in gone["R-1.2"].touched] == [("covered", None)]
        assert gone["R-1.2"].whole_after.whole == 0


def test_a_household_that_moves_is_seen_in_both_villages(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, another("village", 21, name="荆干村"))
        moved = Draft("household", id_of("household"), {"village": record_id(21)})
        rows = {one.before.place_name: one for one in effects(file, moved) if one.rule == "R-1.2"}
        assert {name: (one.before.covered, one.after.covered) for name, one in rows.items()} == {
            "黄淡村": (1, 0), "荆干村": (0, 1),
        }  # fmt: skip


def test_a_change_that_no_rule_looks_at_moves_nothing(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        for change in (
            draft("round", name="改名"),
            draft("course", name="改名"),
            draft("expert", name="改名"),
        ):
            assert all(one.before == one.after for one in effects(file, change))
        income = Draft("income", record_id(40), {"household": id_of("household"), "year": 2018}, is_new=True)
        assert effects(file, income) == ()


def test_a_draft_is_taken_back_inside_an_open_transaction_and_after_an_error(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        change = draft("household", industry_willingness="2")
        file.connection.execute("BEGIN")
        file.connection.execute("UPDATE household SET phone = '1'")
        assert effects(file, change)
        assert file.connection.in_transaction
        file.connection.execute("COMMIT")
        row = file.connection.execute("SELECT phone, industry_willingness FROM household").fetchone()
        assert row == ("1", "1")

        def refuse(*_: object) -> None:
            raise RuntimeError("no")

        with pytest.raises(RuntimeError):
            coverage.effects(file.connection, [change], PACK, DAY, write=refuse, before=[])
        assert not file.connection.in_transaction
