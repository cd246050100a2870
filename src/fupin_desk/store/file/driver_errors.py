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
    UnconfirmedError,
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
_MOVED = (
    "“{name}”已经不在原来的位置：它被改名、移走、删除，或被别的文件替换了。"
    + _SAFE
    + "请把它移回原处、改回原名再保存；它要是没有了，就从最近的备份恢复。"
)
_UNCONFIRMED = (
    "“{name}”已经写入，但磁盘没有确认写稳，停电的话最后这一步可能会丢。先不要拔 U 盘或关机，不要重复录入；"
    "请看一看刚才写的内容在不在，再备份到另一个磁盘。"
)
_LONG = "“{name}”的名字或所在文件夹的名字太长。" + _SAFE + "请改短名字再试。"
_HALF = (
    "“{name}”上次没有正常关闭，或是从正在使用它的电脑上复制来的；打开前核对，有 {many} 处对不上，可能只写了一半。"
    "没有改动它。请从最近一份核对过的备份恢复成新文件；哪些对不上，可以用命令 fupin-desk verify 看。"
)
_UNSETTLED = (
    "“{name}”上次没有正常关闭，打开前要先复原，这一次没有做成：{why}文件和旁边的“{name}-journal”都没有改动，请不要删除它们。"
    "请{mend}，再打开一次。"
)
_MIXED = (
    "“{name}”上次没有正常关闭，旁边的“{name}-journal”也不能把它复原：两样都有损坏，或日志是别的时候的。都没有改动，请不要删除它们。"
    "请从最近一份核对过的备份恢复成新文件。"
)
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
        if error.errno == errno.ENAMETOOLONG:
            return RequestError(_LONG.format(name=name))
        return DiskError(_IO.format(name=name))
    return None


def moved(name: str) -> DiskError:
    """Return the sentence for an open file that no longer lies under its name."""
    return DiskError(_MOVED.format(name=name))


def unconfirmed(name: str) -> UnconfirmedError:
    """Return the sentence for a file that is written, where the disk did not say that it holds it."""
    return UnconfirmedError(_UNCONFIRMED.format(name=name))


def half_written(name: str, many: int) -> DamagedFileError:
    """Return the sentence for a file whose content does not agree after a crash."""
    return DamagedFileError(_HALF.format(name=name, many=many))


def mixed(name: str) -> DamagedFileError:
    """Return the sentence for a file that is not sound, neither with the journal beside it nor without."""
    return DamagedFileError(_MIXED.format(name=name))


def unsettled(error: BaseException, name: str) -> DiskError | None:
    """Return the sentence for what kept a file from being mended after a crash; None for our own mistakes."""
    why, mend = "磁盘读写出错。", "检查 U 盘是否松动，或稍等一会儿"
    code = getattr(error, "errno", None)
    text = str(error)
    if code in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} or text == _FULL:
        why, mend = "磁盘已满。", "腾出和这个文件一样大的空间"
    elif code in {errno.EROFS, errno.EACCES, errno.EPERM} or "只读" in text or "没有权限" in text:
        why, mend = "磁盘或文件夹不让写。", "解除写保护，或等杀毒软件检查完"
    elif not isinstance(error, DeskError | dbapi2.Error | OSError):
        return None
    return DiskError(_UNSETTLED.format(name=name, why=why, mend=mend))


def not_rekeyed(error: DeskError, name: str) -> DiskError:
    """Return the sentence for a change of passphrase that failed and changed nothing."""
    return DiskError(f"口令没有改，“{name}”仍用原来的口令打开，内容没有改动。没有改成的原因：{error}")


def rekeyed_unconfirmed(_error: DeskError, name: str) -> UnconfirmedError:
    """Return the sentence for a changed passphrase of which the disk did not say that it holds it."""
    return UnconfirmedError(
        f"口令已经改成新的，“{name}”以后用新口令打开；但磁盘没有确认写稳，停电的话也可能还是旧口令。"
        "两个口令都先记着，请重印恢复单，再做一次备份。"
    )


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
