"""Seals: a digest a record that shows every flipped bit, and a chain over the batches that shows tampering."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from fupin_desk.model.value import Value

# One encoder for all: making one a call costs more than the encoding.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_SEAL_BYTES = 8

Line = tuple[int, str, str, str, Value, Value, str]


def encode(values: object) -> str:
    """Return the one JSON text of a value: keys sorted, no blanks."""
    return _ENCODE(values)


def seal(kind: str, record: str, state: Mapping[str, Value]) -> str:
    """Return the seal of a record, 16 hex digits.

    Args:
        kind: The record's kind.
        record: Its id.
        state: Its state (store/state.py). What is empty takes no part, so that a column added later changes no seal.
    """
    return hashlib.blake2b(encode([kind, record, state]).encode(), digest_size=_SEAL_BYTES).hexdigest()


def link(previous: str, header: Iterable[Value], lines: Iterable[Line]) -> str:
    """Return the hash of a batch.

    Args:
        previous: The hash of the device's batch before, empty for its first.
        header: Device, number, time, author, what and undoes.
        lines: Its changes in order: n, kind, record, field, old, new, parent.
    """
    digest = hashlib.sha256(previous.encode())
    digest.update(encode(list(header)).encode())
    for line in lines:
        digest.update(b"\n")
        digest.update(encode(line).encode())
    return digest.hexdigest()
