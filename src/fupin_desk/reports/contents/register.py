"""产扶1 贫困户花名册（产业）: every poor household of the day with its industry and what it was given."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from fupin_desk.model.amount import scaled
from fupin_desk.model.document import Document, Table
from fupin_desk.model.roster import Aid, Helping, Home, Place, ReportInfo
from fupin_desk.reports.contents import layout, order
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶1", "贫困户花名册（产业）")
NEEDS = ("homes", "aids", "helpings")
INDUSTRY = "01"


class _OfHousehold(Protocol):
    @property
    def household(self) -> str: ...


_Record = TypeVar("_Record", bound=_OfHousehold)


def build(
    setting: Setting,
    *,
    homes: Sequence[Home],
    aids: Sequence[Aid],
    helpings: Mapping[str, Sequence[Helping]],
) -> Document:
    """Return the register of the poor households of the day, sorted by village, group and head."""
    poor = poor_of(setting.places, homes)
    given = given_by_household(aids)
    specs = _public(setting, given) if setting.is_public else _official(setting, given, helpings)
    rows = [
        layout.total(specs, poor, "合计", {"户主": f"{len(poor)} 户", "户主姓名": f"{len(poor)} 户"}),
        *layout.body(specs, poor),
    ]
    table = Table(layout.columns(specs), tuple(rows), sheet="花名册", freeze=5)
    return document(
        setting, [table], measure="户、人、元", notes=_notes(poor), wide=not setting.is_public,
        reading=[
            "统计日期当天的贫困户（含已脱贫户，脱贫不脱政策），清退之日起不再列入；人口、劳动力按统计日期在户人员。",
            "产业帮扶只计统计日期前已实施、已验收的，计划的不计。",
        ],
    )  # fmt: skip


def poor_of(places: Mapping[str, Place], homes: Sequence[Home]) -> list[Home]:
    """Return the poor households by village, group and head; one whose state is unclear is among them."""
    found = [one for one in homes if one.is_poor != 0]
    found.sort(key=lambda one: (order.home(places, one.village, one.group, one.head), one.id))
    return found


def by_household(records: Iterable[_Record]) -> dict[str, list[_Record]]:
    """Return records by the id of their household, in their order."""
    found: dict[str, list[_Record]] = {}
    for one in records:
        found.setdefault(one.household, []).append(one)
    return found


def given_by_household(aids: Sequence[Aid]) -> dict[str, list[Aid]]:
    """Return the industry measures that were carried out, by household."""
    return by_household(one for one in aids if one.done and one.values["assistance_kind"] == INDUSTRY)


def money(aids: Sequence[Aid], field: str = "amount_fen") -> int | None:
    """Return the sum of an amount over records, fen; None where none has one."""
    amounts = [int(one.values[field] or 0) for one in aids if one.values[field] is not None]
    return sum(amounts) if amounts else None


def project(setting: Setting, aid: Aid) -> str:
    """Return what was given and how much of it: 发放种虾 10亩."""
    scale = aid.values["scale_hundredths"]
    amount = scaled(int(scale), 2).removesuffix(".00") + str(aid.values["scale_unit"] or "") if scale else ""
    name = aid.values["measure"] or setting.label("industry", aid.values["industry"])
    return f"{name} {amount}".strip()


def village_and_group(setting: Setting, village: str, group: str) -> str:
    """Return village and group as notices name them."""
    return setting.village(village) + group


def _notes(poor: Sequence[Home]) -> list[str]:
    open_ones = sum(one.is_poor is None for one in poor)
    headless = sum(not one.head for one in poor)
    notes = []
    if open_ones:
        notes.append(f"有 {open_ones} 户没有填脱贫状态，列在表中，待核。")
    if headless:
        notes.append(f"有 {headless} 户在统计日期没有登记户主。")
    return notes


def _official(
    setting: Setting, given: Mapping[str, Sequence[Aid]], helpings: Mapping[str, Sequence[Helping]]
) -> list[Spec[Home]]:
    def code(head: str, field: str, width: float) -> Spec[Home]:
        choices = setting.forms["household"].fields[field].choices
        return spec(head, width, lambda one: setting.label(choices, one.values[field]))

    def helpers(one: Home, part: str) -> str:
        return "、".join(
            str(getattr(helper, part)) for helper in helpings.get(one.id, ()) if getattr(helper, part)
        )

    return [
        *([spec("乡镇", 10, lambda one: setting.township(one.village))] if setting.is_county else []),
        spec("行政村", 12, lambda one: setting.village(one.village)),
        spec("村民小组", 9, lambda one: one.group),
        spec("户主姓名", 10, lambda one: one.head),
        spec("户主证件号码", 22, lambda one: one.head_id_number),
        spec("联系电话", 14, lambda one: str(one.values["phone"] or one.head_phone)),
        spec("家庭人口", 7, lambda one: one.persons, type_="integer", total=True),
        spec("其中：有劳动能力", 9, lambda one: one.capable, type_="integer", total=True),
        code("贫困户属性", "poverty_category", 12),
        code("主要致贫原因", "main_cause", 14),
        code("脱贫状态", "poverty_status", 10),
        code("产业发展意愿", "industry_willingness", 9),
        code("产业发展方式", "development_mode", 10),
        code("产业方向", "industry_direction", 14),
        spec(("产业帮扶", "次数"), 6, lambda one: len(given.get(one.id, ())), type_="integer", total=True),
        spec(("产业帮扶", "金额（元）"), 13, lambda one: money(given.get(one.id, ())), type_="money", total=True),
        spec(("产业帮扶", "增收金额（元）"), 13,
             lambda one: money(given.get(one.id, ()), "income_increase_fen"), type_="money", total=True),
        spec("帮扶责任人", 12, lambda one: helpers(one, "name")),
        spec("责任人电话", 14, lambda one: helpers(one, "phone")),
        spec("开户银行", 14, lambda one: one.values["bank_name"]),
        spec("银行账号", 23, lambda one: one.values["bank_account"]),
        spec("备注", 14, lambda one: one.values["note"]),
    ]  # fmt: skip


def _public(setting: Setting, given: Mapping[str, Sequence[Aid]]) -> list[Spec[Home]]:
    return [
        spec("村组", 18, lambda one: village_and_group(setting, one.village, one.group)),
        spec("户主", 12, lambda one: one.head),
        spec("家庭人口", 10, lambda one: one.persons, type_="integer", total=True),
        spec("项目/规模", 50, lambda one: "；".join(project(setting, aid) for aid in given.get(one.id, ()))),
        spec("补助金额（元）", 16, lambda one: money(given.get(one.id, ())), type_="money", total=True),
        spec("备注", 16, lambda _: ""),
    ]
