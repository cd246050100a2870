"""The examination of a file, and half-typed pages."""

import shutil
from pathlib import Path

import pytest

from fupin_desk.model.error import CancelledError, DiskError
from fupin_desk.model.value import Draft
from fupin_desk.store.file import integrity
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import autosave, history, record_state, seal
from tests import sample_file
from tests.sample_file import commit, household, record_id

MEMBER = record_id(10, "b")


def test_a_sound_file_is_counted_and_nothing_found(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1), *household(2))
        commit(file, Draft("member", MEMBER, {}, {"birth_date": "夏天"}, removed=True, remove_reason="迁出"))
        found = integrity.examine(file)
        assert found.sound
        assert (found.counts["household"], found.counts["member"], found.rows, found.batches) == (2, 3, 6, 2)
        with file.snapshot() as copy:
            assert integrity.examine(copy) == found


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
        found = integrity.examine(file)
        assert [(one.kind, one.id) for one in found.problems] == [("member", MEMBER)]
        assert not found.sound
        assert found.chain


def test_a_record_sealed_anew_is_told_by_its_history(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        held = record_state.read(file.connection, "member", [MEMBER])[MEMBER]
        forged = {**held, "name": "乙"}
        file.connection.execute(
            "UPDATE member SET name = ?, seal = ? WHERE id = ?",
            ("乙", seal.seal("member", MEMBER, forged), MEMBER),
        )
        assert [one.what for one in integrity.examine(file).problems] == ["内容与历史记录不符。"]


def test_a_record_without_a_past_is_told(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        sealed = seal.seal("village", "v", {})
        file.connection.execute("INSERT INTO village (id, seal) VALUES ('v', ?)", (sealed,))
        assert [(one.kind, one.id) for one in integrity.examine(file).problems] == [("village", "v")]


def test_a_changed_batch_is_named(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        batch = commit(file, *household(2))
        file.connection.execute("UPDATE batch SET author = '乙' WHERE number = 2")
        found = integrity.examine(file)
        assert [one.id for one in found.problems] == [batch.id]
        assert not found.chain


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("DROP TABLE county_figure", "缺少表 county_figure"),
        ("DROP INDEX change_by_record", "缺少索引 change_by_record"),
        ("CREATE TRIGGER t AFTER UPDATE ON member BEGIN DELETE FROM income; END", "多出触发器 t"),
        ("CREATE VIEW v AS SELECT 1", "多出视图 v"),
        ("CREATE TABLE t (x)", "多出表 t"),
        ("ALTER TABLE member ADD COLUMN extra TEXT", "表 member 的结构被改动"),
        ("DELETE FROM search", "查找用的索引有 3 处"),
        ("UPDATE search SET tokens = 'x' WHERE kind = 'household'", "查找用的索引有 1 处"),
        ("UPDATE about SET value = '乙' WHERE name = 'operator'", "文件自己的信息"),
        ("INSERT INTO about VALUES ('more', '')", "文件自己的信息"),
        ("DELETE FROM about WHERE name = 'seal'", "文件自己的信息"),
    ],
)
def test_what_is_not_as_the_program_made_it_is_told(tmp_path: Path, tampering: str, told: str) -> None:
    """S2: the examination called such files sound."""
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        sample_file.assert_sound(file)
        file.connection.execute(tampering)
        assert any(told in one.what for one in integrity.examine(file).problems)


def test_what_a_file_says_of_itself_stays_sealed_when_it_changes_or_gets_a_new_key(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        file.set_about("columns", "{}")
        sample_file.assert_sound(file)
        file.rekey("another passphrase")
        sample_file.assert_sound(file)
        file.set_about("columns", "{1}")
        sample_file.assert_sound(file)


@pytest.mark.parametrize("way", ["gone", "renamed", "replaced"])
def test_a_file_that_is_not_in_its_place_is_told_and_not_called_read_only(tmp_path: Path, way: str) -> None:
    """M3: saves said that the disk was read-only, and the examination that all was well."""
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        with file.snapshot() as copy:
            aside = file.path.rename(tmp_path / "elsewhere.fupin")
            if way == "replaced":
                shutil.copy(aside, file.path)
            if way == "gone":
                aside.unlink()
            found = integrity.examine(copy)
        assert not found.sound
        assert "不在原来的位置" in found.problems[0].what
        with pytest.raises(DiskError, match="不在原来的位置"):
            commit(file, *household(2))
        if way == "renamed":
            aside.rename(file.path)
            commit(file, *household(2))
            sample_file.assert_sound(file)


def test_the_examination_can_be_watched_and_cancelled(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        seen: list[tuple[int, int]] = []
        integrity.examine(file, sample_file.watching(seen))
        assert seen[-1] == (5, 5)
        assert seen == sorted(seen)
        with pytest.raises(CancelledError):
            integrity.examine(file, lambda _done, _total: False)


def test_a_half_typed_page_outlives_the_program_and_stays_out_of_the_journal(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        autosave.keep(file.connection, "a", "household", "2018-09-30T01:00:00", "{}")
        autosave.keep(file.connection, "b", "household", "2018-09-30T02:00:00", "[1]")
        autosave.keep(file.connection, "b", "household", "2018-09-30T03:00:00", "[2]")
    with File.open(file.path, file.key) as again:
        assert autosave.texts(again.connection) == ["[2]", "{}"]
        autosave.drop(again.connection, "b")
        assert autosave.texts(again.connection) == ["{}"]
        assert history.batches(again) == []
        assert integrity.examine(again).sound
