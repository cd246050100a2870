"""TOML texts read once: what each says is kept in the user's own folder, by a digest of the text."""

import contextlib
import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from fupin_desk import paths

_NAME = "definitions.txt"
_DIGEST_BYTES = 16

# What was asked for since the program started: digest of the TOML text -> the same as JSON.
_asked: dict[str, str] = {}


def table(text: bytes) -> dict[str, Any]:
    """Return what a TOML text says; dates are ISO texts.

    Raises:
        TOMLDecodeError: If it is no TOML.
        UnicodeDecodeError: If it is no UTF-8.
    """
    digest = _digest(text)
    said = _asked.get(digest) or _kept().get(digest)
    if said is None:
        import tomllib

        said = json.dumps(tomllib.loads(text.decode()), default=str, ensure_ascii=False)
    _asked[digest] = said
    found: dict[str, Any] = json.loads(said)
    return found


def keep() -> None:
    """Keep what was asked for, for the next start; a folder that cannot be written costs that start time alone."""
    if _asked.keys() == _kept().keys():
        return
    lines = [f"{digest} {_digest(said.encode())} {said}\n" for digest, said in _asked.items()]
    with contextlib.suppress(OSError):
        path = _path()
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text("".join(lines), encoding="utf-8", newline="\n")
        draft.replace(path)
        _kept.cache_clear()


@cache
def _kept() -> dict[str, str]:
    """Return what earlier starts kept; a line that is not whole is as good as none."""
    found = {}
    with contextlib.suppress(OSError, UnicodeDecodeError):
        for line in _path().read_text(encoding="utf-8").split("\n"):
            digest, seal, said = (*line.split(" ", 2), "", "")[:3]
            if seal == _digest(said.encode()):
                found[digest] = said
    return found


def _path() -> Path:
    return paths.home() / _NAME


def _digest(text: bytes) -> str:
    return hashlib.blake2b(text, digest_size=_DIGEST_BYTES).hexdigest()
