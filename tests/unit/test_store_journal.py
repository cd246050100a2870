"""The one door for every write."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from fupin_desk.model.error import NotFoundError
from fupin_desk.model.value import Draft, Value
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import chain, history, journal, record_state, seal
from tests import sample_file
from tests.sample_file import commit, household, record_id

HOUSE = record_id(1)


def value(file: File, field: str, record: str = HOUSE, kind: str = "household") -> Value:
    """Return what a column holds."""
    held: Value = file.connection.execute(f"SELECT {field} FROM {kind} WHERE id = ?", (record,)).fetchone()[0]
    return held


def test_a_birth_is_one_change_with_its_values_as_json(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        batch = commit(file, *household(1, identified_year=2014, note=None))
        first = history.changes_of(file, batch.id)[0]
        assert (batch.number, batch.size, batch.device) == (1, 3, sample_file.DEVICE)
        assert (first.field, first.old, first.parent) == ("*", None, "")
        assert json.loads(str(first.new)) == {"household_no": "1", "identified_year": 2014}


def test_an_edit_is_one_change_a_field_with_the_old_value_and_who_wrote_it(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        born = commit(file, *household(1, phone="1", identified_year=2014))
        commit(file, Draft("household", HOUSE, {"phone": "2", "identified_year": 2014}))
        edit = commit(file, Draft("household", HOUSE, {"phone": "3", "identified_year": None}))
        changes = {one.field: one for one in history.changes_of(file, edit.id)}
        assert (changes["phone"].old, changes["phone"].new) == ("2", "3")
        assert changes["phone"].parent == f"{born.device}:2:0"
        assert (changes["identified_year"].old, changes["identified_year"].new) == (2014, None)
        assert changes["identified_year"].parent == f"{born.device}:1:0"


def test_fields_left_out_stay(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1, phone="1", address="湖边"))
        commit(file, Draft("household", HOUSE, {"phone": "2"}))
        assert (value(file, "phone"), value(file, "address")) == ("2", "湖边")


def test_nothing_new_makes_no_batch(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        drafts = household(1, phone="1", note="")
        commit(file, *drafts)
        before = journal.head(file)
        assert journal.commit(file, drafts, author="甲", what="再存一次") is None
        assert journal.head(file) == before


def test_an_empty_text_is_stored_as_not_known(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1, phone=""))
        assert value(file, "phone") is None


def test_what_cannot_be_read_is_kept_beside_an_empty_value(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, Draft("household", HOUSE, {"identified_year": 2014}, is_new=True))
        edit = commit(file, Draft("household", HOUSE, {}, {"identified_year": "二零一四"}))
        assert value(file, "identified_year") is None
        assert file.connection.execute("SELECT * FROM unread").fetchall() == [
            ("household", HOUSE, "identified_year", "二零一四")
        ]
        assert {one.field for one in history.changes_of(file, edit.id)} == {
            "identified_year",
            "~identified_year",
        }
        commit(file, Draft("household", HOUSE, {"identified_year": 2014}))
        assert file.connection.execute("SELECT * FROM unread").fetchall() == []
        commit(file, Draft("household", HOUSE, {}, {"identified_year": "?"}))
        commit(file, Draft("household", HOUSE, {}, {"identified_year": ""}))
        assert file.connection.execute("SELECT * FROM unread").fetchall() == []
        sample_file.assert_sound(file)


def test_a_removal_keeps_the_record_with_its_reason(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1, phone="1"))
        batch = commit(file, Draft("household", HOUSE, {}, removed=True, remove_reason="重复登记"))
        changes = {one.field: (one.old, one.new) for one in history.changes_of(file, batch.id)}
        assert changes == {"removed": (0, 1), "remove_reason": (None, "重复登记")}
        assert (value(file, "removed"), value(file, "phone")) == (1, "1")
        commit(file, Draft("household", HOUSE, {}))
        assert (value(file, "removed"), value(file, "remove_reason")) == (0, None)
        sample_file.assert_sound(file)


def test_two_drafts_of_one_record_in_a_batch_are_one_after_the_other(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        one, two = (
            Draft("household", HOUSE, {"phone": "1"}, is_new=True),
            Draft("household", HOUSE, {"note": "x"}),
        )
        batch = commit(file, one, two)
        assert batch.size == 1
        assert (value(file, "phone"), value(file, "note")) == ("1", "x")
        sample_file.assert_sound(file)


def test_an_unknown_record_or_kind_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        for draft in (
            Draft("household", "gone", {"phone": "1"}),
            Draft("x; drop table village", "1", {}, is_new=True),
        ):
            with pytest.raises(NotFoundError, match="没有写入"):
                journal.commit(file, [*household(1), draft], author="甲", what="录入")
        assert history.batches(file) == []
        assert sample_file.seals(file) == {}


@pytest.mark.parametrize(
    "values",
    [
        {"no_such_field": "421099"},
        {"identified_year": "421099"[:3] + "x"},
        {"seal": "421099"},
        {"phone": 421099},
    ],
)
def test_a_wrong_type_or_field_is_refused_without_quoting_the_value(
    tmp_path: Path, values: dict[str, Value]
) -> None:
    with sample_file.new_file(tmp_path) as file:
        wrong = Draft("household", "x", values, is_new=True)
        with pytest.raises(ValueError, match="1 validation error") as refused:
            journal.commit(file, [*household(1), wrong], author="甲", what="录入")
        assert "421" not in str(refused.value)
        assert sample_file.seals(file) == {}


def test_a_reference_to_nothing_is_refused_as_a_whole(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        with pytest.raises(dbapi2.IntegrityError):
            commit(file, *household(1), Draft("member", "m", {"household": "nowhere"}, is_new=True))
        assert not file.connection.in_transaction
        commit(file, *household(1))
        assert history.batches(file)[0].number == 1


def test_time_and_device_can_be_given(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        batch = commit(file, *household(1), at="2018-09-30T23:00:00+08:00")
        assert (batch.at, batch.device) == ("2018-09-30T15:00:00Z", sample_file.DEVICE)


def test_equal_work_gives_equal_heads(tmp_path: Path) -> None:
    heads = set()
    for name in ("one.fupin", "two.fupin"):
        with sample_file.new_file(tmp_path, name) as file:
            commit(file, *household(1), at="2018-09-30T00:00:00Z")
            heads.add(journal.head(file))
    assert len(heads) == 1


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE batch SET author = '乙' WHERE number = 2",
        "UPDATE batch SET at = '2017-01-01T00:00:00Z' WHERE number = 2",
        "UPDATE change SET new = '9' WHERE number = 2",
        "UPDATE change SET parent = '' WHERE number = 2",
        "DELETE FROM change WHERE number = 2",
        "DELETE FROM batch WHERE number = 2",
        "INSERT INTO change SELECT device, number, n + 1, kind, record, 'note', old, new, parent FROM change WHERE number = 2",
    ],
)
def test_tampering_with_the_journal_breaks_the_chain_where_it_was_done(
    tmp_path: Path, tampering: str
) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        commit(file, Draft("household", HOUSE, {"phone": "2"}))
        commit(file, Draft("household", HOUSE, {"phone": "3"}))
        assert chain.broken(file.connection) == []
        file.connection.execute("PRAGMA foreign_keys = OFF")
        file.connection.execute(tampering)
        broken = chain.broken(file.connection)
        assert broken[0] in {"dddddddd-2", "dddddddd-3"}
        assert "dddddddd-1" not in broken


def test_rows_alone_can_be_written_and_rolled_back(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1, phone="1"))
        before = sample_file.seals(file)
        file.connection.execute("BEGIN")
        journal.write_rows(file.connection, [Draft("household", HOUSE, {"phone": "2"}), *household(2)])
        assert (value(file, "phone"), value(file, "household_no", record_id(2))) == ("2", "2")
        file.connection.execute("ROLLBACK")
        assert sample_file.seals(file) == before
        sample_file.assert_sound(file)


STATES = st.dictionaries(
    st.text('a~":,', min_size=1, max_size=3), st.text('1",:[', max_size=3) | st.integers(0, 2), max_size=3
)


@given(STATES, STATES)
def test_equal_seals_mean_equal_records(one: record_state.State, two: record_state.State) -> None:
    assert (seal.seal("k", "r", one) == seal.seal("k", "r", two)) == (one == two)


def test_a_seal_tells_a_number_from_its_text_and_one_kind_from_another() -> None:
    seals = {seal.seal("k", "r", {"a": 1}), seal.seal("k", "r", {"a": "1"}), seal.seal("l", "r", {"a": 1})}
    assert len(seals) == 3
    assert {len(one) for one in seals} == {16}
