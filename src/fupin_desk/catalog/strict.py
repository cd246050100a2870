"""Read a definition file so that a misspelt or missing key is found at start, not in the field."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fupin_desk.catalog import parsed
from fupin_desk.model.error import DefinitionError


def toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file; dates are ISO texts.

    Raises:
        DefinitionError: If the file is missing or no TOML.
    """
    try:
        return parsed.table(path.read_bytes())
    except (OSError, ValueError) as error:
        raise DefinitionError(path.name, "-", str(error)) from error


def keys(source: str, table: Mapping[str, Any], *, needs: Iterable[str], may: Iterable[str]) -> None:
    """Refuse a table that lacks a needed key or holds one that nobody reads.

    Raises:
        DefinitionError: Naming the file and the key.
    """
    for key in sorted(set(table).difference(needs, may)):
        raise DefinitionError(source, key, "unknown key")
    for key in sorted(set(needs).difference(table)):
        raise DefinitionError(source, key, "missing key")


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file whose header is exactly these columns.

    Raises:
        DefinitionError: If the header differs, or a row has more cells than it or fewer.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = tuple(next(reader, ()))
        if header != columns:
            raise DefinitionError(path.name, ",".join(header), f"expected {','.join(columns)}")
        for row in reader:
            if row and len(row) != len(columns):
                raise DefinitionError(path.name, row[0], f"expected {len(columns)} cells")
            if row:
                yield dict(zip(columns, row, strict=True))
