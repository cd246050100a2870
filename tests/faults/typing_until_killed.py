"""The real window with a half-typed page, until somebody kills it; see test_killed_window.py."""

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from fupin_desk.desk.desk import Desk
from fupin_desk.store.file.file_key import Key
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.theme import look


def main(path: Path, key: Key, kind: str, field: str, text: str) -> None:
    """Open a new record, type a text into a field as an input method does, and say when it is kept."""
    application = QApplication(["window"])
    look.prepare(application, "light")
    with Desk.open(path, key) as desk:
        window = Window(desk)
        window.show()
        window.new_record(kind)
        entry = window.stack.currentWidget()
        assert isinstance(entry, EntryPage)
        entry.form.go_to(field)
        event = QInputMethodEvent()
        event.setCommitString(text)
        application.sendEvent(entry.form.boxes[field].editor.inner(), event)

        def tell() -> None:
            if desk.sketches():
                sys.stdout.write("kept\n")
                sys.stdout.flush()

        timer = QTimer(window, interval=20)
        timer.timeout.connect(tell)
        timer.start()
        application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Key(sys.argv[2], sys.argv[3]), *sys.argv[4:7])
