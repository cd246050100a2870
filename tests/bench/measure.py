"""Times two ways of doing one thing, turn by turn, and tells whether ours keeps its budget."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: seconds (megabytes for memory) of ours and of the hand-written way."""

    path: str
    ours: float
    baseline: float
    budget: float

    @property
    def ratio(self) -> float:
        """How many times the hand-written way ours takes."""
        return self.ours / self.baseline

    @property
    def held(self) -> bool:
        """Whether ours keeps its budget."""
        return self.ratio <= self.budget


def alternate(ours: Work, baseline: Work, *, rounds: int) -> tuple[float, float]:
    """Return the best seconds of ours and of the baseline over as many rounds, taken turn by turn.

    The best and not the mean: whatever else the machine does can only add.
    """
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for place, work in enumerate((ours, baseline)):
            best[place] = min(best[place], timed(work))
    return best[0], best[1]


def timed(work: Work) -> float:
    """Return the seconds that one run takes; the rubbish of the run before is swept first."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def demand_equal(path: str, ours: object, baseline: object) -> None:
    """Refuse a comparison of two ways that do not come to the same.

    Raises:
        AssertionError: If they differ.
    """
    if ours != baseline:
        raise AssertionError(
            f"{path}: the two ways do not come to the same: {_first_difference(ours, baseline)}"
        )


def _first_difference(ours: object, baseline: object) -> str:
    if isinstance(ours, list) and isinstance(baseline, list):
        pairs = zip(ours, baseline, strict=False)
        differing = next(((one, other) for one, other in pairs if one != other), None)
        return f"{len(ours)} against {len(baseline)}, first {differing}"
    return f"{ours!r:.200} against {baseline!r:.200}"
