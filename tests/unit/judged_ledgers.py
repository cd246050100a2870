"""Sound pages of the ledgers: projects, funds, entities, markets, loans, safeguards; they stand beside judged_pages."""

from dataclasses import replace

from fupin_desk.model.value import Record, Value
from tests.unit.judged_pages import made

PROJECT = made(
    "project", "j1",
    name="虾稻共作", project_no="2018-ZSZ-001", category="0101", construction_kind="1", village="v1",
    planned_start="2018-04-01", planned_end="2018-07-01", batch_no="2018-1", responsible_unit="资市镇政府",
    scope="改造稻田 100 亩", budget_fen=100_000_00, funding="01", link_mechanisms="1", participation="村民议事",
    performance_goal="带动 2 户", is_feature=1, is_major=0,
)  # fmt: skip
ENTERED = made("project_event", "j1e5", project="j1", stage="05", happened_on="2018-03-01")
APPROVED = made(
    "project_event", "j1e6", project="j1", stage="06", happened_on="2018-03-10", doc_no="江产扶〔2018〕3号"
)
STARTED = made("project_event", "j1e7", project="j1", stage="07", happened_on="2018-04-01")
FINISHED = made("project_event", "j1e8", project="j1", stage="08", happened_on="2018-07-01")
VERIFIED = made(
    "project_event", "j1e9", project="j1", stage="09", happened_on="2018-07-10", doc_no="资验〔2018〕1号"
)
STEPS = (ENTERED, APPROVED, STARTED, FINISHED, VERIFIED)
PROJECT_HOUSEHOLD = made("project_household", "jh1", project="j1", household="h1", started_on="2018-04-01")
PROJECT_VILLAGE = made("project_village", "jv1", project="j1", village="v2")
PROJECT_RETURN = made("project_return", "jr1", project="j1", year=2017, return_fen=50_000_00)
PROGRESS = made("project_progress", "jp1", project="j1", reported_on="2018-06-25", progress="过半")

FUND_LINE = made(
    "fund_line", "f1",
    year=2018, name="产业到户资金", source="01", department="D03", allocated_on="2018-03-15", amount_fen=100_000_00,
    is_poverty_fund=1, use_class="1", use_detail="01", target_level="1", project="j1",
)  # fmt: skip
FUND_HOUSEHOLD = made("fund_household", "fh1", fund_line="f1", household="h1", amount_fen=60_000_00)
FUND_NEIGHBOUR = made("fund_household", "fh2", fund_line="f1", household="h2", amount_fen=40_000_00)
ACCEPTANCE = made(
    "acceptance", "x1", project="j1", accepted_on="2018-07-10", amount_fen=80_000_00, result="1"
)
PAYMENT = made(
    "payment", "y1",
    project="j1", fund_line="f1", acceptance="x1", payment_kind="2", paid_on="2018-07-20", amount_fen=50_000_00,
    payee_kind="1", household="h1", reviewed_by="吴审", reviewed_on="2018-07-15",
)  # fmt: skip
SPECIAL_2017 = made(
    "special_fund", "sf17",
    year=2017, opening_fen=0, appropriated_fen=10_000_000_00, top_up_fen=0, other_fen=0, paid_fen=8_000_000_00,
    inflow_fen=10_000_000_00, closing_fen=2_000_000_00,
)  # fmt: skip
SPECIAL_2018 = made(
    "special_fund", "sf18",
    year=2018, opening_fen=2_000_000_00, appropriated_fen=18_000_000_00, top_up_fen=0, other_fen=0,
    payable_fen=15_000_000_00, paid_fen=15_000_000_00, inflow_fen=18_000_000_00, closing_fen=5_000_000_00,
)  # fmt: skip

# The code is the example of GB 32100 itself.
ENTITY = made(
    "entity", "n1",
    name="虾稻专业合作社", entity_kind="2", credit_code="91350100M000100Y43", village="v1", state="1", drive_intent=1,
)  # fmt: skip
LINK = made(
    "drive_link", "d1", entity="n1", household="h1", modes="4", agreement_no="D-1", started_on="2018-02-01"
)
AGREEMENT = made(
    "share_agreement",
    "g1",
    agreement_no="GF-1",
    entity="n1",
    village="v1",
    household="h1",
    signed_on="2018-02-01",
)
TRANSFER = made(
    "land_transfer",
    "lt1",
    contract_no="LZ-1",
    village="v1",
    entity="n1",
    area_cmu=700_00,
    started_on="2018-01-01",
)

PLAN = made("plan", "pl1", title="产业扶贫规划", township="421024100", from_year=2018, to_year=2020)
PLAN_LINE = made("plan_line", "pll1", plan="pl1", village="v1", industry="ZZ01", year=2018)
INDUSTRY = made(
    "village_industry", "vi1",
    village="v1", year=2018, industry="ZZ01", name="小龙虾", is_feature=1, is_one_village_one_product=1, state="1",
    area_cmu=500_00, contiguous_cmu=300_00, new_variety_cmu=100_00, households=40, poor_households=12,
)  # fmt: skip
TOWNSHIP_INDUSTRY = made(
    "township_industry", "ti1", township="421024100", industry="ZZ01", name="虾稻", named_on="2018-03-01"
)
BASE = made(
    "base", "b1", name="虾稻基地", base_kind="1", village="v1", state="1", workers=50, poor_workers=30
)
CENTRE = made("ecommerce_centre", "ec1", name="县电商中心", opened_on="2018-05-01")
STATION = made(
    "ecommerce_station",
    "st1",
    name="古堤站",
    village="v1",
    built_on="2018-04-01",
    accepted_on="2018-05-01",
    state="2",
)
SHOP = made(
    "online_shop", "os1",
    name="古堤虾铺", village="v1", platform="01", shop_no="shop100", opened_on="2018-05-01", state="1",
)  # fmt: skip

LOAN = made(
    "loan", "l1",
    contract_no="XD-1", borrower_kind="1", household="h1", member="m1", bank="01", principal_fen=50_000_00, months=36,
    rate_bp=475, lent_on="2018-03-01", due_on="2021-03-01", purpose="养虾", is_productive=1,
)  # fmt: skip
REPAYMENT = made("repayment", "l1r1", loan="l1", paid_on="2018-08-01", principal_fen=10_000_00)
ENTITY_LOAN = made(
    "loan", "l2",
    contract_no="ZT-1", borrower_kind="2", entity="n1", bank="01", principal_fen=300_000_00, months=12, rate_bp=600,
    lent_on="2018-02-01", due_on="2019-02-01", purpose="收购稻谷", is_productive=1,
)  # fmt: skip
SUBSIDY = made(
    "interest_subsidy", "is1",
    loan="l1", from_day="2018-03-01", to_day="2018-06-30", interest_fen=725_00, subsidy_fen=725_00, is_eligible=1,
)  # fmt: skip
ENTITY_SUBSIDY = made(
    "interest_subsidy", "is2",
    loan="l2", from_day="2018-03-01", to_day="2018-06-30", interest_fen=5_000_01, subsidy_fen=2_500_01, is_eligible=1,
)  # fmt: skip
DEPOSIT = made(
    "risk_fund", "rf1", bank="01", transaction_kind="1", amount_fen=1_000_000_00, happened_on="2018-01-20"
)
MOVED_OUT = made(
    "risk_fund",
    "rf2",
    bank="01",
    transaction_kind="4",
    amount_fen=200_000_00,
    happened_on="2018-06-01",
    reference="T1",
)
MOVED_IN = made(
    "risk_fund",
    "rf3",
    bank="02",
    transaction_kind="5",
    amount_fen=200_000_00,
    happened_on="2018-06-01",
    reference="T1",
)
CLAIM = made(
    "loss_claim", "lc1",
    loan="l2", recognised_on="2018-09-01", loss_fen=36_000_01, bank_share_fen=10_800_00, government_share_fen=25_200_01,
)  # fmt: skip
PAYOUT = made(
    "risk_fund", "rf4",
    bank="01", transaction_kind="2", amount_fen=25_200_01, happened_on="2018-09-10", loss_claim="lc1",
)  # fmt: skip
INSURANCE = made(
    "insurance", "in1",
    policy_no="BX-1", insurance_kind="2", household="h1", premium_fen=300_00, subsidy_fen=240_00, from_day="2018-04-01",
    to_day="2019-03-31",
)  # fmt: skip

BENEFIT = made("policy_benefit", "pb1", household="h1", benefit_kind="01", received_on="2018-07-20")
BULLETIN = made("bulletin", "bu1", title="8 月通报", period="2018-08", issued_on="2018-09-10")
SELF_CHECK = made(
    "self_check", "sc1",
    township="421024100", period="2018Q3", checked_on="2018-09-20", planning_done=1, projects_done=1, funds_done=1,
    progress_done=1,
)  # fmt: skip
INSPECTION = made(
    "inspection", "ins1", inspection_kind="1", inspected_on="2018-06-01", inspected_unit="古堤村"
)
INSPECTED = made(
    "inspection_finding", "if1",
    inspection="ins1", problem="台账不全", due_on="2018-06-30", rectified_on="2018-06-20", state="3",
)  # fmt: skip
TEAM = made("work_team", "wt1", name="驻古堤村工作队", village="v1", unit="县农业局", started_on="2018-01-20")
LEADER = made(
    "team_member",
    "tm1",
    work_team="wt1",
    name="郑队",
    is_leader=1,
    is_first_secretary=1,
    started_on="2018-01-20",
)
MATE = made("team_member", "tm2", work_team="wt1", name="冯员", is_leader=0, started_on="2018-01-20")

FILE = (
    PROJECT, *STEPS, PROJECT_HOUSEHOLD, PROJECT_VILLAGE, PROJECT_RETURN, PROGRESS, FUND_LINE, FUND_HOUSEHOLD,
    FUND_NEIGHBOUR, ACCEPTANCE, PAYMENT, SPECIAL_2017, SPECIAL_2018, ENTITY, LINK, AGREEMENT, TRANSFER, PLAN, PLAN_LINE,
    INDUSTRY, TOWNSHIP_INDUSTRY, BASE, CENTRE, STATION, SHOP, LOAN, REPAYMENT, ENTITY_LOAN, SUBSIDY, ENTITY_SUBSIDY,
    DEPOSIT, MOVED_OUT, MOVED_IN, CLAIM, PAYOUT, INSURANCE, BENEFIT, BULLETIN, SELF_CHECK, INSPECTION, INSPECTED, TEAM,
    LEADER, MATE,
)  # fmt: skip


def twin(record: Record, other: str, /, **values: Value) -> Record:
    """Return another record with the values of one, some of them changed."""
    return replace(record, id=other, values={**record.values, **values})
