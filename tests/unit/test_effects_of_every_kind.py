"""What saving a record of any kind does to coverage, as foreseen, is what a new count gives."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from fupin_desk.catalog import catalog
from fupin_desk.desk.desk import Desk
from fupin_desk.model.rule import Pack, Tally
from fupin_desk.model.value import Draft, Values
from fupin_desk.store.journal import journal
from fupin_desk.store.rules import coverage
from tests import sample_file
from tests.e2e.dice_records import records, removals

CATALOG = catalog.load()
# Villages are left out: whoever makes or removes one counts anew.
KINDS = sorted(kind for kind in CATALOG.forms if kind not in {"waiver", "county_figure", "village"})
PLACES = ("421024103", "421024501")
DAY = "2018-09-30"
PACK = CATALOG.pack_on(DAY)
# With the readings that look at more kinds.
WIDE = replace(
    PACK,
    readings={
        **PACK.readings,
        "strict_feature_industry": 1,
        "driven_among_capable": 1,
        "funds_by_payment": 1,
    },
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk(sample_file.new_file(tmp_path_factory.mktemp("dice")), CATALOG, operator="甲") as one:
        drafts = records(CATALOG, 5, PLACES)
        one.save_drafts(drafts, "录入")
        one.save_drafts(removals(drafts, 5), "删除")
        yield one


def counted(desk: Desk, pack: Pack) -> list[Tally]:
    return coverage.tallies(desk.file.connection, pack, DAY)


def foreseen(desk: Desk, drafts: list[Draft], pack: Pack, before: list[Tally]) -> list[Tally]:
    found = coverage.effects(desk.file.connection, drafts, pack, DAY, write=journal.write_rows, before=before)
    return coverage.moved(before, found)


def changes(desk: Desk, kind: str, dice: random.Random) -> Iterator[list[Draft]]:
    """Yield drafts of a kind: a record changed in all fields, in one, removed, one brought back, one born."""
    others = [one for one in records(CATALOG, dice.randrange(1000), PLACES) if one.kind == kind]
    held = [row[0] for row in desk.file.connection.execute(f"SELECT id FROM {kind} ORDER BY id")]
    for one in others[:2]:
        values, record = _within(desk, one), dice.choice(held)
        yield [Draft(kind, record, values)]
        name = dice.choice(sorted(values))
        yield [Draft(kind, dice.choice(held), {name: values[name]})]
        yield [Draft(kind, record, {}, removed=True, remove_reason="重复")]
    yield [replace(others[-1], values=_within(desk, others[-1]))]


def _within(desk: Desk, one: Draft) -> Values:
    """Return the values of a draft, what it refers to taken from the file."""
    values = dict(one.values)
    for name, field in CATALOG.forms[one.kind].fields.items():
        if field.of and values[name] is not None:
            held = desk.file.connection.execute(f"SELECT id FROM {field.of} ORDER BY id").fetchall()
            values[name] = held[int(one.id, 16) % len(held)][0]
    return values


@pytest.mark.parametrize("pack", [PACK, WIDE], ids=["usual", "wide"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_saving_does_is_foreseen(desk: Desk, kind: str, pack: Pack) -> None:
    dice = random.Random(kind)  # noqa: S311 - dice, no secret
    for drafts in changes(desk, kind, dice):
        before = counted(desk, pack)
        after = foreseen(desk, drafts, pack, before)
        desk.save_drafts(drafts, "改动")
        assert after == counted(desk, pack), drafts
