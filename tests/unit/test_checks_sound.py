"""Sound pages of every kind draw no objection."""

import pytest

from fupin_desk.model.page import Page
from fupin_desk.model.value import Record
from tests.unit import judged_pages as p

_SOUND = {
    "village": p.page(p.VILLAGE),
    "household": p.family(),
    "round": p.page(p.ROUND),
    "assistance": p.page(p.ASSISTANCE),
    "visit": p.page(p.VISIT, p.VISIT_EXPERT, p.VISIT_HOUSEHOLD),
    "expert": p.page(p.EXPERT),
    "pairing": p.page(p.PAIRING),
    "course": p.page(p.COURSE, p.ATTENDANCE),
    "member": p.page(p.HUSBAND),
    "attendance": p.page(p.ATTENDANCE),
    "income": p.page(p.INCOME),
}


@pytest.mark.parametrize("kind", _SOUND)
def test_a_sound_page_draws_no_objection(kind: str) -> None:
    assert p.judged(_SOUND[kind]) == []


@pytest.mark.parametrize("kind", _SOUND)
def test_a_sound_new_page_draws_no_objection_in_a_file_that_lacks_it(kind: str) -> None:
    one = _SOUND[kind]
    own = {record.id for record in one.records()}
    new = Page(one.record, one.children, frozenset(own))
    others = tuple(record for record in p.FILE if record.id not in own)
    assert p.judged(new, file=others) == []


def test_a_removed_record_is_not_judged() -> None:
    gone = Record("member", "m3", {"household": "h1"}, removed=True)
    assert p.judged(p.page(p.HOUSEHOLD, p.HUSBAND, p.SPOUSE, gone, p.INCOME)) == []
    assert p.judged(p.page(Record("round", "r1", {}, removed=True))) == []


def test_an_empty_page_names_every_needed_field_and_stops_at_none() -> None:
    findings = p.judged(p.page(p.made("assistance", "new"), new=True))
    needed = {name for name, field in p.CATALOG.forms["assistance"].fields.items() if field.required}
    assert {one.field for one in findings if one.code == "required"} == needed


def test_rows_that_the_page_does_not_bring_are_looked_up_in_the_file() -> None:
    assert p.judged(p.page(p.HOUSEHOLD, without=("member", "income", "condition", "helper"))) == []
    assert "HH-6" in p.codes(p.page(p.HOUSEHOLD))
