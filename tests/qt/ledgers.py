"""What a township keeps beside its register, with synthetic people: projects, funds, loans, entities, shops, plans."""

from fupin_desk.desk.desk import Desk
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.model.value import Draft, Value

_STAGES = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11")
_BATCH = "2018-1"


def draft(desk: Desk, kind: str, **values: Value) -> Draft:
    """Return a new record as a draft."""
    page: Page = desk.blank(kind, **values)
    return page.drafts()[0]


def project(desk: Desk, name: str, village: str, *, steps: int, started: str, budget: int) -> list[Draft]:
    """Return a project that has come so many steps, one every ten days from a day on, with two households."""
    made = draft(
        desk, "project", name=name, village=village, category="0101", construction_kind="1", batch_no=_BATCH,
        planned_start="2018-03-01", planned_end="2018-11-30", responsible_unit="白马寺镇农技中心", scope="虾稻共作",
        budget_fen=budget, funding="01", link_mechanisms="1", participation="农户参与", performance_goal="户均增收 4000 元",
        is_feature=1, project_no=f"2018-{len(name)}-{steps:02d}",
    )  # fmt: skip
    month, day = int(started[5:7]), int(started[8:])
    events = []
    for at, stage in enumerate(_STAGES[:steps]):
        past = day + 10 * at
        happened = f"2018-{month + (past - 1) // 28:02d}-{(past - 1) % 28 + 1:02d}"
        events.append(
            draft(desk, "project_event", project=made.id, stage=stage, happened_on=happened, person="周文")
        )
    households = [
        draft(desk, "project_household", project=made.id, household=one, started_on=started)
        for one in desk.ids(Query("household", village))[:2]
    ]
    return [made, *events, *households]


def fill(desk: Desk) -> dict[str, str]:
    """Save ledgers of every page in one batch; return the ids that tests speak of."""
    one, two = (desk.ids(Query("village", text=name))[0] for name in ("黄淡村", "吴桥村"))
    first = desk.ids(Query("household", one))
    borrower, able = first[0], first[1]
    late = project(desk, "虾稻共作基地", one, steps=7, started="2018-02-01", budget=125_000_000)
    fresh = project(desk, "蔬菜大棚", two, steps=2, started="2018-08-01", budget=48_000_00)
    industry = draft(
        desk, "fund_line", year=2018, name="中央专项资金（产业）", source="01", department="D01", doc_no="江财农〔2018〕5号",
        allocated_on="2018-03-20", amount_fen=60_000_000, is_poverty_fund=1, use_class="1", use_detail="01",
        target_level="1", project=late[0].id, village=one,
    )  # fmt: skip
    other = draft(
        desk, "fund_line", year=2018, name="省级专项资金（道路）", source="02", department="D01", doc_no="江财农〔2018〕6号",
        allocated_on="2018-04-02", amount_fen=40_000_000, is_poverty_fund=1, use_class="2", use_detail="99",
        target_level="2", village=two,
    )  # fmt: skip
    accepted = draft(
        desk, "acceptance", project=late[0].id, accepted_on="2018-08-10", amount_fen=20_000_000, result="1"
    )
    paid = draft(
        desk, "payment", project=late[0].id, fund_line=industry.id, acceptance=accepted.id, payment_kind="2",
        paid_on="2018-08-20", amount_fen=15_000_000, payee_kind="3", village=one, reviewed_by="周文",
        reviewed_on="2018-08-18", doc_no="PZ-001",
    )  # fmt: skip
    entity = draft(
        desk, "entity", name="白马寺虾稻合作社", entity_kind="2", village=one, state="1", drive_intent=1,
        industry="ZZ02", legal_person="周文",
    )  # fmt: skip
    link = draft(desk, "drive_link", entity=entity.id, household=borrower, modes="1", started_on="2018-03-01")
    loan = draft(
        desk, "loan", contract_no="DK-2018-001", borrower_kind="1", household=borrower, bank="01",
        principal_fen=5_000_000, months=12, rate_bp=435, lent_on="2017-08-01", due_on="2018-08-01", is_productive=1,
    )  # fmt: skip
    repaid = draft(desk, "repayment", loan=loan.id, paid_on="2018-06-30", principal_fen=1_000_000)
    risk = draft(
        desk, "risk_fund", bank="01", transaction_kind="1", amount_fen=1_000_000, happened_on="2018-02-01"
    )
    team = draft(
        desk, "work_team", village=one, name="驻黄淡村工作队", unit="县农业局", started_on="2018-01-20"
    )
    shops = [
        draft(
            desk, "online_shop", name=f"黄淡特产{number}店", village=one, platform="01", shop_no=f"S{number}",
            state="1", opened_on="2018-05-01",
        )
        for number in range(1, 6)
    ]  # fmt: skip
    rest = [
        draft(desk, "village", name="黄淡村", contracted_farmland_cmu=500_000),
        draft(desk, "ecommerce_station", name="黄淡村服务站", village=one, state="2", built_on="2018-04-01", accepted_on="2018-05-01"),
        draft(desk, "village_industry", village=one, year=2018, name="虾稻", industry="ZZ02", is_feature=1, is_one_village_one_product=1, state="1", area_cmu=120_000),
        draft(desk, "land_transfer", village=one, contract_no="LZ-1", entity=entity.id, area_cmu=360_000, started_on="2018-01-01"),
        draft(desk, "plan", title="白马寺镇产业扶贫规划", township="421024103", from_year=2018, to_year=2019, adopted_on="2018-02-10"),
        draft(desk, "bulletin", title="8 月通报", period="2018-08", issued_on="2018-09-05"),
        draft(desk, "team_member", work_team=team.id, name="李静", is_leader=1, started_on="2018-01-20"),
        draft(desk, "county_figure", rule="R-2.3.1", as_of="2018-06-30", part_hundredths=6_200, whole_hundredths=10_000),
    ][1:]  # fmt: skip
    homes = [
        Draft("household", borrower, {"business_ability": 1, "loan_willingness": 1}),
        Draft("household", able, {"business_ability": 1, "loan_willingness": 1}),
        Draft("village", one, {"contracted_farmland_cmu": 500_000}),
    ]
    desk.save_drafts(
        [
            *late, *fresh, industry, other, accepted, paid, entity, link, loan, repaid, risk, team, *shops, *rest,
            *homes,
        ],
        "登记台账",
    )  # fmt: skip
    return {
        "village": one, "late": late[0].id, "fresh": fresh[0].id, "loan": loan.id, "able": able, "team": team.id,
        "borrower": borrower, "payment": paid.id, "entity": entity.id,
    }  # fmt: skip
