"""The one type of a stored value, and what a record is between the layers."""

from dataclasses import dataclass, field

# Dates are ISO text, numbers are integers scaled by the field's decimals, codes are text, yes/no is 1/0.
Value = str | int | float | None
Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it is held: its values by field name, and what was typed but could not be read."""

    kind: str
    id: str
    values: Values
    unread: dict[str, str] = field(default_factory=dict)
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as a page, an import row or the demo wants it to become.

    `values` holds the fields that the writer answers for: a field left out stays as it is held.
    `unread` maps a field to the text that did not parse; an empty text clears it.
    `is_new` says that the record is to be born; its id was made by the writer.
    """

    kind: str
    id: str
    values: Values
    unread: dict[str, str] = field(default_factory=dict)
    is_new: bool = False
    removed: bool = False
    remove_reason: str = ""
