"""All that backs the policy: finance, e-commerce, benefits, and what keeps it going on paper and on the ground."""

from collections.abc import Sequence

from fupin_desk.demo import (
    benefits,
    inspections,
    insurances,
    loans,
    risk,
    safeguards,
    shops,
    subsidies,
    teams,
)
from fupin_desk.demo.book import Book
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household, Village
from fupin_desk.demo.stock import Stock


def provide(
    dice: Dice, stock: Stock, book: Book, registered: Sequence[Household], *, villages: Sequence[Village], unit: str
) -> None:  # fmt: skip
    """Note a year of it.

    Args:
        dice: Chance.
        stock: Names and phone numbers.
        book: Where it is noted; entities and whom they drive are there already.
        registered: The households.
        villages: The villages.
        unit: The reporting unit by name.
    """
    entities = list(book.of_kind("entity"))
    lent = loans.lend(dice.fork(), registered, entities)
    loans.note(dice.fork(), book, lent)
    driving = {str(one.values["entity"]) for _, one in book.of_kind("drive_link")}
    subsidised = subsidies.pay(dice.fork(), book, lent, driving)
    risk.insure(dice.fork(), book, lent)
    insured = insurances.insure(dice.fork(), book, registered, entities, lent)
    shops.open_all(dice.fork(), stock, book, villages, registered)
    teams.move_in(dice.fork(), stock, book, villages)
    inspections.inspect(dice.fork(), stock, book, villages, unit)
    reward = safeguards.paper(dice.fork(), book, villages, unit)
    benefits.receive(dice.fork(), book, registered, reward, subsidised=subsidised, insured=insured)
