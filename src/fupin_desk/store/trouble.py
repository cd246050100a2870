"""What the disk and the driver can do to us, said in sentences that a cadre can act on."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from fupin_desk.model.error import (
    CannotUnlockError,
    DamagedFileError,
    DeskError,
    DiskError,
    FileLockedError,
    NotFoundError,
    RequestError,
)

_SAFE = "本次没有写入，以前保存的内容都在。"
_FULL = "磁盘已满。" + _SAFE + "请删去不用的文件或换一个磁盘，再保存一次。"
_READ_ONLY = "“{name}”所在的磁盘或文件夹是只读的。" + _SAFE + "请解除写保护，或把文件复制到电脑硬盘再打开。"
_CLOSED = (
    "打不开“{name}”：文件夹不在了、没有权限，或 U 盘已拔出。" + _SAFE + "请检查 U 盘和文件夹权限，再试一次。"
)
_IO = "读写“{name}”时磁盘出错。" + _SAFE + "请检查 U 盘是否松动，尽快把文件复制到另一个磁盘。"
_BUSY = "“{name}”正被另一个程序使用。" + _SAFE + "请关闭那个程序（或等它做完），再试一次。"
_DAMAGED = "“{name}”有损坏的页，读不下去，没有改动它。请不要再往里录入，从最近一份核对过的备份恢复成新文件。"
_MISSING = "找不到“{name}”。没有改动任何文件。请核对文件名和位置，U 盘是否已插好。"
_FOLDER = "“{name}”是一个文件夹，不是文件。没有改动任何东西。请写出文件夹里那个文件的名字。"
_NO_FOLDER = "“{name}”是一个文件，不是文件夹。没有改动它。请换一个文件夹。"
_CANNOT_UNLOCK = (
    "“{name}”打不开，内容没有改动。三种可能：口令不对；这不是扶贫工作台的文件；文件开头已损坏。"
    "请先检查大小写和输入法再试口令；忘了口令用恢复单；两样都不行，请打开最近的备份。"
)

_BY_CODE: dict[str, tuple[type[DeskError], str]] = {
    "SQLITE_FULL": (DiskError, _FULL),
    "SQLITE_READONLY": (DiskError, _READ_ONLY),
    "SQLITE_CANTOPEN": (DiskError, _CLOSED),
    "SQLITE_IOERR": (DiskError, _IO),
    "SQLITE_BUSY": (FileLockedError, _BUSY),
    "SQLITE_LOCKED": (FileLockedError, _BUSY),
    "SQLITE_CORRUPT": (DamagedFileError, _DAMAGED),
    "SQLITE_NOTADB": (CannotUnlockError, _CANNOT_UNLOCK),
}


_CODES = {
    "database or disk is full": "SQLITE_FULL",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "disk I/O error": "SQLITE_IOERR",
    "database is locked": "SQLITE_BUSY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
}


def worded(error: BaseException, name: str) -> DeskError | None:
    """Return the sentence for an error of the driver or of the system; None if it is our own mistake."""
    if isinstance(error, dbapi2.Error):
        return of_driver(error, name)
    if isinstance(error, FileNotFoundError):
        return DiskError(_MISSING.format(name=name))
    if isinstance(error, IsADirectoryError):
        return RequestError(_FOLDER.format(name=name))
    if isinstance(error, FileExistsError | NotADirectoryError):
        return RequestError(_NO_FOLDER.format(name=name))
    if isinstance(error, OSError):
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            return DiskError(_FULL)
        if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
            return DiskError(_READ_ONLY.format(name=name))
        return DiskError(_IO.format(name=name))
    return None


def not_a_file(path: Path) -> DeskError:
    """Return the sentence for a path that should be a file and is none."""
    return (
        RequestError(_FOLDER.format(name=path))
        if path.is_dir()
        else NotFoundError(_MISSING.format(name=path))
    )


def of_driver(error: BaseException | None, name: str) -> DeskError | None:
    """Return the sentence for an error that reading or writing a desk file brings up; None for any other."""
    code = _code(error) if isinstance(error, dbapi2.Error) else ""
    for prefix, (kind, text) in _BY_CODE.items():
        if code.startswith(prefix):
            return kind(text.format(name=name))
    return None


def _code(error: dbapi2.Error) -> str:
    # backup() raises without a code: its message is SQLite's own then.
    return getattr(error, "sqlite_errorname", None) or _CODES.get(str(error), "")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the driver and the system raise inside into a DeskError; our own mistakes pass as they are."""
    try:
        yield
    except (dbapi2.Error, OSError) as error:
        known = worded(error, path.name)
        if known is None:
            raise
        raise known from error
