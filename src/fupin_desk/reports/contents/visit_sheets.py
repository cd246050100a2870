"""入户单: what is known of a household, printed; a blank only where something is missing or due."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fupin_desk.model.document import Card, CardField, Column, Document, Row, Table
from fupin_desk.model.form import Field
from fupin_desk.model.roster import Aid, Attendee, Course, Folder, Guidance, Helping, Home, ReportInfo, Round
from fupin_desk.model.rule import Judged, Rule
from fupin_desk.model.show import shown
from fupin_desk.model.value import Value, Values
from fupin_desk.reports.contents import card_tables, gaps, home_cards, layout
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.register import by_household, poor_of
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo(
    "入户单", "入户核实单",
    private="入户单是干部带着进村核实用的工作单，印着家庭成员和待办事项，没有公示版。请用上报版。",
)  # fmt: skip
NEEDS = (
    "homes", "aids", "rounds", "helpings", "guidances", "courses", "attendees", "folder", "lacking", "short_codes",
)  # fmt: skip
# Asked of every household besides what its form requires and what rules need to judge it.
_WANTED = {
    "phone", "industry_willingness", "development_mode", "industry_direction", "business_ability", "loan_willingness",
}  # fmt: skip
_MEMBER = (
    "name", "relation", "id_number", "labour_capability", "health_status", "education", "school_status", "work_region",
    "work_months", "wants_training",
)  # fmt: skip
# Tables of the card that this sheet sets in its own way.
_OWN = {"家庭成员", "年度收入（元）", "年度收入（元）明细"}
_HIDDEN = {"village", "group_name", "note"}
_NOTHING = "／"
_LINES = 2


@dataclass(frozen=True, slots=True)
class Due:
    """Something to settle on the visit: under which rule, about whom, and what lacks."""

    rule: Rule
    name: str
    missing: str


def build(
    setting: Setting,
    *,
    homes: Sequence[Home],
    aids: Sequence[Aid],
    rounds: Mapping[str, Round],
    helpings: Mapping[str, Sequence[Helping]],
    guidances: Mapping[str, Sequence[Guidance]],
    courses: Sequence[Course],
    attendees: Sequence[Attendee],
    folder: Folder,
    lacking: Mapping[str, Sequence[Judged]],
    short_codes: Mapping[str, str],
) -> Document:
    """Return a sheet a poor household in the order of village, group and head, and a list of them for Excel."""
    poor = poor_of(setting.places, homes)
    shelf = card_tables.Shelf(
        by_household(aids), rounds, helpings, guidances, {one.id: one for one in courses},
        by_household(attendees), folder, {},
    )  # fmt: skip
    due = _due(setting, lacking)
    card = _drawer(setting, shelf, due, short_codes, len(poor))
    return document(
        setting,
        [_list(setting, poor, due, short_codes)],
        measure="户、人、元",
        cards=[card(number, one) for number, one in enumerate(poor, 1)],
        landscape=False,
        notes=[
            "空着的格是没有登记、请入户时填写的；“／”是没有此项，不必填；已印出的如有变化，划掉改在旁边。",
            "回来后在程序的搜索框里输入编号（如 黄-0123），就打开这一户的页面。",
        ],
    )


def _due(setting: Setting, lacking: Mapping[str, Sequence[Judged]]) -> Mapping[str, Sequence[Due]]:
    found: dict[str, list[Due]] = {}
    for rule in setting.pack.rules:
        # A line in the plan has no target, and is settled at the door all the same.
        if rule.unit not in home_cards.OF_HOMES or (
            rule.bound is None and rule.purpose != "planned_households"
        ):
            continue
        for one in lacking.get(rule.id, ()):
            home = one.household or (one.id if one.unit == "household" else None)
            if home:
                name = one.name if one.unit == "member" else ""
                found.setdefault(home, []).append(Due(rule, name, gaps.missing(setting, rule, one)))
    return found


def _drawer(
    setting: Setting,
    shelf: card_tables.Shelf,
    due: Mapping[str, Sequence[Due]],
    codes: Mapping[str, str],
    count: int,
) -> Callable[[int, Home], Card]:
    """Return what draws the sheet of a household; the layout is made once for all of them."""
    form = setting.forms["household"].fields.values()
    fields = [one for one in form if one.name not in _HIDDEN and one.appearance != "hidden"]
    needed = _needed(setting, "household")
    known = [one for one in card_tables.official(setting, shelf) if one.caption not in _OWN]

    def card(number: int, home: Home) -> Card:
        place = (setting.township(home.village), setting.village(home.village), home.group)
        tables = [_members(setting, shelf.folder, home), _income(setting, shelf.folder, home)]
        tables += [_due_table(due.get(home.id, ()))]
        tables += [one for sheet in known if (one := sheet.of(home.id))]
        return Card(
            title=f"{INFO.title}　{codes.get(home.id, '')}",
            subtitle="　".join((*(part for part in place if part), f"第 {number} / {count} 户")),
            fields=_fields(setting, home, fields, needed),
            tables=tuple(one for one in tables if one),
            signatures=("户主（签名）", "入户干部（签名）"),
        )

    return card


def _needed(setting: Setting, kind: str) -> set[str]:
    """Return the fields of a kind that must not stay empty: required, asked by a rule, or wanted."""
    fields = setting.forms[kind].fields
    asked = {name for rule in setting.pack.rules for name in rule.asks}
    return {name for name, one in fields.items() if one.required or name in asked or name in _WANTED}


def _fields(setting: Setting, home: Home, fields: Sequence[Field], needed: set[str]) -> tuple[CardField, ...]:
    made = [
        CardField("户主", home.head, 3),
        CardField("户主证件号码", home.head_id_number, 5),
        CardField("家庭人口", str(home.persons), 2),
        CardField("有劳动能力", str(home.capable), 2),
    ]
    for one in fields:
        value = home.values[one.name]
        if value is not None:
            made.append(CardField(one.label, shown(one, value, setting.codes), 6 if one.width >= 18 else 3))
        elif one.name in needed and _is_relevant(one, home.values):
            made.append(_blank(setting, one))
    return (
        *made,
        CardField("备注", str(home.values["note"] or ""), 12),
        CardField("本次变化", "\n".join("　" * _LINES), 12),
    )


def _is_relevant(field: Field, values: Values) -> bool:
    return field.relevant is None or values.get(field.relevant.field) in field.relevant.among


def _blank(setting: Setting, field: Field) -> CardField:
    """Return a field to fill in: choices to tick where there are few, else room to write."""
    if field.type == "yesno":
        return CardField(field.label, "□ 是　□ 否", 4)
    if field.choices:
        labels = [one.label for one in setting.codes[field.choices].codes.values()]
        if len("".join(labels)) <= 60:
            return CardField(
                field.label, "　".join(f"□ {one}" for one in labels), 6 if len(labels) < 4 else 12
            )
    return CardField(field.label, "", 6 if field.width >= 18 else 4)


def _members(setting: Setting, folder: Folder, home: Home) -> Table | None:
    fields = setting.forms["member"].fields
    needed = _needed(setting, "member")
    held = [one for one in folder.of("member", home.id) if card_tables.is_there(one, setting.as_of)]
    if not held:
        return None

    def cell(one: Values, name: str) -> Value:
        if one[name] is not None:
            return shown(fields[name], one[name], setting.codes)
        return "" if name in needed and _is_relevant(fields[name], one) else _NOTHING

    columns = tuple(Column(name, (fields[name].label,), fields[name].width) for name in _MEMBER)
    return Table(columns, tuple(Row(tuple(cell(one, name) for name in _MEMBER)) for one in held), "家庭成员")


def _income(setting: Setting, folder: Folder, home: Home) -> Table:
    """Return the income of the last whole year; a row to fill in where it is not recorded."""
    year = int(setting.as_of[:4]) - 1
    fields = [
        one
        for one in setting.forms["income"].fields.values()
        if one.name != "household" and one.type in {"year", "number"} and not one.label.startswith("其中")
    ]
    columns = tuple(Column(one.name, (one.label,), one.width, align="right") for one in fields)
    held = next((one for one in reversed(folder.of("income", home.id)) if one["year"] == year), None)
    if held is None:
        cells: tuple[Value, ...] = (str(year), *("" for _ in fields[1:]))
    else:
        cells = tuple(shown(one, held[one.name], setting.codes) for one in fields)
    return Table(columns, (Row(cells),), f"{year} 年收入（元）{'' if held else '：没有登记，请核实填写'}")


def _due_table(due: Sequence[Due]) -> Table | None:
    if not due:
        return None
    specs: list[Spec[Due]] = [
        spec("指标", 16, lambda one: f"{one.rule.short}（{one.rule.id}）"),
        spec("对象", 16, lambda one: one.name),
        spec("缺什么、请核实", 34, lambda one: one.missing),
        spec("核实结果", 34, lambda _: ""),
    ]
    columns = tuple(one.column for one in specs)
    return Table(columns, tuple(Row(tuple(one.of(row) for one in specs)) for row in due), "待办和待核")


def _list(
    setting: Setting, homes: Sequence[Home], due: Mapping[str, Sequence[Due]], codes: Mapping[str, str]
) -> Table:
    needed = _needed(setting, "household")

    def words(one: Home) -> str:
        return "；".join(
            f"{row.rule.short}{f' {row.name}' if row.name else ''}：{row.missing}"
            for row in due.get(one.id, ())
        )

    def lacking(one: Home) -> str:
        fields = setting.forms["household"].fields
        return "、".join(
            fields[name].label
            for name in fields
            if name in needed and one.values[name] is None and _is_relevant(fields[name], one.values)
        )

    specs: list[Spec[Home]] = [
        spec("编号", 12, lambda one: codes.get(one.id, "")),
        spec("行政村", 14, lambda one: setting.village(one.village)),
        spec("村民小组", 10, lambda one: one.group),
        spec("户主姓名", 12, lambda one: one.head),
        spec("家庭人口", 9, lambda one: one.persons, type_="integer", total=True),
        spec("没有填的", 40, lacking),
        spec("待办和待核", 70, words),
    ]
    rows = (layout.total(specs, homes, f"{len(homes)} 户"), *layout.body(specs, homes))
    return Table(layout.columns(specs), rows, sheet="入户单汇总", freeze=5)
