"""Industries of villages and townships, and bases: parts within their wholes, once a year, states with their days."""

from collections.abc import Iterator

from fupin_desk.model.amount import scaled
from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import spans, standing
from fupin_desk.validation.case import Case, folded
from fupin_desk.validation.objections import error, warning


def check_village_industry(case: Case, industry: Record) -> Iterator[Finding]:
    """Yield what is wrong with a village's industry of a year.

    Source:
        R-1.5 (特色优势产业), R-2.2.3 (集中连片), R-2.4.5 (新品种、新技术).
    """
    yield from spans.order(case, industry, "started_on", "ended_on")
    yield from standing.check(case, industry, "state", "2", "ended_on")
    for part in ("contiguous_cmu", "new_variety_cmu", "new_technology_cmu"):
        yield from _within(case, industry, part, "area_cmu")
    yield from _within(case, industry, "poor_households", "households")
    name = folded(industry.values.get("name"))
    twins = case.twins(industry, "village", "year")
    if name and any(folded(one.values.get("name")) == name for one in twins):
        yield warning(
            industry, "R-1.5-twice", "name",
            village=case.called("village", industry.values["village"]), year=str(industry.values["year"]),
            value=str(industry.values["name"]),
        )  # fmt: skip


def check_township_industry(case: Case, industry: Record) -> Iterator[Finding]:
    """Yield whether a township's leading industry ended before it was named (R-2.2.4)."""
    yield from spans.order(case, industry, "named_on", "ended_on")


def check_base(case: Case, base: Record) -> Iterator[Finding]:
    """Yield whether more poor people than people take part in a base (R-1.1)."""
    yield from _within(case, base, "poor_workers", "workers")


def _within(case: Case, record: Record, part: str, whole: str) -> Iterator[Finding]:
    """Yield whether a part is greater than the whole that it is a part of."""
    has, of = record.values.get(part), record.values.get(whole)
    if has is None or of is None or int(has) <= int(of):
        return
    fields = case.forms[record.kind].fields
    clause = fields[part].clause or fields[whole].clause or "一、明确目标"
    yield error(
        record, "part_beyond_whole", part,
        label=fields[part].label, value=scaled(int(has), fields[part].decimals), unit=fields[part].unit,
        other=fields[whole].label, whole=scaled(int(of), fields[whole].decimals), clause=clause,
    )  # fmt: skip
