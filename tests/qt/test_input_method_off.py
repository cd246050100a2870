"""Where only digits or a passphrase belong, the input method is off; on Linux the program says where there is none."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, Qt
from PySide6.QtGui import QAction, QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.forms.editors.grid import GridEditor
from fupin_desk.ui.forms.editors.make import cell_editor, form_editor
from fupin_desk.ui.opening import input_method
from fupin_desk.ui.opening.passphrase import NewPassphrase, PassphraseLine
from tests.qt.conftest import PlannedDoor

_ENABLED, _PREFERRED = Qt.InputMethodQuery.ImEnabled, Qt.InputMethodHint.ImhPreferNumbers
_DIGITS = {"household_no", "bank_account", "member_no", "code_2018"}


def _composes(widget: QWidget) -> bool:
    """Ask as the plugins of Qt do."""
    query = QInputMethodQueryEvent(_ENABLED)
    QApplication.sendEvent(widget, query)
    return bool(query.value(_ENABLED))


def test_only_fields_of_digits_are_without_input_method(qtbot: QtBot, desk: Desk) -> None:
    seen = set()
    for form in desk.catalog.forms.values():
        for field in form.fields.values():
            for make in (form_editor, cell_editor):
                editor = make(field, desk)
                qtbot.addWidget(editor)
                line = editor.inner()
                if not isinstance(line, QLineEdit) or field.read_only:
                    continue
                off = field.type in {"id_number", "phone", "year"} or field.name in _DIGITS
                seen |= {field.name} if off else set()
                assert _composes(line) != off, (form.kind, field.name)
                prefers = bool(line.inputMethodHints() & _PREFERRED)
                assert prefers == (off or field.type in {"number", "date"}), (form.kind, field.name)
    assert seen >= _DIGITS


def test_a_closed_cell_of_digits_is_without_input_method(qtbot: QtBot, desk: Desk, door: PlannedDoor) -> None:
    grid = GridEditor(desk, "member", door)
    qtbot.addWidget(grid)
    grid.show_page(desk.page("household", desk.ids(Query("household", text="王建国"))[0]))
    names = [one.name for one in grid.model.columns]
    for name, on in (("name", True), ("id_number", False), ("relation", True), ("id_number", False)):
        grid.table.setCurrentIndex(grid.model.index(0, names.index(name)))
        assert _composes(grid.table) == on
        grid.go_to(0, names.index(name))
        editor = grid._cells.open_editor()
        assert editor is not None
        assert _composes(editor.inner()) == on
        grid.settle()


def _eye(line: QLineEdit) -> QAction:
    return next(one for one in line.actions() if "口令" in one.toolTip())


def test_a_passphrase_is_typed_without_input_method_except_a_known_one_in_sight(qtbot: QtBot) -> None:
    new, known = NewPassphrase(), PassphraseLine("口令", composes=True)
    for widget in (new, known):
        qtbot.addWidget(widget)
    for line in (new.first, new.second, known):
        assert not _composes(line)
        _eye(line).trigger()
        assert line.echoMode() == QLineEdit.EchoMode.Normal
        assert _composes(line) == (line is known)
        _eye(line).trigger()
        assert not _composes(line)


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer of its own: no desktop variables, no ibus, Qt's plugins in a folder."""
    folder = tmp_path / "plugins" / "platforminputcontexts"
    folder.mkdir(parents=True)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(QLibraryInfo, "path", lambda _: str(folder.parent))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("QT_IM_MODULE", "GTK_IM_MODULE", "XMODIFIERS", "IBUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    return folder


def _leave_address(tmp_path: Path, pid: int) -> None:
    bus = tmp_path / "config" / "ibus" / "bus"
    bus.mkdir(parents=True)
    (bus / "0-unix-0").write_text(f"# a note\nIBUS_ADDRESS=unix:path=x\nIBUS_DAEMON_PID={pid}\n", "utf-8")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are looked up in /proc")
def test_fcitx_that_does_not_answer_as_ibus_is_told_of_in_a_sentence(plugins: Path, tmp_path: Path) -> None:
    assert "fcitx 4" in input_method.choose()
    assert os.environ["QT_IM_MODULE"] == "ibus"
    os.environ["XMODIFIERS"] = "@im=fcitx"
    _leave_address(tmp_path, 999_999_999)
    assert input_method.choose()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are looked up in /proc")
def test_fcitx_5_answers_as_ibus(plugins: Path, tmp_path: Path) -> None:
    _leave_address(tmp_path, os.getpid())
    assert not input_method.choose()
    assert os.environ["QT_IM_MODULE"] == "ibus"


def test_a_plugin_that_does_not_load_does_not_count(plugins: Path) -> None:
    (plugins / "libfcitx5platforminputcontextplugin.so").write_bytes(b"not built for this Qt")
    assert input_method.choose()
    assert os.environ["QT_IM_MODULE"] == "ibus"


def test_without_any_wish_for_fcitx_nothing_is_said(plugins: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_IM_MODULE", "")
    assert not input_method.choose()
