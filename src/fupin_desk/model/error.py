"""What can go wrong with the world: one class a case, whose message a cadre can read.

Every message says what happened, whether the data is safe, and what to do.
"""

from collections.abc import Sequence

from fupin_desk.model.change import Change


class DefinitionError(Exception):
    """A definition file (form, code list, pack, text) is wrong: our mistake, found at start."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}")


class DeskError(Exception):
    """Base of everything that the world can do to a desk; the message is Chinese and complete."""


class FileLockedError(DeskError):
    """Another window or program holds the desk file."""


class LockedWindowError(DeskError):
    """The window is locked and its key forgotten: what still came due meanwhile gets nothing."""


class CannotUnlockError(DeskError):
    """The file does not open with this passphrase: wrong passphrase, another program's file, or damage."""


class EmptyFileError(DeskError):
    """The file has no bytes: it was not copied completely."""


class NewerFileError(DeskError):
    """The file was written by a newer version of the program."""


class DiskError(DeskError):
    """The disk is full, read-only or gone."""


class UnconfirmedError(DiskError):
    """What was asked for is done, but the disk did not confirm that it holds it."""


class DamagedFileError(DeskError):
    """The file opens, but its content does not agree with its seals."""


class UnsoundError(DamagedFileError):
    """The examination before an export found something: nothing leaves unless a person wants it all the same."""


class UndoRefusedError(DeskError):
    """The batch cannot be taken back; `conflicts` are the changes that wrote its values again since."""

    def __init__(self, message: str, conflicts: Sequence[Change] = ()) -> None:
        super().__init__(message)
        self.conflicts = tuple(conflicts)


class NotFoundError(DeskError):
    """A record, batch, place, report or kind that was asked for does not exist."""


class RequestError(DeskError):
    """The request cannot be met as it was put: the message says how to put it."""


class CancelledError(DeskError):
    """A person pressed cancel on long work; nothing was written."""
