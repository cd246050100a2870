"""Money before and after: what saving a page does to an amount that the policy watches."""

from dataclasses import dataclass

from fupin_desk.model.value import Record


@dataclass(frozen=True, slots=True)
class Money:
    """One watched amount or ratio, in texts ready to be shown.

    `before` is how it stands in the file, `after` how it would stand once the page is saved, `limit` what it is held
    against, `text` one sentence with the gap or the rest in yuan. `is_kept` says whether `after` keeps to the limit,
    None where there is nothing to hold it against.
    """

    label: str
    before: str
    after: str
    limit: str
    text: str
    is_kept: bool | None = None


def fen(record: Record | None, field: str) -> int:
    """Return an amount of a record, 0 where it is not known or there is no record."""
    return int(record.values.get(field) or 0) if record else 0
