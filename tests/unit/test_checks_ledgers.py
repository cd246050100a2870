"""Ledgers: sound pages draw no objection, borderline cases fall on the right side, sentences name the clause."""

import re

import pytest

from fupin_desk.model.page import Page
from fupin_desk.model.value import Record, Value
from fupin_desk.validation import losses, serials, stages
from tests.unit import faulty_ledgers
from tests.unit import judged_ledgers as g
from tests.unit import judged_pages as p

_FILE = (*p.FILE, *g.FILE)
_TOPS = tuple(one for one in g.FILE if not p.CATALOG.forms[one.kind].parent_kind)
_CLAUSE = re.compile(r"二\([一二三四五六七八]\)|三\([一二三四]\)|一、")


def _page(top: Record, *, new: bool = False) -> Page:
    forms = p.CATALOG.forms
    rows = [one for one in _FILE if one.kind in forms[top.kind].children and one.values[top.kind] == top.id]
    return p.page(top, *rows, new=new)


def _codes(page: Page, *more: Record, today: str = p.TODAY) -> list[str]:
    brought = {one.id for one in more}
    file = (*(one for one in _FILE if one.id not in brought), *more)
    return [one.code for one in p.judged(page, file=file, today=today)]


@pytest.mark.parametrize("top", _TOPS, ids=lambda one: one.id)
def test_a_sound_ledger_page_draws_no_objection(top: Record) -> None:
    assert _codes(_page(top)) == []


@pytest.mark.parametrize("top", _TOPS, ids=lambda one: one.id)
def test_a_sound_new_ledger_page_draws_no_objection_in_a_file_that_lacks_it(top: Record) -> None:
    page = _page(top, new=True)
    own = {one.id for one in page.records()}
    assert p.judged(page, file=tuple(one for one in _FILE if one.id not in own)) == []


def test_every_finding_about_a_ledger_names_the_clause_that_it_serves() -> None:
    plain = {"DT-2-order", "number_twice", "ended_without_day", "going_on_after_end", "future"}
    for fault in faulty_ledgers.ALL:
        brought = {one.id for one in fault.more}
        file = (*(one for one in _FILE if one.id not in brought), *fault.more)
        found = next(one for one in p.judged(fault.page, file=file) if one.code == fault.code)
        assert fault.code in plain or _CLAUSE.search(p.CATALOG.texts.worded(found).text), fault.code


def test_every_sum_of_every_form_is_checked() -> None:
    for form in p.CATALOG.forms.values():
        for field in form.fields.values():
            if not field.sum_of:
                continue
            parts = {one.removeprefix("-"): 5_00 for one in field.sum_of}
            wrong = Record(form.kind, "sum", {**parts, field.name: 1_000_00})
            found = [
                one for one in p.judged(p.page(wrong)) if one.field == field.name and one.severity == "E"
            ]
            assert any(one.given.get("expected") for one in found), f"{form.kind}.{field.name}"


# --- projects


def test_a_project_that_came_back_into_the_library_begins_its_steps_anew() -> None:
    out = g.twin(g.ENTERED, "j1e98", stage="98", happened_on="2018-08-01")
    again = g.twin(g.ENTERED, "j1e5b", happened_on="2018-09-01")
    approved = g.twin(g.APPROVED, "j1e6b", happened_on="2018-09-10")
    page = p.page(g.PROJECT, *g.STEPS, out, again, approved, g.PROJECT_HOUSEHOLD)
    assert _codes(page) == []
    early = p.page(g.PROJECT, *g.STEPS, out, approved, g.PROJECT_HOUSEHOLD)
    assert _codes(early) == ["R-2.1.2-skip"]


def test_steps_of_one_day_are_in_order() -> None:
    one_day = [p.but(step, happened_on="2018-06-01") for step in g.STEPS]
    assert _codes(p.page(g.PROJECT, *one_day, g.PROJECT_HOUSEHOLD)) == []


@pytest.mark.parametrize(
    ("today", "silent"), [("2018-09-25", False), ("2018-09-26", True), ("2018-06-24", False)]
)
def test_a_project_under_way_may_be_silent_for_ninety_two_days(today: str, *, silent: bool) -> None:
    page = p.page(g.PROJECT, *g.STEPS[:3], g.PROJECT_HOUSEHOLD, g.PROGRESS)
    assert ("R-3.4.5" in _codes(page, today=today)) is silent


def test_a_project_outside_the_library_needs_no_goal_and_no_poor_household_yet() -> None:
    early = p.but(g.PROJECT, performance_goal=None, batch_no=None, village="v2")
    assert _codes(p.page(early, g.twin(g.ENTERED, "j1e1", stage="01"))) == []


def test_a_major_project_joins_two_departments() -> None:
    second = g.twin(g.FUND_LINE, "f2", department="D09", target_level="2")
    assert "R-2.3.9" not in _codes(_page(p.but(g.PROJECT, is_major=1)), second)


# --- payments


def test_a_project_that_came_back_is_paid_by_its_present_approval_and_acceptance() -> None:
    out = g.twin(g.ENTERED, "j1e98", stage="98", happened_on="2018-08-01")
    back = (out, g.twin(g.ENTERED, "j1e5b", happened_on="2018-09-01"))
    payment = p.but(g.PAYMENT, paid_on="2018-09-15")

    def found(*more: Record, **values: Value) -> list[str]:
        return _codes(p.page(p.but(payment, **values)), *back, *more)

    assert found() == ["R-2.1.2"]
    approved = g.twin(g.APPROVED, "j1e6b", happened_on="2018-09-10")
    assert found(approved) == []
    assert found(g.twin(g.APPROVED, "j1e6b", happened_on="2018-09-16")) == ["R-3.4.4-approved"]
    assert found(approved, payment_kind="3") == ["R-3.4.4-final"]
    verified = g.twin(g.VERIFIED, "j1e9b", happened_on="2018-09-14")
    assert found(approved, verified, payment_kind="3") == []
    # What was paid before the project went out is judged by the steps of that time.
    assert _codes(p.page(g.PAYMENT), *back) == []


def test_payments_up_to_the_accepted_amount_are_sound_and_one_fen_more_is_not() -> None:
    rest = g.twin(g.PAYMENT, "y2", amount_fen=30_000_00, paid_on="2018-08-01")
    assert _codes(p.page(rest, new=True)) == []
    assert _codes(p.page(p.but(rest, amount_fen=30_000_01), new=True)) == ["R-2.3.5"]


def test_an_excess_is_told_once_where_it_lies_and_to_whoever_enters_it() -> None:
    later = g.twin(g.PAYMENT, "y2", amount_fen=30_000_01, paid_on="2018-08-01")
    assert _codes(p.page(g.PAYMENT), later) == _codes(p.page(later), later) == []
    assert _codes(p.page(g.ACCEPTANCE), later) == ["R-2.3.5"]
    assert _codes(p.page(p.but(g.PAYMENT, note="补记")), later) == ["R-2.3.5"]


def test_the_file_adds_up_what_the_page_changes() -> None:
    moved = p.but(g.PAYMENT, acceptance="x2")
    second = g.twin(g.ACCEPTANCE, "x2", amount_fen=50_000_00)
    assert _codes(p.page(moved), second) == []
    assert _codes(p.page(moved), p.but(second, amount_fen=49_999_99)) == ["R-2.3.5"]
    assert _codes(p.page(p.but(g.ACCEPTANCE, amount_fen=0)), moved, second) == []


def test_an_excess_is_told_in_yuan() -> None:
    page = p.page(p.but(g.PAYMENT, amount_fen=80_000_01))
    worded = p.CATALOG.texts.worded(next(one for one in p.judged(page, file=_FILE) if one.code == "R-2.3.5"))
    assert "核定 80,000.00 元" in worded.text
    assert "拨付 80,000.01 元，超出 0.01 元" in worded.text
    assert "二(三)据实拨付" in worded.text


def test_an_entity_is_paid_under_a_numbered_link_or_a_share_agreement() -> None:
    paid = p.but(g.PAYMENT, payee_kind="2", household=None, entity="n1")
    assert _codes(p.page(paid), p.but(g.LINK, agreement_no=None)) == []
    assert _codes(p.page(paid), p.but(g.AGREEMENT, ended_on="2018-06-01")) == []


def test_a_payment_without_project_is_refused_by_the_clause_and_not_twice() -> None:
    found = p.judged(p.page(p.but(g.PAYMENT, project=None, acceptance=None, payment_kind="1")), file=_FILE)
    assert [(one.code, one.field) for one in found if one.severity == "E"] == [("R-3.4.2", "project")]


# --- funds


def test_a_to_household_line_says_both_sums_and_the_difference() -> None:
    found = p.judged(p.page(g.FUND_LINE, g.FUND_HOUSEHOLD), file=_FILE)
    text = p.CATALOG.texts.worded(found[0]).text
    assert "100,000.00 元" in text
    assert "60,000.00 元" in text
    assert "少了 40,000.00 元" in text


def test_a_special_fund_that_covers_what_is_payable_to_the_fen_needs_no_top_up() -> None:
    assert _codes(_page(p.but(g.SPECIAL_2018, payable_fen=20_000_000_00))) == []


# --- entities and land


@pytest.mark.parametrize(
    ("code", "sound"),
    [("91350100M000100Y43", True), ("91350100M000100Y44", False), ("91350100M000100Z43", False)],
)
def test_a_credit_code_proves_itself(code: str, *, sound: bool) -> None:
    assert (serials.is_credit_code(code) and serials.credit_check(code) == code[-1]) is sound


def test_all_the_contracted_land_may_be_transferred_and_one_hundredth_more_may_not() -> None:
    rest = g.twin(g.TRANSFER, "lt2", contract_no="LZ-2", area_cmu=300_00)
    assert _codes(p.page(rest, new=True)) == []
    assert _codes(p.page(p.but(rest, area_cmu=300_01), new=True)) == ["R-2.5.3"]


def test_land_that_came_back_counts_no_more() -> None:
    more = g.twin(g.TRANSFER, "lt2", contract_no="LZ-2", area_cmu=900_00)
    assert _codes(p.page(more, new=True), p.but(g.TRANSFER, ended_on=p.TODAY)) == []
    assert _codes(p.page(more, new=True), p.but(g.TRANSFER, ended_on="2018-10-01")) == ["R-2.5.3"]


def test_a_household_driven_again_after_a_break_is_no_duplicate() -> None:
    ended, again = p.but(g.LINK, ended_on="2018-05-01"), g.twin(g.LINK, "d2", started_on="2018-05-01")
    assert _codes(p.page(g.ENTITY, ended, again)) == []


# --- markets


def test_a_shop_that_moved_is_no_shop_of_two_villages() -> None:
    closed = p.but(g.SHOP, closed_on="2018-08-01", state="2")
    moved = g.twin(g.SHOP, "os2", village="v2", opened_on="2018-08-01")
    assert _codes(p.page(moved, new=True), closed) == []
    assert _codes(p.page(closed), moved) == []


def test_one_number_on_two_platforms_is_two_shops() -> None:
    assert _codes(p.page(g.twin(g.SHOP, "os2", village="v2", platform="04"), new=True)) == []


# --- finance


@pytest.mark.parametrize(
    ("loss", "bank", "government"),
    [
        (36_000_01, 10_800_00, 25_200_01), (10_00, 3_00, 7_00), (1, 0, 1), (5, 2, 3), (15, 5, 10), (0, 0, 0),
        (36_000_05, 10_800_02, 25_200_03),
    ],
)  # fmt: skip
def test_a_loss_is_shared_three_to_seven_to_the_fen(loss: int, bank: int, government: int) -> None:
    assert losses.shares(loss, p.LIMITS.bank_share_percent) == (bank, government)


def test_the_fund_pays_to_the_last_fen() -> None:
    enough = p.but(g.DEPOSIT, amount_fen=225_200_01)
    assert _codes(p.page(g.CLAIM), enough) == []
    assert _codes(p.page(g.CLAIM), p.but(enough, amount_fen=225_200_00)) == ["R-2.8.3-fund"]


def test_a_later_payout_does_not_blame_a_loss_that_was_paid_before() -> None:
    emptied = g.twin(g.PAYOUT, "rf9", amount_fen=700_000_00, happened_on="2018-09-20", loss_claim="lc9")
    assert _codes(p.page(g.CLAIM), emptied) == []


def test_half_a_fen_of_subsidy_may_be_rounded_either_way() -> None:
    assert _codes(p.page(p.but(g.ENTITY_SUBSIDY, subsidy_fen=2_500_00))) == []
    assert _codes(p.page(p.but(g.ENTITY_SUBSIDY, subsidy_fen=2_500_01))) == []


def test_a_loan_after_the_first_was_paid_back_is_no_second_one() -> None:
    repaid = g.twin(g.REPAYMENT, "l1r2", principal_fen=40_000_00, paid_on="2018-08-31")
    again = g.twin(g.LOAN, "l3", contract_no="XD-2", lent_on="2018-09-01", due_on="2021-09-01")
    assert _codes(p.page(again, new=True), repaid) == []
    assert _codes(p.page(again, new=True)) == ["LN-second"]


def test_a_loan_at_the_cap_for_the_longest_term_is_sound_and_a_month_of_grace_too() -> None:
    assert _codes(_page(p.but(g.LOAN, due_on="2021-04-01"))) == []


def test_a_loan_of_an_entity_knows_no_cap() -> None:
    assert (
        _codes(p.page(p.but(g.ENTITY_LOAN, principal_fen=3_000_000_00, months=60, due_on="2023-02-01"))) == []
    )


# --- safeguards


def test_a_leader_who_was_replaced_counts_no_more() -> None:
    before = g.twin(g.LEADER, "tm3", started_on="2018-01-20", ended_on="2018-06-01", is_first_secretary=1)
    assert _codes(p.page(g.TEAM, g.LEADER, g.MATE, before)) == []


def test_what_is_due_today_is_not_overdue() -> None:
    due = p.but(g.INSPECTED, state="2", rectified_on=None, due_on=p.TODAY)
    assert _codes(p.page(g.INSPECTION, due)) == []


@pytest.mark.parametrize("period", ["2018", "2018-09", "2018Q3", "2018H2"])
def test_a_period_is_read_in_every_usual_form(period: str) -> None:
    assert _codes(p.page(p.but(g.BULLETIN, period=period))) == []


def test_the_run_of_a_day_ends_where_the_project_left_the_library() -> None:
    out = g.twin(g.ENTERED, "x98", stage="98", happened_on="2018-08-01")
    taken = [*g.STEPS, out]
    assert [one.id for one in stages.run(taken, "2018-07-10")] == [one.id for one in g.STEPS]
    assert stages.run(taken, "2018-08-02") == []
