"""Backups on the page, examination, the passphrase and the sheet, appearance, help and the first paint."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fupin_desk import paths
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import CannotUnlockError
from fupin_desk.model.query import Query
from fupin_desk.store.file import disk
from fupin_desk.ui.help import help_text
from fupin_desk.ui.help.help_page import HelpPage
from fupin_desk.ui.opening.passphrase import NewPassphrase
from fupin_desk.ui.opening.recovery_sheet import RecoverySheet
from fupin_desk.ui.safety.health_page import HealthPage
from fupin_desk.ui.settings.settings_page import SettingsPage
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.theme import style
from fupin_desk.ui.widgets.ask import Box
from tests.qt.conftest import PlannedDoor

LONG = 20_000


@pytest.fixture
def page(window: Window) -> HealthPage:
    window.open_page("health")
    made = window.stack.currentWidget()
    assert isinstance(made, HealthPage)
    return made


def _back_up(page: HealthPage, qtbot: QtBot) -> None:
    page.backups.back_up()
    qtbot.waitUntil(lambda: _contents(page) != "", timeout=LONG)


def _contents(page: HealthPage) -> str:
    item = page.backups.table.item(0, 2)
    return item.text() if item else ""


def test_a_backup_is_listed_with_what_it_holds(page: HealthPage, window: Window, qtbot: QtBot) -> None:
    _back_up(page, qtbot)
    assert _contents(page).startswith("3 户，6 人，服务 0 次")
    assert "已核对" in page.backups.last.text()
    assert window.status.backup.text().startswith("备份 ")
    assert window.status.backup.text().endswith("已核对")


def test_a_backup_is_copied_to_a_stick(
    page: HealthPage, window: Window, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    _back_up(page, qtbot)
    stick = tmp_path / "stick"
    stick.mkdir()
    door.plan(stick)
    page.backups.copy_out()
    qtbot.waitUntil(lambda: "已存到" in window.status.said.text(), timeout=LONG)
    (copied,) = stick.iterdir()
    chosen = page.backups.chosen()
    assert chosen is not None
    assert copied.read_bytes() == chosen.read_bytes()


def test_a_backup_is_restored_into_a_new_file(
    page: HealthPage, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    _back_up(page, qtbot)
    target = tmp_path / "恢复.fupin"
    door.plan(target, "demo")
    page.backups.restore_chosen()
    qtbot.waitUntil(lambda: any("恢复好了" in one for one in door.asked), timeout=LONG)
    with Desk.open(target, "demo") as restored:
        assert len(restored.ids(Query("household"))) == 3


def test_an_existing_file_is_never_restored_over(
    page: HealthPage, door: PlannedDoor, desk: Desk, qtbot: QtBot
) -> None:
    _back_up(page, qtbot)
    door.plan(desk.file.path)
    page.backups.restore_chosen()
    assert "没有覆盖" in door.asked[-1]


def test_a_sound_file_is_found_sound(page: HealthPage, qtbot: QtBot) -> None:
    page.examine.examine()
    qtbot.waitUntil(lambda: "数据完好" in page.examine.result.text(), timeout=LONG)
    assert "农户 3" in page.examine.counts.text()


def test_a_row_changed_behind_the_desk_is_found_and_named(page: HealthPage, desk: Desk, qtbot: QtBot) -> None:
    desk.file.connection.execute(
        "UPDATE household SET group_name = '改' WHERE id = ?", (desk.ids(Query("household"))[0],)
    )
    page.examine.examine()
    qtbot.waitUntil(lambda: "发现" in page.examine.result.text(), timeout=LONG)
    assert not page.examine.problems.isHidden()
    assert "封印" in page.examine.problems.item(0).text()


def test_the_sheet_is_shown_again_only_for_the_right_passphrase(
    page: HealthPage, door: PlannedDoor, desk: Desk
) -> None:
    door.plan("wrong")
    page.safety.show_sheet()
    assert "口令不对" in door.asked[-1]
    shown: list[str] = []

    def look(box: Box) -> bool:
        (sheet,) = box.findChildren(RecoverySheet)
        shown.append(sheet._text)
        return True

    door.plan("demo", look)
    page.safety.show_sheet()
    assert shown == [desk.recovery_sheet()]


def test_a_changed_passphrase_opens_the_file_and_the_old_one_does_not(
    page: HealthPage, door: PlannedDoor, window: Window, desk: Desk
) -> None:
    def choose(box: Box) -> bool:
        (pair,) = box.findChildren(NewPassphrase)
        pair.first.setText("shanshui2018")
        pair.second.setText("shanshui2018")
        return box.yes.isEnabled()

    door.plan("demo", choose, lambda box: bool(box.findChildren(RecoverySheet)))
    page.safety.change()
    assert desk.opens_with("shanshui2018")
    assert not desk.opens_with("demo")
    with Desk.open(desk.file.path, "shanshui2018", readonly=True) as opened:
        assert len(opened.ids(Query("household"))) == 3
    with pytest.raises(CannotUnlockError):
        Desk.open(desk.file.path, "demo", readonly=True)


def test_a_changed_passphrase_that_the_disk_did_not_confirm_is_told_and_its_sheet_is_shown(
    page: HealthPage, door: PlannedDoor, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(box: Box) -> bool:
        (pair,) = box.findChildren(NewPassphrase)
        pair.first.setText("shanshui2018")
        pair.second.setText("shanshui2018")
        return box.yes.isEnabled()

    def refuse(_folder: Path) -> None:
        raise OSError(5, "gone")

    monkeypatch.setattr(disk, "sync_folder", refuse)
    shown: list[bool] = []
    door.plan("demo", choose, lambda box: shown.append(bool(box.findChildren(RecoverySheet))))
    page.safety.change()
    assert any("口令已经改成新的" in asked for asked in door.asked)
    assert shown == [True]
    assert desk.opens_with("shanshui2018")


def test_the_theme_and_the_size_are_remembered(window: Window) -> None:
    window.open_page("settings")
    settings = window.stack.currentWidget()
    assert isinstance(settings, SettingsPage)
    settings.taste.themes["dark"].click()
    assert style.tokens() == style.THEMES["dark"]
    settings.taste.scales[130].click()
    assert window.settings.get("scale") == 130
    assert "下次打开" in settings.taste.said.text()
    settings.taste.themes["light"].click()
    assert window.settings.theme == "light"


def test_f1_on_a_page_opens_its_chapter(window: Window) -> None:
    window.open_page("help", topic="reports")
    page = window.stack.currentWidget()
    assert isinstance(page, HelpPage)
    item = page.list.currentItem()
    assert item is not None
    assert item.text() == "报表"
    assert "公示版" in page.text.toPlainText()


def test_the_help_is_searched_over_all_chapters(window: Window) -> None:
    window.open_page("help")
    page = window.stack.currentWidget()
    assert isinstance(page, HelpPage)
    page.seek.setText("口径：")
    page.find_next()
    assert page.text.textCursor().selectedText() == "口径："
    assert page.list.currentItem().text() == "政策条款和口径"


def test_a_chapter_is_printed_in_dark_ink_whatever_the_theme(
    window: Window, door: PlannedDoor, tmp_path: Path
) -> None:
    window.wear("dark")
    window.open_page("help", topic="03-keys")
    page = window.stack.currentWidget()
    assert isinstance(page, HelpPage)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    out = tmp_path / "keys.pdf"
    printer.setOutputFileName(str(out))
    door.plan(printer)
    QTest.keyClick(page.text, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    told = "".join(leaf.extract_text() for leaf in pypdf.PdfReader(out).pages)
    assert "保存并新建下一条" in "".join(unicodedata.normalize("NFKC", told).split())
    assert str(out) in window.status.said.toolTip()
    window.wear("light")


def test_the_policy_chapter_names_every_rule_with_its_reading(desk: Desk) -> None:
    text = help_text.policy(desk.pack())
    for rule in desk.pack().rules:
        assert rule.reading in text
        assert rule.clause in text


def test_no_chapter_shows_marks_of_its_markup() -> None:
    for chapter in help_text.chapters():
        shown = help_text.rich(chapter.text, style.THEMES["light"])
        assert "**" not in shown
        assert "|---" not in shown
        assert "\n#" not in shown


_FIRST_PAINT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from fupin_desk import app
from fupin_desk.desk.desk import Desk
from fupin_desk.ui.tasks import warm
from fupin_desk.ui.theme import look
from fupin_desk.ui.widgets.ask import Door
from fupin_desk.ui.tasks.crash import Catcher
from fupin_desk.ui.settings.settings import Settings
application = QApplication([])
look.prepare(application, "light")
held = []
started = warm.start
warm.start = lambda: held.append([one for one in HEAVY if one in sys.modules])
door = Door()
with Desk.open(Path(sys.argv[1]), "demo") as desk:
    window = app.open_window(desk, door, Catcher(door), Settings())
    window.open_page("households")
    loop = QEventLoop()
    QTimer.singleShot(300, loop.quit)
    loop.exec()
    shown = window.stack.currentWidget().current()
    assert shown.model.rowCount() == 3
    window.grab()
    assert [one for one in HEAVY if one in sys.modules] == [], [one for one in HEAVY if one in sys.modules]
    assert held == [[]]
    started()
    from PySide6.QtCore import QThreadPool
    QThreadPool.globalInstance().waitForDone()
    assert all(one in sys.modules for one in HEAVY)
    window.close()
"""


def test_the_window_is_painted_with_rows_before_the_heavy_libraries_are_loaded(
    desk: Desk, tmp_path: Path
) -> None:
    path = desk.file.path
    desk.close()
    heavy = ("sqlmodel", "sqlalchemy", "pydantic", "openpyxl", "reportlab")
    done = subprocess.run(
        [sys.executable, "-c", f"HEAVY = {heavy!r}\n{_FIRST_PAINT}", str(path)],
        capture_output=True, text=True, check=False, cwd=paths.forms().parent / "src",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
