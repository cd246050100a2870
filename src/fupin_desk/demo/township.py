"""The demo township, from the first village to the last waiver."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fupin_desk.demo import (
    advice,
    backing,
    campaign,
    courses,
    households,
    mistakes,
    movements,
    people,
    places,
    programme,
    stock,
)
from fupin_desk.demo.book import Book, Progress, Ticker, commit
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household, Village
from fupin_desk.demo.mistakes import Mistakes
from fupin_desk.demo.people import Person
from fupin_desk.demo.stock import Stock
from fupin_desk.desk import collector
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import RequestError
from fupin_desk.model.region import Region
from fupin_desk.model.value import Draft, Values

AS_OF = people.AS_OF.isoformat()
OPERATOR = "演示操作员"
_POOR_SHARE = 0.35
_A_BATCH = 2000
_WEEKS = 36
_UNCOUNTED = 4
_FIRST_DAY = datetime.date(2018, 2, 5)
# What later chapters need to know of a registered member.
_KEPT = (
    "name", "relation", "sex", "birth_date", "labour_capability", "school_status", "work_region", "id_kind", "id_number",
)  # fmt: skip
_EXPLAINED = {
    "HH-13-shared": "同组亲属共用一部电话，已入户核实",
    "BK-1-luhn": "存折转卡，已与银行核对账号",
}
_UNITS = (
    ("镇扶贫办", "科员", "05"), ("镇农业技术服务中心", "站长", "05"), ("镇财政所", "副所长", "05"), ("镇中心学校", "教师", "05"),
    ("县农业局", "副科长", "04"), ("县水利局", "科员", "04"), ("县审计局", "主任科员", "04"), ("市统计局", "科长", "03"),
)  # fmt: skip


# A township has so many households at the most; more are spread over the villages of the county.
LARGEST_TOWNSHIP = 2000
_TOWNSHIP, _COUNTY = "421024103", "421024"


def make(
    path: Path, *, seed: int = 1, households: int = 1200, progress: Progress | None = None,
    place: str | None = None, passphrase: str = "demo",  # noqa: S107 - a demo township protects nobody
) -> Desk:  # fmt: skip
    """Make a synthetic township in a new file; the same seed and size make the same records.

    Args:
        path: Where; nothing may lie there.
        seed: What decides ids, names, answers and mistakes.
        households: How many households, 1 or more.
        progress: Called with (done, total); False cancels, and no file is left.
        place: The reporting unit whose villages are filled; by default a township, or the county for more households
            than a township has.
        passphrase: What shall open the file.

    Returns:
        The open desk; its day is 2018-09-30.

    Raises:
        RequestError: If the file exists, or the place has no villages.
        CancelledError: If a person has cancelled.
    """
    place = place or (_TOWNSHIP if households <= LARGEST_TOWNSHIP else _COUNTY)
    dice = Dice(seed)
    about = {"as_of": AS_OF, "demo": "1"}
    desk = Desk.create(path, passphrase, place, OPERATOR, about=about, device=dice.id())
    try:
        with collector.held_back():
            _Township(desk, dice, households, progress).fill()
    except BaseException:
        desk.close()
        path.unlink(missing_ok=True)
        raise
    return desk


class _Township:
    """One township in the making."""

    def __init__(self, desk: Desk, dice: Dice, size: int, progress: Progress | None) -> None:
        self._desk = desk
        self._dice = dice
        self._size = size
        self._stock: Stock = stock.load()
        self._book = Book()
        self._villages = _villages(desk, dice)
        self._ticker = Ticker(progress, len(self._villages) + _WEEKS)
        self._strangers: list[Person] = []
        self._splitting: Household | None = None
        self._mistakes = Mistakes(dice)

    def fill(self) -> None:
        """Write the whole year."""
        dice, book = self._dice, self._book
        villages = [village for village, _ in self._villages]
        start = _FIRST_DAY - datetime.timedelta(days=1)
        commit(
            self._desk,
            [draft for _, draft in self._villages],
            f"按 2018 年区划建立 {len(villages)} 个村",
            start,
        )
        registered = self._register(villages)
        both = campaign.rounds(dice)
        roster, experts = advice.experts(dice, self._stock, _township_name(self._desk))
        book.add(datetime.date(2018, 2, 28), "建立帮扶轮次", *both)
        book.add(datetime.date(2018, 2, 28), "登记专家", *experts)
        book.add(datetime.date(2018, 3, 8), "登记专家结对", *advice.pairings(dice, roster, villages))
        book.add(datetime.date(2018, 6, 29), "关闭第一轮帮扶", campaign.closing(both[0]))
        advice.visit_villages(dice, book, roster, villages)
        if self._splitting is not None:
            movements.split(dice, book, self._splitting)
        for village in villages:
            own = [one for one in registered if one.village is village]
            for one in own:
                campaign.assist(dice, book, one, both)
                before = {member.id: member for member in one.members}
                movements.happen(dice, self._stock, book, one)
                self._strangers += [before[key] for key in before.keys() - {m.id for m in one.members}]
            advice.advise(dice, book, roster, village, own)
            courses.train(dice, self._stock, book, village, _able(own))
        mistakes.of_deeds(dice, book, both, [one for one in registered if one.is_target])
        mistakes.of_visits(dice, book, roster, villages, registered)
        able = _able(registered)
        mistakes.of_courses(dice, book, villages[0], able, self._strangers[0] if self._strangers else None)
        settled = places.survey(dice.fork(), villages, registered)
        splitting = self._splitting.village.id if self._splitting else None
        programme.carry_out(
            dice.fork(), self._stock, book, settled, _townships(self._desk, villages), splitting=splitting,
            closed=[one for one in registered if one.values.get("poverty_status") == "9"],
        )  # fmt: skip
        backing.provide(
            dice.fork(), self._stock, book, registered, villages=villages, unit=self._desk.place_name
        )
        book.write(self._desk, self._ticker.step)
        self._waive()
        self._ticker.end()

    def _register(self, villages: Sequence[Village]) -> list[Household]:
        """Write the households of each village as one import, two thousand at most in a batch."""
        dice = self._dice
        helpers = _helpers(dice, self._stock, max(8, self._size // 9))
        registered: list[Household] = []
        for nth, (village, share) in enumerate(
            zip(villages, _shares(dice, len(villages), self._size), strict=True)
        ):
            # Two villages a day, finished before the Spring Festival.
            day = _FIRST_DAY + datetime.timedelta(days=nth // 2 % 5 + nth // 10 % 2 * 7)
            for part in range(0, share, _A_BATCH):
                made = [
                    households.make(dice, self._stock, village, helpers)
                    for _ in range(min(_A_BATCH, share - part))
                ]
                for one in made:
                    self._mistakes.spoil(one)
                drafts = [draft for one in made for draft in one.drafts(dice)]
                commit(
                    self._desk,
                    drafts,
                    f"导入农户花名册：{village.name} {len(made)} 户",
                    day,
                    minute=part // _A_BATCH,
                )
                for one in made:
                    if self._splitting is None and movements.can_split(one):
                        self._splitting = one
                    else:
                        _forget(one)
                registered += made
            self._ticker.step()
        return registered

    def _waive(self) -> None:
        """Explain some warnings, as a cadre does after looking into them; every third stays open."""
        drafts: list[Draft] = []
        explained = [one for nth, one in enumerate(self._mistakes.explicable) if nth % 3 != 2][:40]
        for one in explained:
            for finding in self._desk.check(self._desk.page("household", one.id), effects=False).findings:
                if finding.code in _EXPLAINED:
                    values: Values = {
                        "about_kind": finding.kind, "about": finding.record, "about_field": finding.field,
                        "finding": finding.code, "reason": _EXPLAINED[finding.code],
                    }  # fmt: skip
                    drafts.append(Draft("waiver", self._dice.id(), values, is_new=True))
        if drafts:
            commit(self._desk, drafts, f"核实说明 {len(drafts)} 条", datetime.date(2018, 9, 29))


def _townships(desk: Desk, villages: Sequence[Village]) -> list[tuple[str, str]]:
    """Return codes and names of the reporting units that the villages belong to."""
    return [
        (code, desk.catalog.regions.units[code].name)
        for code in dict.fromkeys(one.township for one in villages)
    ]


def _township_name(desk: Desk) -> str:
    return desk.place_name.removesuffix("管理区").removesuffix("镇").removesuffix("乡") + "镇"


def _villages(desk: Desk, dice: Dice) -> list[tuple[Village, Draft]]:
    """Return the villages of the place; which of them are poor is invented here, for the demo only."""
    regions = desk.catalog.regions
    reporting = [one for one in regions.villages if one.unit in regions.units]
    here = [one for one in reporting if desk.place in {one.unit, regions.county}]
    if not here:
        raise RequestError(f"{desk.place_name}没有行政村名单，不能生成演示数据。请换一个乡镇。")
    rural = [one.code for one in here if one.short_name.endswith("村")] or [one.code for one in here]
    poor = set(dice.sample(rural, min(len(rural), max(1, round(len(here) * _POOR_SHARE)))))
    former = _former(here, [old for olds in regions.former.values() for old in olds])
    made = []
    for nth, region in enumerate(here):
        count = dice.randint(380, 920)
        # Every ninth village has not looked up its contracts yet; the others know them to ten mu.
        contracted = None if nth % 9 == _UNCOUNTED else count * dice.randint(45, 80) // 100 * 1000
        village = Village(
            dice.id(), region.short_name, region.unit, region.code in poor, contracted,
            helping=dice.uniform(0.8, 0.985), training=dice.uniform(0.68, 0.93), advising=dice.uniform(0.74, 0.98),
        )  # fmt: skip
        old = former[region.code]
        names = [name for name in dict.fromkeys(one.short_name for one in old) if name != region.short_name]
        values: Values = {
            "name": region.short_name, "township": region.unit, "is_poor_village": int(village.is_poor),
            "code_2018": region.code, "code_2017": ",".join(one.code for one in old) or None,
            "other_names": "，".join(names) or None, "group_count": dice.randint(6, 18),
            "household_count": count, "population": count * dice.randint(36, 43) // 10,
            "contracted_farmland_cmu": contracted,
        }  # fmt: skip
        made.append((village, Draft("village", village.id, values, is_new=True)))
    return made


def _former(here: Sequence[Region], old: Sequence[Region]) -> dict[str, list[Region]]:
    """Return the villages of 2017 that each village took in.

    Which village went where is not published: in the demo a village that is gone went to the neighbour by code.
    """
    former: dict[str, list[Region]] = {one.code: [] for one in here}
    for one in sorted(old, key=lambda one: one.code):
        near = [code for code in former if code[:9] == one.unit]
        if near:
            former[min(near, key=lambda code: abs(int(code) - int(one.code)))].append(one)
    return former


def _helpers(dice: Dice, parts: Stock, number: int) -> list[Values]:
    """Return the cadres who are responsible for households."""
    made: list[Values] = []
    for _ in range(number):
        unit, post, affiliation = dice.choice(_UNITS)
        made.append({
            "name": people.adult(dice, parts), "unit": unit, "post": post,
            "affiliation": affiliation, "political_status": dice.choice(("01", "01", "13")),
            "phone": people.phone(parts), "content": "产业发展、政策落实",
        })  # fmt: skip
    return made


def _shares(dice: Dice, villages: int, size: int) -> list[int]:
    """Return how many households each village has; together they are all."""
    weights = [dice.uniform(0.5, 1.5) for _ in range(villages)]
    total = sum(weights)
    shares = [int(size * weight / total) for weight in weights]
    for nth in range(size - sum(shares)):
        shares[nth % villages] += 1
    return shares


def _able(registered: Sequence[Household]) -> list[Person]:
    """Return those who can work and were there all the year."""
    return [
        member for one in registered for member in one.members
        if member.is_capable and not member.values.get("joined_on")
    ]  # fmt: skip


def _forget(one: Household) -> None:
    """Let go of what is written and not needed again: the memory of a hundred thousand households."""
    one.incomes, one.condition = [], {}
    one.members = [
        replace(member, values={name: member.values.get(name) for name in _KEPT}, unread={})
        for member in one.members
    ]
