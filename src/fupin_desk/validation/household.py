"""A household: its head and family, its registration, its causes against its members, its telephone."""

from collections.abc import Iterator, Sequence

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import accounts, livelihood, members
from fupin_desk.validation.case import Case, belongs, closed
from fupin_desk.validation.objections import error, warning

_EXITED = ("1", "4")
_EXIT_YEAR_NEEDED = ("1", "2", "4")
_PARENTS = ("11", "12", "13", "14", "15", "16")
_CHILDREN = ("03", "04")
_GENERATION = 14


def check(case: Case, household: Record) -> Iterator[Finding]:
    """Yield what is wrong with a household beyond its single values."""
    family = [one for one in case.rows("member") if belongs(one, case.today)]
    yield from _registration(case, household)
    yield from _number(case, household)
    yield from _phone(case, household, family)
    yield from accounts.check(case, household, family)
    if closed(household):
        return
    if not family:
        yield error(household, "HH-6")
        return
    yield from _head(household, family)
    yield from _kinship(case, family)
    yield from _causes(case, household, family)
    yield from livelihood.check(case, household, family)


def check_helper(_: Case, helper: Record) -> Iterator[Finding]:
    """Yield what is wrong with the dates of a helper; two helpers at the same time are allowed."""
    started, ended = helper.values.get("started_on"), helper.values.get("ended_on")
    if started and ended and str(ended) < str(started):
        name = str(helper.values.get("name") or "（姓名未填）")
        yield error(helper, "DT-2-helper", "ended_on", name=name, started=str(started), ended=str(ended))


def _registration(case: Case, household: Record) -> Iterator[Finding]:
    values = household.values
    status, exit_year, identified = (
        values.get("poverty_status"),
        values.get("exit_year"),
        values.get("identified_year"),
    )
    if status in _EXIT_YEAR_NEEDED and exit_year is None and not household.unread.get("exit_year"):
        yield error(household, "HH-9", "exit_year", status=case.told(household, "poverty_status"))
    if exit_year is not None and identified is not None and int(exit_year) < int(identified):
        yield error(household, "HH-9-order", "exit_year", value=str(exit_year), identified=str(identified))
    if exit_year is not None and status in _EXITED and int(exit_year) > int(case.today[:4]):
        status_text = case.told(household, "poverty_status")
        yield error(household, "HH-9-future", "exit_year", value=str(exit_year), status=status_text)
    if closed(household):
        if values.get("closed_on") is None and not household.unread.get("closed_on"):
            yield error(household, "closed_without_date", "closed_on")
        if values.get("close_reason") is None and not household.unread.get("close_reason"):
            yield warning(household, "closed_without_reason", "close_reason")
    if values.get("willingness_on") is not None and values.get("industry_willingness") is None:
        yield warning(
            household,
            "willingness_without_answer",
            "industry_willingness",
            date=str(values["willingness_on"]),
        )
    main = values.get("main_cause")
    if main is not None and main in str(values.get("other_causes") or "").split(","):
        yield error(household, "HH-7", "other_causes", value=case.told(household, "main_cause"))


def _number(case: Case, household: Record) -> Iterator[Finding]:
    number = household.values.get("household_no")
    if number is None:
        return
    text = str(number)
    if not (len(text) == 10 and text.isdigit()):
        yield warning(household, "HH-5-form", "household_no", value=text, length=str(len(text)))
    for other in case.having("household", "household_no", text):
        if other.id != household.id:
            place = {"head": case.head(other.id), "village": case.village(other.id)}
            yield error(household, "HH-5", "household_no", value=text, **place)


def _phone(case: Case, household: Record, family: Sequence[Record]) -> Iterator[Finding]:
    phone = household.values.get("phone")
    heads = [one for one in family if one.values.get("relation") == "01"]
    if phone is None:
        if not closed(household) and not any(one.values.get("phone") for one in heads):
            yield warning(household, "HH-13", "phone")
        return
    others = [
        one for one in case.having("household", "phone", phone) if one.id != household.id and not closed(one)
    ]
    if others:
        place = {"head": case.head(others[0].id), "village": case.village(others[0].id)}
        value = case.told(household, "phone")
        yield warning(household, "HH-13-shared", "phone", value=value, count=str(len(others)), **place)


def _head(household: Record, family: Sequence[Record]) -> Iterator[Finding]:
    heads = [one for one in family if one.values.get("relation") == "01"]
    if not heads:
        yield error(household, "HH-1-none")
    for one in heads[1:]:
        first, name = (str(who.values.get("name") or "（姓名未填）") for who in (heads[0], one))
        yield error(one, "HH-1", "relation", name=name, head=first, count=str(len(heads)))
    spouses = [one for one in family if one.values.get("relation") == "02"]
    for one in spouses[1:]:
        first, name = (str(who.values.get("name") or "（姓名未填）") for who in (spouses[0], one))
        yield error(one, "HH-2", "relation", name=name, spouse=first)
    if heads and spouses:
        sexes = heads[0].values.get("sex"), spouses[0].values.get("sex")
        if sexes[0] == sexes[1] and sexes[0] in {"1", "2"}:
            head, name = (str(who.values.get("name") or "（姓名未填）") for who in (heads[0], spouses[0]))
            yield warning(
                spouses[0], "HH-2-sex", "sex", name=name, head=head, sex="男" if sexes[0] == "1" else "女"
            )


def _kinship(case: Case, family: Sequence[Record]) -> Iterator[Finding]:
    heads = [one for one in family if one.values.get("relation") == "01"]
    head_born = members.birth(heads[0]) if heads else None
    for one in family:
        relation, sex = one.values.get("relation"), one.values.get("sex")
        implied = case.implied("relation", relation, "sex")
        name = str(one.values.get("name") or "（姓名未填）")
        if implied and sex in {"1", "2"} and implied != sex:
            given = {"value": case.told(one, "relation"), "sex": case.told(one, "sex")}
            yield error(one, "HH-3", "relation", name=name, **given)
        born = members.birth(one)
        if born is None or head_born is None:
            continue
        gap = int(born[:4]) - int(head_born[:4])
        if (relation in _CHILDREN and gap < _GENERATION) or (relation in _PARENTS and -gap < _GENERATION):
            given = {"value": case.told(one, "relation"), "born": born, "head_born": head_born}
            yield warning(one, "HH-4", "relation", name=name, least=str(_GENERATION), **given)


def _causes(case: Case, household: Record, family: Sequence[Record]) -> Iterator[Finding]:
    """HH-8: the main cause against what the members are; one member whose answer is missing keeps it open."""
    cause = household.values.get("main_cause")
    health = [str(one.values.get("health_status") or "") for one in family]
    if cause == "02" and "" not in health and not any(members.has_disability(one) for one in family):
        yield warning(household, "HH-8-disabled", "main_cause")
    if cause == "01" and "" not in health and not any("02" in one or "03" in one for one in health):
        yield warning(household, "HH-8-ill", "main_cause")
    if cause == "03" and not any(one.values.get("school_status") not in {None, "01"} for one in family):
        yield warning(household, "HH-8-school", "main_cause")
    if cause == "08":
        able = sum(members.is_capable(case, one) for one in family)
        if able * (2 if len(family) >= 4 else 4) > len(family):
            yield warning(household, "HH-8-labour", "main_cause", able=str(able), members=str(len(family)))
