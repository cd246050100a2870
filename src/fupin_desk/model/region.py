"""Administrative areas: reporting units, and villages whose codes and names change by edition."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Unit:
    """One of the county's reporting units. 江陵开发区 has no statistics code and goes by KFQ."""

    code: str
    name: str
    kind: str
    statistics_code: str


@dataclass(frozen=True, slots=True)
class Region:
    """A village of one edition: its 12-digit code, its full and short name, the 9-digit code above it."""

    code: str
    name: str
    short_name: str
    unit: str
    edition: str


@dataclass(frozen=True, slots=True)
class Regions:
    """The county's areas. `county` is its 6-digit code; `villages` are those of the default edition."""

    county: str
    county_name: str
    units: dict[str, Unit]
    villages: tuple[Region, ...]
    former: dict[str, tuple[Region, ...]]
    # Other spellings of a village's name in older and newer editions, by its code.
    variants: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def village(self, code: str) -> Region | None:
        """Return a village of the default edition by its code."""
        return next((one for one in self.villages if one.code == code), None)

    def unit_of(self, place: str) -> str:
        """Return the reporting unit that a place belongs to; a unit and the county are their own."""
        village = self.village(place)
        return village.unit if village else place

    def of_unit(self, code: str) -> tuple[Region, ...]:
        """Return the villages of a reporting unit in the default edition."""
        return tuple(one for one in self.villages if one.unit == code)
