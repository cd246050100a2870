"""An independent count: the policy's words applied to the CSVs of `export`, in plain Python, without the store."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

START, TARGET_DAY = "2018-01-14", "2019-12-31"
CAPABLE = {"01", "02", "05"}
INDUSTRY_TOPICS = {"01", "02", "03", "04", "05", "06"}
Row = dict[str, str]
Counts = dict[str, int]


class Township:
    """The exported records that are not removed, judged on a day."""

    def __init__(self, folder: Path, day: str, readings: Mapping[str, int] | None = None) -> None:
        self.readings = readings or {}
        self.rows = {path.stem: self._read(path) for path in folder.glob("*.csv")}
        self.day = day
        self.until = min(day, TARGET_DAY)
        self.people = [one for one in self.rows["member"] if self._belongs(one)]
        self.by_household: dict[str, list[Row]] = defaultdict(list)
        for one in self.people:
            self.by_household[one["household"]].append(one)

    @staticmethod
    def _read(path: Path) -> list[Row]:
        with path.open(encoding="utf-8", newline="") as lines:
            return [row for row in csv.DictReader(lines) if row["removed"] == "0"]

    def _belongs(self, member: Row) -> bool:
        joined = not member["joined_on"] or member["joined_on"] <= self.day
        return joined and (not member["left_on"] or member["left_on"] > self.day)

    def is_poor(self, household: Row) -> bool | None:
        """Whether a household is in the register of the poor on the day; None if nobody said."""
        if not household["poverty_status"]:
            return None
        if household["closed_on"] and household["closed_on"] <= self.day:
            return False
        return not (household["poverty_status"] == "9" and not household["closed_on"])

    def has_labour(self, household: Row) -> bool | None:
        """Whether some member can work; None if that hangs on somebody whose ability nobody recorded."""
        abilities = {one["labour_capability"] for one in self.by_household[household["id"]]}
        return True if abilities & CAPABLE else None if "" in abilities else False

    def meant_for_industry(self, household: Row) -> bool | None:
        """Whether 有劳动能力和产业发展愿望的贫困对象 means this household."""
        willing = {"1": True, "": None}.get(household["industry_willingness"], False)
        return both(both(self.is_poor(household), self.has_labour(household)), willing)

    def measures(self) -> dict[str, list[Row]]:
        """The industry measures that were carried out, by household."""
        rounds = {one["id"] for one in self.rows["round"]}
        found = defaultdict(list)
        for one in self.rows["assistance"]:
            done = one["status"] in {"2", "3"} and one["done_on"] and one["done_on"] <= self.until
            if one["assistance_kind"] == "01" and done and one["round"] in rounds:
                found[one["household"]].append(one)
        return found

    def visits(self) -> dict[str, Row]:
        """The visits that count, by id."""
        return {
            one["id"]: one
            for one in self.rows["visit"]
            if one["status"] == "2" and one["visited_on"] and START <= one["visited_on"] <= self.until
        }

    def trained(self) -> set[str]:
        """The persons who completed a course."""
        ends = {one["id"]: one["ended_on"] or one["started_on"] for one in self.rows["course"]}
        persons = {one["id"]: one["person"] or one["id"] for one in self.rows["member"]}
        return {
            persons[one["member"]]
            for one in self.rows["attendance"]
            if one["status"] == "2" and ends.get(one["course"]) and ends[one["course"]] <= self.until
            and one["member"] in persons
        }  # fmt: skip

    def outcomes(self, rule: str) -> list[tuple[str, bool | None, bool]]:
        """The units of a rule: village, whether they are meant, whether they are reached."""
        return getattr(self, "_" + rule.replace("-", "_").replace(".", "_"))()  # type: ignore[no-any-return]

    def _R_1_2(self) -> list[tuple[str, bool | None, bool]]:  # noqa: N802 - named as the rule
        done = self.measures()
        return [
            (one["village"], self.meant_for_industry(one), bool(done.get(one["id"])))
            for one in self.rows["household"]
        ]

    def _R_1_4(self) -> list[tuple[str, bool | None, bool]]:  # noqa: N802
        done = self.measures()
        found = []
        for one in self.rows["household"]:
            records = done.get(one["id"], [])
            filled = any(record["income_increase_fen"] for record in records)
            found.append((one["village"], both(self.meant_for_industry(one), bool(records)), filled))
        return found

    def _R_2_4_2(self) -> list[tuple[str, bool | None, bool]]:  # noqa: N802
        trained = self.trained()
        households = {one["id"]: one for one in self.rows["household"]}
        found = []
        for one in self.people:
            household = households.get(one["household"])
            if household:
                ability = one["labour_capability"]
                able = None if not ability else ability in CAPABLE
                meant = both(self.is_poor(household), able)
                found.append((household["village"], meant, (one["person"] or one["id"]) in trained))
        return found

    def _R_2_4_6(self) -> list[tuple[str, bool | None, bool]]:  # noqa: N802
        experts = {one["id"] for one in self.rows["expert"]}
        paired = {
            one["village"]
            for one in self.rows["pairing"]
            if one["started_on"] and one["started_on"] <= self.day
            and (not one["ended_on"] or one["ended_on"] > self.day) and one["expert"] in experts
        }  # fmt: skip
        return self._villages(paired)

    def _R_2_4_7(self) -> list[tuple[str, bool | None, bool]]:  # noqa: N802
        team = {one["id"] for one in self.rows["expert"] if one["is_team_member"] == "1"}
        visits = {key: one for key, one in self.visits().items() if one["level"] in {"1", "3"}}
        if self.readings.get("industry_topics_only"):
            visits = {
                key: one for key, one in visits.items() if set(one["topics"].split(",")) & INDUSTRY_TOPICS
            }
        served = {
            visits[one["visit"]]["village"]
            for one in self.rows["visit_expert"]
            if one["visit"] in visits and one["expert"] in team
        }
        return self._villages(served)

    def _R_2_4_8(self) -> list[tuple[str, bool | None, bool]]:  # noqa: N802
        experts = {one["id"] for one in self.rows["expert"]}
        with_expert = {one["visit"] for one in self.rows["visit_expert"] if one["expert"] in experts}
        visits = set(self.visits()) & with_expert
        guided = {
            one["household"]
            for one in self.rows["visit_household"]
            if one["is_signed"] == "1" and one["visit"] in visits
        }
        modes: dict[str, bool | None] = {"1": True, "3": True, "": None}
        return [
            (
                one["village"],
                both(self.is_poor(one), modes.get(one["development_mode"], False)),
                one["id"] in guided,
            )
            for one in self.rows["household"]
        ]

    def _villages(self, reached: set[str]) -> list[tuple[str, bool | None, bool]]:
        flags = {"1": True, "": None}
        return [
            (one["id"], flags.get(one["is_poor_village"], False), one["id"] in reached)
            for one in self.rows["village"]
        ]

    def increase(self, village: str | None) -> int:
        """Σ of the income increases of the households that R-1.4 means, in fen."""
        done = self.measures()
        return sum(
            int(record["income_increase_fen"] or 0)
            for one in self.rows["household"]
            if self.meant_for_industry(one) and (village is None or one["village"] == village)
            for record in done.get(one["id"], [])
        )


def both(one: bool | None, other: bool | None) -> bool | None:
    """Three-valued and: false wins over unknown."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def count(township: Township, rule: str, village: str | None) -> Counts:
    """Count the units of a rule, in a village or in the whole file."""
    counts = {"covered": 0, "gap": 0, "unknown": 0, "exempt": 0}
    for place, meant, reached in township.outcomes(rule):
        if village is not None and place != village:
            continue
        name = "exempt" if meant is False else "unknown" if meant is None else "covered" if reached else "gap"
        counts[name] += 1
    return counts
