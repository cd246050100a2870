"""Who is the head of a household: whom the register calls so, or the file; nobody becomes head by his place in a list."""

from collections.abc import Iterable

from fupin_desk.desk.intake.asking import Sitting
from fupin_desk.desk.intake.recognition import HEAD, Home, Person
from fupin_desk.exchange import household_rows
from fupin_desk.exchange.household_rows import Gathered, RowOfMember
from fupin_desk.model.importing import CellIssue
from fupin_desk.model.value import Record, Value
from fupin_desk.validation.case import belongs


def regrouped(sitting: Sitting, homes: Iterable[Gathered]) -> list[Gathered]:
    """Return the households of a register, persons without a head or a number under the household that is stored of them."""
    result: list[Gathered] = []
    apart: dict[str, Gathered] = {}
    for home in homes:
        if home.is_told:
            result.append(home)
            continue
        stored = [_stored(sitting, row) for row in home.rows]
        households = {str(record.values.get("household")) for record in stored if record}
        is_one = home.is_block and len(households) < 2
        whole = f"{home.rows[0].raw.sheet}/{home.rows[0].raw.number}"
        for row, record in zip(home.rows, stored, strict=True):
            row.is_head = record is not None and record.values.get("relation") == HEAD
            key = str(record.values.get("household")) if record else f"{row.raw.sheet}/{row.raw.number}"
            key = (next(iter(households), whole)) if is_one else key
            if key not in apart:
                apart[key] = Gathered(is_block=home.is_block)
                result.append(apart[key])
            apart[key].rows.append(row)
    for home in apart.values():
        home.collect()
    return result


def _stored(sitting: Sitting, row: RowOfMember) -> Record | None:
    cell = row.member.get(household_rows.ID)
    number = sitting.reader.read("member", "id_number", cell[0]).value if cell else None
    holders = sitting.references.holders(str(number)) if number else []
    return holders[0] if len(holders) == 1 else None


def keep_household(home: Home) -> None:
    """Let persons of whom none is the head change nothing of their household but what is still empty."""
    if home.is_headed or home.held is None:
        return
    for name, value in list(home.own.values.items()):
        stored = home.held.values.get(name)
        if value is not None and stored is not None and value != stored:
            del home.own.values[name]
            column = home.own.column(name)
            if column:
                home.own.issues.append(CellIssue(column, "这一户的户主不在表里，户的这一项没有改动。"))


def _relation(person: Person) -> Value:
    stored = person.held.values.get("relation") if person.held else None
    return person.reading.values.get("relation") or stored


def refuse_heads(sitting: Sitting, home: Home) -> None:
    """Keep out a household that would have no head, two, or another one of whom the register does not tell."""
    here = [person for person in home.persons if not person.line.is_refused]
    known = {person.held.id for person in here if person.held}
    today = sitting.desk.today()
    present = (
        [one for one in sitting.ground.having("member", "household", home.held.id) if belongs(one, today)]
        if home.held
        else []
    )
    heads = [person for person in here if _relation(person) == HEAD]
    # What was wrong before is told by the checks, and no reason to keep the row out.
    is_new = any(person.held is None or person.held.values.get("relation") != HEAD for person in heads)
    absent = [
        str(record.values.get("name") or "")
        for record in present
        if record.id not in known and record.values.get("relation") == HEAD
    ]
    line = home.head.line
    column = home.head.reading.column("relation")
    if len(heads) > 1 and is_new:
        line.refuse(
            column,
            f"这一户有 {len(heads)} 人写成户主（{'、'.join(person.line.name for person in heads)}）。一户只能有一位户主：请改正与户主关系；"
            "如果是两户，请给每一户写上各自的户编号。",
        )
    elif is_new and absent:
        line.refuse(
            column,
            f"文件里这一户的户主是{absent[0]}，表里没有写他。如果换了户主，请把{absent[0]}也写进这一户，写明他与新户主的关系；"
            "如果他已去世或迁走，请先在程序里办理“减少登记”；如果是分户，请先在程序里办理“分户”。",
        )
    elif (
        not heads
        and not absent
        and (home.held is None or any(one.values.get("relation") == HEAD for one in present))
    ):
        line.refuse(column, "这样一来这一户就没有户主了。请在“与户主关系”里写明谁是“户主”。")
