"""The small tables of a household's card: members, income, conditions, helpers, measures, advice, training."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from fupin_desk.model.document import Column, Row, Table
from fupin_desk.model.roster import Aid, Attendee, Course, Folder, Guidance, Helping, Home, Round
from fupin_desk.model.show import shown
from fupin_desk.model.value import Values
from fupin_desk.reports.contents.layout import Spec, T, spec
from fupin_desk.reports.contents.register import project
from fupin_desk.reports.contents.setting import Setting

_MEMBER = (
    "name", "relation", "sex", "id_number", "labour_capability", "health_status", "education", "school_status",
    "work_region", "work_months", "has_medical_insurance", "receives_dibao",
)  # fmt: skip
_HELPER = ("name", "unit", "post", "phone", "started_on", "ended_on", "content")
_YEARS = 2


class Shelved(Protocol):
    """What hangs on households, by household id."""

    @property
    def aids(self) -> Mapping[str, Sequence[Aid]]:
        """Assistance records."""

    @property
    def rounds(self) -> Mapping[str, Round]:
        """Rounds by id."""

    @property
    def helpings(self) -> Mapping[str, Sequence[Helping]]:
        """Who is responsible on the day."""

    @property
    def guidances(self) -> Mapping[str, Sequence[Guidance]]:
        """Visits that list the household."""

    @property
    def courses(self) -> Mapping[str, Course]:
        """Courses by id."""

    @property
    def attended(self) -> Mapping[str, Sequence[Attendee]]:
        """Attendances of the members."""

    @property
    def folder(self) -> Folder:
        """Members, incomes, conditions and helpers as they are held."""


def official(setting: Setting, home: Home, shelf: Shelved) -> list[Table]:
    """Return all tables of a household."""
    folder = shelf.folder
    members = [one for one in folder.of("member", home.id) if _is_there(one, setting.as_of)]
    income = setting.forms["income"]
    condition = setting.forms["condition"]
    sections = {one.name: tuple(field.name for field in one.fields) for one in condition.sections}
    incomes = folder.of("income", home.id)[-_YEARS:]
    conditions = folder.of("condition", home.id)[-_YEARS:]
    amounts = tuple(name for name in income.fields if name != "household")
    return [
        _held(setting, "member", _MEMBER, members, "家庭成员"),
        _held(setting, "income", amounts, incomes, "年度收入（元）"),
        _held(setting, "condition", ("year", *sections["production"]), conditions, "生产条件"),
        _held(setting, "condition", ("year", *sections["living"]), conditions, "生活条件"),
        _held(setting, "helper", _HELPER, folder.of("helper", home.id), "帮扶责任人"),
        _measures(setting, home, shelf),
        _advice(setting, shelf.guidances.get(home.id, ())),
        _training(setting, home, shelf),
    ]


def public(setting: Setting, home: Home, shelf: Shelved) -> list[Table]:
    """Return what the card at the door shows: measures carried out, advice given, who is responsible."""
    helpers: list[Spec[Helping]] = [
        spec("帮扶责任人", 12, lambda one: one.name),
        spec("单位", 24, lambda one: one.unit),
    ]
    measures: list[Spec[Aid]] = [
        spec("项目/规模", 36, lambda one: project(setting, one)),
        spec("补助金额（元）", 14, lambda one: one.values["amount_fen"], type_="money"),
        spec("实施日期", 12, lambda one: one.values["done_on"], type_="date"),
    ]
    given = [one for one in shelf.guidances.get(home.id, ()) if one.status == "2"]
    return [
        _table(helpers, shelf.helpings.get(home.id, ()), "帮扶责任人"),
        _table(measures, shelf.aids.get(home.id, ()), "产业帮扶"),
        _advice(setting, given),
    ]


def departures(setting: Setting, home: Home, folder: Folder) -> tuple[str, ...]:
    """Return a line for each member who left the household up to the day."""
    reasons = setting.forms["member"].fields["leave_reason"].choices
    return tuple(
        f"减少：{one['name'] or '（未登记姓名）'} {one['left_on']} {setting.label(reasons, one['leave_reason'])}".strip()
        for one in folder.of("member", home.id)
        if one["left_on"] is not None and str(one["left_on"]) <= setting.as_of
    )


def _is_there(member: Values, day: str) -> bool:
    joined, left = member["joined_on"], member["left_on"]
    return (joined is None or str(joined) <= day) and (left is None or str(left) > day)


def _held(setting: Setting, kind: str, names: Sequence[str], rows: Sequence[Values], caption: str) -> Table:
    """Return rows of a kind as they are held, with the labels of its form."""
    fields = [setting.forms[kind].fields[name] for name in names]
    columns = tuple(
        Column(
            one.name,
            (f"{one.label}（{one.unit}）" if one.unit and one.unit != "元" else one.label,),
            one.width,
        )
        for one in fields
    )
    body = tuple(Row(tuple(shown(one, row[one.name], setting.codes) for one in fields)) for row in rows)
    return Table(columns, body, caption=caption)


def _table(specs: Sequence[Spec[T]], rows: Sequence[T], caption: str) -> Table:
    """Return a small table without running numbers."""
    return Table(
        tuple(one.column for one in specs),
        tuple(Row(tuple(one.of(row) for one in specs)) for row in rows),
        caption,
    )


def _measures(setting: Setting, home: Home, shelf: Shelved) -> Table:
    def round_name(one: Aid) -> str:
        return shelf.rounds[one.round].name if one.round in shelf.rounds else ""

    specs: list[Spec[Aid]] = [
        spec("轮次", 18, round_name),
        spec("类别", 10, lambda one: setting.label("assistance_kind", one.values["assistance_kind"])),
        spec("措施/规模", 20, lambda one: project(setting, one)),
        spec("金额（元）", 12, lambda one: one.values["amount_fen"], type_="money"),
        spec("状态", 8, lambda one: setting.label("assistance_status", one.values["status"])),
        spec("实施日期", 11, lambda one: one.values["done_on"], type_="date"),
        spec("增收（元）", 12, lambda one: one.values["income_increase_fen"], type_="money"),
        spec("责任人", 9, lambda one: one.values["responsible"]),
    ]
    return _table(specs, shelf.aids.get(home.id, ()), "帮扶记录")


def _advice(setting: Setting, guidances: Sequence[Guidance]) -> Table:
    specs: list[Spec[Guidance]] = [
        spec("服务日期", 11, lambda one: one.visited_on, type_="date"),
        spec("层级", 10, lambda one: setting.label("visit_level", one.level)),
        spec("状态", 8, lambda one: setting.label("visit_status", one.status)),
        spec("专家", 16, lambda one: one.experts),
        spec("服务内容", 26, lambda one: setting.labels("visit_topic", one.topics)),
        spec("已签字", 7, lambda one: "是" if one.is_signed else "否"),
    ]
    return _table(specs, guidances, "专家指导")


def _training(setting: Setting, home: Home, shelf: Shelved) -> Table:
    specs: list[Spec[Attendee]] = [
        spec("参训人员", 10, lambda one: one.name),
        spec("培训名称", 28, lambda one: shelf.courses[one.course].values["name"]),
        spec("结束日期", 11, lambda one: shelf.courses[one.course].values["ended_on"], type_="date"),
        spec("状态", 8, lambda one: setting.label("attendance_status", one.status)),
        spec("证书编号", 16, lambda one: one.certificate),
    ]
    known = [one for one in shelf.attended.get(home.id, ()) if one.course in shelf.courses]
    return _table(specs, known, "技能培训")
