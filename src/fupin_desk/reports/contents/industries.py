"""产扶3 特色产业覆盖情况统计表: the industries of each village, and how many of its households they cover."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from fupin_desk.model.document import Cell, Document, Table
from fupin_desk.model.roster import Home, Place, ReportInfo
from fupin_desk.model.rule import Purpose, Tally
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import layout, order, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import Standing, Tallies, number, text
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶3", "特色产业覆盖情况统计表")
NEEDS = ("homes", "industries", "engaged", "aways", "tallies")
_PURPOSES: tuple[Purpose, Purpose] = ("feature_industry", "village_product")
_NO_LABOUR, _AWAY = "无劳动能力", "主要劳动力长期外出"


@dataclass(frozen=True, slots=True)
class Ground:
    """The poor households of a village: all of them, those that no industry can cover, and those not known."""

    poor: AbstractSet[str]
    excluded: AbstractSet[str]
    unclear: int

    @property
    def meant(self) -> AbstractSet[str]:
        """The households that an industry is to cover."""
        return self.poor - self.excluded


@dataclass(frozen=True, slots=True)
class Line:
    """A village with its ground, its running industries and the households that feature industries cover."""

    place: Place
    ground: Ground
    running: tuple[Values, ...]
    covered: AbstractSet[str]


def build(
    setting: Setting,
    *,
    homes: Sequence[Home],
    industries: Sequence[Values],
    engaged: Mapping[tuple[str, str], AbstractSet[str]],
    aways: Mapping[str, Values],
    tallies: Sequence[Tally],
) -> Document:
    """Return the coverage a village, the industries one by one, and who is left out of the denominator."""
    poor = [one for one in homes if one.is_poor == 1]
    left_out = {one.id: why for one in poor if (why := reason(one, aways))}
    grounds = _grounds(setting, poor, left_out)
    lines = [_line(one, grounds[one.id], industries, engaged) for one in places.villages(setting)]
    if unplaced := grounds.get(places.NOWHERE.id):
        lines.append(Line(places.NOWHERE, unplaced, (), frozenset()))
    tables = [
        _villages(setting, lines, places.by_place(tallies)),
        _industries(setting, industries, grounds, engaged),
    ]
    if not setting.is_public:
        tables.append(_excluded(setting, poor, left_out, aways))
    return document(
        setting,
        tables,
        measure="户、亩、元",
        wide=True,
        notes=_notes(),
        reading=_readings(setting),
    )


def _notes() -> list[str]:
    return [
        "覆盖率 = 覆盖贫困户数 ÷（贫困户数 − 无劳动能力或主要劳动力长期外出的户数）。合计为各行之和相除，没有登记行政村的户单列一行。",
        (
            "“登记的贫困户”是村级产业上填的数，“覆盖户”是程序从帮扶、项目受益、主体带动三种记录里数出来的户，"
            "两个数不同时请核对。一户参加几个产业，在每个产业各计一次，在本村只计一户。"
        ),
    ]


def _readings(setting: Setting) -> list[str]:
    return [
        "覆盖：在统计日期得到过该产业的产业帮扶（已实施或已验收）、是该产业已开工项目的受益户、或由该产业的经营主体带动。",
        "长期外出：有劳动能力的成员全部在乡镇外务工满 6 个月；劳动能力没有填的户列待核，仍在分母内。",
        *setting.readings("feature_industry", "village_product"),
    ]


def reason(home: Home, aways: Mapping[str, Values]) -> str:
    """Return why no industry can cover a household: nobody is able, or all who are have gone; empty if one can."""
    if home.capable:
        away = aways.get(home.id)
        return _AWAY if away and number(away["persons"]) >= home.capable else ""
    return "" if home.unclear or not home.persons else _NO_LABOUR


def _grounds(setting: Setting, poor: Sequence[Home], left_out: Mapping[str, str]) -> dict[str, Ground]:
    homes: dict[str, list[Home]] = {one: [] for one in setting.places}
    for one in poor:
        homes.setdefault(one.village if one.village in homes else places.NOWHERE.id, []).append(one)
    return {
        village: Ground(
            frozenset(one.id for one in some),
            frozenset(one.id for one in some if one.id in left_out),
            sum(not one.capable and bool(one.unclear) for one in some),
        )
        for village, some in homes.items()
    }


def _line(
    place: Place,
    ground: Ground,
    industries: Sequence[Values],
    engaged: Mapping[tuple[str, str], AbstractSet[str]],
) -> Line:
    running = tuple(one for one in industries if one["village"] == place.id and one["_runs"])
    covered: set[str] = set()
    for one in running:
        if one["is_feature"]:
            covered |= engaged.get((place.id, text(one["industry"])), set())
    return Line(place, ground, running, covered & ground.meant)


def _villages(setting: Setting, lines: Sequence[Line], tallies: Tallies) -> Table:
    featured, named = (Standing(setting, purpose, tallies) for purpose in _PURPOSES)
    specs = _village_specs(setting, featured, named)
    given: dict[str, Cell] = {"特色产业": featured.reached(), "一村一品达标": named.reached()}
    rows = (layout.total(specs, lines, "合计", given), *layout.body(specs, lines))
    return Table(layout.columns(specs), rows, caption="一、各村特色产业覆盖情况", sheet="各村覆盖")


def _village_specs(setting: Setting, featured: Standing, product: Standing) -> list[Spec[Line]]:
    def named(one: Line, flag: str) -> str:
        return "、".join(text(row["name"]) for row in one.running if row[flag])

    return [
        *places.where(setting, lambda one: one.place.id, 14),
        spec("是否贫困村", 8, lambda one: places.is_poor(one.place)),
        spec("贫困户数", 9, lambda one: len(one.ground.poor), type_="integer", total=True),
        spec("无劳动能力或主要劳动力长期外出", 14, lambda one: len(one.ground.excluded), type_="integer", total=True),
        spec("应覆盖户数", 9, lambda one: len(one.ground.meant), type_="integer", total=True),
        spec("其中：劳动能力待核", 10, lambda one: one.ground.unclear, type_="integer", total=True),
        spec("覆盖户数", 9, lambda one: len(one.covered), type_="integer", total=True),
        layout.ratio("覆盖率", 10, "覆盖户数", "应覆盖户数"),
        spec("特色产业名称", 28, lambda one: named(one, "is_feature")),
        spec("特色产业", 10, lambda one: featured.verdict(one.place.id)),
        spec("一村一品", 18, lambda one: named(one, "is_one_village_one_product")),
        spec("一村一品达标", 10, lambda one: product.verdict(one.place.id)),
    ]  # fmt: skip


def _industries(
    setting: Setting,
    industries: Sequence[Values],
    grounds: Mapping[str, Ground],
    engaged: Mapping[tuple[str, str], AbstractSet[str]],
) -> Table:
    rows = places.sort(setting, industries)

    def covered(one: Values) -> int:
        village = text(one["village"])
        ground = grounds.get(village)
        return len(engaged.get((village, text(one["industry"])), set()) & ground.meant) if ground else 0

    def meant(one: Values) -> int:
        ground = grounds.get(text(one["village"]))
        return len(ground.meant) if ground else 0

    specs: list[Spec[Values]] = [
        *places.at(setting),
        places.said("产业名称", "name", 18),
        places.coded(setting, "产业类别", "industry", "industry", 14),
        spec("年度", 7, lambda one: text(one["year"])),
        spec("特色产业", 7, lambda one: places.yes_no(one["is_feature"])),
        spec("一村一品", 7, lambda one: places.yes_no(one["is_one_village_one_product"])),
        spec("在营", 6, lambda one: places.yes_no(one["_runs"])),
        places.area(("面积（亩）", "合计"), "area_cmu", name="面积"),
        places.area(("面积（亩）", "集中连片"), "contiguous_cmu"),
        places.area(("面积（亩）", "新品种"), "new_variety_cmu"),
        places.area(("面积（亩）", "新技术"), "new_technology_cmu"),
        spec("其他规模", 10, places.scale),
        places.money("年产值（元）", "output_fen"),
        places.counted("参与农户", "households", 8),
        places.counted("登记的贫困户", "poor_households", 9),
        spec("覆盖户", 8, covered, type_="integer"),
        spec("本村应覆盖户", 9, meant, type_="integer"),
        layout.ratio("覆盖率", 9, "覆盖户", "本村应覆盖户"),
    ]
    running = [one for one in rows if one["_runs"]]
    table_rows = places.running(specs, running, [one for one in rows if not one["_runs"]])
    return Table(layout.columns(specs), tuple(table_rows), caption="二、各村产业", sheet="各村产业")


def _excluded(
    setting: Setting, poor: Sequence[Home], left_out: Mapping[str, str], aways: Mapping[str, Values]
) -> Table:
    rows = [one for one in poor if one.id in left_out]
    rows.sort(key=lambda one: (order.home(setting.places, one.village, one.group, one.head), one.id))

    def away(one: Home) -> str:
        held = aways.get(one.id)
        return setting.labels("work_region", held["places"]) if held else ""

    specs: list[Spec[Home]] = [
        *places.where(setting, lambda one: one.village),
        spec("村民小组", 10, lambda one: one.group),
        spec("户主姓名", 12, lambda one: one.head),
        spec("家庭人口", 9, lambda one: one.persons, type_="integer", total=True),
        spec(_NO_LABOUR, 10, lambda one: "√" if left_out[one.id] == _NO_LABOUR else ""),
        spec((_AWAY, "是否"), 8, lambda one: "√" if left_out[one.id] == _AWAY else ""),
        spec((_AWAY, "人数"), 8, lambda one: number(aways[one.id]["persons"]) if one.id in aways else 0,
             type_="integer", total=True),
        spec((_AWAY, "务工地"), 22, away),
        spec("备注", 20, lambda _: ""),
    ]  # fmt: skip
    rows_of_table = (layout.total(specs, rows, f"合计 {len(rows)} 户"), *layout.body(specs, rows))
    return Table(
        layout.columns(specs), rows_of_table, caption="三、无劳动能力或主要劳动力长期外出的贫困户", sheet="不计入分母的户"
    )  # fmt: skip
