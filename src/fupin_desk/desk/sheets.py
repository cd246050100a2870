"""入户单 on the screen: whose sheet a short code means, and in which order the sheets of a village lie."""

from typing import TYPE_CHECKING

from fupin_desk.store.records import short_code

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk


def of_code(desk: "Desk", text: str) -> list[str]:
    """Return the households that a typed code means, such as 黄-0123; none for a text that is no code."""
    return short_code.find(desk.file.connection, text)


def pile(desk: "Desk", household: str) -> dict[str, str]:
    """Return the codes of the sheets of a household's village by household, in the order in which they are printed.

    A household that gets no sheet is a pile of its own.
    """
    from fupin_desk.desk.materials import Source
    from fupin_desk.reports.contents import register
    from fupin_desk.store.report_queries import homes

    codes = short_code.codes(desk.file.connection)
    held = desk.record("household", household)
    village = str(held.values.get("village") or "") if held else ""
    source = Source(desk, desk.pack(), desk.today(), place=village or None)
    printed = (
        [one.id for one in register.poor_of(source.places, homes.homes(source.scope))] if village else []
    )
    return {one: codes.get(one, "") for one in (printed if household in printed else [household])}
