"""What every report is asked for and printed with: day, period, place, face, policy, state of the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fupin_desk.model.code import CodeList
from fupin_desk.model.document import Card, Document, Face, Table
from fupin_desk.model.form import Form
from fupin_desk.model.period import Period
from fupin_desk.model.roster import Place, ReportInfo
from fupin_desk.model.rule import Pack, Purpose

FACES = {"official": "上报版", "public": "公示版"}
_REFUSED = str.maketrans(dict.fromkeys('<>:"/\\|?*'))


@dataclass(frozen=True, slots=True)
class Setting:
    """The frame of one report. `head` is the journal's head, `data_until` the day of its last batch.

    `place` is the one village that the report is restricted to; `known` the day of the time machine.
    """

    info: ReportInfo
    face: Face
    as_of: str
    pack: Pack
    forms: Mapping[str, Form]
    codes: Mapping[str, CodeList]
    places: Mapping[str, Place]
    county_name: str
    unit_name: str
    head: str = ""
    data_until: str = ""
    operator: str = ""
    known: str | None = None
    period: Period | None = None
    place: Place | None = None

    @property
    def is_public(self) -> bool:
        """Whether the report leaves the office."""
        return self.face == "public"

    @property
    def is_county(self) -> bool:
        """Whether the file is the county's own."""
        return self.unit_name == self.county_name

    def label(self, codes: str, code: object) -> str:
        """Return what a code of a list means; nothing for an empty one."""
        return self.codes[codes].label(code) if code not in {None, ""} else ""

    def labels(self, codes: str, value: object) -> str:
        """Return what several codes of a list mean."""
        return "、".join(self.label(codes, one) for one in str(value or "").split(",") if one)

    def township(self, village: str | None) -> str:
        """Return the name of the reporting unit of a village."""
        place = self.places.get(village or "")
        return self.label("unit", place.township) if place and place.township else ""

    def village(self, village: str | None) -> str:
        """Return the name of a village."""
        place = self.places.get(village or "")
        return place.name if place else ("" if not village else "?")

    def readings(self, *purposes: Purpose) -> list[str]:
        """Return how the rules of these purposes count, a line each; those that the policy does not have are left out."""
        rules = (self.pack.find_rule(purpose) for purpose in purposes)
        return [f"{rule.id} {rule.short}：{rule.reading}" for rule in rules if rule]

    @property
    def no_village(self) -> str:
        """What the line is called that holds what belongs to no village: the unit's own, and what nobody placed."""
        return f"{'县' if self.is_county else self.unit_name[-1:] or '镇'}本级、未登记村"

    def reads(self, reading: str, usual: int = 0) -> int:
        """Return how the policy reads its text at a point where it can be read in several ways."""
        return int(self.pack.readings.get(reading, usual) or 0)


def document(
    setting: Setting,
    tables: Iterable[Table],
    *,
    measure: str,
    cards: Iterable[Card] = (),
    notes: Iterable[str] = (),
    reading: Iterable[str] = (),
    landscape: bool = True,
    wide: bool = False,
) -> Document:
    """Return the document of a report: its tables in the shell that every form of the county has.

    Args:
        setting: The frame.
        tables: The tables in order.
        measure: Units of the figures, such as 户、人、元.
        cards: Cards instead of tables on paper.
        notes: Lines under the tables (填报说明).
        reading: How the figures are counted (口径), a line each.
        landscape: Whether the page lies on its side.
        wide: Whether the tables need A3.
    """
    number, title = _number(setting.info)
    return Document(
        name=setting.info.name,
        number=number,
        title=_whose(setting) + title,
        subtitle="　".join(_subtitle(setting)),
        unit_of_measure=measure,
        reporting_unit=_reporting_unit(setting),
        as_of=setting.as_of,
        face=setting.face,
        period=setting.period.label if setting.period else "",
        tables=tuple(tables),
        cards=tuple(cards),
        notes=tuple(notes),
        stamp=(*(f"口径：{one}" for one in reading), *_stamp(setting)),
        landscape=landscape,
        paper="A3" if wide else "A4",
        filled_by=setting.operator,
        file_stem=file_stem(setting),
    )


def _number(info: ReportInfo) -> tuple[str, str]:
    return (f"{info.name}表" if info.name.startswith("产扶") else "附表"), info.title


def _whose(setting: Setting) -> str:
    village = setting.place.name if setting.place else ""
    own = "" if setting.is_county else setting.unit_name
    return f"{setting.county_name}{own}{village}"


def _reporting_unit(setting: Setting) -> str:
    name = setting.unit_name
    return f"{name}人民政府" if name.endswith(("镇", "乡", "县")) else name


def _subtitle(setting: Setting) -> list[str]:
    texts = [f"统计日期：{setting.as_of}", FACES[setting.face]]
    if setting.period:
        texts.insert(0, f"报告期：{setting.period.label}")
    if setting.known:
        texts.append(f"按 {setting.known} 当日所知数据")
    return texts


def _stamp(setting: Setting) -> list[str]:
    pack = setting.pack
    until = f"{setting.known} 所知" if setting.known else setting.as_of
    data = f"数据截至：{until}（最后录入 {setting.data_until or '—'}）　流水校验：{setting.head[:12] or '—'}"
    return [
        f"依据：{pack.title}（{pack.document}，政策包 {pack.id} 第 {pack.version} 版）",
        f"统计日期：{setting.as_of}　{data}",
    ]


def file_stem(setting: Setting) -> str:
    """Return the name of the report's files without their ending: no person's name, nothing Windows refuses.

    Source:
        domain.md 7.2: 江陵县_资市镇_产业扶贫台账_2018年第三季度_上报版_20180930.xlsx.
    """
    number = setting.info.name if setting.info.name.startswith("产扶") else ""
    unit = "" if setting.is_county else setting.unit_name
    parts = [
        setting.county_name,
        unit + (setting.place.name if setting.place else ""),
        number + setting.info.title,
        setting.period.label if setting.period else "累计",
        f"据{setting.known.replace('-', '')}数据" if setting.known else "",
        FACES[setting.face],
        setting.as_of.replace("-", ""),
    ]
    return "_".join(part for part in map(cleaned, parts) if part)


def cleaned(text: str) -> str:
    """Return a part of a file name without what Windows refuses: control characters, marks of paths, points at the end."""
    return "".join(one for one in text.translate(_REFUSED) if one.isprintable()).strip(" .")
