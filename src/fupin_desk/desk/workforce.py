"""Who of the household on a page can work, and who of them still has to be trained."""

from typing import TYPE_CHECKING

from fupin_desk.model.code import CodeList
from fupin_desk.model.page import Page
from fupin_desk.model.rule import Pack
from fupin_desk.model.workforce import Workforce
from fupin_desk.store.rules import workforce as stored

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_NO_NAME = "（姓名未填）"


def able(codes: CodeList, pack: Pack) -> tuple[str, ...]:
    """Return the codes of people able to work, as the policy reads the weak ones."""
    counts = {"1", "weak"} if pack.readings.get("weak_labour_counts") else {"1"}
    return tuple(one.code for one in codes.codes.values() if one.implies.get("capable") in counts)


def of_page(desk: "Desk", page: Page) -> Workforce:
    """Return the workforce of a household's page as it would be saved, on the day of work."""
    from fupin_desk.validation.case import belongs

    today, pack = desk.today(), desk.pack()
    counts = able(desk.catalog.codes["labour_capability"], pack)
    present = [one for one in page.children.get("member", ()) if not one.removed and belongs(one, today)]
    workers = [one for one in present if one.values.get("labour_capability") in counts]
    trained = stored.trained(desk.file.connection, pack, today, page.record.id)
    names = {one.id: str(one.values.get("name") or _NO_NAME) for one in workers}
    return Workforce(
        tuple(names.values()),
        tuple(name for one, name in names.items() if one not in trained),
        sum(one.values.get("labour_capability") is None for one in present),
    )
