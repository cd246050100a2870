"""Lists of options: codes are shown, and text, pinyin, its initials and codes find them, in every list."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.desk.spelling import spelled
from fupin_desk.model.value import Value
from fupin_desk.ui.forms.editors.chips import ChipsEditor
from fupin_desk.ui.forms.editors.code import CodeEditor, CodesLine
from fupin_desk.ui.forms.editors.editor import Answer, Typed
from fupin_desk.ui.forms.editors.make import cell_editor, form_editor


def _read(desk: Desk, kind: str, name: str, answer: Answer) -> Value:
    return desk.parse(kind, {name: answer.text}).values[name] if isinstance(answer, Typed) else answer


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("main_cause", "yb", "01"), ("main_cause", "yinbing", "01"), ("main_cause", "1", "01"),
        ("main_cause", "10", "10"), ("main_cause", "jtsg", None), ("main_cause", "JTTJLH", "10"),
        ("industry_direction", "dxgz", "ZZ02"), ("industry_direction", "zz02", "ZZ02"),
        ("development_mode", "2", "2"), ("account_holder_relation", "3", "03"),
    ],
)  # fmt: skip
def test_letters_and_codes_find_an_option(
    qtbot: QtBot, desk: Desk, name: str, typed: str, meant: str | None
) -> None:
    editor = form_editor(desk.catalog.forms["household"].fields[name], desk)
    assert isinstance(editor, CodeEditor)
    qtbot.addWidget(editor)
    editor.show()
    QTest.keyClicks(editor.line, typed)
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert _read(desk, "household", name, editor.answer()) == meant


def test_every_option_of_every_list_is_found_by_its_code_its_label_and_its_initials(
    qtbot: QtBot, desk: Desk
) -> None:
    for form in desk.catalog.forms.values():
        for field in form.fields.values():
            if field.type not in {"code", "codes"}:
                continue
            editor = cell_editor(field, desk)
            assert isinstance(editor, (CodeEditor, CodesLine))
            qtbot.addWidget(editor)
            for option in desk.catalog.codes[field.choices].codes.values():
                assert editor.options.fitting(option.label) == [option.label]
                assert editor.options.fitting(option.code)[0] == option.label
                assert option.code in editor.options.worded(option.label)
                for letters in (re.split(r"[^a-z0-9]", spelling)[0] for spelling in spelled(option.label)):
                    assert option.label in editor.options.fitting(letters), (field.name, letters)
                editor.show_value(None)
                editor.line.setText(option.code)
                editor.settle()
                assert _read(desk, form.kind, field.name, editor.answer()) == option.code


def test_the_list_shows_the_codes_and_the_longer_ones_behind_the_typed_one(qtbot: QtBot, desk: Desk) -> None:
    editor = cell_editor(desk.catalog.forms["member"].fields["relation"], desk)
    assert isinstance(editor, CodeEditor)
    qtbot.addWidget(editor)
    editor.show()
    QTest.keyClicks(editor.line, "1")
    rows = editor.found.stringList()
    assert rows[0] == "01　户主"
    assert {"10　之外孙女", "11　之父"} <= set(rows)
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.answer() == "10"


def test_a_letter_moves_along_the_chips(qtbot: QtBot, desk: Desk) -> None:
    editor = form_editor(desk.catalog.forms["household"].fields["other_causes"], desk)
    assert isinstance(editor, ChipsEditor)
    qtbot.addWidget(editor)
    editor.show()
    for letter in "qq":
        QTest.keyClicks(editor.chips, letter)
    QTest.keyClick(editor.chips, Qt.Key.Key_Space)
    # 缺土地 is the first that begins with q, 缺水 the second.
    assert editor.answer() == "06"
