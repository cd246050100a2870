"""Four members typed in pinyin and digits at one speed, and what was stored of them."""

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.ime.screen import Screen, wait

SPEEDS_MS = (80, 120, 200)
_SETTLING_S = 2


@dataclass(frozen=True)
class Member:
    """What is typed of a member, each word as its pinyin, and what is to be stored."""

    name: tuple[str, str]
    relation: tuple[str, str]
    id_number: str
    labour_capability: tuple[str, str]
    health_status: tuple[str, str]

    def keys(self) -> list[str]:
        """Return the keys from the first cell of the row to its health."""
        return [
            *_word(self.name[0]), "Return", *_word(self.relation[0]), "Return", *self.id_number, "Tab", "Tab", "Tab",
            *_word(self.labour_capability[0]), "Return", *_word(self.health_status[0]), "Return",
        ]  # fmt: skip

    def stored(self) -> dict[str, str]:
        """Return the five cells as the file is to hold them."""
        return {
            "name": self.name[1], "relation": self.relation[1], "id_number": self.id_number,
            "labour_capability": self.labour_capability[1], "health_status": self.health_status[1],
        }  # fmt: skip


def _word(pinyin: str) -> list[str]:
    return [*pinyin, "space"]


MEMBERS = (
    Member(("jianguo", "建国"), ("benren", "01"), "421099197001029917", ("putong", "01"), ("jiankang", "01")),
    Member(("guoqing", "国庆"), ("peiou", "02"), "42109919700102995X", ("jineng", "02"), ("canji", "04")),
    Member(("heping", "和平"), ("sunnv", "08"), "421099197001029941", ("sangshi", "03"), ("canji", "04")),
    Member(
        ("changjiang", "长江"), ("erxi", "05"), "421099197001029925", ("putong", "01"), ("manxingbing", "02")
    ),
)


def run(screen: Screen, pause_ms: float, picture: Path | None = None) -> list[Mapping[str, object]]:
    """Type the members into a new household and return them as they were stored."""
    out = screen.folder / f"members-{pause_ms}.json"
    screen.start([sys.executable, "-m", "tests.ime.window", str(out.with_suffix(".fupin")), str(out)])
    wait("the window", out.with_suffix(".ready").exists)
    # The window takes the keys, and the input method notices.
    time.sleep(_SETTLING_S)
    keys: list[str] = []
    for number, member in enumerate(MEMBERS):
        keys += [*(["ctrl+i"] if number else []), *member.keys()]
    screen.press(keys, pause_ms)
    if picture is not None:
        screen.picture(picture)
    time.sleep(_SETTLING_S)
    out.with_suffix(".stop").touch()
    wait("what was stored", out.exists)
    held = json.loads(out.read_text(encoding="utf-8"))
    assert isinstance(held, list)
    # The page sorts its members when it is saved.
    order = [one.id_number for one in MEMBERS]
    return sorted(held, key=lambda row: order.index(row["id_number"]) if row["id_number"] in order else 9)


def wrong(held: list[Mapping[str, object]]) -> list[str]:
    """Return the cells that do not hold what was typed: row, column, typed and stored."""
    return [
        f"{number} {name}: {meant} -> {(held[number] if number < len(held) else {}).get(name)}"
        for number, member in enumerate(MEMBERS)
        for name, meant in member.stored().items()
        if number >= len(held) or held[number].get(name) != meant
    ]
