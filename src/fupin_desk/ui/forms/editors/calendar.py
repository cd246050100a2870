"""The calendar of a date's line, in the colours of the theme."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from fupin_desk.ui.theme import icons, style

_NO_NUMBERS = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
_SHORT_NAMES = QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
_CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


def calendar() -> QCalendarWidget:
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
