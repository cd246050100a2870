"""School and education of a member against the age (AG-7 to AG-9, AG-15)."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record, Value
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning

# Usual ages by school status: primary, middle, upper middle and vocational schools; postgraduates.
_PRIMARY, _MIDDLE = ("03",), ("04", "05", "06")
_UPPER = ("07", "08", "09", "10", "11", "12", "22", "23", "24")
_NOT_IN_SCHOOL = (None, "01", "21")
_PRESCHOOL_EDUCATION = "06"
_PRESCHOOL = ("02", "21")
_LOW_EDUCATION = ("01", "02", "06")


def is_in_school(member: Record) -> bool:
    """Tell whether a member goes to school, kindergarten included."""
    return member.values.get("school_status") not in _NOT_IN_SCHOOL


def _usual_ages(school: Value) -> tuple[int, int] | None:
    if school in _PRIMARY:
        return 6, 14
    if school in _MIDDLE:
        return 12, 17
    if school in _UPPER:
        return 15, 20
    if school in _PRESCHOOL:
        return 0, 6
    return (20, 60) if school == "37" else None


def check(case: Case, member: Record, name: str, age: int) -> Iterator[Finding]:
    """Yield what does not fit between school, education and age.

    Args:
        case: The page under examination.
        member: A member who belongs to the household today.
        name: The member's name, for the findings.
        age: Completed years today.
    """
    education, school = member.values.get("education"), member.values.get("school_status")
    if education is None and school is None:
        if not (member.unread.get("education") or member.unread.get("school_status")):
            yield error(member, "AG-7", "education", name=name)
    elif education is not None and is_in_school(member) and not (education == "06" and school in _PRESCHOOL):
        given = {"education": case.told(member, "education"), "school": case.told(member, "school_status")}
        yield error(member, "AG-7-both", "education", name=name, **given)
    usual = _usual_ages(school)
    if usual is not None and not usual[0] <= age <= usual[1]:
        yield warning(
            member, "AG-8", "school_status",
            name=name, age=str(age), value=case.told(member, "school_status"), least=str(usual[0]), most=str(usual[1]),
        )  # fmt: skip
    if education == _PRESCHOOL_EDUCATION and age >= 7:
        yield warning(member, "AG-8-preschool", "education", name=name, age=str(age))
    disabled = "04" in str(member.values.get("health_status") or "").split(",")
    waits = age == 6 and education == _PRESCHOOL_EDUCATION
    if 6 <= age <= 15 and not is_in_school(member) and not disabled and not waits:
        yield warning(member, "AG-9", "school_status", name=name, age=str(age))
    if 16 <= age <= 22 and education in _LOW_EDUCATION and not is_in_school(member):
        value = case.told(member, "education")
        yield warning(member, "AG-15", "education", name=name, age=str(age), value=value)
