"""Waivers: what may be explained, what has to be mended, and what an explanation changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk import cli
from fupin_desk.catalog import texts
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import DefinitionError, RequestError
from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Draft
from tests.unit import policy_desk

_PERSON, _HOUSEHOLD = policy_desk.key("m1"), policy_desk.key("h1")
_WRONG_DIGIT = "421099197001010011"
_REASON = "身份证上印的就是这样，已报派出所"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A township with a person whose card carries a wrong check digit."""
    with policy_desk.opened(tmp_path) as opened:
        member = Draft("member", _PERSON, {"id_kind": "01", "id_number": _WRONG_DIGIT})
        opened.save_drafts([member], "录入号码")
        yield opened


def _digit(desk: Desk) -> Finding:
    return next(one for one in desk.findings() if (one.record, one.code) == (_PERSON, "ID-4"))


def test_a_wrong_check_digit_stops_until_it_is_explained(desk: Desk) -> None:
    before = sum(one.stops for one in desk.findings())
    wrong = _digit(desk)
    assert (wrong.severity, wrong.stops) == ("E", True)
    desk.waive(wrong, _REASON)
    explained = _digit(desk)
    assert (explained.severity, explained.waived, explained.stops) == ("E", _REASON, False)
    assert sum(one.stops for one in desk.findings()) == before - 1
    page = desk.page("household", _HOUSEHOLD)
    verdict = desk.check(page, effects=False)
    assert [one.waived for one in verdict.findings if one.code == "ID-4"] == [_REASON]
    assert verdict.errors == sum(one.severity == "E" for one in verdict.findings) - 1
    desk.waive(explained, "")
    assert _digit(desk).stops


def test_any_other_error_has_to_be_mended(desk: Desk) -> None:
    other = next(one for one in desk.findings() if one.severity == "E" and one.code != "ID-4")
    with pytest.raises(RequestError, match="改正了才能上报"):
        desk.waive([_digit(desk), other], _REASON)
    assert not any(one.waived for one in desk.findings())


def test_the_command_counts_an_explained_digit_as_explained(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = Desk.findings
    monkeypatch.setattr(
        Desk,
        "findings",
        lambda seen: [one for one in whole(seen) if (one.record, one.code) == (_PERSON, "ID-4")],
    )
    monkeypatch.setenv("FUPIN_PASSPHRASE", "demo")
    command = ["check", str(tmp_path / "policy.fupin")]
    assert cli.run(command) == 1
    assert capsys.readouterr().out.endswith("差错 1 条，提醒 0 条\n")
    desk.waive(_digit(desk), _REASON)
    assert cli.run(command) == 0
    said = capsys.readouterr().out
    assert f"已说明：{_REASON}" in said
    assert said.endswith("差错 0 条，提醒 0 条，已说明 1 条\n")


def test_a_text_declares_that_its_error_may_be_explained(tmp_path: Path) -> None:
    path = tmp_path / "findings.toml"
    path.write_text(
        '[a]\nwhat = "甲。"\nmend = "改。"\nwaivable = true\n[b]\nwhat = "乙。"\nmend = "改。"\n', "utf-8"
    )
    held = texts.load(path)
    assert [held.worded(Finding(code, "E", "member", "m1")).explicable for code in ("a", "b")] == [
        True,
        False,
    ]
    assert held.worded(Finding("b", "W", "member", "m1")).explicable
    path.write_text('[a]\nwhat = "甲。"\nmend = "改。"\nwaivable = "yes"\n', "utf-8")
    with pytest.raises(DefinitionError, match="waivable"):
        texts.load(path)
