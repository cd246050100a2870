"""Start: a command on the command line, or the window."""

import gc
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from fupin_desk import secrecy


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window when no command is named; return the exit status."""
    secrecy.shut_memory()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or _is_file(given[0]):
        # Nothing is thrown away while the program loads: the collector waits for the first paint (app.open_window).
        gc.disable()
        # The desk first: PySide6 reads the source of every module that is imported after it.
        importlib.import_module("fupin_desk.desk.desk")
        from fupin_desk import app

        return app.run(given)
    from fupin_desk import cli

    return cli.run(given)


def _is_file(text: str) -> bool:
    """Say whether the first word names a file to open; a command is a command even beside a file of its name."""
    path = Path(text)
    if path.suffix.lower() == ".fupin":
        return True
    if not path.is_file():
        return False
    from fupin_desk import cli

    return text not in cli.COMMANDS


if __name__ == "__main__":
    sys.exit(main())
