"""Text as finished PDF operators: wrapped, encoded once, and kept for the next cell that says the same."""

from dataclasses import dataclass
from typing import Any

from fupin_desk.model.document import Align
from fupin_desk.reports import fonts, text

_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Style:
    """A face by name, its size and the distance of its lines, in points."""

    face: str
    size: float
    lead: float


@dataclass(frozen=True, slots=True)
class Block:
    """A wrapped text: for each line its distance from the left edge and its operators."""

    lines: tuple[tuple[float, str], ...]
    height: float


class Setter:
    """Sets texts of one style into one width; equal texts are set once."""

    def __init__(self, ink: "Ink", style: Style, width: float, align: Align) -> None:
        self._ink, self.style, self.width, self._align = ink, style, width, align
        self._choice = fonts.pick(style.face)
        self._kept: dict[str, Block] = {}

    def set(self, words: str) -> Block:
        """Return a text as a block of lines."""
        found = self._kept.get(words)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[words] = self._made(words)
        return found

    def clipped(self, words: str, lines: int, tail: str) -> Block:
        """Return a text as at most this many lines; what is cut is said by `tail`."""
        wrapped = self._wrapped(words)
        if len(wrapped) <= lines:
            return self.set(words)
        head = "".join(wrapped[:lines])
        while head and len(self._wrapped(head + tail)) > lines:
            head = head[:-1]
        return self.set(head + tail)

    def measured(self, words: str) -> float:
        """Return how wide a text is on one line, in points."""
        return text.width(fonts.cleaned(words), self._choice) * self.style.size

    def _wrapped(self, words: str) -> list[str]:
        if not words:
            return []
        broken = text.balanced if self.style.face == fonts.HEADING else text.wrap
        return broken(fonts.cleaned(words), self.width / self.style.size, self._choice)

    def _made(self, words: str) -> Block:
        lines = self._wrapped(words)
        size = self.style.size
        set_lines = tuple(
            (self._left(text.width(line, self._choice) * size), self._ink.encoded(line, self.style))
            for line in lines
        )
        return Block(set_lines, len(lines) * self.style.lead)

    def _left(self, width: float) -> float:
        spare = self.width - width
        return spare if self._align == "right" else spare / 2 if self._align == "center" else 0.0


class Ink:
    """The text side of one PDF: which code in which subset stands for a character."""

    def __init__(self, doc: Any) -> None:
        self._doc = doc
        self._codes: dict[tuple[str, str], tuple[str, str]] = {}
        self._setters: dict[tuple[Style, float, Align], Setter] = {}

    def setter(self, style: Style, width: float, align: Align = "left") -> Setter:
        """Return the setter for a style and a width in points."""
        key = (style, round(width, 2), align)
        found = self._setters.get(key)
        if found is None:
            found = self._setters[key] = Setter(self, style, key[1], align)
        return found

    def encoded(self, line: str, style: Style) -> str:
        """Return the operators that show a line: a font change and a string for each run of one subset."""
        parts: list[str] = []
        current = ""
        codes = self._codes
        for character in line:
            font, code = codes.get((style.face, character)) or self._code(style.face, character)
            if font != current:
                parts.append(f"{'> Tj ' if current else ''}{font} {style.size:g} Tf <")
                current = font
            parts.append(code)
        return "".join(parts) + "> Tj" if current else ""

    def _code(self, name: str, character: str) -> tuple[str, str]:
        place, drawn, _ = fonts.pick(name)[character]
        face = fonts.chain(name)[place]
        ((subset, code),) = face.splitString(drawn, self._doc)
        found = (str(face.getSubsetInternalName(subset, self._doc)), code.hex())
        self._codes[name, character] = found
        return found


def shown(block: Block, x: float, top: float, style: Style) -> str:
    """Return the operators of a block whose upper left corner is at x, top; they belong between BT and ET."""
    # The line's body is centred on its distance: 0.36 of the size is where a Chinese character's middle lies.
    y = top - style.lead / 2 - style.size * 0.36
    parts = []
    for left, operators in block.lines:
        parts.append(f"1 0 0 1 {x + left:.2f} {y:.2f} Tm {operators}")
        y -= style.lead
    return " ".join(parts)
