"""Mistakes as the ledgers of projects, funds, entities and land have them: one of each sort where there is room for it."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.entities import E_COMMERCE, Entity
from fupin_desk.demo.funds import Funds
from fupin_desk.demo.households import Household
from fupin_desk.demo.places import Place
from fupin_desk.demo.projects import ACCEPTED, APPROVED, ENTERED, FINISHED, STARTED, Project
from fupin_desk.model.value import Draft, Values

_TITLE = "补录台账"
_DAY = datetime.date(2018, 9, 27)
_FEN = 100
_ADVANCE, _FINAL, _WHOLE = "1", "3", "4"


@dataclass(frozen=True, slots=True)
class Ledgers:
    """What was written into the ledgers, and the households that are no longer in the register."""

    dice: Dice
    settled: Sequence[tuple[Place, list[Entity]]]
    projects: Sequence[Project]
    funds: Funds
    closed: Sequence[Household]

    def project(self, fits: Callable[[Project], bool]) -> Project | None:
        """Return the first project that fits."""
        return next((one for one in self.projects if fits(one)), None)

    def payment(
        self, project: Project, amount: int, day: datetime.date, kind: str, **given: str | int | None
    ) -> Draft:
        """Return a payment to the village of a project, out of the last line of funds that reaches no household."""
        line = next(one for one in reversed(self.funds.lines) if not one.shares)
        values: Values = {
            "project": project.id, "fund_line": line.id, "payment_kind": kind, "paid_on": day.isoformat(),
            "amount_fen": amount, "payee_kind": "3", "village": project.place.village.id, "reviewed_by": "镇扶贫办",
            "reviewed_on": (day - datetime.timedelta(days=2)).isoformat(), **given,
        }  # fmt: skip
        return born(self.dice, "payment", **values)


def note(book: Book, ledgers: Ledgers) -> None:
    """Note every sort of mistake that the ledgers have room for."""
    for sort in _SORTS:
        for draft in sort(ledgers):
            book.add(_DAY, _TITLE, draft)


# --- payments


def _more_than_accepted(made: Ledgers) -> Iterator[Draft]:
    paid = next((one for one in made.funds.payments if one.values["acceptance"]), None)
    if paid is not None:
        more: Values = {
            "amount_fen": 2000 * _FEN, "paid_on": "2018-09-12", "reviewed_on": "2018-09-11", "note": "补发差额",
        }  # fmt: skip
        yield born(made.dice, "payment", **{**paid.values, **more})


def _before_the_library(made: Ledgers) -> Iterator[Draft]:
    """Pay a project that stands before 入库; pay another before its approval."""
    early = made.project(lambda one: ENTERED not in one.days)
    if early is not None:
        yield made.payment(early, 12_000 * _FEN, datetime.date(2018, 8, 16), _ADVANCE)
    approved = made.project(lambda one: APPROVED in one.days and FINISHED not in one.days)
    if approved is not None:
        day = approved.days[APPROVED] - datetime.timedelta(days=15)
        yield made.payment(approved, 6000 * _FEN, day, _ADVANCE)


def _final_too_soon(made: Ledgers) -> Iterator[Draft]:
    working = made.project(
        lambda one: STARTED in one.days and ACCEPTED not in one.days and not one.is_to_households
    )
    if working is not None:
        yield made.payment(working, 9000 * _FEN, datetime.date(2018, 9, 6), _FINAL)


def _wrong_payees(made: Ledgers) -> Iterator[Draft]:
    """Pay an entity without an agreement, and leave out who looked at it."""
    entity = next(
        (one for _, own in made.settled for one in own if one.industry == E_COMMERCE and one.kind == "1"),
        None,
    )
    project = made.project(lambda one: APPROVED in one.days and one.year == 2018 and not one.is_to_households)
    if project is None:
        return
    if entity is not None:
        yield made.payment(
            project,
            5000 * _FEN,
            datetime.date(2018, 9, 7),
            _ADVANCE,
            payee_kind="2",
            entity=entity.id,
            village=None,
        )
    yield made.payment(
        project, 4000 * _FEN, datetime.date(2018, 9, 10), _ADVANCE, reviewed_by=None, reviewed_on="2018-09-11"
    )


# --- funds


def _lines_that_do_not_add_up(made: Ledgers) -> Iterator[Draft]:
    """Name a household twice in one line, and somebody who is no longer in the register in another."""
    lines = [one for one in made.funds.lines if one.shares]
    for line in lines[:1]:
        home = next(iter(line.shares))
        yield born(made.dice, "fund_household", fund_line=line.id, household=home, amount_fen=800 * _FEN)
    for line, left in zip(lines[1:], made.closed[:1], strict=False):
        yield born(made.dice, "fund_household", fund_line=line.id, household=left.id, amount_fen=1500 * _FEN)


def _lines_half_filled(made: Ledgers) -> Iterator[Draft]:
    """Note a line for households that names none, one that counts as no poverty fund, one whose use is not told."""
    base: Values = {
        "year": 2018, "department": "D03", "allocated_on": "2018-08-30", "use_class": "1", "use_detail": "99",
        "target_level": "2", "is_poverty_fund": 0,
    }  # fmt: skip
    wrong: tuple[Values, ...] = (
        {"name": "驻村单位帮扶到户资金", "source": "11", "amount_fen": 36_000 * _FEN, "target_level": "1"},
        {"name": "省级产业扶贫结转资金", "source": "02", "amount_fen": 58_000 * _FEN},
        {
            "name": "用途待明确的扶贫资金", "source": "01", "amount_fen": 80_000 * _FEN, "is_poverty_fund": 1, "use_class": None,
            "target_level": None,
        },
    )  # fmt: skip
    for one in wrong:
        yield born(made.dice, "fund_line", **{**base, **one})


# --- projects


def _stages_out_of_order(made: Ledgers) -> Iterator[Draft]:
    """Hand a project over before it was accepted."""
    accepted = made.project(lambda one: ACCEPTED in one.days and "10" not in one.days)
    if accepted is not None:
        day = accepted.days[ACCEPTED] - datetime.timedelta(days=9)
        yield born(made.dice, "project_event", project=accepted.id, stage="10", happened_on=day.isoformat())


def _projects_half_filled(made: Ledgers) -> Iterator[Draft]:
    """Take the goal from one project, the batch from another, the answer whether it is major from a third."""
    inside = [one for one in made.projects if APPROVED in one.days and one.year == 2018 and not one.is_major]
    for one, values in zip(
        inside, ({"performance_goal": None}, {"batch_no": None}, {"is_major": None}), strict=False
    ):
        yield Draft("project", one.id, dict(values))
    for one in inside[3:4]:
        yield Draft("project", one.id, {"budget_fen": None}, {"budget_fen": "约三十万"})


def _twice_in_a_project(made: Ledgers) -> Iterator[Draft]:
    served = made.project(lambda one: bool(one.homes) and one.is_to_households)
    if served is not None:
        yield born(made.dice, "project_household", project=served.id, household=served.homes[0].id)
        yield born(made.dice, "project_village", project=served.id, village=served.place.village.id)
    last_year = made.project(lambda one: one.year == 2017)
    if last_year is not None:
        yield born(made.dice, "project_return", project=last_year.id, year=2017, return_fen=30_000 * _FEN)


# --- entities, land, industries


def _entities_in_doubt(made: Ledgers) -> Iterator[Draft]:
    """Give two entities one credit code; drive a household that is no longer in the register."""
    running = [one for _, own in made.settled for one in own if one.kind in {"1", "2"}]
    if len(running) > 2:
        code = "93421099MA0000001A"
        yield from (Draft("entity", one.id, {"credit_code": code}) for one in running[:2])
    for home in made.closed[:1]:
        yield born(
            made.dice, "drive_link", entity=running[0].id, household=home.id, modes="8", started_on="2018-04-02",
            agreement_no="DD2018-补01",
        )  # fmt: skip


def _land_in_doubt(made: Ledgers) -> Iterator[Draft]:
    """Transfer more than a village has; use a number twice; end a transfer before it begins."""
    counted = [one.village for one, _ in made.settled if one.village.contracted_cmu]
    base: Values = {"transferee": "外地种植公司", "rent_fen": 600 * _FEN, "started_on": "2018-06-04"}
    wrong: tuple[Values, ...] = (
        {"contract_no": "LZ2018-补01", "area_cmu": int(counted[0].contracted_cmu or 0) * 2 // 5},
        {"contract_no": "LZ2018-补02", "area_cmu": 5000, "ended_on": "2018-05-04"},
        {"contract_no": "LZ2018-补02", "area_cmu": 3000},
    )
    for village, values in zip(counted[::2], wrong, strict=False):
        yield born(made.dice, "land_transfer", **base, village=village.id, **values)


def _industries_in_doubt(made: Ledgers) -> Iterator[Draft]:
    """Let a part be more than the whole; leave out what kind of base or of works it is."""
    plain = next((one for one, _ in made.settled if not one.village.is_poor), made.settled[0][0]).village
    yield born(
        made.dice, "village_industry", village=plain.id, year=2018, industry="ZZ06", name="双低油菜", is_feature=0,
        is_one_village_one_product=0, state="1", area_cmu=30_000, contiguous_cmu=38_000,
    )  # fmt: skip
    yield born(
        made.dice,
        "base",
        name=f"{plain.name}产业基地",
        base_kind=None,
        village=plain.id,
        state="1",
        workers=12,
    )
    yield born(
        made.dice, "infrastructure", name=f"{plain.name}配套设施", infrastructure_kind=None, village=plain.id,
        serves_industry_area=1, serves_entity=0, finished_on="2018-07-12",
    )  # fmt: skip


_SORTS: tuple[Callable[[Ledgers], Iterator[Draft]], ...] = (
    _more_than_accepted, _before_the_library, _final_too_soon, _wrong_payees, _lines_that_do_not_add_up,
    _lines_half_filled, _stages_out_of_order, _projects_half_filled, _twice_in_a_project, _entities_in_doubt,
    _land_in_doubt, _industries_in_doubt,
)  # fmt: skip
