"""Households and persons of the file whom a register of their village or family does not list: said, never touched."""

from collections import Counter
from collections.abc import Sequence

from fupin_desk.desk.intake.asking import Sitting
from fupin_desk.desk.intake.recognition import HEAD, Home
from fupin_desk.model.value import Record
from fupin_desk.validation.case import belongs

_CLOSED, _LISTED = "9", 8


def note(sitting: Sitting, homes: Sequence[Home]) -> None:
    """Note whom a register leaves out, where it lists most of a village, or most people of its households.

    Args:
        sitting: The planning.
        homes: The households of the register, recognised.
    """
    stored = {home.held.id: home for home in homes if home.held}
    households = sitting.ground.of("household").values()
    open_ones = [record for record in households if record.values.get("poverty_status") != _CLOSED]
    whole = Counter(record.values.get("village") for record in open_ones)
    listed = Counter(record.values.get("village") for record in open_ones if record.id in stored)
    covered = {village for village, number in listed.items() if village and number * 2 >= whole[village]}
    gone = [
        record for record in open_ones if record.values.get("village") in covered and record.id not in stored
    ]
    if gone:
        names = [_head_of(sitting, record) for record in gone]
        sitting.note(
            f"文件里这些村还有 {len(gone)} 户不在表里（{_few(names)}），没有改动。迁走、清退的户请在程序里登记。"
        )
    _note_persons(sitting, stored)


def _note_persons(sitting: Sitting, stored: dict[str, Home]) -> None:
    today = sitting.desk.today()
    missing, present = [], 0
    for household, home in stored.items():
        if home.head.line.is_refused or "relation" not in home.head.row.member:
            continue
        known = {person.held.id for person in home.persons if person.held}
        people = [
            one for one in sitting.ground.having("member", "household", household) if belongs(one, today)
        ]
        present += len(people)
        missing += [str(record.values.get("name") or "") for record in people if record.id not in known]
    if missing and len(missing) * 2 <= present:
        sitting.note(
            f"表里的户在文件中还有 {len(missing)} 人没有列出（{_few(missing)}），没有改动。"
            "去世、出嫁、迁走的请在程序里办理“减少登记”。"
        )


def _head_of(sitting: Sitting, household: Record) -> str:
    members = sitting.ground.having("member", "household", household.id)
    return next(
        (str(one.values.get("name") or "") for one in members if one.values.get("relation") == HEAD), ""
    )


def _few(names: Sequence[str]) -> str:
    shown = "、".join(name or "未填姓名" for name in names[:_LISTED])
    return f"{shown}等" if len(names) > _LISTED else shown
