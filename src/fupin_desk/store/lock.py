"""The lock beside a desk file: one window or program writes at a time, and the next is told who it is."""

import contextlib
import os
import platform
import sys
from pathlib import Path
from typing import Self

from fupin_desk.model.error import FileLockedError
from fupin_desk.store import trouble


class Lock:
    """A lock of the operating system on a small file: it dies with the process, however that ends."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
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
        with trouble.told(file):
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _hold(handle)
            except OSError:
                os.close(handle)
                raise FileLockedError(_refusal(file, _owner(path))) from None
            _write_owner(handle, program or Path(sys.argv[0]).name or "fupin-desk")
        return cls(path, handle)

    def release(self) -> None:
        """Give the lock back. The small file stays: removing it would race with the next owner."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _hold(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        # A byte far behind the text, so that others can still read who holds it.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _write_owner(handle: int, program: str) -> None:
    text = f"{os.getpid()}\n{platform.node()}\n{program}\n"
    os.lseek(handle, 0, os.SEEK_SET)
    os.truncate(handle, 0)
    os.write(handle, text.encode())


def _owner(path: Path) -> tuple[str, str, str]:
    lines: list[str] = []
    with contextlib.suppress(OSError):
        lines = path.read_text("utf-8", errors="replace").splitlines()
    pid, host, program = [*lines, "?", "?", "?"][:3]
    return pid, host, program


def _refusal(file: Path, owner: tuple[str, str, str]) -> str:
    pid, host, program = owner
    return (
        f"“{file.name}”已被打开：电脑 {host} 上的 {program}（进程 {pid}）正在使用。文件是安全的，没有改动。"
        "请在那个窗口里操作，或先关闭它再打开。"
    )
