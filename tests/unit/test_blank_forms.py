"""`template KIND` and `blank KIND`: an empty workbook and a printed form of every kind."""

from pathlib import Path

import pytest

from fupin_desk.catalog import catalog
from fupin_desk.desk import filing
from fupin_desk.exchange import workbook
from fupin_desk.reports import pdf_text

CATALOG = catalog.load()


@pytest.mark.parametrize("kind", CATALOG.forms)
def test_the_printed_form_of_a_kind_asks_everything_that_its_page_asks(kind: str, tmp_path: Path) -> None:
    path = filing.write_blank(kind, tmp_path / "blank.pdf")
    said = "".join(text for _, text in pdf_text.lines(path.read_bytes())).replace("\n", "")
    form = CATALOG.forms[kind]
    assert f"{form.label}登记表" in said
    asked = [one for one in form.fields.values() if not one.read_only and one.appearance != "hidden"]
    for field in asked:
        assert set(field.label) <= set(said), field.label


@pytest.mark.parametrize("kind", [one.kind for one in CATALOG.forms.values() if one.importable])
def test_the_workbook_of_a_kind_has_a_sheet_to_fill_in_and_one_that_explains(
    kind: str, tmp_path: Path
) -> None:
    path = filing.write_template(kind, tmp_path / "template.xlsx")
    sheets = workbook.read(path.read_bytes())
    # The options of a list that is too long for a cell's rule stand on a sheet that nobody sees.
    seen = [sheet.name for sheet in sheets if sheet.name != "选项"]
    assert seen == [CATALOG.forms[kind].label, "填写说明"]
