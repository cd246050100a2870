"""An independent count of the rules beyond people: the policy's words applied to the CSVs of `export`, in plain Python."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.e2e.independent import CAPABLE, START, Row, Township, both


class Unit(NamedTuple):
    """One unit of a rule; without sums it counts as one."""

    place: str
    meant: bool | None
    reached: bool
    whole: int | None = None
    part: int | None = None


# The eleven units of the document: eight townships, two administrative areas, the development zone.
ADDRESSED = {
    "421024100", "421024102", "421024103", "421024104", "421024105", "421024106", "421024200", "421024201",
    "421024500", "421024501", "KFQ",
}  # fmt: skip
READINGS: Mapping[str, int] = {
    "industry_topics_only": 0, "strict_feature_industry": 0, "returns_summed": 0, "return_is_net_profit": 0, "funds_by_payment": 0,
    "special_fund_once": 0, "top_up_to_fen": 0, "driven_among_capable": 0, "reward_for_either": 0,
    "progress_days": 92, "self_check_days": 92, "bulletin_months": 1,
}  # fmt: skip


def num(text: str) -> int:
    """Return a stored number, 0 where it is empty."""
    return int(text or 0)


class Ledgers(Township):
    """The exported ledgers, judged on a day by the readings of the text."""

    def __init__(self, folder: Path, day: str, *, place: str, readings: Mapping[str, int] = READINGS) -> None:
        super().__init__(folder, day, readings)
        self.place = place
        self.year = int(day[:4])
        self.held = {kind: {one["id"]: one for one in rows} for kind, rows in self.rows.items()}
        self.events: dict[str, list[Row]] = defaultdict(list)
        for one in self.rows["project_event"]:
            self.events[one["project"]].append(one)

    # --- days

    def by(self, day: str, last: str | None = None) -> bool:
        """Whether something happened by a day, the deadline or the day of judging."""
        return bool(day) and day <= (last or self.day)

    def lasts(self, end: str) -> bool:
        """Whether something that ends has not ended."""
        return not end or end > self.day

    def runs(self, one: Row, end: str, state: str) -> bool:
        """Whether something with a state and an end runs: its end decides, or else the state."""
        return one[end] > self.day if one[end] else one["state"] == state

    # --- projects

    def open(self, project: str) -> bool:
        """Whether a project is held, and neither struck off nor broken off."""
        steps = [one for one in self.events[project] if one["stage"] and self.by(one["happened_on"])]
        out = max((one["happened_on"] for one in steps if one["stage"] in {"98", "99"}), default="")
        back = any(one["happened_on"] > out and "05" <= one["stage"] <= "11" for one in steps)
        return project in self.held["project"] and (not out or back)

    def present(self, project: str) -> list[Row]:
        """Return the steps since a project was last struck off or broken off, all if it never was."""
        out = [
            one["happened_on"]
            for one in self.events[project]
            if one["stage"] in {"98", "99"} and self.by(one["happened_on"])
        ]
        return [one for one in self.events[project] if one["happened_on"] > max(out, default="")]

    def came_to(self, project: str, stage: str, last: str | None = None) -> bool:
        """Whether an open project has reached a stage or one behind it."""
        return self.open(project) and any(
            stage <= one["stage"] <= "11" and self.by(one["happened_on"], last)
            for one in self.present(project)
        )

    def projects_of(self, household: str, last: str) -> list[str]:
        """Return the projects whose benefit to a household has begun: with the works, or later."""
        return [
            one["project"]
            for one in self.rows["project_household"]
            if one["household"] == household
            and self.came_to(one["project"], "07", last)
            and (not one["started_on"] or one["started_on"] <= last)
            and self.lasts(one["ended_on"])
        ]

    # --- households

    def driven(self) -> set[str]:
        """Return the households that an entity drives."""
        return {
            one["household"]
            for one in self.rows["drive_link"]
            if one["entity"] in self.held["entity"]
            and self.by(one["started_on"])
            and self.lasts(one["ended_on"])
        }

    def to_be_driven(self, one: Row) -> bool | None:
        """Whether a household counts in the share of driven ones."""
        meant = self.has_labour(one) if self.readings["driven_among_capable"] else True
        return both(self.is_poor(one), meant)

    # --- villages

    def industries(self, village: str, last: str) -> list[Row]:
        """Return the industries of a village that run: the newest row of each name."""
        rows = [
            one
            for one in self.rows["village_industry"]
            if one["village"] == village and one["year"] and one["year"] <= self.day[:4]
        ]
        newest: dict[str, str] = {}
        for one in rows:
            newest[one["name"]] = max(newest.get(one["name"], ""), one["year"])
        return [
            one
            for one in rows
            if (not one["name"] or one["year"] == newest[one["name"]])
            and self.by(one["started_on"], last)
            and self.runs(one, "ended_on", "1")
        ]

    def feature_industries(self, village: str) -> int:
        """Return how many feature industries of a village count."""
        some = [one for one in self.industries(village, self.until) if one["is_feature"] == "1"]
        if not self.readings["strict_feature_industry"]:
            return len(some)
        able = sum(
            bool(self.is_poor(one)) and bool(self.has_labour(one))
            for one in self.rows["household"]
            if one["village"] == village
        )
        reached = sum(num(one["poor_households"]) for one in some)
        backed = any(
            one["village"] == village and one["state"] == "1"
            for kind in ("entity", "base")
            for one in self.rows[kind]
        )
        return len(some) if 1 <= len(some) <= 3 and reached * 10 >= able * 6 and backed else 0

    def best_return(self, village: str) -> int | None:
        """Return the best yearly return of a finished project in a village."""
        field = "net_profit_fen" if self.readings["return_is_net_profit"] else "return_fen"
        found: dict[str, list[int]] = defaultdict(list)
        for one in self.rows["project_return"]:
            project = self.held["project"].get(one["project"])
            if (
                not project
                or project["village"] != village
                or not self.came_to(project["id"], "08", self.until)
            ):
                continue
            if one["year"] and one["year"] <= self.day[:4] and one[field]:
                key = one["year"] if self.readings["returns_summed"] else one["id"]
                found[key].append(int(one[field]))
        return max((sum(some) for some in found.values()), default=None)

    def transferred(self, village: str) -> int:
        """Return the transferred land of a village."""
        return sum(
            num(one["area_cmu"])
            for one in self.rows["land_transfer"]
            if one["village"] == village and self.by(one["started_on"]) and self.lasts(one["ended_on"])
        )

    def visits_of(self, village: str) -> list[Row]:
        """Return the completed visits to a village by the day, with an expert."""
        experts = self.held["expert"]
        led = {one["visit"] for one in self.rows["visit_expert"] if one["expert"] in experts}
        return [
            one
            for one in self.rows["visit"]
            if one["village"] == village and one["status"] == "2" and one["id"] in led
            and one["visited_on"] and START <= one["visited_on"] <= self.day
        ]  # fmt: skip

    # --- money

    def counted(self) -> list[tuple[Row, int]]:
        """Return the fund lines of the fiscal year with their amounts."""
        found = []
        for one in self.rows["fund_line"]:
            if one["year"] != str(self.year) or not self.by(one["allocated_on"]):
                continue
            paid = sum(
                num(other["amount_fen"])
                for other in self.rows["payment"]
                if other["fund_line"] == one["id"] and self.by(other["paid_on"])
            )
            found.append((one, paid if self.readings["funds_by_payment"] else num(one["amount_fen"])))
        return found

    def moves(self) -> list[tuple[Row, int]]:
        """Return the transactions of the risk fund with what each adds to a bank's fund."""
        signs = {"1": 1, "2": -1, "3": 1, "4": -1, "5": 1}
        return [
            (one, signs.get(one["transaction_kind"], 0) * num(one["amount_fen"]))
            for one in self.rows["risk_fund"]
            if self.by(one["happened_on"])
        ]

    def balance(self, loan: Row) -> int:
        """Return what is left of a loan."""
        if not self.by(loan["lent_on"]):
            return 0
        paid = sum(
            num(one["principal_fen"])
            for one in self.rows["repayment"]
            if one["loan"] == loan["id"] and self.by(one["paid_on"])
        )
        return num(loan["principal_fen"]) - paid

    def place_of(self, one: Row) -> str:
        """Return the village of a loan or an insurance: the household's, or else the entity's."""
        if one.get("borrower_kind") != "2":
            home = self.held["household"].get(one["household"])
            if home and home["village"]:
                return home["village"]
        if one.get("borrower_kind") in {None, "2"}:
            entity = self.held["entity"].get(one["entity"])
            return entity["village"] if entity else ""
        return ""

    def units(self) -> Iterable[str]:
        """Return the codes of the reporting units."""
        found = {one["township"] for one in self.rows["village"] if one["township"]}
        return found | ({self.place} if len(self.place) != 6 else ADDRESSED)

    def months(self, day: str) -> int:
        """Return how many months lie between the policy's first day and a day."""
        return (int(day[:4]) - int(START[:4])) * 12 + int(day[5:7]) - int(START[5:7])

    def days_since(self, day: str) -> int:
        """Return the days from a day to the day of judging."""
        return (date.fromisoformat(self.day) - date.fromisoformat(day)).days


Rule = Callable[[Ledgers], list[Unit]]


def able(one: Row) -> bool | None:
    """Whether a member can work; None if nobody recorded it."""
    return None if not one["labour_capability"] else one["labour_capability"] in CAPABLE


def flag(text: str) -> bool | None:
    """Return a yes or no; None where it is empty."""
    return {"1": True, "": None}.get(text, False)


def among(text: str, *codes: str) -> bool | None:
    """Whether a code is one of these; None where it is empty."""
    return text in codes if text else None
