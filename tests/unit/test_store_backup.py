"""Backups are opened again and compared before they count."""

import datetime
from pathlib import Path

import pytest

from fupin_desk.model import clock
from fupin_desk.model.error import (
    CancelledError,
    CannotUnlockError,
    DamagedFileError,
    DiskError,
    FileLockedError,
    NotFoundError,
)
from fupin_desk.store import backup, history, journal, moment
from fupin_desk.store.file import File
from tests import sample_file
from tests.sample_file import PASSPHRASE, commit, household

NOW = datetime.datetime(2018, 9, 30, 15, 30, tzinfo=clock.HERE)


def test_a_backup_has_a_name_without_personal_data_and_says_what_it_holds(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1), at="2018-09-30T00:00:00Z")
        made = backup.back_up(file, tmp_path / "backups", NOW)
        assert made.path.name == "desk-20180930-153000.fupin-backup"
        assert backup.backups(tmp_path / "backups", "desk") == [made]
        held = backup.contents(made.path, file.key)
        assert (held.households, held.members, held.visits, held.batches) == (1, 2, 0, 1)
        assert (held.last_at, held.head) == ("2018-09-30T00:00:00Z", journal.head(file))
        assert [path.name for path in (tmp_path / "backups").iterdir()] == [made.path.name]


def test_passphrase_and_recovery_sheet_open_every_backup(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        made = backup.back_up(file, tmp_path, NOW)
    for secret in (PASSPHRASE, file.key):
        with File.open(made.path, secret) as opened:
            assert opened.about("operator") == "甲"


def test_a_snapshot_can_be_backed_up_while_the_file_goes_on(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        with file.snapshot() as copy:
            commit(file, *household(2))
            made = backup.back_up(copy, tmp_path, NOW)
        assert backup.contents(made.path, file.key).households == 1


def test_two_backups_of_one_second_both_stay(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        names = {backup.back_up(file, tmp_path, NOW).path.name for _ in range(3)}
    assert len(names) == 3
    assert len(backup.backups(tmp_path, "desk")) == 3


def test_other_files_of_the_folder_are_not_taken_for_backups(tmp_path: Path) -> None:
    for name in (
        "desk-20180930-153000.fupin-backup.txt", "desk-19999999-999999.fupin-backup", "desk-v1.fupin-backup",
        "desk2-20180930-153000.fupin-backup",
    ):  # fmt: skip
        (tmp_path / name).touch()
    assert backup.backups(tmp_path, "desk") == []
    assert backup.backups(tmp_path / "none", "desk") == []


def test_a_copy_that_does_not_agree_is_thrown_away_and_older_backups_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        older = backup.back_up(file, tmp_path / "backups", NOW)
        copied = backup._copy

        def bad_disk(opened: File, begun: Path, progress: backup.Progress | None) -> None:
            copied(opened, begun, progress)
            content = bytearray(begun.read_bytes())
            content[len(content) // 2] ^= 4
            begun.write_bytes(content)

        monkeypatch.setattr(backup, "_copy", bad_disk)
        with pytest.raises(DamagedFileError, match="没有留下"):
            backup.back_up(file, tmp_path / "backups", NOW + datetime.timedelta(days=400))
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [older.path.name]


def test_a_cancelled_backup_leaves_nothing(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        with pytest.raises(CancelledError, match="取消"):
            backup.back_up(file, tmp_path / "backups", NOW, progress=lambda _done, _total: False)
        seen: list[tuple[int, int]] = []
        backup.back_up(file, tmp_path / "backups", NOW, progress=sample_file.watching(seen))
    assert seen[-1][0] == seen[-1][1] > 0
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_backups_are_thinned_by_day_week_and_month(tmp_path: Path) -> None:
    first = datetime.datetime(2018, 1, 1, tzinfo=clock.HERE)
    for hour in range(24 * 272 // 6):
        at = first + datetime.timedelta(hours=6 * hour)
        (tmp_path / f"desk-{moment.stamp(at)}.fupin-backup").touch()
    newest = backup.backups(tmp_path, "desk")[0].at
    backup.thin(tmp_path, "desk", newest)
    days = [one.at.date() for one in backup.backups(tmp_path, "desk")]
    ages = [(newest.date() - day).days for day in days]
    assert ages.count(0) == 4
    assert [age for age in ages if 0 < age <= 14] == list(range(1, 15))
    assert 6 <= sum(14 < age <= 56 for age in ages) <= 7
    months = [(day.year, day.month) for day, age in zip(days, ages, strict=True) if age > 56]
    assert len(months) == len(set(months)) == 8


def test_a_second_copy_is_read_back(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        made = backup.back_up(file, tmp_path / "backups", NOW)
    copy = backup.copy_to(made.path, tmp_path / "stick")
    assert copy.read_bytes() == made.path.read_bytes()
    assert [path.name for path in (tmp_path / "stick").iterdir()] == [made.path.name]
    with pytest.raises(DiskError, match="找不到"):
        backup.copy_to(tmp_path / "gone.fupin-backup", tmp_path / "stick")


def test_a_restore_brings_the_day_of_the_backup_and_sets_the_file_aside(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        before = sample_file.seals(file)
        made = backup.back_up(file, tmp_path / "backups", NOW)
        commit(file, *household(2))
        after = sample_file.seals(file)
    aside = backup.restore(made.path, file.path, PASSPHRASE)
    assert aside is not None
    with File.open(file.path, PASSPHRASE) as restored:
        assert sample_file.seals(restored) == before
        sample_file.assert_sound(restored)
    with File.open(aside, PASSPHRASE) as older:
        assert sample_file.seals(older) == after


def test_a_restored_file_writes_under_a_new_device(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        made = backup.back_up(file, tmp_path / "backups", NOW)
        commit(file, *household(2))
    backup.restore(made.path, file.path, file.key)
    with File.open(file.path, file.key) as restored:
        batch = commit(restored, *household(3))
        assert batch.device != sample_file.DEVICE
        assert batch.number == 1
        assert [one.number for one in history.batches(restored)] == [1, 1]
        sample_file.assert_sound(restored)


def test_nothing_is_restored_over_an_open_file(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        made = backup.back_up(file, tmp_path / "backups", NOW)
        with pytest.raises(FileLockedError):
            backup.restore(made.path, file.path, PASSPHRASE)


def test_a_damaged_missing_or_foreign_backup_changes_nothing(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        made = backup.back_up(file, tmp_path / "backups", NOW)
    before = file.path.read_bytes()
    with pytest.raises(CannotUnlockError):
        backup.restore(made.path, file.path, "not it")
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(DamagedFileError, match="没有用它恢复"):
        backup.restore(made.path, file.path, file.key)
    with pytest.raises(NotFoundError):
        backup.restore(tmp_path / "gone", file.path, file.key)
    assert file.path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".desk.fupin.lock", "backups", "desk.fupin"]


def test_a_backup_restores_where_no_file_is(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        made = backup.back_up(file, tmp_path / "backups", NOW)
    assert backup.restore(made.path, tmp_path / "new.fupin", file.key) is None
    File.open(tmp_path / "new.fupin", file.key).close()


def test_older_backups_keep_the_older_passphrase(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        older, old_key = backup.back_up(file, tmp_path / "backups", NOW), file.key
        file.rekey("another passphrase")
        newer = backup.back_up(file, tmp_path / "backups", NOW)
        assert backup.contents(newer.path, file.key).batches == 0
        assert backup.contents(older.path, old_key).batches == 0
        with pytest.raises(CannotUnlockError):
            backup.contents(older.path, file.key)
