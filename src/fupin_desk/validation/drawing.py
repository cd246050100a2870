"""What payments draw from an amount: whether they exceed it, and which of them are too many."""

from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case


def too_much(case: Case, payment: Record, by: str, limit: int) -> int | None:
    """Return what all payments on one amount add up to, if this is one of those by which they exceed a limit.

    They draw one after the other by their days; what the page changes comes last, so that whoever enters it hears
    of it. The file adds them up, and they are looked at singly only where they exceed the limit.

    Args:
        case: The page under examination.
        payment: A payment.
        by: The field that says on what it draws: its acceptance, its line of funds, its project.
        limit: What may be drawn.
    """
    on = payment.values.get(by)
    if on is None or not payment.values.get("amount_fen"):
        return None
    total = case.total("payment", by, on, "amount_fen")
    if total <= limit:
        return None
    drawn = 0
    for one in sorted(
        case.having("payment", by, on),
        key=lambda one: (case.is_changed(one), str(one.values.get("paid_on") or ""), one.id),
    ):
        drawn += int(one.values.get("amount_fen") or 0)
        if one.id == payment.id:
            break
    return total if drawn > limit else None
