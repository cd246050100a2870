"""A file for a person appears whole or not at all; the one that stood there stays until then."""

import contextlib
import os
import tempfile
from pathlib import Path

from fupin_desk.model.error import DiskError, RequestError


def put(path: Path, content: bytes) -> None:
    """Write bytes beside the target, read them back, and let them take its place.

    Raises:
        RequestError: If the target is open in another program, or is a folder.
        DiskError: If the disk is full, read-only or gone.
    """
    if path.is_dir():
        raise RequestError(f"“{path}”是一个文件夹，不能写成文件。请换一个文件名。")
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".~fd_", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != content:
            raise DiskError(
                f"写出的“{path.name}”读回来不一致，磁盘可能有问题。原来的文件没有改动。请换一个位置再试。"
            )
        temporary.replace(path)
    except PermissionError as error:
        raise RequestError(
            f"“{path.name}”正被别的程序打开，或没有权限，没有改动它。请关闭 Excel 或 WPS 后再试，或另存为别的名字。"
        ) from error
    except OSError as error:
        raise DiskError(
            f"“{path.name}”没有写出，原来的文件没有改动：磁盘空间不足、只读或已拔出。请换一个位置再试。"
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
