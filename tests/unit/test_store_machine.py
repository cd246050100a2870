"""Any work, taken back step by step, leaves the file as it was; and every day of it comes back."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from fupin_desk.model.error import UndoRefusedError
from fupin_desk.model.value import Draft, Value
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import history, journal, past_state, record_state
from tests import sample_file
from tests.sample_file import commit, household, record_id

HOUSES = st.integers(1, 3)
VALUES = st.one_of(st.none(), st.sampled_from(["1", "2", "3"]))
YEARS = st.one_of(st.none(), st.integers(2014, 2016))
TEXTS = st.sampled_from(["", "去年", "?"])


class Work(RuleBasedStateMachine):
    """A cadre at work on a copy in memory: births, edits, removals, moves and undos in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.file: File
        self.folder: tempfile.TemporaryDirectory[str]
        self.hour = 0
        self.born = 10

    @initialize()
    def begin(self) -> None:
        # The file stays under its name as long as its copy is looked at.
        self.folder = tempfile.TemporaryDirectory()
        with sample_file.new_file(Path(self.folder.name)) as file:
            commit(file, *(draft for number in (1, 2, 3) for draft in household(number)), at=self.now())
            self.file = file.snapshot()
        self.original = sample_file.seals(self.file)
        self.days = {self.today(): self.original}

    def now(self) -> str:
        """Return the next moment of work: two batches a day."""
        self.hour += 12
        return f"{self.today()}T{self.hour % 24:02d}:00:00+08:00"

    def today(self) -> str:
        """Return the day of work."""
        day = self.hour // 24
        return f"2018-{day // 28 + 1:02d}-{day % 28 + 1:02d}"

    def save(self, *drafts: Draft) -> None:
        """Write drafts, which may change nothing."""
        journal.commit(self.file, drafts, author="甲", what="录入", at=self.now())
        self.days[self.today()] = sample_file.seals(self.file)

    @rule(house=HOUSES, phone=VALUES, year=YEARS, text=TEXTS)
    def edit(self, house: int, phone: Value, year: Value, text: str) -> None:
        self.save(
            Draft(
                "household", record_id(house), {"phone": phone, "identified_year": year}, {"exit_year": text}
            )
        )

    @rule(house=HOUSES, member=st.integers(0, 1), to=HOUSES)
    def move_a_member(self, house: int, member: int, to: int) -> None:
        self.save(Draft("member", record_id(house * 10 + member, "b"), {"household": record_id(to)}))

    @rule(house=HOUSES, reason=st.sampled_from(["迁出", "重复"]))
    def remove(self, house: int, reason: str) -> None:
        self.save(Draft("household", record_id(house), {}, removed=True, remove_reason=reason))

    @rule(house=HOUSES)
    def bear(self, house: int) -> None:
        self.born += 1
        income = Draft(
            "income", record_id(self.born, "i"), {"household": record_id(house), "year": 2017}, is_new=True
        )
        self.save(*household(self.born), income)

    @rule(back=st.integers(0, 6))
    def undo(self, back: int) -> None:
        batches = history.batches(self.file)[:-1]
        if back >= len(batches):
            return
        before = sample_file.seals(self.file)
        try:
            history.undo(self.file, batches[back].id, author="甲", at=self.now())
        except UndoRefusedError:
            assert sample_file.seals(self.file) == before
        self.days[self.today()] = sample_file.seals(self.file)

    @invariant()
    def the_journal_leads_to_the_records(self) -> None:
        told = past_state.replay(past_state.all_steps(self.file.connection))
        held = {
            (kind, record): one
            for kind in ("household", "member", "income")
            for record, one, _ in record_state.read_all(self.file.connection, kind)
        }
        assert told == held

    def teardown(self) -> None:
        if not hasattr(self, "file"):
            return
        with self.folder, self.file:
            sample_file.assert_sound(self.file)
            self.every_day_comes_back()
            self.all_taken_back_is_the_beginning()

    def every_day_comes_back(self) -> None:
        """Compare each day, put together from the journal, with what was held in its evening."""
        for day, seals in self.days.items():
            with past_state.as_known(self.file, day) as past:
                assert sample_file.seals(past) == seals, day

    def all_taken_back_is_the_beginning(self) -> None:
        """Undo every batch, the latest first, and compare with the beginning; what was born is removed."""
        for batch in history.batches(self.file, limit=1000)[:-1]:
            if not history.batch(self.file, batch.id).undone_by:
                history.undo(self.file, batch.id, author="甲", at=self.now())
        after = sample_file.seals(self.file)
        assert {key: after[key] for key in self.original} == self.original
        living = self.file.connection.execute("SELECT id FROM household WHERE removed = 0").fetchall()
        assert {row[0] for row in living} == {record_id(number) for number in (1, 2, 3)}
        sample_file.assert_sound(self.file)


TestWork = Work.TestCase
TestWork.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
