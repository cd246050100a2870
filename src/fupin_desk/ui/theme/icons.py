"""Line icons from resources/icons, drawn in a colour of the theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from fupin_desk import paths
from fupin_desk.ui.theme import style

_TRANSPARENT = Qt.GlobalColor.transparent
_WITHIN = QPainter.CompositionMode.CompositionMode_SourceIn
_DISABLED, _NORMAL = QIcon.Mode.Disabled, QIcon.Mode.Normal

_OF_KIND = {
    **{kind: kind for kind in ("village", "household", "round", "assistance", "visit", "expert", "pairing")},
    **{kind: kind for kind in ("project", "entity", "loan", "plan", "inspection")},
    "attendance": "tick_list", "course": "training", "member": "person", "online_shop": "shop",
    "ecommerce_station": "shop", "fund_line": "fund", "payment": "fund", "village_industry": "plan", "base": "entity",
}  # fmt: skip


def of_kind(kind: str) -> str:
    """Return the name of the icon of a record kind."""
    return _OF_KIND.get(kind, "file")


@lru_cache(maxsize=256)
def _shape(name: str, pixels: int) -> QPixmap:
    """Return an icon in black; each is drawn once, whatever colours it comes in."""
    picture = QPixmap(QSize(pixels, pixels))
    picture.fill(_TRANSPARENT)
    source = paths.resources("icons", f"{name}.svg").read_bytes().replace(b"currentColor", b"#000000")
    with QPainter(picture) as painter:
        QSvgRenderer(QByteArray(source)).render(painter)
    return picture


@lru_cache(maxsize=1024)
def pixmap(name: str, value: str, size: int, scale: float = 1.0) -> QPixmap:
    """Return an icon in a colour like #1c5fb3, `size` logical pixels square."""
    picture = QPixmap(_shape(name, round(size * scale)))
    with QPainter(picture) as painter:
        painter.setCompositionMode(_WITHIN)
        painter.fillRect(picture.rect(), QColor(value))
    picture.setDevicePixelRatio(scale)
    return picture


def icon(name: str, ink: str = "text", size: int = 18) -> QIcon:
    """Return an icon in a colour of the present theme, sharp on every screen that there is."""
    made = QIcon()
    for scale in {one.devicePixelRatio() for one in QGuiApplication.screens()} or {1.0}:
        made.addPixmap(pixmap(name, getattr(style.tokens(), ink), size, scale), _NORMAL)
        made.addPixmap(pixmap(name, style.tokens().line_strong, size, scale), _DISABLED)
    return made


def dress(button: QAbstractButton | QAction, name: str, ink: str = "text", size: int = 18) -> None:
    """Give a button or an action its icon, and note which, so that a change of theme can draw it again."""
    button.setProperty("icon_name", name)
    button.setProperty("icon_ink", ink)
    button.setIcon(icon(name, ink, size))
    if isinstance(button, QAbstractButton):
        button.setIconSize(QSize(size, size))


def redress(root: QWidget) -> None:
    """Draw the icons of all buttons and actions below a widget again, after a change of theme."""
    for button in root.findChildren(QAbstractButton):
        name = button.property("icon_name")
        if name:
            dress(button, str(name), str(button.property("icon_ink")), button.iconSize().width())
    for action in root.findChildren(QAction):
        name = action.property("icon_name")
        if name:
            dress(action, str(name), str(action.property("icon_ink")))
