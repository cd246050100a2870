"""A program that changes the passphrase of a file until it is killed; see test_rekeying.py."""

import sys
from pathlib import Path

from fupin_desk.store.file import file_key
from fupin_desk.store.file.file import File
from fupin_desk.store.file.file_key import Key
from tests.faults import failing


def main(path: Path, key: Key) -> None:
    """Open the file, say so, and change its passphrase."""
    file_key._ROUNDS = 1
    with File.open(path, key) as file:
        failing.say("begun")
        file.rekey(failing.NEW)
        failing.say("changed")
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Key(*sys.argv[2:]))
