"""A finding: what is wrong with a record, as a value that every layer can pass on."""

import dataclasses
from typing import Literal

# E stops submission, W wants a waiver with a reason, A is for information. None of them stops saving.
Severity = Literal["E", "W", "A"]


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One objection to one record.

    `code` names the text in resources/text/findings.toml; `given` fills the blanks of that text.
    `field` is empty when the objection is to the record as a whole. `row` is the workbook row of an import.
    """

    code: str
    severity: Severity
    kind: str
    record: str
    field: str = ""
    given: dict[str, str] = dataclasses.field(default_factory=dict)
    row: int | None = None
    text: str = ""
    mend: str = ""
    waived: str = ""
