"""The lock beside a desk file: one window or program writes at a time, and the next is told who it is."""

import contextlib
import os
import platform
import sys
from pathlib import Path
from typing import Self

from fupin_desk.model.error import FileLockedError
from fupin_desk.store.file import driver_errors

_CLOSED = "closed"
_MOST = 256


class Lock:
    """A lock of the operating system on a small file: it dies with the process, however that ends."""

    def __init__(self, path: Path, handle: int, mark: str) -> None:
        self.path = path
        self.mark = mark
        """The state in which the file was last closed (engine.mark); empty after a crash, or if nothing is known."""
        self._handle = handle

    @classmethod
    def take(cls, file: Path, program: str = "") -> Self:
        """Take the lock of a desk file.

        Args:
            file: The desk file; the lock is a hidden file beside it.
            program: What to tell others, the program's name by default.

        Raises:
            FileLockedError: If another holds it; the message says who.
            DiskError: If the folder cannot be written to.
        """
        path = file.with_name(f".{file.name}.lock")
        with driver_errors.told(file):
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _hold(handle)
            except OSError:
                os.close(handle)
                raise FileLockedError(_refusal(file, _owner(path))) from None
        lock = cls(path, handle, _read_mark(handle))
        lock._write(
            f"{os.getpid()}\n{platform.node()}\n{program or Path(sys.argv[0]).name or 'fupin-desk'}\n"
        )
        return lock

    @staticmethod
    def mark_of(file: Path) -> str:
        """Return the state in which a file was last closed, without taking its lock; empty while it is open."""
        with contextlib.suppress(OSError):
            return _mark_in(_begin_of(file.with_name(f".{file.name}.lock")))
        return ""

    def release(self, mark: str = "") -> None:
        """Give the lock back. The small file stays: removing it would race with the next owner.

        Args:
            mark: The state in which the file was closed; left out, the next one who opens it examines it.
        """
        if self._handle >= 0:
            if mark:
                self._write(f"{_CLOSED} {mark}\n")
            os.close(self._handle)
            self._handle = -1

    def _write(self, text: str) -> None:
        # On a full disk the lock holds all the same; others are only not told who has it.
        with contextlib.suppress(OSError):
            os.truncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, text.encode(errors="replace"))


def _hold(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        # A byte far behind the text, so that others can still read who holds it.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _read_mark(handle: int) -> str:
    with contextlib.suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        return _mark_in(os.read(handle, _MOST))
    return ""


def _mark_in(content: bytes) -> str:
    word, _, mark = content.decode(errors="replace").partition(" ")
    return mark.strip() if word == _CLOSED else ""


def _owner(path: Path) -> list[str]:
    with contextlib.suppress(OSError):
        return _begin_of(path).decode(errors="replace").splitlines()
    return []


def _begin_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST)


def _refusal(file: Path, owner: list[str]) -> str:
    who = "另一个窗口或程序正在使用"
    if len(owner) == 3:
        who = f"电脑 {owner[1]} 上的 {owner[2]}（进程 {owner[0]}）正在使用"
    return f"“{file.name}”已被打开：{who}。文件是安全的，没有改动。请在那个窗口里操作，或先关闭它再打开。"
