"""What the policy builds beyond people: plans, industries, entities, projects and the money behind them."""

import datetime
from collections.abc import Sequence

from fupin_desk.demo import entities, funds, industries, land, ledger_mistakes, people, plans
from fupin_desk.demo.book import Book
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.entities import Entity
from fupin_desk.demo.funds import Funds
from fupin_desk.demo.households import Household
from fupin_desk.demo.ledger_mistakes import Ledgers
from fupin_desk.demo.places import Place
from fupin_desk.demo.projects import Library
from fupin_desk.demo.stock import Stock

_CLERKS = 12


def carry_out(
    dice: Dice, stock: Stock, book: Book, places: Sequence[Place], townships: Sequence[tuple[str, str]],
    *, splitting: str | None, closed: Sequence[Household],
) -> list[tuple[Place, list[Entity]]]:  # fmt: skip
    """Note a year of plans, industries, entities, projects and funds.

    Args:
        dice: Where chance comes from.
        stock: Names, and what was given out already.
        book: The diary.
        places: The villages.
        townships: Codes and names of the reporting units that have villages here.
        splitting: The village where a household splits.
        closed: The households that left the register.

    Returns:
        The villages with their entities that run.
    """
    clerks = [_clerk(dice, stock) for _ in range(_CLERKS)]
    for place in places:
        industries.grow(dice, book, place)
        industries.lay_out(dice, book, place)
    industries.lead(dice, book, townships)
    settled = [(place, entities.found(dice, stock, book, place)) for place in places]
    industries.build_bases(dice, book, settled)
    industries.invite(dice, book, places)
    plans.draw_up(dice, book, places, townships)
    driving = entities.drive(dice, book, settled, splitting=splitting)
    library = Library(
        dice, book, dict(townships), clerks, [one.village.id for one in places if one.village.is_poor]
    )
    counted = 0
    for place, own in settled:
        land.transfer(dice, book, place, own, counted)
        counted += place.village.contracted_cmu is not None
        library.fill(place, own)
    ledger = Funds(dice, book, clerks, driving)
    ledger.allocate(places, library.projects, townships)
    ledger.settle(library.projects)
    funds.special(dice, book, len(townships))
    ledger_mistakes.note(book, Ledgers(dice, settled, library.projects, ledger, closed))
    return settled


def _clerk(dice: Dice, stock: Stock) -> str:
    return people.name(dice, stock, stock.surnames.draw(dice), dice.choice("112"), datetime.date(1975, 1, 1))
