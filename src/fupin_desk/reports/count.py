"""How far long work is, and whether the person still wants it."""

from collections.abc import Callable

from fupin_desk.model.error import CancelledError

Progress = Callable[[int, int], bool]
_STEP = 200


class Count:
    """How much of the work is done; asks the person's progress window from time to time."""

    def __init__(self, total: int, progress: Progress | None, step: int = _STEP) -> None:
        self._total, self._progress, self._step = total, progress, step
        self._done = 0

    def __call__(self) -> None:
        """Count one piece of work.

        Raises:
            CancelledError: If the person pressed cancel.
        """
        self._done += 1
        if self._done % self._step == 0 or self._done == self._total:
            self.ask()

    def ask(self) -> None:
        """Tell how far the work is, and stop if the person wants that."""
        if self._progress is not None and not self._progress(self._done, self._total):
            raise CancelledError("已取消，没有写出文件。")
