"""Dresses the application before its first window: typeface, Chinese words of Qt, theme."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from fupin_desk import paths
from fupin_desk.ui.theme import fonts, icons, style

_CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


# What Qt's own Chinese leaves in English, by the source text.
_MISSING = {"&Look in:": "查找范围(&I)：", "Files of &type:": "文件类型(&T)："}


class _Rest(QTranslator):
    """The words of Qt's dialogs for which its Chinese translation has none."""

    def translate(self, context: str, text: str, note: str | None = None, number: int = -1) -> str:
        """Return the Chinese of a source text; None lets Qt ask on, where an empty text would blank its word."""
        return _MISSING.get(text)  # type: ignore[return-value]

    def isEmpty(self) -> bool:
        """Qt asks only translators that hold something."""
        return False


def prepare(application: QApplication, theme: str) -> None:
    """Dress a new application: once, before any window."""
    QLocale.setDefault(_CHINESE)
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    application.installTranslator(_Rest(application))
    application.setWindowIcon(icons.icon("assistance", "accent", 64))
    fonts.apply(application)
    dress(application, theme)


def dress(application: QApplication, theme: str) -> None:
    """Dress the application in a theme."""
    tokens = style.THEMES[theme]
    arrow, tick = _picture("down", theme, tokens.muted), _picture("check", theme, tokens.on_accent)
    up = _picture("up", theme, tokens.muted)
    style.apply(application, theme, arrow.as_posix(), tick.as_posix(), up.as_posix())


def _picture(name: str, theme: str, ink: str) -> Path:
    """Return an icon as a file in the theme's ink; a style sheet takes pictures from files only."""
    path = paths.home() / f"{name}-{theme}.svg"
    source = paths.resources("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawn = source.replace("currentColor", ink)
    if not path.exists() or path.read_text(encoding="utf-8") != drawn:
        path.write_text(drawn, encoding="utf-8")
    return path
