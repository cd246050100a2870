"""Start: a command on the command line, or the window."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window when no command is named; return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    from fupin_desk import cli

    if given and (given[0] in cli.COMMANDS or given[0] in {"-h", "--help", "--version"}):
        return cli.run(given)
    from fupin_desk import app

    return app.run(given)


if __name__ == "__main__":
    sys.exit(main())
