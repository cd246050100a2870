"""Pages of the ledgers, each with one fault: what must be found, how grave it is, and at which field."""

from fupin_desk.model.value import Record, Value
from tests.unit import judged_ledgers as g
from tests.unit import judged_pages as p
from tests.unit.faulty_people import Fault

_CHILDREN = {
    "project": (*g.STEPS, g.PROJECT_HOUSEHOLD, g.PROJECT_VILLAGE, g.PROJECT_RETURN, g.PROGRESS),
    "fund_line": (g.FUND_HOUSEHOLD, g.FUND_NEIGHBOUR),
    "entity": (g.LINK,),
    "loan": (g.REPAYMENT,),
    "plan": (g.PLAN_LINE,),
    "inspection": (g.INSPECTED,),
    "work_team": (g.LEADER, g.MATE),
}


def _on(code: str, severity: str, field: str, record: Record, *more: Record, **values: Value) -> Fault:
    """Return the fault of one record, alone on its page with the rows that it has in the file."""
    rows = tuple(one for one in _CHILDREN.get(record.kind, ()) if one.values.get(record.kind) == record.id)
    return Fault(code, severity, record.id, field, p.page(p.but(record, **values), *rows), more)


def _row(
    code: str,
    severity: str,
    field: str,
    top: Record,
    row: Record,
    *without: str,
    more: tuple[Record, ...] = (),
) -> Fault:
    """Return the fault of a row on its page; it stands in the place of its namesake."""
    kept = (one for one in _CHILDREN[top.kind] if one.id not in {row.id, *without})
    return Fault(code, severity, row.id, field, p.page(top, *kept, row), more)


_POORER = p.but(p.HOUSEHOLD, poverty_status="9")
_SECOND_PROJECT = g.twin(g.PROJECT, "j2", name="藕带种植", project_no="2018-ZSZ-002")
_BARE = p.but(g.PROJECT, village="v2")
_ENTITY_PAID = {"payee_kind": "2", "household": None, "entity": "n1"}
_UNBOUND = (p.but(g.LINK, agreement_no=None), p.but(g.AGREEMENT, ended_on="2018-03-01"))

PROJECTS = (
    _on("number_twice", "E", "project_no", g.twin(_SECOND_PROJECT, "j2", project_no="2018-ZSZ-001")),
    _on("R-2.1.3-order", "E", "planned_end", g.PROJECT, planned_end="2018-03-31"),
    _on("R-2.1.3", "W", "batch_no", g.PROJECT, batch_no=None),
    _on("R-2.1.2-goal", "E", "performance_goal", g.PROJECT, performance_goal=None),
    Fault("R-3.4.3", "E", "j1", "", p.page(_BARE, *g.STEPS)),
    _on("R-2.3.9", "W", "is_major", g.PROJECT, is_major=1),
    Fault("R-3.4.5", "W", "j1", "", p.page(g.PROJECT, *g.STEPS[:3], g.PROJECT_HOUSEHOLD, g.PROGRESS)),
    _row("R-3.4.4-order", "E", "happened_on", g.PROJECT, p.but(g.STARTED, happened_on="2018-03-09")),
    _row("R-3.4.4-doc", "W", "doc_no", g.PROJECT, p.but(g.APPROVED, doc_no=None)),
    _row("R-2.1.2-skip", "E", "stage", g.PROJECT, g.APPROVED, "j1e5"),
    _row("R-3.4.4-skip", "W", "stage", g.PROJECT, g.VERIFIED, "j1e8"),
    _row("future", "E", "happened_on", g.PROJECT, p.but(g.VERIFIED, happened_on="2018-10-01")),
    _row("R-3.4.3-twice", "E", "household", g.PROJECT, g.twin(g.PROJECT_HOUSEHOLD, "jh2")),
    _row("DT-2-order", "E", "ended_on", g.PROJECT, p.but(g.PROJECT_HOUSEHOLD, ended_on="2018-03-31")),
    _row("R-3.4.3-village-twice", "E", "village", g.PROJECT, g.twin(g.PROJECT_VILLAGE, "jv2")),
    _row("R-3.4.3-village-twice", "E", "village", g.PROJECT, p.but(g.PROJECT_VILLAGE, village="v1")),
    _row("R-1.6-twice", "E", "year", g.PROJECT, g.twin(g.PROJECT_RETURN, "jr2")),
)  # fmt: skip

PAYMENTS = (
    _on("R-3.4.2", "E", "project", g.PAYMENT, project=None),
    _on("R-2.1.2", "E", "project", g.PAYMENT, _SECOND_PROJECT, project="j2"),
    _on("R-2.1.2-out", "E", "project", g.PAYMENT, g.twin(g.STARTED, "j1e98", stage="98", happened_on="2018-07-15")),
    _on("R-3.4.4-approved", "E", "paid_on", g.PAYMENT, paid_on="2018-03-09", payment_kind="1"),
    _on("R-3.4.4-final", "E", "paid_on", g.PAYMENT, paid_on="2018-07-09", payment_kind="3"),
    _on("R-2.3.5", "E", "amount_fen", g.PAYMENT, amount_fen=80_000_01),
    _on("R-2.3.5", "E", "amount_fen", g.ACCEPTANCE, amount_fen=49_999_99),
    _on("R-2.3.5-none", "E", "acceptance", g.PAYMENT, acceptance=None),
    _on("R-2.3.5-advance", "W", "acceptance", g.PAYMENT, acceptance=None, payment_kind="1"),
    _on("R-2.3.5-project", "E", "acceptance", g.PAYMENT, _SECOND_PROJECT, p.but(g.ACCEPTANCE, project="j2")),
    _on("R-2.3.5-failed", "E", "acceptance", g.PAYMENT, p.but(g.ACCEPTANCE, result="2")),
    _on("R-2.3.5-before", "E", "paid_on", g.PAYMENT, paid_on="2018-07-09"),
    _on("R-3.4.1", "E", "household", g.PAYMENT, _POORER),
    _on("R-3.4.1-payee", "E", "household", g.PAYMENT, household=None),
    _on("R-3.4.1-payee", "E", "village", g.PAYMENT, household=None, payee_kind="3"),
    _on("R-3.4.1-entity", "E", "entity", g.PAYMENT, *_UNBOUND, **_ENTITY_PAID),
    _on("R-3.4.1-review", "E", "reviewed_by", g.PAYMENT, reviewed_by=None),
    _on("R-3.4.1-review", "E", "reviewed_on", g.PAYMENT, reviewed_on=None),
    _on("R-3.4.1-order", "E", "paid_on", g.PAYMENT, reviewed_on="2018-07-21"),
    _on("R-3.4.2-line", "W", "amount_fen", g.PAYMENT, amount_fen=100_000_01),
    _on("R-3.4.2-over", "W", "amount_fen", g.PAYMENT, amount_fen=100_000_01),
    _on("R-3.4.2-line", "W", "amount_fen", g.FUND_LINE, amount_fen=49_999_99),
    _on("R-3.4.2-over", "W", "budget_fen", g.PROJECT, p.but(g.FUND_LINE, amount_fen=49_999_99)),
    _on("R-3.4.2-other", "W", "fund_line", g.PAYMENT, _SECOND_PROJECT, p.but(g.FUND_LINE, project="j2")),
)  # fmt: skip

FUNDS = (
    _on("R-2.3.2", "E", "amount_fen", g.FUND_LINE, amount_fen=100_000_01),
    Fault("R-2.3.2-nobody", "E", "f1", "target_level", p.page(g.FUND_LINE)),
    _row("R-2.3.2-twice", "E", "household", g.FUND_LINE, g.twin(g.FUND_HOUSEHOLD, "fh3")),
    _row("R-3.4.1", "E", "household", g.FUND_LINE, g.FUND_HOUSEHOLD, more=(_POORER,)),
    _on("R-2.2.1", "W", "is_poverty_fund", g.FUND_LINE, source="08"),
    _on("R-2.3.1-flag", "W", "is_poverty_fund", g.FUND_LINE, source="09"),
    _on("R-2.3.1-missed", "W", "is_poverty_fund", g.FUND_LINE, is_poverty_fund=0),
    _on("R-2.3.6", "W", "top_up_fen", g.SPECIAL_2018, payable_fen=20_000_000_01),
    _on("R-2.3.7", "E", "opening_fen", g.SPECIAL_2018, opening_fen=2_000_000_01),
    _on("R-2.3.7-next", "E", "closing_fen", g.SPECIAL_2017, closing_fen=2_000_000_01),
    _on("R-2.3.7-sum", "E", "closing_fen", g.SPECIAL_2018, closing_fen=5_000_000_01),
    _on("R-2.3.7-sum", "E", "inflow_fen", g.SPECIAL_2018, inflow_fen=18_000_000_01),
    _on("R-2.3.7-negative", "E", "closing_fen", g.SPECIAL_2018, paid_fen=20_000_000_01, closing_fen=-1),
    _on("R-2.3.7-year", "E", "year", g.twin(g.SPECIAL_2018, "sf18b")),
)  # fmt: skip

ENTITIES = (
    _on("EN-code", "W", "credit_code", g.ENTITY, credit_code="91350100M000100I43"),
    _on("EN-code-check", "W", "credit_code", g.ENTITY, credit_code="91350100M000100Y42"),
    _on("number_twice", "E", "credit_code", g.twin(g.ENTITY, "n2")),
    _row("DT-2-order", "E", "ended_on", g.ENTITY, p.but(g.LINK, ended_on="2018-01-31")),
    _row("R-2.5.2-twice", "W", "household", g.ENTITY, g.twin(g.LINK, "d2", started_on="2018-06-01")),
    _row("R-2.5.2-poor", "W", "household", g.ENTITY, g.LINK, more=(_POORER,)),
    _on("number_twice", "E", "agreement_no", g.twin(g.AGREEMENT, "g2")),
    _on("DT-2-order", "E", "ended_on", g.AGREEMENT, ended_on="2018-01-31"),
    _on("R-2.5.1-village", "W", "household", g.AGREEMENT, village="v2"),
    _on("R-2.5.1-poor", "W", "household", g.AGREEMENT, _POORER),
    _on("number_twice", "E", "contract_no", g.twin(g.TRANSFER, "lt2", area_cmu=1)),
    _on("DT-2-order", "E", "ended_on", g.TRANSFER, ended_on="2017-12-31"),
    _on("R-2.5.3", "E", "area_cmu", g.TRANSFER, area_cmu=1_000_01),
    _on("R-2.5.3", "E", "contracted_farmland_cmu", p.VILLAGE, contracted_farmland_cmu=699_99),
    _on("R-2.5.3-base", "W", "contracted_farmland_cmu", p.VILLAGE, contracted_farmland_cmu=None),
)  # fmt: skip

MARKETS = (
    _on("DT-2-order", "E", "closed_on", g.CENTRE, closed_on="2018-04-30"),
    _on("DT-2-order", "E", "accepted_on", g.STATION, accepted_on="2018-03-31"),
    _on("DT-2-order", "E", "closed_on", g.STATION, state="3", closed_on="2018-03-31"),
    _on("ended_without_day", "W", "closed_on", g.STATION, state="3"),
    _on("R-2.7.2-accepted", "W", "accepted_on", g.STATION, accepted_on=None),
    _on("going_on_after_end", "W", "state", g.SHOP, closed_on="2018-09-01"),
    _on("ended_without_day", "W", "closed_on", g.SHOP, state="2"),
    _on("DT-2-order", "E", "closed_on", g.SHOP, state="2", closed_on="2018-04-30"),
    _on("R-2.7.3", "E", "shop_no", g.twin(g.SHOP, "os2", village="v2")),
    _on("R-2.7.3-twice", "E", "shop_no", g.twin(g.SHOP, "os2")),
    _on("part_beyond_whole", "E", "contiguous_cmu", g.INDUSTRY, contiguous_cmu=500_01),
    _on("part_beyond_whole", "E", "new_technology_cmu", g.INDUSTRY, new_technology_cmu=500_01),
    _on("part_beyond_whole", "E", "poor_households", g.INDUSTRY, poor_households=41),
    _on("R-1.5-twice", "W", "name", g.twin(g.INDUSTRY, "vi2", name="小 龙虾")),
    _on("ended_without_day", "W", "ended_on", g.INDUSTRY, state="2"),
    _on("DT-2-order", "E", "ended_on", g.TOWNSHIP_INDUSTRY, ended_on="2018-02-28"),
    _on("part_beyond_whole", "E", "poor_workers", g.BASE, poor_workers=51),
    _on("R-2.1.1-years", "E", "to_year", g.PLAN, to_year=2017),
    _row("R-2.1.1-nobody", "E", "village", g.PLAN, p.but(g.PLAN_LINE, village=None)),
    _row("R-2.1.1-both", "W", "village", g.PLAN, p.but(g.PLAN_LINE, household="h1")),
    _row("R-2.1.1-year", "W", "year", g.PLAN, p.but(g.PLAN_LINE, year=2021)),
)  # fmt: skip

FINANCE = (
    _on("number_twice", "E", "contract_no", g.twin(g.ENTITY_LOAN, "l3")),
    _on("LN-borrower", "E", "household", g.LOAN, household=None, member=None),
    _on("LN-borrower", "E", "entity", g.ENTITY_LOAN, entity=None),
    _on("LN-member", "E", "member", g.LOAN, member="m21"),
    _on("LN-balance", "E", "principal_fen", g.LOAN, principal_fen=9_999_99),
    _row("LN-before", "E", "paid_on", g.LOAN, p.but(g.REPAYMENT, paid_on="2018-02-28")),
    _on("DT-2-order", "E", "due_on", g.LOAN, due_on="2018-02-28"),
    _on("LN-due", "W", "due_on", g.LOAN, due_on="2021-04-02"),
    _on("LN-cap", "W", "principal_fen", g.LOAN, principal_fen=50_000_01),
    _on("LN-term", "W", "months", g.LOAN, months=37),
    _on("AG-14", "W", "member", g.LOAN, member="m3"),
    _on("LN-second", "W", "household", g.twin(g.LOAN, "l3", contract_no="XD-2", lent_on="2018-09-01")),
    _on("R-2.8.7", "W", "household", g.LOAN, p.but(p.HOUSEHOLD, business_ability=0, loan_willingness=None)),
    _on("R-2.8.7-entity", "W", "entity", g.ENTITY_LOAN, p.but(g.ENTITY, drive_intent=None)),
    _on("R-2.8.5-use", "W", "is_productive", g.LOAN, is_productive=0),
    _on("R-2.8.5-poor", "W", "household", g.LOAN, _POORER),
    _on("DT-2-order", "E", "to_day", g.SUBSIDY, to_day="2018-02-28"),
    _on("R-2.8.5", "E", "subsidy_fen", g.SUBSIDY, subsidy_fen=725_01),
    _on("R-2.8.5-less", "W", "subsidy_fen", g.SUBSIDY, subsidy_fen=724_99),
    _on("R-2.8.5-overlap", "W", "from_day", g.twin(g.SUBSIDY, "is3", from_day="2018-06-29", to_day="2018-09-30")),
    _on("R-2.8.5-eligible", "W", "is_eligible", g.SUBSIDY, p.but(g.LOAN, is_productive=0, months=60)),
    _on("R-2.8.6", "E", "subsidy_fen", g.ENTITY_SUBSIDY, subsidy_fen=2_500_02),
    _on("R-2.8.6-less", "W", "subsidy_fen", g.ENTITY_SUBSIDY, subsidy_fen=2_499_99),
    _on("R-2.8.3", "E", "bank_share_fen", g.CLAIM, bank_share_fen=10_800_01, government_share_fen=25_200_00),
    _on("R-2.8.3", "E", "government_share_fen", g.CLAIM, government_share_fen=25_200_00),
    _on("R-2.8.3-fund", "E", "government_share_fen", g.CLAIM, p.but(g.DEPOSIT, amount_fen=225_200_00)),
    _on("R-2.8.3-before", "E", "recognised_on", g.CLAIM, recognised_on="2018-01-31"),
    _on("R-2.8.3-loss", "W", "loss_fen", g.CLAIM, loss_fen=300_000_01),
    _on("R-2.8.3-payout", "W", "loss_claim", g.PAYOUT, loss_claim=None),
    _on("R-2.8.3-paid", "W", "amount_fen", g.PAYOUT, amount_fen=25_200_00),
    _on("R-2.8.4", "E", "amount_fen", g.MOVED_OUT, amount_fen=200_000_01),
    _on("R-2.8.4", "E", "amount_fen", g.MOVED_IN, reference="T2"),
    _on("R-2.8.4-reference", "E", "reference", g.MOVED_IN, reference=None),
    _on("number_twice", "E", "policy_no", g.twin(g.INSURANCE, "in2")),
    _on("DT-2-order", "E", "to_day", g.INSURANCE, to_day="2018-03-31"),
    _on("R-2.8.8", "E", "subsidy_fen", g.INSURANCE, subsidy_fen=300_01),
    _on("R-2.8.8-nobody", "E", "household", g.INSURANCE, household=None),
)  # fmt: skip

SAFEGUARDS = (
    _on("R-1.3b-twice", "W", "benefit_kind", g.twin(g.BENEFIT, "pb2")),
    _on("R-1.3b-poor", "W", "household", g.BENEFIT, _POORER),
    _on("R-3.2.2-period", "W", "period", g.BULLETIN, period="八月"),
    _on("R-3.2.2-twice", "W", "period", g.twin(g.BULLETIN, "bu2")),
    _on("R-3.1.2-period", "W", "period", g.SELF_CHECK, period="2018Q5"),
    _on("R-3.1.2-twice", "W", "period", g.twin(g.SELF_CHECK, "sc2")),
    _row("R-3.2.3-order", "E", "rectified_on", g.INSPECTION, p.but(g.INSPECTED, rectified_on="2018-05-31")),
    _row("R-3.2.3-order", "E", "due_on", g.INSPECTION, p.but(g.INSPECTED, due_on="2018-05-31")),
    _row("R-3.2.3-date", "W", "rectified_on", g.INSPECTION, p.but(g.INSPECTED, rectified_on=None)),
    _row("R-3.2.3-state", "W", "state", g.INSPECTION, p.but(g.INSPECTED, state="2")),
    _row("R-3.2.3", "W", "due_on", g.INSPECTION, p.but(g.INSPECTED, state="1", rectified_on=None)),
    Fault("R-3.2.1-leader", "W", "wt1", "", p.page(g.TEAM, g.MATE)),
    Fault("R-3.2.1-secretary", "W", "wt1", "", p.page(g.TEAM, g.LEADER, p.but(g.MATE, is_first_secretary=1))),
    _on("DT-2-order", "E", "ended_on", g.TEAM, ended_on="2018-01-19"),
    _row("DT-2-order", "E", "ended_on", g.TEAM, p.but(g.MATE, ended_on="2018-01-19")),
)  # fmt: skip

ALL = PROJECTS + PAYMENTS + FUNDS + ENTITIES + MARKETS + FINANCE + SAFEGUARDS
