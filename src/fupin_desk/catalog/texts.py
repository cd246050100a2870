"""resources/text/findings.toml -> the sentences that a person reads, by the code of the finding."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from string import Formatter

from fupin_desk.catalog import strict
from fupin_desk.model.error import DefinitionError
from fupin_desk.model.finding import Finding


class Texts:
    """The texts of findings: what is wrong, and how to mend it."""

    def __init__(self, texts: dict[str, dict[str, str]], waivable: Collection[str] = ()) -> None:
        self._texts, self._waivable = texts, frozenset(waivable)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that have a text, in the order of the file."""
        return tuple(self._texts)

    def what(self, code: str) -> str:
        """Return what is wrong by a code, its blanks still open."""
        return self._texts[code]["what"]

    def title(self, code: str) -> str:
        """Return what a kind of finding is called: its name, or its first sentence where that has no blanks.

        A code that an older file speaks of and that has no text any more is its own title.
        """
        if code not in self._texts:
            return code
        text = self._texts[code]
        return text.get("name") or text["what"].split("。")[0]

    def blanks(self, code: str) -> set[str]:
        """Return the names of the blanks that a finding of this code must fill."""
        text = self._texts[code]
        return {
            name for part in (text["what"], text["mend"]) for _, name, _, _ in Formatter().parse(part) if name
        }

    def worded(self, finding: Finding) -> Finding:
        """Return the finding with its sentences filled in, and whether it may be explained.

        Raises:
            KeyError: If the code has no text or a blank is not given; a house test keeps this from happening.
        """
        text = self._texts[finding.code]
        return replace(
            finding,
            text=text["what"].format_map(finding.given),
            mend=text["mend"].format_map(finding.given),
            waivable=finding.code in self._waivable,
        )


def load(path: Path) -> Texts:
    """Return the texts of all findings.

    Raises:
        DefinitionError: If an entry lacks what is wrong or how to mend it, or `waivable` is anything but true.
    """
    table = strict.toml(path)
    waivable = []
    for code, text in table.items():
        strict.keys(f"{path.name} [{code}]", text, needs=("what", "mend"), may=("name", "waivable"))
        if not text["what"] or not text["mend"]:
            raise DefinitionError(path.name, code, "what and mend must say something")
        waivable += [code] if "waivable" in text else []
        if text.pop("waivable", True) is not True:
            raise DefinitionError(path.name, code, "waivable is true or left out")
    return Texts(table, waivable)
