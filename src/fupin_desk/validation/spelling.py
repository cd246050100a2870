"""One spelling for what people and Excel write in many: widths, spaces, invisible characters, `.0`."""

import re
import unicodedata

# Zero-width characters, byte order marks, soft hyphens, direction marks, word joiners.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_POINT_ZERO = re.compile(r"(\d)\.0+$")
# Excel shows a long number like this: the digits behind the fifteenth are gone.
_SCIENTIFIC = re.compile(r"[+-]?\d(\.\d+)?[eE]\+?\d{1,3}")
# A lone dash or slash is how paper forms mark an empty cell.
_BLANK_MARKS = frozenset({"", "/", "\\", "-", "--", "—", "——", "–", "_", "(空)", "空", "N/A", "n/a", "#N/A"})


def visible(text: str) -> str:
    """Return a text without invisible characters, trimmed."""
    if text.isascii():
        return text.strip()
    return text.translate(_INVISIBLE).strip()


def plain(text: str) -> str:
    """Return a text in half-width characters (NFKC), without invisible ones, apostrophes around it, outer space."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    return text.strip().strip("'‘’`").strip()


def tight(text: str) -> str:
    """Return a plain text without any space."""
    return _SPACES.sub("", plain(text))


def whole(text: str) -> str:
    """Return digits without the `.0` that Excel hangs on a number."""
    return _POINT_ZERO.sub(r"\1", text)


def is_blank_mark(text: str) -> bool:
    """Tell whether a plain text only says that the cell is empty."""
    return text in _BLANK_MARKS


def is_scientific(text: str) -> bool:
    """Tell whether a text is a number as Excel shortens it (4.21024E+17)."""
    return _SCIENTIFIC.fullmatch(text) is not None


def has_control(text: str) -> bool:
    """Tell whether a text holds control characters (other than line break and tab) or broken surrogates."""
    return _CONTROL.search(text) is not None


def one_line(text: str) -> str:
    """Return a text with every run of white space as one blank."""
    return _SPACES.sub(" ", text)
