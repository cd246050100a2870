"""Which editor a field gets, on a form and in a cell of a grid."""

from typing import TYPE_CHECKING

from fupin_desk.model.form import Field
from fupin_desk.ui.forms.editors.chips import ChipsEditor, RadioEditor
from fupin_desk.ui.forms.editors.code import CodeEditor, CodesLine
from fupin_desk.ui.forms.editors.date import DateEditor
from fupin_desk.ui.forms.editors.editor import Editor
from fupin_desk.ui.forms.editors.line import LineEditor, NumberEditor
from fupin_desk.ui.forms.editors.multiline import MultilineEditor
from fupin_desk.ui.forms.editors.record import RecordEditor

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_YES_NO = ((1, "是"), (0, "否"))


def form_editor(field: Field, desk: "Desk") -> Editor:
    """Return the editor of a field on a form."""
    codes = desk.catalog.codes
    if field.type == "yesno":
        return RadioEditor(field, _YES_NO)
    if field.type == "code" and field.appearance == "radio":
        return RadioEditor(field, choices(field, desk))
    if field.type == "codes":
        return ChipsEditor(field, choices(field, desk))
    if field.type == "text" and field.appearance == "multiline":
        return MultilineEditor(field)
    if field.type == "number":
        return NumberEditor(field, codes)
    return cell_editor(field, desk)


def cell_editor(field: Field, desk: "Desk") -> Editor:
    """Return the editor of a field in one line, as a cell of a grid needs it."""
    if field.type == "yesno":
        return CodeEditor(field, _YES_NO)
    if field.type == "code":
        return CodeEditor(field, choices(field, desk), codes=desk.catalog.codes[field.choices])
    if field.type == "codes":
        return CodesLine(field, desk.catalog.codes)
    if field.type == "date":
        return DateEditor(field, desk.today())
    if field.type == "record":
        return RecordEditor(field, desk)
    return LineEditor(field, desk.catalog.codes)


def choices(field: Field, desk: "Desk") -> list[tuple[str, str]]:
    """Return (code, label) of a field's code list, in the order of the screen."""
    return [(one.code, one.label) for one in desk.catalog.codes[field.choices].codes.values()]
