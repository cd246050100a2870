"""Money before and after: what saving a page does to amounts that the policy watches, and what is left to pay."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fupin_desk.desk import lending, shares
from fupin_desk.model.amount import capital, rounded, yuan
from fupin_desk.model.money import Money, fen
from fupin_desk.model.page import Page
from fupin_desk.model.rule import Effect
from fupin_desk.model.value import Record
from fupin_desk.store.rules import money as sums

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk


def of_page(desk: "Desk", page: Page, changes: Sequence[Effect]) -> tuple[Money, ...]:
    """Return what saving a page does to the money that the policy watches; nothing for pages without money.

    Args:
        desk: The open desk.
        page: The page as it would be saved, filled in.
        changes: What saving it does to coverage today.
    """
    if page.record.removed:
        return ()
    if page.record.kind == "fund_line":
        return tuple(shares.of_line(desk, page, changes))
    tell = _TELLERS.get(page.record.kind)
    return () if tell is None else tuple(tell(desk, page))


def _payment(desk: "Desk", page: Page) -> list[Money]:
    payment, connection = page.record, desk.file.connection
    amount = fen(payment, "amount_fen")
    held = desk.record("payment", payment.id)
    in_words = f"人民币{capital(amount)}。" if amount >= 0 else "拨付金额不能是负数。"
    found = [Money("拨付金额", yuan(fen(held, "amount_fen")) if held else "", yuan(amount), "", in_words)]
    project, acceptance = payment.values.get("project"), payment.values.get("acceptance")
    if isinstance(project, str):
        given = sums.allocated(connection, project)
        paid = [sums.paid_of_project(connection, project, without=one) for one in ("", payment.id)]
        found.append(_left("项目资金", "对应这个项目的下达资金", given, paid[0], paid[1] + amount))
    if isinstance(acceptance, str) and (accepted := desk.record("acceptance", acceptance)):
        paid = [sums.paid_on_acceptance(connection, acceptance, without=one) for one in ("", payment.id)]
        given = fen(accepted, "amount_fen")
        found.append(_left("验收核定", "验收核定的金额", given, paid[0], paid[1] + amount))
    return found


def _acceptance(desk: "Desk", page: Page) -> list[Money]:
    acceptance = page.record
    held = desk.record("acceptance", acceptance.id)
    paid = sums.paid_on_acceptance(desk.file.connection, acceptance.id)
    left = _left("验收核定", "验收核定的金额", fen(acceptance, "amount_fen"), paid, paid)
    return [replace(left, before=yuan(fen(held, "amount_fen") - paid) if held else "")]


def _left(name: str, source: str, given: int | None, before: int, after: int) -> Money:
    """Return what is left of an amount; `before` and `after` are what is paid of it."""
    label = f"{name}还能拨付"
    if given is None:
        return Money(label, "—", "—", "—", f"没有登记{source}，看不出还剩多少；已拨付 {yuan(after)}。")
    rest = given - after
    text = f"{source} {yuan(given)}，保存后已拨付 {yuan(after)}，"
    text += f"还剩 {yuan(rest)}。" if rest >= 0 else f"超出 {yuan(-rest)}。"
    return Money(label, yuan(given - before), yuan(rest), yuan(given), text, rest >= 0)


def _entity(desk: "Desk", page: Page) -> list[Money]:
    """Return what an entity brings to the households that it drives today."""
    entity, today = page.record.id, desk.today()
    links = desk.page("entity", entity).children["drive_link"] if desk.record("entity", entity) else ()
    before = sum(fen(one, "increase_fen") for one in links if _is_active(one, today))
    now = [one for one in page.children.get("drive_link", ()) if not one.removed and _is_active(one, today)]
    after = sum(fen(one, "increase_fen") for one in now)
    households = len({one.values.get("household") for one in now})
    mean = yuan(int(rounded(Fraction(after, households), 0))) if households else "—"
    text = f"现在带动 {households} 户，年增收共 {yuan(after)}，户均 {mean}。"
    return [Money("带动户年增收", yuan(before), yuan(after), "", text)]


def _is_active(link: Record, day: str) -> bool:
    ended = link.values.get("ended_on")
    return str(link.values.get("started_on") or "9999") <= day and (ended is None or str(ended) > day)


_TELLERS: Mapping[str, Callable[["Desk", Page], list[Money]]] = {
    "acceptance": _acceptance,
    "entity": _entity,
    "loan": lending.of_loan,
    "payment": _payment,
    "risk_fund": lending.of_move,
}
