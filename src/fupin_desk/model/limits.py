"""Limits that the policy, or whoever carries it out, sets to single records: amounts, terms, ages, shares, days."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What checks hold a record against. The values are the policy's own; a pack may set others.

    Amounts are fen, shares are whole percent. `bank_share_percent` is what a bank bears of a loss (3:7), `due_days`
    by how much the day of repayment may differ from the day of lending plus the months.

    Source:
        domain.md 2.5 (cap, term, age), R-2.3.9, R-2.8.3, R-2.8.5, R-2.8.6, R-3.4.5.
    """

    loan_cap_fen: int = 50_000_00
    loan_months: int = 36
    loan_least_age: int = 18
    loan_most_age: int = 65
    due_days: int = 31
    progress_days: int = 92
    major_departments: int = 2
    bank_share_percent: int = 30
    household_subsidy_percent: int = 100
    entity_subsidy_percent: int = 50
