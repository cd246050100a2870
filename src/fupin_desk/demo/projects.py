"""Projects of the library: from the application to the close, with households, villages, progress and returns."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.entities import Entity
from fupin_desk.demo.households import Household
from fupin_desk.demo.places import Place
from fupin_desk.model.value import Draft, Values

ENTERED, APPROVED, STARTED, FINISHED, ACCEPTED = "05", "06", "07", "08", "09"
TITLE = "更新项目库"
_WEEKS = 2
_BROKEN_OFF = "99"
_TODAY = datetime.date(2018, 9, 26)
_FEN = 100
# The way of a project: stage, days after the step before.
_WAY = (
    ("01", 0), ("02", 6), ("03", 9), ("04", 10), (ENTERED, 5), (APPROVED, 12), (STARTED, 12), (FINISHED, 80),
    (ACCEPTED, 12), ("10", 8), ("11", 14),
)  # fmt: skip
_NUMBERED = {
    "03": "{township}政发",
    "04": "江扶组发",
    ENTERED: "江扶组发",
    APPROVED: "江农批",
    ACCEPTED: "江扶验",
}
# How far the village's own project has come, one village after the other.
_REACHED = (STARTED, "04", "09", APPROVED, STARTED, "11", "02", FINISHED, STARTED, _BROKEN_OFF)
_GROUP = 60
# A project under way reports within 92 days before 30 September: these reports lie on the border and a day before it.
_BORDER = (datetime.date(2018, 6, 30), datetime.date(2018, 6, 29))


@dataclass(frozen=True, slots=True)
class Works:
    """What a village builds for itself: name, category, industry, task, and how it benefits households."""

    name: str
    category: str
    industry: str
    task: str
    links: str
    is_tech: bool = False


_WORKS = (
    Works("冷藏保鲜库", "0101", "JG06", "建 200 立方米冷藏库一座", "7,9"),
    Works("粮食烘干中心", "0101", "JG07", "购置 15 吨烘干机 2 台", "8,9"),
    Works("屋顶光伏电站", "0103", "NY01", "建 60 千瓦屋顶光伏电站", "5"),
    Works("农机服务队", "0101", "FW01", "购置插秧机、收割机各 1 台", "6,8"),
    Works("荷花采摘园", "0102", "FW05", "栽植观赏荷 80 亩，建栈道 300 米", "4,5"),
    Works("电商仓储分拣点", "0105", "FW04", "建仓储分拣车间 160 平方米", "7,8"),
)
_TECH = Works(
    "稻虾新品种示范基地", "0101", "ZZ02", "引进早苗繁育和抗病稻种，示范 120 亩", "3,8", is_tech=True
)
_RENEWED = Works("壮大村集体扩建工程", "0106", "ZZ02", "扩建生产基地，统一经营、保底分红", "2,5")
_MAIN = Works("产业到户项目", "0101", "", "", "1,8")


@dataclass(slots=True)
class Project:
    """A project of the demo with the days of its steps and whom it serves.

    `grants` says what each household is to get, in fen, where the money goes to households.
    """

    id: str
    place: Place
    works: Works
    budget_fen: int
    is_to_households: bool
    is_major: bool
    days: dict[str, datetime.date]
    homes: list[Household] = field(default_factory=list)
    grants: dict[str, int] = field(default_factory=dict)
    entity: Entity | None = None

    @property
    def year(self) -> int:
        """The year in which it was applied for."""
        return self.days["01"].year


class Library:
    """The project library in the making."""

    def __init__(
        self, dice: Dice, book: Book, townships: dict[str, str], clerks: Sequence[str], poor: Sequence[str]
    ) -> None:  # fmt: skip
        """Open the library.

        Args:
            dice: Where chance comes from.
            book: The diary.
            townships: The names of the townships by their codes.
            clerks: Who signs for the steps.
            poor: The ids of the poor villages.
        """
        self._dice = dice
        self._poor = poor
        self._book = book
        self._townships = townships
        self._clerks = clerks
        self._under_way = 0
        self.projects: list[Project] = []

    def fill(self, place: Place, entities: Sequence[Entity]) -> None:
        """Note the projects of a village."""
        dice = self._dice
        if place.village.is_poor:
            self._last_year(place)
        listed = [one for one in place.targets if dice.chance(0.87)]
        left = [one for one in place.targets if one not in listed]
        for nth, first in enumerate(range(0, len(listed), _GROUP)):
            self._to_households(place, nth, listed[first : first + _GROUP])
        self._of_village(place, entities, [one for one in left if dice.chance(0.5)])
        if place.village.is_poor and "technology" not in place.lacks:
            self._add(place, _TECH, datetime.date(2018, 2, 5), "08" if place.nth % 2 else STARTED, 28)

    def _last_year(self, place: Place) -> None:
        """Note a base of 2017 that returns something: one village misses 50,000 yuan by a fen."""
        dice = self._dice
        product = place.products[0]
        works = Works(f"2017年{product.name}基地", "0101", product.code, product.task, "3,4,5")
        homes = dice.sample(place.targets, min(len(place.targets), 15))
        made = self._add(place, works, datetime.date(2017, 3, 6), "11", dice.randint(30, 55), homes=homes)
        if "return" in place.lacks:
            first, second = 3_120_000, 4_999_999
        elif place.nth % 2:
            first, second = 4_200_000, 5_000_000
        else:
            first, second = dice.randint(50, 62) * 100_000, dice.randint(54, 83) * 100_000
        for year, gain, day in (
            (2017, first, datetime.date(2018, 3, 9)),
            (2018, second, datetime.date(2018, 9, 14)),
        ):
            shared = gain * 3 // 10 // 100 * 100
            row: Values = {
                "project": made.id, "year": year, "return_fen": gain, "net_profit_fen": gain * 17 // 10,
                "distributed_fen": shared if homes else 0, "households": len(homes),
            }  # fmt: skip
            self._book.add(day, TITLE, born(dice, "project_return", **row), weeks=_WEEKS)

    def _to_households(self, place: Place, nth: int, homes: list[Household]) -> None:
        """Note a project that puts an industry into households; every third is not finished yet."""
        product = place.products[0]
        works = Works(
            f"{product.name}产业到户项目" + (f"（{nth + 1}期）" if nth else ""), _MAIN.category, product.code, product.task, _MAIN.links
        )  # fmt: skip
        turn = (place.nth + nth) % 4
        first = datetime.date(2018, 1, 22) + datetime.timedelta(
            days=self._dice.randint(0, 11) + 56 * (nth % 2)
        )
        reached = ("11", ACCEPTED, STARTED, "10")[turn]
        self._add(
            place, works, first, reached, 0, homes=homes, is_to_households=True, is_major=place.nth % 4 == 1 and nth == 0
        )  # fmt: skip

    def _of_village(self, place: Place, entities: Sequence[Entity], homes: list[Household]) -> None:
        works = _WORKS[place.nth % len(_WORKS)] if place.nth % 3 or not place.village.is_poor else _RENEWED
        reached = _REACHED[place.nth % len(_REACHED)]
        first = datetime.date(2018, 2, 12) + datetime.timedelta(days=self._dice.randint(0, 60))
        # Households are listed once a project stands in the library; one village was too quick.
        ready = reached >= ENTERED or place.nth % len(_REACHED) == 1
        made = self._add(
            place, works, first, reached, self._dice.randint(18, 60), homes=homes if ready else [],
            is_major=place.nth % 8 == 4,
        )  # fmt: skip
        others = [one for one in self._poor if one != place.village.id]
        if others and (place.nth % 4 == 0 or not homes):
            also = born(self._dice, "project_village", project=made.id, village=self._dice.choice(others))
            self._book.add(first, TITLE, also, weeks=_WEEKS)
        made.entity = next((one for one in entities if one.kind in {"1", "2"} and one.is_willing), None)

    def _add(
        self, place: Place, works: Works, first: datetime.date, reached: str, budget: int, *,
        homes: Sequence[Household] = (), is_to_households: bool = False, is_major: bool = False,
    ) -> Project:  # fmt: skip
        dice, village = self._dice, place.village
        days = _days(dice, first, reached)
        planned = days.get(STARTED, first + datetime.timedelta(days=75))
        grants = {one.id: dice.randint(12, 60) * 100 * _FEN for one in homes} if is_to_households else {}
        budget_fen = sum(grants.values()) or budget * 10_000 * _FEN
        # What is not finished yet mostly has until winter.
        lasts = 120 if FINISHED in days or dice.chance(0.25) else 225
        township = self._townships[village.township]
        values: Values = {
            "name": f"{village.name}{works.name}", "category": works.category,
            "project_no": f"{first.year}-{len(self.projects) + 1:03d}",
            "construction_kind": "4" if works is _RENEWED else "2" if dice.chance(0.15) else "1",
            "village": village.id, "planned_start": planned.replace(day=1).isoformat(),
            "planned_end": (planned + datetime.timedelta(days=lasts)).replace(day=28).isoformat(),
            "batch_no": f"{first.year}-{1 if first.month < 3 or first.year == 2017 else 2}",
            "responsible_unit": f"{township}人民政府" if is_to_households else f"{village.name}村民委员会",
            "responsible": dice.choice(self._clerks), "industry": works.industry, "scope": works.task,
            "scale_hundredths": max(1, len(homes)) * dice.randint(2, 6) * 100,
            "scale_unit": place.products[0].unit if is_to_households else "处", "budget_fen": budget_fen,
            "funding": "01,05" if is_to_households else "02,12" if works.industry != "NY01" else "02,09",
            "link_mechanisms": works.links, "participation": "村民代表会议评议，名单在村务公开栏公示10天，受益户签字确认",
            "performance_goal": f"带动贫困户 {max(len(homes), 5)} 户，户均年增收 {dice.randint(12, 40)}00 元，群众满意度 95% 以上",
            "expected_return_fen": None if is_to_households else dice.randint(30, 90) * 100_000,
            "is_feature": int(works.category in {"0101", "0106"} and works.industry[:2] != "FW"),
            "is_major": int(is_major), "is_tech_transfer": int(works.is_tech),
        }  # fmt: skip
        if not is_to_households:
            values["scale_hundredths"] = 100
        made = Project(
            dice.id(), place, works, budget_fen, is_to_households, is_major, days, list(homes), grants
        )
        self.projects.append(made)
        drafts = [Draft("project", made.id, values, is_new=True)]
        drafts += [self._benefits(made, one, str(values["planned_start"])) for one in homes]
        self._book.add(first, TITLE, *drafts, weeks=_WEEKS)
        self._walk(made)
        self._report(made)
        return made

    def _benefits(self, made: Project, home: Household, started_on: str) -> Draft:
        row: Values = {
            "project": made.id, "household": home.id, "started_on": started_on,
            "link_mechanism": made.works.links[:1], "expected_fen": self._dice.randint(8, 42) * 100 * _FEN,
        }  # fmt: skip
        return born(self._dice, "project_household", **row)

    def _walk(self, made: Project) -> None:
        """Note the steps of a project, each on its day."""
        short = self._townships[made.place.village.township][0]
        for stage, day in made.days.items():
            office = _NUMBERED.get(stage, "").format(township=short)
            values: Values = {
                "project": made.id, "stage": stage, "happened_on": day.isoformat(),
                "person": self._dice.choice(self._clerks),
                "doc_no": f"{office}〔{day.year}〕{self._dice.randint(3, 60)}号" if office else None,
                "opinion": {"02": "村民代表会议通过，公示 10 天无异议", _BROKEN_OFF: "承包地块未落实，终止实施"}.get(stage),
            }  # fmt: skip
            self._book.add(day, TITLE, born(self._dice, "project_event", **values), weeks=_WEEKS)

    def _report(self, made: Project) -> None:
        """Note a project's quarterly progress; of those under way one has fallen silent, two stand on the border."""
        started = made.days.get(STARTED)
        if started is None:
            return
        ended = made.days.get(FINISHED)
        days = [one for one in _QUARTERS if started < one < (ended or _TODAY)]
        if ended is not None:
            days.append(ended)
        if ended is None and _BROKEN_OFF not in made.days:
            self._under_way += 1
            if self._under_way % 5 == 2:
                days = [one for one in days if one < _BORDER[1]][:1]
            elif self._under_way in {3, 4}:
                days = [_BORDER[self._under_way - 3]] if started < _BORDER[1] else days
        for nth, day in enumerate(days, 1):
            percent = 100 if day == ended else min(95, 20 + 25 * nth)
            values: Values = {
                "project": made.id, "reported_on": day.isoformat(), "percent": percent,
                "progress": f"完成工程量 {percent}%，{_NOW[made.is_to_households, day == ended]}",
                "problem": "雨水多，工期偏紧" if self._dice.chance(0.2) else None,
            }  # fmt: skip
            self._book.add(day, TITLE, born(self._dice, "project_progress", **values), weeks=_WEEKS)


# How far the works are, by whether they are in households, and whether they are finished.
_NOW = {
    (False, False): "主体施工中", (False, True): "已完工，待验收", (True, False): "物资分批发放到户", (True, True): "物资已全部发放到户",
}  # fmt: skip
_QUARTERS = tuple(
    datetime.date(year, month, 20)
    for year, month in (
        (2017, 6),
        (2017, 9),
        (2017, 12),
        (2018, 3),
        (2018, 4),
        (2018, 6),
        (2018, 7),
        (2018, 9),
    )
)


def _days(dice: Dice, first: datetime.date, reached: str) -> dict[str, datetime.date]:
    """Return the steps that a project has taken by the demo's day, each on a workday."""
    days: dict[str, datetime.date] = {}
    day = first
    for stage, after in _WAY:
        if stage > (STARTED if reached == _BROKEN_OFF else reached):
            break
        day = _workday(day + datetime.timedelta(days=after + dice.randint(0, 3) if after else 0))
        if day > _TODAY:
            break
        days[stage] = day
    if reached == _BROKEN_OFF and STARTED in days:
        days[_BROKEN_OFF] = min(_workday(day + datetime.timedelta(days=50)), _TODAY)
    return days


def _workday(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
