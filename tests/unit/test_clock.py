"""One clock for the whole house: China's, whatever the laptop's zone."""

import datetime
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model import clock
from fupin_desk.model.moments import local_moment
from fupin_desk.store.records import titles


# At any moment the day in at least one of these differs from the day in China.
@pytest.fixture(params=["Etc/GMT+12", "Pacific/Kiritimati"])
def abroad(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A laptop that is set to a zone far away."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def _day() -> str:
    return (datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(hours=8)).date().isoformat()


@pytest.mark.usefixtures("abroad")
def test_a_day_is_a_day_in_china(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "a.fupin", "pine-7421 stone", "421024100", "王工") as desk:
        before = _day()
        seen = {
            desk.today(),
            clock.today(),
            desk.file.connection.execute(f"SELECT {titles.TODAY}").fetchone()[0],
        }
        assert seen <= {before, _day()}


@pytest.mark.usefixtures("abroad")
def test_moments_of_the_journal_are_shown_on_chinas_clock() -> None:
    assert local_moment("2018-09-29T17:05:00Z") == "2018-09-30 01:05"
