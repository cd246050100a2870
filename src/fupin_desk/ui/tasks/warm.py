"""Loads the heavy libraries in the background once the window stands, so that the first save need not wait."""

from PySide6.QtCore import QRunnable, QThreadPool

from fupin_desk.desk import heavy


class _Loading(QRunnable):
    def run(self) -> None:
        """Load what is heavy."""
        heavy.load()


def start() -> None:
    """Begin to load; the program's pool waits for it on exit."""
    QThreadPool.globalInstance().start(_Loading())
