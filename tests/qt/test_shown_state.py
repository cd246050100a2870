"""What the window says of its state is of now: the chain, the newest backup, the part that is being filled."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.settings.settings_page import SettingsPage
from fupin_desk.ui.shell.window import Window


def test_the_settings_show_the_end_of_the_chain_as_it_is_now(window: Window, desk: Desk) -> None:
    window.open_page("settings")
    page = window.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    before = page.about.chain.text()
    desk.save(desk.blank("household", village=desk.ids(Query("village"))[0]))
    QApplication.processEvents()
    assert desk.head()[:16] in page.about.chain.text() != before


@pytest.mark.parametrize("part", ["member", "income", "helper"])
def test_the_list_of_parts_follows_the_keys(part: str, window: Window, desk: Desk) -> None:
    window.open_record("household", desk.ids(Query("household"))[0])
    entry = window.stack.currentWidget()
    assert isinstance(entry, EntryPage)
    for name in (part, "address", part):
        entry.form.go_to(name)
        QApplication.processEvents()
        lit = [key for key, made in entry.sections._buttons.items() if made.property("on") == "true"]
        (own,) = [one for one in entry.form.parts if name in entry.form.stops(one)]
        assert lit == [own]
    assert isinstance(entry.sections._buttons[part], QPushButton)
