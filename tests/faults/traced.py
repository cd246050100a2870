"""A program whose writes are written down; see test_power_cut.py. It says in a file which saves were acknowledged."""

import sys
from pathlib import Path

from fupin_desk.model.value import Draft
from fupin_desk.store.file.file import File
from fupin_desk.store.file.file_key import Key
from fupin_desk.store.journal import journal
from tests.sample_file import household, record_id

SAVES, IMPORTED = 25, 120
# The number of the import among the acknowledgements.
IMPORT = 900


def main(path: Path, key: Key, *, synced: bool) -> None:
    """Save households one by one, each with an edit of the one before, and then many as one batch."""
    with File.open(path, key) as file, (path.parent / "acknowledged").open("wb", buffering=0) as said:
        if not synced:
            file.connection.execute("PRAGMA synchronous = OFF")
        for number in range(1, SAVES + 1):
            drafts = household(number, members=3)
            if number > 1:
                drafts.append(Draft("household", record_id(number - 1), {"phone": str(number)}))
            journal.commit(file, drafts, author="甲", what="录入")
            said.write(f"{number}\n".encode())
        # A small cache, so that pages reach the file in the middle of the batch.
        file.connection.execute("PRAGMA cache_size = 20")
        many = [draft for n in range(IMPORT, IMPORT + IMPORTED) for draft in household(n, members=3)]
        journal.commit(file, many, author="甲", what="导入")
        said.write(f"{IMPORT}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Key(sys.argv[2], sys.argv[3]), synced=sys.argv[4] == "synced")
