"""A program that works under a limit of file size, as on a full disk; see test_disk_full.py.

It prints the class and the message of what went wrong, or `done`.
"""

import datetime
import resource
import signal
import sys
from pathlib import Path

from fupin_desk.model.error import DeskError
from fupin_desk.store.file import backup
from fupin_desk.store.file.file import File
from fupin_desk.store.file.file_key import Key
from tests.sample_file import commit, household


def say(text: str) -> None:
    """Write a line to whoever watches, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def work(way: str, path: Path, file: File) -> None:
    """Do what is to fail."""
    if way == "save":
        commit(file, *(draft for number in range(100, 400) for draft in household(number)))
    elif way == "backup":
        backup.back_up(file, path.parent / "backups", datetime.datetime.now(tz=datetime.UTC))
    elif way == "create":
        File.create(path.parent / "new.fupin", "passphrase", {})


def main(way: str, path: Path, key: Key, limit: int) -> None:
    """Work with at most `limit` bytes a file."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with File.open(path, key) as file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            work(way, path, file)
            say("done")
        except DeskError as error:
            say(f"{type(error).__name__} {error}")
        (households,) = file.connection.execute("SELECT count(*) FROM household").fetchone()
        say(f"{households} {file.connection.in_transaction}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Key(sys.argv[3], sys.argv[4]), int(sys.argv[5]))
