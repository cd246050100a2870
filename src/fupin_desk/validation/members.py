"""A member: the number against what else is said, ability and school against age, dates of coming and going."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.show import masked
from fupin_desk.model.value import Record, Value
from fupin_desk.validation import dates, identity, schooling
from fupin_desk.validation.case import Case, belongs, closed, same_person
from fupin_desk.validation.objections import error, warning

_CAPABLE_FULL = ("01", "02")
_INCAPABLE = ("03", "04")
_WEAK = "05"
_OUT_OF_COUNTY = ("03", "04")


def check(case: Case, member: Record) -> Iterator[Finding]:
    """Yield what is wrong with a member beyond its single values."""
    number = member.values.get("id_number")
    name = str(member.values.get("name") or "（姓名未填）")
    if number is not None:
        yield from _number(case, member, str(number), name)
        yield from _duplicates(case, member, str(number), name)
    elif member.values.get("id_kind") == "90":
        yield warning(member, "ID-7-none", "id_number", name=name)
    yield from _namesakes(case, member, name)
    yield from _comings_and_goings(member, name)
    if belongs(member, case.today):
        yield from _health(case, member, name)
        born = birth(member)
        if born is not None and born <= case.today:
            age = dates.age(born, case.today)
            yield from _labour(case, member, name, age)
            yield from schooling.check(case, member, name, age)
        yield from _work(member, name)


def birth(member: Record) -> str | None:
    """Return a member's ISO birth date: as it is entered, else as the ID number tells it."""
    entered = member.values.get("birth_date")
    if entered is not None:
        # A date that is none is said by itself, and tells no age.
        return str(entered) if dates.is_iso(str(entered)) else None
    number = member.values.get("id_number")
    return identity.derive(str(number)).birth_date if number is not None else None


def is_capable(case: Case, member: Record) -> bool:
    """Tell whether a member counts as labour-capable (weak or half labour included)."""
    return case.implied("labour_capability", member.values.get("labour_capability"), "capable") in {
        "1",
        "weak",
    }


def has_disability(member: Record) -> bool:
    """Tell whether a member's health or papers say that he or she is disabled."""
    health = str(member.values.get("health_status") or "").split(",")
    return "04" in health or _disability(member)[0] is not None


def _disability(member: Record) -> tuple[Value, Value]:
    told = identity.derive(str(member.values.get("id_number") or ""))
    return (
        member.values.get("disability_kind") or told.disability_kind,
        member.values.get("disability_grade") or told.disability_grade,
    )


def _number(case: Case, member: Record, number: str, name: str) -> Iterator[Finding]:
    field = case.forms["member"].fields["id_number"]
    told = masked("identity", number)
    for wrong in identity.objections(number, case.today):
        yield wrong.at("member", member.id, "id_number", label=f"{name} 的{field.label}", value=told)
    tells = identity.derive(number)
    sex, born = member.values.get("sex"), member.values.get("birth_date")
    if tells.sex and sex is not None and sex != tells.sex:
        sexes = case.codes["sex"]
        yield error(member, "ID-6", "sex", name=name, value=sexes.label(sex), told=sexes.label(tells.sex))
    if tells.birth_date and born is not None and born != tells.birth_date:
        yield error(member, "ID-birth", "birth_date", name=name, value=str(born), told=tells.birth_date)
    kind = member.values.get("id_kind")
    if identity.is_residence_permit(number) and kind != "04":
        yield warning(member, "ID-11", "id_kind", name=name)
    if (len(number) in {20, 22}) != (kind == "02") and kind is not None:
        yield warning(
            member,
            "ID-kind",
            "id_kind",
            name=name,
            kind=case.told(member, "id_kind"),
            length=str(len(number)),
        )


def _duplicates(case: Case, member: Record, number: str, name: str) -> Iterator[Finding]:
    """ID-9: the first 18 characters are one person, wherever they stand."""
    core = number[:18]
    if len(core) < 15 or core.startswith("999999"):
        return
    found = [one for one in case.held.same_person(core) if one.id not in case.own]
    found += [one for one in case.own_of("member") if str(one.values.get("id_number") or "")[:18] == core]
    told = masked("identity", number)
    for other in found:
        if other.id == member.id or same_person(member, other):
            continue
        household = other.values.get("household")
        given = {"name": name, "value": told, "other": str(other.values.get("name") or "（姓名未填）")}
        if household == member.values.get("household"):
            yield error(member, "ID-9", "id_number", **given)
        elif _counts(case, member) and _counts(case, other):
            place = {"head": case.head(household), "village": case.village(household)}
            yield error(member, "ID-9-other", "id_number", **given, **place)
        else:
            place = {"head": case.head(household), "village": case.village(household)}
            yield warning(member, "ID-9-left", "id_number", **given, **place)


def _counts(case: Case, member: Record) -> bool:
    return belongs(member, case.today) and not closed(
        case.record("household", member.values.get("household"))
    )


def _namesakes(case: Case, member: Record, name: str) -> Iterator[Finding]:
    """ID-10: same name, same birth date, another number."""
    born = birth(member)
    if born is None or member.values.get("name") is None:
        return
    core = str(member.values.get("id_number") or "")[:18]
    for other in case.having("member", "name", member.values["name"]):
        # The date first: in a county many people share a name.
        if other.values.get("birth_date") != born or other.id == member.id or same_person(member, other):
            continue
        if str(other.values.get("id_number") or "")[:18] != core:
            household = other.values.get("household")
            given = {"head": case.head(household), "village": case.village(household)}
            yield warning(member, "ID-10", "name", name=name, birth=born, **given)
            return


def _comings_and_goings(member: Record, name: str) -> Iterator[Finding]:
    joined, left = member.values.get("joined_on"), member.values.get("left_on")
    for day, reason, word in (("joined_on", "join_reason", "增加"), ("left_on", "leave_reason", "减少")):
        has_day, has_reason = member.values.get(day) is not None, member.values.get(reason) is not None
        if has_reason and not has_day and not member.unread.get(day):
            yield error(member, "change_without_date", day, name=name, change=word)
        if has_day and not has_reason and not member.unread.get(reason):
            yield warning(member, "change_without_reason", reason, name=name, change=word)
    if joined and left and str(left) < str(joined):
        yield error(member, "DT-2-member", "left_on", name=name, joined=str(joined), left=str(left))
    born = birth(member)
    if born:
        for field, held, word in (("joined_on", joined, "增加"), ("left_on", left, "减少")):
            if held and str(held) < born:
                yield error(
                    member, "before_birth", field, name=name, change=word, value=str(held), birth=born
                )


def _health(case: Case, member: Record, name: str) -> Iterator[Finding]:
    health = str(member.values.get("health_status") or "").split(",")
    if "01" in health and len(health) > 1:
        yield error(
            member, "health_exclusive", "health_status", name=name, value=case.told(member, "health_status")
        )
    kind, grade = _disability(member)
    labour = member.values.get("labour_capability")
    if "04" in health and kind is None:
        yield warning(member, "AG-5", "health_status", name=name)
    if kind is not None and health != [""] and "04" not in health:
        yield warning(
            member, "AG-5-health", "health_status", name=name, value=case.told(member, "health_status")
        )
    if kind == "4" and grade in {"1", "2"} and labour == "01":
        yield warning(
            member, "AG-6", "labour_capability",
            name=name, grade=case.codes["disability_grade"].label(grade), value=case.told(member, "labour_capability"),
        )  # fmt: skip


def _labour(case: Case, member: Record, name: str, age: int) -> Iterator[Finding]:
    labour = member.values.get("labour_capability")
    if labour is None:
        return
    given = {"name": name, "age": str(age), "value": case.told(member, "labour_capability")}
    in_school = schooling.is_in_school(member)
    if age < 16 and labour != "04":
        yield error(member, "AG-1", "labour_capability", **given)
    healthy = member.values.get("health_status") == "01"
    if 16 <= age < 60 and healthy and not in_school and labour in {*_INCAPABLE, _WEAK}:
        yield warning(member, "AG-2", "labour_capability", **given)
    if age >= 16 and in_school and labour != "04":
        yield warning(member, "AG-3", "labour_capability", **given)
    if age >= 60 and labour in _CAPABLE_FULL:
        yield warning(member, "AG-4", "labour_capability", **given)
    if age < 16 and _works(member):
        yield warning(member, "AG-11", "work_region", name=name, reason=f"今年 {age} 岁，未满 16 岁")


def _works(member: Record) -> bool:
    return member.values.get("work_region") is not None or int(member.values.get("work_months") or 0) > 0


def _work(member: Record, name: str) -> Iterator[Finding]:
    region, months = member.values.get("work_region"), member.values.get("work_months")
    if region is not None and months is None and not member.unread.get("work_months"):
        yield error(member, "AG-10", "work_months", name=name, filled="务工区域", empty="务工时间")
    if region is None and int(months or 0) > 0 and not member.unread.get("work_region"):
        yield error(member, "AG-10", "work_region", name=name, filled="务工时间", empty="务工区域")
    if not _works(member):
        return
    if member.values.get("labour_capability") in _INCAPABLE:
        yield warning(member, "AG-11", "work_region", name=name, reason="劳动技能是“丧失劳动力”或“无劳动力”")
    if region in _OUT_OF_COUNTY and schooling.is_in_school(member):
        yield warning(member, "AG-11", "work_region", name=name, reason="正在上学")
