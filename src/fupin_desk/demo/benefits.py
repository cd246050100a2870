"""Policies that households had the benefit of: seeds, rewards, interest, insurance, courses, advice, dividends."""

import datetime
from collections.abc import Sequence

from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household
from fupin_desk.model.value import Draft, Values

TITLE = "登记政策享受"
REWARD, INTEREST, INSURANCE = "01", "02", "03"
_FIRST, _LAST = datetime.date(2018, 3, 12), datetime.date(2018, 9, 21)
# Kind, weight, yuan from and to; 0 where nothing is paid out.
_KINDS = (
    (("07", 300, 2400), 38), ((REWARD, 500, 3000), 24), (("04", 0, 0), 16), (("05", 0, 0), 12), (("06", 300, 1200), 10),
)  # fmt: skip


def receive(
    dice: Dice, book: Book, households: Sequence[Household], reward: str, *, subsidised: set[str], insured: set[str]
) -> None:  # fmt: skip
    """Note the benefits of the households that the policy is for; as many miss it as the village is lax.

    Args:
        dice: Chance.
        book: Where they are noted.
        households: Everybody.
        reward: The document that promises rewards.
        subsidised: Whose interest was paid.
        insured: Who is insured.
    """
    for one in households:
        if not one.is_target or not dice.chance(one.village.helping):
            continue
        if one.id in subsidised:
            book.add(
                datetime.date(2018, 7, 23), TITLE, _benefit(dice, one, INTEREST, datetime.date(2018, 7, 20))
            )
        if one.id in insured:
            book.add(
                datetime.date(2018, 9, 10), TITLE, _benefit(dice, one, INSURANCE, datetime.date(2018, 9, 3))
            )
        for _ in range(dice.choice((1, 1, 1, 2))):
            kind, least, most = dice.weighted(_KINDS)
            day = dice.workday(_FIRST, _LAST)
            made = _benefit(dice, one, kind, day)
            if most:
                made.values["amount_fen"] = dice.randint(least // 50, most // 50) * 50_00
            if kind == REWARD:
                made.values["policy_document"] = reward
            book.add(day, TITLE, made)
    _doubles(dice, book)


def _benefit(dice: Dice, household: Household, kind: str, day: datetime.date) -> Draft:
    values: Values = {"household": household.id, "benefit_kind": kind, "received_on": day.isoformat()}
    return born(dice, "policy_benefit", **values)


def _doubles(dice: Dice, book: Book) -> None:
    """Note one benefit of two hundred twice."""
    held = [one for _, one in book.of_kind("policy_benefit")]
    for one in held[7::200]:
        book.add(
            datetime.date(2018, 9, 21),
            TITLE,
            born(dice, "policy_benefit", **one.values),
        )
