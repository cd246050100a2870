"""Every fault that a check knows is found, with its severity, at the field where it is mended."""

import pytest

from fupin_desk.model.value import Record
from tests.unit import faulty_deeds, faulty_ledgers, faulty_people
from tests.unit import judged_ledgers as g
from tests.unit import judged_pages as p
from tests.unit.faulty_people import Fault

_FAULTS = faulty_people.ALL + faulty_deeds.ALL + faulty_ledgers.ALL


def _beside(fault: Fault) -> list[Record]:
    """Return the file's records, those that the fault brings in place of their namesakes."""
    brought = {one.id for one in fault.more}
    return [*(one for one in (*p.FILE, *g.FILE) if one.id not in brought), *fault.more]


@pytest.mark.parametrize("fault", _FAULTS, ids=[f"{one.code}-{one.field}" for one in _FAULTS])
def test_the_fault_is_found_where_it_is_mended(fault: Fault) -> None:
    findings = p.judged(fault.page, file=tuple(_beside(fault)))
    found = {(one.code, one.severity, one.record, one.field) for one in findings}
    assert fault[:4] in found


@pytest.mark.parametrize("fault", _FAULTS, ids=[f"{one.code}-{one.field}" for one in _FAULTS])
def test_every_finding_of_a_faulty_page_can_be_worded_with_exactly_its_blanks(fault: Fault) -> None:
    for one in p.judged(fault.page, file=tuple(_beside(fault))):
        assert set(one.given) == p.CATALOG.texts.blanks(one.code), one.code
        worded = p.CATALOG.texts.worded(one)
        assert worded.text.endswith("。")
        assert worded.mend.endswith("。")
