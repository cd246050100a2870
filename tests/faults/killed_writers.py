"""A program that is killed while it writes a file beside the desk file, or one for people; see test_litter.py."""

import datetime
import os
import signal
import sys
from pathlib import Path

from fupin_desk import atomic
from fupin_desk.model.value import Record
from fupin_desk.store.file import backup, integrity, migrate, rehearsal
from fupin_desk.store.file.file import File
from fupin_desk.store.file.file_key import Key
from tests.sample_file import ID_NUMBER, PASSPHRASE, household
from tests.sample_file import commit as commit_drafts

_NOW = datetime.datetime(2018, 9, 30, tzinfo=datetime.UTC)


def die(*_: object) -> None:
    """End as a cut of the power ends a program."""
    os.kill(os.getpid(), signal.SIGKILL)


def _none(folder: Path) -> None:
    """Say that a folder has no files without a name."""
    del folder


def write_csv(folder: Path) -> None:
    """Export an expert who has a number of the test area."""
    from fupin_desk.catalog import catalog
    from fupin_desk.exchange import csv_export

    expert = Record("expert", "a", {"name": "欧阳慧敏", "note": ID_NUMBER})
    csv_export.write(catalog.load().forms["expert"], [expert], folder / "expert.csv")


def main(way: str, path: Path, key: Key) -> None:
    """Do one thing and die in the middle of it: when the disk is asked to keep what was written."""
    folder = path.parent / "d-备份"
    if way == "create":
        os.fsync = die  # type: ignore[assignment]
        File.create(path.with_name("new.fupin"), PASSPHRASE, {})
    elif way in {"csv", "named csv"}:
        if way == "named csv":
            atomic._nameless = _none
        os.fsync = die  # type: ignore[assignment]
        write_csv(path.parent)
    elif way == "upgrade":
        migrate.newest = lambda: 10_000
        os.fsync = die  # type: ignore[assignment]
        File.open(path, key)
    elif way == "restore":
        os.fsync = die  # type: ignore[assignment]
        backup.restore(next(folder.iterdir()), path, key)
    else:
        with File.open(path, key) as file:
            commit_drafts(file, *household(os.getpid()))
            if way == "backup":
                os.fsync = die  # type: ignore[assignment]
                backup.back_up(file, folder, _NOW)
            else:
                integrity.examine = die  # type: ignore[assignment]
                rehearsal.rehearse(file, next(folder.iterdir()))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Key(sys.argv[3], sys.argv[4]))
