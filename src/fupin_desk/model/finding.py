"""A finding: what is wrong with a record, as a value that every layer can pass on."""

import dataclasses
from typing import Literal

# E stops submission, W wants a waiver with a reason, A is for information. None of them stops saving.
# A few errors may be explained like a warning; explained, they stop nothing.
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
    waivable: bool = False

    @property
    def explicable(self) -> bool:
        """Whether somebody may give a reason for it: an error only where its text says so."""
        return self.severity != "E" or self.waivable

    @property
    def stops(self) -> bool:
        """Whether it stops submission: an error that nobody explained."""
        return self.severity == "E" and not self.waived
