"""Bytes of somebody's file -> sheets of typed cells, in a process of its own: whatever it holds, the program goes on."""

import pickle
import subprocess
import sys

from fupin_desk.exchange import markup
from fupin_desk.exchange.spreadsheet import DAMAGED
from fupin_desk.model.error import RequestError
from fupin_desk.model.importing import Sheet

# The register of a whole county stays below 50 MB.
_LARGEST, _LARGEST_TEXT, _SECONDS = 60_000_000, 20_000_000, 45
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_TOO_MUCH = "读这个文件要的内存或时间太多，不像一本花名册，没有读取。请用 Excel 或 WPS 打开它，只留要导入的行和列，另存为“Excel 工作簿（.xlsx）”后再导入。"


def read(content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook, of a CSV or TSV file, or of a web page saved as .xls.

    A sheet that is hidden or too large carries the reason why it is not read.

    Raises:
        RequestError: If the file is empty, encrypted, damaged, too large or no table; the message says what to do.
    """
    if not content.strip():
        raise RequestError("这个文件是空的，没有可以导入的内容。请确认复制完整，再试一次。")
    most = _LARGEST_TEXT if is_text(content) or markup.looks_like(content) else _LARGEST
    if len(content) > most:
        raise RequestError(
            f"这个文件超过 {most // 1_000_000} MB，不像一本花名册。请去掉图片和空行，或分成几个文件再导入。"
        )
    # -P: no Python file of the current folder is taken for one of the library.
    command = [sys.executable, "-P", "-m", "fupin_desk.exchange.apart"]
    quiet = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(  # noqa: S603 - this very program
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
            timeout=_SECONDS, creationflags=quiet,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, OSError) as error:
        raise RequestError(_TOO_MUCH) from error
    if done.returncode:
        raise RequestError(DAMAGED if done.returncode == 1 else _TOO_MUCH)
    answer: list[Sheet] | str = pickle.loads(done.stdout)  # noqa: S301 - from this very program
    if isinstance(answer, str):
        raise RequestError(answer)
    return answer


def is_text(content: bytes) -> bool:
    """Return whether a file is plain text, whatever its ending says."""
    return not content.startswith(_BINARY) and not markup.looks_like(content)
