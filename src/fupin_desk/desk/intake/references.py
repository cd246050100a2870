"""Which record a text means: a household by number, ID number or head's name, a round, a course, a person."""

import re
from collections.abc import Mapping

from fupin_desk.desk.intake.ground import Ground
from fupin_desk.desk.intake.identifiers import Identifiers, Wanted
from fupin_desk.desk.intake.places import Places
from fupin_desk.desk.intake.reading import Reader
from fupin_desk.exchange import cells
from fupin_desk.model.form import Form
from fupin_desk.model.value import Record
from fupin_desk.validation import identity
from fupin_desk.validation.case import belongs

_NUMERALS = {one: number for number, one in enumerate("一二三四五六七八九十", 1)}
_ORDINAL = re.compile(r"第?([0-9]{1,2}|[一二三四五六七八九十])轮?")
_ROUND = re.compile(r"第([0-9]{1,2}|[一二三四五六七八九十])轮")
_YEAR = re.compile(r"(20[0-9]{2})年?")
_LONG = re.compile(r"[0-9]{15,17}[0-9A-Z]*")
_HEAD = "01"


class References:
    """Finds records by what people write. Every answer is an id, or nothing and the reason."""

    def __init__(
        self, ground: Ground, places: Places, forms: Mapping[str, Form], reader: Reader, today: str
    ) -> None:
        self._ground = ground
        self._forms = forms
        self._identifiers = Identifiers(ground, forms, reader, self.find)
        self._places = places
        self._today = today
        self._by_name: dict[str, dict[str, list[Record]]] = {}

    def find(self, kind: str, wanted: Wanted) -> tuple[str, str]:
        """Return the id of the record that is meant, or nothing and the reason."""
        if kind == "village":
            return self._places.find(wanted.texts[0], self._places.township(wanted.parts.get("township", "")))
        if kind in {"household", "member"}:
            return self._person(kind, wanted)
        if kind == "round":
            return self._round(wanted)
        return self._identifiers.find(kind, wanted)

    def course(self, name: str, started_on: str | None) -> tuple[str, str]:
        """Return the course of a name; where a first day is given and none has it, nothing and no reason."""
        found = self._named("course", name)
        if started_on:
            found = [one for one in found if one.values.get("started_on") == started_on]
            if not found:
                return "", ""
        return self._only("course", found, name)

    def round_on(self, day: str) -> str:
        """Return the one round that a day lies in, else nothing."""
        found = [
            one.id
            for one in self._ground.of("round").values()
            if str(one.values.get("started_on") or "9") <= day <= str(one.values.get("ended_on") or "0")
        ]
        return found[0] if len(found) == 1 else ""

    def holders(self, number: str) -> list[Record]:
        """Return the present members with this ID number, as it is stored; its first 18 characters count."""
        found = self._ground.same_person(identity.core(number)) if number else ()
        return [one for one in found if belongs(one, self._today)]

    def named_heads(self, name: str) -> list[Record]:
        """Return the present heads of households with this name."""
        found = self._named("member", name)
        return [one for one in found if one.values.get("relation") == _HEAD and belongs(one, self._today)]

    def _named(self, kind: str, name: str) -> list[Record]:
        if kind not in self._by_name:
            index: dict[str, list[Record]] = {}
            for one in self._ground.of(kind).values():
                index.setdefault(cells.plain(str(one.values.get("name") or "")), []).append(one)
            self._by_name[kind] = index
        return self._by_name[kind].get(cells.plain(name), [])

    def _only(self, kind: str, found: list[Record], written: str) -> tuple[str, str]:
        return self._identifiers.only(self._forms[kind], found, written)

    # --- persons

    def _person(self, kind: str, wanted: Wanted) -> tuple[str, str]:
        village = ""
        if wanted.parts.get("village"):
            village, reason = self._places.find(wanted.parts["village"])
            if reason:
                return "", reason
        names = [one for one in wanted.texts if not one.isascii()]
        numbers = [one for one in map(identity.normalise, wanted.texts) if _LONG.fullmatch(one)]
        for number in numbers:
            found = self._ids(kind, self.holders(number))
            if len(found) == 1:
                return self._agreed(kind, found[0], names)
            if found:
                return "", "这个证件号码在文件里登记了不止一户。请先在“差错清单”里处理重复登记。"
        if kind == "household":
            found = [
                one.id for text in wanted.texts for one in self._ground.having(kind, "household_no", text)
            ]
            if len(set(found)) == 1:
                return found[0], ""
        if numbers:
            return "", "文件里没有登记这个证件号码的人。请核对号码，或先登记这一户。"
        if not names:
            return "", "文件里没有这个户编号。请核对编号，或改写户主的证件号码。"
        return self._by_person_name(kind, names[0], village, wanted.parts.get("head", ""))

    def _agreed(self, kind: str, found: str, names: list[str]) -> tuple[str, str]:
        """Return a record found by its number, unless the row names somebody else."""
        person = self._ground.record("member", found) if kind == "member" else None
        rows = [person] if person else self._ground.having("member", "household", found)
        held = {cells.plain(str(one.values.get("name") or "")) for one in rows}
        if names and held.isdisjoint(map(cells.plain, names)):
            return "", "证件号码登记的人和这一行写的姓名对不上。请核对姓名和证件号码，改正其中一个。"
        return found, ""

    def _by_person_name(self, kind: str, name: str, village: str, head: str) -> tuple[str, str]:
        found = [one for one in self._named("member", name) if belongs(one, self._today)]
        if kind == "household":
            found = [one for one in found if one.values.get("relation") == _HEAD]
        if village:
            found = [one for one in found if self._village(one) == village]
        if head and len(found) > 1:
            found = [one for one in found if self._head_is(one, head)]
        ids = self._ids(kind, found)
        where = f"在{self._places.name(village)}" if village else "在本文件里"
        who = "户主" if kind == "household" else "人"
        if len(ids) == 1:
            return ids[0], ""
        if ids:
            return "", f"{where}有 {len(ids)} 个同名的{who}，只凭姓名分不清。请填写证件号码" + (
                "。" if village else "，或写上村名。"
            )
        return "", f"{where}没有叫这个名字的{who}。请核对姓名，或填写证件号码。"

    def _ids(self, kind: str, members: list[Record]) -> list[str]:
        ids = [str(one.values.get("household") or "") if kind == "household" else one.id for one in members]
        return list(dict.fromkeys(one for one in ids if one))

    def _village(self, member: Record) -> str:
        household = self._ground.record("household", str(member.values.get("household") or ""))
        return str(household.values.get("village") or "") if household else ""

    def _head_is(self, member: Record, head: str) -> bool:
        others = self._ground.having("member", "household", str(member.values.get("household") or ""))
        heads = [one for one in others if one.values.get("relation") == _HEAD]
        return any(cells.plain(str(one.values.get("name") or "")) == cells.plain(head) for one in heads)

    # --- rounds

    def _round(self, wanted: Wanted) -> tuple[str, str]:
        written = " ".join(wanted.texts) or wanted.parts.get("number", "")
        exact = self._named("round", wanted.texts[0]) if wanted.texts else []
        if len(exact) == 1:
            return exact[0].id, ""
        number = _ROUND.search(written) or _ORDINAL.fullmatch(
            cells.plain(wanted.parts.get("number", "") or written)
        )
        year = _YEAR.search(wanted.parts.get("year", "")) or _YEAR.search(written)
        found = list(self._ground.of("round").values())
        if not number:
            return "", f"文件里没有“{written}”这个轮次。请写轮次名称，或写“2018年第1轮”，或先登记这个轮次。"
        wished = int(number[1]) if number[1].isdigit() else _NUMERALS[number[1]]
        found = [one for one in found if one.values.get("number") == wished]
        if year:
            found = [one for one in found if one.values.get("year") == int(year[1])]
        return self._only("round", found, written)
