"""The fonts of the PDF: loading, the chain that picks a face a character, and what is drawn where no face has it."""

import unicodedata
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from fupin_desk import paths

BODY, HEADING, TITLE, SECOND = "FDSong", "FDHei", "FDTitle", "FDKai"
_FALLBACKS = ("FDSong", "FDMore", "FDRare")
# What stands on paper for a character that no face has, as type-setters do it.
MISSING = "〓"

# What carries no ink: controls but the line feed, zero-width marks, the byte order mark, soft hyphens.
_INKLESS = {
    **dict.fromkeys([*range(9), *range(0xB, 0x20), *range(0x7F, 0xA0), 0xAD, 0x2060, 0xFEFF]),
    **dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F)]),
    0x09: " ",
    0xA0: " ",
}


class Face(TTFont):  # type: ignore[misc]
    """A TrueType face whose copied and searched text is right beyond the BMP too."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Add the font's objects to the PDF, with character maps of our own.

        Source:
            reportlab 5.1 writes <2CC56> where the format wants UTF-16BE (measured with pdftotext).
        """
        subsets = list(self.state[doc].subsets)
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("latin-1")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _to_unicode(name, subset)


def _to_unicode(name: str, subset: list[int]) -> str:
    """Return the character map of a subset: code in the page -> UTF-16BE, in blocks of 100 as the format asks."""
    pairs = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset)
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


@cache
def face(name: str) -> Face:
    """Return a face by its file stem in resources/fonts; it is read once a process."""
    loaded = Face(name, str(paths.resources("fonts", f"{name}.ttf")), asciiReadable=1)
    # A canvas asks reportlab's own table for its first font.
    pdfmetrics.registerFont(loaded)
    return loaded


@cache
def chain(name: str) -> tuple[Face, ...]:
    """Return the faces to try in order: the wanted one, then the fallbacks."""
    return tuple(face(one) for one in dict.fromkeys((name, *_FALLBACKS)))


class Pick(dict[str, tuple[int, str, float]]):
    """Which face of a chain draws a character: its place in the chain, the drawn character, its width in em.

    A character that no face has is drawn as `MISSING`.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.faces = chain(name)

    def __missing__(self, character: str) -> tuple[int, str, float]:
        for wanted in dict.fromkeys((character, unicodedata.normalize("NFKC", character))):
            for place, one in enumerate(self.faces):
                if len(wanted) == 1 and ord(wanted) in one.face.charToGlyph:
                    self[character] = found = (place, wanted, one.face.charWidths[ord(wanted)] / 1000)
                    return found
        self[character] = found = self[MISSING]
        return found


@cache
def pick(name: str) -> Pick:
    """Return the choice of faces for a chain, kept for the process: it does not depend on a document."""
    return Pick(name)


def cleaned(text: str) -> str:
    """Return a text without characters that carry no ink; tabs and hard spaces become spaces."""
    return text if text.isprintable() and "\xa0" not in text else text.translate(_INKLESS)


def undrawable(text: str) -> list[str]:
    """Return the characters of a text that no face can draw, each once, in the order of the text.

    Compatibility forms and radicals that are another drawing of one ideograph (⼈ for 人) can be drawn.
    """
    choice = pick(BODY)
    return [
        character
        for character in dict.fromkeys(cleaned(text))
        if character not in {"\n", MISSING} and choice[character][1] == MISSING
    ]
