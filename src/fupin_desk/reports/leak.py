"""The last look at a public file: does it hold an ID number, a phone or a bank card anywhere at all?"""

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

from fupin_desk.model.error import DiskError
from fupin_desk.model.show import masked
from fupin_desk.reports import pdf_text

_ID = re.compile(r"(?<!\d)(\d{17}[\dXx])(?![\dXx])")
_OLD_ID = re.compile(r"(?<![\dA-Za-z])(\d{15})(?![\dA-Za-z])")
_PHONE = re.compile(r"(?<![\dA-Za-z.])(1[3-9]\d(?:[ -]?\d{4}){2})(?![\dA-Za-z])(?!\.\d)")
_CARD = re.compile(r"(?<![\dA-Za-z.])(\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?)(?![\dA-Za-z])")
_TAG = re.compile(r"<([^>]*)>")
_RUN = re.compile(r"<(?:\w+:)?rPr\b[^>]*?(?:/>|>.*?</(?:\w+:)?rPr>)|</?(?:\w+:)?[rt](?: [^>]*)?>", re.DOTALL)
_ATTRIBUTE = re.compile(r'="([^"]*)"')
_CELL = re.compile(r'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>(.*?)</c>)', re.DOTALL)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def scan(path: Path) -> list[str]:
    """Return what a finished public PDF or workbook holds that must not leave the house, masked, with its place.

    Everything is looked at: hidden sheets and cells, comments, names, heads and feet, metadata.

    Args:
        path: A finished .pdf, .xlsx or text file.

    Raises:
        DiskError: If the file cannot be read.
    """
    try:
        data = path.read_bytes()
        pieces = _pieces(path, data)
        found = dict.fromkeys(f"{place}：{what}" for place, text in pieces for what in findings(text))
    except (OSError, zipfile.BadZipFile) as problem:
        raise DiskError(
            f"“{path.name}”读不回来，不能确认它没有泄露个人信息，请不要发出。请重新导出。"
        ) from problem
    return list(found)


def findings(text: str) -> list[str]:
    """Return the ID numbers, phones and bank cards in a text, masked."""
    if not any(character.isdecimal() for character in text):
        return []
    plain = unicodedata.normalize("NFKC", text)
    found = [f"身份证号 {masked('identity', one)}" for one in _ids(plain)]
    found += [f"电话 {masked('phone', re.sub('[ -]', '', one))}" for one in _PHONE.findall(plain)]
    cards = (re.sub("[ -]", "", one) for one in _CARD.findall(plain))
    found += [f"银行卡号 {masked('account', one)}" for one in cards if _luhn(one)]
    return found


def _ids(text: str) -> Iterator[str]:
    for match in _ID.finditer(text):
        one = match[1].upper()
        around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
        # A hash may hold eighteen digits: next to a letter only a number with the right check digit counts.
        if _is_day(one[6:14]) and (_checks(one) or not (around.isascii() and any(map(str.isalpha, around)))):
            yield one
    for old in _OLD_ID.findall(text):
        if "11" <= old[:2] <= "65" and _is_day(f"19{old[6:12]}"):
            yield old


def _is_day(digits: str) -> bool:
    try:
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False


def _checks(number: str) -> bool:
    return (
        _CHECKS[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]
        == number[17]
    )


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0 and len(set(digits)) > 1


def _pieces(path: Path, data: bytes) -> Iterator[tuple[str, str]]:
    """Give the texts of a file with their places."""
    if data[:5] == b"%PDF-":
        yield from pdf_text.lines(data)
    elif data[:2] == b"PK":
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                yield from _part(name, book.read(name).decode("utf-8", "replace"))
    else:
        yield path.name, data.decode("utf-8", "replace")
    yield "文件名", path.name


def _part(name: str, xml: str) -> Iterator[tuple[str, str]]:
    """Give the texts of a workbook's part: cells by their place, then whatever else stands between or in tags."""
    rest = xml
    if "/worksheets/sheet" in name:
        for cell in _CELL.finditer(xml):
            if cell[2]:
                yield f"{name} {cell[1]}", unescape(" ".join(_without_runs(cell[2])))
        rest = _CELL.sub("", xml)
    yield from ((name, unescape(value)) for value in _ATTRIBUTE.findall(rest))
    yield from ((name, unescape(text)) for text in _without_runs(rest))


def _without_runs(xml: str) -> list[str]:
    """Return the texts of a part; a text in several runs of one string is one text."""
    return [text for one in _TAG.sub("\n", _RUN.sub("", xml)).split("\n") if (text := one.strip())]
