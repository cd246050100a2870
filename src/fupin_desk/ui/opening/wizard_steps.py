"""The steps of the first run, each a small page: what it is, place and operator, passphrase, sheet, how to begin."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from fupin_desk.model.region import Regions
from fupin_desk.ui.opening.passphrase import NewPassphrase
from fupin_desk.ui.theme import icons, style
from fupin_desk.ui.widgets.ask import Door
from fupin_desk.ui.widgets.card import button, label, restyle

_PROMISES = (
    ("save", "按下“保存”的每一户，断电也不丢；写错能改，任何一步都能撤回。"),
    ("backup", "文件加密存放，备份都真的打开核对过。"),
    ("report", "一次录入，到处使用：检查、覆盖情况和上报的表都从同一份数据来。"),
)
_TOP = Qt.AlignmentFlag.AlignTop
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Choice(QFrame):
    """A way to go on: an icon, a name, a sentence. A click, Enter or Space takes it.

    Signals:
        chosen: Nothing; the way was taken.
    """

    chosen = Signal()

    def __init__(self, icon: str, name: str, words: str) -> None:
        super().__init__()
        self.setProperty("role", "choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setAccessibleDescription(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(12)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, style.tokens().accent_ink, 24, self.devicePixelRatioF()))
        row.addWidget(picture, 0, _TOP)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(label(name, "heading"))
        column.addWidget(label(words, "muted", wrap=True))
        row.addLayout(column, 1)

    def mousePressEvent(self, event: object) -> None:
        """Take this way."""
        self.chosen.emit()

    def keyPressEvent(self, event: object) -> None:
        """Take this way with the keys."""
        if event.key() in _RETURNS:  # type: ignore[attr-defined]
            self.chosen.emit()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]

    def enterEvent(self, event: object) -> None:
        """Light up under the mouse."""
        restyle(self, "lit", "true")

    def leaveEvent(self, event: object) -> None:
        """Go dark again."""
        restyle(self, "lit", "true" if self.hasFocus() else "false")

    def focusInEvent(self, event: object) -> None:
        """Light up under the keys."""
        restyle(self, "lit", "true")

    def focusOutEvent(self, event: object) -> None:
        """Go dark again."""
        restyle(self, "lit", "false")


class Step(QWidget):
    """One page of the wizard.

    Signals:
        changed: Whether the step is complete may have changed.
    """

    changed = Signal()
    heading = ""
    words = ""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def complete(self) -> bool:
        """Whether one may go on."""
        return True

    def begin(self) -> None:
        """Put the keys where typing begins."""


class Welcome(Step):
    """What the program is, what it promises, and three ways to begin.

    Signals:
        chosen: new, open or demo.
    """

    chosen = Signal(object)
    heading = "欢迎使用扶贫工作台"
    words = (
        "登记村、农户和成员，记录每一轮产业帮扶和专家服务，按政策随时看覆盖情况，一键出上报的表。不用联网。"
    )

    def __init__(self) -> None:
        super().__init__()
        for icon, text in _PROMISES:
            row = QHBoxLayout()
            row.setSpacing(10)
            picture = QLabel()
            picture.setPixmap(icons.pixmap(icon, style.tokens().muted, 18, self.devicePixelRatioF()))
            row.addWidget(picture)
            row.addWidget(label(text, wrap=True), 1)
            self.column.addLayout(row)
        self.column.addSpacing(8)
        self.ways: dict[str, Choice] = {}
        for name, icon, title, text in (
            (
                "new",
                "plus",
                "新建本乡镇的文件",
                "选单位、写姓名、设口令，三步就好；可以接着从 Excel 导入花名册。",
            ),
            ("open", "folder", "打开已有的文件", "从别的电脑或 U 盘拷来的 .fupin 文件。"),
            (
                "demo",
                "training",
                "先演练一下",
                "生成一个虚构的乡镇，人和号码都是假的，随便改，不影响任何真数据。",
            ),
        ):
            way = Choice(icon, title, text)
            way.chosen.connect(lambda one=name: self.chosen.emit(one))
            self.ways[name] = way
            self.column.addWidget(way)
        self.column.addStretch(1)

    def begin(self) -> None:
        """Put the keys on the first way."""
        self.ways["new"].setFocus()


class PlaceStep(Step):
    """Which unit, who works, where the file shall lie."""

    heading = "单位和操作员"
    words = "2018 年区划的村会自动建好。以后每次修改都记在操作员名下。"

    def __init__(self, door: Door, regions: Regions, folder: Path) -> None:
        super().__init__()
        self._door, self._folder = door, folder
        self.place = QComboBox()
        self.place.setAccessibleName("单位")
        self.place.setMaxVisibleItems(14)
        self.place.addItem("请选择单位", "")
        for unit in regions.units.values():
            count = len(regions.of_unit(unit.code))
            self.place.addItem(f"{unit.name}（{count} 个村）" if count else unit.name, unit.code)
        self.place.addItem(f"{regions.county_name}（全县）", regions.county)
        self._regions = regions
        self.village = QComboBox()
        self.village.setAccessibleName("范围")
        self.village.setMaxVisibleItems(14)
        self.operator = QLineEdit()
        self.operator.setAccessibleName("操作员姓名")
        self.operator.setPlaceholderText("您的姓名")
        self.where = label("", "small", wrap=True)
        change = button("换个位置…", "folder")
        change.clicked.connect(self._change_folder)
        for text, widget in (("单位", self.place), ("范围", self.village), ("操作员姓名", self.operator)):
            self.column.addWidget(label(text, "muted"))
            self.column.addWidget(widget)
        self.column.addSpacing(6)
        self.column.addWidget(label("文件存放位置", "muted"))
        row = QHBoxLayout()
        row.addWidget(self.where, 1)
        row.addWidget(change)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.place.currentIndexChanged.connect(self._offer_villages)
        self.village.currentIndexChanged.connect(self._show)
        self.operator.textChanged.connect(lambda _text: self.changed.emit())
        self._offer_villages()

    def _offer_villages(self) -> None:
        """Offer the villages of the chosen unit: a work team may keep a file of one village."""
        self.village.clear()
        self.village.addItem("全部村", "")
        for one in self._regions.of_unit(self.place.currentData()):
            self.village.addItem(f"只管{one.short_name}（驻村工作队）", one.code)
        self.village.setEnabled(self.village.count() > 1)

    def chosen(self) -> str:
        """Return the code of the village or else of the unit that the file is for; empty if none is chosen."""
        return str(self.village.currentData() or self.place.currentData() or "")

    def _show(self) -> None:
        self.where.setText(str(self.path()) if self.place.currentData() else f"{self._folder}")
        self.changed.emit()

    def _change_folder(self) -> None:
        chosen = self._door.pick_folder(self, "文件存放位置", self._folder)
        if chosen is not None:
            self._folder = chosen
            self._show()

    def path(self) -> Path:
        """Return a free name for the file: the unit's own."""
        village = self._regions.village(self.chosen())
        unit = self._regions.units.get(self._regions.unit_of(self.chosen()))
        name = self._regions.county_name if self.chosen() == self._regions.county else "扶贫工作台"
        if unit:
            name = unit.name + (village.short_name if village else "")
        return free_name(self._folder, name)

    def names(self) -> tuple[str, ...]:
        """Return the names that stand on the page: nobody's passphrase may be one of them."""
        village = self._regions.village(self.chosen())
        unit = self._regions.units.get(self._regions.unit_of(self.chosen()))
        told = (
            unit.name if unit else "",
            village.short_name if village else "",
            self.operator.text().strip(),
        )
        return tuple(filter(None, told))

    def complete(self) -> bool:
        """Whether unit and operator are known."""
        return bool(self.place.currentData()) and bool(self.operator.text().strip())

    def begin(self) -> None:
        """Begin with the unit."""
        (self.operator if self.place.currentData() else self.place).setFocus()


class PassphraseStep(Step):
    """The passphrase, twice."""

    heading = "设一个口令"
    words = (
        "电脑丢了、U 盘被拿走，没有口令也看不到里面的身份证号和收入。每次打开都要输入，请选一个自己记得住的。"
    )

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        self.pair = NewPassphrase(names)
        self.pair.changed.connect(self.changed)
        self.error = label("", "error", wrap=True)
        self.column.addWidget(self.pair)
        self.column.addWidget(self.error)
        self.column.addStretch(1)

    def complete(self) -> bool:
        """Whether the passphrase may be used."""
        return bool(self.pair.passphrase())

    def begin(self) -> None:
        """Begin with the first line."""
        self.pair.judge_again()
        self.pair.first.setFocus()


class BeginStep(Step):
    """How to begin: with an empty file, or with a register.

    Signals:
        chosen: empty or import.
    """

    chosen = Signal(object)
    heading = "从哪里开始"

    def __init__(self) -> None:
        super().__init__()
        self.ways: dict[str, Choice] = {}
        for name, icon, title, text in (
            (
                "import",
                "upload",
                "导入贫困户花名册",
                "Excel、WPS 表格都行。先预览，哪一格有问题说得清楚，确认了才写入，还能整批撤回。",
            ),
            ("empty", "household", "先看看，再一户一户录入", "村已经建好，可以马上录入。"),
        ):
            way = Choice(icon, title, text)
            way.chosen.connect(lambda one=name: self.chosen.emit(one))
            self.ways[name] = way
            self.column.addWidget(way)
        self.column.addStretch(1)

    def begin(self) -> None:
        """Put the keys on the first way."""
        self.ways["import"].setFocus()


def free_name(folder: Path, name: str) -> Path:
    """Return a name in a folder that no file has: `name.fupin`, `name2.fupin`."""
    number = 1
    while True:
        path = folder / f"{name}{'' if number == 1 else number}.fupin"
        if not path.exists():
            return path
        number += 1
