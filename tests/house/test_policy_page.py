"""Every demand of the policy has its records, its rules or checks, its page and its report; the manual says so."""

import pytest

from fupin_desk.desk import clauses, reporting
from fupin_desk.desk.clauses import Service
from tests.house import policy_page
from tests.house.policy_page import CATALOG, LABELS, PACK

SERVICES = clauses.services(CATALOG, PACK, LABELS)
# The demands of the document by their numbers: clause, sentence, part.
NUMBERS = [
    *(f"R-1.{n}" for n in ("1", "2", "3a", "3b", "4", "5", "6")),
    *(f"R-2.1.{n}" for n in range(1, 5)), *(f"R-2.2.{n}" for n in range(1, 8)), *(f"R-2.3.{n}" for n in range(1, 11)),
    *(f"R-2.4.{n}" for n in range(1, 9)), *(f"R-2.5.{n}" for n in range(1, 5)), "R-2.6.1",
    *(f"R-2.7.{n}" for n in range(1, 5)), *(f"R-2.8.{n}" for n in range(1, 9)),
    "R-3.1.1", "R-3.1.2", "R-3.2.1", "R-3.2.2", "R-3.2.3", "R-3.3", *(f"R-3.4.{n}" for n in range(1, 6)),
]  # fmt: skip
# Demands that are held by checks of single records, not by a rule.
CHECKED = {"R-2.1.3", "R-2.2.7", "R-2.3.5", "R-3.4.1", "R-3.4.2", "R-3.4.3", "R-3.4.4"}


def test_every_demand_of_the_document_is_there_in_its_order() -> None:
    assert [one.id for one in SERVICES] == NUMBERS


@pytest.mark.parametrize("one", SERVICES, ids=lambda one: one.id)
def test_a_demand_is_served(one: Service) -> None:
    assert one.title
    assert one.clause
    assert one.kinds
    assert one.rules or one.checks
    assert one.pages
    assert one.reports
    assert bool(one.rules) is (one.id not in CHECKED)
    assert set(one.reports) <= {info.name for info in reporting.reports()}


def test_every_rule_and_every_check_with_a_number_belongs_to_one_demand() -> None:
    numbers = [number for one in SERVICES for number in (*one.rules, *one.checks)]
    assert sorted(numbers) == sorted(
        [rule.id for rule in PACK.rules] + [code for code in CATALOG.texts.codes if code.startswith("R-")]
    )


def test_rules_stand_in_the_order_of_the_document() -> None:
    assert [number for one in SERVICES for number in one.rules] == [rule.id for rule in PACK.rules]


def test_the_manual_goes_through_the_policy_as_the_pack_does() -> None:
    held = policy_page.POLICY.read_text(encoding="utf-8")
    assert held == policy_page.policy(), "python -m tests.house.policy_page writes it anew"
    rows = [line.strip("|").split("|") for line in held.splitlines() if line.startswith("| R-")]
    assert len(rows) == len(NUMBERS)
    assert all(cell.strip() for row in rows for cell in row)


def test_the_manual_says_of_every_rule_what_the_pack_says() -> None:
    held = policy_page.RULES.read_text(encoding="utf-8")
    assert held == policy_page.rules(), "python -m tests.house.policy_page writes it anew"
