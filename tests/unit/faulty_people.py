"""Pages of households, each with one fault: what must be found, how grave it is, and at which field."""

from typing import NamedTuple

from fupin_desk.model.page import Page
from fupin_desk.model.value import Record
from tests.unit import judged_pages as p


class Fault(NamedTuple):
    """A page with a fault; `record` and `field` are where the window jumps to."""

    code: str
    severity: str
    record: str
    field: str
    page: Page
    more: tuple[Record, ...] = ()


def _head(code: str, severity: str, field: str, *more: Record, **values: str | int | None) -> Fault:
    return Fault(code, severity, "m1", field, p.family(p.but(p.HUSBAND, **values), p.SPOUSE, p.CHILD), more)


def _child(code: str, severity: str, field: str, **values: str | int | None) -> Fault:
    return Fault(code, severity, "m3", field, p.family(p.HUSBAND, p.SPOUSE, p.but(p.CHILD, **values)))


def _house(code: str, severity: str, field: str, *more: Record, **values: str | int | None) -> Fault:
    return Fault(code, severity, "h1", field, p.family(head=p.but(p.HOUSEHOLD, **values)), more)


def _income(code: str, severity: str, field: str, **values: int | None) -> Fault:
    return Fault(code, severity, "i1", field, p.family(rows=(p.but(p.INCOME, **values),)))


def _condition(code: str, severity: str, field: str, **values: int | None) -> Fault:
    return Fault(code, severity, "c1", field, p.family(rows=(p.but(p.CONDITION, **values),)))


_TWIN = p.made(
    "member", "m9", household="h2", name="王建国", relation="99", id_number=p.HEAD, birth_date="1970-01-01"
)
_LEFT_TWIN = p.but(_TWIN, left_on="2016-05-01", leave_reason="08")
_NAMESAKE = p.but(_TWIN, id_number="421099197001019929")
_CARD = {"id_number": p.CARD, "id_kind": "02", "sex": "2", "birth_date": "1960-03-14"}

NUMBERS = (
    _head("ID-1", "E", "id_number", id_number="4210991970010100"),
    _head("ID-1-old", "W", "id_number", id_number="421099700101001"),
    _head("ID-2", "E", "id_number", id_number="42109919700101OO1X"),
    _head("ID-3", "E", "id_number", id_number="421099198502290026", sex="2", birth_date=None),
    _head("ID-3-future", "E", "id_number", id_number="421099202001010012", birth_date=None),
    _head("ID-3-age", "E", "id_number", id_number="421099189001010011", birth_date=None),
    _head("ID-4", "E", "id_number", id_number="421099197001010011"),
    _head("ID-5", "W", "id_number", id_number="991099197001010012"),
    _head("ID-6", "E", "sex", sex="2"),
    _head("ID-birth", "E", "birth_date", birth_date="1970-01-10"),
    _head("ID-7", "W", "id_number", id_number="999999197001010019"),
    _head("ID-7-none", "W", "id_number", id_number=None, id_kind="90"),
    _head("ID-8", "E", "id_number", id_number=p.HEAD + "85", id_kind="02"),
    Fault("ID-9", "E", "m2", "id_number", p.family(p.HUSBAND, p.but(p.SPOUSE, id_number=p.HEAD), p.CHILD)),
    _head("ID-9-other", "E", "id_number", _TWIN),
    _head("ID-9-left", "W", "id_number", _LEFT_TWIN),
    _head("ID-10", "W", "name", _NAMESAKE),
    _head("ID-11", "W", "id_kind", id_number="810000199408230021", birth_date="1994-08-23", sex="2"),
    _head("ID-kind", "W", "id_kind", id_kind="02"),
)

PERSONS = (
    _head("health_exclusive", "E", "health_status", health_status="01,02"),
    _child("AG-1", "E", "labour_capability", labour_capability="01"),
    _head("AG-2", "W", "labour_capability", labour_capability="04", work_region=None, work_months=None),
    _head("AG-3", "W", "labour_capability", school_status="16", education=None),
    Fault(
        "AG-4", "W", "m21", "labour_capability",
        p.page(p.NEIGHBOUR, p.but(p.NEIGHBOUR_HEAD, labour_capability="01")),
    ),
    _head("AG-5", "W", "health_status", health_status="04"),
    _head("AG-5-health", "W", "health_status", **_CARD),
    _head("AG-6", "W", "labour_capability", health_status="04", **_CARD),
    _child("AG-7", "E", "education", school_status=None),
    _child("AG-7-both", "E", "education", education="02"),
    _child("AG-8", "W", "school_status", school_status="09"),
    _child("AG-8-preschool", "W", "education", school_status=None, education="06"),
    _child("AG-9", "W", "school_status", school_status="01", education="02"),
    _head("AG-10", "E", "work_months", work_months=None),
    _head("AG-10", "E", "work_region", work_region=None),
    _child("AG-11", "W", "work_region", work_region="01", work_months=2),
    _income("AG-13", "W", "income_wage_fen", income_wage_fen=12_00, income_total_fen=None, income_net_fen=None),
    _income("AG-13-month", "W", "income_wage_fen", income_wage_fen=1_200_00, income_total_fen=None, income_net_fen=None),
    _child(
        "AG-15", "W", "education",
        id_number="421099200012120015", birth_date="2000-12-12", school_status="01", education="02",
        labour_capability="01",
    ),
    _head("change_without_date", "E", "left_on", leave_reason="08"),
    _head("change_without_reason", "W", "join_reason", joined_on="2016-01-01"),
    _head("DT-2-member", "E", "left_on", joined_on="2017-01-01", join_reason="07", left_on="2016-01-01", leave_reason="08"),
    _child("before_birth", "E", "joined_on", joined_on="2005-01-01", join_reason="06"),
)  # fmt: skip

HOUSEHOLDS = (
    Fault("HH-1-none", "E", "h1", "", p.family(p.but(p.HUSBAND, relation="99"), p.SPOUSE)),
    Fault("HH-1", "E", "m2", "relation", p.family(p.HUSBAND, p.but(p.SPOUSE, relation="01"), p.CHILD)),
    Fault("HH-2", "E", "m3", "relation", p.family(p.HUSBAND, p.SPOUSE, p.but(p.CHILD, relation="02"))),
    Fault("HH-2-sex", "W", "m3", "sex", p.family(p.HUSBAND, p.but(p.CHILD, relation="02"))),
    _child("HH-3", "E", "relation", relation="04"),
    _child("HH-4", "W", "relation", relation="11"),
    _house("HH-5", "E", "household_no", household_no="4210240002"),
    _house("HH-5-form", "W", "household_no", household_no="42102400"),
    Fault("HH-6", "E", "h1", "", p.page(p.HOUSEHOLD)),
    _house("HH-7", "E", "other_causes", other_causes="05,07"),
    _house("HH-8-disabled", "W", "main_cause", main_cause="02"),
    _house("HH-8-ill", "W", "main_cause", main_cause="01"),
    Fault("HH-8-school", "W", "h1", "main_cause", p.family(p.HUSBAND, p.SPOUSE, head=p.but(p.HOUSEHOLD, main_cause="03"))),
    _house("HH-8-labour", "W", "main_cause", main_cause="08"),
    _house("HH-9", "E", "exit_year", exit_year=None),
    _house("HH-9-order", "E", "exit_year", identified_year=2018),
    _house("HH-9-future", "E", "exit_year", exit_year=2019),
    _house("closed_without_date", "E", "closed_on", poverty_status="9", exit_year=None),
    _house("closed_without_reason", "W", "close_reason", poverty_status="9", exit_year=None, closed_on="2018-01-01"),
    _house("willingness_without_answer", "W", "industry_willingness", industry_willingness=None, willingness_on="2018-05-01"),
    Fault(
        "HH-10-member", "W", "h1", "poverty_category",
        p.family(*(p.but(one, receives_dibao=0) for one in p.FAMILY), head=p.but(p.HOUSEHOLD, poverty_category="04")),
    ),
    Fault(
        "HH-10-income", "W", "i1", "income_dibao_fen",
        p.family(
            head=p.but(p.HOUSEHOLD, poverty_category="04"),
            rows=(p.but(p.INCOME, income_dibao_fen=0, income_pension_fen=1_500_00),),
        ),
    ),
    _house("HH-10-able", "W", "poverty_category", poverty_category="06"),
    _condition("HH-11", "W", "farmland_cmu", farmland_cmu=120_00),
    _condition("HH-11-irrigated", "E", "irrigated_cmu", irrigated_cmu=9_00),
    _condition("HH-11-woodland", "W", "woodland_cmu", orchard_cmu=4_00),
    _condition("HH-11-road", "W", "road_distance_m", road_distance_m=6000),
    _condition("HH-12", "W", "danger_grade", is_dangerous_house=1),
    _condition("HH-12-area", "W", "house_area_dm2", house_area_dm2=0),
    _house("HH-13", "W", "phone", phone=None),
    _house("HH-13-shared", "W", "phone", phone="13800000002"),
    _income("HH-14", "E", "income_total_fen", income_total_fen=21_600_00),
    _income("HH-14-line", "W", "income_net_fen", income_wage_fen=None, income_business_fen=5_000_00, income_total_fen=6_500_00, income_net_fen=4_500_00),
    _income("HH-15", "W", "income_business_fen", income_business_fen=0, year=2018),
    _house("R-2.2.7", "W", "industry_direction", industry_direction=None),
    Fault("HH-16", "W", "h1", "", p.family(), (p.but(p.ASSISTANCE, assistance_kind="10"),)),
    Fault("HH-17", "W", "h1", "", p.family(), (p.but(p.ASSISTANCE, assistance_kind="99"),)),
    Fault("year_twice", "E", "i2", "year", p.family(rows=(p.INCOME, p.made("income", "i2", household="h1", year=2017)))),
    Fault("year_twice", "E", "c2", "year", p.family(rows=(p.CONDITION, p.made("condition", "c2", household="h1", year=2017)))),
    _house("BK-1", "W", "bank_account", bank_account="622848000000000"),
    _house("BK-1-luhn", "W", "bank_account", bank_account="6228480000000000019", account_kind="1"),
    _house("BK-2", "W", "bank_account", bank_account="60123456", account_kind="2"),
    _house("BK-3", "W", "account_holder_relation", account_holder="李秀英"),
    _house("BK-4", "W", "bank_account", p.but(p.NEIGHBOUR, bank_account="6228480000000000018"), bank_account="6228480000000000018"),
    Fault("DT-2-helper", "E", "p1", "ended_on", p.family(rows=(p.but(p.HELPER, ended_on="2015-01-01"),))),
)  # fmt: skip

ALL = NUMBERS + PERSONS + HOUSEHOLDS
