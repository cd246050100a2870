"""An expert visit: who came, whom they advised, and whether it counts."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning

_VILLAGE, _HOME, _GROUP = "1", "2", "3"
_DONE = "2"
# The day of the county's document; service before it is none of its service.
_START = "2018-01-14"


def check(case: Case, visit: Record) -> Iterator[Finding]:
    """Yield what is wrong with a visit as a whole.

    Source:
        domain.md 3.12; R-2.4.7 (an expert of the county team), R-2.4.8 (listed and signed).
    """
    yield from _dates(case, visit)
    yield from _experts(case, visit)
    yield from _signatures(case, visit)
    village, day, level = (visit.values.get(one) for one in ("village", "visited_on", "level"))
    if village is None or day is None:
        return
    for other in case.having("visit", "village", village):
        if other.id != visit.id and (other.values.get("visited_on"), other.values.get("level")) == (
            day,
            level,
        ):
            yield warning(visit, "VS-twice", "visited_on", value=str(day), level=case.told(visit, "level"))
            return


def check_expert(case: Case, row: Record) -> Iterator[Finding]:
    """Yield whether an expert stands twice in a visit."""
    twins = case.having("visit_expert", "expert", row.values.get("expert"))
    if any(one.id < row.id and one.values.get("visit") == row.values.get("visit") for one in twins):
        expert = case.record("expert", row.values.get("expert"))
        yield error(row, "VS-expert-twice", "expert", name=str(expert.values.get("name") if expert else "?"))


def check_household(case: Case, row: Record) -> Iterator[Finding]:
    """Yield whether a household stands twice in a visit, or lives in another village than was visited."""
    visit, household = case.record("visit", row.values.get("visit")), row.values.get("household")
    found = case.record("household", household)
    if visit is None or found is None:
        return
    twins = case.having("visit_household", "household", household)
    if any(one.id < row.id and one.values.get("visit") == visit.id for one in twins):
        yield error(row, "VS-household-twice", "household", head=case.head(household))
    home, village = found.values.get("village"), visit.values.get("village")
    if home and village and home != village and visit.values.get("level") in {_VILLAGE, _HOME}:
        visited = case.record("village", village)
        yield error(
            row, "VS-village", "household",
            head=case.head(household), village=case.village(household), level=case.told(visit, "level"),
            visited=str(visited.values.get("name") if visited else "?"),
        )  # fmt: skip


def _dates(case: Case, visit: Record) -> Iterator[Finding]:
    day, follow_up = visit.values.get("visited_on"), visit.values.get("follow_up_on")
    if day is None:
        return
    if visit.values.get("status") == _DONE and str(day) > case.today:
        yield error(visit, "VS-future", "visited_on", value=str(day), today=case.today)
    if str(day) < _START:
        yield warning(visit, "VS-early", "visited_on", value=str(day), start=_START)
    if follow_up is not None and str(follow_up) < str(day):
        yield warning(visit, "VS-follow-up", "follow_up_on", value=str(follow_up), visited=str(day))


def _experts(case: Case, visit: Record) -> Iterator[Finding]:
    if visit.values.get("status") != _DONE:
        return
    rows = case.rows("visit_expert")
    experts = [found for one in rows if (found := case.record("expert", one.values.get("expert")))]
    if not experts:
        yield error(visit, "VS-expert")
    elif visit.values.get("level") == _VILLAGE and not any(
        one.values.get("is_team_member") for one in experts
    ):
        names = "、".join(str(one.values.get("name") or "?") for one in experts)
        yield warning(visit, "VS-team", "level", names=names)


def _signatures(case: Case, visit: Record) -> Iterator[Finding]:
    level = visit.values.get("level")
    if visit.values.get("status") != _DONE or level not in {_HOME, _GROUP}:
        return
    rows = case.rows("visit_household")
    if rows and not any(one.values.get("is_signed") for one in rows):
        yield warning(visit, "VS-unsigned", level=case.told(visit, "level"), count=str(len(rows)))
    if not rows and level == _HOME:
        yield warning(visit, "VS-nobody")
