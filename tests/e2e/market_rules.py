"""The rules of 二(五) to 二(八), one function each: entities, land, tourism, e-commerce, loans, insurance."""

from decimal import ROUND_HALF_UP, Decimal

from tests.e2e.independent import both
from tests.e2e.ledgers import Ledgers, Rule, Unit, flag, num


def agreements(found: Ledgers) -> list[Unit]:
    """Poor households with an agreement of three parties."""
    signed = {
        one["household"]
        for one in found.rows["share_agreement"]
        if one["entity"] in found.held["entity"]
        and one["village"] in found.held["village"]
        and found.by(one["signed_on"])
        and found.lasts(one["ended_on"])
    }
    return [Unit(one["village"], found.is_poor(one), one["id"] in signed) for one in found.rows["household"]]


def driven(found: Ledgers) -> list[Unit]:
    """Poor households that an entity drives."""
    reached = found.driven()
    return [
        Unit(one["village"], found.to_be_driven(one), one["id"] in reached) for one in found.rows["household"]
    ]


def land(found: Ledgers) -> list[Unit]:
    """Transferred land of villages."""
    units = []
    for one in found.rows["village"]:
        contracted = num(one["contracted_farmland_cmu"])
        moved = found.transferred(one["id"])
        meant = contracted > 0 if one["contracted_farmland_cmu"] else None
        units.append(
            Unit(one["id"], meant, contracted * 7 <= moved * 10 <= contracted * 10, contracted, moved)
        )
    return units


def rewards(found: Ledgers) -> list[Unit]:
    """Villages that earn the reward."""
    reached = found.driven()
    units = []
    for one in found.rows["village"]:
        homes = [
            home["id"]
            for home in found.rows["household"]
            if home["village"] == one["id"] and found.to_be_driven(home)
        ]
        contracted = num(one["contracted_farmland_cmu"])
        meant = both(bool(homes), contracted > 0 if one["contracted_farmland_cmu"] else None)
        flags = (
            sum(home in reached for home in homes) * 10 >= len(homes) * 7,
            contracted * 7 <= found.transferred(one["id"]) * 10 <= contracted * 10,
        )
        earned = any(flags) if found.readings["reward_for_either"] else all(flags)
        units.append(Unit(one["id"], meant, earned))
    return units


def tourism(found: Ledgers) -> list[Unit]:
    """Tourism bases."""
    return [
        Unit(one["village"], True, found.by(one["built_on"]) and one["state"] == "1")
        for one in found.rows["tourism_base"]
    ]


def centre(found: Ledgers) -> list[Unit]:
    """The county's e-commerce centre."""
    some = [
        one
        for one in found.rows["ecommerce_centre"]
        if found.by(one["opened_on"], found.until) and found.lasts(one["closed_on"])
    ]
    return [Unit("", True, bool(some))]


def stations(found: Ledgers) -> list[Unit]:
    """Poor villages with a service station."""
    served = {
        one["village"]
        for one in found.rows["ecommerce_station"]
        if found.by(one["accepted_on"], found.until) and found.runs(one, "closed_on", "2")
    }
    return [
        Unit(one["id"], flag(one["is_poor_village"]), one["id"] in served) for one in found.rows["village"]
    ]


def shops(found: Ledgers) -> list[Unit]:
    """Poor villages with five shops."""
    units = []
    for one in found.rows["village"]:
        some = {
            (row["platform"], row["shop_no"])
            for row in found.rows["online_shop"]
            if row["village"] == one["id"] and row["platform"] and row["shop_no"]
            and found.by(row["opened_on"], found.until) and found.runs(row, "closed_on", "1")
        }  # fmt: skip
        units.append(Unit(one["id"], flag(one["is_poor_village"]), len(some) >= 5))
    return units


def online_entities(found: Ledgers) -> list[Unit]:
    """Poor villages with an entity of e-commerce."""
    there = {
        one["village"]
        for one in found.rows["entity"]
        if one["state"] == "1" and one["industry"] == "FW04"
        and found.by(one["founded_on"])
    }  # fmt: skip
    return [
        Unit(one["id"], flag(one["is_poor_village"]), one["id"] in there) for one in found.rows["village"]
    ]


def paid_in(found: Ledgers) -> list[Unit]:
    """What was paid into the risk fund."""
    total = sum(gain for one, gain in found.moves() if one["transaction_kind"] == "1")
    return [Unit("", True, total >= 12_000_000_00, 1, total)]


def losses(found: Ledgers) -> list[Unit]:
    """Losses shared three to seven."""
    units = []
    for one in found.rows["loss_claim"]:
        loan = found.held["loan"].get(one["loan"])
        if loan is None:
            continue
        loss = num(one["loss_fen"])
        bank = int((Decimal(loss) * Decimal("0.3")).quantize(Decimal(1), ROUND_HALF_UP))
        shares = (one["bank_share_fen"], one["government_share_fen"])
        meant = both(found.by(one["recognised_on"]), True if one["loss_fen"] else None)
        units.append(Unit(found.place_of(loan), meant, shares == (str(bank), str(loss - bank))))
    return units


def transfers(found: Ledgers) -> list[Unit]:
    """Risk fund moved between banks."""
    sums: dict[str, int] = {}
    out = came = 0
    for one, gain in found.moves():
        if one["transaction_kind"] in {"4", "5"}:
            sums[one["reference"]] = sums.get(one["reference"], 0) + gain
            out -= min(gain, 0)
            came += max(gain, 0)
    return [Unit("", out + came > 0, not any(sums.values()), out, came)]


def _subsidies(found: Ledgers, kind: str, half: int) -> list[Unit]:
    units = []
    for one in found.rows["interest_subsidy"]:
        loan = found.held["loan"].get(one["loan"])
        if loan is None:
            continue
        own = None if not loan["borrower_kind"] else loan["borrower_kind"] == kind
        meant = both(both(found.by(one["to_day"]), own), flag(one["is_eligible"]))
        meant = both(meant, True if one["interest_fen"] else None)
        paid = num(one["subsidy_fen"]) if found.by(one["paid_on"]) else 0
        given = not found.by(one["paid_on"]) or bool(one["subsidy_fen"])
        due = -(-num(one["interest_fen"]) // half)
        full = bool(one["interest_fen"]) and given and paid == due
        units.append(Unit(found.place_of(loan), meant, full, num(one["interest_fen"]), paid))
    return units


def household_interest(found: Ledgers) -> list[Unit]:
    """Interest of households, subsidised in full."""
    return _subsidies(found, "1", 1)


def entity_interest(found: Ledgers) -> list[Unit]:
    """Interest of entities, subsidised by half."""
    return _subsidies(found, "2", 2)


def borrowers(found: Ledgers) -> list[Unit]:
    """Borrowers who are able and willing, or willing to drive."""
    units = []
    for one in found.rows["loan"]:
        home = found.held["household"].get(one["household"], {})
        entity = found.held["entity"].get(one["entity"], {})
        if one["borrower_kind"] == "2":
            fit = flag(entity.get("drive_intent", ""))
        else:
            fit = both(flag(home.get("business_ability", "")), flag(home.get("loan_willingness", "")))
        meant = both(found.by(one["lent_on"]), None if fit is None else True)
        units.append(Unit(found.place_of(one), meant, bool(fit)))
    return units


def insurances(found: Ledgers) -> list[Unit]:
    """Insurance policies in force."""
    units = []
    for one in found.rows["insurance"]:
        in_force = found.by(one["from_day"]) and (not one["to_day"] or one["to_day"] >= found.day)
        sums = (num(one["premium_fen"]), num(one["subsidy_fen"])) if in_force else (0, 0)
        units.append(Unit(found.place_of(one), True, in_force, *sums))
    return units


MARKET_RULES: dict[str, Rule] = {
    "R-2.5.1": agreements, "R-2.5.2": driven, "R-2.5.3": land, "R-2.5.4": rewards, "R-2.6.1": tourism,
    "R-2.7.1": centre, "R-2.7.2": stations, "R-2.7.3": shops, "R-2.7.4": online_entities, "R-2.8.1": paid_in, "R-2.8.3": losses,
    "R-2.8.4": transfers, "R-2.8.5": household_interest, "R-2.8.6": entity_interest, "R-2.8.7":
    borrowers, "R-2.8.8": insurances,
}  # fmt: skip
