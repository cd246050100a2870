"""The manual, README and changelog are true to what there is: pages, kinds, reports, keys, rules, commands."""

import importlib.util
import re
from pathlib import Path

import pytest

from fupin_desk import cli
from fupin_desk.catalog import catalog
from fupin_desk.desk import reporting
from fupin_desk.ui.ledgers.ledger_tabs import SHAPES
from fupin_desk.ui.shell.page_registry import PAGES
from fupin_desk.ui.widgets import keys
from tests.house.source import ROOT, modules, texts_in

MANUAL = sorted((ROOT / "resources" / "help").glob("*.md"))
CATALOG = catalog.load()
MOST_BYTES = 1_500_000
# Kinds that hang on another one and are told there under another word.
_TOLD_AS = {
    "visit_expert": "专家",
    "visit_household": "签到名单",
    "waiver": "说明",
    "pairing": "结对",
    "assistance": "帮扶记录",
}


def _manual() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in MANUAL)


def _page(name: str) -> str:
    return (ROOT / "resources" / "help" / f"{name}.md").read_text(encoding="utf-8")


def _folded(keys_text: str) -> str:
    return (
        keys_text.lower()
        .replace("return", "enter")
        .replace("回车", "enter")
        .replace("left", "←")
        .replace("down", "↓")
    )


@pytest.mark.parametrize("page", MANUAL, ids=lambda page: page.stem)
def test_a_page_of_the_manual_has_one_title_and_speaks_chinese(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert sum(line.startswith("# ") for line in lines) == 1
    assert re.search(r"[一-鿿]", lines[0])
    assert all(len(line) <= 200 for line in lines)


@pytest.mark.parametrize("kind", CATALOG.forms)
def test_the_manual_speaks_of_every_kind(kind: str) -> None:
    assert _TOLD_AS.get(kind, CATALOG.forms[kind].label) in _manual()


@pytest.mark.parametrize("page", [one.label for one in PAGES])
def test_the_manual_explains_every_page_of_the_window(page: str) -> None:
    assert f"| {page} | " in _page("02-pages")


@pytest.mark.parametrize("name", SHAPES)
def test_the_manual_names_every_tab_of_a_ledger(name: str) -> None:
    shape = SHAPES[name]
    told = next(line for line in _page("02-pages").splitlines() if line.startswith(f"| {shape.title} | "))
    labels = [one.label or CATALOG.forms[one.kind].label for one in shape.tabs]
    assert [one for one in labels if one not in told] == []


@pytest.mark.parametrize("name", [one.name for one in reporting.reports()])
def test_the_manual_and_the_readme_name_every_report(name: str) -> None:
    assert name in _manual()
    assert name in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_manual_prints_every_key() -> None:
    page = _folded(_page("03-keys"))
    for _, pairs in keys.MAP:
        for key, does in pairs:
            for one in _folded(key).split(" / "):
                assert f"`{one}`" in page, f"{key} {does}"


def test_the_manual_prints_the_keys_that_are_bound_beside_the_map() -> None:
    page = _folded(_page("03-keys"))
    bound = {
        str(node.value)
        for module in modules() if module.part == "ui" and module.path.name != "keys.py"
        for node in texts_in(module.path) if re.fullmatch(r"(Ctrl|Alt|Shift)\+\w+|F\d+", str(node.value))
    }  # fmt: skip
    assert bound
    assert [one for one in bound if f"`{_folded(one)}`" not in page] == []


@pytest.mark.parametrize("rule", [rule.id for pack in CATALOG.packs for rule in pack.rules])
def test_the_manual_says_how_every_rule_counts(rule: str) -> None:
    assert f"| {rule} " in _page("07-rules")


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert f"`fupin-desk {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_file_and_folder_that_the_readme_names_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:bash )?((?:src|tests|forms|resources|packaging)/[\w./-]*)[ `]", text))
    named |= set(re.findall(r"\]\(([\w./-]+)\)", text))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_module_that_the_readme_runs_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    run = set(re.findall(r"python -m (tests[\w.]*)", text))
    assert run
    assert [name for name in sorted(run) if importlib.util.find_spec(name) is None] == []


def test_the_pictures_are_shown_and_small() -> None:
    pictures = sorted((ROOT / "resources" / "pictures").glob("*.png"))
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r'(?:src|srcset)="resources/pictures/([\w-]+\.png)"', text))
    assert shown == {one.name for one in pictures}
    assert sum(one.stat().st_size for one in pictures) < MOST_BYTES
