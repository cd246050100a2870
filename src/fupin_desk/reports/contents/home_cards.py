"""户卡: one page a household with all that is known about it; its public face is the card at the door."""

from collections.abc import Callable, Mapping, Sequence

from fupin_desk.model.document import Card, CardField, Document, Table
from fupin_desk.model.form import Field
from fupin_desk.model.roster import Aid, Attendee, Course, Folder, Guidance, Helping, Home, ReportInfo, Round
from fupin_desk.model.rule import Judged
from fupin_desk.model.show import shown
from fupin_desk.reports.contents import card_tables, layout
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.register import by_household, given_by_household, money, poor_of
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("户卡", "贫困户情况卡")
NEEDS = ("homes", "aids", "rounds", "helpings", "guidances", "courses", "attendees", "folder", "judged")
# Units that a household is, has among its members, or is one of.
OF_HOMES = {"household", "member", "planned"}
_OUTCOMES = {"covered": "已达到", "gap": "未达到", "unknown": "待核", "exempt": "不涉及"}


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
    judged: Mapping[str, Sequence[Judged]],
) -> Document:
    """Return a card a poor household, by village, group and head, and one flat row each for Excel."""
    poor = poor_of(setting.places, homes)
    given = given_by_household(aids)
    shelf = card_tables.Shelf(
        given if setting.is_public else by_household(aids), rounds, helpings, guidances,
        {one.id: one for one in courses}, by_household(attendees), folder, _outcomes(judged),
    )  # fmt: skip
    card = _drawer(setting, shelf)
    cards = [card(one) for one in poor]
    flat = _flat(setting, poor, given)
    return document(
        setting, [flat], measure="户、人、元", cards=cards, landscape=False,
        reading=["统计日期当天的贫困户，每户一页；成员为统计日期在户的人。"],
    )  # fmt: skip


def _outcomes(judged: Mapping[str, Sequence[Judged]]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for rule, units in judged.items():
        for one in units:
            if one.household or one.unit == "household":
                found.setdefault(one.household or one.id, {}).setdefault(rule, []).append(one.outcome)
    return found


def _drawer(setting: Setting, shelf: card_tables.Shelf) -> Callable[[Home], Card]:
    """Return what draws the card of a household; the layout is made once for all of them."""
    is_public = setting.is_public
    sheets = card_tables.public(setting, shelf) if is_public else card_tables.official(setting, shelf)
    signatures = ("户主（签名）", "帮扶责任人（签名）", "村（居）委会（盖章）")[: 2 if is_public else 3]
    title = "扶贫帮扶明白卡" if is_public else setting.info.title
    asked = [
        (one, 6 if one.width >= 18 else 3)
        for one in setting.forms["household"].fields.values()
        if one.name not in {"village", "group_name", "note"} and one.appearance != "hidden"
    ]

    def card(home: Home) -> Card:
        place = (setting.township(home.village), setting.village(home.village), home.group)
        return Card(
            title=title,
            subtitle="　".join(part for part in place if part),
            fields=_public_fields(setting, home) if is_public else _fields(setting, home, shelf, asked),
            tables=tuple(one for one in (sheet.of(home.id) for sheet in sheets) if one),
            signatures=signatures,
            notes=() if is_public else card_tables.departures(setting, home, shelf.folder),
        )

    return card


def _public_fields(setting: Setting, home: Home) -> tuple[CardField, ...]:
    return (
        CardField("户主", home.head, 4),
        CardField("村组", setting.village(home.village) + home.group, 5),
        CardField("家庭人口", str(home.persons), 3),
    )


def _fields(
    setting: Setting, home: Home, shelf: card_tables.Shelf, asked: Sequence[tuple[Field, int]]
) -> tuple[CardField, ...]:
    fields = [
        CardField("户主", home.head, 3),
        CardField("户主证件号码", home.head_id_number, 4),
        CardField("家庭人口", str(home.persons), 2),
        CardField("有劳动能力", str(home.capable), 3),
    ]
    fields += [
        CardField(one.label, shown(one, home.values[one.name], setting.codes), span) for one, span in asked
    ]
    outcomes = shelf.outcomes.get(home.id, {})
    fields += [
        CardField(f"{rule.short}（{rule.id}）", _outcome(outcomes.get(rule.id, ()), rule.unit), 3)
        for rule in setting.pack.rules
        if rule.unit in OF_HOMES
    ]
    note = str(home.values["note"] or "")
    return (*fields, CardField("备注", note, 12))


def _outcome(outcomes: Sequence[str], unit: str) -> str:
    if unit != "member" or not outcomes:
        return _OUTCOMES[outcomes[0]] if outcomes else _OUTCOMES["exempt"]
    meant = [one for one in outcomes if one in {"covered", "gap"}]
    open_ones = sum(one == "unknown" for one in outcomes)
    text = f"{sum(one == 'covered' for one in meant)}/{len(meant)} 人" if meant else _OUTCOMES["exempt"]
    return f"{text}，待核 {open_ones} 人" if open_ones else text


def _flat(setting: Setting, homes: Sequence[Home], given: Mapping[str, Sequence[Aid]]) -> Table:
    specs: list[Spec[Home]] = [
        spec("村组", 18, lambda one: setting.village(one.village) + one.group),
        spec("户主", 12, lambda one: one.head),
        spec("家庭人口", 9, lambda one: one.persons, type_="integer", total=True),
    ]
    if not setting.is_public:
        specs.append(spec("户主证件号码", 22, lambda one: one.head_id_number))
        specs.append(spec("有劳动能力", 9, lambda one: one.capable, type_="integer", total=True))
        specs += [
            _held(setting, name)
            for name, field in setting.forms["household"].fields.items()
            if name not in {"village", "group_name"} and field.appearance != "hidden"
        ]
    amount = "补助金额（元）" if setting.is_public else "产业帮扶金额（元）"
    specs.append(spec(amount, 16, lambda one: money(given.get(one.id, ())), type_="money", total=True))
    rows = (layout.total(specs, homes, f"合计 {len(homes)} 户"), *layout.body(specs, homes))
    return Table(layout.columns(specs), rows, sheet="户卡汇总", freeze=3)


def _held(setting: Setting, name: str) -> Spec[Home]:
    field = setting.forms["household"].fields[name]
    return spec(field.label, field.width, lambda one: shown(field, one.values[name], setting.codes))
