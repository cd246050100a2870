"""Filter chips of a list: one a code field, with a menu of its codes; and those that a link brought along."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from fupin_desk.model.form import Field
from fupin_desk.model.show import shown
from fupin_desk.model.value import Value
from fupin_desk.ui.forms.editors.make import choices
from fupin_desk.ui.widgets.card import button, clear, restyle
from fupin_desk.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_MOST = 5
Where = dict[str, tuple[Value, ...]]


def filterable(desk: "Desk", kind: str) -> list[Field]:
    """Return the fields of the list's columns that have few values."""
    form = desk.catalog.forms[kind]
    fields = [form.fields[name] for name in form.columns if name in form.fields]
    return [one for one in fields if one.type in {"code", "yesno"}][:_MOST]


class Filters(QWidget):
    """The chips in a row.

    Signals:
        changed: The person chose other values.
    """

    changed = Signal()

    def __init__(self, desk: "Desk", kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form = desk.catalog.forms[kind]
        self._fields = filterable(desk, kind)
        self.where: Where = {}
        self._row = Flow(self, spacing=6)
        self.show_where({})

    def show_where(self, where: Where) -> None:
        """Show what the list is filtered by."""
        self.where = dict(where)
        clear(self._row)
        for field in self._fields:
            self._row.addWidget(self._chip(field))
        for name in self.where:
            if name not in {one.name for one in self._fields}:
                self._row.addWidget(self._brought(name))
        if self.where:
            away = button("清除筛选", "close", kind="flat")
            away.clicked.connect(lambda: self._take({}))
            self._row.addWidget(away)

    def _chip(self, field: Field) -> QPushButton:
        chosen = self.where.get(field.name, ())
        made = button(f"{field.label}：{self._words(field, chosen)}" if chosen else field.label, kind="chip")
        restyle(made, "on", "true" if chosen else "false")
        menu = QMenu(made)
        options: list[tuple[Value, str]] = (
            [(1, "是"), (0, "否")] if field.type == "yesno" else [*choices(field, self._desk)]
        )
        for value, text in [*options, (None, "没有填")]:
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked(value in chosen)
            action.triggered.connect(lambda _=False, name=field.name, one=value: self._toggle(name, one))
            menu.addAction(action)
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
        return made

    def _brought(self, name: str) -> QPushButton:
        """Return the chip of a filter that came with a link; a computed column's values are words already."""
        field = self._form.fields.get(name)
        words = self._words(field, self.where[name]) if field else "、".join(map(str, self.where[name]))
        made = button(f"{self._desk.headings(self._form.kind)[name]}：{words}", "close", kind="chip")
        restyle(made, "on", "true")
        made.clicked.connect(lambda: self._take({k: v for k, v in self.where.items() if k != name}))
        return made

    def _words(self, field: Field, chosen: tuple[Value, ...]) -> str:
        if field.type == "record":
            names = self._desk.names(field.of, [str(one) for one in chosen])
            words = list(names.values())
        else:
            words = [shown(field, one, self._desk.catalog.codes) or "没有填" for one in chosen]
        return "、".join(words) if len(words) < 3 else f"{words[0]} 等 {len(words)} 项"

    def _toggle(self, name: str, value: Value) -> None:
        held = self.where.get(name, ())
        chosen = tuple(one for one in held if one != value) if value in held else (*held, value)
        self._take(
            {**{k: v for k, v in self.where.items() if k != name}, **({name: chosen} if chosen else {})}
        )

    def _take(self, where: Where) -> None:
        self.show_where(where)
        self.changed.emit()
