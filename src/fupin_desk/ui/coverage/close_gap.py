"""From a gap to the page that closes it: which record is to be made, and what is filled in already."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fupin_desk.model.page import Page
from fupin_desk.model.rule import Judged, Rule
from fupin_desk.model.value import Values

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.ui.navigation.pages import Navigator

# The fields that are asked, by the kind whose page holds them.
_ASKED_OF = {"labour_capability": "member"}
# The rows in which a kind lists the households, or the villages, that it serves.
_LISTED = {
    "visit": "visit_household", "project": "project_household", "entity": "drive_link", "plan": "plan_line",
}  # fmt: skip
# What is registered for many at once, by a dialog of its own or with the whole list in one new page.
_AT_ONCE = frozenset({"assistance", "attendance", "visit"})


def can_begin(rule: Rule) -> bool:
    """Say whether a new record closes a gap: not where the unit itself must be mended, or an amount filled in."""
    return rule.unit != rule.mend_kind and not is_amount(rule)


def joins_project(rule: Rule) -> bool:
    """Say whether a gap is closed by letting households benefit from a project."""
    return rule.mend_kind == "project" and rule.unit in {"household", "member"}


def is_at_once(rule: Rule) -> bool:
    """Say whether many gaps are closed at once, by a dialog or one new page."""
    return rule.mend_kind in _AT_ONCE or joins_project(rule)


def is_amount(rule: Rule) -> bool:
    """Say whether a rule is kept to by amounts in records that are there already, like a mean increase."""
    return bool(rule.part) and rule.unit == "household"


def values(desk: "Desk", rule: Rule, gap: Judged) -> Values:
    """Return what is filled in already in a record that closes a gap."""
    form = desk.catalog.forms[rule.mend_kind]
    filled: Values = dict(rule.mend_values)
    household = household_of(gap)
    if gap.unit in form.fields:
        filled[gap.unit] = gap.id
    elif "household" in form.fields and household:
        filled["household"] = household
    elif "village" in form.fields and gap.place:
        filled["village"] = gap.place
    if gap.unit == "township" and "township" in form.fields:
        filled["township"] = gap.id
    return filled


def household_of(gap: Judged) -> str:
    """Return the household that a gap is about; empty if it is about none."""
    return gap.household or (gap.id if gap.unit == "household" else "")


def draft(desk: "Desk", rule: Rule, gaps: Sequence[Judged]) -> Page:
    """Return the new page that closes gaps of one village; where the kind lists households, they are listed."""
    page = desk.blank(rule.mend_kind, **values(desk, rule, gaps[0]))
    child = _LISTED.get(rule.mend_kind, "")
    households = [*dict.fromkeys(household_of(one) for one in gaps if one.place == gaps[0].place)]
    if not child or not (households[0] or child == "plan_line"):
        return page
    parent = desk.catalog.forms[child].parent_field
    rows = tuple(
        desk.blank(child, **{parent: page.record.id}, **_served(one, gaps[0])).record for one in households
    )
    born = page.is_new | {one.id for one in rows}
    return Page(page.record, {**page.children, child: rows}, born)


def _served(household: str, gap: Judged) -> Values:
    return {"household": household} if household else {"village": gap.id}


def begin(navigator: "Navigator", rule: Rule, gaps: Sequence[Judged]) -> None:
    """Open a new record that closes a gap, or the gaps of one village at once."""
    page = draft(navigator.desk, rule, gaps)
    if any(page.children.values()):
        navigator.open_draft(page)
    else:
        navigator.new_record(rule.mend_kind, **values(navigator.desk, rule, gaps[0]))


def open_unit(navigator: "Navigator", rule: Rule, one: Judged) -> None:
    """Open the record of a judged unit; what is not clear is opened at the field that must be asked."""
    if one.unit not in navigator.desk.catalog.forms:
        _open_other(navigator, rule, one)
        return
    field = missing_field(navigator.desk, rule, one) if one.outcome == "unknown" else ""
    if one.unit == "household" and _ASKED_OF.get(field) == "member" and one.household:
        member = _unclear_member(navigator.desk, one.household, field)
        if member:
            navigator.open_record("member", member, field)
            return
    navigator.open_record(one.unit, one.id, field)


def _open_other(navigator: "Navigator", rule: Rule, one: Judged) -> None:
    """Open what stands for a unit that is no record: a planned village or household, a bank, a whole unit."""
    if one.unit == "planned":
        kind = "household" if one.household else "village"
        navigator.open_record(kind, one.id)
    elif one.unit == "bank":
        navigator.open_list("risk_fund", {"bank": (one.id,)})
    else:
        navigator.open_list(rule.mend_kind)


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
        if kind in desk.catalog.forms and name in desk.catalog.forms[kind].fields:
            return desk.catalog.forms[kind].fields[name].label
    return name


def _unclear_member(desk: "Desk", household: str, field: str) -> str:
    rows = desk.page("household", household).children.get("member", ())
    return next(
        (one.id for one in rows if one.values.get(field) is None and not one.values.get("left_on")), ""
    )
