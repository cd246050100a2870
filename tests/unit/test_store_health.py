"""The examination of a file, and half-typed pages."""

from pathlib import Path

import pytest

from fupin_desk.model.error import CancelledError
from fupin_desk.model.value import Draft
from fupin_desk.store import health, history, seal, sketches, state
from fupin_desk.store.file import File
from tests import sample_file
from tests.sample_file import commit, household, record_id

MEMBER = record_id(10, "b")


def test_a_sound_file_is_counted_and_nothing_found(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1), *household(2))
        commit(file, Draft("member", MEMBER, {}, {"birth_date": "夏天"}, removed=True, remove_reason="迁出"))
        found = health.examine(file)
        assert found.sound
        assert (found.counts["household"], found.counts["member"], found.rows, found.batches) == (2, 3, 6, 2)
        with file.snapshot() as copy:
            assert health.examine(copy) == found


@pytest.mark.parametrize(
    "tampering",
    [
        f"UPDATE member SET name = '乙' WHERE id = '{MEMBER}'",
        f"UPDATE member SET removed = 1 WHERE id = '{MEMBER}'",
        f"UPDATE member SET seal = '' WHERE id = '{MEMBER}'",
        f"UPDATE unread SET text = '冬天' WHERE record = '{MEMBER}'",
        f"DELETE FROM unread WHERE record = '{MEMBER}'",
        f"DELETE FROM member WHERE id = '{MEMBER}'",
    ],
)
def test_every_changed_record_is_named(tmp_path: Path, tampering: str) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        commit(file, Draft("member", MEMBER, {}, {"birth_date": "夏天"}))
        file.connection.execute(tampering)
        found = health.examine(file)
        assert [(one.kind, one.id) for one in found.problems] == [("member", MEMBER)]
        assert not found.sound
        assert found.chain


def test_a_record_sealed_anew_is_told_by_its_history(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        held = state.read(file.connection, "member", [MEMBER])[MEMBER]
        forged = {**held, "name": "乙"}
        file.connection.execute(
            "UPDATE member SET name = ?, seal = ? WHERE id = ?",
            ("乙", seal.seal("member", MEMBER, forged), MEMBER),
        )
        assert [one.what for one in health.examine(file).problems] == ["内容与历史记录不符。"]


def test_a_record_without_a_past_is_told(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        sealed = seal.seal("village", "v", {})
        file.connection.execute("INSERT INTO village (id, seal) VALUES ('v', ?)", (sealed,))
        assert [(one.kind, one.id) for one in health.examine(file).problems] == [("village", "v")]


def test_a_changed_batch_is_named(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        batch = commit(file, *household(2))
        file.connection.execute("UPDATE batch SET author = '乙' WHERE number = 2")
        found = health.examine(file)
        assert [one.id for one in found.problems] == [batch.id]
        assert not found.chain


def test_the_examination_can_be_watched_and_cancelled(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        seen: list[tuple[int, int]] = []
        health.examine(file, sample_file.watching(seen))
        assert seen[-1] == (5, 5)
        assert seen == sorted(seen)
        with pytest.raises(CancelledError):
            health.examine(file, lambda _done, _total: False)


def test_a_half_typed_page_outlives_the_program_and_stays_out_of_the_journal(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        sketches.keep(file.connection, "a", "household", "2018-09-30T01:00:00", "{}")
        sketches.keep(file.connection, "b", "household", "2018-09-30T02:00:00", "[1]")
        sketches.keep(file.connection, "b", "household", "2018-09-30T03:00:00", "[2]")
    with File.open(file.path, file.key) as again:
        assert sketches.texts(again.connection) == ["[2]", "{}"]
        sketches.drop(again.connection, "b")
        assert sketches.texts(again.connection) == ["{}"]
        assert history.batches(again) == []
        assert health.examine(again).sound
