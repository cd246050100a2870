"""From the start of a process to its first painted window, against a bare window of PySide6; memory there."""

import os
import subprocess
import sys
import time

from fupin_desk.desk.desk import Desk
from tests.bench.ground import Ground
from tests.bench.measure import Row

_TIME_BUDGET, _MEMORY_BUDGET = 2.0, 1.6
_MEGABYTE = 1024


def measure(ground: Ground) -> list[Row]:
    """Return the rows of `start` and `start_memory`: the best of some processes of either sort, turn by turn."""
    path = ground.copy("started")
    # As a window leaves the file that is closed in the evening.
    with Desk.open(path, ground.key) as desk:
        desk.coverage()
    home = ground.folder / "home"
    home.mkdir(exist_ok=True)
    ways = (["ours", str(path), ground.key.hex, ground.key.salt], ["bare"])
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "QT_QPA_PLATFORM": "offscreen", "FUPIN_HOME": str(home),
    }  # fmt: skip
    seconds, kilobytes = [float("inf")] * 2, [float("inf")] * 2
    # The first of either sort compiles what has no .pyc yet and warms the disk: it does not count.
    for turn in range(ground.rounds(9) + 1):
        for place, way in enumerate(ways):
            took, held, rows = _started(way, environment)
            if not place and not rows:
                raise AssertionError("start: the window was painted without rows")
            if turn:
                seconds[place], kilobytes[place] = min(seconds[place], took), min(kilobytes[place], held)
    ground.drop(path)
    return [
        Row("start", seconds[0], seconds[1], _TIME_BUDGET),
        Row("start_memory", kilobytes[0] / _MEGABYTE, kilobytes[1] / _MEGABYTE, _MEMORY_BUDGET),
    ]


def _started(way: list[str], environment: dict[str, str]) -> tuple[float, int, int]:
    begun = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.first_paint", *way],
        env=environment, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    painted, held, rows = done.stdout.split()
    return float(painted) - begun, int(held), int(rows)
