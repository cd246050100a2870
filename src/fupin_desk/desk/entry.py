"""Entry of one page: a blank, what is held, what is wrong with it, and saving it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from fupin_desk.desk import telling, waivers
from fupin_desk.model.change import Batch
from fupin_desk.model.error import NotFoundError, RequestError
from fupin_desk.model.finding import Finding
from fupin_desk.model.page import Held as Asked
from fupin_desk.model.page import Page, Parsed, Verdict
from fupin_desk.model.value import Draft, Record, Value, Values
from fupin_desk.store.records import rows
from fupin_desk.store.records.record_lookup import Held

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_OPEN = "1"
# Records that go with the one they refer to; any other reference keeps a record from being removed.
_GO_WITH = {
    "household": (("assistance", "household"), ("visit_household", "household")),
    "member": (("attendance", "member"),),
}


def record(desk: "Desk", kind: str, record_id: str) -> Record | None:
    """Return a record by its id, None if there is none."""
    return rows.record(desk.file.connection, desk.catalog.forms[kind], record_id)


def find(desk: "Desk", record_id: str) -> Record:
    """Return the record of an id, of whatever kind, removed ones too."""
    for kind in desk.catalog.forms:
        found = record(desk, kind, record_id)
        if found:
            return found
    raise NotFoundError(f"文件里没有编号为“{record_id}”的记录。")


def blank(desk: "Desk", kind: str, values: Mapping[str, Value]) -> Page:
    """Return a page for a new record with the form's defaults."""
    from fupin_desk.validation import fill

    form = desk.catalog.forms[kind]
    given = fill.defaults(form)
    given.update(values)
    new = Record(kind, desk.new_id(), given)
    return Page(new, dict.fromkeys(form.children, ()), is_new=frozenset({new.id}))


def proposed(desk: "Desk", kind: str) -> Values:
    """Return what a person who begins a record usually means: the only round that is open."""
    proposals: Values = {}
    for field in desk.catalog.forms[kind].fields.values():
        if field.of == "round":
            found = [*rows.records(desk.file.connection, desk.catalog.forms["round"], {"state": _OPEN})]
            if len(found) == 1:
                proposals[field.name] = found[0].id
    return proposals


def page(desk: "Desk", kind: str, record_id: str) -> Page:
    """Return the page of a record with all its rows."""
    held = record(desk, kind, record_id)
    if held is None:
        raise NotFoundError(f"没有找到这条{desk.catalog.forms[kind].label}记录，它可能已被删除或撤回。")
    forms = desk.catalog.forms
    return Page(
        held,
        {
            child: rows.children(desk.file.connection, forms[child], record_id)
            for child in forms[kind].children
        },
    )


def parse_texts(desk: "Desk", kind: str, texts: Mapping[str, str]) -> Parsed:
    """Read typed texts as the values of a form's fields, and word what could not be read."""
    from fupin_desk.validation import parse

    parsed = parse.parse_texts(desk.catalog.forms[kind], texts, desk.catalog.codes, desk.today())
    return replace(parsed, findings=tuple(desk.catalog.texts.worded(one) for one in parsed.findings))


def filled(desk: "Desk", draft: Page) -> Page:
    """Return the page with what follows from its own values."""
    from fupin_desk.validation import fill

    return fill.fill(draft, desk.catalog.forms)


def check(desk: "Desk", draft: Page, *, effects: bool) -> Verdict:
    """Say what is wrong with a page, and what saving it would do to coverage and to money."""
    whole = filled(desk, draft)
    held = Held(desk.file.connection, desk.catalog.forms)
    found = objections(desk, whole, held)
    if not effects:
        return Verdict(tuple(waivers.explained(desk, found)))
    from fupin_desk.desk import lending, money

    findings = waivers.explained(desk, [*found, *lending.objections(desk, whole)])
    changes = desk.foresee(whole.drafts())
    return Verdict(tuple(findings), changes, money.of_page(desk, whole, changes))


def objections(desk: "Desk", filled: Page, held: Asked) -> list[Finding]:
    """Return the worded findings of a page, those of texts that could not be read among them."""
    from fupin_desk.validation import check as checking

    catalog = desk.catalog
    found = checking.check(
        filled, catalog.forms, catalog.codes, held, desk.today(), limits=desk.pack().limits
    )
    return [catalog.texts.worded(one) for one in found]


def save(desk: "Desk", pages: Sequence[Page], what: str) -> Batch | None:
    """Save pages as one batch and forget their sketches."""
    drafts: list[Draft] = []
    for one in pages:
        drafts += filled(desk, one).drafts()
    batch = desk.save_drafts(drafts, what or partial(telling.summary, desk))
    for one in pages:
        desk.drop_sketch(one.record.id)
    return batch


def demand_removable(desk: "Desk", kind: str, record_id: str) -> None:
    """Refuse at once what could not be removed later, before anybody is asked for a reason.

    Raises:
        RequestError: If other records refer to it; it names them all.
    """
    _going(desk, Held(desk.file.connection, desk.catalog.forms), kind, record_id)


def remove(desk: "Desk", kind: str, record_id: str, reason: str) -> Batch | None:
    """Remove a record and all that hangs on it."""
    if not reason.strip():
        raise RequestError("请写明删除的原因；删除后可以在“历史”里撤回。")
    held = Held(desk.file.connection, desk.catalog.forms)
    going = _going(desk, held, kind, record_id)
    drafts = [Draft(one.kind, one.id, {}, removed=True, remove_reason=reason.strip()) for one in going]
    return desk.save_drafts(drafts, partial(telling.removal, desk, kind, reason.strip()))


def _going(desk: "Desk", held: Held, kind: str, record_id: str) -> list[Record]:
    top = held.record(kind, record_id)
    if top is None:
        raise NotFoundError("没有找到这条记录，它可能已被删除。")
    going, queue = {top.id: top}, [top]
    kept: dict[str, set[str]] = {}
    while queue:
        record = queue.pop()
        for other_kind, field in _referring(desk, record.kind):
            others = [other for other in held.having(other_kind, field, record.id) if other.id not in going]
            if (other_kind, field) in _owned(desk, record.kind):
                going |= {other.id: other for other in others}
                queue += others
            elif others:
                kept.setdefault(other_kind, set()).update(other.id for other in others)
    held_back = {other: len(ids - going.keys()) for other, ids in kept.items() if ids - going.keys()}
    if held_back:
        _refuse(desk, kind, held_back)
    return list(going.values())


def _referring(desk: "Desk", kind: str) -> list[tuple[str, str]]:
    forms = desk.catalog.forms.values()
    return [(form.kind, field.name) for form in forms for field in form.fields.values() if field.of == kind]


def _owned(desk: "Desk", kind: str) -> set[tuple[str, str]]:
    forms = desk.catalog.forms
    children = {(child, forms[child].parent_field) for child in forms[kind].children}
    return children | set(_GO_WITH.get(kind, ()))


def _refuse(desk: "Desk", kind: str, counts: Mapping[str, int]) -> NoReturn:
    forms = desk.catalog.forms
    named = "、".join(
        f"{forms[other].label} {count:,} {forms[other].measure}"
        for other, count in sorted(counts.items(), key=lambda pair: -pair[1])
    )
    raise RequestError(
        f"这条{forms[kind].label}记录还不能删除，还有记录在它名下：{named}。请先改挂或删除这些记录。没有改动。"
    )
