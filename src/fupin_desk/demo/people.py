"""One person of the demo: name, ID number, health, work and school that fit the age."""

import datetime
import itertools
from dataclasses import dataclass, field

from fupin_desk.demo.dice import Dice
from fupin_desk.demo.stock import Stock
from fupin_desk.model.value import Values

AS_OF = datetime.date(2018, 9, 30)
MALE, FEMALE = "1", "2"
CAPABLE = {"01", "02"}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FIRST_CARD_YEAR = 1986
# Health by age: up to which age, then the share of each list of codes.
_HEALTH = (
    (15, (("01", 97), ("02", 1), ("04", 2))),
    (44, (("01", 78), ("02", 9), ("03", 4), ("04", 9))),
    (59, (("01", 52), ("02", 26), ("03", 8), ("04", 13), ("02,04", 1))),
    (120, (("01", 36), ("02", 40), ("03", 7), ("04", 15), ("02,04", 2))),
)
_SCHOOLING = (
    (22, (("03", 60), ("04", 30), ("05", 10))),
    (39, (("02", 6), ("03", 56), ("04", 26), ("05", 12))),
    (59, (("01", 4), ("02", 39), ("03", 46), ("04", 11))),
    (120, (("01", 35), ("02", 46), ("03", 16), ("04", 3))),
)
_REGIONS = (("01", 20), ("02", 15), ("03", 20), ("04", 45))


@dataclass(slots=True)
class Person:
    """A member to be: the record's id and values, and what later chapters of the demo need to know."""

    id: str
    age: int
    values: Values
    unread: dict[str, str] = field(default_factory=dict)

    @property
    def is_capable(self) -> bool:
        """Whether the person can work."""
        return self.values.get("labour_capability") in CAPABLE

    @property
    def name(self) -> str:
        """The person's name."""
        return str(self.values["name"])


def check_digit(first17: str) -> str:
    """Return the 18th character of an ID number (GB 11643)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def surname(dice: Dice, stock: Stock) -> str:
    """Return a surname, one in eighty of two characters."""
    return dice.choice(stock.compound_surnames) if dice.chance(0.012) else stock.surnames.draw(dice)


def name(dice: Dice, stock: Stock, family: str, sex: str, born: datetime.date) -> str:
    """Return a name that fits the sex and the years of birth; now and then one that is hard to print."""
    if dice.chance(0.012) and not family[1:]:
        stock.rare_given += 1
        rare = stock.rare_names[stock.rare_given % len(stock.rare_names)]
        return rare if "·" in rare or len(rare) > 3 else family + rare[1:]
    urn = stock.given[sex, min(born.year, 2018) // 10]
    first = urn.draw(dice)
    return family + first + (urn.draw(dice) if dice.chance(0.8) else "")


def adult(dice: Dice, stock: Stock, last_year: int = 1992) -> str:
    """Return the name of somebody in office, born from 1962 to a year."""
    sex, born = dice.choice("112"), datetime.date(dice.randint(1962, last_year), 1, 1)
    return name(dice, stock, stock.surnames.draw(dice), sex, born)


def phone(stock: Stock) -> str:
    """Return a mobile number that no operator gives out, never the same twice."""
    stock.phones += 1
    return f"154{stock.phones * 7919 % 100_000_000:08d}"


def make(
    dice: Dice, stock: Stock, *, relation: str, sex: str, age: int, family: str, far: bool = False
) -> Person:
    """Return a person of an age on the demo's day, with everything that follows from age and health."""
    age = max(0, min(age, 96))
    born = AS_OF - datetime.timedelta(days=int(age * 365.25) + dice.randint(1, 364))
    number = _id_number(dice, stock, born, sex, far=far)
    born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    health = dice.weighted(next(shares for most, shares in _HEALTH if age <= most))
    values: Values = {
        "name": name(dice, stock, family, sex, born), "relation": relation, "id_number": number, "id_kind": "01",
        "sex": sex, "birth_date": born.isoformat(), "ethnicity": stock.shares["ethnicity"].draw(dice),
        "health_status": health, "has_medical_insurance": int(dice.chance(0.98)),
        "has_major_illness_insurance": int(dice.chance(0.9)), "is_serving_soldier": 0, "receives_dibao": 0,
    }  # fmt: skip
    if "04" in health.split(","):
        _certify(dice, values)
    values |= _education(dice, age)
    values |= _ability(dice, age, values)
    if age >= 18:
        values["political_status"] = "01" if dice.chance(0.03) else "13"
    return Person(dice.id(), age, values)


def _id_number(dice: Dice, stock: Stock, born: datetime.date, sex: str, *, far: bool) -> str:
    """Return an ID number of nobody: a real prefix, sequence 990 to 999, never the same twice.

    Where the sequences of a day are used up, a neighbouring county or the day before is taken.
    """
    year = max(born.year, _FIRST_CARD_YEAR)
    prefix = dice.choice(stock.far_prefixes[year]) if far else stock.near_prefixes[year].draw(dice)
    for attempt in itertools.count(1):
        first17 = f"{prefix}{born:%Y%m%d}{990 + 2 * dice.randrange(5) + (sex == MALE)}"
        if first17 not in stock.numbers:
            break
        if attempt > 5:
            prefix = dice.choice(stock.near_prefixes[year].things)
        if attempt % 20 == 0:
            born -= datetime.timedelta(days=1)
    stock.numbers.add(first17)
    return first17 + check_digit(first17)


def _certify(dice: Dice, values: Values) -> None:
    """Give a disabled person the 20 digits of the disability certificate."""
    kind = dice.weighted((("4", 55), ("1", 15), ("2", 10), ("5", 10), ("6", 7), ("7", 3)))
    grade = dice.choice("1234")
    values |= {
        "id_number": f"{values['id_number']}{kind}{grade}", "id_kind": "02",
        "disability_kind": kind, "disability_grade": grade,
    }  # fmt: skip


def _education(dice: Dice, age: int) -> Values:
    """Return education or, for those at school, the year of school; never both."""
    stage = ""
    if 3 <= age < 6:
        stage = "02" if dice.chance(0.6) else ""
    elif 6 <= age <= 11:
        stage = "03"
    elif 12 <= age <= 14:
        stage = f"{age - 8:02d}"
    elif 15 <= age <= 17:
        stage = f"{age - 8:02d}" if age == 15 or dice.chance(0.6) else f"{age - 5:02d}"
        stage = stage if age == 15 or dice.chance(0.9) else ""
    elif 18 <= age <= 21:
        stage = "16" if dice.chance(0.4) else ""
    if stage:
        return {"school_status": stage, "education": None}
    if age < 6:
        return {"education": "06", "school_status": None}
    return {
        "education": dice.weighted(next(s for most, s in _SCHOOLING if age <= most)),
        "school_status": "01",
    }


def _ability(dice: Dice, age: int, values: Values) -> Values:
    """Return labour capability, work and the rest that hangs on them."""
    at_school = values["school_status"] not in {None, "01"}
    labour = _labour(dice, age, str(values["health_status"]), str(values.get("disability_grade") or ""))
    found: Values = {"labour_capability": "04" if at_school else labour}
    if age >= 16:
        found["has_pension_insurance"] = int(dice.chance(0.85))
    if found["labour_capability"] in CAPABLE:
        found["wants_training"] = dice.weighted(((1, 70), (0, 10), (None, 20)))
        if age < 63 and dice.chance(0.42):
            region = dice.weighted(_REGIONS)
            found |= {
                "work_region": region,
                "work_months": dice.randint(6, 11) if region == "04" else dice.randint(2, 10),
            }
    return found


def _labour(dice: Dice, age: int, health: str, grade: str) -> str:
    if age < 16:
        return "04"
    if age >= 60:
        return dice.weighted((("04", 70), ("03", 27), ("01", 3 if health == "01" else 0)))
    if "03" in health or grade in {"1", "2"}:
        return "03"
    if "04" in health:
        return dice.weighted((("01", 35), ("03", 65)))
    if "02" in health:
        return dice.weighted((("01", 72), ("03", 28)))
    return dice.weighted((("01", 87), ("02", 13)))
