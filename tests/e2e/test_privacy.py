"""A whole session at the command line leaves no personal number where it does not belong."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk.reports import leak
from tests.unit.books import HEAD, WIFE, xlsx

_PHONE, _NAME, _ACCOUNT = "13871990990", "欧阳慧敏", "6217000000009910019"
_SECRETS = (HEAD, WIFE, _PHONE, _NAME, _ACCOUNT)
_HEADER = (
    "行政村", "户编号", "姓名", "证件号码", "与户主关系", "劳动技能", "贫困户属性", "主要致贫原因", "脱贫属性",
    "产业发展意愿", "联系电话", "银行账号", "备注",
)  # fmt: skip
_ROWS = (
    ("古堤村", "4210990001", _NAME, HEAD, "户主", "普通劳动力", "一般贫困户", "缺技术", "未脱贫", "有", _PHONE, _ACCOUNT, ""),
    ("", "", "陈芳", WIFE, "妻子", "普通劳动力", "", "", "", "", "", "", ""),
    ("没有的村", "4210990002", _NAME, "42109919700101001", "户主", "", "", "", "", "", _PHONE, "", ""),
)  # fmt: skip


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run a session: a new file, an import with a refused row, checks, reports, backup, damage, wrong commands."""
    folder = tmp_path_factory.mktemp("session")
    for name in ("home", "tmp", "work", "public"):
        (folder / name).mkdir()
    book = folder / "花名册.xlsx"
    book.write_bytes(xlsx([_HEADER, *_ROWS]))
    file = folder / "work" / "d.fupin"
    commands: list[tuple[int, list[object]]] = [
        (0, ["new", file, "--place", "421024100", "--operator", "李静"]),
        (1, ["import", file, "household", book]),
        (1, ["check", file, "--json"]),
        (0, ["coverage", file, "--json"]),
        (0, ["report", file, "产扶1", "--face", "public", "--out", folder / "public"]),
        (0, ["report", file, "产扶10", "--face", "public", "--out", folder / "public"]),
        (0, ["backup", file]),
        (0, ["verify", file]),
        (2, ["history", file, HEAD]),
        (2, ["import", file, "household", folder / f"{HEAD}.xlsx"]),
        (2, ["undo", file, "nothing-1"]),
    ]
    environment = {
        **os.environ, "FUPIN_PASSPHRASE": "four plain words", "FUPIN_HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
    }  # fmt: skip
    for status, command in commands:
        done = subprocess.run(
            [sys.executable, "-m", "fupin_desk", *map(str, command)],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, f"{command[0]}: {done.stderr}"
        assert "Traceback" not in done.stderr
        with (folder / "work" / "screen.log").open("a", encoding="utf-8") as log:
            log.write(done.stdout + done.stderr if command[0] in {"coverage", "backup", "verify"} else "")
    return folder


def planted(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (file, secret) for each secret that can be read in a folder, names of files included."""
    for path in folder.rglob("*"):
        content = str(path.relative_to(folder)).encode() + (path.read_bytes() if path.is_file() else b"")
        for secret in _SECRETS:
            if any(secret.encode(one) in content for one in ("utf-8", "utf-16-le", "gb18030")):
                yield str(path.relative_to(folder)), secret


@pytest.mark.parametrize("name", ["home", "tmp", "work"])
def test_logs_temporary_files_desk_file_and_backup_hold_nothing_of_a_person(session: Path, name: str) -> None:
    assert list(planted(session / name)) == []


def test_the_temporary_folder_is_left_empty(session: Path) -> None:
    assert list((session / "tmp").iterdir()) == []


def test_what_is_made_public_passes_the_search_for_leaks(session: Path) -> None:
    products = sorted((session / "public").iterdir())
    assert len(products) == 4
    for path in products:
        assert leak.scan(path) == []
    assert [secret for _, secret in planted(session / "public") if secret != _NAME] == []


def test_the_search_finds_what_is_not_hidden(tmp_path: Path) -> None:
    (tmp_path / "open.txt").write_text(f"电话 {_PHONE}", encoding="gb18030")
    assert list(planted(tmp_path)) == [("open.txt", _PHONE)]
