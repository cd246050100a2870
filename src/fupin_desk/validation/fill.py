"""What the desk fills in by itself, so that nobody types it: only where a field is still empty."""

from collections.abc import Mapping
from dataclasses import replace

from fupin_desk.model.form import Form
from fupin_desk.model.page import Page
from fupin_desk.model.value import Record, Values
from fupin_desk.validation import identity, sums


def defaults(form: Form) -> Values:
    """Return the values with which a new record of a form begins."""
    return {name: field.default for name, field in form.fields.items() if field.default is not None}


def fill(page: Page, forms: Mapping[str, Form]) -> Page:
    """Return the page with what follows from its own values: birth date, sex and disability, sums of income.

    A field that holds a value, or a text that could not be read, stays as it is.

    Args:
        page: The page as it was typed.
        forms: The forms by kind.
    """
    children = {kind: tuple(_filled(one, forms) for one in rows) for kind, rows in page.children.items()}
    return replace(page, record=_filled(page.record, forms), children=children)


def _filled(record: Record, forms: Mapping[str, Form]) -> Record:
    told = _told_by_number(record) if record.kind == "member" else {}
    told |= _sums({**record.values, **told}, forms[record.kind])
    empty = {
        name: value for name, value in told.items()
        if value is not None and record.values.get(name) is None and not record.unread.get(name)
    }  # fmt: skip
    has_card = record.kind == "member" and len(str(record.values.get("id_number") or "")) in {20, 22}
    if has_card and record.values.get("id_kind") in {None, "01"}:
        # A disability card stands in the place of the identity card: the default kind would be wrong.
        empty["id_kind"] = "02"
    return replace(record, values={**record.values, **empty}) if empty else record


def _told_by_number(member: Record) -> Values:
    number = member.values.get("id_number")
    if number is None:
        return {}
    tells = identity.derive(str(number))
    if not tells.is_sound:
        return {}
    return {
        "birth_date": tells.birth_date,
        "sex": tells.sex,
        "disability_kind": tells.disability_kind,
        "disability_grade": tells.disability_grade,
    }


def _sums(values: Values, form: Form) -> Values:
    """Return the sums of a form; a sum may be a part of the next one."""
    known, totals = dict(values), Values()
    for name, field in form.fields.items():
        if field.sum_of and known.get(name) is None:
            total = sums.added(known, field)
            if total is not None:
                known[name] = totals[name] = total
    return totals
