"""产扶2 产业帮扶情况台账: the measures by round, with totals a village and a round."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fupin_desk.model.document import Document, Row, Table
from fupin_desk.model.roster import Aid, Home, ReportInfo, Round
from fupin_desk.reports.contents import layout, order
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.register import INDUSTRY, project, village_and_group
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶2", "产业帮扶情况台账", dated=True)
NEEDS = ("homes", "aids", "rounds")


# One round in one village: the key, what was carried out, how many were not.
Sums = tuple[tuple[str, str], list["Entry"], int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure with its household; only what was carried out on a known day adds up."""

    aid: Aid
    home: Home

    def fen(self, field: str) -> int | None:
        """Return an amount as stored, None where it is not filled in."""
        value = self.aid.values[field]
        return None if value is None else int(value)

    def counted(self, field: str) -> int | None:
        """Return an amount that adds up."""
        return self.fen(field) if self.aid.done else None

    def planned(self, field: str) -> int | None:
        """Return an amount that is planned, or whose day nobody wrote down."""
        return None if self.aid.done else self.fen(field)


def build(
    setting: Setting, *, homes: Sequence[Home], aids: Sequence[Aid], rounds: Mapping[str, Round]
) -> Document:
    """Return the ledger of industry measures; with a period, of those dated in it."""
    by_id = {one.id: one for one in homes}
    entries = [
        Entry(one, by_id[one.household])
        for one in aids
        if one.values["assistance_kind"] == INDUSTRY
        and one.household in by_id
        and (not setting.period or setting.period.holds(_text(one.values["done_on"])))
        and not (setting.is_public and not one.done)
    ]
    number = {key: place for place, key in enumerate(rounds)}
    entries.sort(
        key=lambda one: (
            number.get(one.aid.round, len(number)),
            order.home(setting.places, one.home.village, one.home.group, one.home.head),
            _text(one.aid.values["done_on"]),
            one.aid.id,
        )
    )
    specs = _public(setting) if setting.is_public else _official(setting)
    rows = _rows(setting, specs, entries, rounds)
    ledger = Table(layout.columns(specs), tuple(rows), caption="一、帮扶台账", sheet="帮扶台账", freeze=5)
    summary = _summary(setting, entries, rounds)
    return document(
        setting, [ledger, summary], measure="户、条、元", notes=_notes(setting, entries),
        reading=["只列产业帮扶。户数、金额、增收的小计和合计只计已实施、已验收且填了实施日期的，计划的另列不计。"],
    )  # fmt: skip


def _text(value: object) -> str:
    return str(value or "")


def _rows(
    setting: Setting, specs: Sequence[Spec[Entry]], entries: Sequence[Entry], rounds: Mapping[str, Round]
) -> list[Row]:
    rows = [_sum(specs, entries, "合计")]
    start = 1
    for key, in_round in groupby(entries, key=lambda one: one.aid.round):
        whole = list(in_round)
        name = _round_name(rounds, key)
        rows.append(layout.group(specs, name))
        for village, in_village in groupby(whole, key=lambda one: one.home.village):
            some = list(in_village)
            rows += layout.body(specs, some, start)
            start += len(some)
            rows.append(_sum(specs, some, f"{setting.village(village)} 小计", is_part=True))
        rows.append(_sum(specs, whole, f"{name} 小计", is_part=True))
    return rows


def _round_name(rounds: Mapping[str, Round], key: str) -> str:
    return rounds[key].name if key in rounds else "未登记轮次"


def _sum(specs: Sequence[Spec[Entry]], entries: Sequence[Entry], label: str, *, is_part: bool = False) -> Row:
    done = [one for one in entries if one.aid.done]
    households = len({one.home.id for one in done})
    counts = (f"{households} 户", f"{len(done)} 条")
    given = dict(zip(("户主姓名", "帮扶措施"), counts, strict=True)) | dict(
        zip(("户主", "项目/规模"), counts, strict=True)
    )
    return layout.total(specs, entries, label, given, "subtotal" if is_part else "total")


def _summary(setting: Setting, entries: Sequence[Entry], rounds: Mapping[str, Round]) -> Table:
    groups: list[Sums] = [
        (key, [one for one in some if one.aid.done], sum(not one.aid.done for one in some))
        for key, some in (
            (key, list(some))
            for key, some in groupby(entries, key=lambda one: (one.aid.round, one.home.village))
        )
    ]
    specs = _summary_specs(setting, rounds)
    households = len({one.home.id for one in entries if one.aid.done})
    total = layout.total(specs, groups, "合计", {"受帮扶户数": f"{households} 户（去重）"})
    return Table(
        layout.columns(specs), (total, *layout.body(specs, groups)), caption="二、分轮次分村汇总", sheet="汇总",
        notes=("合计户数按户去重，同一户在几轮中得到帮扶只算一户。",),
    )  # fmt: skip


def _summary_specs(setting: Setting, rounds: Mapping[str, Round]) -> list[Spec[Sums]]:
    def amount(field: str) -> Callable[[Sums], int]:
        return lambda one: sum(entry.counted(field) or 0 for entry in one[1])

    specs: list[Spec[Sums]] = [
        spec("轮次", 26, lambda one: _round_name(rounds, one[0][0])),
        spec("行政村", 14, lambda one: setting.village(one[0][1])),
        spec("受帮扶户数", 12, lambda one: len({entry.home.id for entry in one[1]}), type_="integer"),
        spec("帮扶条数", 12, lambda one: len(one[1]), type_="integer", total=True),
        spec("帮扶金额（元）", 16, amount("amount_fen"), type_="money", total=True),
    ]  # fmt: skip
    if not setting.is_public:
        specs.append(spec("增收金额（元）", 16, amount("income_increase_fen"), type_="money", total=True))
        specs.append(spec("未实施（条）", 12, lambda one: one[2], type_="integer", total=True))
    return specs


def _notes(setting: Setting, entries: Sequence[Entry]) -> list[str]:
    notes = []
    undated = sum(one.aid.values["status"] in {"2", "3"} and not one.aid.done for one in entries)
    planned = sum(one.aid.values["status"] == "1" for one in entries)
    if planned:
        notes.append(f"另有计划 {planned} 条，列在表中，不计入小计和合计。")
    if undated:
        notes.append(f"有 {undated} 条已实施而没有填实施日期或轮次，不计入小计和合计。")
    if setting.period:
        first, last = setting.period.first, min(setting.period.last, setting.as_of)
        notes.append(f"只列实施日期在 {first} 至 {last} 之间的帮扶，没有实施日期的不列。")
    return notes


def _official(setting: Setting) -> list[Spec[Entry]]:
    def text(head: str, field: str, width: float) -> Spec[Entry]:
        return spec(head, width, lambda one: _text(one.aid.values[field]))

    return [
        *([spec("乡镇", 10, lambda one: setting.township(one.home.village))] if setting.is_county else []),
        spec("行政村", 12, lambda one: setting.village(one.home.village)),
        spec("村民小组", 9, lambda one: one.home.group),
        spec("户主姓名", 10, lambda one: one.home.head),
        spec("户主证件号码", 22, lambda one: one.home.head_id_number),
        text("帮扶措施", "measure", 18),
        spec("产业", 14, lambda one: setting.label("industry", one.aid.values["industry"])),
        spec("规模", 9, lambda one: one.fen("scale_hundredths"), type_="number", decimals=2),
        text("单位", "scale_unit", 6),
        spec("帮扶金额（元）", 14, lambda one: one.counted("amount_fen"), type_="money", total=True),
        spec("状态", 8, lambda one: setting.label("assistance_status", one.aid.values["status"])),
        spec("实施日期", 12, lambda one: one.aid.values["done_on"], type_="date"),
        spec("增收金额（元）", 14, lambda one: one.counted("income_increase_fen"), type_="money", total=True),
        spec(
            ("计划或日期未填，不计入", "金额（元）"),
            13,
            lambda one: one.planned("amount_fen"),
            type_="money",
            total=True,
            name="计划金额",
        ),
        spec(
            ("计划或日期未填，不计入", "增收（元）"),
            13,
            lambda one: one.planned("income_increase_fen"),
            type_="money",
            total=True,
            name="计划增收",
        ),
        text("责任人", "responsible", 10),
        text("备注", "note", 14),
    ]


def _public(setting: Setting) -> list[Spec[Entry]]:
    return [
        spec("村组", 18, lambda one: village_and_group(setting, one.home.village, one.home.group)),
        spec("户主", 12, lambda one: one.home.head),
        spec("家庭人口", 10, lambda one: one.home.persons, type_="integer"),
        spec("项目/规模", 40, lambda one: project(setting, one.aid)),
        spec("补助金额（元）", 16, lambda one: one.fen("amount_fen"), type_="money", total=True),
        spec("备注", 16, lambda _: ""),
    ]
