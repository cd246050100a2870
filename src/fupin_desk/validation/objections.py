"""How checks speak: an objection names its code, its place and what fills the blanks of its text."""

import dataclasses

from fupin_desk.model.finding import Finding, Severity
from fupin_desk.model.value import Record


@dataclasses.dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one value, before it is known whose value it is."""

    code: str
    severity: Severity = "E"
    given: dict[str, str] = dataclasses.field(default_factory=dict)

    def at(self, kind: str, record: str, name: str, *, label: str, value: str) -> Finding:
        """Return the finding about a field of a record; every such text may use `label` and `value`."""
        return Finding(
            self.code, self.severity, kind, record, name, {"label": label, "value": value, **self.given}
        )


def trouble(code: str, **given: str) -> Trouble:
    """Return an error about a value; `label` and `value` are filled in where the field is known."""
    return Trouble(code, "E", given)


def doubt(code: str, **given: str) -> Trouble:
    """Return a warning about a value."""
    return Trouble(code, "W", given)


def remark(code: str, **given: str) -> Trouble:
    """Return a note about a value that was read, but not as it stood."""
    return Trouble(code, "A", given)


def error(record: Record, code: str, field: str = "", /, **given: str) -> Finding:
    """Return a finding that stops submission."""
    return Finding(code, "E", record.kind, record.id, field, given)


def warning(record: Record, code: str, field: str = "", /, **given: str) -> Finding:
    """Return a finding that wants to be mended or explained."""
    return Finding(code, "W", record.kind, record.id, field, given)
