"""No identity number, name or phone lies in plain text in anything that the store writes."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk.model.value import Draft
from fupin_desk.store.file import backup, migrate
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import autosave, history
from tests import sample_file
from tests.sample_file import ID_NUMBER, PASSPHRASE, commit, household, record_id

_SECRETS = (ID_NUMBER, "欧阳慧敏", "13871990990", PASSPHRASE)
_NOW = datetime.datetime(2018, 9, 30, tzinfo=datetime.UTC)


def leaks(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (file name, secret) of whatever can be read in a folder, names of files included."""
    for path in folder.rglob("*"):
        content = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        for secret in _SECRETS:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
                if secret.encode(encoding) in content:
                    yield path.name, secret


def planted(folder: Path) -> File:
    """Return a file in which the secrets lie in every place that can hold a text."""
    file = sample_file.new_file(folder)
    house = record_id(1)
    commit(file, *household(1, phone="13871990990", note=ID_NUMBER))
    commit(file, Draft("member", record_id(10, "b"), {"name": "欧阳慧敏"}, {"birth_date": ID_NUMBER}))
    commit(file, Draft("household", house, {"phone": None}), what="改")
    autosave.keep(file.connection, house, "household", "2018-09-30T00:00:00Z", f'{{"id": "{ID_NUMBER}"}}')
    history.undo(file, history.batches(file)[0].id, author="甲")
    return file


def test_the_planted_secrets_are_found_where_they_are_not_hidden(tmp_path: Path) -> None:
    (tmp_path / "open.txt").write_text(ID_NUMBER, "utf-16-le")
    assert list(leaks(tmp_path)) == [("open.txt", ID_NUMBER)]


def test_file_lock_backup_second_copy_and_restored_file_hold_no_plain_text(tmp_path: Path) -> None:
    with planted(tmp_path) as file:
        made = backup.back_up(file, tmp_path / "backups", _NOW)
        backup.copy_to(made.path, tmp_path / "stick")
    backup.restore(made.path, file.path, PASSPHRASE)
    with File.open(file.path, PASSPHRASE) as again:
        again.rekey("another passphrase")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 5
    assert list(leaks(tmp_path)) == []


def test_the_rollback_journal_of_a_running_save_holds_no_plain_text(tmp_path: Path) -> None:
    with planted(tmp_path) as file:
        commit(file, *(draft for number in range(100, 300) for draft in household(number)))
        file.connection.execute("PRAGMA cache_size = 10")
        file.connection.execute("BEGIN IMMEDIATE")
        file.connection.execute("UPDATE member SET name = '欧阳慧敏', id_number = ?", (ID_NUMBER,))
        file.connection.execute("CREATE TEMP TABLE sorted AS SELECT * FROM member ORDER BY id_number")
        assert (tmp_path / "desk.fupin-journal").stat().st_size > 0
        assert list(leaks(tmp_path)) == []
        file.connection.execute("ROLLBACK")


def test_the_copy_made_before_an_upgrade_holds_no_plain_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted(tmp_path).close()
    steps = tmp_path / "steps"
    steps.mkdir()
    after = migrate.newest() + 1
    (steps / f"{after:04d}_more.sql").write_text("CREATE TABLE more (id TEXT) STRICT;\n")
    monkeypatch.setattr(migrate, "FOLDER", steps)
    File.open(tmp_path / "desk.fupin", sample_file.key()).close()
    assert len(list(tmp_path.glob("*.fupin-backup"))) == 1
    assert list(leaks(tmp_path)) == []
