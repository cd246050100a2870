"""What every report puts on paper: no amount is broken, and no name of the program's own stands there."""

import re
from collections.abc import Iterator

import pytest

from fupin_desk import demo
from fupin_desk.catalog import catalog
from fupin_desk.desk.desk import Desk
from fupin_desk.model.document import Document
from fupin_desk.reports import pdf, text, wording
from fupin_desk.reports.fonts import Pick

CATALOG = catalog.load()
_AMOUNT = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:万元|元|亩)")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[str, Document]]]:
    """Build every report of a demo township, with an explained warning."""
    with demo.make(tmp_path_factory.mktemp("paper") / "d.fupin", households=150, seed=1) as desk:
        warning = next(one for one in desk.findings() if one.severity == "W" and "-" in one.code)
        desk.waive(warning, "已核对")
        yield [(info.name, _report(desk, info.name)) for info in desk.reports()]


def _report(desk: Desk, name: str) -> Document:
    return desk.report(name, as_of="2018-09-30")


def test_no_line_of_any_report_breaks_an_amount(
    documents: list[tuple[str, Document]], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrap, broken = text.wrap, []

    def watched(words: str, room: float, choice: Pick) -> list[str]:
        lines = wrap(words, room, choice)
        parts = [amount for line in lines for amount in _AMOUNT.findall(line)]
        if parts != _AMOUNT.findall(words):
            broken.append(lines)
        return lines

    monkeypatch.setattr(text, "wrap", watched)
    for _, document in documents:
        pdf.drawn(document)
    assert broken == []


def test_no_report_prints_the_name_of_a_check(documents: list[tuple[str, Document]]) -> None:
    endings = "|".join(re.escape(code) for code in CATALOG.texts.codes if re.search(r"-[a-z]", code))
    code = re.compile(rf"(?<![\w.-])(?:{endings})(?![\w-])")
    assert "差错清单" in dict(documents)
    printed = {
        f"{name}: {words}"
        for name, document in documents
        for _, words in wording.texts(document)
        if code.search(words)
    }
    assert printed == set()
