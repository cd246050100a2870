"""Backups are opened again and compared before they count."""

import datetime
import shutil
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
    RequestError,
)
from fupin_desk.store.file import backup, disk
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import history, journal, timestamps
from tests import damage, sample_file
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


def test_passphrase_and_recovery_sheet_open_every_backup_and_none_is_written_to(tmp_path: Path) -> None:
    """S4: `undo X.fupin-backup` changed the backup."""
    with sample_file.new_file(tmp_path) as file:
        made = backup.back_up(file, tmp_path / "backups", NOW)
    before = made.path.read_bytes()
    for secret in (PASSPHRASE, file.key):
        with File.open(made.path, secret, readonly=True) as opened:
            assert opened.about("operator") == "甲"
        with pytest.raises(RequestError, match="备份从不改写"):
            File.open(made.path, secret)
    assert made.path.read_bytes() == before
    assert list(made.path.parent.iterdir()) == [made.path]


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


def many(file: File, folder: Path, *moments: datetime.datetime) -> list[Path]:
    """Lay backups of these moments into a folder: copies of one that was made."""
    made = backup.back_up(file, folder, moments[0])
    paths = [folder / f"desk-{timestamps.stamp(at)}.fupin-backup" for at in moments]
    for path in paths[1:]:
        shutil.copy(made.path, path)
    return paths


def test_backups_are_thinned_by_day_week_and_month(tmp_path: Path) -> None:
    first = datetime.datetime(2018, 1, 1, tzinfo=clock.HERE)
    with sample_file.new_file(tmp_path) as file:
        folder = tmp_path / "backups"
        many(file, folder, *(first + datetime.timedelta(hours=12 * n) for n in range(2 * 272)))
        newest = backup.backups(folder, "desk")[0].at
        backup.thin(folder, "desk", file.key, newest)
    days = [one.at.date() for one in backup.backups(folder, "desk")]
    ages = [(newest.date() - day).days for day in days]
    assert ages.count(0) == 2
    assert [age for age in ages if 0 < age <= 14] == list(range(1, 15))
    weeks, months = days[16:24], days[24:]
    assert len({day.isocalendar()[:2] for day in weeks}) == 8
    assert len({(day.year, day.month) for day in months}) == len(months) == 7


def test_a_clock_that_jumps_to_2036_and_back_costs_no_backup(tmp_path: Path) -> None:
    """D4: one backup made in 2036 deleted 22 of 28."""
    folder = tmp_path / "backups"
    with sample_file.new_file(tmp_path) as file:
        paths = many(file, folder, *(NOW - datetime.timedelta(hours=17 * n) for n in range(28)))
        backup.thin(folder, "desk", file.key, NOW)
        before = {path for path in paths if path.exists()}
        in_2036 = NOW.replace(year=2036)
        far = [backup.back_up(file, folder, in_2036 + datetime.timedelta(days=n)).path for n in range(2)]
        back = backup.back_up(file, folder, NOW + datetime.timedelta(minutes=30)).path
    left = set(folder.iterdir())
    # The days of 2036 take the place of two days: these two go on to be the last of their weeks.
    assert left >= {far[-1], back}
    assert len(before - left) <= 2
    assert max(before) in left


def test_a_good_backup_goes_only_for_one_that_was_opened_and_agrees(tmp_path: Path) -> None:
    """D4: a rotten evening backup was kept, the good one of the morning deleted."""
    folder = tmp_path / "backups"
    yesterday = NOW - datetime.timedelta(days=1)
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        dawn, morning, evening = many(file, folder, *(yesterday.replace(hour=hour) for hour in (6, 9, 21)))
        damage.spoil(evening, damage.page_of(evening, file.key, "member"))
        backup.back_up(file, folder, NOW)
        assert (dawn.exists(), morning.exists()) == (False, True)
        assert backup.contents(morning, file.key).households == 1
        # An error that passes is no proof either: nothing goes.
        file.rekey("another passphrase")
        many(file, folder, NOW)
        shutil.copy(morning, dawn)
        backup.back_up(file, folder, NOW + datetime.timedelta(minutes=1))
        assert dawn.exists()
        assert morning.exists()


def test_a_new_file_under_an_old_name_touches_no_backup_of_the_older_one(tmp_path: Path) -> None:
    """D4: backups belong to a file and not to a name."""
    folder = tmp_path / "backups"
    with sample_file.new_file(tmp_path) as older:
        kept = many(older, folder, *(NOW - datetime.timedelta(days=n, hours=1) for n in (1, 40, 400)))
    (tmp_path / "desk.fupin").unlink()
    with File.create(tmp_path / "desk.fupin", PASSPHRASE, {}) as file:
        made = [backup.back_up(file, folder, NOW - datetime.timedelta(days=n)) for n in (400, 40, 1)]
        made.append(backup.back_up(file, folder, NOW))
        assert [one.path for one in backup.backups(folder, "desk", file.key.salt)] == [
            one.path for one in reversed(made)
        ]
    assert all(path.exists() for path in kept)


def test_a_backup_stands_although_older_ones_cannot_be_thinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> list[Path]:
        raise DiskError("磁盘")

    monkeypatch.setattr(backup, "thin", refuse)
    with sample_file.new_file(tmp_path) as file:
        assert backup.back_up(file, tmp_path / "backups", NOW).path.exists()


def test_a_file_that_does_not_agree_with_itself_gets_no_verified_backup(tmp_path: Path) -> None:
    """S1: the backup of a half-saved file said that it was opened and compared."""
    folder = tmp_path / "backups"
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        good = backup.back_up(file, folder, NOW)
        file.connection.execute("UPDATE member SET name = '乙'")
    with File.open(file.path, file.key) as file:
        for minute in (1, 2):
            with pytest.raises(DamagedFileError, match="存疑"):
                backup.back_up(file, folder, NOW + datetime.timedelta(minutes=minute))
        assert backup.backups(folder, "desk") == [good]
    assert sorted(path.name for path in folder.iterdir()) == [good.path.name, "desk-存疑.fupin-backup"]


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
    # M5: it is the backup that does not open, not a file in between.
    with pytest.raises(CannotUnlockError, match=made.path.name):
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


@pytest.mark.parametrize("hot", [False, True])
def test_the_journal_of_a_file_goes_aside_with_it(tmp_path: Path, *, hot: bool) -> None:
    """D5: the file that was moved aside was torn, its journal applied to the restored one."""
    with sample_file.new_file(tmp_path) as file:
        commit(file, *(draft for number in range(60) for draft in household(number)))
        made = backup.back_up(file, tmp_path / "backups", NOW)
        commit(file, *household(100))
        before = sample_file.seals(file)
        if hot:
            (tmp_path / "cut").mkdir()
            file.connection.execute("PRAGMA cache_size = 5")
            file.connection.execute("BEGIN IMMEDIATE")
            file.connection.execute("UPDATE household SET address = hex(randomblob(400)), seal = 'x'")
            for name in ("desk.fupin", "desk.fupin-journal"):
                shutil.copy(tmp_path / name, tmp_path / "cut" / name)
            file.connection.execute("ROLLBACK")
    target = tmp_path / "cut" / "desk.fupin" if hot else file.path
    aside = backup.restore(made.path, target, PASSPHRASE)
    assert aside is not None
    with File.open(target, PASSPHRASE) as restored:
        sample_file.assert_sound(restored)
        assert len(sample_file.seals(restored)) == len(before) - 3
    with File.open(aside, PASSPHRASE) as older:
        assert sample_file.seals(older) == before


def test_a_journal_without_its_file_is_not_applied_to_a_restored_or_a_new_one(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        made = backup.back_up(file, tmp_path / "backups", NOW)
    for name in ("restored.fupin", "new.fupin"):
        (tmp_path / f"{name}-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(4096))
    backup.restore(made.path, tmp_path / "restored.fupin", file.key)
    with File.create(tmp_path / "new.fupin", PASSPHRASE, {}) as new:
        sample_file.assert_sound(new)
    assert len(list(tmp_path.glob("*-journal-移开-*"))) == 2


@pytest.mark.parametrize("back", [True, False])
def test_a_restore_that_fails_at_its_last_step_says_where_the_file_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, back: bool
) -> None:
    """M8: nothing lay under the name, and nobody said where the older file was."""
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        before = sample_file.seals(file)
        made = backup.back_up(file, tmp_path / "backups", NOW)
    moved, move = [], disk.move

    def refuse(path: Path, target: Path) -> None:
        moved.append(path)
        if len(moved) == 2 or (len(moved) == 3 and not back):
            raise OSError(5, "gone")
        move(path, target)

    monkeypatch.setattr(disk, "move", refuse)
    with pytest.raises(DiskError, match="已放回原处" if back else r"现在叫“(.+?)”") as refused:
        backup.restore(made.path, file.path, PASSPHRASE)
    monkeypatch.undo()
    if not back:
        aside = str(refused.value).partition("现在叫“")[2].partition("”")[0]
        (tmp_path / aside).rename(file.path)
    with File.open(file.path, PASSPHRASE) as again:
        assert sample_file.seals(again) == before


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


def test_a_stamped_name_is_free(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = disk.stamped(tmp_path / "a.b-恢复前", NOW, ".fupin")
        path.touch()
        names.append(path.name)
    stamp = timestamps.stamp(NOW)
    assert names == [f"a.b-恢复前-{stamp}{again}.fupin" for again in ("", "-2", "-3")]
