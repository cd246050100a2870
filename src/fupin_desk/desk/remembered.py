"""Tallies that outlive the window: what was counted before it closed stands when it opens again on the same journal."""

import contextlib
import hashlib
import json
from operator import attrgetter
from typing import TYPE_CHECKING

from fupin_desk import __version__
from fupin_desk.model.error import DeskError
from fupin_desk.model.rule import Tally
from fupin_desk.store.file import driver_errors
from fupin_desk.store.rules import facts

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_NAME = "tallies"
# What is kept of a tally; its bounds are those of its rule.
_KEPT = ("rule", "place", "place_name", "covered", "gap", "unknown", "exempt", "part", "whole", "is_judged")


def tallies(desk: "Desk", as_of: str) -> list[Tally] | None:
    """Return what was counted for an ISO day, None unless file, rules, facts and program are still the same.

    Only the window's own file remembers: a copy in memory, which commands and reports read, is counted anew.
    """
    text = None if desk.file.in_memory else desk.file.about(_NAME)
    held = json.loads(text) if text else {}
    if held.get("mark") != _mark(desk, as_of):
        return None
    rules = {one.id: one for one in desk.pack(as_of).rules}
    rows = (dict(zip(_KEPT, row, strict=True)) for row in held["rows"])
    return [
        Tally(**row, target=rules[row["rule"]].target, at_most=rules[row["rule"]].at_most) for row in rows
    ]


def keep(desk: "Desk", as_of: str, counted: list[Tally]) -> None:
    """Remember what was counted for an ISO day; a disk or a damaged page that refuses is no reason not to close."""
    if desk.file.in_memory:
        return
    rows = [*map(attrgetter(*_KEPT), counted)]
    with contextlib.suppress(DeskError), driver_errors.told(desk.file.path):
        text = json.dumps({"mark": _mark(desk, as_of), "rows": rows}, ensure_ascii=False)
        if text != desk.file.about(_NAME):
            desk.file.set_about(_NAME, text)


def _mark(desk: "Desk", as_of: str) -> str:
    """Return what the tallies follow from: journal, day, rules, the views of facts, the program and what it keeps."""
    parts = (*_KEPT, desk.head(), as_of, repr(desk.pack(as_of)), facts.sql(), __version__)
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
