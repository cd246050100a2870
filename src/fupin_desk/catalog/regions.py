"""resources/regions/*.csv -> Regions."""

import re
from pathlib import Path

from fupin_desk.catalog import strict
from fupin_desk.model.region import Region, Regions, Unit

_TAIL = re.compile(
    r"(村村民委员会|村民委员会|村委会|社区居民委员会|社区居委会|居民委员会|居委会|村村民委员|居民委会员|委员会)$"
)


def short_name(name: str) -> str:
    """Return the name that people use: 古堤村村民委员会 -> 古堤村, 资福寺社区居民委员会 -> 资福寺社区."""
    stem = _TAIL.sub("", name)
    if "社区" in name or "居" in name.removeprefix(stem):
        return stem.removesuffix("社区") + "社区"
    return stem if stem.endswith(("村", "队", "场", "区")) else f"{stem}村"


def load(folder: Path) -> Regions:
    """Return the county's reporting units and villages; the 2018 edition is the default.

    A village of the default edition knows its former self by `former[code]`: the villages of 2017 with the
    same code, whose names may differ (a code is no identity).
    """
    units = {
        row["code"]: Unit(row["code"], row["name"], row["kind"], row["statistics_code"])
        for row in strict.rows(folder / "reporting_units.csv", ("code", "name", "kind", "statistics_code"))
    }
    villages = _villages(folder / "jiangling_2018.csv", "2018")
    former: dict[str, tuple[Region, ...]] = {}
    for old in _villages(folder / "jiangling_2017.csv", "2017"):
        former[old.code] = (*former.get(old.code, ()), old)
    return Regions("421024", "江陵县", units, villages, former, _variants(folder / "place_name_variants.csv"))


def _variants(path: Path) -> dict[str, tuple[str, ...]]:
    columns = ("code", "township_name", "names_over_editions", "short_names", "note")
    found = {}
    for row in strict.rows(path, columns):
        # A code that was given to another village proves nothing about its name.
        if not row["note"].startswith("CODE REUSED"):
            found[row["code"]] = tuple(one.strip() for one in row["short_names"].split(">") if one.strip())
    return found


def _villages(path: Path, edition: str) -> tuple[Region, ...]:
    return tuple(
        Region(row["code"], row["name"], short_name(row["name"]), row["code"][:9], edition)
        for row in strict.rows(path, ("code", "name", "level", "parent_code"))
        if row["level"] == "village"
    )
