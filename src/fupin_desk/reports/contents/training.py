"""产扶5 培训台账: the courses, how many of those able to work each village has trained, and who attended."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fupin_desk.model import sort_keys
from fupin_desk.model.document import Cell, Document, Table
from fupin_desk.model.roster import Attendee, Course, ReportInfo
from fupin_desk.model.rule import Judged, Tally
from fupin_desk.reports.contents import layout, order, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import Standing
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶5", "培训台账", dated=True)
NEEDS = ("courses", "attendees", "tallies", "untrained", "reasons")


@dataclass(frozen=True, slots=True)
class Line:
    """A village with its tally of trained persons, and the untrained by reason code."""

    village: str
    tally: Tally
    untrained: Mapping[str, int]


def build(
    setting: Setting,
    *,
    courses: Sequence[Course],
    attendees: Sequence[Attendee],
    tallies: Sequence[Tally],
    untrained: Sequence[Judged],
    reasons: Mapping[str, str],
) -> Document:
    """Return the courses that ended in the period, the training rate a village, and the persons attending."""
    held = [
        one for one in courses if not setting.period or setting.period.holds(_text(one.values["ended_on"]))
    ]
    trained = Standing(setting, "member_training", places.by_place(tallies))
    tables = [_courses(setting, held), _villages(setting, trained, untrained, reasons)]
    if not setting.is_public:
        tables.append(_attendees(setting, held, attendees))
    notes = [
        "培训班按结束日期列入报告期；分村培训情况为至统计日期的累计数，不限于报告期。同一人参加几期，人次分别计，人数只算一人。",
    ]
    if not setting.is_public:
        notes.append(
            "未培训原因取培训记录所填；没有填的，按在校、乡镇外务工、不愿参加的登记归类，其余列“未登记”。"
        )
    return document(
        setting, tables, measure="期、人次、人", notes=notes, reading=setting.readings("member_training")
    )


def _text(value: object) -> str:
    return str(value or "")


def _ended(one: Course) -> str:
    """Return the day on which a course counts: its last, or its first while it has no last."""
    return _text(one.values["ended_on"] or one.values["started_on"])


def _courses(setting: Setting, courses: Sequence[Course]) -> Table:
    specs = _course_specs(setting)
    total = layout.total(specs, courses, "合计", {"培训名称": f"合计 {len(courses)} 期"})
    return Table(
        layout.columns(specs), (total, *layout.body(specs, courses)), caption="一、培训班", sheet="培训班"
    )


def _course_specs(setting: Setting) -> list[Spec[Course]]:
    def text(head: str, field: str, width: float) -> Spec[Course]:
        return spec(head, width, lambda one: one.values[field])

    specs = [
        text("培训名称", "name", 24),
        spec("培训类别", 14, lambda one: setting.label("course_kind", one.values["course_kind"])),
        text("培训机构", "organiser", 18),
        spec("开始日期", 12, lambda one: one.values["started_on"], type_="date"),
        spec("结束日期", 12, lambda one: one.values["ended_on"], type_="date"),
        spec("举办村", 12, lambda one: setting.village(_text(one.values["village"]))),
        text("培训地点", "location", 18),
        spec("参训人次", 9, lambda one: one.attended, type_="integer", total=True),
        spec("完成人次", 9, lambda one: one.completed, type_="integer", total=True),
    ]
    if setting.is_public:
        return specs
    return [
        *specs,
        text("负责人", "responsible", 10),
        text("联系电话", "phone", 14),
        text("培训内容", "content", 26),
    ]


def _villages(
    setting: Setting, trained: Standing, untrained: Sequence[Judged], reasons: Mapping[str, str]
) -> Table:
    by_village: dict[str, list[Judged]] = {}
    for one in untrained:
        by_village.setdefault(one.place or "", []).append(one)
    lines = [
        Line(place.id, tally, _counted(by_village.get(place.id, ()), reasons))
        for place in (*places.villages(setting), places.NOWHERE)
        if (tally := trained.tally(place.id))
    ]
    specs = _village_specs(setting, trained)
    rows = (layout.total(specs, lines, "合计"), *layout.body(specs, lines))
    return Table(layout.columns(specs), rows, caption="二、分村培训情况", sheet="分村培训")


def _counted(untrained: Sequence[Judged], reasons: Mapping[str, str]) -> Mapping[str, int]:
    return Counter(reasons.get(one.id, "") for one in untrained)


def _village_specs(setting: Setting, trained: Standing) -> list[Spec[Line]]:
    specs: list[Spec[Line]] = [
        *places.where(setting, lambda one: one.village, 14),
        spec("培训对象人数", 14, lambda one: one.tally.whole, type_="integer", total=True),
        spec("已培训人数", 12, lambda one: one.tally.part, type_="integer", total=True),
        layout.ratio("培训率", 12, "已培训人数", "培训对象人数", aim=trained.aim),
        spec("未培训人数", 12, lambda one: one.tally.gap, type_="integer", total=True),
        spec("待核人数", 10, lambda one: one.tally.unknown, type_="integer", total=True),
    ]
    if setting.is_public:
        return specs
    known = list(setting.codes["attendance_reason"].codes.values())
    heads = [(code.code, code.label) for code in known] + [("", "未登记")]
    return specs + [
        spec(("未培训原因", label), 9, _because(code), type_="integer", total=True) for code, label in heads
    ]


def _because(reason: str) -> Callable[[Line], Cell]:
    return lambda one: one.untrained.get(reason, 0)


def _attendees(setting: Setting, courses: Sequence[Course], attendees: Sequence[Attendee]) -> Table:
    number = {one.id: place for place, one in enumerate(courses)}
    names = {one.id: one for one in courses}
    lines = [one for one in attendees if one.course in number]
    lines.sort(
        key=lambda one: (
            number[one.course], order.home(setting.places, one.village, one.group, one.head), sort_keys.name_key(one.name),
            one.id_number,
        )
    )  # fmt: skip
    specs: list[Spec[Attendee]] = [
        spec("培训名称", 24, lambda one: names[one.course].values["name"]),
        spec("行政村", 12, lambda one: setting.village(one.village)),
        spec("户主姓名", 10, lambda one: one.head),
        spec("参训人员", 10, lambda one: one.name),
        spec("证件号码", 22, lambda one: one.id_number),
        spec("状态", 8, lambda one: setting.label("attendance_status", one.status)),
        spec("未完成原因", 14, lambda one: setting.label("attendance_reason", one.reason)),
        spec("证书编号", 16, lambda one: one.certificate),
    ]
    return Table(
        layout.columns(specs), tuple(layout.body(specs, lines)), caption="三、参训人员", sheet="参训人员"
    )
