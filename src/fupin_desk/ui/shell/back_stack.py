"""Where a person has been: the places behind the back button."""

from collections.abc import Callable
from dataclasses import dataclass

from fupin_desk.model.value import Value

_LONGEST = 50


@dataclass(frozen=True, slots=True)
class Place:
    """One stop: a page of the rail, or a record (`kind` and `record`), or a list (`kind` and `where`)."""

    page: str
    kind: str = ""
    record: str = ""
    where: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    text: str = ""


class Road:
    """The stops in their order, the present one last."""

    def __init__(self) -> None:
        self._stops: list[Place] = []

    def go(self, place: Place) -> None:
        """Stop at a place; stopping twice at the same one counts once."""
        if not self._stops or self._stops[-1] != place:
            self._stops.append(place)
            del self._stops[:-_LONGEST]

    def back(self, is_there: Callable[[Place], bool]) -> Place | None:
        """Leave the present stop and return the last one before that is still there, None if there is none."""
        del self._stops[-1:]
        while self._stops:
            place = self._stops.pop()
            if is_there(place):
                return place
        return None
