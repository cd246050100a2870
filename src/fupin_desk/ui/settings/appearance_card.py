"""How the window looks, and what the program is: theme, size of type, version, where things lie."""

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fupin_desk import __version__, paths
from fupin_desk.desk import parts
from fupin_desk.ui.widgets.card import Card, button, label, restyle

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_THEMES = (("auto", "跟随系统"), ("light", "浅色"), ("dark", "深色"), ("contrast", "高对比"))
_SCALES = ((100, "标准"), (115, "大"), (130, "较大"), (150, "特大"))
_DARK = Qt.ColorScheme.Dark


class TasteCard(Card):
    """Chips for the theme and the size of type."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__("外观")
        self._navigator = navigator
        self.themes = self._chips("颜色", _THEMES, self.wear)
        self.scales = self._chips("字号", _SCALES, self.scale)
        self.said = label("", "small", wrap=True)
        self.column.addWidget(self.said)
        self.refresh()

    def _chips(self, text: str, options: object, act: object) -> dict[object, QPushButton]:
        made: dict[object, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label(text, "muted"))
        for value, words in options:  # type: ignore[attr-defined]
            chip = button(words, kind="chip")
            chip.clicked.connect(lambda _=False, one=value: act(one))  # type: ignore[operator]
            made[value] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self.column.addLayout(row)
        return made

    def refresh(self) -> None:
        """Light what is chosen."""
        settings = self._navigator.settings
        chosen = (settings.get("theme", "auto"), settings.get("scale", 100))
        for chips, value in zip((self.themes, self.scales), chosen, strict=True):
            for one, chip in chips.items():
                restyle(chip, "on", "true" if one == value else "false")

    def wear(self, theme: str) -> None:
        """Change the theme; with `auto` that of the system is worn now and at each start."""
        dark = QGuiApplication.styleHints().colorScheme() == _DARK
        self._navigator.wear(theme if theme != "auto" else "dark" if dark else "light")
        if theme == "auto":
            self._navigator.settings.set("theme", "auto")
        self.refresh()

    def scale(self, percent: int) -> None:
        """Change the size of type from the next start on."""
        self._navigator.settings.set("scale", percent)
        self.said.setText("下次打开时生效。")
        self.refresh()


class AboutCard(Card):
    """What this is, which version, and where it keeps its things."""

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__("关于", parent)
        desk = navigator.desk
        pack = desk.pack()
        for text in (
            f"扶贫工作台 {__version__}　窗口组件 {qVersion()}　{platform.system()}",
            f"政策依据：{pack.title}（{pack.version}）",
            f"文件：{desk.file.path}",
        ):
            self.column.addWidget(label(text, "small", wrap=True))
        made_of = "　".join(f"{name} {version}" for name, version in parts.versions().items())
        self.column.addWidget(label(made_of, "small", wrap=True))
        self._desk, self.chain = desk, label("", "small")
        row = QHBoxLayout()
        row.addWidget(self.chain)
        row.addStretch(1)
        log = button("日志文件夹", "folder", kind="flat", tip="出错记录在这里，没有个人信息")
        log.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.home()))))
        row.addWidget(log)
        self.column.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        """Show the end of the chain as it is now."""
        self.chain.setText(f"历史链条 {self._desk.head()[:16] or '还没有'}")
