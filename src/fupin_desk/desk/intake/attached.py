"""The experts and households that a ledger of visits names in one cell each."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from fupin_desk.desk.intake.asking import Line, Sitting
from fupin_desk.desk.intake.identifiers import Wanted
from fupin_desk.exchange import cells
from fupin_desk.model.importing import Cell
from fupin_desk.model.value import Record, Values

_SEVERAL = re.compile(r"[,，、;；/\n]+")
_SIGNED, _UNSIGNED = ("已签字", "已签"), ("未签字", "未签", "没有签字", "没签")
_NAMED = re.compile(r"(?:[^,，、;；/\n(（]|[(（][^)）]*[)）])+")
# Rows of a visit that a ledger names in one cell: which kind they are and whom they name.
_ATTACHED = {"visit_expert": "expert", "visit_household": "household"}
Given = Mapping[str, Sequence[tuple[Cell, int]]]


class Attached:
    """Plans the rows that hang on a visit."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        # Whether the households of a visit have signed, where its row does not say so.
        self._signed: Values = {}

    def begin(self, columns: Collection[str]) -> None:
        """Learn from the columns of a sheet what its rows mean by the households that they name.

        Args:
            columns: What the columns mean.
        """
        self._signed = {}
        if "visit_household.household" in columns:
            self._signed = self._sitting.defaults("visit_household", columns)
            if "is_signed" in self._signed:
                self._sitting.note("表里没有“受指导农户已签字”列，新列出的受指导农户一律按“已签字”登记。")

    def rows(self, line: Line, by_target: Given, visit: str, village: str) -> dict[str, list[Record]]:
        """Return the experts and households of a visit, those too that a row names; the row is kept out if one is unknown.

        Args:
            line: The row.
            by_target: Its cells with their columns, by what they mean.
            visit: The visit's id.
            village: The name of its village.
        """
        attached: dict[str, list[Record]] = {}
        for kind, name in _ATTACHED.items():
            rows = {
                str(row.values.get(name)): row for row in self._sitting.ground.having(kind, "visit", visit)
            }
            stated = self._stated(line, by_target, kind)
            for cell, column in by_target.get(f"{kind}.{name}", ()):
                for wanted, signed in _named(name, cells.text(cell), village):
                    meant, reason = self._sitting.references.find(name, wanted)
                    if reason:
                        line.refuse(column, f"“{wanted.texts[0]}”：{reason}")
                        continue
                    record = rows.get(meant)
                    if record is None:
                        values: Values = {"visit": visit, name: meant}
                        values |= self._signed if kind == "visit_household" else {}
                        record = Record(kind, self._sitting.desk.new_id(), values)
                    rows[meant] = Record(
                        kind, record.id, {**record.values, **stated, **signed}, record.unread
                    )
            attached[kind] = list(rows.values())
        return attached

    def _stated(self, line: Line, by_target: Given, kind: str) -> Values:
        """Return what a row tells of all that it names in one cell: whether the households have signed."""
        start = f"{kind}."
        cells_of_kind = {
            target.removeprefix(start): cell[0]
            for target, cell in by_target.items()
            if target.startswith(start) and target.removeprefix(start) != _ATTACHED[kind]
        }
        reading = self._sitting.reader.record(kind, cells_of_kind)
        for name, text in reading.unread.items():
            label = self._sitting.desk.catalog.forms[kind].fields[name].label
            line.refuse(reading.column(name), f"看不懂“{label}”里写的“{text}”。请写 是 或 否。")
        return {name: value for name, value in reading.values.items() if value is not None}


def _named(kind: str, written: str, village: str) -> Iterator[tuple[Wanted, Values]]:
    """Yield whom a cell names and whether he signed: 张三（证件号码）、李四（未签字）, or an expert with his unit."""
    parts = {"village": village} if kind == "household" else {}
    for entry in filter(None, map(str.strip, _NAMED.findall(written))):
        name, _, inside = entry.rstrip(")）").replace("（", "(").partition("(")
        more = [text.strip() for text in _SEVERAL.split(inside) if text.strip()]
        if kind == "household":
            signed: Values = (
                {"is_signed": int(more[-1] in _SIGNED)} if {*more} & {*_SIGNED, *_UNSIGNED} else {}
            )
            yield Wanted((name.strip(), *(text for text in more if text[:15].isdigit())), parts), signed
        else:
            yield Wanted((name.strip(),), {"unit": more[0]} if more else {}), {}
