"""What is due: visits to follow up, rounds that end, households whose wish nobody has asked."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fupin_desk.model.query import Query
from fupin_desk.model.rule import Tally

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_AHEAD, _BEHIND, _ROUND_AHEAD, _MOST = 30, 90, 120, 4
_OPEN = "1"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due. A click opens a record, or the list behind a rule's unclear units."""

    text: str
    when: str
    tone: str
    kind: str = ""
    record: str = ""
    rule: str = ""


def all_due(desk: "Desk", tallies: list[Tally], place: str | None, day: str) -> list[Due]:
    """Return what is due around an ISO day, the most pressing first.

    Args:
        desk: The open desk.
        tallies: The tallies of the place.
        place: A village, None for the whole file.
        day: The day that is looked at.
    """
    return [*rounds(desk, day), *follow_ups(desk, place, day), *unclear(desk, tallies, day)]


def rounds(desk: "Desk", day: str) -> list[Due]:
    """Return the open rounds that end soon, or should have been closed."""
    found = []
    for one in desk.ids(Query("round", where={"state": (_OPEN,)})):
        record = desk.record("round", one)
        end = str(record.values.get("ended_on") or "") if record else ""
        if not end:
            continue
        left = days(day, end)
        name = str(record.values.get("name") or "帮扶轮次") if record else ""
        if left < 0:
            found.append(Due(f"{name}，还没有关闭", f"过期 {-left} 天", "bad", "round", one))
        elif left <= _ROUND_AHEAD:
            found.append(
                Due(f"{name}结束", f"还有 {left} 天", "warn" if left <= 30 else "plain", "round", one)
            )
    return found


def follow_ups(desk: "Desk", place: str | None, day: str) -> list[Due]:
    """Return the visits whose day of following up is near or past, unless the village was visited again since."""
    first, last = shifted(day, -_BEHIND), shifted(day, _AHEAD)
    found: list[tuple[str, Due]] = []
    for one in desk.ids(Query("visit", place, sort=("-follow_up_on",))):
        record = desk.record("visit", one)
        when = str(record.values.get("follow_up_on") or "") if record else ""
        if when < first or record is None:
            break
        if when > last or len(found) == _MOST or _seen_again(desk, str(record.values.get("village")), when):
            continue
        left = days(day, when)
        village = desk.name_of("village", str(record.values.get("village")))
        text = "今天" if not left else f"还有 {left} 天" if left > 0 else f"过期 {-left} 天"
        found.append(
            (when, Due(f"{village}：专家服务回访", text, "bad" if left < 0 else "warn", "visit", one))
        )
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _seen_again(desk: "Desk", village: str, when: str) -> bool:
    newest = desk.ids(Query("visit", village, sort=("-visited_on",)))[:1]
    record = desk.record("visit", newest[0]) if newest else None
    return record is not None and str(record.values.get("visited_on") or "") >= when


def unclear(desk: "Desk", tallies: list[Tally], day: str) -> list[Due]:
    """Return the rules with units that cannot be judged before somebody asks."""
    rules = {one.id: one for one in desk.pack(day).rules}
    found: dict[tuple[str, ...], Due] = {}
    for one in tallies:
        rule = rules[one.rule]
        if one.unknown and rule.bound is not None and rule.unit in {"household", "member"} and not rule.part:
            text = f"{rule.short}：{one.unknown:,} {'人' if rule.unit == 'member' else '户'}待核"
            # Rules that ask the same wait for the same answers: the first of them speaks for all.
            found.setdefault((rule.unit, *rule.asks), Due(text, "去核实", "warn", rule=rule.id))
    return [*found.values()]


def days(first: str, second: str) -> int:
    """Return the days from one ISO day to another."""
    return (datetime.date.fromisoformat(second) - datetime.date.fromisoformat(first)).days


def shifted(day: str, by: int) -> str:
    """Return the ISO day some days later."""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=by)).isoformat()
