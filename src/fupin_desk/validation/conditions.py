"""A household's land, road and house of a year (HH-11, HH-12)."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning

# Hundredths of a mu above which a household's land is unusual.
_USUAL_CMU = {
    "farmland_cmu": 100_00, "woodland_cmu": 200_00, "returned_woodland_cmu": 200_00, "orchard_cmu": 200_00,
    "pasture_cmu": 100_00, "water_surface_cmu": 100_00,
}  # fmt: skip
_USUAL_ROAD_M = 5000


def check(case: Case, condition: Record) -> Iterator[Finding]:
    """Yield what is wrong with a year's conditions beyond their single values."""
    form, values = case.forms["condition"], condition.values
    year = values.get("year")
    rows = case.having("condition", "household", values.get("household"))
    if year is not None and any(one.id != condition.id and one.values.get("year") == year for one in rows):
        yield error(condition, "year_twice", "year", label=form.label, value=str(year))
    for name, usual in _USUAL_CMU.items():
        if int(values.get(name) or 0) > usual:
            label = form.fields[name].label
            yield warning(
                condition,
                "HH-11",
                name,
                label=label,
                value=case.told(condition, name),
                usual=str(usual // 100),
            )
    if int(values.get("road_distance_m") or 0) > _USUAL_ROAD_M:
        yield warning(
            condition, "HH-11-road", "road_distance_m", value=case.told(condition, "road_distance_m")
        )
    yield from _parts(case, condition)
    yield from _house(condition)


def _parts(case: Case, condition: Record) -> Iterator[Finding]:
    values = condition.values
    irrigated, farmland = values.get("irrigated_cmu"), values.get("farmland_cmu")
    if irrigated is not None and farmland is not None and int(irrigated) > int(farmland):
        given = {
            "value": case.told(condition, "irrigated_cmu"),
            "farmland": case.told(condition, "farmland_cmu"),
        }
        yield error(condition, "HH-11-irrigated", "irrigated_cmu", **given)
    woodland = values.get("woodland_cmu")
    parts = int(values.get("returned_woodland_cmu") or 0) + int(values.get("orchard_cmu") or 0)
    if woodland is not None and parts > int(woodland):
        yield warning(condition, "HH-11-woodland", "woodland_cmu", value=case.told(condition, "woodland_cmu"))


def _house(condition: Record) -> Iterator[Finding]:
    values = condition.values
    if values.get("is_dangerous_house") == 1 and values.get("danger_grade") is None:
        yield warning(condition, "HH-12", "danger_grade")
    if values.get("house_area_dm2") == 0 and values.get("is_dangerous_house") == 0:
        yield warning(condition, "HH-12-area", "house_area_dm2")
