"""What can be measured, and how it is told."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.bench import importing, judging, keeping, printing, reading, saving, starting
from tests.bench.ground import Ground
from tests.bench.measure import Row

# By path; the second of a pair comes out of the same run as the first.
PATHS: dict[str, Callable[[Ground], list[Row]]] = {
    "start": starting.measure,
    "start_memory": starting.measure,
    "unlock": keeping.unlock,
    "save": saving.measure,
    "list": reading.lists,
    "search": reading.search,
    "rules_all": judging.rules_all,
    "rules_place": judging.rules_place,
    "import": importing.measure,
    "register_pdf": printing.register_pdf,
    "cards_pdf": printing.cards_pdf,
    "xlsx": printing.sheet,
    "backup": keeping.backup,
    "asof": keeping.asof,
}


def run(arguments: Sequence[str]) -> int:
    """Measure and print; 0 whenever it ran."""
    given = _parser().parse_args(arguments)
    wanted = given.only.split(",") if given.only else [*PATHS]
    with tempfile.TemporaryDirectory(prefix="fupin-bench-") as folder:
        ground = Ground(Path(folder), households=given.households, quick=given.quick, given=given.file)
        rows: list[Row] = []
        for way in dict.fromkeys(PATHS[name] for name in wanted):
            print(f"{way.__module__}.{way.__name__}", file=sys.stderr)
            rows += [row for row in way(ground) if row.path in wanted]
    print(as_json(rows) if given.json else as_table(rows))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Ours against hand-written code, in one run, on one file."
    )
    parser.add_argument("--households", type=int, default=1200, help="size of the demo township")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", type=_names, help=f"some of: {', '.join(PATHS)}")
    parser.add_argument("--quick", action="store_true", help="few rounds and small files: is it alive?")
    parser.add_argument("--file", type=Path, help="measure on a copy of this demo file (passphrase demo)")
    return parser


def _names(text: str) -> str:
    unknown = [one for one in text.split(",") if one not in PATHS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no such path: {', '.join(unknown)}")
    return text


def as_json(rows: Iterable[Row]) -> str:
    """Return rows as a JSON list."""
    keys = ("path", "ours", "baseline", "ratio", "budget", "held")
    return json.dumps([{key: getattr(one, key) for key in keys} for one in rows], indent=1)


def as_table(rows: Iterable[Row]) -> str:
    """Return rows as a table: milliseconds, megabytes for memory."""
    lines = [f"{'path':<14}{'ours':>12}{'baseline':>12}{'ratio':>8}{'budget':>8}  held"]
    for one in rows:
        memory = one.path.endswith("memory")
        ours, baseline = (f"{n:.0f} MB" if memory else f"{n * 1000:.2f} ms" for n in (one.ours, one.baseline))
        held = "yes" if one.held else "NO"
        lines.append(f"{one.path:<14}{ours:>12}{baseline:>12}{one.ratio:>8.2f}{one.budget:>8.1f}  {held}")
    return "\n".join(lines)
