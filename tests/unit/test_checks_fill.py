"""What the desk fills in by itself, and what it leaves alone."""

from fupin_desk.validation import fill
from tests.unit import judged_pages as p

FORMS = p.CATALOG.forms


def test_birth_date_and_sex_follow_from_the_number() -> None:
    typed = p.made("member", "m9", household="h1", name="王小", id_number="421099201801140057")
    page = fill.fill(p.page(p.HOUSEHOLD, typed), FORMS)
    filled = page.children["member"][0].values
    assert (filled["birth_date"], filled["sex"]) == ("2018-01-14", "1")


def test_a_disability_card_fills_in_kind_and_grade_and_its_own_kind() -> None:
    typed = p.made("member", "m9", id_number=p.CARD, id_kind="01")
    filled = fill.fill(p.page(typed), FORMS).record.values
    assert [filled[one] for one in ("disability_kind", "disability_grade", "id_kind")] == ["4", "2", "02"]


def test_what_was_typed_is_never_replaced() -> None:
    typed = p.typed(p.made("member", "m9", id_number=p.HEAD, sex="2"), birth_date="不详")
    filled = fill.fill(p.page(typed), FORMS).record
    assert (filled.values["sex"], filled.values["birth_date"], filled.unread) == (
        "2",
        None,
        {"birth_date": "不详"},
    )


def test_a_number_that_does_not_fit_tells_nothing() -> None:
    typed = p.made("member", "m9", id_number="421099197001010011")
    assert "sex" not in fill.fill(p.page(typed), FORMS).record.values


def test_sums_are_filled_up_to_the_net_income() -> None:
    typed = p.made(
        "income", "i9", year=2017, income_wage_fen=100, income_dibao_fen=50, business_expense_fen=30
    )
    filled = fill.fill(p.page(typed), FORMS).record.values
    assert filled["income_transfer_fen"] == 50
    assert (filled["income_total_fen"], filled["income_net_fen"]) == (150, 120)
    assert "income_property_fen" not in filled


def test_a_sum_that_was_typed_stands_and_feeds_the_next() -> None:
    typed = p.made("income", "i9", year=2017, income_wage_fen=100, income_total_fen=500)
    filled = fill.fill(p.page(typed), FORMS).record.values
    assert (filled["income_total_fen"], filled["income_net_fen"]) == (500, 500)


def test_nothing_to_fill_leaves_the_page_as_it_is() -> None:
    page = p.family()
    assert fill.fill(page, FORMS) == page


def test_a_new_record_begins_with_the_defaults_of_its_form() -> None:
    assert fill.defaults(FORMS["round"]) == {"state": "1"}
