"""The editors of single fields: what is shown, what is answered, and the keys between."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.model.value import Value
from fupin_desk.ui.forms.editors.chips import ChipRow, ChipsEditor, RadioEditor
from fupin_desk.ui.forms.editors.code import CodeEditor, CodesLine
from fupin_desk.ui.forms.editors.date import DateEditor
from fupin_desk.ui.forms.editors.editor import Editor, Typed
from fupin_desk.ui.forms.editors.make import cell_editor, form_editor
from fupin_desk.ui.forms.editors.record import RecordEditor

Committer = Callable[[QWidget, str], None]


def _editor(desk: Desk, kind: str, name: str) -> Editor:
    return form_editor(desk.catalog.forms[kind].fields[name], desk)


def test_every_field_of_every_form_shows_its_value_and_gives_it_back(qtbot: QtBot, desk: Desk) -> None:
    village = desk.ids(Query("village"))[0]
    for form in desk.catalog.forms.values():
        for field in form.fields.values():
            if field.appearance == "hidden":
                continue
            codes = list(desk.catalog.codes[field.choices].codes) if field.choices else [""]
            samples: dict[str, Value] = {
                "yesno": 0, "number": 1200, "date": "2018-09-03", "year": 2018, "record": village,
                "code": codes[0], "codes": ",".join(codes[:2]),
            }  # fmt: skip
            value = samples.get(field.type, "甲")
            if field.type == "record" and field.of != "village":
                continue
            for make in (form_editor, cell_editor):
                editor = make(field, desk)
                qtbot.addWidget(editor)
                editor.show_value(value)
                answer = editor.answer()
                if isinstance(answer, Typed):
                    answer = desk.parse(form.kind, {field.name: answer.text}).values[field.name]
                assert answer == value, (form.kind, field.name)
                editor.show_value(None)
                assert editor.answer() is None, (form.kind, field.name)


def test_chinese_from_an_input_method_arrives_whole(
    qtbot: QtBot, desk: Desk, type_chinese: Committer
) -> None:
    editor = _editor(desk, "expert", "name")
    qtbot.addWidget(editor)
    editor.show()
    with qtbot.waitSignal(editor.changed):
        type_chinese(editor.inner(), "欧阳建国")
    assert editor.answer() == Typed("欧阳建国")


def test_full_width_digits_are_read_as_digits(qtbot: QtBot, desk: Desk, type_chinese: Committer) -> None:
    editor = _editor(desk, "assistance", "amount_fen")
    qtbot.addWidget(editor)
    type_chinese(editor.inner(), "１２００．５")
    answer = editor.answer()
    assert isinstance(answer, Typed)
    assert desk.parse("assistance", {"amount_fen": answer.text}).values["amount_fen"] == 120050


def test_part_of_a_label_is_enough_for_a_code(qtbot: QtBot, desk: Desk, type_chinese: Committer) -> None:
    editor = _editor(desk, "household", "main_cause")
    assert isinstance(editor, CodeEditor)
    qtbot.addWidget(editor)
    type_chinese(editor.line, "技术")
    editor.settle()
    assert editor.answer() == "07"


def test_a_word_that_means_a_code_is_not_taken_for_a_label_that_contains_it(
    qtbot: QtBot, desk: Desk, type_chinese: Committer
) -> None:
    for form in desk.catalog.forms.values():
        for field in form.fields.values():
            if field.type not in {"code", "codes"}:
                continue
            editor = cell_editor(field, desk)
            qtbot.addWidget(editor)
            for code in desk.catalog.codes[field.choices].codes.values():
                for text in (code.code, code.label, *code.aliases):
                    editor.show_value(None)
                    type_chinese(editor.inner(), text)
                    editor.settle()
                    answer = editor.answer()
                    if isinstance(answer, Typed):
                        answer = desk.parse(form.kind, {field.name: answer.text}).values[field.name]
                    assert answer == desk.parse(form.kind, {field.name: text}).values[field.name]


def test_an_unknown_word_for_a_code_stays_as_it_was_typed(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(desk, "household", "main_cause")
    qtbot.addWidget(editor)
    editor.show_value(None, "懒")
    assert editor.answer() == Typed("懒")


def test_the_wheel_does_not_change_a_code(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(desk, "household", "main_cause")
    assert isinstance(editor, CodeEditor)
    qtbot.addWidget(editor)
    editor.show_value("07")
    editor.show()
    QTest.wheelEvent(
        editor.line.window().windowHandle(), editor.rect().center(), editor.rect().bottomRight() * 10
    )
    assert editor.answer() == "07"


@pytest.mark.parametrize(("key", "answer"), [(Qt.Key.Key_1, 1), (Qt.Key.Key_2, 0), (Qt.Key.Key_Delete, None)])
def test_yes_and_no_are_one_key_and_can_be_left_open(
    qtbot: QtBot, desk: Desk, key: Qt.Key, answer: int | None
) -> None:
    editor = _editor(desk, "household", "is_relocated")
    assert isinstance(editor, RadioEditor)
    qtbot.addWidget(editor)
    editor.show_value(None if answer is not None else 1)
    with qtbot.waitSignal(editor.changed):
        QTest.keyClick(editor.chips, key)
    assert editor.answer() == answer


def test_several_chips_are_held_sorted(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(desk, "visit", "topics")
    assert isinstance(editor, ChipsEditor)
    qtbot.addWidget(editor)
    for number in (4, 0):
        editor.chips.toggle(number)
    assert editor.answer() == "01,05"
    editor.chips.toggle(4)
    assert editor.answer() == "01"


def test_chips_wrap_in_a_narrow_form(qtbot: QtBot) -> None:
    chips = ChipRow(["产业发展方向", "种养技术", "疫病防控", "新品种新技术"], several=True)
    qtbot.addWidget(chips)
    assert chips.heightForWidth(1000) < chips.heightForWidth(240)


def test_the_calendar_answers_with_the_day(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(desk, "visit", "visited_on")
    assert isinstance(editor, DateEditor)
    qtbot.addWidget(editor)
    editor.show()
    editor.open_list()
    with qtbot.waitSignals([editor.changed, editor.left]):
        editor.pick(QDate(2018, 9, 3))
    assert editor.answer() == Typed("2018-09-03")


def test_a_record_is_found_by_part_of_its_name(qtbot: QtBot, desk: Desk, type_chinese: Committer) -> None:
    editor = _editor(desk, "visit", "village")
    assert isinstance(editor, RecordEditor)
    qtbot.addWidget(editor)
    type_chinese(editor.line, "黄淡")
    editor.settle()
    assert desk.name_of("village", str(editor.answer())) == "黄淡村"
    assert editor.line.text() == "黄淡村"


def test_a_name_that_nobody_has_stays_as_it_was_typed(
    qtbot: QtBot, desk: Desk, type_chinese: Committer
) -> None:
    editor = _editor(desk, "visit", "village")
    assert isinstance(editor, RecordEditor)
    qtbot.addWidget(editor)
    type_chinese(editor.line, "没有这个村")
    editor.settle()
    assert editor.answer() == Typed("没有这个村")


def test_the_codes_of_a_cell_are_completed_one_by_one(
    qtbot: QtBot, desk: Desk, type_chinese: Committer
) -> None:
    editor = CodesLine(desk.catalog.forms["member"].fields["health_status"], desk.catalog.codes)
    qtbot.addWidget(editor)
    type_chinese(editor.line, "残疾、长期")
    assert editor.found.stringList() == ["02　长期慢性病"]
    editor.settle()
    assert editor.line.text() == "残疾、长期慢性病"
