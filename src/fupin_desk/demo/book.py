"""The demo's diary: drafts by the day on which they came in, written week by week through the desk's door."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator

from fupin_desk.demo.dice import Dice
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import CancelledError
from fupin_desk.model.value import Draft, Value

# The Monday on which the registers are complete, and the Friday on which the last papers are typed in.
_FIRST, _LAST = datetime.date(2018, 2, 19), datetime.date(2018, 9, 28)
Progress = Callable[[int, int], bool]


def born(dice: Dice, kind: str, **values: Value) -> Draft:
    """Return a record to be born."""
    return Draft(kind, dice.id(), values, is_new=True)


class Book:
    """What is to be written on which Monday and under which title."""

    def __init__(self) -> None:
        self._weeks: dict[datetime.date, dict[str, list[Draft]]] = defaultdict(lambda: defaultdict(list))

    def add(self, day: datetime.date, title: str, *drafts: Draft, weeks: int = 1) -> None:
        """Note drafts that come in on a day; they are typed in on the Monday after it, the last ones on a Friday.

        What happened before the registers were complete is typed in after them. A ledger that is brought up to date
        less often than every week says after how many weeks.
        """
        passed = max(0, (day - _FIRST).days) // 7 + 1
        monday = _FIRST + datetime.timedelta(weeks=-(-passed // weeks) * weeks)
        self._weeks[min(monday, _LAST)][title] += drafts

    def of_kind(self, kind: str) -> Iterator[tuple[datetime.date, Draft]]:
        """Yield the records of a kind that are to be born, with the day on which each will be written."""
        for day, titles in self._weeks.items():
            for drafts in titles.values():
                yield from ((day, one) for one in drafts if one.kind == kind and one.is_new)

    def write(self, desk: Desk, step: Callable[[], None]) -> None:
        """Write everything, one batch a week and a title, the oldest first."""
        for monday in sorted(self._weeks):
            for number, (title, drafts) in enumerate(self._weeks.pop(monday).items()):
                hour, minute = divmod(9 * 60 + 20 * number, 60)
                commit(desk, drafts, f"{title} {len(drafts)} 条", monday, hour=hour, minute=minute)
            step()


def commit(
    desk: Desk, drafts: list[Draft], what: str, day: datetime.date, *, hour: int = 9, minute: int = 0
) -> None:
    """Write drafts as one batch of a day, at an hour of China's clock."""
    china = datetime.timezone(datetime.timedelta(hours=8))
    at = datetime.datetime.combine(day, datetime.time(hour, minute), china)
    desk.save_drafts(drafts, what, at=at.isoformat())


class Ticker:
    """Counts steps of long work and tells a person, who may cancel."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def step(self) -> None:
        """Count one step; the last is kept for the end.

        Raises:
            CancelledError: If the person has cancelled.
        """
        self._tell(min(self._done + 1, self._total - 1))

    def end(self) -> None:
        """Count the last step."""
        self._tell(self._total)

    def _tell(self, done: int) -> None:
        self._done = done
        if self._progress is not None and not self._progress(done, self._total):
            raise CancelledError("已取消生成演示乡镇，没有留下文件。")
