"""Limits of a pack: its table and its readings, each said once, none unknown."""

from dataclasses import fields
from typing import Any

import pytest

from fupin_desk.catalog import limits
from fupin_desk.model.error import DefinitionError
from fupin_desk.model.limits import Limits
from tests.unit import judged_ledgers as g
from tests.unit import judged_pages as p


def test_the_pack_says_every_limit_and_says_what_the_policy_says() -> None:
    pack = p.CATALOG.pack_on(p.TODAY)
    assert pack.limits == Limits()
    table: dict[str, Any] = {"limits": {}, "readings": dict.fromkeys((one.name for one in fields(Limits)), 7)}
    assert limits.read("x.toml", table) == Limits(*[7] * len(fields(Limits)))


@pytest.mark.parametrize(
    ("said", "readings"),
    [
        ({"loan_cap": 1}, {}),
        ({"loan_cap_fen": "50000"}, {}),
        ({"loan_cap_fen": -1}, {}),
        ({"progress_days": 92}, {"progress_days": 92}),
    ],
)
def test_a_limit_that_is_unknown_no_number_or_said_twice_is_refused(
    said: dict[str, Any], readings: dict[str, Any]
) -> None:
    with pytest.raises(DefinitionError):
        limits.read("x.toml", {"limits": said, "readings": readings})


def test_another_county_may_set_other_limits() -> None:
    loan = p.page(p.but(g.LOAN, principal_fen=30_000_01), g.REPAYMENT)
    strict = Limits(loan_cap_fen=30_000_00)
    found = p.judged(loan, file=(*p.FILE, *g.FILE), limits=strict)
    assert [one.code for one in found] == ["LN-cap"]
    assert found[0].given["most"] == "30,000.00"
