"""All definitions together, read once at start."""

from dataclasses import dataclass, replace

from fupin_desk import paths
from fupin_desk.catalog import codes, forms, packs, parsed, regions, texts
from fupin_desk.model.code import Code, CodeList
from fupin_desk.model.error import DefinitionError
from fupin_desk.model.form import Form
from fupin_desk.model.region import Regions
from fupin_desk.model.rule import Pack


@dataclass(frozen=True, slots=True)
class Catalog:
    """Forms, code lists, policy packs, finding texts and regions, by their names."""

    forms: dict[str, Form]
    codes: dict[str, CodeList]
    packs: tuple[Pack, ...]
    texts: texts.Texts
    regions: Regions

    def pack_on(self, day: str) -> Pack:
        """Return the policy pack of an ISO day; before the first pack its own rules are shown."""
        valid = [pack for pack in self.packs if pack.valid_from <= day <= pack.valid_to]
        return valid[-1] if valid else self.packs[0 if day < self.packs[0].valid_from else -1]


def load() -> Catalog:
    """Return the catalog of the installed definition files.

    Raises:
        DefinitionError: If any of them is wrong, naming file and key.
    """
    areas = regions.load(paths.resources("regions"))
    lists = codes.load(paths.resources("codes"))
    units = {unit.code: Code(unit.code, unit.name) for unit in areas.units.values()}
    lists["unit"] = CodeList("unit", "所属乡镇", "江政办发〔2018〕1号", units)
    all_forms = forms.load(paths.forms())
    for form in all_forms.values():
        for field in form.fields.values():
            if field.choices and field.choices not in lists:
                raise DefinitionError(f"{form.kind}.toml", field.name, f"unknown code list {field.choices}")
    made = Catalog(
        forms=all_forms,
        codes=lists,
        packs=tuple(
            replace(pack, addressed=tuple(areas.units)) for pack in packs.load(paths.resources("policies"))
        ),
        texts=texts.load(paths.resources("text", "findings.toml")),
        regions=areas,
    )
    parsed.keep()
    return made
