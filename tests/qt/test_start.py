"""The first run, unlocking, the recovery sheet, and which file the program opens."""

import datetime
import shutil
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desk.app import Opened, open_first
from fupin_desk.desk import filing, opening
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import FileLockedError
from fupin_desk.model.query import Query
from fupin_desk.store.file.file_key import Key
from fupin_desk.store.file.lock import Lock
from fupin_desk.ui.opening.passphrase import NewPassphrase, PassphraseLine
from fupin_desk.ui.opening.recovery_sheet import RecoverySheet
from fupin_desk.ui.opening.start import Start
from fupin_desk.ui.opening.unlock import Unlock, restored_name
from fupin_desk.ui.opening.wizard import Wizard
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.tasks.crash import Catcher
from fupin_desk.ui.widgets import printing
from fupin_desk.ui.widgets.ask import Box
from tests import damage
from tests.qt.conftest import PlannedDoor

LONG = 20_000


def _closed(desk: Desk) -> Path:
    path = desk.file.path
    desk.close()
    return path


def _wizard(door: PlannedDoor, folder: Path, qtbot: QtBot) -> Wizard:
    made = Wizard(door, opening.regions(), folder)
    qtbot.addWidget(made)
    return made


def _fill_wizard(wizard: Wizard, qtbot: QtBot) -> None:
    wizard.welcome.ways["new"].chosen.emit()
    wizard.place.place.setCurrentIndex(wizard.place.place.findData("421024103"))
    wizard.place.operator.setText("李静")
    wizard.go_on()
    wizard.secret.pair.first.setText("山高水长 1953")
    wizard.secret.pair.second.setText("山高水长 1953")
    wizard.go_on()
    qtbot.waitUntil(lambda: wizard.desk is not None, timeout=LONG)


def test_the_wizard_offers_eleven_units_and_the_county(
    door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = _wizard(door, tmp_path, qtbot)
    held = [wizard.place.place.itemData(at) for at in range(wizard.place.place.count())]
    assert len(held) == 1 + 11 + 1
    assert {"KFQ", "421024"} <= set(held)


def test_a_new_file_has_its_villages_and_is_handed_over_only_with_its_sheet_kept(
    door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = _wizard(door, tmp_path, qtbot)
    _fill_wizard(wizard, qtbot)
    desk = wizard.desk
    assert desk is not None
    with desk:
        sheet = wizard.stack.currentWidget()
        assert isinstance(sheet, RecoverySheet)
        assert not wizard.next.isEnabled()
        sheet.tick.setChecked(True)
        assert wizard.next.isEnabled()
        wizard.go_on()
        wizard.start.ways["import"].chosen.emit()
        assert wizard.then == "import"
        assert desk.operator == "李静"
        assert len(desk.ids(Query("village"))) == 17
        text, path = desk.recovery_sheet(), desk.file.path
    with Desk.open(path, text) as opened:
        assert opened.operator == "李静"


def test_one_cannot_go_on_with_a_passphrase_that_is_short_or_typed_differently(
    door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = _wizard(door, tmp_path, qtbot)
    wizard.go(wizard.secret)
    pair = wizard.secret.pair
    for first, second in (("abc", "abc"), ("shanshui", "shanshu"), ("", "")):
        pair.first.setText(first)
        pair.second.setText(second)
        assert not wizard.next.isEnabled()
    pair.second.setText("shanshui")
    pair.first.setText("shanshui")
    assert wizard.next.isEnabled()


def test_the_meter_of_the_first_run_names_the_weakness_and_knows_the_unit_and_the_operator(
    door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = _wizard(door, tmp_path, qtbot)
    wizard.welcome.ways["new"].chosen.emit()
    pair = wizard.secret.pair
    pair.first.setText("baimasi8642")
    pair.second.setText("baimasi8642")
    assert wizard.secret.complete()
    wizard.place.place.setCurrentIndex(wizard.place.place.findData("421024103"))
    wizard.place.operator.setText("李静")
    wizard.go_on()
    assert "名字" in pair.words.text()
    assert not wizard.next.isEnabled()
    pair.first.setText("12345678")
    assert "顺着排" in pair.words.text()


def test_caps_lock_is_noticed_by_the_letters_that_arrive(qtbot: QtBot, qapp: QApplication) -> None:
    line = PassphraseLine("口令")
    qtbot.addWidget(line)
    noticed: list[object] = []
    line.caps_noticed.connect(noticed.append)
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    for text, modifier in (("A", none), ("a", none), ("A", shift), ("7", none)):
        qapp.sendEvent(line, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, modifier, text))
    assert noticed == [True, False, False]


def test_a_wrong_passphrase_is_refused_with_the_three_causes(
    desk: Desk, door: PlannedDoor, qtbot: QtBot
) -> None:
    box = Unlock(door, _closed(desk))
    qtbot.addWidget(box)
    box.passphrase.setText("wrong")
    box.open()
    qtbot.waitUntil(box.yes.isEnabled, timeout=LONG)
    assert box.desk is None
    for cause in ("口令不对", "不是扶贫工作台的文件", "损坏"):
        assert cause in box.error.text()
    box.passphrase.setText("demo")
    box.open()
    qtbot.waitUntil(lambda: box.desk is not None, timeout=LONG)
    assert box.desk is not None
    box.desk.close()


def test_the_recovery_sheet_opens_the_file(desk: Desk, door: PlannedDoor, qtbot: QtBot) -> None:
    sheet = desk.recovery_sheet()
    box = Unlock(door, _closed(desk))
    qtbot.addWidget(box)
    box.change_way()
    box.sheet.setPlainText(sheet.lower())
    box.open()
    qtbot.waitUntil(lambda: box.desk is not None, timeout=LONG)
    assert box.desk is not None
    box.desk.close()


def test_a_mistyped_group_of_the_sheet_is_named(desk: Desk, door: PlannedDoor, qtbot: QtBot) -> None:
    groups = desk.recovery_sheet().split()
    groups[4] = ("2" if groups[4][0] != "2" else "3") + groups[4][1:]
    box = Unlock(door, _closed(desk))
    qtbot.addWidget(box)
    box.change_way()
    box.sheet.setPlainText(" ".join(groups))
    box.open()
    qtbot.waitUntil(box.yes.isEnabled, timeout=LONG)
    assert "第 5 组" in box.error.text()


def test_a_backup_is_restored_into_a_new_file_from_the_unlocking_window(
    desk: Desk, door: PlannedDoor, qtbot: QtBot
) -> None:
    desk.back_up()
    households = len(desk.ids(Query("household")))
    path = _closed(desk)
    target = restored_name(path)
    box = Unlock(door, path)
    qtbot.addWidget(box)
    box.restore()
    assert door.answers == []
    box.passphrase.setText("demo")
    door.plan(0, target)
    box.restore()
    qtbot.waitUntil(lambda: box.other is not None, timeout=LONG)
    assert box.other == target
    with Desk.open(target, "demo") as restored:
        assert len(restored.ids(Query("household"))) == households
    assert path.exists()
    assert [one.path.suffix for one in filing.backups(path)] == [".fupin-backup"]


def _unlock_with(passphrase: str, qtbot: QtBot) -> object:
    def act(box: Box) -> bool:
        assert isinstance(box, Unlock)
        box.passphrase.setText(passphrase)
        box.open()
        qtbot.waitUntil(lambda: box.desk is not None, timeout=LONG)
        return True

    return act


def test_the_file_used_last_is_offered_again(
    desk: Desk, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    path = _closed(desk)
    settings = Settings(tmp_path / "w.json")
    door.plan(_unlock_with("demo", qtbot))
    opened = Start(door, settings, tmp_path).desk(path)
    assert opened is not None
    opened.close()
    seen: list[Path] = []

    def look(box: Box) -> bool:
        assert isinstance(box, Unlock)
        seen.append(box.path)
        return False

    door.plan(look)
    assert Start(door, settings, tmp_path).desk(None) is None
    assert seen == [path.resolve()]


def test_a_file_that_is_gone_is_said_kindly(door: PlannedDoor, tmp_path: Path) -> None:
    door.plan(lambda box: isinstance(box, Unlock))
    assert Start(door, Settings(tmp_path / "w.json"), tmp_path).desk(tmp_path / "走了.fupin") is None
    assert "走了.fupin" in door.asked[0]
    assert "U 盘" in door.asked[0]
    assert door.asked[1] == "扶贫工作台"


@pytest.mark.parametrize("named", [True, False])
def test_the_recovery_sheet_is_never_left_in_a_file_and_nobody_is_told_that_it_was_printed(
    desk: Desk, door: PlannedDoor, tmp_path: Path, qtbot: QtBot, named: bool
) -> None:  # fmt: skip
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    if named:
        printer.setOutputFileName(str(tmp_path / "打印恢复单.pdf"))
    sheet = RecoverySheet(door, desk.recovery_sheet(), desk.place_name, "d.fupin")
    qtbot.addWidget(sheet)
    door.plan(printer)
    sheet.print()
    assert not list(tmp_path.glob("**/*.pdf"))
    assert sheet.said.text().startswith("没有打印")
    assert "抄下来" in sheet.said.text()
    assert not sheet.tick.isChecked()


def test_a_printer_that_prints_into_files_is_known_by_its_name() -> None:
    class Named(QPrinter):
        """A printer of the system under a name of its own."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self._name = name

        def printerName(self) -> str:  # noqa: N802
            return self._name

        def outputFormat(self) -> QPrinter.OutputFormat:  # noqa: N802
            return QPrinter.OutputFormat.NativeFormat

        def outputFileName(self) -> str:  # noqa: N802
            return ""

    for name in ("Microsoft Print to PDF", "Microsoft XPS Document Writer", "WPS 虚拟打印机", "Fax"):
        assert printing.to_file(Named(name)) == name
    assert printing.to_file(Named("HP LaserJet 1020")) == ""
    assert printing.told(Named("HP LaserJet 1020")) == "已交给打印机HP LaserJet 1020"


def test_the_recovery_sheet_is_painted_whole(desk: Desk, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    out = tmp_path / "sheet.pdf"
    printer.setOutputFileName(str(out))
    printing.print_recovery_sheet(printer, desk.place_name, "d.fupin", "2018-09-30", desk.recovery_sheet())
    told = "".join("".join(page.extract_text() for page in pypdf.PdfReader(out).pages).split())
    assert all(group in told for group in desk.recovery_sheet().split())


def test_escape_in_the_wizard_asks_before_what_was_typed_is_lost(
    door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = _wizard(door, tmp_path, qtbot)
    gone: list[int] = []
    wizard.finished.connect(gone.append)
    wizard.show()
    wizard.welcome.ways["new"].chosen.emit()
    wizard.place.operator.setText("李静")
    door.plan(False)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert door.asked == ["退出"]
    assert not gone
    assert wizard.place.operator.text() == "李静"
    door.plan(True)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert gone == [0]


def test_an_untouched_wizard_closes_without_a_question(
    door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = _wizard(door, tmp_path, qtbot)
    wizard.show()
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    assert door.asked == []


def test_the_wizard_does_not_let_a_new_file_go_without_a_word_about_its_sheet(
    door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = _wizard(door, tmp_path, qtbot)
    wizard.show()
    _fill_wizard(wizard, qtbot)
    assert wizard.desk is not None
    with wizard.desk:
        door.plan(False, True)
        QTest.keyClick(wizard, Qt.Key.Key_Escape)
        assert door.asked[-1] == "退出"
        assert wizard.isVisible()
        wizard.close()


def test_a_new_passphrase_says_when_the_two_differ(qtbot: QtBot) -> None:
    pair = NewPassphrase()
    qtbot.addWidget(pair)
    pair.first.setText("shanshui2018")
    pair.second.setText("shanshui2019")
    assert pair.passphrase() == ""
    pair.second.setText("shanshui2018")
    assert pair.passphrase() == "shanshui2018"


def test_the_practice_township_is_made_by_the_wizard(door: PlannedDoor, tmp_path: Path, qtbot: QtBot) -> None:
    wizard = _wizard(door, tmp_path, qtbot)
    wizard.households = 12
    wizard.welcome.ways["demo"].chosen.emit()
    qtbot.waitUntil(lambda: wizard.desk is not None, timeout=60_000)
    assert wizard.practice
    assert wizard.desk is not None
    with wizard.desk as desk:
        assert desk.today() == "2018-09-30"
        assert f"{datetime.datetime.now().astimezone():%Y%m%d}" in desk.file.path.name


def test_the_passphrase_of_the_environment_opens_the_file_without_asking(
    desk: Desk, door: PlannedDoor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _closed(desk)
    monkeypatch.setenv("FUPIN_PASSPHRASE", "demo")
    opened = Start(door, Settings(tmp_path / "w.json"), tmp_path).desk(path)
    assert opened is not None
    opened.close()
    assert door.asked == []


def test_a_wrong_passphrase_of_the_environment_is_asked_for(
    desk: Desk, door: PlannedDoor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUPIN_PASSPHRASE", "nothing")
    door.plan(lambda _box: False)
    assert Start(door, Settings(tmp_path / "w.json"), tmp_path).desk(_closed(desk)) is None
    assert door.asked == ["打开扶贫工作台"]


def _another(desk: Desk, folder: Path) -> Path:
    """Return a file like the desk's own, under another name."""
    folder.mkdir()
    path = folder / "另一个镇.fupin"
    shutil.copyfile(desk.file.path, path)
    return path


def test_another_file_takes_the_place_of_the_open_one(
    township: tuple[Path, Key], door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    first, settings = tmp_path / "d.fupin", Settings(tmp_path / "w.json")
    shutil.copyfile(township[0], first)
    held = Desk.open(first, "demo")
    second = _another(held, tmp_path / "二")
    opened = Opened(held, Start(door, settings, tmp_path), door, Catcher(door), settings)
    window = opened.window
    door.plan(second, _unlock_with("demo", qtbot))
    window.open_other()
    assert opened.window is not window
    assert opened.desk.file.path == second
    assert opened.window.isVisible()
    assert not window.isVisible()
    qtbot.waitUntil(lambda: _is_free(first))
    assert not _is_free(second)
    _put_away(opened, qtbot)


def test_a_file_too_damaged_for_a_window_is_said_and_its_backups_are_offered(
    township: tuple[Path, Key], door: PlannedDoor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUPIN_PASSPHRASE", "demo")
    path = Path(shutil.copy(township[0], tmp_path / "d.fupin"))
    damage.spoil(path, damage.page_of(path, township[1], "household"))
    boxes: list[str] = []

    def leave(box: Box) -> bool:
        assert isinstance(box, Unlock)
        boxes.append(box.error.text())
        return False

    door.plan(leave)
    settings = Settings(tmp_path / "w.json")
    assert open_first(Start(door, settings, tmp_path), path, door, Catcher(door), settings) is None
    assert len(boxes) == 1
    assert "“d.fupin”有损坏的页" in boxes[0]
    assert "备份" in boxes[0]
    assert _is_free(path)


def test_damage_met_in_the_window_is_told_as_damage_and_not_as_our_mistake(
    township: tuple[Path, Key], door: PlannedDoor, tmp_path: Path
) -> None:
    path = Path(shutil.copy(township[0], tmp_path / "d.fupin"))
    page = damage.page_of(path, township[1], "household")
    catcher = Catcher(door, tmp_path / "error.log")
    desk = Desk.open(path, township[1])
    damage.spoil(path, page)
    try:
        desk.villages()
        desk.coverage()
    except Exception as error:  # noqa: BLE001 - whatever leaves a slot reaches the catcher
        catcher.tell(error)
    desk.close()
    assert len(door.asked) == 1
    assert "有损坏的页" in door.asked[0]
    assert not (tmp_path / "error.log").exists()


def test_one_may_stay_with_the_open_file_and_it_is_not_opened_twice(
    township: tuple[Path, Key], door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    first, settings = tmp_path / "d.fupin", Settings(tmp_path / "w.json")
    shutil.copyfile(township[0], first)
    opened = Opened(Desk.open(first, "demo"), Start(door, settings, tmp_path), door, Catcher(door), settings)
    window = opened.window
    door.plan(_another(opened.desk, tmp_path / "二"), lambda _box: False)
    window.open_other()
    assert opened.window is window
    window.open_other(first)
    assert window.status.said.text() == "这个文件已经打开着"
    assert [one.text() for one in window.top.file_menu().actions() if one.text()] == [
        "打开其他文件…", "新建或演练…", "锁定（Ctrl+L）",
    ]  # fmt: skip
    _put_away(opened, qtbot)


def _put_away(opened: Opened, qtbot: QtBot) -> None:
    gone: list[bool] = []
    opened.window.destroyed.connect(lambda: gone.append(True))
    opened.window.close()
    opened.window.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    opened.desk.close()


def _is_free(path: Path) -> bool:
    """Whether nobody holds the lock of a file."""
    try:
        Lock.take(path).release()
    except FileLockedError:
        return False
    return True


def test_no_title_of_a_window_names_a_person(window: Window, desk: Desk, door: PlannedDoor) -> None:
    names = {str(one.values["name"]) for one in desk.records("member")} | {desk.operator}
    for name in ("households", "household_view", "history"):
        window.open_page(name)
    window.open_record("household", desk.ids(Query("household"))[0])
    assert window.windowTitle() == "白马寺镇 — 扶贫工作台"
    assert not any(one in window.windowTitle() for one in names)
