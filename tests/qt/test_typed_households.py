"""What is typed is what is stored: households typed while judgement, autosave, batches and repaints come between the keys."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Field
from fupin_desk.model.query import Query
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.forms.editors.editor import Editor
from fupin_desk.ui.forms.editors.grid_cells import GridCells
from fupin_desk.ui.forms.editors.grid_model import GridModel
from fupin_desk.ui.forms.editors.make import choices
from fupin_desk.ui.forms.editors.record import RecordEditor
from fupin_desk.ui.shell.window import Window
from tests.qt.township import id_number

_RETURN, _HOME = Qt.Key.Key_Return, Qt.Key.Key_Home
_LETTERS = {"张三": "zhangsan", "建国": "jianguo", "欧阳": "ouyang", "夏雪": "xiaxue", "刘": "liu"}
_PARTS = ("member", "income", "condition", "helper", "form")
# What an ID number fills in; and what stands for another record.
_LEFT_OUT = {"sex", "birth_date"}
_FORM_FIELDS = ("group_name", "address", "phone", "bank_account", "account_holder", "note")
_SEQUENCES, _SAVED_EACH, _FRESH_EACH, _MOST = 500, 50, 5, 4


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


class Typist:
    """Types to whatever has the focus; between two keys something else may happen."""

    def __init__(
        self, entry: EntryPage, desk: Desk, dice: random.Random, between: Callable[[], None]
    ) -> None:
        self.entry, self.desk, self.dice, self.between = entry, desk, dice, between

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(_focus(), key)
        QApplication.processEvents()
        self.between()

    def type(self, text: str) -> None:
        """Type digits by their keys, and words by an input method: composed letter by letter, or at once."""
        if text.isascii():
            for sign in text:
                QTest.keyClicks(_focus(), sign)
                self.between()
            return
        letters = _LETTERS.get(text, "zi")
        for at in range(1, len(letters) + 1) if self.dice.random() < 0.7 else ():
            QApplication.sendEvent(_focus(), QInputMethodEvent(letters[:at], []))
            self.between()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(_focus(), event)
        self.between()

    def text_for(self, field: Field) -> str:
        """Return something that a person may type into a field; empty to leave it out."""
        if field.type in {"code", "codes"}:
            return self.dice.choice(choices(field, self.desk))[1]
        if field.type == "id_number":
            return id_number(f"19{self.dice.randint(40, 99)}0102", self.dice.randint(990, 999))
        return {
            "text": "4210990001" if field.appearance == "digits" else self.dice.choice([*_LETTERS]),
            "number": str(self.dice.randint(1, 12)), "date": "2018.9.3", "year": "2017", "phone": "13800000012",
            "yesno": self.dice.choice(("是", "否")),
        }.get(field.type, "")  # fmt: skip

    def row(self, kind: str) -> dict[str, str]:
        """Type one row into a grid, going on by Enter; return what was typed by field."""
        grid, typed = self.entry.grids[kind], dict[str, str]()
        row = len(grid.model.rows)
        grid.choose(row, 0) if self.dice.random() < 0.5 else grid.go_to(row, 0)
        while grid.table.currentIndex().row() == row and grid.isAncestorOf(_focus()):
            field = grid.model.columns[grid.table.currentIndex().column()]
            text = self.text_for(field) if not typed or self.dice.random() < 0.8 else ""
            if field.name not in _LEFT_OUT and field.name not in typed and text:
                typed[field.name] = text
                self.type(text)
            elif field.name in typed:
                break
            self.key(_RETURN)
            if len(typed) == _MOST:
                break
        grid.settle()
        return typed

    def fields(self) -> dict[str, str]:
        """Type into fields of the form; return what was typed."""
        typed = {}
        for name in self.dice.sample(_FORM_FIELDS, 3):
            # In lines that hold something a word would be added.
            if self.entry.form.boxes[name].editor.answer() is None and self.entry.form.go_to(name):
                typed[name] = self.text_for(self.entry.form.boxes[name].field)
                self.type(typed[name])
                self.key(_RETURN)
        return typed


def _happenings(entry: EntryPage, desk: Desk, dice: random.Random) -> Callable[[], None]:
    """Return what lets something come due now and then: judge, autosave, a batch elsewhere, a list, a repaint."""
    other = desk.ids(Query("household", text="陈志强"))[0]

    def mark() -> None:
        for grid in entry.grids.values():
            rows = [one.id for one in grid.model.rows[-1:]]
            names = [field.name for field in grid.model.columns]
            grid.show_findings([Finding("x", "E", grid.kind, one, dice.choice(names)) for one in rows])

    def batch() -> None:
        page = desk.page("household", other)
        values = {**page.record.values, "group_name": f"{dice.randint(1, 9999)}组"}
        desk.save(replace(page, record=replace(page.record, values=values)))

    def look() -> None:
        for editor in entry.findChildren(RecordEditor):
            if editor.line.hasFocus():
                editor.look()

    def repaint() -> None:
        # Painting costs most of the time, and is on only here.
        entry.window().setUpdatesEnabled(True)
        entry.window().repaint()
        entry.window().setUpdatesEnabled(False)

    deeds = [mark] * 12 + [repaint] * 6 + [entry.judge] * 3 + [entry._keep_sketch, batch, look]
    return lambda: dice.choice(deeds)() if dice.random() < 0.12 else None


def _lost(typist: Typist, held_by: Callable[[str], tuple[dict[str, object], dict[str, str]]], kind: str,
          typed: dict[str, str]) -> Iterator[str]:  # fmt: skip
    values, unread = held_by(kind)
    for name, text in typed.items():
        meant = typist.desk.parse(kind, {name: text})
        if (values.get(name), unread.get(name)) != (meant.values.get(name), meant.unread.get(name)):
            yield f"{kind}.{name}: {text} -> {values.get(name)} {unread.get(name)}"


def _sequence(typist: Typist, number: int) -> list[str]:
    """Type one part of a household, or the whole of it, on a blank page; return what was lost."""
    entry = typist.entry
    if number % _FRESH_EACH == 0 or not entry.is_new:
        entry.discard()
        entry.open(typist.desk.blank("household"))
    whole = number % _SAVED_EACH == 0
    typed: list[tuple[str, dict[str, str]]] = []
    for part in _PARTS if whole else (typist.dice.choice(_PARTS),):
        if part == "form":
            typed.append(("household", typist.fields()))
        else:
            typed.append((part, typist.row(part)))
    if whole:
        entry.save()
    else:
        entry._settle()
    page = typist.desk.page("household", entry.record_id) if whole else entry.page()

    def held(kind: str) -> tuple[dict[str, object], dict[str, str]]:
        rows = (page.record,) if kind == "household" else page.children[kind]
        return (dict(rows[-1].values), dict(rows[-1].unread)) if rows else ({}, {})

    return list(chain.from_iterable(_lost(typist, held, kind, texts) for kind, texts in typed))


@pytest.fixture
def entry(window: Window) -> EntryPage:
    window.new_record("household")
    page = window.stack.currentWidget()
    assert isinstance(page, EntryPage)
    return page


def _typist(entry: EntryPage, desk: Desk, seed: int) -> Typist:
    dice = random.Random(seed)  # noqa: S311
    entry.window().setUpdatesEnabled(False)
    return Typist(entry, desk, dice, _happenings(entry, desk, dice))


@pytest.mark.slow
def test_whatever_comes_between_the_keys_nothing_typed_is_lost(entry: EntryPage, desk: Desk) -> None:
    typist = _typist(entry, desk, 20181126)
    lost = {number: missing for number in range(_SEQUENCES) if (missing := _sequence(typist, number))}
    entry.discard()
    assert not lost


def test_the_typist_notices_a_grid_that_writes_into_its_open_cell(
    entry: EntryPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with cells that are filled at every redraw, as they once were, the same typing loses text."""
    fill = GridCells.setEditorData

    def fill_again(cells: GridCells, editor: Editor, index: object) -> None:
        editor.is_filled = False
        fill(cells, editor, index)  # type: ignore[arg-type]

    def redraw(model: GridModel, findings: object) -> None:
        model.dataChanged.emit(model.index(0, 0), model.index(model.rowCount() - 1, model.columnCount() - 1))

    monkeypatch.setattr(GridCells, "setEditorData", fill_again)
    monkeypatch.setattr(GridModel, "show_findings", redraw)
    typist = _typist(entry, desk, 20181126)
    lost = [missing for number in range(1, 30) if (missing := _sequence(typist, number))]
    entry.discard()
    assert len(lost) > 3


@pytest.mark.slow
@pytest.mark.parametrize("speed", ["25", "120", "300", "growing", "random"])
def test_at_any_real_speed_a_member_is_stored_as_typed(
    entry: EntryPage, desk: Desk, qtbot: QtBot, speed: str
) -> None:
    dice, keys = random.Random(speed), 0  # noqa: S311

    def pause() -> None:
        nonlocal keys
        keys += 1
        milliseconds = {"growing": min(25 + 8 * keys, 300), "random": dice.randint(25, 300)}.get(speed)
        QTest.qWait(milliseconds if milliseconds is not None else int(speed))

    typist = Typist(entry, desk, dice, pause)
    grid = entry.grids["member"]
    texts = {"name": "张三", "relation": "户主", "id_number": id_number("19700102", 991)}
    grid.choose(0, 0)
    for text in texts.values():
        typist.type(text)
        typist.key(_RETURN)
    grid.settle()
    held = grid.model.rows[0]
    meant = desk.parse("member", texts).values
    assert {name: held.values[name] for name in texts} == {name: meant[name] for name in texts}
    entry.discard()
