"""Read a definition file so that a misspelt or missing key is found at start, not in the field."""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fupin_desk.model.error import DefinitionError


def toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises:
        DefinitionError: If the file is missing or no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DefinitionError(path.name, "-", str(error)) from error


def keys(source: str, table: Mapping[str, Any], *, needs: Iterable[str], may: Iterable[str]) -> None:
    """Refuse a table that lacks a needed key or holds one that nobody reads.

    Raises:
        DefinitionError: Naming the file and the key.
    """
    needed, allowed = set(needs), set(may)
    for key in table:
        if key not in needed and key not in allowed:
            raise DefinitionError(source, key, "unknown key")
    for key in needed:
        if key not in table:
            raise DefinitionError(source, key, "missing key")


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file whose header is exactly these columns.

    Raises:
        DefinitionError: If the header differs.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != columns:
            raise DefinitionError(
                path.name, ",".join(reader.fieldnames or ()), f"expected {','.join(columns)}"
            )
        yield from reader
