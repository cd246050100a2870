"""Which stored record a row speaks of, by the keys of its form."""

from collections.abc import Container, Iterable, Sequence

from fupin_desk.desk.intake.asking import Line, Sitting
from fupin_desk.desk.intake.reading import Reading
from fupin_desk.model.form import Field, Form
from fupin_desk.model.value import Record, Value, Values

Key = tuple[tuple[str, ...], tuple[Value, ...]]


def _is_needed(field: Field) -> bool:
    return field.required or field.type != "text"


class Keys:
    """Finds the records of one kind by their keys, the surest first."""

    def __init__(self, sitting: Sitting, form: Form) -> None:
        self._sitting = sitting
        self._form = form
        # Of each key, the fields that a row has to tell: a number within a longer key may be missing.
        self._needed = {
            names: tuple(name for name in names if name == names[0] or _is_needed(form.fields[name]))
            for names in form.key
        }
        self._indexes: dict[tuple[str, ...], dict[tuple[Value, ...], list[Record]]] = {}

    def find(
        self, line: Line, reading: Reading, claimed: Container[object]
    ) -> tuple[Record | None, list[Key]]:
        """Return the record that a row speaks of, and the keys of the row; an unclear row is kept out.

        Args:
            line: The row.
            reading: What it says.
            claimed: The ids of the records that earlier rows speak of.
        """
        values, unread = reading.values, reading.unread
        keys: list[Key] = []
        missing: list[list[str]] = []
        for names in self._form.key:
            fields = [self._form.fields[name] for name in names]
            blurred = next((field for field in fields if field.name in unread and not field.of), None)
            if blurred is not None:
                line.refuse(
                    reading.column(blurred.name),
                    f"看不懂“{blurred.label}”里写的“{unread[blurred.name]}”，认不出是哪一条记录。请改正。",
                )
                return None, []
            lacking = [
                field.label
                for field in fields
                if values.get(field.name) is None and field.name in self._needed[names]
            ]
            missing += [lacking] if lacking else []
            if not lacking:
                keys.append((names, tuple(values.get(name) for name in names)))
        if not keys:
            wanting = "，也没有写".join("、".join(f"“{label}”" for label in labels) for labels in missing)
            many = "请补填其中一种。" if len(missing) > 1 else "请补填。"
            line.refuse(self._column(line, values), f"没有写{wanting}，认不出是哪一条记录。{many}")
            return None, []
        return self._chosen(line, reading, keys, claimed), keys

    def _column(self, line: Line, values: Values) -> int:
        """Return the column of the first field of the first key that the row leaves empty."""
        empty = (name for name in self._needed[self._form.key[0]] if values.get(name) is None)
        return self._sitting.column(line.raw, f"{self._form.kind}.{next(empty)}")

    def _chosen(
        self, line: Line, reading: Reading, keys: Sequence[Key], claimed: Container[object]
    ) -> Record | None:
        """Return which of the stored records under the keys of the row is meant, or keep out a row that fits several."""
        for names, key in keys:
            surer = self._form.key[: self._form.key.index(names)]
            alike = [
                record for record in self._under(names, key) if not self._differs(record, reading, surer)
            ]
            exact = [record for record in alike if tuple(record.values.get(name) for name in names) == key]
            same = [record for record in alike if self._says(record, reading) and record.id not in claimed]
            if same:
                return same[0]
            if len(exact) > 1:
                exact = [
                    record for record in exact if not self._differs(record, reading, self._form.key)
                ] or exact
            if len(exact) == 1:
                return exact[0]
            if alike:
                line.refuse(0, self._unclear(names, alike, is_blurred=not exact))
                return None
        return None

    def _under(self, names: tuple[str, ...], key: tuple[Value, ...]) -> list[Record]:
        """Return the stored records of a key, those too where a number that may be missing is missing on one side."""
        needed = self._needed[names]
        rows = self._index(needed).get(
            tuple(value for name, value in zip(names, key, strict=True) if name in needed), []
        )
        return [
            record
            for record in rows
            if all(
                value == record.values.get(name) or value is None or record.values.get(name) is None
                for name, value in zip(names, key, strict=True)
            )
        ]

    def _differs(self, stored: Record, reading: Reading, keys: Iterable[tuple[str, ...]]) -> bool:
        """Return whether a stored record has another key than the row where both have one."""
        values = reading.values
        for names in keys:
            ours, theirs = (
                [side.get(name) for name in self._needed[names]] for side in (values, stored.values)
            )
            if None not in ours and None not in theirs and ours != theirs:
                return True
        return False

    def _says(self, stored: Record, reading: Reading) -> bool:
        """Return whether the row says nothing else than what a record holds."""
        return not reading.unread and all(
            stored.values.get(name) == value
            for name, value in reading.values.items()
            if value is not None and (name in reading.given or self._form.fields[name].of)
        )

    def _unclear(self, names: tuple[str, ...], alike: Sequence[Record], *, is_blurred: bool) -> str:
        needed = self._needed[names]
        labels = "、".join(self._form.fields[name].label for name in needed)
        number = "、".join(f"“{self._form.fields[name].label}”" for name in names if name not in needed)
        form = self._form
        head = f"文件里有 {len(alike)} {form.measure}{form.label}的{labels}与这一行相同"
        if is_blurred and number:
            return f"{head}，{number}有的写了、有的没有写，分不清是不是同一{form.measure}。请写上{number}，文件里没有写的先在程序里补上。"
        return f"{head}，分不清改的是哪一{form.measure}。请在程序里改，或先在程序里删去重复的。"

    def _index(self, names: tuple[str, ...]) -> dict[tuple[Value, ...], list[Record]]:
        if names not in self._indexes:
            index: dict[tuple[Value, ...], list[Record]] = {}
            for record in self._sitting.ground.of(self._form.kind).values():
                index.setdefault(tuple(record.values.get(name) for name in names), []).append(record)
            self._indexes[names] = index
        return self._indexes[names]
