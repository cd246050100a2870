"""One registered household of the demo with everything that hangs on it, as drafts."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from fupin_desk.demo import economy, families, people
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.people import Person
from fupin_desk.demo.stock import Stock
from fupin_desk.model.value import Draft, Values

WILLING, UNWILLING = "1", "2"
SELF_DEVELOPING = {"1", "3"}
# Industries of the Jianghan plain with their weights.
INDUSTRIES = (
    ("ZZ02", 30), ("XM04", 16), ("ZZ10", 12), ("ZZ12", 8), ("XM01", 7), ("SC03", 6), ("XM05", 5), ("ZZ14", 5),
    ("ZZ06", 4), ("SC01", 4), ("XM02", 3),
)  # fmt: skip
_BANKS = (("江陵农村商业银行", "6230520"), ("中国农业银行", "6228480"), ("邮政储蓄银行", "6217990"))
_EXITS = ((2014, 8), (2015, 22), (2016, 34), (2017, 36))


@dataclass(frozen=True, slots=True)
class Village:
    """A village of the demo and how diligent its cadres are, from 0 to 1 for each kind of work.

    `township` is the code of its reporting unit, `contracted_cmu` the farmland that its households contracted.
    """

    id: str
    name: str
    township: str
    is_poor: bool
    contracted_cmu: int | None
    helping: float
    training: float
    advising: float


@dataclass(slots=True)
class Household:
    """A household to be: its record, its rows, and what later chapters of the demo need to know.

    `willing` is the answer in the end; `asked_late` says that it came only in a later survey.
    """

    id: str
    village: Village
    values: Values
    members: list[Person]
    incomes: list[Values] = field(default_factory=list)
    condition: Values = field(default_factory=dict)
    helpers: list[Values] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    willing: str | None = None
    asked_late: bool = False

    @property
    def is_target(self) -> bool:
        """Whether the county promises this household a round of assistance."""
        return self.willing == WILLING and any(one.is_capable for one in self.members)

    @property
    def is_self_developing(self) -> bool:
        """Whether the household develops on its own and is owed guidance."""
        return self.values.get("development_mode") in SELF_DEVELOPING

    @property
    def is_poor(self) -> bool:
        """Whether the household is in the register of the poor in the end, in its village."""
        return self.values.get("village") == self.village.id and self.values.get("poverty_status") not in {
            None,
            "9",
        }

    @property
    def head(self) -> Person:
        """The head of the household."""
        return self.members[0]

    def drafts(self, dice: Dice) -> Iterator[Draft]:
        """Yield the household and its rows as records to be born."""
        yield Draft("household", self.id, self.values, self.unread, is_new=True)
        for one in self.members:
            yield Draft("member", one.id, {**one.values, "household": self.id}, one.unread, is_new=True)
        for kind, rows in (
            ("income", self.incomes),
            ("condition", [self.condition]),
            ("helper", self.helpers),
        ):
            for row in rows:
                if row:
                    yield Draft(kind, dice.id(), {**row, "household": self.id}, is_new=True)


def make(dice: Dice, stock: Stock, village: Village, helpers: list[Values]) -> Household:
    """Return a household as the cadres registered it in the winter before the policy began."""
    members = families.make(dice, stock)
    stock.households += 1
    head = members[0]
    category = _category(dice, stock, members)
    status, exit_year = _status(dice)
    group = f"{dice.randint(1, 12)}组"
    values: Values = {
        "village": village.id, "group_name": group, "address": f"{village.name}{group}{dice.randint(1, 90)}号",
        "household_no": f"36{stock.households:08d}" if dice.chance(0.96) else None, "phone": people.phone(stock),
        "identification_standard": "1", "poverty_category": category, "main_cause": _cause(dice, stock, members),
        "identified_year": 2013 if dice.chance(0.85) else 2015, "poverty_status": status, "exit_year": exit_year,
        "system_state": "1" if dice.chance(0.93) else "2", "is_martyr_family": int(dice.chance(0.01)),
        "is_only_child_family": int(dice.chance(0.05)), "is_two_daughter_family": int(dice.chance(0.03)),
        "is_relocated": int(dice.chance(0.04)),
    }  # fmt: skip
    if exit_year and int(values["identified_year"] or 0) > exit_year:
        values["identified_year"] = 2013
    if dice.chance(0.35):
        values["other_causes"] = ",".join(
            sorted(set(dice.sample(("07", "09", "05"), 2)) - {values["main_cause"]})
        )
    if dice.chance(0.85):
        _open_account(dice, stock, values, head.name)
    if category == "04":
        for one in members:
            one.values["receives_dibao"] = 1
    made = Household(dice.id(), village, values, members)
    _ask_willingness(dice, made)
    land = economy.farmland(dice, len(members))
    made.incomes = list(economy.income(dice, members, category=category, status=status, farmland_cmu=land))
    made.condition = economy.condition(dice, len(members), land)
    made.helpers = _helped(dice, helpers)
    return made


def _category(dice: Dice, stock: Stock, members: list[Person]) -> str:
    """Return 五保 only where everybody is old, a child or disabled."""
    category = stock.shares["poverty_category"].draw(dice)
    fits = all(one.age >= 61 or one.age < 16 or "04" in str(one.values["health_status"]) for one in members)
    return category if category != "06" or (fits and len(members) <= 2) else "01"


def _status(dice: Dice) -> tuple[str, int | None]:
    if dice.chance(0.66):
        return ("4" if dice.chance(0.03) else "1"), dice.weighted(_EXITS)
    return ("3" if dice.chance(0.02) else "0"), None


def _cause(dice: Dice, stock: Stock, members: list[Person]) -> str:
    """Return a main cause that the members bear out."""
    health = {code for one in members for code in str(one.values["health_status"]).split(",")}
    able = sum(one.is_capable for one in members)
    borne_out = {
        "01": bool(health & {"02", "03"}),
        "02": "04" in health,
        "03": any(one.values["school_status"] not in {None, "01"} for one in members),
        "08": able * (2 if len(members) >= 4 else 4) <= len(members),
    }
    for _ in range(12):
        cause = stock.shares["main_cause"].draw(dice)
        if borne_out.get(cause, True):
            return cause
    return "07"


def _open_account(dice: Dice, stock: Stock, values: Values, holder: str) -> None:
    bank, issuer = dice.choice(_BANKS)
    stock.accounts += 1
    digits = f"{issuer}{stock.accounts:011d}"
    total = sum(
        number - 9 * (number > 9)
        for place, digit in enumerate(reversed(digits))
        for number in (int(digit) * (2 - place % 2),)
    )
    values |= {
        "bank_name": bank, "bank_account": f"{digits}{-total % 10}", "account_kind": "1", "account_holder": holder,
        "account_holder_relation": "01",
    }  # fmt: skip


def _ask_willingness(dice: Dice, made: Household) -> None:
    """Decide what the household answers, and whether anybody has asked."""
    able = any(one.is_capable for one in made.members)
    shares = ((WILLING, 86), (UNWILLING, 9), (None, 5)) if able else ((UNWILLING, 90), (None, 10))
    made.willing = dice.weighted(shares)
    made.asked_late = made.willing is not None and dice.chance(0.07)
    if made.willing is None:
        return
    if made.willing == UNWILLING:
        mode: str | None = "4"
    else:
        mode = dice.weighted((("1", 44), ("2", 30), ("3", 23), (None, 3)))
        made.values["industry_direction"] = dice.weighted(INDUSTRIES)
    made.values["development_mode"] = mode
    able = made.willing == WILLING and able
    made.values |= {
        "business_ability": dice.weighted(((1, 76), (0, 20), (None, 4))) if able else 0,
        "loan_willingness": dice.weighted(((1, 58), (0, 36), (None, 6))) if able else 0,
    }
    if not made.asked_late:
        made.values |= {
            "industry_willingness": made.willing,
            "willingness_on": f"2018-01-{dice.randint(16, 31)}",
        }


def _helped(dice: Dice, helpers: list[Values]) -> list[Values]:
    """Return who is responsible; where the person changed, the first one has an end."""
    first = dict(dice.choice(helpers))
    first["started_on"] = dice.choice(("2015-11-02", "2016-03-01", "2017-03-06"))
    if not dice.chance(0.08):
        return [first]
    first["ended_on"] = "2017-08-31"
    second = dict(dice.choice(helpers))
    return [first, {**second, "started_on": "2017-09-01"}] if second["name"] != first["name"] else [first]
