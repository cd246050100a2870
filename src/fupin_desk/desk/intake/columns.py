"""What a person has said of columns outlives the import: the heading and what it means, by kind, in the desk file."""

import contextlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fupin_desk.exchange import cells
from fupin_desk.model.error import DiskError
from fupin_desk.model.importing import Plan

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_NAME = "columns"


def remembered(desk: "Desk", kind: str) -> Mapping[str, str]:
    """Return the targets that were set by hand at imports of a kind, by plain heading; empty leaves a column out."""
    return _held(desk).get(kind, {})


def remember(desk: "Desk", plan: Plan) -> None:
    """Remember the columns of a plan that were set by hand; a disk that refuses does not undo the import.

    A heading whose remembered meaning no longer holds in this plan is forgotten.
    """
    held = dict(remembered(desk, plan.kind))
    headings = [one for sheet in plan.sheets for one in sheet.headings if one.text]
    for one in headings:
        if one.set_by == "heading" and held.get(cells.plain(one.text), one.target) != one.target:
            del held[cells.plain(one.text)]
    held.update({cells.plain(one.text): one.target for one in headings if one.set_by == "hand"})
    with contextlib.suppress(DiskError):
        _keep(desk, plan.kind, held)


def forget(desk: "Desk", plan: Plan) -> None:
    """Forget what was said before of the columns of a plan.

    Raises:
        DiskError: If the disk refuses.
    """
    gone = {cells.plain(one.text) for one in plan.remembered}
    held = remembered(desk, plan.kind)
    _keep(desk, plan.kind, {text: target for text, target in held.items() if text not in gone})


def _held(desk: "Desk") -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(desk.file.about(_NAME) or "{}")
    return found


def _keep(desk: "Desk", kind: str, headings: Mapping[str, str]) -> None:
    held = _held(desk)
    if headings != held.get(kind, {}):
        desk.file.set_about(_NAME, json.dumps({**held, kind: headings}, ensure_ascii=False))
