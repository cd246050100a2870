"""Rows of a register -> households with their members, in whichever of three ways the register is laid out.

A row per member with the household's columns repeated; the same with them on the head's row only, merged or blank
below; or a row of the head followed by rows of the others, as the national system exports it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from fupin_desk.exchange import cells
from fupin_desk.exchange.layout import Layout
from fupin_desk.exchange.vocabulary import HEAD, HEAD_ID
from fupin_desk.model.importing import Cell, RawRow

NUMBER, VILLAGE, GROUP = "household.household_no", "household.village", "household.group_name"
NAME, ID, RELATION = "name", "id_number", "relation"
_MEMBER = "member."
# How a column counts households or rows; it tells households apart where it is left empty or merged below their first.
_SERIAL, _SERIALS = "@serial", frozenset({"序号", "户序号"})
# Of the households that a column seems to begin, so many must have one head, or it does not begin households.
_SURE = 0.8


@dataclass(slots=True)
class RowOfMember:
    """One row: cell and column (from 1) of what it says of a member, by field, and of the household, by target."""

    raw: RawRow
    member: dict[str, tuple[Cell, int]]
    own: dict[str, tuple[Cell, int]]
    is_head: bool = False
    serial: str = ""

    def text(self, target: str) -> str:
        """Return the text of a cell without blanks around it."""
        if target == _SERIAL:
            return self.serial
        found = self.own.get(target)
        return cells.text(found[0]).strip() if found else ""

    def person(self, name: str) -> str:
        """Return the text of a member's field without blanks around it."""
        found = self.member.get(name)
        return cells.text(found[0]).strip() if found else ""


@dataclass(slots=True)
class Gathered:
    """A household as the register shows it. `own` maps a target to its cell, its column and its row.

    `is_block` says that a column which is written once a household holds the rows together.
    """

    rows: list[RowOfMember] = field(default_factory=list)
    own: dict[str, tuple[Cell, int, RowOfMember]] = field(default_factory=dict)
    conflicts: list[tuple[RowOfMember, str, int]] = field(default_factory=list)
    is_block: bool = False

    @property
    def head(self) -> RowOfMember:
        """The row of the head; the first row where nobody is called the head."""
        return next((row for row in self.rows if row.is_head), self.rows[0])

    @property
    def is_told(self) -> bool:
        """Whether the register says which household this is: by a head, a number, or the name or number of the head."""
        targets = {target for row in self.rows for target in row.own}
        return any(row.is_head for row in self.rows) or not targets.isdisjoint((NUMBER, HEAD, HEAD_ID))

    def text(self, target: str) -> str:
        """Return what the register says of the household, without blanks around it."""
        found = self.own.get(target)
        return cells.text(found[0]).strip() if found else ""

    def collect(self) -> None:
        """Take what is said of the household from the head's row, else from the first row that says it."""
        head = self.head
        for row in (head, *(other for other in self.rows if other is not head)):
            for target, (cell, column) in row.own.items():
                first = self.own.setdefault(target, (cell, column, row))
                if first[0] != cell and cells.text(first[0]).strip() != cells.text(cell).strip():
                    self.conflicts.append((row, target, column))


def gather(layout: Layout, rows: Iterable[RawRow], is_head: Callable[[str], bool]) -> list[Gathered]:
    """Return the households of a register in the order of their first rows.

    Args:
        layout: What the columns mean.
        rows: The rows that hold data.
        is_head: Tells whether a text in the column of relations means the head.
    """
    columns = layout.columns
    of_member = [
        (one.removeprefix(_MEMBER), places) for one, places in columns.items() if one.startswith(_MEMBER)
    ]
    of_home = [(one, places) for one, places in columns.items() if not one.startswith(_MEMBER)]
    read = [RowOfMember(raw, _found(raw.meant, of_member), _found(raw.meant, of_home)) for raw in rows]
    _count(layout, read)
    for row in read:
        row.is_head = _says_head(row, is_head)
    has_members = any(field in {NAME, ID} for field, _ in of_member)
    starts = _starts(read) if has_members else frozenset(range(len(read)))
    # Merged cells begin with the first row; a village that first stands in the middle is that row's alone.
    if _is_sparse(read, VILLAGE) and VILLAGE in read[0].own:
        _fill_down(read, VILLAGE)
    homes = list(_parted(read, starts)) if has_members else [Gathered([row]) for row in read]
    for home in homes:
        _name_head(home)
        home.collect()
    return homes


def _found(row: Sequence[Cell], columns: Iterable[tuple[str, Sequence[int]]]) -> dict[str, tuple[Cell, int]]:
    found = {}
    for target, places in columns:
        for column in places:
            cell = row[column] if column < len(row) else ""
            # Most cells are empty: the call is for those that only look so.
            if cell != "" and not cells.is_blank(cell):
                found[target] = (cell, column + 1)
                break
    return found


def _is_sparse(rows: Sequence[RowOfMember], target: str) -> bool:
    """Return whether a column is written now and then only, as it stays when merged cells are saved as CSV."""
    written = sum(target in row.own for row in rows)
    return 0 < written * 2 < len(rows)


def _fill_down(rows: Sequence[RowOfMember], target: str) -> None:
    last: tuple[Cell, int] | None = None
    for row in rows:
        last = row.own.get(target, last)
        if last and target not in row.own:
            row.own[target] = last
            filled = [*row.raw.cells, *[""] * (last[1] - len(row.raw.cells))]
            filled[last[1] - 1] = last[0]
            row.raw = replace(row.raw, cells=tuple(filled))


def _says_head(row: RowOfMember, is_head: Callable[[str], bool]) -> bool:
    relation = row.person(RELATION)
    if relation:
        return is_head(relation)
    same_id = row.text(HEAD_ID) and row.text(HEAD_ID).upper() == row.person(ID).upper()
    same_name = row.text(HEAD) and cells.plain(row.text(HEAD)) == cells.plain(row.person(NAME))
    return bool(same_id or (same_name and not (row.text(HEAD_ID) and row.person(ID))))


def _count(layout: Layout, rows: Iterable[RowOfMember]) -> None:
    """Note what stands in the column that counts."""
    serials = [heading.column - 1 for heading in layout.headings if cells.plain(heading.text) in _SERIALS]
    for row in rows if serials else ():
        row.serial = cells.text(row.raw.cells[serials[0]]).strip() if serials[0] < len(row.raw.cells) else ""


def _starts(rows: Sequence[RowOfMember]) -> frozenset[int] | None:
    """Return the rows with which households begin, by a column that is written once a household; None without one.

    Where relations are told, each household must have one head; where none is told, only a number tells households.
    """
    has_heads = any(row.is_head for row in rows)
    best, starts_of_best = _SURE, None
    for target in (NUMBER, _SERIAL, HEAD_ID, HEAD, GROUP, VILLAGE) if has_heads else (NUMBER, _SERIAL):
        texts = [row.text(target) for row in rows]
        starts = [at for at, text in enumerate(texts) if text and (not at or text != texts[at - 1])]
        if not starts or starts[0] or len(starts) == len(rows):
            continue
        blocks = list(zip(starts, [*starts[1:], len(rows)], strict=True))
        heads = [sum(row.is_head for row in rows[first:last]) for first, last in blocks]
        share = heads.count(1) / len(blocks) if has_heads else 1.0
        if share > best or (share == best and starts_of_best is None):
            best, starts_of_best = share, frozenset(starts)
    return starts_of_best


def _parted(rows: Sequence[RowOfMember], starts: frozenset[int] | None) -> Iterable[Gathered]:
    by_key: dict[tuple[str, ...], Gathered] = {}
    homes: list[Gathered] = []
    current: Gathered | None = None
    current_key: tuple[str, ...] = ()
    for at, row in enumerate(rows):
        key, opens = _key(row), None if starts is None else at in starts
        if key and key in by_key and not _is_namesake(row, key, by_key[key]):
            current, current_key = by_key[key], key
        elif current is None or _begins(row, key, current, current_key, opens=opens):
            current, current_key = Gathered(is_block=starts is not None), key
            homes.append(current)
        elif key:
            current_key = key
        if key:
            by_key[key] = current
        current.rows.append(row)
    return homes


def _key(row: RowOfMember) -> tuple[str, ...]:
    """Return what names the household on this very row; empty where the row leaves it to the rows above."""
    if row.text(NUMBER):
        return (NUMBER, row.text(NUMBER))
    if row.text(HEAD_ID):
        return (HEAD_ID, row.text(HEAD_ID).upper())
    if row.text(HEAD) and NAME in row.member:
        return (HEAD, row.text(VILLAGE), row.text(HEAD))
    return ()


def _is_namesake(row: RowOfMember, key: tuple[str, ...], home: Gathered) -> bool:
    """Return whether a second head of the same name begins: two households that only their heads' name joins."""
    return key[0] == HEAD and row.is_head and any(one.is_head for one in home.rows)


def _begins(
    row: RowOfMember,
    key: tuple[str, ...],
    current: Gathered,
    current_key: tuple[str, ...],
    *,
    opens: bool | None,
) -> bool:
    if key and current_key and key != current_key:
        return True
    if opens is not None:
        # The head of a family need not stand first; a second head is another family all the same.
        return opens or (row.is_head and any(member.is_head for member in current.rows))
    if row.is_head:
        return True
    # Without relation, number or head there is nothing to belong to: each row stands for itself.
    return not row.person(RELATION) and not (key or current_key) and RELATION not in current.head.member


def _name_head(home: Gathered) -> None:
    """Let the register's columns about the head stand for a member row where it has no columns about members."""
    only = home.rows[0]
    if len(home.rows) > 1 or NAME in only.member or (HEAD not in only.own and HEAD_ID not in only.own):
        return
    for special, name in ((HEAD, NAME), (HEAD_ID, ID)):
        if special in only.own:
            only.member[name] = only.own[special]
    only.is_head = True
