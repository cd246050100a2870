"""Text that is safe inside a workbook: never a formula, an error value, an escape or a character XML forbids."""

import re

_LONGEST = 32_767
_CUT = "……（超过单元格上限，已截断）"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def plain(text: str) -> str:
    """Return a text as a cell may hold it: without control characters and not longer than Excel allows."""
    if not text.isprintable():
        text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > _LONGEST:
        text = text[: _LONGEST - len(_CUT)] + _CUT
    return text


def escaped(text: str) -> str:
    """Return a text as it stands in the XML of a sheet; `_x0041_` stays these seven characters."""
    text = plain(text)
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def sheet_names(wanted: list[str]) -> list[str]:
    """Return names that Excel accepts: 31 characters, none of the marks Excel forbids, no outer quote, each once."""
    names: list[str] = []
    for number, one in enumerate(wanted, start=1):
        # Part 1 of 7 is 1-7: without its stroke it would be read as 17.
        clean = (
            _SHEET_NAME.sub("", re.sub(r"[/\\]", "-", one)).strip().strip("'")[:31].strip("'")
            or f"表{number}"
        )
        name, tries = clean, 2
        while name.lower() in {other.lower() for other in names} | {"history"}:
            tail = f"（{tries}）"
            name, tries = clean[: 31 - len(tail)] + tail, tries + 1
        names.append(name)
    return names


def in_footer(text: str) -> str:
    """Return a text for a page's head or foot, where & begins a code and a bare digit would read as a size."""
    return plain(text).replace("&", "&&").replace("\n", " ")
