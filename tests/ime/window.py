"""The window with the members of a new household, for keys that come from outside; it writes down what was stored.

`python -m tests.ime.window FILE OUT` makes FILE. When OUT.stop appears, the page is saved and its members are written to OUT.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from fupin_desk.desk.desk import Desk
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.opening import input_method
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.theme import look
from fupin_desk.ui.widgets.ask import Door


def run(file: Path, out: Path) -> int:
    """Show the window until it is told to stop."""
    input_method.choose()
    application = QApplication(["ime"])
    look.prepare(application, "light")
    with Desk.create(file, "demo", "421024103", "李静", about={"as_of": "2018-09-30"}) as desk:
        window = Window(desk, door=Door(), settings=Settings(out.with_suffix(".settings")))
        window.show()
        window.new_record("household")
        entry = window.stack.currentWidget()
        assert isinstance(entry, EntryPage)
        table = entry.grids["member"].table
        table.setFocus()
        # A closed cell, as after one click: the composition opens it.
        table.setCurrentIndex(table.model().index(0, 0))

        def look_for_stop() -> None:
            if out.with_suffix(".stop").exists():
                entry.save()
                rows = desk.page("household", entry.record_id).children["member"]
                held = [{**one.values, **one.unread} for one in rows]
                draft = out.with_suffix(".part")
                draft.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
                draft.replace(out)
                application.exit()

        timer = QTimer(window, interval=50)
        timer.timeout.connect(look_for_stop)
        timer.start()
        out.with_suffix(".ready").touch()
        return int(application.exec())


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), Path(sys.argv[2])))
