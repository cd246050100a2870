"""A household's income, minimum allowance and measures against each other (HH-10, HH-14 to HH-17, AG-13, R-2.2.7)."""

from collections.abc import Iterator, Sequence

from fupin_desk.model.amount import scaled
from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import dates, members, poverty_line
from fupin_desk.validation.case import Case, belongs, latest
from fupin_desk.validation.objections import warning

_EXITED = ("1", "4")
_MINIMUM_ALLOWANCE = ("02", "04", "08")
_FIVE_GUARANTEES = ("03", "06", "07")
# 产业、就业、金融、公益性岗位: the kinds that develop a household.
_DEVELOPING = ("01", "02", "03", "04")
_WILLING = "1"
_OTHER_MEASURE = "99"
_DONE = ("2", "3")


def check(case: Case, household: Record, family: Sequence[Record]) -> Iterator[Finding]:
    """Yield what does not fit between a household's category, members, income and measures.

    Args:
        case: The page under examination.
        household: The household, not closed.
        family: Its members today, at least one.
    """
    income = latest(case.rows("income"), "year")
    yield from _category(case, household, family, income)
    if income is not None:
        yield from _poverty_line(case, household, income)
        yield from _wages(case, income, family)
    yield from _measures(case, household, family, income)


def _category(
    case: Case, household: Record, family: Sequence[Record], income: Record | None
) -> Iterator[Finding]:
    category = household.values.get("poverty_category")
    told = case.told(household, "poverty_category")
    if category in _MINIMUM_ALLOWANCE:
        if all(one.values.get("receives_dibao") == 0 for one in family):
            yield warning(household, "HH-10-member", "poverty_category", value=told)
        if income is not None and income.values.get("income_dibao_fen") == 0:
            yield warning(
                income, "HH-10-income", "income_dibao_fen", value=told, year=str(income.values["year"])
            )
    if category in _FIVE_GUARANTEES:
        for one in family:
            born = members.birth(one)
            age = dates.age(born, case.today) if born else None
            if age is not None and 16 <= age < 60 and not members.has_disability(one):
                name = str(one.values.get("name") or "（姓名未填）")
                yield warning(
                    household, "HH-10-able", "poverty_category", value=told, name=name, age=str(age)
                )
                return


def _poverty_line(case: Case, household: Record, income: Record) -> Iterator[Finding]:
    year, net = int(income.values["year"] or 0), income.values.get("income_net_fen")
    line = poverty_line.fen(year)
    exit_year = household.values.get("exit_year")
    if net is None or line is None or household.values.get("poverty_status") not in _EXITED:
        return
    if exit_year is not None and year < int(exit_year):
        return
    # Those who lived there at the end of that year share its income.
    day = min(f"{year}-12-31", case.today)
    heads = sum(belongs(one, day) for one in case.rows("member"))
    if heads and int(net) < line * heads:
        given = {"year": str(year), "mean": scaled(int(net) // heads, 2), "line": scaled(line, 2)}
        yield warning(income, "HH-14-line", "income_net_fen", **given)


def _wages(case: Case, income: Record, family: Sequence[Record]) -> Iterator[Finding]:
    wage = income.values.get("income_wage_fen")
    if wage is None or not wage:
        return
    if int(wage) < 100_00:
        yield warning(income, "AG-13", "income_wage_fen", value=case.told(income, "income_wage_fen"))
        return
    months = sum(int(one.values.get("work_months") or 0) for one in family)
    if months and not 400_00 * months <= int(wage) <= 30000_00 * months:
        given = {"value": case.told(income, "income_wage_fen"), "months": str(months)}
        yield warning(income, "AG-13-month", "income_wage_fen", mean=scaled(int(wage) // months, 2), **given)


def _measures(
    case: Case, household: Record, family: Sequence[Record], income: Record | None
) -> Iterator[Finding]:
    if not case.is_poor(household):
        return
    able = any(members.is_capable(case, one) for one in family)
    if able and household.values.get("industry_willingness") == _WILLING and _has_no_direction(household):
        yield warning(household, "R-2.2.7", "industry_direction")
    measures = case.having("assistance", "household", household.id)
    kinds = {one.values.get("assistance_kind") for one in measures} - {None}
    if able and not kinds.intersection(_DEVELOPING):
        yield warning(household, "HH-16")
    if kinds == {_OTHER_MEASURE}:
        yield warning(household, "HH-17")
    if income is None or income.values.get("income_business_fen") != 0:
        return
    year = str(income.values["year"])
    industry = [
        one for one in measures
        if one.values.get("assistance_kind") == "01" and one.values.get("status") in _DONE
        and str(one.values.get("done_on") or "9999")[:4] <= year
    ]  # fmt: skip
    if industry and not income.values.get("income_asset_dividend_fen"):
        yield warning(
            income, "HH-15", "income_business_fen", year=year, measure=str(industry[0].values.get("measure"))
        )


def _has_no_direction(household: Record) -> bool:
    return household.values.get("industry_direction") is None and not household.unread.get(
        "industry_direction"
    )
