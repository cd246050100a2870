"""A date: typed as one likes, or picked from a calendar."""

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from fupin_desk.model.form import Field
from fupin_desk.model.value import Value
from fupin_desk.ui import icons, style
from fupin_desk.ui.editors.editor import Answer, Editor, Typed

_ISO = Qt.DateFormat.ISODate
_POPUP = Qt.WindowType.Popup
_NO_NUMBERS = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
_SHORT_NAMES = QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
_CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


def _calendar() -> QCalendarWidget:
    """Return a calendar in the colours of the theme: Qt's own red and its black arrows cannot be read in the dark."""
    made = QCalendarWidget()
    made.setLocale(_CHINESE)
    made.setVerticalHeaderFormat(_NO_NUMBERS)
    made.setHorizontalHeaderFormat(_SHORT_NAMES)
    rest = QTextCharFormat()
    rest.setForeground(style.colour("bad_ink"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        made.setWeekdayTextFormat(day, rest)
    for name, icon in (("qt_calendar_prevmonth", "left"), ("qt_calendar_nextmonth", "right")):
        found = made.findChild(QToolButton, name)
        if isinstance(found, QToolButton):
            found.setIcon(icons.icon(icon))
    return made


class DateEditor(Editor):
    """A line for the date; `2018.9.3`, `20180903`, `9月3日` are read by the desk. Alt+Down opens a calendar."""

    def __init__(self, field: Field, today: str, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._today = today
        self._popup: QFrame | None = None
        self.line = QLineEdit()
        self.line.setReadOnly(field.read_only)
        self.line.setPlaceholderText("年-月-日")
        self.row.addWidget(self.line, 1)
        self.open = QAction(self.line)
        self.open.setToolTip("打开日历（Alt+↓）")
        icons.dress(self.open, "calendar", "muted")
        self.line.addAction(self.open, QLineEdit.ActionPosition.TrailingPosition)
        self.take_focus_by(self.line)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self.left)
        self.line.returnPressed.connect(self.finished)
        self.open.triggered.connect(self.open_calendar)
        keys = QShortcut(QKeySequence("Alt+Down"), self.line)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.open_calendar)

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the ISO text, or what could not be read."""
        text = unread or ("" if value is None else str(value))
        if text != self.line.text():
            self.line.setText(text)

    def answer(self) -> Answer:
        """Return what is typed."""
        text = self.line.text().strip()
        return Typed(text) if text else None

    def open_calendar(self) -> None:
        """Open a calendar under the line, on the typed day or on today."""
        if self.field.read_only:
            return
        self._popup = QFrame(self, _POPUP)
        self._popup.setProperty("role", "help")
        calendar = _calendar()
        day = QDate.fromString(self.line.text().strip(), _ISO)
        calendar.setSelectedDate(day if day.isValid() else QDate.fromString(self._today, _ISO))
        if self.field.not_future:
            calendar.setMaximumDate(QDate.fromString(self._today, _ISO))
        column = QVBoxLayout(self._popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(calendar)
        calendar.clicked.connect(self.pick)
        calendar.activated.connect(self.pick)
        self._popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        self._popup.show()
        calendar.setFocus()

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
