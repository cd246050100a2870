"""coverage --json equals an independent count over the CSVs of export, for any day, on any seed."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from fupin_desk import cli
from fupin_desk.desk.desk import Desk
from tests.e2e.comparison import compare
from tests.e2e.independent import Township, count
from tests.e2e.ledgers import Ledgers

SEEDS = (1, 7, 23)
DAYS = ("2017-12-31", "2018-03-01", "2018-05-31", "2018-07-15", "2018-09-30", "2020-06-30")
# The rules that every demo file has people for.
RULES = ("R-1.2", "R-1.4", "R-2.4.2", "R-2.4.6", "R-2.4.7", "R-2.4.8")


@pytest.fixture(scope="module", params=SEEDS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp(f"seed{request.param}")
    file, out = folder / "demo.fupin", folder / "csv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUPIN_PASSPHRASE", "demo")
        assert cli.run(["demo", str(file), "--seed", str(request.param), "--households", "300"]) == 0
        assert cli.run(["export", str(file), "--out", str(out)]) == 0
    return file, out


@pytest.mark.parametrize("day", DAYS)
def test_every_tally_equals_the_count_over_the_export(
    exported: tuple[Path, Path], day: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, out = exported
    monkeypatch.setenv("FUPIN_PASSPHRASE", "demo")
    capsys.readouterr()
    assert cli.run(["coverage", str(file), "--as-of", day, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    with Desk.open(file, "demo") as desk:
        pack, place, held = desk.pack(day), desk.place, desk.coverage(as_of=day)
    assert [one["rule"] for one in printed] == [one.rule for one in held]
    assert {one["rule"] for one in printed} == {rule.id for rule in pack.rules}
    for one, tally in zip(printed, held, strict=True):
        assert {key: value for key, value in one.items() if key != "target"} == {
            key: getattr(tally, key) for key in one if key != "target"
        }
        bound = None if one["target"] is None else Fraction(one["target"])
        assert bound == (tally.at_most if tally.target is None else tally.target)
    compare(held, Ledgers(out, day, place=place), pack, in_county=len(place) == 6)


def test_demo_counts_are_neither_empty_nor_full(exported: tuple[Path, Path]) -> None:
    township = Township(exported[1], "2018-09-30")
    for rule in RULES:
        counts = count(township, rule, None)
        assert counts["covered"], rule
        assert counts["gap"], rule
