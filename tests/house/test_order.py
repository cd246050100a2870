"""The order of the house: sizes, names, prints, paths, the changelog."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.source import ROOT, parsed, python_files, tracked

MOST_LINES = 500
MOST_FUNCTION_LINES = 80
BANNED = {
    "manager",
    "managers",
    "helpers",
    "util",
    "utils",
    "common",
    "handler",
    "handlers",
    "service",
}
PRINTING = {"src/fupin_desk/cli.py"}


def _short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", python_files(), ids=_short)
def test_a_file_stays_readable(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES
    long = [
        f"{node.name} has {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(parsed(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno
        and node.end_lineno - node.lineno >= MOST_FUNCTION_LINES
    ]
    assert long == []


@pytest.mark.parametrize("path", python_files(), ids=_short)
def test_a_module_is_named_by_a_noun_of_the_trade(path: Path) -> None:
    words = {
        word
        for step in path.relative_to(ROOT).with_suffix("").parts
        for word in re.split(r"[_.]", step.lower())
    }
    assert not words & BANNED
    # `helper` is the person who is responsible for a household (帮扶责任人), and nothing else.
    assert "helper" not in words or _short(path).endswith("/helper.py")


@pytest.mark.parametrize(
    "path", [path for path in python_files() if (ROOT / "src") in path.parents], ids=_short
)
def test_only_the_command_line_prints(path: Path) -> None:
    names = {"print", "breakpoint", "input", "pprint"}
    calls = [
        f"{_short(path)}:{node.lineno} {node.func.id}"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]
    assert calls == [] or _short(path) in PRINTING


def test_no_file_names_a_place_on_the_machine_where_it_was_made() -> None:
    foreign = tuple(name.encode() for name in ("/" + "work/", "../" + "shared", "/" + "root/", "/" + "home/"))
    found = [
        f"{_short(path)}: {name.decode()}"
        for path in tracked()
        if path.suffix not in {".ttf", ".png", ".ico", ".xls", ".xlsx", ".fupin"}
        for name in foreign
        if name in path.read_bytes()
    ]
    assert found == []


def test_no_file_holds_a_mark_of_unfinished_work() -> None:
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    found = [
        f"{_short(path)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []


def test_the_changelog_keeps_the_form_of_keep_a_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert heads
    assert heads[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", head) for head in heads[1:]), heads
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}, kinds
