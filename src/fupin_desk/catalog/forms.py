"""forms/*.toml -> Form."""

from pathlib import Path
from typing import Any, get_args

from fupin_desk.catalog import strict
from fupin_desk.model.error import DefinitionError
from fupin_desk.model.form import Condition, Field, FieldType, Form, Section, Sensitivity

_TYPES, _SENSITIVITIES = frozenset(get_args(FieldType)), frozenset(get_args(Sensitivity))
_FORM_KEYS = (
    "parent_kind", "parent_field", "belongs_to", "children", "title", "columns", "detail", "sort", "search", "key",
    "identifiers", "importable",
)  # fmt: skip
_FIELD_KEYS = (
    "hint", "help", "clause", "unit", "decimals", "required", "default", "read_only", "appearance", "choices",
    "of", "least", "most", "not_future", "relevant", "sum_of", "aliases", "width", "sensitivity", "searchable", "offer",
)  # fmt: skip


def load(folder: Path) -> dict[str, Form]:
    """Return every form by its kind, in the order of the file names.

    Raises:
        DefinitionError: If a file has an unknown key, or names a field, kind or type that does not exist.
    """
    forms = {path.stem: _form(path) for path in sorted(folder.glob("*.toml"))}
    for form in forms.values():
        _agree(form, forms)
        _agree_with_kinds(form, forms)
    return forms


def _form(path: Path) -> Form:
    table = strict.toml(path)
    strict.keys(path.name, table, needs=("kind", "label", "measure", "section"), may=_FORM_KEYS)
    if table["kind"] != path.stem:
        raise DefinitionError(path.name, "kind", "must be the name of the file")
    sections = tuple(_section(path.name, one) for one in table["section"])
    fields: dict[str, Field] = {}
    for section in sections:
        for field in section.fields:
            if field.name in fields:
                raise DefinitionError(path.name, field.name, "asked twice")
            fields[field.name] = field
    key = tuple(tuple(one) for one in table.get("key", ()))
    return Form(
        kind=table["kind"],
        label=table["label"],
        measure=table["measure"],
        sections=sections,
        parent_kind=table.get("parent_kind", ""),
        parent_field=table.get("parent_field", ""),
        belongs_to=tuple(table.get("belongs_to", ())),
        children=tuple(table.get("children", ())),
        title=tuple(table.get("title", ())),
        columns=tuple(table.get("columns", ())),
        detail=tuple(table.get("detail", ())),
        sort=tuple(table.get("sort", ())),
        search=tuple(table.get("search", ())),
        key=key,
        identifiers=tuple(tuple(one) for one in table["identifiers"]) if "identifiers" in table else key,
        importable=table.get("importable", True),
        fields=fields,
    )


def _section(source: str, table: dict[str, Any]) -> Section:
    strict.keys(source, table, needs=("name", "label", "fields"), may=())
    return Section(table["name"], table["label"], tuple(_field(source, one) for one in table["fields"]))


def _field(source: str, table: dict[str, Any]) -> Field:
    strict.keys(source, table, needs=("name", "label", "type"), may=_FIELD_KEYS)
    name = table["name"]
    if table["type"] not in _TYPES:
        raise DefinitionError(source, name, f"unknown type {table['type']}")
    if table.get("sensitivity", "internal") not in _SENSITIVITIES:
        raise DefinitionError(source, name, f"unknown sensitivity {table['sensitivity']}")
    if (table["type"] in {"code", "codes"}) != ("choices" in table):
        raise DefinitionError(source, name, "choices belong to code and codes, and to no other type")
    if (table["type"] == "record") != ("of" in table):
        raise DefinitionError(source, name, "of belongs to record, and to no other type")
    if table.get("offer", "") not in {"", "last", "prefix"}:
        raise DefinitionError(source, name, f"unknown offer {table['offer']}")
    values = dict(table)
    if "relevant" in values:
        strict.keys(source, values["relevant"], needs=("field", "among"), may=())
        values["relevant"] = Condition(values["relevant"]["field"], tuple(values["relevant"]["among"]))
    for key in ("aliases", "sum_of"):
        values[key] = tuple(values.get(key, ()))
    return Field(**values)


def _agree(form: Form, forms: dict[str, Form]) -> None:
    source = f"{form.kind}.toml"
    for field in form.fields.values():
        if field.of and field.of not in forms:
            raise DefinitionError(source, field.name, f"unknown kind {field.of}")
        named = [one.removeprefix("-") for one in field.sum_of]
        named += [field.relevant.field] if field.relevant else []
        for name in named:
            if name not in form.fields:
                raise DefinitionError(source, field.name, f"unknown field {name}")
    named = [
        *form.columns,
        *(one.removeprefix("-") for one in form.sort),
        *form.detail,
        *form.search,
        *sum(form.key, ()),
        *sum(form.identifiers, ()),
    ]
    computed = {one for one in form.columns if one.startswith("@")}
    for name in named:
        if name not in form.fields and (name in form.search or name not in computed):
            raise DefinitionError(source, name, "unknown field")


def _agree_with_kinds(form: Form, forms: dict[str, Form]) -> None:
    source = f"{form.kind}.toml"
    for name in form.belongs_to:
        if not _leads(form, forms, name):
            raise DefinitionError(source, name, "leads from this kind to no other")
    for child in form.children:
        if child not in forms or forms[child].parent_kind != form.kind:
            raise DefinitionError(source, child, "is no child of this kind")


def _leads(form: Form, forms: dict[str, Form], name: str) -> bool:
    if name in form.fields:
        return bool(form.fields[name].of)
    return name in forms and form.kind in {field.of for field in forms[name].fields.values()}
