"""What a form is: the one declaration behind the screen, the Excel template, the import and the reports."""

from dataclasses import dataclass, field
from typing import Literal

from fupin_desk.model.value import Value

FieldType = Literal[
    "text", "number", "date", "year", "yesno", "code", "codes", "record", "id_number", "phone"
]
# How far a field may travel: public copies show "public" only, lists mask "identity" and "account".
Sensitivity = Literal["public", "internal", "identity", "phone", "account", "private"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A field is relevant when another field of the same record has one of these values."""

    field: str
    among: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form. `decimals` says by which power of ten the stored integer is scaled."""

    name: str
    label: str
    type: FieldType
    hint: str = ""
    help: str = ""
    clause: str = ""
    unit: str = ""
    decimals: int = 0
    required: bool = False
    default: Value = None
    read_only: bool = False
    appearance: str = ""
    choices: str = ""
    of: str = ""
    least: int | None = None
    most: int | None = None
    not_future: bool = False
    relevant: Condition | None = None
    sum_of: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    width: int = 12
    sensitivity: Sensitivity = "internal"
    searchable: bool = False
    # A new record is offered what the newest one holds: all of it, or what stands before the last number of it.
    offer: Literal["", "last", "prefix"] = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A named group of fields, in the order of the screen."""

    name: str
    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A record kind. `parent` names the field that ties a row of a grid to the record that it belongs to.

    `belongs_to` leads to the village of a record where its own village or household does not, or not alone: fields that
    refer to a record, or kinds whose records refer to this one; any of them will do. `search` names what a list is
    searched by: texts that it looks through, and references to records that the index of names and numbers finds.

    `detail` names what is shown behind a name where two records may have the same one: fields, or columns of the list.
    `key` tells two records apart. `identifiers` say by what another workbook refers to one, each a way by itself: its
    first field stands in the column of the reference, the others in columns beside it.
    """

    kind: str
    label: str
    measure: str
    sections: tuple[Section, ...]
    parent_kind: str = ""
    parent_field: str = ""
    belongs_to: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    key: tuple[tuple[str, ...], ...] = ()
    identifiers: tuple[tuple[str, ...], ...] = ()
    importable: bool = True
    fields: dict[str, Field] = field(default_factory=dict)

    def way(self) -> str:
        """Return how a workbook names a record of this kind: 合同号，或贷款户和放款日期."""
        ways = ("和".join(self.fields[name].label for name in names) for names in self.identifiers)
        return "，或".join(ways)

    def labels(self) -> dict[str, str]:
        """Return the label of every field by its name."""
        return {name: one.label for name, one in self.fields.items()}
