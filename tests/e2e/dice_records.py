"""Random records of every kind, for counting: few villages and days, so that they meet often and on the borders."""

import random
from collections.abc import Callable

from fupin_desk.catalog.catalog import Catalog
from fupin_desk.model.form import Field
from fupin_desk.model.value import Draft, Value, Values

# The policy's first day and deadline, the days beside them, and some between.
DAYS = (
    "2017-11-30", "2018-01-13", "2018-01-14", "2018-02-10", "2018-05-31", "2018-06-30", "2018-07-01", "2018-09-28",
    "2018-09-30", "2019-03-31", "2019-12-31", "2020-01-01",
)  # fmt: skip
# How many records of a kind there are; of others there are a dozen.
COUNTS = {
    "village": 6, "household": 24, "member": 60, "project": 8, "project_event": 40, "project_household": 30,
    "drive_link": 110, "assistance": 40, "attendance": 40, "visit": 16, "visit_household": 30, "online_shop": 90,
    "fund_line": 30, "payment": 30, "village_industry": 30, "plan": 3, "round": 2, "course": 5, "expert": 6,
    "entity": 5, "plan_line": 30, "project_return": 24, "risk_fund": 20, "loan": 16, "interest_subsidy": 40,
}  # fmt: skip
_EMPTY = 0.12


def records(catalog: Catalog, seed: int, townships: tuple[str, ...]) -> list[Draft]:
    """Return drafts of records of every kind that refer to each other, some of them removed."""
    dice = random.Random(seed)  # noqa: S311 - dice, no secret
    forms = [form for form in catalog.forms.values() if form.kind not in {"waiver", "county_figure"}]
    ids = {
        form.kind: [f"{dice.getrandbits(128):032x}" for _ in range(COUNTS.get(form.kind, 12))]
        for form in forms
    }
    drafts = []
    for form in forms:
        for one in ids[form.kind]:
            values = {
                name: _value(field, dice, ids, catalog, townships) for name, field in form.fields.items()
            }
            if form.kind in _TUNED:
                _TUNED[form.kind](values, dice)
            drafts.append(Draft(form.kind, one, values, is_new=True))
    return drafts


def removals(drafts: list[Draft], seed: int) -> list[Draft]:
    """Return the removal of some of the records."""
    dice = random.Random(seed)  # noqa: S311
    return [
        Draft(one.kind, one.id, {}, removed=True, remove_reason="重复")
        for one in drafts
        if dice.random() < (0.25 if one.kind == "village" else 0.06)
    ]


def _value(
    field: Field, dice: random.Random, ids: dict[str, list[str]], catalog: Catalog, townships: tuple[str, ...]
) -> Value:
    if dice.random() < _EMPTY or field.type in {"phone", "id_number"} or field.name == "person":
        return None
    if field.choices == "unit":
        return dice.choice(townships)
    if field.choices:
        codes = list(catalog.codes[field.choices].codes)
        return ",".join(sorted(dice.sample(codes, 1))) if field.type == "codes" else dice.choice(codes)
    by_type: dict[str, Callable[[], Value]] = {
        "date": lambda: dice.choice(DAYS),
        "year": lambda: dice.choice((2017, 2018, 2018, 2019, 2020)),
        "yesno": lambda: dice.choice((1, 1, 0)),
        "record": lambda: dice.choice(ids[field.of]),
        "number": lambda: dice.choice((0, 1, 50, 70, 100, 4_999_999, 5_000_000, dice.randrange(10_000_000))),
        "text": lambda: dice.choice(("甲", "乙", "丙", "丁", "戊", "己")),
    }
    return by_type[field.type]()


def _losses(values: Values, dice: random.Random) -> None:
    if values["loss_fen"] is not None and dice.random() < 0.6:
        loss = int(values["loss_fen"])
        values["bank_share_fen"] = (3 * loss + 5) // 10
        values["government_share_fen"] = loss - (3 * loss + 5) // 10


def _subsidies(values: Values, dice: random.Random) -> None:
    if values["interest_fen"] is not None and dice.random() < 0.6:
        values["subsidy_fen"] = -(-int(values["interest_fen"]) // dice.choice((1, 2)))


def _special_funds(values: Values, dice: random.Random) -> None:
    values["year"] = dice.choice((2017, 2018, 2019))
    if dice.random() < 0.7:
        came_in = ("opening_fen", "appropriated_fen", "top_up_fen", "other_fen")
        values |= {name: dice.choice((0, 0, 100)) for name in (*came_in, "paid_fen", "payable_fen")}
        values["closing_fen"] = sum(int(values[name] or 0) for name in came_in) - int(values["paid_fen"] or 0)


def _risk_fund(values: Values, dice: random.Random) -> None:
    if dice.random() < 0.5:
        values["amount_fen"] = 1_200_000_000 if values["transaction_kind"] == "1" else 100


def _households(values: Values, dice: random.Random) -> None:
    values["poverty_status"] = dice.choice(("0", "2", "2", "2", None))
    values["industry_willingness"] = dice.choice(("1", "1", "1", "2", None))
    values["closed_on"] = dice.choice((None, None, None, *DAYS))


def _members(values: Values, dice: random.Random) -> None:
    values["labour_capability"] = dice.choice(("01", "02", "05", "04", None))
    values["joined_on"], values["left_on"] = (dice.choice((None, None, *DAYS)) for _ in range(2))


def _events(values: Values, dice: random.Random) -> None:
    if values["stage"] in {"98", "99"}:
        values["stage"] = dice.choice(("07", "07", "08", "98"))


def _industries(values: Values, dice: random.Random) -> None:
    if dice.random() < 0.7:
        values["ended_on"] = None


def _shops(values: Values, dice: random.Random) -> None:
    values["shop_no"] = f"店{dice.randrange(9)}"
    values["closed_on"] = dice.choice((None, None, None, "2018-09-30"))
    values["state"] = dice.choice(("1", "1", "2"))


def _villages(values: Values, dice: random.Random) -> None:
    values["is_poor_village"] = dice.choice((1, 1, 1, 0, None))
    values["contracted_farmland_cmu"] = dice.choice((None, 0, 100, 100, 5_000_000))


def _entities(values: Values, dice: random.Random) -> None:
    values["industry"] = dice.choice(("FW04", "ZZ02"))
    values["state"] = dice.choice(("1", "1", "2"))


def _self_checks(values: Values, dice: random.Random) -> None:
    if dice.random() < 0.7:
        values |= dict.fromkeys(("planning_done", "projects_done", "funds_done", "progress_done"), 1)


# What lets the records of a kind meet, and stand on both sides of the borders, often enough.
_TUNED: dict[str, Callable[[Values, random.Random], None]] = {
    "loss_claim": _losses, "interest_subsidy": _subsidies, "special_fund": _special_funds, "risk_fund": _risk_fund,
    "household": _households, "member": _members, "project_event": _events, "village_industry": _industries,
    "online_shop": _shops, "entity": _entities, "village": _villages, "self_check": _self_checks,
}  # fmt: skip
