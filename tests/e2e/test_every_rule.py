"""Every rule of the policy equals an independent count over the exported CSVs: random records, days, readings."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fupin_desk.catalog import catalog
from fupin_desk.desk.desk import Desk
from fupin_desk.model.rule import Pack, Tally
from fupin_desk.store.rules import coverage
from tests import sample_file
from tests.e2e.comparison import ALL, OF_PEOPLE, compare
from tests.e2e.dice_records import records, removals
from tests.e2e.ledgers import READINGS, Ledgers

SEEDS = range(6)
DAYS = ("2018-01-14", "2018-06-30", "2018-09-30", "2019-12-31", "2020-11-30", "2021-06-30")
TOWNSHIP, COUNTY = "421024103", "421024"
SWITCHES = (
    "industry_topics_only", "strict_feature_industry", "returns_summed", "return_is_net_profit", "funds_by_payment", "special_fund_once",
    "driven_among_capable", "reward_for_either",
)  # fmt: skip
OTHERWISE = dict.fromkeys(SWITCHES, 1) | {
    "top_up_to_fen": 300, "progress_days": 30, "self_check_days": 10, "bulletin_months": 3,
}  # fmt: skip
CATALOG = catalog.load()


class Made:
    """A file of random records and what it exports; every third one is a county's."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.desk = Desk(sample_file.new_file(folder), CATALOG, operator="甲")
        self.place = TOWNSHIP if seed % 3 else COUNTY
        self.desk.file.set_about("place", self.place)
        townships = (TOWNSHIP,) if seed % 3 else (TOWNSHIP, "421024100", "421024501", "KFQ")
        drafts = records(CATALOG, seed, townships)
        self.desk.save_drafts(drafts, "录入")
        self.desk.save_drafts(removals(drafts, seed), "删除")
        self.out = folder / "csv"
        self.desk.export(self.out)

    def tallies(self, pack: Pack, day: str) -> list[Tally]:
        """Return what the file counts under a pack."""
        return coverage.tallies(self.desk.file.connection, pack, day)

    def ledgers(self, day: str, **readings: int) -> Ledgers:
        """Return the export, to be counted by hand."""
        return Ledgers(self.out, day, place=self.place, readings={**READINGS, **readings})


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    one = Made(tmp_path_factory.mktemp(f"dice{request.param}"), request.param)
    yield one
    one.desk.close()


def test_every_rule_of_the_pack_is_counted_by_hand_too() -> None:
    assert {rule.id for rule in CATALOG.packs[0].rules} == set(ALL) | OF_PEOPLE


@pytest.mark.parametrize("day", DAYS)
def test_every_rule_equals_the_count_over_the_export(made: Made, day: str) -> None:
    pack = CATALOG.pack_on(day)
    compare(made.tallies(pack, day), made.ledgers(day), pack, in_county=made.place == COUNTY)


@pytest.mark.parametrize("switch", sorted(OTHERWISE))
def test_every_other_reading_equals_the_count_over_the_export(made: Made, switch: str) -> None:
    day = "2018-09-30"
    pack = replace(
        CATALOG.pack_on(day), readings={**CATALOG.pack_on(day).readings, switch: OTHERWISE[switch]}
    )
    ledgers = made.ledgers(day, **{switch: OTHERWISE[switch]})
    compare(made.tallies(pack, day), ledgers, pack, in_county=made.place == COUNTY)


def test_the_random_records_reach_both_sides_of_every_rule(tmp_path: Path) -> None:
    seen: dict[str, set[bool]] = {name: set() for name in ALL}
    for seed in SEEDS:
        folder = tmp_path / str(seed)
        folder.mkdir()
        one = Made(folder, seed)
        one.desk.close()
        for day in DAYS:
            ledgers = one.ledgers(day)
            for name, function in ALL.items():
                seen[name] |= {unit.reached for unit in function(ledgers) if unit.meant}
    # What the whole file has or lacks: the county's millions, its bodies, its bulletins. only counts.
    of_file = {
        "R-2.2.1",
        "R-2.3.3",
        "R-2.3.4",
        "R-2.4.6a",
        "R-2.7.1",
        "R-2.8.1",
        "R-2.8.4",
        "R-3.2.2",
        "R-3.3",
    }
    assert [name for name in ALL if name not in of_file and len(seen[name]) < 2] == []
