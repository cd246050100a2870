"""The worked example of README is true: done to a copy of the program, it adds a kind that is imported, checked and judged."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.house.source import ROOT

_BLOCK = re.compile(r"```(?:toml|sql|python)\n(?:#|--) (.+?)\n(.*?)```", re.DOTALL)
_RULE = "R-3.5"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program to which the blocks of the worked example were done."""
    copy = tmp_path_factory.mktemp("program")
    for folder in ("src", "forms", "tests"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", copy / "resources", ignore=shutil.ignore_patterns("fonts"))
    (copy / "resources" / "fonts").symlink_to(ROOT / "resources" / "fonts", target_is_directory=True)
    shutil.copy(ROOT / "pyproject.toml", copy)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = _BLOCK.findall(text.split("### Add a kind", 1)[1])
    assert len(blocks) == 8
    for where, block in blocks:
        _do(copy, where, block)
    return copy


def _do(copy: Path, where: str, block: str) -> None:
    """Do one block: a new file, lines at the end of one, or lines below the one line that has a text."""
    if where.startswith("at the end of "):
        path = copy / where.removeprefix("at the end of ")
        path.write_text(path.read_text(encoding="utf-8") + block, encoding="utf-8")
        return
    name, _, rest = where.partition(", ")
    if not rest.startswith("below "):
        numbers = [int(one.name[:4]) for one in (copy / name).parent.glob("[0-9]*.sql")]
        path = copy / name.replace("NNNN", f"{max(numbers, default=0) + 1:04d}")
        assert not path.exists()
        path.write_text(block, encoding="utf-8")
        return
    path, below = copy / name, rest.removeprefix("below ")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    found = [number for number, line in enumerate(lines) if below in line]
    assert len(found) == 1, where
    lines.insert(found[0] + 1, block)
    path.write_text("".join(lines), encoding="utf-8")


def _run(program: Path, *arguments: str, status: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=program, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": "src", "FUPIN_PASSPHRASE": "demo", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def _counts(program: Path) -> tuple[int, int]:
    tallies = json.loads(_run(program, "fupin_desk", "coverage", "a.fupin", "--json"))
    (whole,) = [one for one in tallies if one["rule"] == _RULE and one["place"] is None]
    return whole["covered"], whole["gap"]


def test_a_kind_of_the_worked_example_is_imported_checked_and_judged(program: Path) -> None:
    _run(program, "fupin_desk", "demo", "a.fupin", "--households", "40")
    tallies = json.loads(_run(program, "fupin_desk", "coverage", "a.fupin", "--json"))
    village = next(
        one["place_name"] for one in tallies if one["rule"] == _RULE and one["gap"] and one["place"]
    )
    covered, gaps = _counts(program)
    assert (covered, gaps > 0) == (0, True)

    _run(program, "fupin_desk", "template", "workshop", "--out", "workshops.xlsx")
    _run(program, "fupin_desk", "blank", "workshop", "--out", "workshop.pdf")
    book = openpyxl.load_workbook(program / "workshops.xlsx")
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [
        "车间名称",
        "所在村",
        "开工日期",
        "务工人数",
        "其中：贫困人口",
        "状态",
    ]
    sheet.append(["制衣车间", village, "2018-05-02", 30, 12, "在营"])
    sheet.append(["电子车间", village, "2018-05-02", 20, 25, "停止"])
    sheet.append(["制鞋车间", "没有这个村", "2018-05-02", 20, 5, "在营"])
    book.save(program / "workshops.xlsx")
    said = _run(program, "fupin_desk", "import", "a.fupin", "workshop", "workshops.xlsx", status=1)
    assert "新增 2 行" in said
    assert "退回 1 行" in said

    assert _counts(program) == (1, gaps - 1)
    said = _run(program, "fupin_desk", "check", "a.fupin", status=1)
    assert [line.split("：")[0] for line in said.splitlines() if "车间" in line] == [
        "E part_beyond_whole 电子车间"
    ]
    _run(program, "fupin_desk", "verify", "a.fupin")


def test_the_house_and_the_lists_take_the_kind_of_the_worked_example(program: Path) -> None:
    _run(
        program, "pytest", "-q", "-k", f"workshop or {_RULE} or mirror or one_table or one_page",
        "tests/house/test_definitions.py", "tests/unit/test_rows.py", "tests/unit/test_rules.py",
    )  # fmt: skip
