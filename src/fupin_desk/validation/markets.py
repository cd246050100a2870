"""E-commerce: the county's centre, stations and online shops of villages."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import spans, standing
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning

_RUNNING, _STOPPED = "2", "3"
_CLOSED = "2"


def check_centre(case: Case, centre: Record) -> Iterator[Finding]:
    """Yield whether the county's centre closed before it opened (R-2.7.1)."""
    yield from spans.order(case, centre, "opened_on", "closed_on")


def check_station(case: Case, station: Record) -> Iterator[Finding]:
    """Yield what is wrong with a station: the order of its days, its state, no acceptance (R-2.7.2)."""
    yield from spans.order(case, station, "built_on", "accepted_on")
    yield from spans.order(case, station, "built_on", "closed_on")
    yield from standing.check(case, station, "state", _STOPPED, "closed_on")
    running = station.values.get("state") == _RUNNING
    if running and station.values.get("accepted_on") is None and not station.unread.get("accepted_on"):
        yield warning(station, "R-2.7.2-accepted", "accepted_on")


def check_shop(case: Case, shop: Record) -> Iterator[Finding]:
    """Yield what is wrong with an online shop: its days, its state, entered twice (R-2.7.3).

    A shop that closed in one village and opened in another afterwards is no shop of two villages.
    """
    yield from spans.order(case, shop, "opened_on", "closed_on")
    yield from standing.check(case, shop, "state", _CLOSED, "closed_on")
    village = shop.values.get("village")
    same = [
        one
        for one in case.twins(shop, "shop_no", "platform")
        if one.values.get("village") is not None and spans.overlap(one, shop, "opened_on", "closed_on")
    ]
    if village is None or not same:
        return
    value, platform = str(shop.values["shop_no"]), case.told(shop, "platform")
    other = next((one for one in same if one.values["village"] != village), None)
    if other is not None:
        name = case.called("village", other.values["village"])
        yield error(
            shop, "R-2.7.3", "shop_no",
            value=value, platform=platform, other=name, village=case.called("village", village),
        )  # fmt: skip
    else:
        yield error(shop, "R-2.7.3-twice", "shop_no", value=value, platform=platform)
