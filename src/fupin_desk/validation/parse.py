"""Text to stored value, for every field type; what cannot be read is kept as text and objected to."""

import re
from collections.abc import Mapping

from fupin_desk.model.code import CodeList
from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Field, Form
from fupin_desk.model.page import Parsed
from fupin_desk.model.show import masked
from fupin_desk.model.value import Value
from fupin_desk.validation import choices, dates, figures, identity, names, phones, spelling
from fupin_desk.validation.objections import Trouble, remark, trouble

_YES = frozenset(
    [
        "是",
        "√",
        "✓",
        "✔",
        "☑",
        "1",
        "有",
        "对",
        "Y",
        "YES",
        "T",
        "TRUE",
        "已",
        "真",
        "通",
        "参加",
        "享受",
        "已参加",
        "已享受",
        "是的",
    ]
)
_NO = frozenset(
    [
        "否",
        "×",
        "✗",
        "✘",
        "X",
        "☒",
        "0",
        "无",
        "没有",
        "没",
        "不",
        "不是",
        "错",
        "N",
        "NO",
        "F",
        "FALSE",
        "未",
        "假",
        "不通",
        "未参加",
        "未享受",
        "不参加",
        "不享受",
        "没参加",
        "没有参加",
    ]
)

# A double holds fifteen digits for certain.
_LOST_FROM = 1e15
# 1.是 and 2.否, as the national system exports them.
_NUMBERED = re.compile(r"\d{1,2}[.、:\-_](\D.*)")
# Letters that look like the X at the end of an ID number.
_LIKE_X = re.compile("[ХхⅩⅹ×]")
_LONG_NUMBER = re.compile(r"\d{14}")

_Read = tuple[Value, Trouble | None]


def parse(
    field: Field, text: str, codes: Mapping[str, CodeList], today: str, *, kind: str = "", record: str = ""
) -> tuple[Value, Finding | None]:
    """Return the stored value that a typed text means, and an objection or a note.

    Args:
        field: The field that the text was typed into.
        text: The text, as typed or as a cell shows it; an empty one means None.
        codes: The code lists by name.
        today: The ISO day of the entry.
        kind: The record kind of the field; a person's name is read more strictly than other texts.
        record: The record's id, for the finding.

    Returns:
        The value and None; or the value and an "A" note where it was read but not as it stood; or None and
        an "E" finding where it could not be read. A reference to a record comes back as its text.
    """
    value, wrong = _read(field, text, codes, today, kind)
    if wrong is None:
        return value, None
    return value, wrong.at(kind, record, field.name, label=field.label, value=discreet(field, text))


def discreet(field: Field, text: str) -> str:
    """Return a typed text as a finding may repeat it: numbers of persons and accounts masked, one line."""
    line = spelling.one_line(spelling.visible(text))
    if spelling.is_scientific(line):
        return line
    return masked("identity" if _LONG_NUMBER.search(line) else field.sensitivity, line)


def parse_texts(
    form: Form, texts: Mapping[str, str], codes: Mapping[str, CodeList], today: str, *, record: str = ""
) -> Parsed:
    """Return what the texts of one record mean: values, texts that could not be read, and why not.

    Args:
        form: The form of the record; texts of fields that it does not have are ignored.
        texts: What was typed, by field name.
        codes: The code lists by name.
        today: The ISO day of the entry.
        record: The record's id, for the findings.
    """
    values: dict[str, Value] = {}
    unread: dict[str, str] = {}
    findings = []
    for name, text in texts.items():
        field = form.fields.get(name)
        if field is None:
            continue
        value, finding = parse(field, text, codes, today, kind=form.kind, record=record)
        values[name] = value
        if finding is not None:
            findings.append(finding)
            if finding.severity == "E":
                unread[name] = text
    return Parsed(values, unread, tuple(findings))


def _read(field: Field, text: str, codes: Mapping[str, CodeList], today: str, kind: str) -> _Read:
    if not text or text.isspace():
        return None, None
    if spelling.has_control(text):
        return None, trouble("control_character")
    if field.type in {"text", "record"}:
        return _text(field, text, kind)
    if field.type in {"code", "codes"}:
        return _code(field, text, codes[field.choices])
    plain = spelling.plain(text)
    if spelling.is_blank_mark(plain):
        return None, None
    if field.type == "number":
        number = figures.read(plain, field)
        return (None, number) if isinstance(number, Trouble) else (number, None)
    if field.type == "date":
        return _date(plain, today)
    if field.type == "year":
        year = dates.read_year(plain, today)
        return (None, trouble("not_a_year")) if year is None else (year, None)
    if field.type == "yesno":
        return _yes_or_no(field, plain)
    return _number_of_a_person(field, plain, text)


def _text(field: Field, text: str, kind: str) -> _Read:
    if (kind, field.name) in names.OF_PERSONS:
        return names.read(text)
    typed = spelling.visible(text)
    if field.appearance != "multiline":
        typed = spelling.one_line(typed)
    digits = spelling.tight(typed)
    if digits.lstrip("+-").replace(".", "", 1).isdigit() and len(digits) >= 6:
        # Codes and accounts: no spaces between groups of four, no `.0` from a number cell.
        return spelling.whole(digits), None
    if spelling.is_scientific(digits) and len(digits) >= 6:
        return None, trouble("digits_lost")
    return typed or None, None


def _code(field: Field, text: str, codes: CodeList) -> _Read:
    found = choices.read(text, codes) if field.type == "code" else choices.read_many(text, codes)
    if found is None and not spelling.is_blank_mark(spelling.plain(text)):
        return None, trouble("not_in_list", offered=choices.offered(codes))
    return found, None


def _date(plain: str, today: str) -> _Read:
    day = dates.read(plain, today)
    if day is None:
        return None, trouble("not_a_date")
    return day.iso, None if day.exact else remark("month_only", date=day.iso)


def _yes_or_no(field: Field, plain: str) -> _Read:
    word = plain.upper().removesuffix(".0")
    if numbered := _NUMBERED.fullmatch(word):
        word = numbered[1]
    if word in _YES:
        return 1, None
    if word in _NO:
        return 0, None
    # A column 是否贫困村 often holds the very words 贫困村 and 非贫困村.
    stems = {one.removeprefix("是否") for one in (field.label, *field.aliases)}
    if word in stems:
        return 1, None
    if word[:1] in {"非", "不", "未", "无"} and word[1:] in stems:
        return 0, None
    return None, trouble("not_yes_or_no")


def _number_of_a_person(field: Field, plain: str, text: str) -> _Read:
    if field.type == "phone":
        if spelling.is_scientific(plain) and float(plain) >= _LOST_FROM:
            return None, trouble("digits_lost")
        return (None if plain in {"无", "没有"} else phones.read(plain)), None
    if identity.damaged_id(plain):
        return None, trouble("id_damaged")
    number = identity.normalise(plain) or None
    if number and _LIKE_X.search(text):
        return number, remark("letter_read", number="X")
    return number, None
