"""What a form says of each single value: needed, within bounds, from its list, relevant, readable."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from fupin_desk.model.amount import scaled
from fupin_desk.model.code import CodeList
from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Field, Form
from fupin_desk.model.show import masked, shown
from fupin_desk.model.value import Record, Value
from fupin_desk.validation import dates, names, parse, phones
from fupin_desk.validation.objections import Trouble, doubt, error, trouble

# Types whose single value is never out of bounds; numbers of persons are judged with the member.
_FREE = frozenset({"yesno", "record", "id_number"})
_EARLIEST, _LATEST = "1900-01-01", "2099-12-31"


def check(
    record: Record, form: Form, codes: Mapping[str, CodeList], today: str, *, excused: Collection[str] = ()
) -> list[Finding]:
    """Return what is wrong with a record's values, each looked at by itself.

    Args:
        record: The record as it is typed or held.
        form: Its form.
        codes: The code lists by name.
        today: The ISO day on which it is judged.
        excused: Required fields that may be empty in this record.
    """
    values, unread = record.values, {name: text for name, text in record.unread.items() if text}
    found: list[Finding] = []
    for name, field in form.fields.items():
        value = values.get(name)
        if value is None:
            if field.required and name not in unread and name not in excused and _relevant(field, record):
                found.append(error(record, "required", name, label=field.label))
            continue
        if field.relevant is not None and not _relevant(field, record):
            found.append(_irrelevant(record, form, field, codes))
        if field.type not in _FREE and not (field.type == "code" and value in codes[field.choices].codes):
            found += _judged(record, field, value, codes, today)
    if unread:
        found += _unreadable(unread, record, form, codes, today)
    return found


def _judged(
    record: Record, field: Field, value: Value, codes: Mapping[str, CodeList], today: str
) -> Iterator[Finding]:
    for wrong in _troubles(record, field, value, codes, today):
        told = masked(field.sensitivity, shown(field, value, codes))
        yield wrong.at(record.kind, record.id, field.name, label=field.label, value=told)


def _troubles(
    record: Record, field: Field, value: Value, codes: Mapping[str, CodeList], today: str
) -> Iterable[Trouble]:
    kind = field.type
    if kind == "text":
        return names.objections(str(value)) if (record.kind, field.name) in names.OF_PERSONS else ()
    if kind == "code":
        return () if value in codes[field.choices].codes else (trouble("unknown_code"),)
    if kind == "number":
        return _number(field, value)
    if kind == "date":
        return _date(field, value, today)
    if kind == "codes":
        return _codes(field, value, codes[field.choices])
    if kind == "year":
        return _year(field, value)
    if kind == "phone":
        return () if phones.is_sound(str(value)) else (doubt("PH-1"),)
    return ()


def _unreadable(
    unread: dict[str, str], record: Record, form: Form, codes: Mapping[str, CodeList], today: str
) -> Iterator[Finding]:
    """Say again why the kept texts could not be read; one that reads by itself waits for its record."""
    for name, text in unread.items():
        field = form.fields.get(name)
        if field is None:
            continue
        _, finding = parse.parse(field, text, codes, today, kind=record.kind, record=record.id)
        if finding is None or finding.severity != "E":
            told = parse.discreet(field, text)
            if field.type == "record":
                yield error(record, "unknown_record", name, label=field.label, value=told)
            else:
                yield error(record, "unread", name, label=field.label, value=told)
        else:
            yield finding


def _relevant(field: Field, record: Record) -> bool:
    return field.relevant is None or record.values.get(field.relevant.field) in field.relevant.among


def _irrelevant(record: Record, form: Form, field: Field, codes: Mapping[str, CodeList]) -> Finding:
    condition = field.relevant
    if condition is None:
        raise ValueError(field.name)
    other = form.fields[condition.field]
    wanted = "、".join(shown(other, one, codes) for one in condition.among)
    return doubt("irrelevant", other=other.label, wanted=wanted).at(
        record.kind, record.id, field.name,
        label=field.label, value=masked(field.sensitivity, shown(field, record.values[field.name], codes)),
    )  # fmt: skip


def _number(field: Field, value: Value) -> Iterator[Trouble]:
    number = int(value or 0)
    if field.least is not None and number < field.least:
        yield trouble("below_least", least=scaled(field.least, field.decimals), unit=field.unit)
    if field.most is not None and number > field.most:
        yield trouble("above_most", most=scaled(field.most, field.decimals), unit=field.unit)


def _year(field: Field, value: Value) -> Iterator[Trouble]:
    number = int(value or 0)
    if (field.least is not None and number < field.least) or (field.most is not None and number > field.most):
        yield trouble("year_out_of_range", least=str(field.least), most=str(field.most))


def _date(field: Field, value: Value, today: str) -> Iterator[Trouble]:
    day = str(value)
    if not dates.is_iso(day):
        yield trouble("not_a_date")
        return
    if not _EARLIEST <= day <= _LATEST:
        yield trouble("DT-1")
    elif field.not_future and day > today:
        yield trouble("future", today=today)


def _codes(field: Field, value: Value, codes: CodeList) -> Iterator[Trouble]:
    chosen = str(value).split(",")
    if any(one not in codes.codes for one in chosen):
        yield trouble("unknown_code")
    if field.most is not None and len(chosen) > field.most:
        yield trouble("too_many_choices", most=str(field.most), count=str(len(chosen)))
