"""Every record of a kind as CSV, with the values as they are stored: for other programs and for recounting."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from fupin_desk import atomic
from fupin_desk.model.form import Form
from fupin_desk.model.value import Record


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
