"""A program that saves households through the real store until it is killed; see test_kill.py.

It reads lines `WAY FIRST` and forks for each, so that 30 deaths cost 30 forks and not 30 starts. The child prints
`pid N`, `begun N` before and `saved N` after each commit; the parent prints `dead` when the child is gone.
"""

import os
import sys
from pathlib import Path

from fupin_desk.model.value import Draft
from fupin_desk.store.file.file import File
from fupin_desk.store.file.file_key import Key
from fupin_desk.store.journal import journal
from tests.sample_file import household, load_writer, record_id

MANY = 1_500


def say(text: str) -> None:
    """Write a line to whoever watches, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def save_households(file: File, first: int) -> None:
    """Save one household after the other, each with an edit of the one before."""
    for number in range(first, first + 1_000):
        drafts = household(number, members=3)
        if number > first:
            drafts.append(Draft("household", record_id(number - 1), {"phone": str(number)}))
        say(f"begun {number}")
        journal.commit(file, drafts, author="甲", what="录入")
        say(f"saved {number}")


def import_many(file: File, first: int) -> None:
    """Save many households as one batch, again and again."""
    for start in range(first, first + 1_000 * MANY, MANY):
        drafts = [draft for number in range(start, start + MANY) for draft in household(number, members=3)]
        say(f"begun {start}")
        journal.commit(file, drafts, author="甲", what="导入")
        say(f"saved {start}")


def main(path: Path, key: Key) -> None:
    """Fork a saver for each line on the standard input."""
    load_writer()
    say("ready")
    for line in sys.stdin:
        way, first = line.split()
        pid = os.fork()
        if not pid:
            say(f"pid {os.getpid()}")
            with File.open(path, key) as file:
                {"save": save_households, "import": import_many}[way](file, int(first))
        os.waitpid(pid, 0)
        say("dead")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Key(sys.argv[2], sys.argv[3]))
