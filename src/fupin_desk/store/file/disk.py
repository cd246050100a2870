"""What the disk must do before we say that it did: hold a file, and give it its name."""

import datetime
import errno
import itertools
import os
import time
from collections.abc import Callable
from pathlib import Path

from fupin_desk.model.error import DiskError
from fupin_desk.store.file import driver_errors
from fupin_desk.store.journal import timestamps

Copied = Callable[[int, int, int], None]

# A virus scanner holds a new file for a moment.
_WAITS = (0.05, 0.1, 0.2, 0.4)
_CANNOT = frozenset({errno.EINVAL, errno.ENOTSUP})


def sync(path: Path) -> None:
    """Make the disk hold a file before we say that it does."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def place(begun: Path, path: Path) -> None:
    """Give a complete file its name: fsync, rename, fsync of the folder.

    Raises:
        DiskError: If a file lies there already.
        UnconfirmedError: If it has its name, but the disk did not confirm that.
    """
    if path.exists():
        raise DiskError(f"“{path.name}”已经存在，没有覆盖它。请换一个文件名再试。")
    replace(begun, path)


def replace(begun: Path, path: Path) -> None:
    """Put a complete file in the place of another: after any accident either the one or the other lies there.

    Raises:
        UnconfirmedError: If it is in its place, but the disk did not confirm that.
    """
    sync(begun)
    move(begun, path)
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise driver_errors.unconfirmed(path.name) from error


def stamped(path: Path, now: datetime.datetime, suffix: str = "") -> Path:
    """Return a path that no file has: this one with a moment behind it, and a number where that is taken.

    Args:
        path: The path without its suffix.
        now: The moment.
        suffix: What ends the name.
    """
    begin = f"{path.name}-{timestamps.stamp(now)}"
    names = itertools.chain([begin], (f"{begin}-{again}" for again in itertools.count(2)))
    return next(free for name in names if not (free := path.with_name(name + suffix)).exists())


def move(path: Path, target: Path) -> None:
    """Rename a file; what holds it for a moment is waited for."""
    for wait in _WAITS:
        try:
            path.replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    path.replace(target)


def sync_folder(folder: Path) -> None:
    """Make the disk hold the names of a folder, where the system can: not on Windows, not on some sticks and shares."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
        finally:
            os.close(handle)
