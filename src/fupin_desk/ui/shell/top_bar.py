"""The bar at the top: which village, one search box, as of which day, how it looks."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from fupin_desk.model.form import Field
from fupin_desk.model.query import Query
from fupin_desk.ui.forms.editors.date import DateEditor
from fupin_desk.ui.forms.editors.editor import Typed
from fupin_desk.ui.shell.search_box import SearchBox
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.card import button, label

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_HIGH = 48
_THEMES = (("light", "浅色"), ("dark", "深色"), ("contrast", "高对比"))
# The day is no field of a record, but is read and shown like one.
_DAY = Field("as_of", "统计截至", "date", help="覆盖情况按这一天判定：这天以后的记录不算。")
_READ_AS = ("round", "started_on")


class _Place(QComboBox):
    """The choice of a village; a name that is too long ends in dots, and its tip has all of it."""

    def sizeHint(self) -> QSize:
        """Return what the chosen name needs beside the arrow, which the style counts too small."""
        hint = super().sizeHint()
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(QPoint(), hint)
        missing = self.fontMetrics().horizontalAdvance(self.currentText()) - self._room(option)
        return hint + QSize(max(missing, 0), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box with what of the name has room."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self._room(option)
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _room(self, option: QStyleOptionComboBox) -> int:
        field = QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()


class TopBar(QFrame):
    """Place, search, day and theme.

    Signals:
        place_chosen: The record id of a village, or None.
        day_chosen: An ISO day.
        theme_chosen: The name of a theme.
        keys_asked: The map of keys is wanted.
        file_asked: Another file is wanted: its path, or None for one that is still to be chosen.
        new_asked: A new file is wanted.
        lock_asked: The window shall be locked.
    """

    place_chosen = Signal(object)
    day_chosen = Signal(object)
    theme_chosen = Signal(object)
    keys_asked, new_asked, lock_asked = Signal(), Signal(), Signal()
    file_asked = Signal(object)

    def __init__(
        self, desk: "Desk", recent: Callable[[], list[Path]], pages: Mapping[str, str], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(_HIGH)
        self._desk, self._recent = desk, recent
        self.place = _Place()
        self.place.currentTextChanged.connect(self.place.setToolTip)
        self.place.setMinimumWidth(110)
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.place.setMaxVisibleItems(20)
        self.place.setAccessibleName("看哪个村")
        self.place.activated.connect(lambda _index: self.place_chosen.emit(self.place.currentData()))
        self.search = SearchBox(desk, pages)
        self.day = DateEditor(_DAY, desk.today())
        self.day.setFixedWidth(136)
        self.day.show_value(desk.today())
        self.day.left.connect(self._read_day)
        self.day.finished.connect(self._read_day)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self.place)
        row.addStretch(1)
        row.addWidget(self.search, 100)
        row.addStretch(1)
        row.addWidget(label("统计截至", "muted"))
        row.addWidget(self.day)
        files = button("", "folder", kind="flat", tip=f"打开其他文件…（{keys.OPEN}）")
        files.clicked.connect(lambda: self.file_menu().popup(files.mapToGlobal(files.rect().bottomLeft())))
        theme = button("", "theme", kind="flat", tip=f"浅色、深色、高对比（{keys.THEME}）")
        theme.clicked.connect(lambda: self._theme_menu().popup(theme.mapToGlobal(theme.rect().bottomLeft())))
        helped = button("", "help", kind="flat", tip="快捷键一览")
        helped.clicked.connect(self.keys_asked)
        row.addWidget(files)
        row.addWidget(theme)
        row.addWidget(helped)

    def fill_places(self) -> None:
        """List the villages of the file; the chosen one stays chosen."""
        chosen = self.place.currentData()
        ids = self.place_ids()
        names = self._desk.names("village", ids)
        self.place.clear()
        self.place.addItem(f"{self._desk.place_name}（全部村）", None)
        for one in ids:
            self.place.addItem(names[one], one)
        self.place.setCurrentIndex(max(self.place.findData(chosen), 0))

    def place_ids(self) -> list[str]:
        """Return the villages of the file in the order of their list."""
        return self._desk.ids(Query("village", sort=self._desk.catalog.forms["village"].sort))

    def _read_day(self) -> None:
        answer = self.day.answer()
        day = None
        if isinstance(answer, Typed):
            kind, name = _READ_AS
            day = self._desk.parse(kind, {name: answer.text}).values.get(name)
        self.day.show_value(day or self._desk.today())
        self.day_chosen.emit(str(day or self._desk.today()))

    def file_menu(self) -> QMenu:
        """Return the menu of other files: those opened last, any, a new one."""
        menu = QMenu(self)
        for one in self._recent():
            if one.resolve() != self._desk.file.path.resolve():
                action = menu.addAction(one.name)
                action.setToolTip(str(one.parent))
                action.triggered.connect(lambda _=False, it=one: self.file_asked.emit(it))
        menu.addSeparator()
        menu.addAction("打开其他文件…").triggered.connect(lambda: self.file_asked.emit(None))
        menu.addAction("新建或演练…").triggered.connect(self.new_asked)
        menu.addAction(f"锁定（{keys.LOCK}）").triggered.connect(self.lock_asked)
        menu.setToolTipsVisible(True)
        return menu

    def _theme_menu(self) -> QMenu:
        menu = QMenu(self)
        for name, text in _THEMES:
            action = QAction(text, menu)
            action.triggered.connect(lambda _=False, one=name: self.theme_chosen.emit(one))
            menu.addAction(action)
        return menu
