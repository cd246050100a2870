"""A township with a few dozen records of every ledger of the policy, hand-counted, behind a real desk."""

from pathlib import Path

from fupin_desk.desk.desk import Desk
from fupin_desk.model.value import Draft, Value

TODAY = "2018-09-30"
_REFERENCES = {
    "village", "household", "member", "round", "project", "entity", "loan", "fund_line", "inspection", "work_team",
    "acceptance", "plan", "loss_claim", "policy_document",
}  # fmt: skip


def key(text: str) -> str:
    """Return an id of 32 characters for a short name."""
    return text.encode().hex().ljust(32, "0")[:32]


def draft(kind: str, short: str, /, **values: Value) -> Draft:
    """Return a record to be born; references are short names."""
    held = {
        field: key(value) if field in _REFERENCES and isinstance(value, str) and field != kind else value
        for field, value in values.items()
    }
    return Draft(kind, key(short), held, is_new=True)


def opened(folder: Path, *, place: str = "421024100") -> Desk:
    """Return a desk of a new file with all the records of this module."""
    desk = Desk.create(folder / "policy.fupin", "demo", place, "王工", about={"as_of": TODAY})
    desk.save_drafts(records(), "登记", at="2018-09-29T18:00:00+00:00")
    return desk


def records() -> list[Draft]:
    """Return all drafts."""
    return [
        *_ground(),
        *_industries(),
        *_projects(),
        *_funds(),
        *_entities(),
        *_markets(),
        *_finance(),
        *_oversight(),
    ]


def _ground() -> list[Draft]:
    """Three villages; the first two poor, with ten households: nine poor, one of them without labour, one away."""
    drafts = [
        draft("village", name, name=label, township="421024100", code_2018=f"42102410020{number}", is_poor_village=poor,
              contracted_farmland_cmu=land)
        for number, (name, label, poor, land) in enumerate(
            (("v1", "黄淡村", 1, 100_000), ("v2", "古堤村", 1, 50_000), ("v3", "平渊村", 0, None)), 1)
    ]  # fmt: skip
    drafts.append(draft("round", "r1", number=1, year=2018, name="第一轮", started_on="2018-01-14"))
    for number in range(10):
        village = "v1" if number < 5 else "v2" if number < 8 else "v3"
        drafts.append(
            draft("household", f"h{number}", village=village, group_name=f"{number % 3 + 1}组", poverty_status="0",
                  phone="13800001234", industry_willingness="1" if number else None, development_mode="1",
                  industry_direction="ZZ02", business_ability=1 if number < 4 else 0, loan_willingness=1)
        )  # fmt: skip
        labour = "04" if number == 4 else "01"
        away: dict[str, Value] = {"work_region": "04", "work_months": 10} if number == 3 else {}
        drafts.append(
            draft("member", f"m{number}", household=f"h{number}", name=f"户主{'甲乙丙丁戊己庚辛壬癸'[number]}", relation="01",
                  labour_capability=labour, id_number=f"42109919800101{990 + number}0", birth_date="1980-01-01", **away)
        )  # fmt: skip
    drafts.append(
        draft("assistance", "a1", household="h1", round="r1", assistance_kind="01", measure="发放种虾", status="2",
              done_on="2018-03-31", amount_fen=100_000, income_increase_fen=400_000, industry="ZZ02")
    )  # fmt: skip
    return drafts


def _industries() -> list[Draft]:
    row: dict[str, Value] = {"year": 2018, "state": "1", "started_on": "2018-01-20"}
    return [
        draft("village_industry", "i1", village="v1", industry="ZZ02", name="稻虾共作", is_feature=1,
              is_one_village_one_product=1, area_cmu=120_050, contiguous_cmu=80_000, new_variety_cmu=20_000,
              new_technology_cmu=30_000, output_fen=3_600_000_00, households=80, poor_households=3, **row),
        draft("village_industry", "i2", village="v1", industry="ZZ15", name="葡萄", is_feature=0,
              is_one_village_one_product=0, area_cmu=5_000, **row),
        draft("village_industry", "i3", village="v2", industry="SC02", name="小龙虾", is_feature=1,
              is_one_village_one_product=0, area_cmu=30_000, poor_households=1, year=2018, state="2",
              started_on="2018-01-20", ended_on="2018-06-30"),
        draft("base", "b1", name="黄淡稻虾基地", base_kind="1", village="v1", industry="ZZ02", built_on="2018-04-01",
              state="1", operator_name="惠农合作社", scale="1200 亩", workers=40, poor_workers=18, poor_households=15),
        draft("base", "b2", name="资市虾尾加工基地", base_kind="2", village="v2", industry="JG05", built_on="2018-08-01",
              state="1", workers=60, poor_workers=12, poor_households=10),
        draft("base", "b3", name="农机服务基地", base_kind="3", village="v3", state="1"),
        draft("tourism_base", "t1", name="黄淡荷花园", village="v1", programme="2", built_on="2018-05-01", state="1",
              poor_households=6, poor_workers=8, visitors=12_000, income_fen=350_000_00),
        draft("infrastructure", "f1", name="产业路一期", infrastructure_kind="3", village="v1", department="D10",
              serves_industry_area=1, serves_entity=0, invested_fen=800_000_00, finished_on="2018-07-01"),
        draft("infrastructure", "f2", name="泵站改造", infrastructure_kind="1", village="v2", department="D09",
              serves_industry_area=0, serves_entity=0, invested_fen=200_000_00),
    ]  # fmt: skip


def _projects() -> list[Draft]:
    common: dict[str, Value] = {
        "category": "0101", "construction_kind": "1", "planned_start": "2018-03-01", "planned_end": "2018-12-31",
        "batch_no": "2018-1", "responsible_unit": "资市镇农业技术推广服务中心", "funding": "01,04", "participation": "村民代表会议通过",
        "link_mechanisms": "4,5", "is_feature": 1, "industry": "ZZ02",
    }  # fmt: skip
    drafts = [
        draft("project", "p1", name="稻虾共作示范", project_no="2018-ZS-001", village="v1", scope="开挖虾沟，投放种虾",
              scale_hundredths=120_000, scale_unit="亩", budget_fen=2_000_000_00, performance_goal="带动 20 户，户均增收 4000 元",
              responsible="李站长", phone="13800004321", expected_return_fen=60_000_00, **common),
        draft("project", "p2", name="虾尾加工厂", project_no="2018-ZS-002", village="v2", scope="厂房 2000 平方米",
              budget_fen=10_000_000_00, **{**common, "planned_end": "2018-08-31"}),
        draft("project", "p3", name="葡萄大棚", village="v1", scope="大棚 30 亩", budget_fen=300_000_00,
              performance_goal="带动 5 户", **{**common, "batch_no": "2018-2"}),
        draft("project_household", "ph1", project="p1", household="h1", started_on="2018-04-01"),
        draft("project_household", "ph2", project="p1", household="h2", started_on="2018-04-01"),
        draft("project_household", "ph3", project="p1", household="h3", started_on="2018-04-01"),
        draft("project_village", "pv1", project="p2", village="v2"),
        draft("project_progress", "pp1", project="p1", reported_on="2018-09-20", percent=60, progress="虾沟完工",
              problem="汛期延误"),
    ]  # fmt: skip
    steps = {"p1": ("01", "03", "04", "05", "06", "07"), "p2": ("01", "05", "07"), "p3": ("01",)}
    for project, stages in steps.items():
        drafts += [
            draft("project_event", f"{project}e{stage}", project=project, stage=stage, happened_on=f"2018-{month:02d}-05")
            for month, stage in enumerate(stages, 1)
        ]  # fmt: skip
    return drafts


def _funds() -> list[Draft]:
    """Poverty funds of 100,000.00 yuan of which 59,996.00 for industry, and of that 60 % and a little to households."""
    line: dict[str, Value] = {"year": 2018, "allocated_on": "2018-03-01", "is_poverty_fund": 1}
    return [
        draft("fund_line", "l1", name="产业奖补", source="01", department="D01", amount_fen=36_000_00, use_class="1",
              use_detail="03", target_level="1", project="p1", **line),
        draft("fund_line", "l2", name="基地建设", source="01", department="D03", amount_fen=23_996_00, use_class="1",
              use_detail="01", target_level="3", project="p1", **line),
        draft("fund_line", "l3", name="安全饮水", source="04", department="D09", amount_fen=40_004_00, use_class="2",
              use_detail="12", target_level="2", village="v2", **line),
        draft("fund_line", "l4", name="用途未定", source="05", department="D02", amount_fen=5_000_00, **line),
        draft("fund_line", "l5", name="加工企业调度资金", source="08", department="D02", amount_fen=50_000_000_00,
              use_class="1", use_detail="02", target_level="3", **{**line, "is_poverty_fund": 0}),
        draft("fund_line", "l6", name="上年产业资金", source="02", department="D01", amount_fen=80_000_00, use_class="1",
              use_detail="01", target_level="1", **{**line, "year": 2017, "allocated_on": "2017-05-01"}),
        draft("fund_household", "fh1", fund_line="l1", household="h1", amount_fen=20_000_00),
        draft("fund_household", "fh2", fund_line="l1", household="h2", amount_fen=10_000_00),
        draft("acceptance", "ac1", project="p1", accepted_on="2018-08-01", amount_fen=40_000_00, result="1"),
        draft("payment", "y1", project="p1", fund_line="l1", acceptance="ac1", payment_kind="2", paid_on="2018-08-10",
              amount_fen=30_000_00, payee_kind="1", household="h1", reviewed_by="审核员", reviewed_on="2018-08-09"),
        draft("payment", "y2", project="p1", fund_line="l2", payment_kind="1", paid_on="2018-10-01", amount_fen=1_000_00,
              payee_kind="2", entity="n1"),
        draft("special_fund", "s17", year=2017, opening_fen=0, appropriated_fen=20_000_000_00, top_up_fen=0, other_fen=0,
              payable_fen=12_000_000_00, paid_fen=12_000_000_00, inflow_fen=20_000_000_00, closing_fen=8_000_000_00),
        draft("special_fund", "s18", year=2018, opening_fen=8_000_000_00, appropriated_fen=12_000_000_00, top_up_fen=0,
              other_fen=0, payable_fen=21_000_000_00, paid_fen=15_000_000_00, inflow_fen=12_000_000_00,
              closing_fen=5_000_000_00),
    ]  # fmt: skip


def _entities() -> list[Draft]:
    """In 黄淡村 four of five are driven and 70 % of the land is transferred; in 古堤村 two of three and 69.99 %."""
    drafts = [
        draft("entity", "n1", name="惠农合作社", entity_kind="2", village="v1", industry="ZZ02", state="1", drive_intent=1,
              legal_person="张社长", phone="13900005678", founded_on="2015-05-01", credit_code="93421024MA0000001X"),
        draft("entity", "n2", name="古堤家庭农场", entity_kind="3", village="v2", industry="SC02", state="1", drive_intent=1),
        draft("land_transfer", "lt1", contract_no="HD-001", village="v1", entity="n1", area_cmu=70_000, rent_fen=600_00,
              started_on="2018-01-01", ended_on="2028-01-01"),
        draft("land_transfer", "lt2", contract_no="GD-001", village="v2", entity="n2", area_cmu=34_995, rent_fen=550_00,
              started_on="2018-01-01"),
        draft("land_transfer", "lt3", contract_no="GD-002", village="v2", transferee="外来大户", area_cmu=10_000,
              started_on="2015-01-01", ended_on="2018-06-30"),
        draft("share_agreement", "sa1", agreement_no="GF-1", entity="n1", village="v1", household="h1",
              signed_on="2018-03-01", shares_fen=5_000_00),
    ]  # fmt: skip
    for entity, homes in (("n1", (0, 1, 2, 3)), ("n2", (5, 6))):
        drafts += [
            draft("drive_link", f"d{home}", entity=entity, household=f"h{home}", modes="4,5", started_on="2018-02-01",
                  increase_fen=2_000_00, wage_fen=1_500_00)
            for home in homes
        ]  # fmt: skip
    return [
        *drafts,
        draft("drive_link", "d9", entity="n2", household="h0", modes="7", started_on="2018-03-01"),
    ]


def _markets() -> list[Draft]:
    """A station and five shops in 黄淡村 (one of them entered twice); four and a closed one in 古堤村."""
    drafts = [
        draft("ecommerce_station", "c1", name="黄淡村服务站", village="v1", built_on="2018-03-01", accepted_on="2018-04-01",
              state="2", responsible="赵站长", phone="13700001111", services="代购代销"),
        draft("ecommerce_station", "c2", name="古堤村服务站", village="v2", built_on="2018-09-01", state="1"),
    ]  # fmt: skip
    for number in range(11):
        village, platform = ("v1", "01") if number < 6 else ("v2", "05")
        drafts.append(
            draft("online_shop", f"o{number}", name=f"小店{number}", village=village, platform=platform,
                  shop_no=f"S{min(number, 4) if number < 6 else number}", owner=f"店主{number}", opened_on="2018-05-01",
                  state="2" if number == 10 else "1", closed_on="2018-08-01" if number == 10 else None,
                  household="h1" if number == 0 else None, sales_fen=10_000_00)
        )  # fmt: skip
    return drafts


def _finance() -> list[Draft]:
    loan: dict[str, Value] = {
        "months": 12,
        "rate_bp": 435,
        "is_productive": 1,
        "purpose": "稻虾养殖",
        "bank": "01",
    }
    return [
        draft("loan", "x1", contract_no="NSH-001", borrower_kind="1", household="h0", member="m0", principal_fen=50_000_00,
              lent_on="2018-03-01", due_on="2019-03-01", **loan),
        draft("loan", "x2", contract_no="NSH-002", borrower_kind="1", household="h5", member="m5", principal_fen=30_000_00,
              lent_on="2017-08-01", due_on="2018-08-01", **loan),
        draft("loan", "x3", contract_no="YZ-001", borrower_kind="2", entity="n1", principal_fen=500_000_00,
              lent_on="2018-06-01", due_on="2019-06-01", **{**loan, "bank": "03"}),
        draft("repayment", "rp1", loan="x2", paid_on="2018-08-01", principal_fen=10_000_00, interest_fen=1_305_00),
        draft("interest_subsidy", "is1", loan="x2", from_day="2017-08-01", to_day="2018-08-01", interest_fen=1_305_00,
              subsidy_fen=1_305_00, is_eligible=1, paid_on="2018-08-20"),
        draft("interest_subsidy", "is2", loan="x3", from_day="2018-06-01", to_day="2018-09-01", interest_fen=5_437_50,
              subsidy_fen=2_718_75, is_eligible=1, paid_on="2018-09-20"),
        draft("risk_fund", "rf1", bank="01", transaction_kind="1", amount_fen=100_000_00, happened_on="2018-02-01"),
        draft("risk_fund", "rf2", bank="03", transaction_kind="1", amount_fen=40_000_00, happened_on="2018-02-01"),
        draft("risk_fund", "rf3", bank="01", transaction_kind="4", amount_fen=10_000_00, happened_on="2018-07-01",
              reference="T1"),
        draft("risk_fund", "rf4", bank="03", transaction_kind="5", amount_fen=10_000_00, happened_on="2018-07-01",
              reference="T1"),
        draft("loss_claim", "lc1", loan="x2", recognised_on="2018-09-10", loss_fen=36_000_01, bank_share_fen=10_800_00,
              government_share_fen=25_200_01),
    ]  # fmt: skip


def _oversight() -> list[Draft]:
    return [
        draft("inspection", "q1", inspection_kind="1", inspected_on="2018-05-10", village="v1", inspected_unit="黄淡村委会",
              inspector="县督查组", summary="总体较好"),
        draft("inspection_finding", "qf1", inspection="q1", problem="台账不全", responsible="李干部", due_on="2018-06-10",
              rectified_on="2018-06-01", state="3", result="已补齐"),
        draft("inspection_finding", "qf2", inspection="q1", problem="项目没有公示", responsible="李干部", due_on="2018-07-10",
              state="2"),
        draft("inspection", "q2", inspection_kind="1", inspected_on="2018-08-10", village="v2", inspected_unit="古堤村委会"),
        draft("work_team", "w1", name="县农业局驻黄淡村工作队", village="v1", unit="县农业局", started_on="2018-01-15",
              phone="13600002222"),
        draft("team_member", "wm1", work_team="w1", name="周队长", is_leader=1, is_first_secretary=1, started_on="2018-01-15"),
        draft("team_member", "wm2", work_team="w1", name="吴队员", is_leader=0, started_on="2018-01-15"),
        draft("county_figure", "cf1", rule="R-2.3.1", as_of="2018-08-31", part_hundredths=72_000_000_00,
              whole_hundredths=100_000_000_00, source="县财政局8月通报"),
    ]  # fmt: skip
