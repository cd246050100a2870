"""Writing a file for a person so that the old one is whole until the new one is whole.

What is written is plain text of people. Where the system allows, it has no name until it is whole, so that nothing of it
outlives a program that is killed; elsewhere (a stick, Windows) a note tells the next start what to remove.
"""

import contextlib
import errno
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from fupin_desk import paths
from fupin_desk.model.error import DiskError, RequestError

_PREFIX, _SUFFIX = ".~fd_", ".tmp"
_STALE_SECONDS = 3600
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BAD_NAME = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.EISDIR, errno.ENOTDIR})


def probe(path: Path) -> None:
    """Refuse early a target that somebody has open, so that no work is done in vain.

    Raises:
        RequestError: If Excel, WPS or LibreOffice holds the file, or the path is a folder.
    """
    if path.is_dir():
        raise RequestError(f"“{path}”是一个文件夹，不能写成文件。请换一个文件名。")
    if not path.exists():
        return
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise RequestError(
                f"“{path.name}”正被 Excel、WPS 或 LibreOffice 打开，没有改动它。请关闭后再导出，或另存为别的名字。"
                f"如果并没有打开它，请删除旁边的“{lock.name}”。"
            )
    try:
        with path.open("r+b"):
            pass
    except PermissionError:
        raise _held(path) from None


@contextlib.contextmanager
def writing(path: Path, verify: Callable[[Path], bool]) -> Iterator[Path]:
    """Give a temporary path in the target's folder; on a clean exit it is verified and takes the target's place.

    Args:
        path: The file that a person asked for.
        verify: Reopens the finished temporary file; False means that it did not read back as written.

    Raises:
        DiskError: If the disk is full, read-only or gone, or the file did not read back; the old file stands.
        RequestError: If the target is held by another program or its name is impossible.
    """
    try:
        probe(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        with _draft(path.parent) as (temporary, name):
            yield temporary
            _sync(temporary)
            if not verify(temporary):
                raise DiskError(
                    f"写出的“{path.name}”读回来不一致，磁盘可能有问题。原来的文件没有改动。请换一个位置再试。"
                )
            _replace(name(), path)
            _sync_folder(path.parent)
    except OSError as problem:
        raise _worded(problem, path) from problem


@contextlib.contextmanager
def _draft(folder: Path) -> Iterator[tuple[Path, Callable[[], Path]]]:
    """Give a path to write to, and what gives the finished file a name in the folder."""
    handle = _nameless(folder)
    if handle is None:
        with _named(folder) as temporary:
            yield temporary, lambda: temporary
        return
    try:
        nameless = Path(f"/proc/self/fd/{handle}")
        named = folder / f"{_PREFIX}{os.getpid()}_{secrets.token_hex(4)}{_SUFFIX}"

        def name() -> Path:
            # Only beside an open folder does Python follow the link of /proc to the file itself.
            place = os.open(folder, os.O_RDONLY)
            try:
                os.link(nameless, named.name, dst_dir_fd=place, follow_symlinks=True)
            finally:
                os.close(place)
            return named

        try:
            yield nameless, name
        finally:
            named.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _nameless(folder: Path) -> int | None:
    """Open a file that has no name; None where the system or the disk has no such thing."""
    if not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)
    except OSError as refusal:
        if refusal.errno in _FULL:
            raise
        return None


@contextlib.contextmanager
def _named(folder: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=f"{_PREFIX}{os.getpid()}_", suffix=_SUFFIX, dir=folder)
    os.close(handle)
    note = _notes() / Path(name).name
    try:
        with contextlib.suppress(OSError):
            note.parent.mkdir(exist_ok=True, mode=0o700)
            note.write_text(name, encoding="utf-8", errors="surrogateescape")
        yield Path(name)
    finally:
        for left in (Path(name), note):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def _notes() -> Path:
    """Return the folder of notes on drafts that have a name: each tells where its draft lies."""
    return paths.home() / "drafts"


def sweep_noted() -> None:
    """Remove the drafts of programs on this computer that were killed: to be called at start."""
    for note in _notes().glob(f"{_PREFIX}*{_SUFFIX}"):
        pid = note.name.removeprefix(_PREFIX).partition("_")[0]
        with contextlib.suppress(OSError):
            draft = Path(note.read_text(encoding="utf-8", errors="surrogateescape"))
            if _is_written(draft, int(pid) if pid.isdecimal() else 0):
                continue
            draft.unlink(missing_ok=True)
            note.unlink()


def _is_written(draft: Path, pid: int) -> bool:
    """Whether a program may still be at work on a draft."""
    if sys.platform == "win32":
        # To ask there by a signal would end the other program; between two steps nobody has the draft open.
        return pid == os.getpid() or (draft.exists() and not _is_stale(draft))
    return pid > 0 and _runs(pid)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def put(path: Path, content: bytes) -> None:
    """Write bytes into a file.

    Raises:
        DiskError, RequestError: As `writing`.
    """
    with writing(path, lambda made: made.read_bytes() == content) as made:
        made.write_bytes(content)


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed run left behind more than an hour ago."""
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if _is_stale(left):
                left.unlink()


def _is_stale(draft: Path) -> bool:
    return time.time() - draft.stat().st_mtime > _STALE_SECONDS


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network and FAT folders cannot be synced; the file itself is.
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _replace(temporary: Path, path: Path) -> None:
    """Put the new file in place; a virus scanner may hold either for a moment."""
    for wait in (0.05, 0.1, 0.2, 0.4, None):
        try:
            temporary.replace(path)
        except PermissionError:
            if wait is None:
                raise _held(path) from None
            time.sleep(wait)
        else:
            return


def _held(path: Path) -> RequestError:
    return RequestError(
        f"“{path.name}”正被别的程序打开，或者是只读文件，没有改动它。请关闭 Excel 或 WPS 后再导出，或另存为别的名字。"
    )


def _worded(problem: OSError, path: Path) -> DiskError | RequestError:
    if problem.errno in _FULL:
        return DiskError(
            f"磁盘空间不足，“{path.name}”没有写出，原来的文件没有改动。请清理磁盘或换一个位置再导出。"
        )
    if problem.errno in _BAD_NAME:
        return RequestError(f"“{path}”不能作文件名。请换一个名字或文件夹。")
    return DiskError(
        f"“{path.name}”写不进“{path.parent}”（磁盘只读、没有权限或已拔出），原来的文件没有改动。请换一个位置再导出。"
    )
