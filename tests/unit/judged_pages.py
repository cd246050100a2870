"""Sound pages for the tests of checks, and a small file in memory to judge them beside."""

from collections.abc import Iterable
from dataclasses import replace

from fupin_desk.catalog import catalog
from fupin_desk.model.finding import Finding
from fupin_desk.model.limits import Limits
from fupin_desk.model.page import Page
from fupin_desk.model.value import Record, Value
from fupin_desk.validation import check

CATALOG = catalog.load()
TODAY = "2018-09-30"
LIMITS = CATALOG.pack_on(TODAY).limits

HEAD = "42109919700101001X"
WIFE = "42109919750820004X"
SON = "421099200506150039"
# A disability card: physical, second grade.
CARD = "42109919600314108642"


class Memory:
    """Records by id; what checks may ask of a file."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = {one.id: one for one in records if not one.removed}

    def record(self, kind: str, record: str) -> Record | None:
        found = self._records.get(record)
        return found if found and found.kind == kind else None

    def having(self, kind: str, field: str, value: str) -> list[Record]:
        return [
            one
            for one in self._records.values()
            if one.kind == kind and one.values.get(field) is not None and str(one.values[field]) == value
        ]

    def total(self, kind: str, field: str, value: str, amount: str) -> int:
        return sum(int(one.values.get(amount) or 0) for one in self.having(kind, field, value))

    def before(self, kind: str, record: str) -> Record | None:
        return self.record(kind, record)

    def same_person(self, first18: str) -> list[Record]:
        members = (one for one in self._records.values() if one.kind == "member")
        return [one for one in members if str(one.values.get("id_number") or "")[:18] == first18]


def made(kind: str, record: str, **values: Value) -> Record:
    return Record(kind, record, values)


VILLAGE = made(
    "village", "v1",
    name="古堤村", township="421024100", is_poor_village=1, code_2018="421024100201", contracted_farmland_cmu=1_000_00,
)  # fmt: skip
OTHER_VILLAGE = made(
    "village", "v2",
    name="先进村", township="421024100", is_poor_village=0, code_2018="421024100202",
)  # fmt: skip
ROUND = made(
    "round", "r1",
    number=1, year=2018, name="2018年第一轮", started_on="2018-02-01", ended_on="2018-12-31", state="1",
)  # fmt: skip
EXPERT = made("expert", "e1", name="周农", is_team_member=1, bureau="1", unit="县农业局", phone="13800001111")
TECHNICIAN = made("expert", "e2", name="钱站", is_team_member=0, bureau="4", unit="资市镇农技站")

HOUSEHOLD = made(
    "household", "h1",
    village="v1", household_no="4210240001", phone="13800000001", poverty_category="01", main_cause="07",
    poverty_status="1", exit_year=2017, identified_year=2014, industry_willingness="1", development_mode="1",
    business_ability=1, loan_willingness=1, industry_direction="ZZ02",
)  # fmt: skip
HUSBAND = made(
    "member", "m1",
    household="h1", name="王建国", relation="01", id_number=HEAD, id_kind="01", sex="1", birth_date="1970-01-01",
    labour_capability="01", health_status="01", education="03", school_status="01", work_region="03", work_months=6,
)  # fmt: skip
SPOUSE = made(
    "member", "m2",
    household="h1", name="李秀英", relation="02", id_number=WIFE, id_kind="01", sex="2", birth_date="1975-08-20",
    labour_capability="01", health_status="01", education="02", school_status="01",
)  # fmt: skip
CHILD = made(
    "member", "m3",
    household="h1", name="王一", relation="03", id_number=SON, id_kind="01", sex="1", birth_date="2005-06-15",
    labour_capability="04", health_status="01", school_status="05",
)  # fmt: skip
FAMILY = (HUSBAND, SPOUSE, CHILD)
INCOME = made(
    "income", "i1",
    household="h1", year=2017, income_wage_fen=12_000_00, income_business_fen=8_000_00, income_property_fen=0,
    income_transfer_fen=1_500_00, income_dibao_fen=1_500_00, income_total_fen=21_500_00,
    business_expense_fen=2_000_00, income_net_fen=19_500_00,
)  # fmt: skip
CONDITION = made(
    "condition", "c1",
    household="h1", year=2017, farmland_cmu=8_00, irrigated_cmu=5_00, woodland_cmu=3_00, orchard_cmu=1_00,
    road_distance_m=800, house_area_dm2=90_00, is_dangerous_house=0,
)  # fmt: skip
HELPER = made("helper", "p1", household="h1", name="孙助", started_on="2016-01-01")
ASSISTANCE = made(
    "assistance", "a1",
    household="h1", round="r1", assistance_kind="01", measure="发放种虾", status="2", done_on="2018-05-01",
    income_increase_fen=3_000_00,
)  # fmt: skip
VISIT = made("visit", "s1", visited_on="2018-06-01", village="v1", level="1", status="2", topics="02")
VISIT_EXPERT = made("visit_expert", "se1", visit="s1", expert="e1")
VISIT_HOUSEHOLD = made("visit_household", "sh1", visit="s1", household="h1", is_signed=1)
COURSE = made(
    "course", "k1", name="小龙虾养殖", course_kind="1", started_on="2018-07-01", ended_on="2018-07-03"
)
ATTENDANCE = made("attendance", "t1", course="k1", member="m1", status="2")
PAIRING = made("pairing", "q1", expert="e1", village="v1", started_on="2018-03-01")

# Another household of the other village.
NEIGHBOUR = made(
    "household", "h2",
    village="v2", household_no="4210240002", phone="13800000002", poverty_category="01", main_cause="07",
    poverty_status="0",
)  # fmt: skip
NEIGHBOUR_HEAD = made(
    "member", "m21",
    household="h2", name="赵大", relation="01", id_number="421099195212310179", sex="1", birth_date="1952-12-31",
    labour_capability="04", health_status="01", education="02",
)  # fmt: skip

FILE = (
    VILLAGE, OTHER_VILLAGE, ROUND, EXPERT, TECHNICIAN, HOUSEHOLD, *FAMILY, INCOME, CONDITION, HELPER, ASSISTANCE,
    VISIT, VISIT_EXPERT, VISIT_HOUSEHOLD, COURSE, ATTENDANCE, PAIRING, NEIGHBOUR, NEIGHBOUR_HEAD,
)  # fmt: skip


def but(record: Record, **values: Value) -> Record:
    """Return a record with other values."""
    return replace(record, values={**record.values, **values})


def typed(record: Record, **texts: str) -> Record:
    """Return a record with texts that could not be read in place of their values."""
    return replace(record, values={**record.values, **dict.fromkeys(texts)}, unread=texts)


def page(record: Record, *rows: Record, new: bool = False, without: tuple[str, ...] = ()) -> Page:
    """Return a page with all kinds of rows that belong to it, those not given being empty."""
    children: dict[str, tuple[Record, ...]] = {
        kind: tuple(one for one in rows if one.kind == kind)
        for kind in CATALOG.forms[record.kind].children
        if kind not in without
    }
    ids = frozenset({record.id, *(one.id for one in rows)})
    return Page(record, children, ids if new else frozenset())


def family(
    *members: Record, head: Record = HOUSEHOLD, rows: tuple[Record, ...] = (INCOME, CONDITION, HELPER)
) -> Page:
    """Return a household's page with these members."""
    return page(head, *(members or FAMILY), *rows)


def judged(
    one: Page,
    *more: Record,
    file: tuple[Record, ...] = FILE,
    today: str = TODAY,
    limits: Limits = LIMITS,
) -> list[Finding]:
    """Return the findings of a page beside the file and some more records."""
    held = Memory([*file, *more])
    return check.check(one, CATALOG.forms, CATALOG.codes, held, today, limits=limits)


def codes(one: Page, *more: Record, today: str = TODAY) -> set[str]:
    """Return the codes of a page's findings."""
    return {finding.code for finding in judged(one, *more, today=today)}
