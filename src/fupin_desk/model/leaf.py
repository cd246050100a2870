"""A page of a report as it will lie on the table: texts, lines and shades, for the screen and the printer."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text in one face. `x` and `y` are the left end of its base line."""

    x: float
    y: float
    face: str
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line, `pen` points thick."""

    x: float
    y: float
    to_x: float
    to_y: float
    pen: float


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle: drawn with a pen, or filled with a grey (0 black, 1 white) when `grey` is not None."""

    x: float
    y: float
    width: float
    height: float
    pen: float
    grey: float | None = None


Mark = Words | Stroke | Patch


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its size in points, and what is drawn on it, in the small part of PDF's language that we write."""

    width: float
    height: float
    code: str

    def marks(self) -> Iterator[Mark]:
        """Give what is drawn, in points from the upper left corner."""
        yield from _Reader(self.height).read(self.code)


class _Reader:
    """Follows the operators of a page."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._scale, self._x, self._y = 1.0, 0.0, 0.0
        self._pen, self._grey = 1.0, 0.0
        self._face, self._size = "", 0.0
        self._text_x, self._text_y = 0.0, 0.0
        self._path: list[tuple[float, ...]] = []

    def read(self, code: str) -> Iterator[Mark]:
        """Give the marks of a page."""
        held: list[str] = []
        for operator in code.split():
            if operator[0] in "-.0123456789/<":
                held.append(operator)
                continue
            if operator == "Tj":
                yield self._words(held)
            elif operator in "Sf":
                yield from self._painted(fill=operator == "f")
            else:
                self._take(operator, held)
            held.clear()

    def _words(self, held: list[str]) -> Words:
        text, advance = bytes.fromhex(held[0].strip("<>")).decode("utf-16-be"), float(held[1])
        x, y = self._place(self._text_x, self._text_y)
        self._text_x += advance
        return Words(x, y, self._face, self._size * self._scale, text)

    def _take(self, operator: str, held: list[str]) -> None:
        if operator == "Tf":
            self._face, self._size = held[0].lstrip("/"), float(held[1])
            return
        numbers = [float(one) for one in held]
        match operator:
            case "Tm":
                self._text_x, self._text_y = numbers[4:]
            case "re" | "l":
                self._path.append(tuple(numbers) if operator == "re" else (*self._path.pop(), *numbers, 0))
            case "m":
                self._path.append(tuple(numbers))
            case "w":
                self._pen = numbers[0]
            case "g":
                self._grey = numbers[0]
            case "cm":
                self._scale, self._x, self._y = numbers[0], numbers[4], numbers[5]
            case "Q":
                self._scale, self._x, self._y = 1.0, 0.0, 0.0

    def _painted(self, *, fill: bool) -> Iterator[Mark]:
        pen = self._pen * self._scale
        for one in self._path:
            if len(one) == 4:
                x, y = self._place(one[0], one[1] + one[3])
                wide, high = one[2] * self._scale, one[3] * self._scale
                yield Patch(x, y, wide, high, pen, self._grey if fill else None)
            else:
                yield Stroke(*self._place(one[0], one[1]), *self._place(one[2], one[3]), pen)
        self._path.clear()

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return self._x + x * self._scale, self._height - (self._y + y * self._scale)
