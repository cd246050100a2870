"""Code lists: what a code means, in which edition, and how people spell it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list. `implies` carries facts that checks need, such as the sex of 之子."""

    code: str
    label: str
    edition: str = ""
    aliases: tuple[str, ...] = ()
    implies: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of codes in the order of the screen."""

    name: str
    title: str
    source: str
    codes: dict[str, Code]

    def label(self, code: object) -> str:
        """Return what a code means; an unknown code is shown as it is held."""
        found = self.codes.get(str(code))
        return found.label if found else ("" if code is None else str(code))
