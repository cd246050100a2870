"""Pages of villages, rounds, deeds and courses, each with one fault; and single values out of bounds."""

from fupin_desk.model.value import Record
from tests.unit import judged_pages as p
from tests.unit.faulty_people import Fault


def _village(code: str, severity: str, field: str, **values: str) -> Fault:
    return Fault(code, severity, "v1", field, p.page(p.but(p.VILLAGE, **values)))


def _deed(code: str, severity: str, field: str, *more: Record, **values: str | int | None) -> Fault:
    return Fault(code, severity, "a1", field, p.page(p.but(p.ASSISTANCE, **values)), more)


def _visit(code: str, severity: str, field: str, *more: Record, **values: str) -> Fault:
    visit = p.page(p.but(p.VISIT, **values), p.VISIT_EXPERT, p.VISIT_HOUSEHOLD)
    return Fault(code, severity, "s1", field, visit, more)


def _single(code: str, severity: str, field: str, **values: str | int | None) -> Fault:
    return Fault(code, severity, "m1", field, p.family(p.but(p.HUSBAND, **values), p.SPOUSE, p.CHILD))


_ATTENDANCE = p.but(p.ATTENDANCE, member="m2")
_CLOSED = p.but(p.ROUND, state="2")

DEEDS = (
    _village("VL-name-twice", "E", "name", name="先进村"),
    _village("VL-code-twice", "E", "code_2018", code_2018="421024100202"),
    _village("VL-code", "W", "code_2018", code_2018="421024100"),
    _village("HH-18", "E", "code_2018", township="421024102"),
    Fault("DT-2-round", "E", "r1", "ended_on", p.page(p.but(p.ROUND, ended_on="2018-01-01"))),
    Fault("RD-twice", "E", "r2", "number", p.page(p.made("round", "r2", number=1, year=2018, name="又一轮"), new=True)),
    Fault("RD-year", "W", "r1", "year", p.page(p.but(p.ROUND, year=2017))),
    _deed("AS-date", "E", "done_on", done_on=None),
    _deed("AS-outside", "E", "done_on", done_on="2018-01-20"),
    _deed("AS-closed", "E", "round", _CLOSED, done_on="2018-05-02"),
    _deed("AS-twice", "W", "measure", p.but(p.ASSISTANCE, measure="发放 种虾"), measure="发放种虾") ._replace(
        more=(Record("assistance", "a2", {**p.ASSISTANCE.values, "measure": "发放 种虾"}),)
    ),
    _deed("AS-not-poor", "W", "household", p.but(p.HOUSEHOLD, poverty_status="9")),
    _deed("R-1.4-empty", "W", "income_increase_fen", income_increase_fen=None),
    _deed("R-1.4-negative", "W", "income_increase_fen", income_increase_fen=-500_00),
    _deed("R-1.4-high", "W", "income_increase_fen", income_increase_fen=30_000_01),
    Fault("EX-twice", "W", "e9", "name", p.page(p.made("expert", "e9", name="周农", unit="县 农业局"), new=True)),
    Fault("DT-2-pairing", "E", "q1", "ended_on", p.page(p.but(p.PAIRING, ended_on="2018-01-01"))),
    Fault(
        "PR-overlap", "W", "q2", "started_on",
        p.page(p.made("pairing", "q2", expert="e1", village="v1", started_on="2018-08-01"), new=True),
    ),
    Fault("VS-expert", "E", "s1", "", p.page(p.VISIT)),
    Fault("VS-team", "W", "s1", "level", p.page(p.VISIT, p.but(p.VISIT_EXPERT, expert="e2"))),
    Fault(
        "VS-village", "E", "sh1", "household",
        p.page(p.but(p.VISIT, level="2"), p.VISIT_EXPERT, p.but(p.VISIT_HOUSEHOLD, household="h2")),
    ),
    _visit("VS-future", "E", "visited_on", visited_on="2018-10-01"),
    _visit("VS-early", "W", "visited_on", visited_on="2018-01-13"),
    _visit("VS-follow-up", "W", "follow_up_on", follow_up_on="2018-05-31"),
    Fault(
        "VS-unsigned", "W", "s1", "",
        p.page(p.but(p.VISIT, level="3"), p.VISIT_EXPERT, p.but(p.VISIT_HOUSEHOLD, is_signed=0)),
    ),
    Fault("VS-nobody", "W", "s1", "", p.page(p.but(p.VISIT, level="2"), p.VISIT_EXPERT)),
    _visit("VS-twice", "W", "visited_on", Record("visit", "s2", p.VISIT.values)),
    Fault(
        "VS-expert-twice", "E", "se2", "expert",
        p.page(p.VISIT, p.VISIT_EXPERT, Record("visit_expert", "se2", p.VISIT_EXPERT.values)),
    ),
    Fault(
        "VS-household-twice", "E", "sh2", "household",
        p.page(p.VISIT, p.VISIT_EXPERT, p.VISIT_HOUSEHOLD, Record("visit_household", "sh2", p.VISIT_HOUSEHOLD.values)),
    ),
    Fault("DT-2-course", "E", "k1", "ended_on", p.page(p.but(p.COURSE, ended_on="2018-06-30"))),
    Fault("TR-course-twice", "W", "k1", "name", p.page(p.COURSE), (Record("course", "k2", p.COURSE.values),)),
    Fault("TR-not-ended", "E", "t1", "status", p.page(p.but(p.COURSE, ended_on="2018-10-20"), p.ATTENDANCE)),
    Fault(
        "TR-not-there", "W", "t1", "member",
        p.page(p.COURSE, p.ATTENDANCE), (p.but(p.HUSBAND, left_on="2018-07-01", leave_reason="08"),),
    ),
    Fault("TR-twice", "E", "t2", "member", p.page(p.COURSE, p.ATTENDANCE, Record("attendance", "t2", p.ATTENDANCE.values))),
    Fault("TR-reason", "W", "t1", "reason", p.page(p.COURSE, p.but(_ATTENDANCE, status="3"))),
)  # fmt: skip

SINGLE = (
    _single("required", "E", "labour_capability", labour_capability=None),
    _single("below_least", "E", "work_months", work_months=-1),
    _single("above_most", "E", "work_months", work_months=13),
    _single("unknown_code", "E", "ethnicity", ethnicity="88"),
    _single("DT-1", "E", "birth_date", birth_date="1870-01-01"),
    _single("not_a_date", "E", "joined_on", joined_on="2018-02-30"),
    _single("future", "E", "left_on", left_on="2018-10-01", leave_reason="08"),
    _single("PH-1", "W", "phone", phone="1380000"),
    _single("name_digit", "E", "name", name="王0"),
    _single("name_symbol", "E", "name", name="张三、李四"),
    _single("name_private", "E", "name", name="李\ue1a5"),
    _single("name_variant", "W", "name", name="王晶\U000e0100"),
    _single("name_placeholder", "W", "name", name="未取名"),
    _single("name_short", "W", "name", name="乙"),
    _single("name_circle", "W", "name", name="李○"),
    _single("name_remark", "W", "name", name="张三(户主)"),
    _single("name_letters", "W", "name", name="王C"),
    Fault("year_out_of_range", "E", "h1", "exit_year", p.family(head=p.but(p.HOUSEHOLD, exit_year=2010))),
    Fault(
        "too_many_choices",
        "E",
        "h1",
        "other_causes",
        p.family(head=p.but(p.HOUSEHOLD, other_causes="01,02,03")),
    ),
    Fault("irrelevant", "W", "h1", "closed_on", p.family(head=p.but(p.HOUSEHOLD, closed_on="2018-01-01"))),
    Fault("lost_record", "E", "h1", "village", p.family(head=p.but(p.HOUSEHOLD, village="gone"))),
    Fault("unknown_record", "E", "h1", "village", p.family(head=p.typed(p.HOUSEHOLD, village="无此村"))),
    Fault("unread", "E", "h1", "main_cause", p.family(head=p.typed(p.HOUSEHOLD, main_cause="因病"))),
    Fault("not_a_year", "E", "h1", "exit_year", p.family(head=p.typed(p.HOUSEHOLD, exit_year="去年"))),
)

ALL = DEEDS + SINGLE
