"""resources/codes/*.csv -> CodeList."""

from pathlib import Path

from fupin_desk.catalog import strict
from fupin_desk.model.code import Code, CodeList
from fupin_desk.model.error import DefinitionError


def load(folder: Path) -> dict[str, CodeList]:
    """Return every code list by its name.

    Raises:
        DefinitionError: If a list is not in INDEX.csv, or a code or label stands twice in one list.
    """
    lists = {}
    for entry in strict.rows(folder / "INDEX.csv", ("name", "title", "source")):
        codes = _codes(folder / f"{entry['name']}.csv")
        lists[entry["name"]] = CodeList(entry["name"], entry["title"], entry["source"], codes)
    return lists


def _codes(path: Path) -> dict[str, Code]:
    codes: dict[str, Code] = {}
    labels: set[str] = set()
    for row in strict.rows(path, ("code", "label", "edition", "aliases", "implies")):
        if row["code"] in codes or row["label"] in labels:
            raise DefinitionError(path.name, row["code"], f"stands twice ({row['label']})")
        labels.add(row["label"])
        codes[row["code"]] = Code(
            code=row["code"],
            label=row["label"],
            edition=row["edition"],
            aliases=tuple(one for one in row["aliases"].split("|") if one),
            implies=dict(one.split("=", 1) for one in row["implies"].split("|") if one),
        )
    return codes
