"""What killed programs leave beside a desk file and among its backups: half-made copies, all of them encrypted."""

import contextlib
import re
from pathlib import Path


def sweep(path: Path, backups: Path) -> list[Path]:
    """Remove the half-made copies of a file and return them.

    Whoever makes one holds the lock of the file, so that who holds it now may remove what is left of the others.

    Args:
        path: The desk file, which the caller has open to write.
        backups: The folder of its backups.
    """
    name, stem = re.escape(path.name), re.escape(path.stem)
    beside = re.compile(rf"\.{name}\.\d+\.[a-z]+(?:-journal)?")
    among = re.compile(rf"\.{stem}-\d+\.(?:tmp|rehearsal)(?:-journal)?")
    gone = []
    for folder, pattern in ((path.parent, beside), (backups, among)):
        for left in folder.iterdir() if folder.is_dir() else ():
            if pattern.fullmatch(left.name):
                # A virus scanner may hold it: the next start tries again.
                with contextlib.suppress(OSError):
                    left.unlink()
                    gone.append(left)
    return gone
