"""The rules beyond people, one function each: whom the policy means, whom it reached, and the sums."""

from collections.abc import Callable
from fractions import Fraction
from itertools import groupby

from tests.e2e.independent import START, both
from tests.e2e.ledgers import Ledgers, Rule, Unit, able, among, flag, num


def _villages(found: Ledgers, reached: Callable[[str], bool]) -> list[Unit]:
    return [
        Unit(one["id"], flag(one["is_poor_village"]), reached(one["id"])) for one in found.rows["village"]
    ]


def _meant_households(found: Ledgers, reached: Callable[[str], bool]) -> list[Unit]:
    return [
        Unit(one["village"], found.meant_for_industry(one), reached(one["id"]))
        for one in found.rows["household"]
    ]


# --- the goal


def _bases(found: Ledgers, kinds: tuple[str, ...], last: str) -> list[Unit]:
    units = []
    for one in found.rows["base"]:
        runs = found.by(one["built_on"], last) and one["state"] == "1"
        sums = (num(one["workers"]), num(one["poor_workers"])) if runs else (0, 0)
        units.append(Unit(one["village"], among(one["base_kind"], *kinds), runs, *sums))
    return units


def bases(found: Ledgers) -> list[Unit]:
    """Feature and processing bases."""
    return _bases(found, ("1", "2"), found.until)


def projects(found: Ledgers) -> list[Unit]:
    """Households with a project whose works began."""
    return _meant_households(found, lambda one: bool(found.projects_of(one, found.until)))


def benefits(found: Ledgers) -> list[Unit]:
    """Households with a policy benefit."""
    given = {
        one["household"] for one in found.rows["policy_benefit"] if found.by(one["received_on"], found.until)
    }
    return _meant_households(found, lambda one: one in given)


def features(found: Ledgers) -> list[Unit]:
    """Poor villages with a feature industry."""
    return _villages(found, lambda one: found.feature_industries(one) > 0)


def returns(found: Ledgers) -> list[Unit]:
    """Poor villages with a project that returns 50,000 yuan."""
    return _villages(found, lambda one: (found.best_return(one) or 0) >= 50_000_00)


# --- plans and industries


def plans(found: Ledgers) -> list[Unit]:
    """Poor villages and willing households in an adopted plan."""
    adopted = {one["id"] for one in found.rows["plan"] if found.by(one["adopted_on"])}
    lines = [one for one in found.rows["plan_line"] if one["plan"] in adopted]
    homes = {one["household"] for one in lines}
    villages = {one["village"] for one in lines if not one["household"]}
    return _villages(found, lambda one: one in villages) + _meant_households(found, lambda one: one in homes)


def library(found: Ledgers) -> list[Unit]:
    """Projects with money or households, in the library."""
    units = []
    for one in found.rows["project"]:
        funded = any(
            other["project"] == one["id"] and found.by(other[day])
            for kind, day in (("fund_line", "allocated_on"), ("payment", "paid_on"))
            for other in found.rows[kind]
        )
        shared = any(
            other["project"] == one["id"] and other["household"] in found.held["household"]
            for other in found.rows["project_household"]
        )
        units.append(Unit(one["village"], funded or shared, found.came_to(one["id"], "05")))
    return units


def coordinated(found: Ledgers) -> list[Unit]:
    """Adopted plans that say how other plans are brought together."""
    adopted = [one for one in found.rows["plan"] if found.by(one["adopted_on"])]
    told = sum(bool(one["coordination"]) for one in adopted)
    return [Unit("", bool(adopted), told == len(adopted), len(adopted), told)]


def organised(found: Ledgers) -> list[Unit]:
    """A document that says who does what."""
    return [Unit("", True, _documents(found, "3") > 0)]


def processing(found: Ledgers) -> list[Unit]:
    """Funds for enterprises that process farm products."""
    total = sum(
        num(one["amount_fen"])
        for one in found.rows["fund_line"]
        if one["source"] == "08" and one["use_detail"] == "02" and found.by(one["allocated_on"], found.until)
    )
    return [Unit("", True, total >= 50_000_000_00, 1, total)]


def service_bases(found: Ledgers) -> list[Unit]:
    """Processing and service bases."""
    return _bases(found, ("2", "3"), found.day)


def contiguous(found: Ledgers) -> list[Unit]:
    """Contiguous area of poor villages."""
    units = []
    for one in found.rows["village"]:
        some = found.industries(one["id"], found.day)
        area, joined = (sum(num(row[name]) for row in some) for name in ("area_cmu", "contiguous_cmu"))
        units.append(Unit(one["id"], flag(one["is_poor_village"]), joined > 0, area, joined))
    return units


def leading(found: Ledgers) -> list[Unit]:
    """Reporting units with a leading industry."""
    named = {
        one["township"]
        for one in found.rows["township_industry"]
        if found.by(one["named_on"], found.until) and found.lasts(one["ended_on"])
    }
    return [Unit("", one != "KFQ", one in named) for one in found.units()]


def products(found: Ledgers) -> list[Unit]:
    """Poor villages with a product of their own."""
    return _villages(
        found,
        lambda one: any(
            row["is_one_village_one_product"] == "1" for row in found.industries(one, found.until)
        ),
    )


def feature_projects(found: Ledgers) -> list[Unit]:
    """Persons whose household benefits from a feature project."""
    units = []
    for one in found.people:
        home = found.held["household"].get(one["household"])
        if home:
            willing = flag(
                "" if not home["industry_willingness"] else str(int(home["industry_willingness"] == "1"))
            )
            reached = any(
                found.held["project"][p]["is_feature"] == "1"
                for p in found.projects_of(home["id"], found.until)
            )
            units.append(Unit(home["village"], both(both(found.is_poor(home), able(one)), willing), reached))
    return units


# --- funds


def _is_poverty_fund(one: dict[str, str]) -> bool | None:
    return False if one["source"] in {"09", "10"} else flag(one["is_poverty_fund"])


def industry_share(found: Ledgers) -> list[Unit]:
    """Poverty funds that go to industry."""
    return [
        Unit(
            one["village"],
            both(_is_poverty_fund(one), among(one["use_class"], "1", "2")),
            one["use_class"] == "1",
            amount,
            amount if one["use_class"] == "1" else 0,
        )
        for one, amount in found.counted()
    ] + _uncounted(found)


def to_households(found: Ledgers) -> list[Unit]:
    """Industry funds that go to households."""
    return [
        Unit(
            one["village"],
            both(
                both(_is_poverty_fund(one), among(one["use_class"], "1")),
                among(one["target_level"], "1", "2", "3"),
            ),
            one["target_level"] == "1",
            amount,
            amount if one["target_level"] == "1" else 0,
        )
        for one, amount in found.counted()
    ] + _uncounted(found)


def _uncounted(found: Ledgers) -> list[Unit]:
    counted = {one["id"] for one, _ in found.counted()}
    return [
        Unit(one["village"], False, False, 0, 0)
        for one in found.rows["fund_line"]
        if one["id"] not in counted
    ]


def _documents(found: Ledgers, kind: str) -> int:
    return sum(
        one["document_kind"] == kind and found.by(one["issued_on"]) for one in found.rows["policy_document"]
    )


def reward_policy(found: Ledgers) -> list[Unit]:
    """A reward policy."""
    return [Unit("", True, _documents(found, "1") > 0)]


def _own(one: dict[str, str]) -> int:
    return num(one["appropriated_fen"]) + num(one["other_fen"])


def special_fund(found: Ledgers) -> list[Unit]:
    """The size of the special fund."""
    total = 0
    for one in found.rows["special_fund"]:
        came_in = _own(one) + num(one["top_up_fen"])
        if found.readings["special_fund_once"]:
            total += came_in if one["year"] and int(one["year"]) <= found.year else 0
        elif one["year"] == str(found.year):
            total += num(one["opening_fen"]) + came_in
    return [Unit("", True, total >= 20_000_000_00, 1, total)]


def top_up(found: Ledgers) -> list[Unit]:
    """What the county adds to the special fund."""
    units = []
    for one in found.rows["special_fund"]:
        if not one["year"] or int(one["year"]) > found.year:
            continue
        goal = found.readings["top_up_to_fen"] or (int(one["payable_fen"]) if one["payable_fen"] else None)
        known = goal is not None and one["opening_fen"]
        needed = (goal or 0) - num(one["opening_fen"]) - _own(one)
        meant = both(int(one["year"]) == found.year, needed > 0 if known else None)
        units.append(Unit("", meant, num(one["top_up_fen"]) >= needed, needed, num(one["top_up_fen"])))
    return units


def carry_over(found: Ledgers) -> list[Unit]:
    """Closings carried to the next year."""
    units = []
    rows = sorted(found.rows["special_fund"], key=lambda one: one["id"])
    for one in rows:
        if not one["year"] or int(one["year"]) > found.year:
            continue
        before = next((row["closing_fen"] for row in rows if row["year"] == str(int(one["year"]) - 1)), "")
        balanced = one["closing_fen"] and one["opening_fen"] and one["paid_fen"] and (
            0 <= int(one["closing_fen"]) == num(one["opening_fen"]) + _own(one) + num(one["top_up_fen"]) - num(one["paid_fen"])
        )  # fmt: skip
        units.append(Unit("", bool(before), bool(balanced) and one["opening_fen"] == before))
    return units


def departments(found: Ledgers) -> list[Unit]:
    """Funds of departments that go to industry."""
    return [
        Unit(
            one["village"],
            True if one["department"] and one["use_class"] else None,
            one["use_class"] == "1",
            amount,
            amount if one["use_class"] == "1" else 0,
        )
        for one, amount in found.counted()
    ] + _uncounted(found)


def major(found: Ledgers) -> list[Unit]:
    """Major projects with funds of two departments."""
    units = []
    for one in found.rows["project"]:
        givers = {
            row["department"]
            for row in found.rows["fund_line"]
            if row["project"] == one["id"] and row["department"] and found.by(row["allocated_on"])
        }
        units.append(
            Unit(one["village"], both(flag(one["is_major"]), found.open(one["id"])), len(givers) >= 2)
        )
    return units


def works(found: Ledgers) -> list[Unit]:
    """Water, power and roads for industry."""
    return [
        Unit(
            one["village"],
            both(found.by(one["finished_on"]), among(one["infrastructure_kind"], "1", "2", "3")),
            "1" in {one["serves_industry_area"], one["serves_entity"]},
        )
        for one in found.rows["infrastructure"]
    ]


# --- science


def training_funds(found: Ledgers) -> list[Unit]:
    """Poverty funds for training."""
    return [
        Unit(
            one["village"],
            both(_is_poverty_fund(one), True if one["use_detail"] else None),
            one["use_detail"] in {"04", "05"},
            amount,
            amount if one["use_detail"] in {"04", "05"} else 0,
        )
        for one, amount in found.counted()
    ] + _uncounted(found)


def pay_linked(found: Ledgers) -> list[Unit]:
    """Visits whose pay hangs on the result."""
    units = []
    for one in found.rows["village"]:
        visits = found.visits_of(one["id"])
        linked = sum(row["is_pay_linked"] == "1" for row in visits)
        units.append(Unit(one["id"], bool(visits), linked > 0, len(visits), linked))
    return units


def technology(found: Ledgers) -> list[Unit]:
    """Poor villages with a project of technology transfer."""
    return _villages(
        found,
        lambda one: any(
            row["village"] == one and row["is_tech_transfer"] == "1" and found.open(row["id"])
            for row in found.rows["project"]
        ),
    )


def varieties(found: Ledgers) -> list[Unit]:
    """New varieties and technology of poor villages against the year before."""
    units = []
    for one in found.rows["village"]:
        areas, news = [], []
        for year in (found.year, found.year - 1):
            rows = [
                row
                for row in found.rows["village_industry"]
                if row["village"] == one["id"] and row["year"] == str(year)
            ]
            areas.append(sum(num(row["area_cmu"]) for row in rows))
            news.append(sum(max(num(row["new_variety_cmu"]), num(row["new_technology_cmu"])) for row in rows))
        rose = areas[0] > 0 and areas[1] > 0 and Fraction(news[0], areas[0]) > Fraction(news[1], areas[1])
        units.append(Unit(one["id"], flag(one["is_poor_village"]), rose, areas[0], news[0]))
    return units


def team(found: Ledgers) -> list[Unit]:
    """Experts of both bureaus in the team."""
    bureaus = {one["bureau"] for one in found.rows["expert"] if one["is_team_member"] == "1"}
    return [Unit("", True, {"1", "2"} <= bureaus)]


# --- safeguards


def self_checks(found: Ledgers) -> list[Unit]:
    """Reporting units that checked themselves lately."""
    units = []
    for unit in found.units():
        lately = [
            one
            for one in found.rows["self_check"]
            if one["township"] == unit and found.by(one["checked_on"])
            and found.days_since(one["checked_on"]) <= found.readings["self_check_days"]
        ]  # fmt: skip
        day = max((one["checked_on"] for one in lately), default="")
        last = [one for one in lately if one["checked_on"] == day]
        four = ("planning_done", "projects_done", "funds_done", "progress_done")
        units.append(Unit("", True, bool(last) and all(one[name] == "1" for one in last for name in four)))
    return units


def teams(found: Ledgers) -> list[Unit]:
    """Poor villages with a work team."""
    there = {
        one["village"]
        for one in found.rows["work_team"]
        if found.by(one["started_on"]) and found.lasts(one["ended_on"])
    }
    return _villages(found, lambda one: one in there)


def bulletins(found: Ledgers) -> list[Unit]:
    """Periods with a bulletin."""
    step = found.readings["bulletin_months"]
    due = max(found.months(found.day) // step, 0)
    told = {
        found.months(one["issued_on"]) // step
        for one in found.rows["bulletin"]
        if one["issued_on"] and START[:7] <= one["issued_on"][:7] and found.by(one["issued_on"])
    }
    reported = sum(one < due for one in told)
    return [Unit("", due > 0, reported >= due, due, reported)]


def inspections(found: Ledgers) -> list[Unit]:
    """Findings of inspections that were mended."""
    units = []
    for one in found.rows["inspection_finding"]:
        inspection = found.held["inspection"].get(one["inspection"])
        if inspection:
            mended = one["state"] == "3" and found.by(one["rectified_on"])
            units.append(Unit(inspection["village"], found.by(inspection["inspected_on"]), mended))
    return units


def publicity(found: Ledgers) -> list[Unit]:
    """Items of publicity."""
    return [Unit("", found.by(one["published_on"]), True) for one in found.rows["publicity"]]


def progress(found: Ledgers) -> list[Unit]:
    """Projects under way that reported lately."""
    units = []
    for one in found.rows["project"]:
        under_way = found.came_to(one["id"], "07") and not found.came_to(one["id"], "08")
        days = [
            row["reported_on"]
            for row in found.rows["project_progress"]
            if row["project"] == one["id"] and found.by(row["reported_on"])
        ]
        begun = [
            row["happened_on"]
            for row in found.present(one["id"])
            if "07" <= row["stage"] <= "11" and found.by(row["happened_on"])
        ]
        last = max([*days, *sorted(begun)[:1]], default="")
        fresh = bool(last) and found.days_since(last) <= found.readings["progress_days"]
        units.append(Unit(one["village"], under_way, fresh))
    return units


# --- the loans of each bank


def _banks(found: Ledgers) -> list[str]:
    rows = [*found.rows["loan"], *found.rows["risk_fund"]]
    return [bank for bank, _ in groupby(sorted(one["bank"] for one in rows if one["bank"]))]


def lending(found: Ledgers) -> list[Unit]:
    """Loans of each bank against its risk fund."""
    units = []
    for bank in _banks(found):
        fund = sum(gain for one, gain in found.moves() if one["bank"] == bank)
        lent = sum(found.balance(one) for one in found.rows["loan"] if one["bank"] == bank)
        units.append(Unit("", bool(fund or lent), lent <= 8 * fund, fund, lent))
    return units


RULES: dict[str, Rule] = {
    "R-1.1": bases, "R-1.3a": projects, "R-1.3b": benefits, "R-1.5": features, "R-1.6": returns,
    "R-2.1.1": plans, "R-2.1.2": library, "R-2.1.4": coordinated, "R-3.1.1": organised, "R-2.2.1": processing, "R-2.2.2": service_bases, "R-2.2.3":
    contiguous, "R-2.2.4": leading, "R-2.2.5": products, "R-2.2.6": feature_projects, "R-2.3.1":
    industry_share, "R-2.3.2": to_households, "R-2.3.3": reward_policy, "R-2.3.4": special_fund,
    "R-2.3.6": top_up, "R-2.3.7": carry_over, "R-2.3.8": departments, "R-2.3.9": major, "R-2.3.10":
    works, "R-2.4.1": training_funds, "R-2.4.3": pay_linked, "R-2.4.4": technology, "R-2.4.5":
    varieties, "R-2.4.6a": team, "R-3.1.2": self_checks, "R-3.2.1": teams, "R-3.2.2": bulletins,
    "R-3.2.3": inspections, "R-3.3": publicity, "R-3.4.5": progress, "R-2.8.2": lending,
}  # fmt: skip
