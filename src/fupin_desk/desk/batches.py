"""Batch entry, because that is how the work comes: one act for many households, signed lists, whole courses."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from fupin_desk.model.change import Batch
from fupin_desk.model.error import RequestError
from fupin_desk.model.value import Draft, Record, Values
from fupin_desk.store.records.record_lookup import Held

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_SPLIT_OUT, _SPLIT_IN, _HEAD = "11", "10", "01"
# What a household that splits off starts with: where it lives and how it is registered.
_CARRIED_ON = (
    "village", "group_name", "identification_standard", "poverty_category", "main_cause", "other_causes",
    "identified_year", "poverty_status", "exit_year", "industry_willingness", "development_mode",
)  # fmt: skip


def _held(desk: "Desk") -> Held:
    return Held(desk.file.connection, desk.catalog.forms)


def give_measure(desk: "Desk", households: Sequence[str], values: Values) -> Batch | None:
    """Record one measure for many households in one batch.

    Raises:
        RequestError: If no household is ticked.
    """
    if not households:
        raise RequestError("还没有勾选农户。请先勾选要登记的户。")
    drafts = [
        Draft("assistance", desk.new_id(), {**values, "household": household}, is_new=True)
        for household in households
    ]
    return desk.save_drafts(drafts, f"批量登记帮扶：{values.get('measure') or ''} {len(drafts)} 户")


def sign_visit(desk: "Desk", visit: str, signed: Collection[str]) -> Batch | None:
    """Set which households were advised in a visit and signed: ticks that are gone are removed."""
    rows = _held(desk).having("visit_household", "visit", visit)
    listed = {str(row.values.get("household")): row for row in rows}
    drafts = [
        Draft("visit_household", row.id, {}, removed=True, remove_reason="签到名单取消勾选")
        for household, row in listed.items()
        if household not in signed
    ]
    for household in signed:
        row = listed.get(household)
        values: Values = {"visit": visit, "household": household, "is_signed": 1}
        drafts.append(Draft("visit_household", row.id if row else desk.new_id(), values, is_new=row is None))
    return desk.save_drafts(drafts, f"专家服务签到：{len(signed)} 户")


def visit_villages(
    desk: "Desk", villages: Sequence[str], experts: Sequence[str], values: Values
) -> Batch | None:
    """Record one trip over several villages as one visit a village.

    Raises:
        RequestError: If no village or no expert is ticked.
    """
    if not villages or not experts:
        raise RequestError("请至少勾选一个村和一位专家。")
    drafts = []
    for village in villages:
        visit = Draft("visit", desk.new_id(), {**values, "village": village}, is_new=True)
        drafts.append(visit)
        drafts += [
            Draft("visit_expert", desk.new_id(), {"visit": visit.id, "expert": expert}, is_new=True)
            for expert in experts
        ]
    return desk.save_drafts(drafts, f"登记专家服务：{len(villages)} 个村")


def attend(desk: "Desk", course: str, members: Mapping[str, str]) -> Batch | None:
    """Set the status of many persons in one course; an empty status takes a person off the list."""
    rows = {str(row.values.get("member")): row for row in _held(desk).having("attendance", "course", course)}
    drafts = []
    for member, status in members.items():
        row = rows.get(member)
        if status:
            values: Values = {"course": course, "member": member, "status": status}
            drafts.append(Draft("attendance", row.id if row else desk.new_id(), values, is_new=row is None))
        elif row:
            drafts.append(Draft("attendance", row.id, {}, removed=True, remove_reason="培训名单取消勾选"))
    return desk.save_drafts(drafts, f"登记培训：{sum(bool(one) for one in members.values())} 人")


def join_project(desk: "Desk", households: Sequence[str], values: Values) -> Batch | None:
    """Let households benefit from a project that is there; `values` name it and say from when and how.

    Raises:
        RequestError: If no household is ticked.
    """
    if not households:
        raise RequestError("还没有勾选农户。请先勾选要加入项目的户。")
    drafts = [
        Draft("project_household", desk.new_id(), {**values, "household": one}, is_new=True)
        for one in households
    ]
    return desk.save_drafts(drafts, f"加入项目受益户：{len(drafts)} 户")


def split_household(
    desk: "Desk", household: str, members: Sequence[str], head: str, day: str
) -> tuple[Batch | None, str]:
    """Move members into a household of their own from a day on.

    The members stay in the old household until that day; the rows in the new one point to the same person,
    so that training and doubles are counted once. Relations to the new head are left open but for the head.

    Args:
        desk: The open desk.
        household: The household that is left.
        members: Ids of the members that go, the new head among them.
        head: The member who heads the new household.
        day: ISO day from which the new household stands.

    Raises:
        RequestError: If the new head does not go along, or nobody would stay.
    """
    held = _held(desk)
    old = held.record("household", household)
    present = [one for one in held.having("member", "household", household) if not one.values.get("left_on")]
    going = [one for one in present if one.id in members]
    if old is None or head not in members or len(going) != len(members):
        raise RequestError("分户的人必须是这一户现有的成员，并从中选定新户主。")
    if len(going) == len(present):
        raise RequestError("不能把全户都分出去：至少要有一人留在原户。整户迁出请改“清退”或村组。")
    new = Draft("household", desk.new_id(), {name: old.values.get(name) for name in _CARRIED_ON}, is_new=True)
    drafts = [new]
    for one in going:
        drafts.append(Draft("member", one.id, {"left_on": day, "leave_reason": _SPLIT_OUT}))
        drafts.append(_moved(desk, one, new.id, is_head=one.id == head, day=day))
    return desk.save_drafts(drafts, f"分户：{len(going)} 人另立一户"), new.id


def _moved(desk: "Desk", member: Record, household: str, *, is_head: bool, day: str) -> Draft:
    values = {
        **member.values,
        "household": household,
        "person": member.values.get("person") or member.id,
        "relation": _HEAD if is_head else None,
        "joined_on": day,
        "join_reason": _SPLIT_IN,
        "left_on": None,
        "leave_reason": None,
        "member_no": None,
    }
    return Draft("member", desk.new_id(), values, is_new=True)
