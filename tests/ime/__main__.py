"""Types four members by a real input method: python -m tests.ime [--pictures FOLDER] [ibus] [fcitx5].

What is missing is installed by apt where that is allowed; a framework that cannot be had is skipped with its reason.
Exit status: 0 if every cell holds what was typed at every speed, 1 if one does not.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.ime import screen, trial


def _install(framework: str) -> None:
    if screen.missing(framework) and shutil.which("apt-get") and os.geteuid() == 0:
        command = ["apt-get", "install", "-y", "--no-install-recommends", *screen.PACKAGES[framework]]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    """Try every framework at every speed and print what came out."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pictures", type=Path, help="a folder for a picture of each run")
    asked.add_argument("frameworks", nargs="*", default=[], help="ibus, fcitx5")
    arguments = asked.parse_args()
    cells, failed = len(trial.MEMBERS) * 5, False
    for framework in arguments.frameworks or screen.PROGRAMS:
        _install(framework)
        missing = screen.missing(framework)
        if missing:
            print(f"{framework}: skipped, this computer has no {', '.join(missing)}")
            continue
        for speed in trial.SPEEDS_MS:
            picture = arguments.pictures and arguments.pictures / f"{framework}-{speed}.png"
            with tempfile.TemporaryDirectory() as folder, screen.opened(Path(folder), framework) as opened:
                wrong = trial.wrong(trial.run(opened, speed, picture))
            print(
                f"{framework} {speed} ms a key: {cells - len(wrong)} of {cells} cells right",
                *wrong,
                sep="\n  ",
            )
            failed = failed or bool(wrong)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
