"""Which sheets of a workbook list the records of a kind: those that name them, and fit no other kind better."""

from collections.abc import Mapping, Sequence

from fupin_desk.exchange import household_rows, layout, vocabulary
from fupin_desk.exchange.layout import Layout
from fupin_desk.model.form import Field, Form
from fupin_desk.model.importing import NOT_NEEDED, Heading

# What follows from the title of a sheet, or from a day in the row.
_IMPLIED = frozenset({"village", "round"})
_MEMBERS = tuple(f"member.{name}" for name in (household_rows.NAME, household_rows.ID))
# Kinds that are told in a way of their own.
_NAMED = {
    "household": {vocabulary.HEAD, vocabulary.HEAD_ID, household_rows.NUMBER, *_MEMBERS},
    "member": {*_MEMBERS},
    "village": {"village.name", "village.code_2018"},
}


def strange(layouts: Sequence[Layout], form: Form, forms: Mapping[str, Form]) -> dict[int, str]:
    """Return why sheets are no tables of a kind, by their place; none where no other sheet is one.

    Args:
        layouts: The sheets that have a header of the kind.
        form: The form of the kind.
        forms: All forms by kind.
    """
    missing = {at: _missing(sheet, form) for at, sheet in enumerate(layouts)}
    if all(missing.values()) or len(layouts) == 1:
        return {}
    reasons = {at: f"没有“{labels}”列，不是{form.label}的表。" for at, labels in missing.items() if labels}
    for at, sheet in enumerate(layouts):
        if at not in reasons and len(reasons) < len(layouts) - 1:
            other = _better(sheet, form, forms)
            reasons.update({at: f"它更像{other}的表，请另选“{other}”导入。"} if other else {})
    return reasons


def _missing(sheet: Layout, form: Form) -> str:
    """Return the columns of the key that a sheet lacks, nothing if it has all of one key."""
    targets = {target.partition("@")[0] for target in sheet.columns}
    special = _NAMED.get(form.kind)
    if special is not None:
        return "" if special.intersection(sheet.columns) else "姓名"
    ways = []
    for names in form.key:
        fields = [form.fields[name] for name in names if _is_needed(form.fields[name], name == names[0])]
        lacking = [field.label for field in fields if f"{form.kind}.{field.name}" not in targets]
        if not lacking:
            return ""
        ways.append("、".join(lacking))
    return "”或“".join(ways)


def _is_needed(field: Field, is_first: bool) -> bool:  # noqa: FBT001 - of a key
    implied = field.default is not None or field.of in _IMPLIED
    return not implied and (is_first or field.required or field.type != "text")


def _better(sheet: Layout, form: Form, forms: Mapping[str, Form]) -> str:
    """Return the label of the kind whose columns a sheet has more of than of this one."""
    useful = _useful(sheet)
    best, label = len(useful), ""
    for other in (
        forms.values() if any(not heading.target and heading.text for heading in sheet.headings) else ()
    ):
        if other.kind in {form.kind, *form.children} or not other.importable:
            continue
        there = layout.find(sheet.sheet, vocabulary.of_kind(other.kind, forms))
        if there is not None and len(_useful(there)) > best and not _missing(there, other):
            best, label = len(_useful(there)), other.label
    return label


def _useful(sheet: Layout) -> set[str]:
    return {heading.target for heading in sheet.headings if heading.target and heading.target != NOT_NEEDED}


def wide(sheet: Layout, form: Form) -> str:
    """Return what to do with a sheet that has a column of amounts for each kind of a thing; nothing if it has none."""
    keys = {name for names in form.key for name in names}
    kinds = [
        field
        for name, field in form.fields.items()
        if name in keys
        and field.type == "code"
        and field.default is None
        and f"{form.kind}.{name}" not in sheet.columns
    ]
    amounts = [field for field in form.fields.values() if field.unit == "元" and field.decimals]
    columns = [
        heading
        for heading in sheet.headings
        if not heading.target and heading.text and _is_numeric(sheet, heading)
    ]
    if not kinds or not amounts or len(columns) < 2:
        return ""
    return (
        f"{''.join(heading.name for heading in columns)}这 {len(columns)} 列看来各是一种{kinds[0].label}的{amounts[0].label}，没有导入。"
        f"程序一行记一{form.measure}：请改成每{form.measure}一行，写上“{kinds[0].label}”和“{amounts[0].label}”两列，再导入。"
    )


def _is_numeric(sheet: Layout, heading: Heading) -> bool:
    rows = sheet.sheet.rows[sheet.bottom + 1 :]
    cells = [
        row[heading.column - 1]
        for row in rows
        if heading.column <= len(row) and row[heading.column - 1] != ""
    ]
    return bool(cells) and all(isinstance(cell, int | float) for cell in cells)
