"""A disk whose power is cut: what was synced is there, of the rest any sectors may be."""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_HEAD = struct.Struct("<cqQH")
_SECTOR = 512


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was asked of the disk: w(rite), t(runcate), s(ync), u(nlink). `name` "" is the folder."""

    what: str
    name: str
    offset: int
    data: bytes


def read(trace: Path) -> list[Step]:
    """Return what the tracer wrote down."""
    content, at, found = trace.read_bytes(), 0, []
    while at < len(content):
        what, offset, length, named = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        name = content[at : at + named].decode()
        at += named
        data = content[at : at + length]
        at += length
        found.append(Step(what.decode(), name, offset, data))
    return found


@dataclass(slots=True)
class _Held:
    """A file: its safe content (None: not safely there), what may or may not have reached the disk since."""

    safe: bytearray | None
    waiting: list[Step] = field(default_factory=list)


class Disk:
    """The files of one folder, step by step."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = {name: _Held(bytearray(content)) for name, content in files.items()}

    def take(self, step: Step) -> None:
        """Do one step."""
        if step.what == "s" and not step.name:
            # The folder is synced: what was unlinked is gone for good.
            for name in [
                name for name, held in self._files.items() if any(s.what == "u" for s in held.waiting)
            ]:
                last = max(n for n, s in enumerate(self._files[name].waiting) if s.what == "u")
                self._files[name] = _Held(None, self._files[name].waiting[last + 1 :])
            return
        held = self._files.setdefault(step.name, _Held(None))
        if step.what == "s":
            content = held.safe
            for one in held.waiting:
                content = bytearray() if one.what == "u" else _applied(content, one)
            # An unlinked name without a sync of its folder may come back.
            pending = [one for one in held.waiting if one.what == "u"]
            held.safe, held.waiting = (held.safe, held.waiting) if pending else (content, [])
        else:
            held.waiting.append(step)

    def cut(self, dice: random.Random) -> Iterator[tuple[str, bytes]]:
        """Give the files as the next start finds them: all, none or some sectors of what was not synced."""
        mood = dice.choice(("none", "all", "some", "some"))
        for name, held in self._files.items():
            content = None if held.safe is None else bytearray(held.safe)
            for one in held.waiting:
                if mood == "none" or (mood == "some" and one.what != "w" and dice.random() < 0.5):
                    continue
                if one.what == "u":
                    content = None
                elif mood == "all" or one.what == "t":
                    content = _applied(content, one)
                else:
                    content = _torn(content, one, dice)
            if content is not None:
                yield name, bytes(content)


def _applied(content: bytearray | None, step: Step) -> bytearray:
    grown = bytearray() if content is None else content
    if step.what == "t":
        del grown[step.offset :]
        grown.extend(bytes(max(0, step.offset - len(grown))))
        return grown
    grown.extend(bytes(max(0, step.offset - len(grown))))
    grown[step.offset : step.offset + len(step.data)] = step.data
    return grown


def _torn(content: bytearray | None, step: Step, dice: random.Random) -> bytearray | None:
    for at in range(0, len(step.data), _SECTOR):
        if dice.random() < 0.5:
            piece = Step("w", step.name, step.offset + at, step.data[at : at + _SECTOR])
            content = _applied(content, piece)
    return content
