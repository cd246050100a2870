"""The printed blank of a form: the same labels and choices as on the screen, with room for the pen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desk.model.code import CodeList
from fupin_desk.model.document import CardField, Column, Document, Row, Table
from fupin_desk.model.form import Field, Form

if TYPE_CHECKING:
    from fupin_desk.reports.bands import Band
    from fupin_desk.reports.pdf_page import Pages

_ROW = 25.0
_TALL_ROW = 64.0
_GRID_ROWS = 8
_GRID_COLUMNS = 9
_MULTIPLE = "（可多选）"


def write(form: Form, codes: Mapping[str, CodeList], path: Path, *, children: Sequence[Form] = ()) -> None:
    """Write the printed blank of a form as PDF, A4 upright.

    Args:
        form: The form.
        codes: The code lists by name; the choices of a field are printed to be ticked.
        path: The file to write; it is replaced only by a finished PDF.
        children: Forms whose rows belong to a record of this one; each becomes an empty grid.

    Raises:
        DiskError: If the disk is full, read-only or gone.
        RequestError: If another program holds the file.
    """
    # reportlab is loaded when a blank is printed, not when the desk is opened.
    from fupin_desk import atomic
    from fupin_desk.reports.pdf_page import Pages

    atomic.probe(path)
    pages = Pages(_document(form), landscape=False)
    _drawn(pages, form, codes, children)
    data = pages.finished()
    with atomic.writing(path, lambda made: made.read_bytes() == data) as made:
        made.write_bytes(data)


def _document(form: Form) -> Document:
    return Document(
        name=form.kind, number="", title=f"{form.label}登记表", subtitle="", unit_of_measure="", reporting_unit="",
        as_of="", face="official", period="", landscape=False, notes=_notes(form),
    )  # fmt: skip


def _drawn(pages: "Pages", form: Form, codes: Mapping[str, CodeList], children: Sequence[Form]) -> None:
    from fupin_desk.reports import bands, pdf_table

    pages.head()
    stack = []
    for section in form.sections:
        fields = [one for one in section.fields if not one.read_only and one.appearance != "hidden"]
        if fields:
            stack.append(
                bands.banded([bands.boxed(pages.ink, (0, pages.room), section.label, bands.LABEL, "left")])
            )
            stack += _fields(pages, fields, codes)
    for child in children:
        stack += _grid(pages, child)
    stack += bands.signatures(
        pages.ink, ("填表人（签名）", "本人或户主（签名）", "审核人（签名）"), pages.room
    )
    _flow(pages, stack)
    pages.y -= 4
    pdf_table.notes(pages, list(pages.document.notes))
    pages.close_page()


def _fields(pages: "Pages", fields: Sequence[Field], codes: Mapping[str, CodeList]) -> "list[Band]":
    from fupin_desk.reports import bands

    asked = [_asked(one, codes) for one in fields]
    tall = {_label(one) for one in fields if one.appearance == "multiline"}
    stack = []
    for row in bands.packed(asked):
        made = bands.of_fields(pages.ink, row, pages.room)
        low = _TALL_ROW if any(one.label in tall for one in row) else _ROW
        stack += [replace(band, height=max(band.height, low)) for band in made]
    return stack


def _asked(field: Field, codes: Mapping[str, CodeList]) -> CardField:
    """Return a field as a label and what is printed beside it: boxes to tick, or the unit."""
    if field.type == "yesno":
        return CardField(_label(field), "□ 是　□ 否", 4)
    if field.choices:
        choices = "　".join(f"□ {code.label}" for code in codes[field.choices].codes.values())
        text = choices + (_MULTIPLE if field.type == "codes" else "")
        return CardField(_label(field), text, 4 if len(text) <= 12 else 6 if len(text) <= 34 else 12)
    if field.type == "date":
        return CardField(_label(field), "　　　 年　　 月　　 日", 6)
    if field.appearance == "multiline":
        return CardField(_label(field), "", 12)
    return CardField(_label(field), "", 4 if field.width <= 14 else 6)


def _label(field: Field) -> str:
    unit = f"（{field.unit}）" if field.unit else ""
    return f"{'*' if field.required else ''}{field.label}{unit}"


def _grid(pages: "Pages", form: Form) -> "list[Band]":
    from fupin_desk.reports import bands
    from fupin_desk.reports.pdf_fit import fitted, forced

    fields = [one for one in form.fields.values() if not one.read_only and one.name != form.parent_field]
    columns = tuple(Column(one.name, (_label(one),), one.width) for one in fields[:_GRID_COLUMNS])
    table = Table(columns, (Row(("",) * len(columns)),) * _GRID_ROWS, caption=form.label)
    fit = fitted(table, pages.room) or forced(table, pages.room)
    grid = bands.Grid(pages.ink, table.columns, fit, pages.room)
    head, rows = grid.head(table.caption), grid.rows(table.rows)
    return [*head, *(replace(row, height=_ROW) for row in rows)]


def _flow(pages: "Pages", stack: "Sequence[Band]") -> None:
    """Draw bands from the current height on, over as many pages as they take."""
    from fupin_desk.reports import bands

    start = 0
    while start < len(stack):
        end, height = start, 0.0
        while end < len(stack) and height + stack[end].height <= pages.y - pages.bottom:
            height += stack[end].height
            end += 1
        end = max(end, start + 1)
        pages.put(f"q 1 0 0 1 {pages.left:.2f} {pages.y:.2f} cm {bands.drawn(stack[start:end], 0)} Q")
        pages.y -= height
        start = end
        if start < len(stack):
            pages.next_page()


def _notes(form: Form) -> tuple[str, ...]:
    """Return the hints of the fields as the explanation under the form."""
    hints = [f"{one.label}：{one.hint}" for one in form.fields.values() if one.hint]
    lines = ["说明：带 * 的必须填写；打“□”的选项在框内打“√”；没有调查的项目空着不填。"]
    return (*lines, *(f"{number}. {hint}" for number, hint in enumerate(hints, start=1)))
