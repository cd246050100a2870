"""History, and taking any of it back."""

from pathlib import Path

import pytest

from fupin_desk.model.error import NotFoundError, UndoRefusedError
from fupin_desk.model.value import Draft
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import history
from tests import sample_file
from tests.sample_file import commit, household, record_id

HOUSE = record_id(1)


def edit(phone: str) -> Draft:
    """Return a draft that sets the phone of the household."""
    return Draft("household", HOUSE, {"phone": phone})


def undo(file: File, name: str) -> str:
    """Undo a batch and return the id of the new one."""
    return history.undo(file, name, author="乙", at="2018-10-01T00:00:00Z").id


def phone(file: File) -> str | None:
    """Return the household's phone."""
    row: tuple[str | None] = file.connection.execute(
        "SELECT phone FROM household WHERE id = ?", (HOUSE,)
    ).fetchone()
    return row[0]


def living(file: File) -> int:
    """Return how many households and members are not removed."""
    number: int = file.connection.execute(
        "SELECT (SELECT count(*) FROM household WHERE removed = 0) + (SELECT count(*) FROM member WHERE removed = 0)"
    ).fetchone()[0]
    return number


def test_batches_come_latest_first_and_in_pages(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        for number in range(5):
            # A clock set back does not change the order in which things were done.
            commit(file, *household(number), at=f"2018-09-{20 - number}T00:00:00Z")
        first = history.batches(file, limit=2)
        second = history.batches(file, limit=9, before=(first[-1].at, first[-1].device, first[-1].number))
        assert [one.number for one in first] == [5, 4]
        assert [one.number for one in second] == [3, 2, 1]
        assert {one.size for one in first + second} == {3}


def test_the_history_of_a_record_names_each_step(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1), *household(2))
        commit(file, edit("1"))
        commit(file, Draft("household", record_id(2), {"phone": "9"}))
        steps = history.of_record(file, HOUSE)
        assert [(batch.number, [one.field for one in changes]) for batch, changes in steps] == [
            (2, ["phone"]),
            (1, ["*"]),
        ]
        assert history.of_record(file, "nobody") == []


def test_an_unknown_batch_is_told(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        for name in ("dddddddd-1", "x", "-1", "dddddddd-"):
            with pytest.raises(NotFoundError, match="没有"):
                history.changes_of(file, name)


def test_an_edit_of_any_day_is_taken_back(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1, phone="0"), at="2018-01-01T00:00:00Z")
        target = commit(file, edit("1"), at="2018-01-02T00:00:00Z")
        commit(file, Draft("household", HOUSE, {"note": "另一处"}), at="2018-06-01T00:00:00Z")
        made = history.batch(file, undo(file, target.id))
        assert (phone(file), made.undoes, made.what) == ("0", target.id, "撤回：录入")
        assert history.batch(file, target.id).undone_by == made.id
        sample_file.assert_sound(file)


def test_an_undo_survives_a_restart(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1, phone="0"))
        target = commit(file, edit("1"))
        undo(file, target.id)
    with File.open(file.path, file.key) as again:
        assert phone(again) == "0"
        made = undo(again, history.batch(again, target.id).undone_by)
        assert (phone(again), history.batch(again, made).what) == ("1", "恢复：录入")


def test_a_birth_is_taken_back_as_a_removal_and_comes_again(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        born = commit(file, *household(1))
        before = sample_file.seals(file)
        undone = undo(file, born.id)
        assert living(file) == 0
        assert file.connection.execute("SELECT DISTINCT remove_reason FROM member").fetchall() == [("撤回",)]
        undo(file, undone)
        assert sample_file.seals(file) == before
        sample_file.assert_sound(file)


def test_an_undo_is_refused_with_the_list_when_values_were_written_again(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        born = commit(file, *household(1, phone="0"))
        first = commit(file, edit("1"))
        second = commit(file, edit("2"))
        for target in (born, first):
            with pytest.raises(UndoRefusedError, match="后来又改过") as refused:
                undo(file, target.id)
            assert second.number in {one.number for one in refused.value.conflicts}
            assert {(one.record, one.field) for one in refused.value.conflicts} == {(HOUSE, "phone")}
        assert phone(file) == "2"
        assert len(history.batches(file)) == 3


def test_a_value_set_back_by_hand_is_a_decision_and_refuses_the_undo(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1, phone="0"))
        first = commit(file, edit("1"))
        commit(file, edit("2"))
        commit(file, edit("1"))
        with pytest.raises(UndoRefusedError):
            undo(file, first.id)


def test_steps_that_were_themselves_taken_back_do_not_stand_in_the_way(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        born = commit(file, *household(1, phone="0"))
        first = commit(file, edit("1"))
        second = commit(file, edit("2"))
        undo(file, second.id)
        undo(file, first.id)
        assert phone(file) == "0"
        undo(file, born.id)
        assert living(file) == 0


def test_an_undo_of_something_older_stands_in_the_way(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1, phone="0"))
        older = commit(file, edit("1"))
        newer = commit(file, edit("2"))
        back_to_older = undo(file, newer.id)
        undo(file, older.id)
        with pytest.raises(UndoRefusedError):
            undo(file, back_to_older)
        assert phone(file) == "0"


def test_a_second_undo_of_the_same_step_is_refused_until_the_first_is_taken_back(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1, phone="0"))
        target = commit(file, edit("1"))
        name = target.id
        for number in range(4):
            made = undo(file, name)
            with pytest.raises(UndoRefusedError, match=f"已经撤回过（{made}）"):
                undo(file, name)
            name = made
            assert phone(file) == ("0" if number % 2 == 0 else "1")
        assert history.batch(file, target.id).undone_by == ""


def test_a_birth_on_which_a_later_record_hangs_is_not_taken_back(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        born = commit(file, *household(1))
        later = commit(file, Draft("income", "i" * 32, {"household": HOUSE, "year": 2017}, is_new=True))
        with pytest.raises(UndoRefusedError) as refused:
            undo(file, born.id)
        assert [(one.kind, one.number) for one in refused.value.conflicts] == [("income", later.number)]
        undo(file, later.id)
        undo(file, born.id)
        assert living(file) == 0


def test_an_edit_of_a_record_removed_later_is_taken_back_and_the_record_stays_removed(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1, phone="0"))
        target = commit(file, edit("1"))
        commit(file, Draft("household", HOUSE, {}, removed=True, remove_reason="迁出"))
        undo(file, target.id)
        held = file.connection.execute("SELECT phone, removed, remove_reason FROM household").fetchone()
        assert held == ("0", 1, "迁出")


def test_a_text_that_could_not_be_read_comes_back_with_the_undo(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, Draft("household", HOUSE, {}, {"exit_year": "去年"}, is_new=True))
        target = commit(file, Draft("household", HOUSE, {"exit_year": 2017}))
        undo(file, target.id)
        assert file.connection.execute("SELECT text FROM unread").fetchall() == [("去年",)]
        sample_file.assert_sound(file)


def test_an_import_of_ten_thousand_records_is_taken_back_as_one_step(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(0))
        before = sample_file.seals(file)
        drafts = [draft for number in range(1, 2001) for draft in household(number, members=4)]
        batch = commit(file, *drafts, what="导入")
        assert (batch.size, living(file)) == (10_000, 10_003)
        undone = undo(file, batch.id)
        assert living(file) == 3
        assert before.items() <= sample_file.seals(file).items()
        undo(file, undone)
        assert living(file) == 10_003
        sample_file.assert_sound(file)
