"""What the desk remembers of coverage after a save is what a new count gives."""

import random
from collections.abc import Iterator

import pytest

from fupin_desk import demo
from fupin_desk.desk import remembered
from fupin_desk.desk.desk import Desk
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.model.rule import Tally


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with demo.make(tmp_path_factory.mktemp("demo") / "d.fupin", seed=3, households=40) as one:
        yield one


def counted_anew(desk: Desk) -> list[Tally]:
    with desk.snapshot() as copy:
        return copy.coverage()


def changed(desk: Desk, dice: random.Random) -> Page:
    """Return a page of some household with an answer, a village or a member's ability changed."""
    page = desk.page("household", dice.choice(desk.ids(Query("household"))))
    values = page.record.values
    values["industry_willingness"] = dice.choice(("1", "2", None))
    values["poverty_status"] = dice.choice(("0", "1", "9", None))
    values["development_mode"] = dice.choice(("1", "2", None))
    values["village"] = dice.choice([*(one.id for one in desk.villages()), None])
    for member in page.children["member"]:
        member.values["labour_capability"] = dice.choice(("01", "04", "05", None))
    return page


def test_a_save_that_was_judged_leaves_the_tallies_that_a_new_count_gives(desk: Desk) -> None:
    dice = random.Random(11)  # noqa: S311 - dice, no secret
    for _ in range(25):
        page = changed(desk, dice)
        desk.check(page)
        assert desk.save(page)
        assert desk.judgements.has(desk.today())
        assert desk.coverage() == counted_anew(desk)


def test_a_new_household_that_was_judged_is_counted(desk: Desk) -> None:
    village = desk.villages()[0].id
    page = desk.blank("household", village=village, poverty_status="0", industry_willingness="1")
    born = desk.blank("member", household=page.record.id, name="王建国", labour_capability="01").record
    page = Page(page.record, {**page.children, "member": (born,)}, frozenset({page.record.id, born.id}))
    desk.check(page)
    desk.save(page)
    assert desk.judgements.has(desk.today())
    assert desk.coverage() == counted_anew(desk)


def test_what_was_saved_without_being_judged_is_counted_anew(desk: Desk) -> None:
    dice = random.Random(12)  # noqa: S311 - dice, no secret
    before = desk.coverage()
    judged, saved = changed(desk, dice), changed(desk, dice)
    desk.check(judged)
    desk.save(saved)
    assert not desk.judgements.has(desk.today())
    assert desk.coverage() == counted_anew(desk) != before


def test_one_village_is_counted_alone_as_in_the_whole(desk: Desk) -> None:
    with desk.snapshot() as copy:
        for village in copy.villages():
            copy.judgements.forget()
            alone = copy.coverage(village.id)
            assert not copy.judgements.has(copy.today())
            assert alone == [one for one in desk.coverage() if one.place == village.id]


def test_a_file_remembers_its_tallies_until_something_is_written(desk: Desk) -> None:
    path, key = desk.file.path.with_name("again.fupin"), desk.file.key
    path.write_bytes(desk.file.path.read_bytes())
    with Desk.open(path, key) as first:
        assert remembered.tallies(first, first.today()) is None
        counted = first.coverage()
    with Desk.open(path, key) as second:
        assert remembered.tallies(second, second.today()) == counted
        assert remembered.tallies(second, "2018-05-01") is None
        second.save(changed(second, random.Random(5)))  # noqa: S311 - dice, no secret
        assert remembered.tallies(second, second.today()) is None
        assert second.coverage() == counted_anew(second)
    second.close()
    with Desk.open(path, "demo", readonly=True) as reader:
        assert remembered.tallies(reader, reader.today()) is None


def test_the_file_as_known_on_another_day_takes_the_place_of_the_one_before_which_is_closed(
    desk: Desk,
) -> None:
    first = desk.judgements.known(desk, "2018-06-30")
    assert desk.judgements.known(desk, "2018-06-30") is first
    second = desk.judgements.known(desk, "2018-07-31")
    assert not first.file._connection
    assert second.file._connection
    desk.judgements.forget()
    assert not second.file._connection
    assert desk.coverage(known="2018-06-30")
