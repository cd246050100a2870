"""New-type entities: their numbers, the households that they drive, share agreements, transferred land."""

from collections.abc import Iterator

from fupin_desk.model.amount import scaled
from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import serials, spans
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning


def check(case: Case, entity: Record) -> Iterator[Finding]:
    """Yield what is wrong with an entity as a whole: its unified social credit code (GB 32100)."""
    yield from serials.once(case, entity, "credit_code")
    code = str(entity.values.get("credit_code") or "").upper()
    if not code:
        return
    if not serials.is_credit_code(code):
        yield warning(entity, "EN-code", "credit_code", value=code, length=str(len(code)))
    elif serials.credit_check(code) != code[-1]:
        yield warning(entity, "EN-code-check", "credit_code", value=code, last=code[-1])


def check_link(case: Case, link: Record) -> Iterator[Finding]:
    """Yield whether a household is driven twice at a time by one entity, or is none of the poor (R-2.5.2)."""
    yield from spans.order(case, link, "started_on", "ended_on")
    household = case.record("household", link.values.get("household"))
    if household is None:
        return
    twins = case.twins(link, "household", "entity")
    if any(one.id < link.id and spans.overlap(one, link) for one in twins):
        yield warning(link, "R-2.5.2-twice", "household", head=case.head(household.id))
    if not case.is_poor(household):
        told = case.told(household, "poverty_status") or "未填"
        yield warning(link, "R-2.5.2-poor", "household", head=case.head(household.id), status=told)


def check_agreement(case: Case, agreement: Record) -> Iterator[Finding]:
    """Yield what is wrong with a share agreement: its number, its days, its household (R-2.5.1)."""
    yield from serials.once(case, agreement, "agreement_no")
    yield from spans.order(case, agreement, "signed_on", "ended_on")
    household, village = (
        case.record("household", agreement.values.get("household")),
        agreement.values.get("village"),
    )
    if household is None:
        return
    head = case.head(household.id)
    home = household.values.get("village")
    if home is not None and village is not None and home != village:
        other = case.called("village", village)
        yield warning(
            agreement,
            "R-2.5.1-village",
            "household",
            head=head,
            village=case.village(household.id),
            other=other,
        )
    if not case.is_poor(household):
        told = case.told(household, "poverty_status") or "未填"
        yield warning(agreement, "R-2.5.1-poor", "household", head=head, status=told)


def check_transfer(case: Case, transfer: Record) -> Iterator[Finding]:
    """Yield what is wrong with a transfer of land: its number, its days, more land than the village has (R-2.5.3).

    The excess is told while the transfer is entered or changed; at other times the village carries it.
    """
    yield from serials.once(case, transfer, "contract_no")
    yield from spans.order(case, transfer, "started_on", "ended_on")
    village = case.record("village", transfer.values.get("village"))
    contracted = village.values.get("contracted_farmland_cmu") if village else None
    if village is None or contracted is None or not case.is_changed(transfer):
        return
    total = _transferred(case, village)
    if total is not None and total > int(contracted) and spans.holds(transfer, case.today):
        yield from _beyond(case, transfer, "area_cmu", village, total)


def check_farmland(case: Case, village: Record) -> Iterator[Finding]:
    """Yield whether a village has transferred more land than its households contracted, or does not say how much."""
    total = _transferred(case, village)
    contracted = village.values.get("contracted_farmland_cmu")
    if contracted is None:
        if total is not None and not village.unread.get("contracted_farmland_cmu"):
            yield warning(village, "R-2.5.3-base", "contracted_farmland_cmu", area=scaled(total, 2))
    elif total is not None and total > int(contracted):
        yield from _beyond(case, village, "contracted_farmland_cmu", village, total)


def _transferred(case: Case, village: Record) -> int | None:
    """Return how much land of a village is transferred today, None if there is no such transfer."""
    transfers = case.having("land_transfer", "village", village.id)
    areas = [int(one.values.get("area_cmu") or 0) for one in transfers if spans.holds(one, case.today)]
    return sum(areas) if areas else None


def _beyond(case: Case, about: Record, field: str, village: Record, total: int) -> Iterator[Finding]:
    contracted = int(village.values["contracted_farmland_cmu"] or 0)
    yield error(
        about, "R-2.5.3", field,
        village=case.called("village", village.id), total=scaled(total, 2), contracted=scaled(contracted, 2),
        difference=scaled(total - contracted, 2),
    )  # fmt: skip
