"""Empty workbooks: every column means something to the import, and nothing typed becomes a formula."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from fupin_desk.catalog import catalog
from fupin_desk.desk import filing
from fupin_desk.exchange import layout, template, vocabulary, workbook
from fupin_desk.model.error import NotFoundError, RequestError

CATALOG = catalog.load()
IMPORTABLE = [one.kind for one in CATALOG.forms.values() if one.importable]


@pytest.fixture(params=IMPORTABLE)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def written(kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.xlsx"
    template.write(kind, CATALOG.forms, CATALOG.codes, path)
    return path


def test_every_heading_of_a_template_is_read_as_the_column_that_it_stands_for(
    kind: str, tmp_path: Path
) -> None:
    sheets = workbook.read(written(kind, tmp_path).read_bytes())
    assert [one.name for one in sheets if not one.reason] == [CATALOG.forms[kind].label, "填写说明"]
    one = layout.find(sheets[0], vocabulary.of_kind(kind, CATALOG.forms))
    assert one is not None
    assert [heading.text for heading in one.headings if heading.target in {"", "-"}] == []
    asked = {
        f"{kind}.{field.name}"
        for field in CATALOG.forms[kind].fields.values()
        if field.appearance != "hidden" and not field.read_only
    }
    assert asked <= set(one.columns)


def test_a_household_template_has_the_columns_of_its_members(tmp_path: Path) -> None:
    sheet = workbook.read(written("household", tmp_path).read_bytes())[0]
    one = layout.find(sheet, vocabulary.of_kind("household", CATALOG.forms))
    assert one is not None
    assert one.bottom == 1
    assert {"household.note", "member.note", "household.phone", "member.phone"} <= set(one.columns)


def test_numbers_of_persons_are_text_columns_and_choices_can_be_picked(tmp_path: Path) -> None:
    book = load_workbook(written("household", tmp_path))
    sheet = book.worksheets[0]
    letters = {cell.value: cell.column_letter for cell in sheet[2]}
    assert sheet.column_dimensions[letters["证件号码"]].number_format == "@"
    formulas = {
        str(one.sqref).split(":")[0].rstrip("0123456789"): one.formula1
        for one in sheet.data_validations.dataValidation
    }
    assert formulas[letters["性别"]] == '"男,女,未说明"'
    assert formulas[letters["产业方向"]].startswith("'选项'!$")
    assert all(len(formula) <= 257 for formula in formulas.values())
    assert book["选项"].sheet_state == "hidden"
    column = formulas[letters["产业方向"]].split("$")[1]
    assert book["选项"][f"{column}1"].value == "水稻"


@pytest.mark.parametrize("kind", ["waiver", "visit_expert", "nokind"])
def test_a_kind_without_an_import_has_no_template_and_only_those_with_one_are_named(
    tmp_path: Path, kind: str
) -> None:
    with pytest.raises(NotFoundError, match="没有导入模板") as refused:
        filing.write_template(kind, tmp_path / "a.xlsx")
    named = str(refused.value).split("：")[1].rstrip("。").split("、")
    assert named == [one.kind for one in CATALOG.forms.values() if one.importable]


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="文件夹"):
        template.write("round", CATALOG.forms, CATALOG.codes, tmp_path)
    assert list(tmp_path.iterdir()) == []
