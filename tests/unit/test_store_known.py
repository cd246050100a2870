"""The file as it stood at the end of a day."""

from pathlib import Path

from fupin_desk.model.value import Draft
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import history, journal, past_state, record_state, timestamps
from fupin_desk.store.records import schema
from tests import sample_file
from tests.sample_file import commit, household, record_id

HOUSE = record_id(1)


def lived(folder: Path) -> tuple[File, dict[str, dict[tuple[str, str], str]]]:
    """Return a file with a past, and its seals as they were at the end of each of its days."""
    file = sample_file.new_file(folder)
    steps: dict[str, list[list[Draft]]] = {
        "2018-01-05": [household(1, phone="0"), household(2)],
        "2018-02-05": [[Draft("household", HOUSE, {"phone": "1"}, {"exit_year": "去年"})]],
        "2018-03-05": [[Draft("member", record_id(10, "b"), {"household": record_id(2)})]],
        "2018-04-05": [[Draft("household", HOUSE, {"exit_year": 2017}), *household(3)]],
        "2018-05-05": [[Draft("member", record_id(11, "b"), {}, removed=True, remove_reason="去世")]],
    }
    seals = {"2018-01-04": sample_file.seals(file)}
    for day, batches in steps.items():
        for drafts in batches:
            commit(file, *drafts, at=f"{day}T10:00:00+08:00")
        seals[day] = sample_file.seals(file)
    last = history.undo(file, history.batches(file)[1].id, author="甲", at="2018-06-05T10:00:00+08:00")
    seals["2018-06-05"] = sample_file.seals(file)
    assert last.number == 7
    return file, seals


def test_the_file_of_any_day_comes_back_exactly(tmp_path: Path) -> None:
    file, seals = lived(tmp_path)
    with file:
        for day, expected in seals.items():
            with past_state.as_known(file, day) as past:
                assert sample_file.seals(past) == expected, day
                assert past.in_memory
                sample_file.assert_sound(past)


def test_the_journal_alone_leads_to_the_same_records_on_every_day(tmp_path: Path) -> None:
    file, seals = lived(tmp_path)
    with file:
        for day in seals:
            told = past_state.replay(past_state.all_steps(file.connection, timestamps.end_of(day)))
            with past_state.as_known(file, day) as past:
                held = {
                    (kind, record): one
                    for kind in schema.kinds(past.connection)
                    for record, one, _ in record_state.read_all(past.connection, kind)
                }
            assert told == held, day


def test_the_journal_of_a_past_file_ends_on_that_day(tmp_path: Path) -> None:
    file, _ = lived(tmp_path)
    with file, past_state.as_known(file, "2018-03-31") as past:
        assert [one.number for one in history.batches(past)] == [4, 3, 2, 1]
        assert journal.head(past) != journal.head(file)


def test_today_is_known_as_it_is(tmp_path: Path) -> None:
    file, _ = lived(tmp_path)
    with file, past_state.as_known(file, "2099-01-01") as past:
        assert journal.head(past) == journal.head(file)


def test_a_day_ends_at_midnight_in_china(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1), at="2018-09-30T15:59:59Z")
        commit(file, *household(2), at="2018-09-30T16:00:00Z")
        with past_state.as_known(file, "2018-09-30") as past:
            assert past.connection.execute("SELECT id FROM household").fetchall() == [(HOUSE,)]


def test_one_record_and_its_rows_are_read_without_rebuilding_the_file(tmp_path: Path) -> None:
    file, _ = lived(tmp_path)
    with file:
        past = past_state.record(file.connection, "household", HOUSE, "2018-02-10")
        assert past is not None
        assert (past.values["phone"], past.unread, past.removed) == ("1", {"exit_year": "去年"}, False)
        assert past.values["exit_year"] is None
        assert past_state.record(file.connection, "household", HOUSE, "2018-01-01") is None
        rows = {
            day: [
                one.id[-2:] for one in past_state.children(file.connection, "member", "household", HOUSE, day)
            ]
            for day in ("2018-01-01", "2018-02-10", "2018-03-10", "2018-05-10")
        }
        assert rows == {"2018-01-01": [], "2018-02-10": ["10", "11"], "2018-03-10": ["11"], "2018-05-10": []}


def test_a_member_that_came_later_is_a_row_of_its_household_then(tmp_path: Path) -> None:
    file, _ = lived(tmp_path)
    with file:
        rows = past_state.children(file.connection, "member", "household", record_id(2), "2018-03-10")
        assert sorted(one.id[-2:] for one in rows) == ["10", "20", "21"]
