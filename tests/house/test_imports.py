"""Imports run one way, and each library stays in the part that it belongs to."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.house.source import PACKAGE, Import, Module, modules, texts_in

SIBLINGS = {"catalog", "validation", "store", "exchange", "reports"}
# What each part may import of ours, beside itself: app, cli -> ui -> desk -> siblings -> model.
BELOW = {
    "model": set(),
    "paths": set(),
    "atomic": {"model", "paths"},
    **{part: {"model", "paths", "atomic"} for part in SIBLINGS},
    "desk": SIBLINGS | {"model", "paths", "atomic"},
    "demo": {"desk", "model", "paths"},
    "ui": {"desk", "demo", "model", "paths"},
    "cli": {"desk", "demo", "model", "paths"},
    "app": {"ui", "desk", "demo", "model", "paths"},
    "secrecy": set(),
    "__main__": {"app", "cli", "secrecy"},
    "__init__": set(),
}
# Where a library or a language of its own may be spoken.
HOMES = {
    "PySide6": {"ui", "app"},
    "sqlmodel": {"store"},
    "sqlalchemy": {"store"},
    "sqlcipher3": {"store"},
    "tomllib": {"catalog"},
    "reportlab": {"reports"},
    "openpyxl": {"reports", "exchange"},
    "python_calamine": {"exchange"},
}
# Heavy libraries that are imported when used, not when the window starts.
LATE = ("sqlmodel", "sqlalchemy", "openpyxl", "reportlab", "python_calamine")


def _ours(one: Import) -> str:
    """Return the part that an import of ours reaches."""
    steps = one.name.split(".")
    return steps[1] if len(steps) > 1 else "__init__"


def _each() -> Iterator[tuple[Module, Import]]:
    for module in modules():
        for one in module.imports():
            yield module, one


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_imports_only_what_lies_below_it(module: Module) -> None:
    assert module.part in BELOW, f"{module.name}: a new part needs its place in the order of imports"
    allowed = BELOW[module.part] | {module.part, "__init__"}
    upward = [
        f"{module.name}:{one.line} {one.name}"
        for one in module.imports()
        if one.name.startswith("fupin_desk") and _ours(one) not in allowed
    ]
    assert upward == []


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_imports_by_absolute_names_from_known_libraries_in_their_homes(module: Module) -> None:
    foreign = []
    for one in module.imports():
        top = one.name.split(".")[0]
        at_home = module.part in HOMES.get(top, set())
        if top != "fupin_desk" and not at_home and (top in HOMES or top not in sys.stdlib_module_names):
            foreign.append(f"{module.name}:{one.line} {one.name}")
    assert foreign == []


def test_no_part_speaks_to_sqlite_but_the_store() -> None:
    outside = [f"{module.name}:{one.line}" for module, one in _each() if one.name.split(".")[0] == "sqlite3"]
    assert outside == [], "every database is a sqlcipher3 one, opened in store/"


@pytest.mark.parametrize(
    "module", [one for one in modules() if one.part not in {"store", "ui"}], ids=lambda module: module.name
)
def test_sql_is_written_in_the_store_only(module: Module) -> None:
    words = (
        "select ",
        "insert into ",
        "update ",
        "delete from ",
        "create table ",
        "pragma ",
        "begin immediate",
    )
    found = [
        f"{module.name}:{node.lineno} {text[:50]}"
        for node in texts_in(module.path)
        if (text := " ".join(str(node.value).lower().split()))
        and text.startswith(words)
        and (" from " in text or " set " in text or not text.startswith(("select ", "update ")))
    ]
    assert found == []


def test_no_two_modules_import_each_other_even_late() -> None:
    above = {module.dotted: {one.name for one in module.imports() if not one.typing} for module in modules()}
    circle = _circle(above)
    assert not circle, " -> ".join(circle)


def _circle(graph: dict[str, set[str]]) -> list[str]:
    """Return one circle of the graph, empty if there is none."""
    done: set[str] = set()

    def walk(node: str, road: list[str]) -> list[str]:
        if node in road:
            return [*road[road.index(node) :], node]
        if node in done:
            return []
        for other in sorted(graph.get(node, ())):
            found = walk(other, [*road, node]) if other != node else []
            if found:
                return found
        done.add(node)
        return []

    for start in sorted(graph):
        found = walk(start, [])
        if found:
            return found
    return []


@pytest.mark.parametrize("start", ["fupin_desk.desk.desk", "fupin_desk.cli"])
def test_starting_leaves_the_heavy_libraries_alone(start: str) -> None:
    asked = f"import sys, {start}; print(*(name for name in {(*LATE, 'PySide6')!r} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )  # fmt: skip
    assert done.stdout.split() == []
