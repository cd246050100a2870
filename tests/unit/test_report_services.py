"""产扶4, 产扶5, 差错清单 and 未覆盖名单: registers, rates that agree with the tallies, masked values."""

from typing import Any

from fupin_desk.model.document import Share
from fupin_desk.model.finding import Finding
from fupin_desk.model.period import parse
from fupin_desk.model.rule import Judged
from fupin_desk.reports.contents import gaps, objections, services, training
from fupin_desk.store.report_queries import homes, records, trainings
from fupin_desk.store.report_queries import services as visiting
from tests.unit.report_rows import cells, headings, household, put, scope, setting, tally, township


def _visit(connection: Any, key: str, village: str, day: str, *, level: str = "1", status: str = "2") -> None:
    put(
        connection,
        "visit",
        id=key,
        village=village,
        visited_on=day,
        level=level,
        status=status,
        topics="01,02",
    )
    put(connection, "visit_expert", id=f"x{key}", visit=key, expert="e")


def _services(connection: Any, **given: Any) -> Any:
    put(connection, "expert", id="e", name="张专家", unit="县农业局", title="高级农艺师", is_team_member=1)
    put(connection, "pairing", id="p", expert="e", village="v1", started_on="2018-02-01")
    _visit(connection, "s1", "v1", "2018-03-31")
    _visit(connection, "s2", "v1", "2018-08-01", level="3")
    _visit(connection, "s3", "v2", "2018-08-02", level="2")
    _visit(connection, "s4", "v2", "2018-08-03", status="3")
    household(connection, "h1", "v2", "甲")
    put(connection, "visit_household", id="g", visit="s3", household="h1", is_signed=1)
    tallies = [
        tally("R-2.4.6", None, 1, 0), tally("R-2.4.6", "v1", 1, 0), tally("R-2.4.6", "v2", 0, 0),
        tally("R-2.4.7", None, 1, 0), tally("R-2.4.7", "v1", 1, 0), tally("R-2.4.7", "v2", 0, 0),
        tally("R-2.4.8", None, 1, 2), tally("R-2.4.8", "v1", 0, 1), tally("R-2.4.8", "v2", 1, 1),
    ]  # fmt: skip
    reach = scope(connection)
    return services.build(
        setting(services.INFO, **given), visits=visiting.visits(reach), pairings=visiting.pairings(reach), tallies=tallies
    )  # fmt: skip


def test_the_register_of_visits_counts_finished_ones_and_coverage_agrees_with_the_tallies() -> None:
    with township() as connection:
        made = _services(connection)
    visits, coverage = made.tables
    assert cells(visits, "服务日期") == ["3 次", "2018-03-31", "2018-08-01", "2018-08-02", "2018-08-03"]
    assert cells(visits, "签字户数") == [1, 0, 0, 1, 0]
    assert cells(visits, "服务内容")[1] == "产业发展方向、种养技术"
    assert cells(coverage, "结对专家") == ["1/1 个村", "张专家（县农业局、高级农艺师）", ""]
    assert cells(coverage, "次数") == [2, 2, 0]
    assert cells(coverage, "最近日期") == [None, "2018-08-01", ""]
    assert cells(coverage, "是否达标") == ["1/1 个村", "达标", "—"]
    assert cells(coverage, "已指导") == [1, 0, 1]
    assert cells(coverage, "指导率") == [Share(1, 3), Share(0, 1), Share(1, 2)]


def test_a_period_restricts_the_visits_but_not_the_coverage() -> None:
    with township() as connection:
        made = _services(connection, period=parse("2018Q3"))
    assert cells(made.tables[0], "服务日期") == ["2 次", "2018-08-01", "2018-08-02", "2018-08-03"]
    assert cells(made.tables[1], "次数") == [2, 2, 0]
    assert made.period == "2018年第三季度"


def _training(connection: Any, **given: Any) -> Any:
    household(connection, "h1", "v1", "甲", members=3)
    household(connection, "h2", "v2", "乙")
    put(
        connection,
        "course",
        id="c1",
        name="养虾班",
        started_on="2018-06-28",
        ended_on="2018-06-30",
        phone="13800001234",
    )
    put(connection, "course", id="c2", name="种菜班", started_on="2018-06-30", ended_on="2018-07-01")
    put(connection, "attendance", id="a1", course="c1", member="h1m0", status="2")
    put(connection, "attendance", id="a2", course="c2", member="h1m0", status="2")
    put(connection, "attendance", id="a3", course="c2", member="h1m1", status="3", reason="4")
    tallies = [tally("R-2.4.2", None, 1, 3), tally("R-2.4.2", "v1", 1, 2), tally("R-2.4.2", "v2", 0, 1)]
    untrained = [
        Judged("R-2.4.2", "member", key, "", place, "", "gap", household=home)
        for key, place, home in (("h1m1", "v1", "h1"), ("h1m2", "v1", "h1"), ("h2m0", "v2", "h2"))
    ]
    reach = scope(connection)
    return training.build(
        setting(training.INFO, **given), courses=trainings.courses(reach), attendees=trainings.attendees(reach),
        tallies=tallies, untrained=untrained, reasons=trainings.reasons(reach),
    )  # fmt: skip


def test_courses_count_attendances_and_villages_count_persons_once() -> None:
    with township() as connection:
        courses, villages, people = _training(connection).tables
    assert cells(courses, "完成人次") == [2, 1, 1]
    assert cells(villages, "已培训人数") == [1, 1, 0]
    assert cells(villages, "培训率") == [Share(1, 4), Share(1, 3), Share(0, 1)]
    assert cells(villages, "身体原因") == [1, 1, 0]
    assert cells(villages, "未登记") == [2, 1, 1]
    assert cells(people, "参训人员") == ["甲", "甲", "甲1"]


def test_a_course_belongs_to_the_period_of_its_last_day() -> None:
    with township() as connection:
        courses = _training(connection, period=parse("2018Q2")).tables[0]
    assert cells(courses, "培训名称") == ["合计 1 期", "养虾班"]


def test_the_public_training_report_names_nobody_and_no_reasons() -> None:
    with township() as connection:
        made = _training(connection, face="public")
    assert len(made.tables) == 2
    assert "原因" not in " ".join(headings(one) for one in made.tables)
    assert "13800001234" not in str(made.tables)


def test_findings_are_listed_errors_first_with_masked_values_and_explanations() -> None:
    found = [
        Finding(
            "phone_shared",
            "W",
            "household",
            "h1",
            "phone",
            text="电话重复",
            mend="核对电话",
            waived="一家人共用",
        ),
        Finding("R-2.3.5-none", "E", "member", "h1m0", "id_number", text="校验码不对", mend="对照身份证改"),
        Finding("unread", "E", "household", "h2", "exit_year", text="看不懂", mend="写四位年份"),
    ]
    with township() as connection:
        household(connection, "h1", "v1", "甲", phone="13800001234")
        household(connection, "h2", "v1", "=2+2")
        put(connection, "unread", kind="household", record="h2", field="exit_year", text="前年")
        reach = scope(connection)
        faulty = records.values_of(reach, "household", ["h1", "h2"]) | records.values_of(
            reach, "member", ["h1m0"]
        )
        where = records.whereabouts(reach, ["household", "member"])
        made = objections.build(
            setting(objections.INFO), findings=found, whereabouts=where, faulty=faulty, names={}
        )  # fmt: skip
    table = made.tables[0]
    assert cells(table, "级别") == ["差错", "差错", "提醒"]
    assert cells(table, "户主姓名") == ["=2+2", "甲", "甲"]
    assert cells(table, "现填内容") == ["前年", "421099********000X", "138****1234"]
    assert cells(table, "核实说明") == ["", "", "一家人共用"]
    assert cells(table, "政策条目") == ["", "R-2.3.5", ""]
    assert [row.cells[0] for row in table.rows if row.style == "group"] == [
        "差错 2 条",
        "提醒 1 条，其中已核实说明 1 条",
    ]


def test_gaps_name_what_is_missing_and_unclear_units_what_to_ask() -> None:
    lacking = {
        "R-1.2": [
            Judged("R-1.2", "household", "h2", "乙", "v2", "黄淡村", "unknown", "待核：产业发展意愿", "h2"),
            Judged("R-1.2", "household", "h1", "甲", "v1", "古堤村", "gap", "没有产业帮扶记录", "h1"),
        ],
        "R-2.4.7": [Judged("R-2.4.7", "village", "v1", "古堤村", "v1", "古堤村", "gap")],
    }
    with township() as connection:
        household(connection, "h1", "v1", "甲", phone="13800001234")
        household(connection, "h2", "v2", "乙")
        reach = scope(connection)
        made = gaps.build(
            setting(gaps.INFO), lacking=lacking, homes=homes.homes(reach), helpings=homes.helpings(reach)
        )  # fmt: skip
    tables = {one.sheet.split()[0]: one for one in made.tables}
    aided = tables["R-1.2"]
    assert cells(aided, "情况") == ["未覆盖", "待核"]
    assert cells(aided, "户主姓名") == ["甲", "乙"]
    assert cells(aided, "缺什么") == ["没有产业帮扶记录；请登记帮扶记录", "没有填：产业发展意愿"]
    assert "未覆盖 1、待核 1" in aided.caption
    assert cells(tables["R-2.4.7"], "行政村") == ["古堤村"]
    assert cells(tables["R-2.4.7"], "缺什么") == ["缺专家服务；请登记专家服务"]
