"""Household cards and printed blanks."""

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from fupin_desk.catalog.catalog import load
from fupin_desk.model.document import CardField
from fupin_desk.reports import blank, pdf, wording
from tests.unit import documents


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_a_household_has_one_page_with_fields_tables_and_lines_to_sign() -> None:
    told = pages(pdf.drawn(documents.cards(documents.card(), documents.card(3))))
    assert len(told) == 2
    for said in (
        "贫困户情况卡",
        "资市镇　平渊村",
        "户主证件号码",
        "帮扶记录",
        "措施2号",
        "2.00",
        "户主（签名）",
        "共 2 页",
    ):
        assert said in told[0]
    assert documents.ID_NUMBER in told[0]
    assert "措施3号" in told[1]


def test_a_card_with_too_many_rows_says_how_many_are_left_out() -> None:
    (page,) = pages(pdf.drawn(documents.cards(documents.card(200))))
    shown = page.count("号") - page.count("证件号码")
    left = int(page.split("另有 ")[1].split(" 条")[0])
    assert "措施1号" in page
    assert shown + left == 200
    assert "户主（签名）" in page


@pytest.mark.parametrize("length", [300, 3000, 30000])
def test_a_card_never_runs_over_its_page(length: int) -> None:
    told = pages(pdf.drawn(documents.cards(documents.card(40, "务工" * (length // 2)), documents.card())))
    assert len(told) == 2
    assert "户主（签名）" in told[0]


def test_a_card_of_very_many_fields_is_drawn_smaller_on_one_page() -> None:
    many = replace(documents.card(), fields=tuple(CardField(f"第{n}项", "有", 12) for n in range(120)))
    (page,) = pages(pdf.drawn(documents.cards(many)))
    assert all(f"第{n}项" in page for n in (0, 60, 119))


def test_a_card_s_undrawable_character_is_told_with_whose_card_it_is_and_every_card_is_drawn() -> None:
    cards = documents.cards(documents.card(), documents.card(note="𰻝"))
    assert len(pages(pdf.drawn(cards))) == 2
    (told,) = wording.undrawable(cards)
    assert "第 2 张卡（资市镇　平渊村 张三）“备注”" in told


def test_every_form_has_a_printed_blank_with_its_labels_and_choices(tmp_path: Path) -> None:
    catalog = load()
    for kind, form in catalog.forms.items():
        out = tmp_path / f"{kind}.pdf"
        blank.write(form, catalog.codes, out)
        told = "".join("".join(pages(out.read_bytes())).split())
        assert f"{form.label}登记表" in told
        for field in form.fields.values():
            if not field.read_only and field.appearance != "hidden":
                assert "".join(field.label.split()) in told, field.label


def test_a_blank_prints_boxes_to_tick_and_grids_for_the_rows_below(tmp_path: Path) -> None:
    catalog = load()
    out = tmp_path / "household.pdf"
    children = [catalog.forms["member"]]
    blank.write(catalog.forms["household"], catalog.codes, out, children=children)
    told = "".join(pages(out.read_bytes()))
    assert "□ 有　□ 无" in told
    assert catalog.forms["member"].label in told
