"""Every fact is said once: forms, columns, tables, rules, texts agree."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
import sqlcipher3.dbapi2 as sqlite

from fupin_desk.catalog import catalog
from fupin_desk.model.form import Field, Form
from fupin_desk.model.rule import Rule
from fupin_desk.store.journal.sqlmodel_writer import record_classes
from fupin_desk.store.records import schema
from fupin_desk.ui.shell.page_registry import PAGES
from tests.house.source import PACKAGE, modules, texts_in

CATALOG = catalog.load()
FORMS = list(CATALOG.forms.values())
RULES = [rule for pack in CATALOG.packs for rule in pack.rules]
# What the file needs beside the records; `search` makes its own shadow tables.
JOURNAL = {"batch", "change", "unread", "sketch", "about"}
SYSTEM = {"id", "removed", "remove_reason", "seal"}
# How SQLModel names what a STRICT table holds.
STORED = {"INTEGER": "INTEGER", "VARCHAR": "TEXT"}
INTEGERS = {"number", "year", "yesno"}
SCALES = {
    "_bp": ("%", 2),
    "_fen": ("元", 2),
    "_cmu": ("亩", 2),
    "_hundredths": ("", 2),
    "_dm2": ("㎡", 2),
    "_m": ("公里", 3),
}


@pytest.fixture(scope="module")
def file() -> Iterator[sqlite.Connection]:
    """An empty file as the migrations make it."""
    connection = sqlite.connect(":memory:")
    for script in sorted((PACKAGE / "store" / "file" / "migrations").glob("*.sql")):
        connection.executescript(script.read_text(encoding="utf-8"))
    yield connection
    connection.close()


def _columns(file: sqlite.Connection, table: str) -> dict[str, tuple[str, bool]]:
    """Return type and whether it may not be empty, by column."""
    return {row[1]: (row[2], bool(row[3])) for row in file.execute(f"pragma table_info({table})")}


def _references(file: sqlite.Connection, table: str) -> dict[str, str]:
    return {row[3]: row[2] for row in file.execute(f"pragma foreign_key_list({table})")}


def test_there_is_one_table_a_form_and_none_besides(file: sqlite.Connection) -> None:
    names = {name for (name,) in file.execute("select name from sqlite_master where type = 'table'")}
    records = {name for name in names if not name.startswith(("search", "sqlite_"))} - JOURNAL
    assert records == set(CATALOG.forms)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_every_column_is_asked_by_its_form_and_every_field_has_its_column(
    form: Form, file: sqlite.Connection
) -> None:
    columns = _columns(file, form.kind)
    assert set(columns) - SYSTEM == set(form.fields)
    assert set(columns) >= SYSTEM


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_a_column_stores_what_its_field_means(form: Form, file: sqlite.Connection) -> None:
    columns, references = _columns(file, form.kind), _references(file, form.kind)
    for field in form.fields.values():
        assert columns[field.name] == ("INTEGER" if field.type in INTEGERS else "TEXT", False), field.name
        assert references.get(field.name, "") == field.of, field.name


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_a_scaled_field_carries_its_stored_unit_in_its_name(form: Form) -> None:
    for field in form.fields.values():
        assert bool(field.decimals) == bool(_scale(field)), field.name
        if field.decimals:
            unit, decimals = SCALES[_scale(field)]
            assert (field.unit, field.decimals) == (unit, decimals), field.name


def _scale(field: Field) -> str:
    return next((ending for ending in SCALES if field.type == "number" and field.name.endswith(ending)), "")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_no_two_fields_of_a_form_answer_to_the_same_heading(form: Form) -> None:
    seen: dict[str, str] = {}
    for field in form.fields.values():
        for heading in {field.label, *field.aliases}:
            assert seen.setdefault(heading, field.name) == field.name, heading


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_a_default_is_a_value_of_its_field(form: Form) -> None:
    for field in form.fields.values():
        if field.default is None:
            continue
        if field.choices:
            assert field.default in CATALOG.codes[field.choices].codes, field.name
        else:
            assert isinstance(field.default, int if field.type in INTEGERS else str), field.name


def test_a_kind_is_listed_on_one_page_unless_it_hangs_on_another() -> None:
    listed = [kind for page in PAGES for kind in page.kinds]
    assert len(listed) == len(set(listed))
    # What explains a finding stands beside it.
    alone = {form.kind for form in FORMS if not form.parent_kind} - {"waiver"}
    assert alone - set(listed) == set()


def test_the_classes_of_a_kind_mirror_its_migrations_and_its_form(file: sqlite.Connection) -> None:
    assert set(schema.kinds(file)) == set(CATALOG.forms)
    for kind, form in CATALOG.forms.items():
        values, table = record_classes(kind, schema.columns(file, kind))
        assert table.name == kind
        declared = {column.name: (STORED[str(column.type)], not column.nullable) for column in table.columns}
        assert declared == _columns(file, kind)
        keys = {key.parent.name: key.target_fullname for key in table.foreign_keys}
        assert keys == {name: f"{of}.id" for name, of in _references(file, kind).items()}
        assert [column.name for column in table.primary_key] == ["id"]
        asked = {name: (int if field.type in INTEGERS else str) | None for name, field in form.fields.items()}
        asked |= {"removed": int, "remove_reason": str | None}
        assert {name: field.annotation for name, field in values.model_fields.items()} == asked


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_by_examples_whom_it_means(rule: Rule) -> None:
    outcomes = {example["outcome"] for example in rule.examples}
    assert outcomes <= {"covered", "gap", "exempt", "unknown"}
    assert "covered" in outcomes
    assert ("gap" in outcomes) is (rule.covered != rule.applies)
    assert ("exempt" in outcomes) is (rule.applies != "1")
    assert ("unknown" not in outcomes) or rule.asks


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_complete_enough_to_be_printed_and_mended(rule: Rule) -> None:
    assert rule.title
    assert rule.short
    assert rule.clause
    assert rule.reading.endswith("。")
    assert rule.lead
    assert rule.bound is None or rule.bound > Fraction(0)
    assert (rule.bound is None) is ("不判达标" in rule.reading and "乡镇文件只列" not in rule.reading)
    assert rule.is_of_county is False or rule.bound is None or "乡镇文件只列" in rule.reading
    assert set(rule.levels) <= {"village", "township", "county"}
    assert bool(rule.part) == bool(rule.whole)
    form = CATALOG.forms[rule.mend_kind]
    for name, value in rule.mend_values.items():
        field = form.fields[name]
        assert not field.choices or value in CATALOG.codes[field.choices].codes, name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_asks_for_fields_that_a_form_has(rule: Rule) -> None:
    asked = {name for form in FORMS for name in form.fields}
    assert set(rule.asks) <= asked


def test_every_finding_code_has_a_text_and_is_used() -> None:
    used = {str(node.value) for module in modules() if module.part != "ui" for node in texts_in(module.path)}
    unused = [code for code in CATALOG.texts.codes if code not in used]
    assert unused == []


def test_every_text_says_what_is_wrong_and_how_to_mend_it() -> None:
    for code in CATALOG.texts.codes:
        blanks = CATALOG.texts.blanks(code)
        assert all(name.isidentifier() for name in blanks), code


@pytest.mark.parametrize("code", CATALOG.texts.codes)
def test_a_kind_of_finding_has_a_short_name_without_blanks(code: str) -> None:
    title = CATALOG.texts.title(code)
    assert not set("{}…。") & set(title)
    assert 3 < len(title) <= 48
    assert len(title) <= 20 or "{" not in CATALOG.texts.what(code).split("。")[0]
