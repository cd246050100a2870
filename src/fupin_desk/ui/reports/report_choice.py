"""What a person chooses for a report: which one, for whose eyes, where, when."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QPushButton, QWidget

from fupin_desk.model.document import Face
from fupin_desk.model.query import Query
from fupin_desk.model.roster import ReportInfo
from fupin_desk.ui.forms.day_box import DayBox
from fupin_desk.ui.widgets.card import button, label
from fupin_desk.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_USER = Qt.ItemDataRole.UserRole
_ROW_HIGH, _WIDTH = 34, 226
# What each report is for, in the words of those who ask for it.
PURPOSES = {
    "产扶1": "报县农业局：有哪些贫困户，谁有劳力、有意愿",
    "产扶2": "报县农业局：每一轮每一户得了什么帮扶",
    "产扶3": "报县农业局：各村有什么产业，覆盖了多少户",
    "产扶4": "报县农业局：专家到过哪些村、哪些户",
    "产扶5": "报县农业局：办了哪些班，谁结业了",
    "产扶6": "报县经管局：谁带动了谁，流转了多少地，两个 70% 够不够",
    "产扶7": "报县经信局：服务站开了没有，网店够不够 5 个",
    "产扶8": "报县金融办：谁贷了款、到期没有、还有谁该贷",
    "产扶9": "报县财政局：两个 60% 够不够，专项资金怎么结转",
    "产扶10": "报县政府：各项目标完成多少，差在哪里",
    "通报": "发各村：谁在前谁在后，还差哪些户，带图",
    "项目库表": "报县扶贫办：入库项目的十二项内容齐不齐",
    "项目进度表": "内部督办：哪个项目到哪一步，哪个逾期",
    "旅游与基地表": "报县农业局：旅游基地、产业基地、配套的水电路",
    "工作队指标表": "考评用：每支工作队驻的村达标几项",
    "督查整改表": "内部督办：查出什么问题，谁改，改了没有",
    "户卡": "进村入户带着走：一户一页，可以签字",
    "入户单": "进村核实带着走：缺的才空着，编号一搜就到这户",
    "差错清单": "内部核对：哪条记录有错，怎么改",
    "未覆盖名单": "内部督办：还缺哪一户、哪一个村",
}
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Choice:
    """One wish for a report, as the desk takes it."""

    name: str
    face: Face
    place: str | None
    period: str | None
    as_of: str
    known: str | None


class ReportList(QListWidget):
    """The reports, each with one line that says what it is for.

    Signals:
        chosen: The ReportInfo under the keys.
    """

    chosen = Signal(object)

    def __init__(self, reports: tuple[ReportInfo, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sections")
        self.setAccessibleName("报表")
        self.setFixedWidth(_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for info in reports:
            number = info.name if info.name != info.title else ""
            item = QListWidgetItem(f"{number}　{info.title}" if number else info.title)
            item.setData(_USER, info)
            item.setSizeHint(QSize(0, _ROW_HIGH))
            item.setToolTip(PURPOSES.get(info.name, ""))
            self.addItem(item)
        self.currentItemChanged.connect(self._tell)

    def _tell(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.chosen.emit(item.data(_USER))

    def info(self) -> ReportInfo | None:
        """Return the chosen report."""
        held = self.currentItem().data(_USER) if self.currentItem() is not None else None
        return held if isinstance(held, ReportInfo) else None

    def choose(self, name: str) -> None:
        """Choose a report by its name."""
        for row in range(self.count()):
            if self.item(row).data(_USER).name == name:
                self.setCurrentRow(row)


class Options(QWidget):
    """Face, place, period and the day of the time machine in one row; the day to judge on is that of the window.

    Signals:
        changed: Something else was chosen.
    """

    changed = Signal()

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        desk = navigator.desk
        self._navigator, self.face = navigator, "official"
        self.faces: dict[Face, QPushButton] = {}
        row = Flow(self, spacing=6)
        for name, text in (("official", "上报版"), ("public", "公示版")):
            made = button(text, kind="tab")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, one=name: self._take_face(one))
            self.faces[name] = made  # type: ignore[index]
            row.addWidget(made)
        self.place, self.period = QComboBox(), QComboBox()
        self.place.setAccessibleName("范围")
        self.place.setMaxVisibleItems(20)
        self.place.setMinimumWidth(120)
        self.period.setAccessibleName("报告期")
        self.known = DayBox(desk, "所知日期", hint="现在")
        self.known.setToolTip("时光机：按这一天结束时文件里的内容出表。空着就是现在。")
        row.addWidget(self.place)
        row.addWidget(self.period)
        row.addStretch()
        row.addWidget(label("按哪天的记录", "muted"))
        row.addWidget(self.known)
        self.known.changed.connect(self.changed)
        self.fill()
        self._take_face("official")
        self.place.activated.connect(lambda _at: self.changed.emit())
        self.period.activated.connect(lambda _at: self.changed.emit())

    def fill(self) -> None:
        """List the villages and the periods; what is chosen stays."""
        desk, place = self._navigator.desk, self.place.currentData() or self._navigator.place
        self.place.clear()
        self.place.addItem("全部村", None)
        ids = desk.ids(Query("village", sort=desk.catalog.forms["village"].sort))
        for one, name in desk.names("village", ids).items():
            self.place.addItem(name, one)
        self.place.setCurrentIndex(max(0, self.place.findData(place)))
        if not self.period.count():
            self.period.addItem("不限报告期", None)
            for year in range(int(desk.today()[:4]), int(desk.pack().start[:4]) - 1, -1):
                self.period.addItem(f"{year}年", str(year))
                for quarter, said in enumerate(_QUARTERS, start=1):
                    self.period.addItem(f"{year}年第{said}季度", f"{year}Q{quarter}")

    def _take_face(self, face: Face) -> None:
        self.face = face
        for one, made in self.faces.items():
            made.setChecked(one == face)
        self.changed.emit()

    def show_info(self, info: ReportInfo) -> None:
        """Offer what a report has: a working list has no public face."""
        public = self.faces["public"]
        public.setEnabled(not info.private)
        public.setToolTip(info.private)
        if info.private and self.face == "public":
            self._take_face("official")

    def choice(self, name: str) -> Choice:
        """Return what is chosen for a report."""
        return Choice(
            name, self.face, self.place.currentData(), self.period.currentData(),  # type: ignore[arg-type]
            self._navigator.as_of, self.known.day or None,
        )  # fmt: skip
