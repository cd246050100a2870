"""[limits] of a policy pack -> Limits."""

from dataclasses import fields
from typing import Any

from fupin_desk.catalog import strict
from fupin_desk.model.error import DefinitionError
from fupin_desk.model.limits import Limits

_NAMES = tuple(one.name for one in fields(Limits))


def read(source: str, table: dict[str, Any]) -> Limits:
    """Return the limits of a pack: those of `[limits]`, and readings of the same name, which facts take too.

    A limit that the pack does not set is the policy's own.

    Raises:
        DefinitionError: If a limit is unknown, no whole number from 0 on, or said in both places.
    """
    said = table.get("limits", {})
    strict.keys(f"{source} limits", said, needs=(), may=_NAMES)
    readings = {name: value for name, value in table["readings"].items() if name in _NAMES}
    for name in said.keys() & readings.keys():
        raise DefinitionError(source, name, "stands in limits and in readings")
    given = {**readings, **said}
    for name, value in given.items():
        if not isinstance(value, int) or value < 0:
            raise DefinitionError(source, name, "must be a whole number from 0 on")
    return Limits(**given)
