"""A report as values: one Document is written as PDF and as xlsx with the same numbers."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from fupin_desk.model.chart import Chart
from fupin_desk.model.value import Value

Align = Literal["left", "center", "right"]
# text: as it is. integer, money (fen, shown in yuan), share (a pair part/whole), date. xlsx writes values.
CellType = Literal["text", "integer", "money", "number", "share", "date"]
Face = Literal["official", "public"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `heads` are the header rows from the top; equal neighbours are merged.

    `ratio` names the two columns whose cells this one divides: numerator, denominator.
    """

    name: str
    heads: tuple[str, ...]
    width: float
    type: CellType = "text"
    align: Align = "left"
    decimals: int = 0
    number: str = ""
    ratio: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A ratio that a report shows: the exact pair, whether it fails its target although it rounds to it.

    `impossible`: it says what cannot be, such as more land let than there is; it is printed with a mark.
    """

    part: int
    whole: int
    short: bool = False
    impossible: bool = False


Cell = Value | Share


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells. `style` is "body", "total", "subtotal" or "group" (one cell across the table)."""

    cells: tuple[Cell, ...]
    style: Literal["body", "total", "subtotal", "group"] = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its own caption; `freeze` columns stay in sight in Excel and repeat on wide pages.

    `lead` is a paragraph between caption and table, `chart` stands there too, on paper only.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    sheet: str = ""
    freeze: int = 2
    notes: tuple[str, ...] = ()
    lead: str = ""
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class CardField:
    """A labelled value of a card; `span` is how many of the card's twelve columns it takes."""

    label: str
    text: str
    span: int = 6


@dataclass(frozen=True, slots=True)
class Card:
    """One A4 page about one household: head fields, small tables, lines to sign."""

    title: str
    subtitle: str
    fields: tuple[CardField, ...]
    tables: tuple[Table, ...]
    signatures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `number` is the form's number (产扶1表); `stamp` lines say reading, pack, day, journal head.

    Days are ISO text; without `filled_on` the form leaves its day open for the pen. A document with cards prints
    the cards only; its tables are the same households for Excel.
    """

    name: str
    number: str
    title: str
    subtitle: str
    unit_of_measure: str
    reporting_unit: str
    as_of: str
    face: Face
    period: str
    tables: tuple[Table, ...] = ()
    cards: tuple[Card, ...] = ()
    notes: tuple[str, ...] = ()
    stamp: tuple[str, ...] = ()
    landscape: bool = True
    paper: Literal["A4", "A3"] = "A4"
    filled_by: str = ""
    file_stem: str = ""
    warnings: tuple[str, ...] = field(default_factory=tuple)
    filled_on: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a report, and what a person must know of them: characters that no font has."""

    paths: list[Path]
    warnings: tuple[str, ...] = ()
