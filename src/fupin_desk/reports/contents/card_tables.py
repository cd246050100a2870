"""The small tables of a household's card: members, income, conditions, helpers, measures, advice, training.

The columns are laid out once a report; a card only asks for the rows of its household.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic

from fupin_desk.model.document import Column, Row, Table
from fupin_desk.model.form import Field
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
_PART = "其中"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that hangs on households, by household id."""

    aids: Mapping[str, Sequence[Aid]]
    rounds: Mapping[str, Round]
    helpings: Mapping[str, Sequence[Helping]]
    guidances: Mapping[str, Sequence[Guidance]]
    courses: Mapping[str, Course]
    attended: Mapping[str, Sequence[Attendee]]
    folder: Folder
    outcomes: Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One small table of every card: its columns, and the rows of a household."""

    caption: str
    specs: Sequence[Spec[T]]
    rows: Callable[[str], Sequence[T]]
    columns: tuple[Column, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(one.column for one in self.specs))

    def of(self, household: str) -> Table | None:
        """Return the table of a household; None where it has no rows."""
        rows = self.rows(household)
        if not rows:
            return None
        specs = self.specs
        return Table(
            self.columns, tuple(Row(tuple([one.of(row) for one in specs])) for row in rows), self.caption
        )


def official(
    setting: Setting, shelf: Shelf
) -> "list[Sheet[Values] | Sheet[Aid] | Sheet[Guidance] | Sheet[Attendee]]":
    """Return the tables of the office's own card."""
    folder = shelf.folder
    sections = {
        one.name: tuple(asked.name for asked in one.fields) for one in setting.forms["condition"].sections
    }
    amounts = [
        one for one in setting.forms["income"].fields.values() if one.name not in {"household", "year"}
    ]
    whole = tuple(one.name for one in amounts if not one.label.startswith(_PART))
    parts = tuple(one.name for one in amounts if one.label.startswith(_PART))

    def members(household: str) -> list[Values]:
        return [one for one in folder.of("member", household) if is_there(one, setting.as_of)]

    def latest(kind: str) -> Callable[[str], list[Values]]:
        return lambda household: folder.of(kind, household)[-_YEARS:]

    return [
        Sheet("家庭成员", _held(setting, "member", _MEMBER), members),
        Sheet("年度收入（元）", _held(setting, "income", ("year", *whole)), latest("income")),
        Sheet("年度收入（元）明细", _held(setting, "income", ("year", *parts)), latest("income")),
        Sheet(
            "生产条件", _held(setting, "condition", ("year", *sections["production"])), latest("condition")
        ),
        Sheet("生活条件", _held(setting, "condition", ("year", *sections["living"])), latest("condition")),
        Sheet(
            "帮扶责任人", _held(setting, "helper", _HELPER), lambda household: folder.of("helper", household)
        ),
        Sheet("帮扶记录", _measures(setting, shelf), lambda household: shelf.aids.get(household, ())),
        Sheet("专家指导", _advice(setting), lambda household: shelf.guidances.get(household, ())),
        Sheet("技能培训", _training(setting, shelf), lambda household: _attended(shelf, household)),
    ]


def public(setting: Setting, shelf: Shelf) -> "list[Sheet[Helping] | Sheet[Aid] | Sheet[Guidance]]":
    """Return what the card at the door shows: who is responsible, measures carried out, advice given."""
    helpers: list[Spec[Helping]] = [
        spec("帮扶责任人", 12, lambda one: one.name),
        spec("单位", 24, lambda one: one.unit),
    ]
    measures: list[Spec[Aid]] = [
        spec("项目/规模", 36, lambda one: project(setting, one)),
        spec("补助金额（元）", 14, lambda one: one.values["amount_fen"], type_="money"),
        spec("实施日期", 12, lambda one: one.values["done_on"], type_="date"),
    ]

    def given(household: str) -> list[Guidance]:
        return [one for one in shelf.guidances.get(household, ()) if one.status == "2"]

    return [
        Sheet("帮扶责任人", helpers, lambda household: shelf.helpings.get(household, ())),
        Sheet("产业帮扶", measures, lambda household: shelf.aids.get(household, ())),
        Sheet("专家指导", _advice(setting), given),
    ]


def departures(setting: Setting, home: Home, folder: Folder) -> tuple[str, ...]:
    """Return a line for each member who left the household up to the day."""
    reasons = setting.forms["member"].fields["leave_reason"].choices
    return tuple(
        f"减少：{one['name'] or '（未登记姓名）'} {one['left_on']} {setting.label(reasons, one['leave_reason'])}".strip()
        for one in folder.of("member", home.id)
        if one["left_on"] is not None and str(one["left_on"]) <= setting.as_of
    )


def is_there(member: Values, day: str) -> bool:
    """Return whether a member belongs to the household on a day."""
    joined, left = member["joined_on"], member["left_on"]
    return (joined is None or str(joined) <= day) and (left is None or str(left) > day)


def _held(setting: Setting, kind: str, names: Sequence[str]) -> list[Spec[Values]]:
    """Return columns of a kind as they are held, with the labels of its form."""
    fields = [setting.forms[kind].fields[name] for name in names]
    return [_told(setting, one) for one in fields]


def _told(setting: Setting, asked: Field) -> Spec[Values]:
    label = f"{asked.label}（{asked.unit}）" if asked.unit and asked.unit != "元" else asked.label
    name, codes = asked.name, setting.codes
    column = Column(name, (label,), asked.width, align="right" if asked.type == "number" else "left")
    return Spec(column, lambda row: "" if row[name] is None else shown(asked, row[name], codes))


def _measures(setting: Setting, shelf: Shelf) -> list[Spec[Aid]]:
    def round_name(one: Aid) -> str:
        return shelf.rounds[one.round].name if one.round in shelf.rounds else ""

    return [
        spec("轮次", 18, round_name),
        spec("类别", 10, lambda one: setting.label("assistance_kind", one.values["assistance_kind"])),
        spec("措施/规模", 20, lambda one: project(setting, one)),
        spec("金额（元）", 12, lambda one: one.values["amount_fen"], type_="money"),
        spec("状态", 8, lambda one: setting.label("assistance_status", one.values["status"])),
        spec("实施日期", 11, lambda one: one.values["done_on"], type_="date"),
        spec("增收（元）", 12, lambda one: one.values["income_increase_fen"], type_="money"),
        spec("责任人", 9, lambda one: one.values["responsible"]),
    ]


def _advice(setting: Setting) -> list[Spec[Guidance]]:
    return [
        spec("服务日期", 11, lambda one: one.visited_on, type_="date"),
        spec("层级", 10, lambda one: setting.label("visit_level", one.level)),
        spec("状态", 8, lambda one: setting.label("visit_status", one.status)),
        spec("专家", 16, lambda one: one.experts),
        spec("服务内容", 26, lambda one: setting.labels("visit_topic", one.topics)),
        spec("已签字", 7, lambda one: "是" if one.is_signed else "否"),
    ]


def _training(setting: Setting, shelf: Shelf) -> list[Spec[Attendee]]:
    return [
        spec("参训人员", 10, lambda one: one.name),
        spec("培训名称", 28, lambda one: shelf.courses[one.course].values["name"]),
        spec("结束日期", 11, lambda one: shelf.courses[one.course].values["ended_on"], type_="date"),
        spec("状态", 8, lambda one: setting.label("attendance_status", one.status)),
        spec("证书编号", 16, lambda one: one.certificate),
    ]


def _attended(shelf: Shelf, household: str) -> list[Attendee]:
    return [one for one in shelf.attended.get(household, ()) if one.course in shelf.courses]
