"""Breaking Chinese text into lines: no closing mark begins a line, no opening mark ends one, no number is cut."""

import re

from fupin_desk.reports.fonts import Pick

# 避头尾 (GB/T 15834): marks that may not begin a line, and marks that may not end one.
_NOT_FIRST = frozenset("，。、；：？！》〉」』】〕）〗”’％℃…—～·,.;:?!)]}%°′″‰々ー")
_NOT_LAST = frozenset("（《〈「『【〔〖“‘([{￥$№#＃")
_HANGING = frozenset("，。、；：")
# A number and its measure: an amount that is broken off before 元 reads as another.
_AMOUNT = r"[-+]?\d[\d,]*(?:\.\d+)?(?:万元|元|亩)"
# A number, a word, a dash of two, a box with its choice, a gap, or one character.
_PIECE = re.compile(
    rf"□ [^\s□（]{{1,16}}|{_AMOUNT}|[0-9A-Za-z*](?:[0-9A-Za-z*.,:/@_+\-]*[0-9A-Za-z*%])?|——|……|\s+|.",
    re.DOTALL,
)
# An amount with the marks that go with it to another line.
_CLASPED = re.compile(rf"[（《“]*{_AMOUNT}[）》”、，。；：]*")


def width(text: str, choice: Pick) -> float:
    """Return how wide a text is, in em."""
    return sum(choice[character][2] for character in text)


def longest_amount(text: str) -> str:
    """Return the longest amount in a text, with its brackets and marks: what no line may break."""
    return max(_CLASPED.findall(text), key=len, default="")


def wrap(text: str, room: float, choice: Pick) -> list[str]:
    """Return the lines of a text.

    Args:
        text: The text, cleaned; a line feed begins a new line.
        room: The width of a line, in em.
        choice: The faces that draw it.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        if width(part, choice) <= room:
            lines.append(part)
        else:
            lines += _broken(part, room, choice)
    return lines


def balanced(text: str, room: float, choice: Pick) -> list[str]:
    """Return the lines of a heading: as few as the room allows, and of much the same length."""
    lines = wrap(text, room, choice)
    if len(lines) < 2 or "\n" in text:
        return lines
    tried = max(width(text, choice) / len(lines), 1.0)
    while tried < room:
        even = wrap(text, tried, choice)
        if len(even) == len(lines):
            return even
        tried += 0.5
    return lines


def _broken(text: str, room: float, choice: Pick) -> list[str]:
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for piece in _pieces(text, room, choice):
        wide = width(piece, choice)
        if line and used + wide > room + 1e-6:
            if piece.isspace():
                continue
            carried = _carried(line, piece)
            lines.append("".join(line).rstrip())
            line = carried
            used = width("".join(line), choice)
            if used + wide > room and line:
                lines.append("".join(line))
                line, used = [], 0.0
            if not line and piece in _HANGING:
                # A number filled the line to its end: the mark's ink fits into the cell's padding.
                lines[-1] += piece
                continue
        if line or not piece.isspace():
            line.append(piece)
            used += wide
    return [*lines, "".join(line)] if line else lines


def _pieces(text: str, room: float, choice: Pick) -> list[str]:
    """Return the pieces that stay whole; a run wider than a line is given character by character."""
    pieces = _PIECE.findall(text)
    return [
        part
        for piece in pieces
        for part in (piece if len(piece) > 1 and width(piece, choice) > room else [piece])
    ]


def _carried(line: list[str], coming: str) -> list[str]:
    """Take from the end of a full line what must begin the next one together with `coming`."""
    keep = len(line)
    follower = coming
    while keep > 0 and (follower[0] in _NOT_FIRST or line[keep - 1][-1] in _NOT_LAST):
        keep -= 1
        follower = line[keep]
    if keep == 0:
        return []
    carried = line[keep:]
    del line[keep:]
    return carried
