"""The screen's typeface: the system's own Chinese face, or the bundled FD Hei where there is none."""

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from fupin_desk import paths
from fupin_desk.ui.theme.style import BODY_PX

_PREFERRED = (
    "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC",
    "Source Han Sans SC", "HarmonyOS Sans SC",
)  # fmt: skip
_BUNDLED = "FDHei.ttf"


def family() -> str:
    """Return the family to use, and load the bundled one if the system has none that is fit for a screen."""
    held = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    for name in _PREFERRED:
        if name in held:
            return name
    return bundled()


def bundled() -> str:
    """Load FD Hei and return the name of its family; an empty text if the file is missing."""
    number = QFontDatabase.addApplicationFont(str(paths.resources("fonts", _BUNDLED)))
    names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return names[0] if names else ""


def apply(application: QApplication) -> None:
    """Give the application its typeface in body size."""
    font = QFont(application.font())
    chosen = family()
    if chosen:
        font.setFamilies([chosen])
    font.setPixelSize(BODY_PX)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    application.setFont(font)
