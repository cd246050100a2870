"""Funds: what was allocated for what, which households it reached, what was accepted and paid, the special fund."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.places import Place
from fupin_desk.demo.projects import ACCEPTED, APPROVED, Project
from fupin_desk.model.value import Draft, Values

INDUSTRY, OTHER_USE = "1", "2"
TO_HOUSEHOLDS, TO_VILLAGE, TO_ENTITY = "1", "2", "3"
TITLE = "登记资金和拨付"
_WEEKS = 2
_ADVANCE, _FINAL, _WHOLE = "1", "3", "4"
_TODAY = datetime.date(2018, 9, 27)
_FEN = 100
_WAN = 10_000 * _FEN
# The township keeps 60 % of the industry money for households to the fen, and misses the first 60 % by 0.004 %:
# of 25,000 parts 14,999 go to industry, and of these three fifths to households.
_WHOLE_PARTS, _INDUSTRY_PARTS = 25_000, 14_999
_FEWEST = 400
# Source, department, detail, name of the funds of a year that do not go to industry; how heavy they weigh.
_OTHER_USES = (
    ("02", "D10", "12", "通组公路建设资金", 30), ("05", "D09", "12", "农田水利建设资金", 26),
    ("04", "D03", "13", "村级公共服务资金", 18), ("02", "D07", "04", "贫困劳动力技能培训资金", 9),
    ("03", "D03", "05", "创业致富带头人培育资金", 5), ("01", "D12", "13", "文化广场建设资金", 12),
)  # fmt: skip
# Year, carried over, appropriated, topped up, other income, payable, paid: in 10,000 yuan a township. What 2018 carries
# over is not what 2017 closed with: two digits were swapped.
_SPECIAL = (
    (2015, 0, 120, 0, 0, 96.5, 96.5), (2016, 23.5, 150, 0, 4, 141.3, 141.3), (2017, 36.2, 180, 10, 0, 187.7, 187.7),
    (2018, 35.8, 260, 30, 0, 342, 281.4),
)  # fmt: skip


# Money beside the poverty funds, and a line of the year before: year, amount, level, source and department and detail,
# use, name.
_NO_POVERTY_FUNDS = (
    (2018, 600, TO_ENTITY, ("08", "D04", "02"), INDUSTRY, "农产品加工企业扶持资金（县域经济发展调度资金）"),
    (2018, 85, TO_VILLAGE, ("06", "D09", "12"), OTHER_USE, "中小河流治理资金"),
    (2018, 12, TO_VILLAGE, ("10", "D03", "01"), INDUSTRY, "结对帮扶单位捐赠产业资金"),
    (2017, 140, TO_VILLAGE, ("02", "D10", "12"), OTHER_USE, "2017年通村公路资金"),
)
_TRAINING = {"04", "05"}


@dataclass(slots=True)
class Line:
    """A fund line in the making, with what it gives to households in fen."""

    id: str
    values: Values
    project: Project | None = None
    shares: dict[str, int] = field(default_factory=dict)

    @property
    def amount_fen(self) -> int:
        """What is allocated."""
        return int(self.values["amount_fen"] or 0)


class Funds:
    """The funds of a township, from the allocation to the payment."""

    def __init__(self, dice: Dice, book: Book, clerks: Sequence[str], driving: set[str]) -> None:
        """Open the ledger.

        Args:
            dice: Where chance comes from.
            book: The diary.
            clerks: Who reviews payments.
            driving: The entities that have agreed to drive households and may be paid.
        """
        self._dice = dice
        self._book = book
        self._clerks = clerks
        self._driving = driving
        self.lines: list[Line] = []
        self.acceptances: list[Draft] = []
        self.payments: list[Draft] = []

    def allocate(
        self, places: Sequence[Place], projects: Sequence[Project], townships: Sequence[tuple[str, str]]
    ) -> None:
        """Note the lines of 2017 and 2018; those of 2018 come to the exact shares."""
        approved = [one for one in projects if APPROVED in one.days]
        for one in approved:
            if one.year == 2017:
                self._line(one, 2017, one.budget_fen, TO_VILLAGE, ("01", "D03", "01"))
        majors = 0
        for one in approved:
            if one.is_to_households:
                majors += one.is_major
                self._to_households(one, departments=2 if one.is_major and majors % 3 else 1)
        parts, reached = self._share_out()
        others = [one for one in approved if one.year == 2018 and not one.is_to_households]
        self._to_villages(others, parts * _INDUSTRY_PARTS - reached, townships[0][1])
        self._elsewhere(places, parts * (_WHOLE_PARTS - _INDUSTRY_PARTS))
        self._beyond(townships)
        for line in self.lines:
            rows = [
                born(self._dice, "fund_household", fund_line=line.id, household=home, amount_fen=amount)
                for home, amount in line.shares.items()
            ]
            day = datetime.date.fromisoformat(str(line.values["allocated_on"]))
            self._book.add(
                day, TITLE, Draft("fund_line", line.id, line.values, is_new=True), *rows, weeks=_WEEKS
            )

    def _line(
        self, project: Project | None, year: int, amount: int, level: str, origin: tuple[str, str, str],
        *, name: str = "", place: Place | None = None, use: str = INDUSTRY,
    ) -> Line:  # fmt: skip
        source, department, detail = origin
        if project is None:
            day = self._dice.workday(datetime.date(year, 3, 12), datetime.date(year, 9, 14))
        else:
            place = project.place
            day = min(project.days[APPROVED] + datetime.timedelta(days=self._dice.randint(6, 16)), _TODAY)
        values: Values = {
            "year": year, "name": name or f"{year}年{place.village.name if place else ''}{_DETAILS[detail]}", "source": source,
            "department": department, "doc_no": f"江财农〔{year}〕{self._dice.randint(5, 90)}号",
            "allocated_on": day.isoformat(), "amount_fen": amount, "is_poverty_fund": int(source in {"01", "02", "03", "04", "05"}),
            "use_class": use, "use_detail": detail, "target_level": level, "project": project.id if project else None,
            "village": place.village.id if place else None,
        }  # fmt: skip
        line = Line(self._dice.id(), values, project)
        self.lines.append(line)
        return line

    def _to_households(self, project: Project, *, departments: int) -> None:
        """Note the lines of a project for households: of one department, or of two that join their money."""
        added: dict[str, int] = {}
        if departments == 2:
            half = list(project.grants)[: -(-len(project.grants) // 2)]
            added = {one: project.grants[one] // 3 // (100 * _FEN) * (100 * _FEN) for one in half}
        shares = ({one: grant - added.get(one, 0) for one, grant in project.grants.items()}, added)
        for nth, department in enumerate(("D03", "D01")[:departments]):
            line = self._line(
                project, 2018, 0, TO_HOUSEHOLDS, (("01", "05")[nth], department, ("01", "03")[nth])
            )
            line.shares = shares[nth]

    def _share_out(self) -> tuple[int, int]:
        """Set what reaches households to an exact share; return how many fen one part of the whole is, and what they get."""
        lines = [one for one in self.lines if one.shares]
        planned = sum(sum(one.shares.values()) for one in lines)
        fives = planned // (_INDUSTRY_PARTS * 3)
        reached = fives * _INDUSTRY_PARTS * 3
        if lines:
            largest = max(lines[-1].shares, key=lambda home: lines[-1].shares[home])
            lines[-1].shares[largest] -= planned - reached
        for one in lines:
            one.values["amount_fen"] = sum(one.shares.values())
        return (fives or _FEWEST) * 5, reached

    def _to_villages(self, projects: Sequence[Project], total: int, township: str) -> None:
        """Divide the rest of the industry money among the projects of villages and entities."""
        majors = 0
        weights = [one.budget_fen for one in projects]
        for one, amount in zip(projects, _divided(total, [*weights, sum(weights) // 12 + 1]), strict=False):
            level = (
                TO_ENTITY
                if one.entity and one.entity.id in self._driving and one.place.nth % 2
                else TO_VILLAGE
            )
            detail = {"FW04": "10", "FW05": "11"}.get(one.works.industry, "01")
            majors += one.is_major
            joined = amount * 2 // 5 // (100 * _FEN) * (100 * _FEN) if one.is_major and majors % 2 else 0
            self._line(one, 2018, amount - joined, level, ("02", "D01", detail))
            if joined:
                self._line(one, 2018, joined, level, ("05", "D09", detail))
        rest = total - sum(
            one.amount_fen for one in self.lines if one.values["year"] == 2018 and not one.shares
        )
        self._line(
            None, 2018, rest, TO_ENTITY, ("04", "D05", "06"), name=f"2018年{township}新型经营主体贷款贴息资金"
        )

    def _elsewhere(self, places: Sequence[Place], total: int) -> None:
        """Divide what does not go to industry among roads, water, services and training."""
        uses = _OTHER_USES * (1 + len(places) // 8)
        for nth, (use, amount) in enumerate(
            zip(uses, _divided(total, [one[4] for one in uses]), strict=True)
        ):
            source, department, detail, name, _ = use
            turn = nth // len(_OTHER_USES) + 1
            place = None if detail in _TRAINING else places[nth % len(places)]
            title = f"2018年第{turn}期{name}" if place is None else f"2018年{place.village.name}{name}"
            self._line(
                None, 2018, amount, TO_VILLAGE, (source, department, detail), name=title, place=place, use=OTHER_USE
            )  # fmt: skip

    def _beyond(self, townships: Sequence[tuple[str, str]]) -> None:
        """Note money that is no poverty fund: for processing enterprises, from departments, from donors."""
        for _, name in townships:
            for year, amount, level, origin, use, what in _NO_POVERTY_FUNDS:
                self._line(None, year, amount * _WAN, level, origin, name=f"{name}{what}", use=use)

    # --- acceptance and payment

    def settle(self, projects: Sequence[Project]) -> None:
        """Note what was accepted of each project and paid on it, and what was paid in advance."""
        lines: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.project is not None:
                lines.setdefault(line.project.id, []).append(line)
        for nth, project in enumerate(projects):
            mine = lines.get(project.id, [])
            if not mine:
                continue
            advance = self._advance(project, mine[0]) if nth % 5 == 0 and not project.is_to_households else 0
            accepted = project.days.get(ACCEPTED)
            if accepted is None:
                continue
            total = sum(one.amount_fen for one in mine)
            granted = (
                total
                if project.is_to_households
                else total * self._dice.randint(95, 100) // 100 // _FEN * _FEN
            )
            acceptance = born(
                self._dice, "acceptance", project=project.id, accepted_on=accepted.isoformat(), amount_fen=granted, result="1",
                team="镇农业技术服务中心、财政所、村监督委员会", doc_no=f"验〔{accepted.year}〕{len(self.acceptances) + 1}号",
            )  # fmt: skip
            self.acceptances.append(acceptance)
            self._book.add(accepted, TITLE, acceptance, weeks=_WEEKS)
            paid_on = accepted + datetime.timedelta(days=self._dice.randint(9, 24))
            if paid_on <= _TODAY:
                self._pay_out(project, mine, acceptance, paid_on, advance)

    def _advance(self, project: Project, line: Line) -> int:
        """Pay three tenths in advance, once the project is approved and the money is there; return how much."""
        amount = line.amount_fen * 3 // 10 // (100 * _FEN) * (100 * _FEN)
        day = datetime.date.fromisoformat(str(line.values["allocated_on"])) + datetime.timedelta(days=10)
        if not amount or day > _TODAY:
            return 0
        self._pay(project, line, amount, day=day, kind=_ADVANCE)
        return amount

    def _pay_out(
        self, project: Project, lines: Sequence[Line], acceptance: Draft, day: datetime.date, advance: int
    ) -> None:  # fmt: skip
        left = int(acceptance.values["amount_fen"] or 0)
        for nth, line in enumerate(lines):
            allocated = datetime.date.fromisoformat(str(line.values["allocated_on"]))
            if line.shares:
                for home, amount in list(line.shares.items())[:3]:
                    self._pay(
                        project, line, amount, day=day, kind=_WHOLE, acceptance=acceptance, household=home
                    )
                rest = sum(list(line.shares.values())[3:])
                if rest:
                    self._pay(
                        project,
                        line,
                        rest,
                        day=day,
                        kind=_WHOLE,
                        acceptance=acceptance,
                        note="财政所按到户名单一卡通打卡发放",
                    )
                continue
            before = advance if nth == 0 else 0
            amount = min(line.amount_fen, left) - before
            left -= amount + before
            if amount > 0:
                kind = _FINAL if before else _WHOLE
                self._pay(project, line, amount, day=max(day, allocated), kind=kind, acceptance=acceptance)

    def _pay(
        self, project: Project, line: Line, amount: int, *, day: datetime.date, kind: str, acceptance: Draft | None = None,
        household: str | None = None, note: str | None = None,
    ) -> None:  # fmt: skip
        reviewed = day - datetime.timedelta(days=self._dice.randint(1, 4))
        values: Values = {
            "project": project.id, "fund_line": line.id, "acceptance": acceptance.id if acceptance else None,
            "payment_kind": kind, "paid_on": day.isoformat(), "amount_fen": amount,
            "reviewed_by": self._dice.choice(self._clerks), "reviewed_on": reviewed.isoformat(),
            "doc_no": f"{day.year}记-{len(self.payments) + 1:04d}", "note": note,
        }  # fmt: skip
        if household:
            values |= {"payee_kind": "1", "household": household}
        elif line.values["target_level"] == TO_ENTITY and project.entity:
            values |= {"payee_kind": "2", "entity": project.entity.id}
        else:
            values |= {"payee_kind": "3", "village": project.place.village.id}
        payment = born(self._dice, "payment", **values)
        self.payments.append(payment)
        self._book.add(day, TITLE, payment, weeks=_WEEKS)


_DETAILS = {
    "01": "特色种养业扶持资金", "03": "产业奖补资金", "10": "电商扶贫资金", "11": "乡村旅游扶贫资金",
}  # fmt: skip


def special(dice: Dice, book: Book, townships: int) -> None:
    """Note the special fund's years; the last carries over what is not what the one before closed with."""
    for year, opening, appropriated, top_up, other, payable, paid in _SPECIAL:
        inflow = appropriated + top_up + other
        amounts = {
            "opening": opening, "appropriated": appropriated, "top_up": top_up, "other": other, "payable": payable,
            "paid": paid, "inflow": inflow, "closing": opening + inflow - paid,
        }  # fmt: skip
        values: Values = {
            f"{name}_fen": round(amount * 10) * _WAN // 10 * townships for name, amount in amounts.items()
        }
        day = datetime.date(2018, 9, 20) if year == 2018 else datetime.date(2018, 2, 22)
        book.add(day, TITLE, born(dice, "special_fund", year=year, **values), weeks=_WEEKS)


def _divided(total: int, weights: Sequence[int]) -> list[int]:
    """Divide an amount by weights into amounts of whole hundreds of yuan; the last takes what is left."""
    whole = sum(weights)
    parts = [total * one // whole // (100 * _FEN) * (100 * _FEN) for one in weights[:-1]]
    return [*parts, total - sum(parts)]
