"""A date: typed as one likes, or picked from a calendar."""

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from fupin_desk.model.form import Field
from fupin_desk.model.value import Value
from fupin_desk.ui.forms.editors.editor import Answer, LineBased, Typed
from fupin_desk.ui.theme import icons

_ISO = Qt.DateFormat.ISODate
_POPUP = Qt.WindowType.Popup


class DateEditor(LineBased):
    """A line for the date; `2018.9.3`, `20180903`, `9月3日` are read by the desk. Alt+Down opens a calendar."""

    def __init__(self, field: Field, today: str, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._today = today
        self._popup: QFrame | None = None
        self.line.setPlaceholderText("年-月-日")
        self.open = QAction(self.line)
        self.open.setToolTip("打开日历（Alt+↓ 或 F4）")
        icons.dress(self.open, "calendar", "muted")
        self.line.addAction(self.open, QLineEdit.ActionPosition.TrailingPosition)
        self.open.triggered.connect(self.open_list)
        keys = QShortcut(self.line)
        keys.setKeys([QKeySequence("Alt+Down"), QKeySequence("F4")])
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.open_list)

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the ISO text, or what could not be read."""
        self.show_text(unread or ("" if value is None else str(value)))

    def answer(self) -> Answer:
        """Return what is typed."""
        text = self.line.text().strip()
        return Typed(text) if text else None

    def open_list(self) -> None:
        """Open a calendar under the line, on the typed day or on today."""
        from fupin_desk.ui.forms.editors import calendar

        if self.field.read_only:
            return
        self._popup = QFrame(self, _POPUP)
        self._popup.setProperty("role", "help")
        days = calendar.calendar()
        day = QDate.fromString(self.line.text().strip(), _ISO)
        days.setSelectedDate(day if day.isValid() else QDate.fromString(self._today, _ISO))
        if self.field.not_future:
            days.setMaximumDate(QDate.fromString(self._today, _ISO))
        column = QVBoxLayout(self._popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(days)
        days.clicked.connect(self.pick)
        days.activated.connect(self.pick)
        self._popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        self._popup.show()
        days.setFocus(Qt.FocusReason.PopupFocusReason)

    def pick(self, day: QDate) -> None:
        """Take a day from the calendar."""
        self.line.setText(day.toString(_ISO))
        if self._popup is not None:
            self._popup.close()
            self._popup.deleteLater()
            self._popup = None
        self.line.setFocus()
        self.changed.emit()
        self.left.emit()
