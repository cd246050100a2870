"""Income, land and house of a household: amounts whose sums hold."""

from collections.abc import Sequence

from fupin_desk.demo.dice import Dice
from fupin_desk.demo.people import Person
from fupin_desk.model.value import Values

EXITED = {"1", "4"}
_DIBAO, _WUBAO = "04", "06"
_YUAN = 100
# Yuan a person under which nobody leaves poverty here.
_EXIT_NET_YUAN = 4600


def income(
    dice: Dice, members: Sequence[Person], *, category: str, status: str, farmland_cmu: int
) -> tuple[Values, Values]:
    """Return the incomes of 2016 and 2017 in fen; every sum and difference holds."""
    able = [one for one in members if one.is_capable]
    months = sum(int(one.values.get("work_months") or 0) for one in members)
    old = sum(one.age >= 60 for one in members)
    mu = farmland_cmu // 100
    parts: Values = {
        "income_wage_fen": months * dice.randint(1800, 3100) * _YUAN,
        "income_business_fen": (mu * dice.randint(650, 1150) + len(able) * dice.randint(1500, 4200)) * _YUAN,
        "income_asset_dividend_fen": dice.choice((0, 0, 300, 500, 800)) * _YUAN,
        "income_property_other_fen": dice.choice((0, 0, 0, 200, 360)) * _YUAN,
        "income_family_planning_fen": 0,
        "income_dibao_fen": len(members) * 190 * 12 * _YUAN if category == _DIBAO else 0,
        "income_wubao_fen": len(members) * 5800 * _YUAN if category == _WUBAO else 0,
        "income_pension_fen": old * 103 * 12 * _YUAN,
        "income_eco_compensation_fen": 0,
        "income_transfer_other_fen": mu * 8_652,
    }
    expense = int(parts["income_business_fen"] or 0) * dice.randint(26, 38) // 100
    if status in EXITED:
        lacking = _EXIT_NET_YUAN * _YUAN * len(members) - (_sum(parts) - expense)
        field = "income_wage_fen" if months else "income_transfer_other_fen"
        parts[field] = int(parts[field] or 0) + max(0, lacking)
    before: Values = {name: int(value or 0) * 86 // 100 for name, value in parts.items()}
    return _summed(2016, before, expense * 9 // 10), _summed(2017, parts, expense)


def condition(dice: Dice, size: int, farmland_cmu: int) -> Values:
    """Return production and living conditions of 2017."""
    dangerous = dice.chance(0.05)
    return {
        "year": 2017, "farmland_cmu": farmland_cmu, "irrigated_cmu": farmland_cmu * dice.randint(60, 100) // 100,
        "woodland_cmu": dice.choice((0, 0, 30, 80)), "returned_woodland_cmu": 0, "orchard_cmu": 0, "pasture_cmu": 0,
        "water_surface_cmu": dice.choice((0, 0, 0, 150, 300, 520)), "has_production_power": 1,
        "in_cooperative": int(dice.chance(0.32)), "led_by_enterprise": int(dice.chance(0.12)),
        "led_by_entrepreneur": int(dice.chance(0.1)), "water_difficult": 0, "water_safe": int(dice.chance(0.97)),
        "has_living_power": 1, "has_broadcast_tv": int(dice.chance(0.96)), "road_distance_m": dice.randint(1, 36) * 50,
        "access_road_kind": dice.weighted((("03", 70), ("02", 20), ("01", 6), ("04", 4))),
        "house_area_dm2": (40 + 18 * size + dice.randint(0, 40)) * 100, "is_dangerous_house": int(dangerous),
        "danger_grade": dice.choice("CD") if dangerous else None, "has_sanitary_toilet": int(dice.chance(0.72)),
        "main_fuel": dice.weighted((("04", 62), ("01", 26), ("03", 12))),
    }  # fmt: skip


def farmland(dice: Dice, size: int) -> int:
    """Return a household's land in hundredths of a mu."""
    return size * dice.randint(90, 210)


def _sum(parts: Values) -> int:
    return sum(int(value or 0) for value in parts.values())


def _summed(year: int, parts: Values, expense: int) -> Values:
    own = {name: int(value or 0) for name, value in parts.items()}
    property_fen = own["income_asset_dividend_fen"] + own["income_property_other_fen"]
    transfer = _sum(parts) - own["income_wage_fen"] - own["income_business_fen"] - property_fen
    total = _sum(parts)
    return {
        "year": year, **parts, "income_property_fen": property_fen, "income_transfer_fen": transfer,
        "income_total_fen": total, "business_expense_fen": expense, "income_net_fen": total - expense,
    }  # fmt: skip
