"""The exchange page: import a workbook, empty templates and blanks, export of everything."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desk.desk import importing
from fupin_desk.model.change import Batch
from fupin_desk.model.form import Form
from fupin_desk.model.importing import Plan
from fupin_desk.ui.exchange.import_preview import ImportPreview
from fupin_desk.ui.forms.day_box import DayBox
from fupin_desk.ui.reports import files
from fupin_desk.ui.safety import backup_clock
from fupin_desk.ui.tasks.waiting import Waiting
from fupin_desk.ui.theme import icons
from fupin_desk.ui.widgets import clipboard, keys
from fupin_desk.ui.widgets.card import Banner, Card, Cut, button, label
from fupin_desk.ui.widgets.flow import Flow
from fupin_desk.ui.widgets.page_frame import PageFrame
from fupin_desk.ui.widgets.sides import Sides
from fupin_desk.ui.widgets.stack import Scroll, Stack

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from fupin_desk.ui.navigation.pages import Navigator
    from fupin_desk.ui.tasks.work import Progress, Task

_BOOKS = "表格 (*.xlsx *.xls *.csv *.et);;所有文件 (*)"
# What a file begins with; all else follows as in the rail.
_FIRST = ("household", "village")
_WORDS = {
    "household": "花名册，成员、收入、帮扶人可在同一张表",
    "assistance": "每一轮给每一户的措施",
    "attendance": "哪个班、谁参加、结业没有",
    "village": "补上贫困村标识、户数等",
    "condition": "住房、饮水、用电、耕地等，一户一行",
    "course": "班名、日期、地点、学时",
    "expert": "姓名、单位、职称、专长",
    "helper": "哪一户由谁负责",
    "income": "一户一年一行，逐项收入和支出",
    "pairing": "哪位专家结对哪个村，从哪天起",
    "round": "哪一年第几轮，起止日期",
    "visit": "哪天、哪位专家、到哪个村、到了哪些户",
}
_FOLDER, _FEW = "exchange_folder", 4
_OUT_PX, _ROOM_PX = 380, 1080
_PALETTE = QEvent.Type.PaletteChange


class ExchangePage(PageFrame):
    """Files that come and go. The preview of an import takes the page's place until it is decided."""

    def __init__(self, navigator: "Navigator", kinds: Sequence[str]) -> None:
        self._pictures: dict[str, QLabel] = {}
        self._listed = kinds
        self._imports: dict[str, QPushButton] = {}
        self._banner: Banner | None = None
        self._told = ""
        super().__init__("数据交换", "导入前先预览，一次导入是一步，能整批撤回")
        self._navigator, self._desk = navigator, navigator.desk
        self._waiting = Waiting(navigator.worker, self)
        self._path, self._kind = Path(), ""
        self.preview = ImportPreview()
        self.stack = Stack()
        self.stack.addWidget(self._home())
        self.stack.addWidget(self.preview)
        self.column.addWidget(self.stack, 1)
        keys.bind(self, keys.PASTE, lambda: clipboard.refuse_paste(navigator))
        self.preview.left.connect(self.leave_preview)
        self.preview.accepted.connect(self.import_plan)
        self.preview.rejects_asked.connect(self.save_rejects)
        self.preview.forget_asked.connect(self.forget_columns)
        self.preview.mapping_changed.connect(lambda mapping: self.read(self._path, self._kind, mapping))

    # --- the start of the page

    def _home(self) -> QWidget:
        outward = QWidget()
        column = QVBoxLayout(outward)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._outward())
        column.addStretch(1)
        return Sides(self._kinds(), outward, side_px=_OUT_PX, room_px=_ROOM_PX)

    def _kinds(self) -> Card:
        card = Card("从 Excel、WPS 导入")
        card.column.addWidget(
            label("选一类，再选表格文件。表头认得出常见的叫法，认不出的可以自己对应。", "muted", wrap=True)
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        for at, form in enumerate(_in_order(self._desk.catalog.forms, self._listed)):
            self._kind_row(grid, at, form)
        grid.setColumnStretch(2, 1)
        inside = QWidget()
        inside.setLayout(grid)
        area = Scroll()
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        card.column.addWidget(area, 1)
        return card

    def _kind_row(self, grid: QGridLayout, at: int, form: Form) -> None:
        picture = label()
        picture.setPixmap(_picture(form.kind, self.devicePixelRatioF()))
        self._pictures[form.kind] = picture
        grid.addWidget(picture, at, 0)
        grid.addWidget(label(form.label), at, 1)
        grid.addWidget(Cut(_WORDS.get(form.kind) or _asked(form), "small"), at, 2)
        bring = button("导入…", "upload", kind="primary" if at == 0 else "")
        bring.setAccessibleName(f"导入{form.label}")
        bring.clicked.connect(lambda _=False, kind=form.kind: self.choose_book(kind))
        self._imports[form.kind] = bring
        template = button("Excel 模板", kind="flat", tip=f"空的{form.label}表格，列和录入页一样，带下拉选项")
        template.clicked.connect(lambda _=False, kind=form.kind: self.write_template(kind))
        blank = button("打印空表", kind="flat", tip=f"空的{form.label}登记表（PDF），进村时手填")
        blank.clicked.connect(lambda _=False, kind=form.kind: self.write_blank(kind))
        for column, one in enumerate((bring, template, blank), start=3):
            grid.addWidget(one, at, column)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons again when the theme changes."""
        super().changeEvent(event)
        if event.type() == _PALETTE:
            for kind, picture in self._pictures.items():
                picture.setPixmap(_picture(kind, self.devicePixelRatioF()))

    def _outward(self) -> Card:
        card = Card("导出全部记录")
        words = (
            "每一类写成一个 CSV 文件，所有行、所有字段。自己看用第一种，Excel、WPS 直接打开；给别的系统用第二种。"
            "文件里有完整的证件号码、电话和账号，没有加密：请只放在放心的地方，用完删掉。"
        )
        card.column.addWidget(label(words, "muted", wrap=True))
        row = Flow()
        row.addWidget(label("按哪天的记录", "muted"))
        self.known = DayBox(self._desk, "所知日期", hint="现在")
        row.addWidget(self.known)
        row.addStretch()
        for_people = button(
            "导出，用 Excel 看…", "download", tip="中文表头和名称；不会被当成公式，长号码不丢位数"
        )
        exact = button(
            "原样导出，给程序用…",
            "download",
            tip="存的是什么就写什么；其中以 = 开头的内容 Excel 会当公式运行，请不要用它打开",
        )
        for_people.clicked.connect(lambda: self.export(guarded=True))
        exact.clicked.connect(self.export)
        row.addWidget(for_people)
        row.addWidget(exact)
        card.column.addLayout(row)
        return card

    def refresh(self, batch: Batch | None) -> None:
        """Read a preview again that a save has overtaken, and take away the line about an import that was undone."""
        if self._banner is not None and not any(
            one.id == self._told and not one.undone_by for one in self._desk.batches()
        ):
            self._take_banner()
        plan = self.preview.plan
        overtaken = batch is not None and plan is not None and self._desk.head() != plan.head
        if overtaken and self.stack.currentWidget() is self.preview:
            self.read(self._path, self._kind, self.preview.columns.chosen)

    # --- bringing a workbook in

    def choose_book(self, kind: str) -> None:
        """Let the person choose a workbook of a kind, and read it."""
        path = self._navigator.door.pick_file(self, f"导入{self._label(kind)}", _BOOKS, self._folder())
        if path is not None:
            self._navigator.settings.set(_FOLDER, str(path.parent))
            self.read(path, kind)

    def read(self, path: Path, kind: str, mapping: Mapping[int, str] | None = None) -> None:
        """Read a workbook on the worker and show what importing it would do."""
        self._path, self._kind = path, kind
        self._waiting.preview(
            "正在读表格", lambda: self._reading(path, kind, mapping), lambda plan: self._read(plan, mapping)
        )

    def _reading(self, path: Path, kind: str, mapping: Mapping[int, str] | None) -> "Task":
        snapshot = self._desk.snapshot()

        def read(progress: "Progress") -> Plan:
            with snapshot:
                return snapshot.read_workbook(path, kind, mapping=mapping or None, progress=progress)

        return read

    def _read(self, plan: Plan, mapping: Mapping[int, str] | None) -> None:
        targets = importing.targets(self._desk, self._kind)
        self.preview.show_plan(plan, targets, importing.sensitive(self._desk, targets), fresh=not mapping)
        self.stack.setCurrentWidget(self.preview)
        self.preview.table.setFocus()

    def forget_columns(self) -> None:
        """Forget what was said of these columns at an import before, and read the workbook again."""
        if self.preview.plan is not None:
            importing.forget_columns(self._desk, self.preview.plan)
            self.read(self._path, self._kind)

    def leave_preview(self) -> None:
        """Go back without importing."""
        self._waiting.forget()
        self.preview.plan = None
        self._go_home()

    def _go_home(self) -> None:
        """Show the start of the page, the keys on the button that the import began with."""
        self.stack.setCurrentIndex(0)
        if self._kind in self._imports:
            self._imports[self._kind].setFocus()

    def import_plan(self) -> None:
        """Back up on the worker, then write what the plan accepts in one short step."""
        plan = self.preview.plan
        if plan is not None and plan.drafts:
            self.preview.accept.setEnabled(False)
            self._waiting.run(
                backup_clock.TITLE,
                lambda: backup_clock.task(self._desk),
                lambda _made: self._write(plan),
                self._not_written,
            )

    def _write(self, plan: Plan) -> None:
        self._navigator.show_backup()
        self.preview.plan = None
        self._waiting.write(
            self._desk,
            "正在写入",
            lambda: self._desk.import_plan(plan, backed_up=True),
            lambda batch: self._imported(batch, plan),
            self._not_written,
        )

    def _imported(self, batch: Batch | None, plan: Plan) -> None:
        self._go_home()
        if batch is not None:
            self._tell(batch, plan)

    def _not_written(self, error: BaseException) -> None:
        self.leave_preview()
        self._navigator.worker.report(error)

    def _tell(self, batch: Batch, plan: Plan) -> None:
        self._navigator.say(f"已{batch.what}")
        faulty = f"其中 {plan.faulty:,} 行有差错，存成了草稿。" if plan.faulty else ""
        refused = f"另有 {plan.refused:,} 行退回，没有写入。" if plan.refused else ""
        self._take_banner()
        banner = Banner(f"已{batch.what}。{faulty}{refused}导错了可以整批撤回。")
        self._banner, self._told = banner, batch.id
        look, undo, away = button("看列表"), button("去撤回", "undo"), button("知道了", kind="flat")
        if plan.refused:
            rejects = button("退回表另存…", "download", tip="退回的行写成一份 Excel，改好可以原样再导入")
            rejects.clicked.connect(lambda: self._save_rejects(plan))
            banner.row.addWidget(rejects)
        look.clicked.connect(lambda: self._navigator.open_list(plan.kind))
        undo.clicked.connect(lambda: self._navigator.open_page("history", batch=batch.id))
        away.clicked.connect(self._take_banner)
        for one in (look, undo, away):
            banner.row.addWidget(one)
        self.column.insertWidget(1, banner)
        look.setFocus()

    def _take_banner(self) -> None:
        """Take away the line about the last import; the keys stay on the page."""
        banner, self._banner = self._banner, None
        if banner is not None:
            focus = self.window().focusWidget()
            if focus is not None and banner.isAncestorOf(focus):
                self._imports[self._kind].setFocus()
            banner.hide()
            banner.deleteLater()

    def save_rejects(self) -> None:
        """Save the refused rows of the preview as the user's own workbook."""
        if self.preview.plan is not None:
            self._save_rejects(self.preview.plan)

    def _save_rejects(self, plan: Plan) -> None:
        proposed = self._folder() / f"{plan.source.stem}-退回.xlsx"
        path = self._navigator.door.pick_target(self, "退回表存到", proposed, "Excel 工作簿 (*.xlsx)")
        if path is not None:
            self._waiting.run(
                "正在写退回表",
                lambda: lambda _progress: self._desk.write_rejects(plan, path),
                lambda _: self._navigator.say(f"已写好：{path.name}。改好后可以原样再导入"),
            )

    # --- what is written for others

    def write_template(self, kind: str) -> None:
        """Save an empty workbook of a kind."""
        self._write_file(
            kind, f"{self._label(kind)}模板.xlsx", "Excel 工作簿 (*.xlsx)", self._desk.write_template
        )

    def write_blank(self, kind: str) -> None:
        """Save a printable blank of a kind."""
        self._write_file(kind, f"{self._label(kind)}登记表.pdf", "PDF (*.pdf)", self._desk.write_blank)

    def _write_file(self, kind: str, name: str, pattern: str, write: object) -> None:
        path = self._navigator.door.pick_target(self, f"存成{name}", self._folder() / name, pattern)
        if path is not None:
            self._navigator.settings.set(_FOLDER, str(path.parent))
            self._waiting.run(
                f"正在写{name}",
                lambda: lambda _progress: write(kind, path),  # type: ignore[operator]
                lambda _: self._navigator.say(f"已写好：{path.name}"),
            )

    def export(self, *, guarded: bool = False) -> None:
        """Write everything as CSV into a folder: exactly for programs, or guarded for people."""
        folder = self._navigator.door.pick_folder(self, "导出到哪个文件夹", self._folder())
        if folder is None:
            return
        known = self.known.day or None

        def prepare() -> "Task":
            snapshot = self._desk.snapshot()

            def export(progress: "Progress") -> list[Path]:
                with snapshot:
                    return snapshot.export(folder, known=known, guarded=guarded, progress=progress)

            return export

        said = lambda made: self._navigator.say(f"已导出 {len(made)} 个文件到“{folder}”")  # noqa: E731 - a slot of one line
        files.let_out(self._navigator, self, "正在导出", prepare, said)

    def _folder(self) -> Path:
        kept = self._navigator.settings.get(_FOLDER)
        return Path(kept) if kept and Path(kept).is_dir() else self._desk.file.path.parent

    def _label(self, kind: str) -> str:
        return self._desk.catalog.forms[kind].label


def _in_order(forms: Mapping[str, Form], kinds: Sequence[str]) -> list[Form]:
    """Return the kinds that are imported by themselves, as the rail lists them, rows after what they belong to."""
    places = {kind: at for at, kind in enumerate(dict.fromkeys((*_FIRST, *kinds, *forms)))}
    offered = [one for one in forms.values() if one.importable and not _row_of(one)]
    return sorted(offered, key=lambda one: (places[one.parent_kind or one.kind], bool(one.parent_kind)))


def _asked(form: Form) -> str:
    """Return the first things that a workbook of a kind tells."""
    labels = [form.fields[name].label for name in form.columns if name in form.fields]
    return "、".join(labels[:_FEW])


def _row_of(form: Form) -> bool:
    """Whether the kind comes with its parent's workbook, and is not offered by itself."""
    return form.parent_kind == "household" and form.kind == "member"


def _picture(kind: str, scale: float) -> "QPixmap":
    from fupin_desk.ui.theme import style

    return icons.pixmap(icons.of_kind(kind), style.tokens().muted, 18, scale)
