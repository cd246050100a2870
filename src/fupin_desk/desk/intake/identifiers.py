"""Records by what their form says that a workbook calls them: a number, or a name with what stands beside it."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fupin_desk.desk.intake.ground import Ground
from fupin_desk.desk.intake.reading import Reader
from fupin_desk.exchange import cells
from fupin_desk.model.form import Form
from fupin_desk.model.value import Record, Values

# Measure words that stand before a noun as they are; 个 stands before every other.
_MEASURES = ("笔", "次", "份", "条")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says of the record that it refers to: its texts, the parts beside them, and the row's own values."""

    texts: tuple[str, ...]
    parts: Mapping[str, str]
    beside: Values = dataclasses.field(default_factory=dict)


class Identifiers:
    """Finds records of any kind by the identifiers of its form."""

    def __init__(
        self,
        ground: Ground,
        forms: Mapping[str, Form],
        reader: Reader,
        find: Callable[[str, Wanted], tuple[str, str]],
    ) -> None:
        self._ground = ground
        self._forms = forms
        self._reader = reader
        self._find = find
        self._by_text: dict[tuple[str, str], dict[str, list[Record]]] = {}

    def find(self, kind: str, wanted: Wanted) -> tuple[str, str]:
        """Return the id of the record that is meant, or nothing and the reason; neither if nothing is named."""
        form = self._forms[kind]
        if not wanted.texts and not self._is_enough(form, wanted):
            return "", ""
        written = "、".join(wanted.texts or wanted.parts.values())
        matches = self._named(form, wanted.texts)
        if not matches:
            return "", self._none(form, written)
        for name, text in wanted.parts.items():
            matches = self._narrowed(form, name, text, matches)
            if not matches:
                label = form.fields[name].label
                return "", self._contrary(form, written, label) if wanted.texts else self._none(form, written)
        for name in self._shared(form, wanted):
            value = wanted.beside[name]
            matches = {record.id: record for record in matches.values() if record.values.get(name) == value}
            if not matches:
                return "", self._contrary(form, written, form.fields[name].label)
        return self.only(form, list(matches.values()), written)

    def _named(self, form: Form, texts: tuple[str, ...]) -> dict[str, Record]:
        """Return the records that every text names, by any first field of an identifier; all without a text."""
        firsts = dict.fromkeys(names[0] for names in form.identifiers)
        matches = dict(self._ground.of(form.kind)) if not texts else {}
        for number, text in enumerate(texts):
            named = {record.id: record for name in firsts for record in self._with(form, name, text)}
            matches = {key: record for key, record in named.items() if not number or key in matches}
        return matches

    @staticmethod
    def _shared(form: Form, wanted: Wanted) -> list[str]:
        """Return the references that the row and the record which it names must have in common."""
        names = {name for names in form.identifiers for name in names if form.fields[name].of}
        return [name for name in names if wanted.beside.get(name) is not None and name not in wanted.parts]

    def only(self, form: Form, matches: list[Record], written: str) -> tuple[str, str]:
        """Return the one record that matches, or why none or several are no answer."""
        if len(matches) == 1:
            return matches[0].id, ""
        if not matches:
            return "", self._none(form, written)
        measure = _measure(form)
        return "", (
            f"文件里有 {len(matches)} {measure}{form.label}都叫“{written}”，分不清是哪一{measure}。"
            f"请写{form.way()}；还分不清的，先在程序里改成不同的名称。"
        )

    def _is_enough(self, form: Form, wanted: Wanted) -> bool:
        """Return whether the columns beside an empty one name a record all the same."""
        return any(names[0] in wanted.parts for names in form.identifiers)

    def _with(self, form: Form, name: str, text: str) -> list[Record]:
        """Return the records whose field is what a text says."""
        field = form.fields[name]
        if field.of:
            meant, _ = self._find(field.of, Wanted((text,), {}))
            return self._ground.having(form.kind, name, meant) if meant else []
        if field.type == "text":
            return self._texts(form.kind, name).get(cells.plain(text), [])
        value = self._reader.read(form.kind, name, text).value
        return [] if value is None else self._ground.having(form.kind, name, str(value))

    def _narrowed(self, form: Form, name: str, text: str, matches: dict[str, Record]) -> dict[str, Record]:
        left = {record.id: record for record in self._with(form, name, text) if record.id in matches}
        if left or form.fields[name].type != "text":
            return left
        # 农业局 beside a name is the 江陵县农业局 of that name.
        plain = cells.plain(text)
        texts = {record.id: cells.plain(str(record.values.get(name) or "")) for record in matches.values()}
        return {
            key: matches[key]
            for key, stored in texts.items()
            if stored and (plain in stored or stored in plain)
        }

    def _texts(self, kind: str, name: str) -> dict[str, list[Record]]:
        if (kind, name) not in self._by_text:
            index: dict[str, list[Record]] = {}
            for record in self._ground.of(kind).values():
                if stored := cells.plain(str(record.values.get(name) or "")):
                    index.setdefault(stored, []).append(record)
            self._by_text[kind, name] = index
        return self._by_text[kind, name]

    @staticmethod
    def _none(form: Form, written: str) -> str:
        noun = f"{_measure(form)}{form.label}"
        return f"文件里没有“{written}”这{noun}。请写{form.way()}，或先登记这{noun}再导入。"

    @staticmethod
    def _contrary(form: Form, written: str, label: str) -> str:
        return f"文件里“{written}”这{_measure(form)}{form.label}的{label}和这一行写的对不上。请核对，改正其中一处。"


def _measure(form: Form) -> str:
    return form.measure if form.measure in _MEASURES else "个"
