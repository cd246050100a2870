"""Every record of a kind as CSV: the values as they are stored for programs, or guarded words for people.

A spreadsheet takes a cell that begins with = for a formula and runs it. The exact form cannot help that, for a program
wants the values as they are; the guarded one puts an apostrophe before such a text, which the import takes away again.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from fupin_desk import atomic
from fupin_desk.model.code import CodeList
from fupin_desk.model.form import Form
from fupin_desk.model.show import shown
from fupin_desk.model.value import Record

# What a spreadsheet would run, take for a number and shorten, or had guarded already.
_RUN = re.compile(r"[=+\-@＝＋－＠\t\r\n'|%].*|0\d+|\d{12,}[\dXx]?", re.DOTALL)


def write(form: Form, records: Iterable[Record], path: Path) -> None:
    """Write the records of a form, removed ones too, in the order of their ids.

    Args:
        form: The form of the records; its fields are the columns behind `id` and `removed`.
        records: The records.
        path: Where; UTF-8 without a mark, lines end with a line feed.

    Raises:
        DeskError: If the file cannot be written; an older one stands unchanged then.
    """
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\n")
    names = tuple(form.fields)
    lines.writerow(("id", "removed", *names))
    for one in sorted(records, key=lambda record: record.id):
        lines.writerow((one.id, int(one.removed), *(one.values.get(name) for name in names)))
    atomic.put(path, written.getvalue().encode())


def write_guarded(
    form: Form, records: Iterable[Record], path: Path, codes: Mapping[str, CodeList],
    names: Mapping[str, Mapping[str, str]],
) -> None:  # fmt: skip
    """Write the records of a form for people: headings and codes in words, no cell that a spreadsheet would run.

    Args:
        form: The form of the records.
        records: The records, removed ones too.
        path: Where; UTF-8 with the mark by which Excel knows it.
        codes: The code lists by name.
        names: By field, how the records are called to which it refers.

    Raises:
        DeskError: If the file cannot be written; an older one stands unchanged then.
    """
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(("编号", "已删除", *(field.label for field in form.fields.values())))
    for one in sorted(records, key=lambda record: record.id):
        cells = [
            text if field.type == "number" and field.name not in one.unread else guarded(text)
            for field in form.fields.values()
            for text in (
                one.unread.get(field.name)
                or shown(field, one.values.get(field.name), codes, names.get(field.name)),
            )
        ]
        lines.writerow((guarded(one.id), "是" if one.removed else "", *cells))
    atomic.put(path, written.getvalue().encode("utf-8-sig"))


def guarded(text: str) -> str:
    """Return a text as a spreadsheet shows it and nothing else."""
    return f"'{text}" if _RUN.fullmatch(text) else text
