"""From a gap to the page that closes it: which record is to be made, and what is filled in already."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fupin_desk.model.page import Page
from fupin_desk.model.rule import Judged, Rule
from fupin_desk.model.value import Values

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.ui.pages import Navigator

# The fields that are asked, by the kind whose page holds them.
_ASKED_OF = {"labour_capability": "member"}
_LISTED = {"visit": "visit_household"}


def values(desk: "Desk", rule: Rule, gap: Judged) -> Values:
    """Return what is filled in already in a record that closes a gap."""
    form = desk.catalog.forms[rule.mend_kind]
    filled: Values = dict(rule.mend_values)
    if gap.unit in form.fields:
        filled[gap.unit] = gap.id
    elif "village" in form.fields and gap.place:
        filled["village"] = gap.place
    return filled


def draft(desk: "Desk", rule: Rule, gaps: Sequence[Judged]) -> Page:
    """Return the new page that closes gaps of one village; where the kind lists households, they are listed."""
    page = desk.blank(rule.mend_kind, **values(desk, rule, gaps[0]))
    child = _LISTED.get(rule.mend_kind, "")
    if not child or gaps[0].unit != "household":
        return page
    parent = desk.catalog.forms[child].parent_field
    rows = tuple(
        desk.blank(child, **{parent: page.record.id, "household": one.id}).record
        for one in gaps
        if one.place == gaps[0].place
    )
    born = page.is_new | {one.id for one in rows}
    return Page(page.record, {**page.children, child: rows}, born)


def begin(navigator: "Navigator", rule: Rule, gaps: Sequence[Judged]) -> None:
    """Open a new record that closes a gap, or the gaps of one village at once."""
    page = draft(navigator.desk, rule, gaps)
    if any(page.children.values()):
        navigator.open_draft(page)
    else:
        navigator.new_record(rule.mend_kind, **values(navigator.desk, rule, gaps[0]))


def begin_many(navigator: "Navigator", parent: QWidget, rule: Rule, gaps: Sequence[Judged]) -> None:
    """Close many gaps at once, by the dialog that is made for it."""
    units = [one.id for one in gaps]
    if rule.part:
        navigator.open_page("behind", rule=rule.id, outcome="gap", place=gaps[0].place or "")
    elif rule.mend_kind == "assistance":
        from fupin_desk.ui import batch_measure

        batch_measure.run(navigator, parent, units)
    elif rule.mend_kind == "attendance":
        from fupin_desk.ui import batch_attendance

        batch_attendance.run(navigator, parent, members=units)
    elif rule.mend_kind == "visit" and rule.unit == "village":
        from fupin_desk.ui import trip

        trip.run(navigator, parent, units)
    else:
        begin(navigator, rule, gaps)


def open_unit(navigator: "Navigator", rule: Rule, one: Judged) -> None:
    """Open the record of a judged unit; what is not clear is opened at the field that must be asked."""
    field = missing_field(navigator.desk, rule, one) if one.outcome == "unknown" else ""
    if one.unit == "household" and _ASKED_OF.get(field) == "member" and one.household:
        member = _unclear_member(navigator.desk, one.household, field)
        if member:
            navigator.open_record("member", member, field)
            return
    navigator.open_record(one.unit, one.id, field)


def missing_field(desk: "Desk", rule: Rule, one: Judged) -> str:
    """Return the first field that must be asked before a unit can be judged."""
    held = desk.record(one.unit, one.id)
    labels = {name: _label(desk, rule, name) for name in rule.asks}
    told = one.detail.removeprefix("待核：").split("、")
    for name in rule.asks:
        if labels[name] in told or (held and name in held.values and held.values[name] is None):
            return name
    return ""


def _label(desk: "Desk", rule: Rule, name: str) -> str:
    for kind in (rule.unit, "household", "member", "village"):
        if name in desk.catalog.forms[kind].fields:
            return desk.catalog.forms[kind].fields[name].label
    return name


def _unclear_member(desk: "Desk", household: str, field: str) -> str:
    rows = desk.page("household", household).children.get("member", ())
    return next(
        (one.id for one in rows if one.values.get(field) is None and not one.values.get("left_on")), ""
    )
