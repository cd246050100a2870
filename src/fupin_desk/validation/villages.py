"""Villages: one record each, codes of twelve digits under their township."""

import re
from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import entities
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning

_CODE = re.compile(r"\d{12}")


def check(case: Case, village: Record) -> Iterator[Finding]:
    """Yield what is wrong with a village beyond its single values."""
    name, code, township = (village.values.get(one) for one in ("name", "code_2018", "township"))
    namesakes = [one for one in case.having("village", "name", name) if one.id != village.id]
    if any(one.values.get("township") in {None, township} or township is None for one in namesakes):
        yield error(village, "VL-name-twice", "name", value=str(name))
    others = [one for one in case.having("village", "code_2018", code) if one.id != village.id]
    if others:
        other = str(others[0].values.get("name") or "（村名未填）")
        yield error(village, "VL-code-twice", "code_2018", value=str(code), other=other)
    yield from entities.check_farmland(case, village)
    for field in ("code_2018", "code_2017"):
        yield from _codes(case, village, field)
    # 江陵开发区 has no statistics code: its villages keep the code of the township that they came from.
    if (
        code is not None
        and _CODE.fullmatch(str(code))
        and township is not None
        and str(township).isdigit()
        and not str(code).startswith(str(township))
    ):
        told = case.told(village, "township")
        yield error(village, "HH-18", "code_2018", value=str(code), township=told, expected=str(township))


def _codes(case: Case, village: Record, field: str) -> Iterator[Finding]:
    text = village.values.get(field)
    for code in str(text or "").replace("，", ",").split(","):
        if code.strip() and not _CODE.fullmatch(code.strip()):
            label = case.forms["village"].fields[field].label
            yield warning(
                village, "VL-code", field, label=label, value=code.strip(), length=str(len(code.strip()))
            )
