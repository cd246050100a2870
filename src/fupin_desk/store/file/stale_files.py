"""What killed programs leave beside a desk file and among its backups: half-made copies, all of them encrypted."""

import contextlib
import re
from pathlib import Path

_STAMP = r"\d{8}-\d{6}(?:-\d+)?\.fupin-backup"


def sweep(path: Path, backups: Path) -> list[Path]:
    """Remove the half-made copies of a file and return them.

    Whoever makes one holds the lock of the file, so that who holds it now may remove what is left of the others.

    Args:
        path: The desk file, which the caller has open to write.
        backups: The folder of its backups.
    """
    name, stem = re.escape(path.name), re.escape(path.stem)
    # The second is the copy that is made before an upgrade.
    beside = rf"\.(?:{name}|{stem}-v\d+\.fupin-backup)\.\d+\.[a-z]+(?:-journal)?"
    among = rf"\.{stem}-\d+\.(?:tmp|rehearsal)(?:-journal)?"
    return [*_removed(path.parent, beside), *_removed(backups, among), *_removed(backups, _copies(path.stem))]


def sweep_copies(backup: Path, folder: Path) -> None:
    """Remove from a folder, a stick, the half-made second copies of a file's backups.

    Args:
        backup: A backup of the file, which the caller has open.
        folder: Where second copies are put.
    """
    _removed(folder, _copies(re.sub(rf"-{_STAMP}$", "", backup.name)))


def _copies(stem: str) -> str:
    return rf"\.{re.escape(stem)}-{_STAMP}\.tmp"


def _removed(folder: Path, pattern: str) -> list[Path]:
    gone = []
    for left in folder.iterdir() if folder.is_dir() else ():
        if re.fullmatch(pattern, left.name):
            # A virus scanner may hold it: the next start tries again.
            with contextlib.suppress(OSError):
                left.unlink()
                gone.append(left)
    return gone
