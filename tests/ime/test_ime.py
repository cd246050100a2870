"""Four members typed by a real input method, where one is and where it is asked for."""

import os
from pathlib import Path

import pytest

from tests.ime import screen, trial


@pytest.mark.slow
@pytest.mark.parametrize("framework", [*screen.PROGRAMS])
@pytest.mark.parametrize("speed", trial.SPEEDS_MS)
def test_every_cell_holds_what_a_real_input_method_typed(tmp_path: Path, framework: str, speed: int) -> None:
    if os.environ.get("FUPIN_IME") != "1":
        pytest.skip("takes a screen and a minute: FUPIN_IME=1, or python -m tests.ime")
    missing = screen.missing(framework)
    if missing:
        pytest.skip(f"this computer has no {', '.join(missing)}")
    with screen.opened(tmp_path, framework) as opened:
        assert not trial.wrong(trial.run(opened, speed))
