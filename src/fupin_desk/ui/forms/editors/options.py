"""The entries of a closed list as a person looks for them: by text, by pinyin or its initials, by code."""

from collections.abc import Mapping

from fupin_desk.desk.spelling import spelled


class Options:
    """Labels with the codes that stand for them, in the order of the screen."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        """Take the entries.

        Args:
            codes: The code by label.
        """
        self._codes = dict(codes)

    def fitting(self, text: str) -> list[str]:
        """Return the labels that a text may mean, all of them for an empty one; a whole label means itself only."""
        if text in self._codes:
            return [text]
        typed, exact = text.lower(), self.of_code(text)
        fitting = [label for label, code in self._codes.items() if _fits(typed, label, code.lower())]
        return [exact, *(label for label in fitting if label != exact)] if exact else fitting

    def of_code(self, text: str) -> str:
        """Return the label of a code, with or without its leading zeros; empty if it is none."""
        typed = text.lower()
        return next(
            (
                label
                for label, code in self._codes.items()
                if typed and typed in {code.lower(), code.lstrip("0")}
            ),
            "",
        )

    def worded(self, label: str) -> str:
        """Return how the list shows an entry: the code stands before the label."""
        return f"{self._codes[label]}　{label}"


def _fits(typed: str, label: str, code: str) -> bool:
    if typed in label.lower() or code.startswith(typed):
        return True
    return typed.isascii() and any(spelling.startswith(typed) for spelling in spelled(label))
