"""The main window: rail, top bar, the pages, the status line, and the ways between them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from fupin_desk.desk import sheets
from fupin_desk.model.change import Batch
from fupin_desk.model.page import Page
from fupin_desk.model.query import Hit
from fupin_desk.model.value import Value, Values
from fupin_desk.ui.entry import entry_text
from fupin_desk.ui.navigation.pages import PageSpec
from fupin_desk.ui.safety.daily_examination import DailyExamination
from fupin_desk.ui.safety.idle_lock import IdleLock
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell import undo
from fupin_desk.ui.shell.back_stack import Place, Road
from fupin_desk.ui.shell.page_registry import PAGES
from fupin_desk.ui.shell.rail import Rail
from fupin_desk.ui.shell.search_box import CARDS
from fupin_desk.ui.shell.status_line import StatusLine
from fupin_desk.ui.shell.top_bar import TopBar
from fupin_desk.ui.tasks.checkup import Checkup
from fupin_desk.ui.tasks.crash import Catcher
from fupin_desk.ui.tasks.painted import AfterFirstPaint
from fupin_desk.ui.tasks.work import Worker
from fupin_desk.ui.theme import icons, look, style
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.ask import FILES, FRAME, Door
from fupin_desk.ui.widgets.card import Banner, button
from fupin_desk.ui.widgets.empty import Empty
from fupin_desk.ui.widgets.stack import Scroll, Stack

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.ui.entry.entry_page import EntryPage

_WIDE, _HIGH = 1366, 768
# Below this width the rail shows icons only, and the status line what matters most.
_NARROW = 1180
_MAXIMIZED = Qt.WindowState.WindowMaximized
_THEMES = ("light", "dark", "contrast")


class Window(QMainWindow):
    """One open desk on the screen. It is the Navigator of its pages.

    Signals:
        other_asked: The path of another file that shall take this one's place, None for a new one.
    """

    _written = Signal(object)
    other_asked = Signal(object)

    def __init__(
        self, desk: "Desk", *, door: Door | None = None, settings: Settings | None = None,
        pages: Sequence[PageSpec] = PAGES, catcher: Catcher | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.desk = desk
        self.door = door or Door()
        self.settings = settings or Settings()
        self.worker = Worker((catcher or Catcher(self.door)).tell, self)
        self.last_saved: dict[str, Values] = {}
        self.checkup = Checkup(desk, self.worker, self)
        self.lock = IdleLock(self)
        self.daily = DailyExamination(desk, self.worker, self.settings, self)
        self._pages = {one.name: one for one in pages}
        self._place: str | None = None
        self._as_of = desk.today()
        self._road = Road()
        self._built: dict[str, QWidget] = {}
        self._entries: dict[str, EntryPage] = {}
        self.setWindowTitle(f"{desk.place_name} — 扶贫工作台")
        self._lay_out(pages)
        self._bind()
        # By a signal: a large batch is written on the worker, and its news must arrive in this thread.
        self._written.connect(self._changed)
        self._end_listening = desk.listen(self._written.emit)
        self._restore()
        if pages:
            self.open_page(pages[0].name)
        AfterFirstPaint(self, self._after_paint)

    # --- building

    def _lay_out(self, pages: Sequence[PageSpec]) -> None:
        self.rail = Rail(pages, self.desk.place_name)
        self.top = TopBar(
            self.desk, self.settings.recent_files, {one.name: one.label for one in pages if not one.under}
        )
        self.top.fill_places()
        self.stack = Stack()
        area = Scroll()
        area.setWidget(self.stack)
        self.status = StatusLine(self.desk, self.worker)
        self._banners = QVBoxLayout()
        self._banners.setContentsMargins(0, 0, 0, 0)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addLayout(self._banners)
        right.addWidget(area, 1)
        right.addWidget(self.status)
        inside = QWidget()
        inside.setProperty("role", "page")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(inside)

    def _bind(self) -> None:
        self.rail.chosen.connect(self.open_page)
        self.top.place_chosen.connect(self._choose_place)
        self.top.day_chosen.connect(self._choose_day)
        self.top.theme_chosen.connect(self.wear)
        self.top.keys_asked.connect(self._show_keys)
        self.top.file_asked.connect(self.open_other)
        self.top.new_asked.connect(self.begin_other)
        self.top.search.chosen.connect(self._open_hit)
        self.top.search.card_chosen.connect(self._open_card)
        self.top.search.sheet_chosen.connect(lambda hit: self.open_sheet(hit.id))
        self.top.search.page_chosen.connect(self.open_page)
        keys.bind(self, keys.SEARCH, self.top.search.setFocus)
        self.status.undo.clicked.connect(lambda: self._undo(ask=False))
        keys.bind(self, keys.UNDO, self._undo)
        keys.bind(self, keys.BACK, self.go_back)
        keys.bind(self, keys.REFRESH, lambda: self._refresh(None))
        keys.bind(self, keys.THEME, self._next_theme)
        keys.bind(self, keys.CHECK, self._check_all)
        keys.bind(self, keys.OPEN, self.open_other)
        keys.bind(self, keys.LOCK, self.lock.lock)
        self.top.lock_asked.connect(self.lock.lock)
        keys.bind(self, keys.PAGE_BEFORE, lambda: self._step(-1))
        keys.bind(self, keys.PAGE_AFTER, lambda: self._step(1))
        keys.bind(self, keys.NEXT_FINDING, self._next_finding)

    def _restore(self) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry().size()
        wide, high = self.settings.get("size", (_WIDE, _HIGH))
        self.resize(QSize(wide, high).boundedTo(screen - FRAME))
        if self.settings.get("maximized", default=screen.width() <= _WIDE):
            self.setWindowState(self.windowState() | _MAXIMIZED)

    def _after_paint(self) -> None:
        """Do what the first paint need not wait for."""
        self.status.show_saved()
        self.status.show_backup()
        for page in self.desk.sketches():
            self._offer_sketch(page)

    # --- what pages may ask

    @property
    def place(self) -> str | None:
        """The record id of the village that is looked at, None for the whole file."""
        return self._place

    @property
    def as_of(self) -> str:
        """The ISO day on which coverage is judged."""
        return self._as_of

    def say(self, text: str, *, show: Path | None = None) -> None:
        """Say something in the status bar for a while; with the path of a file, offer to open it."""
        self.status.say(text, show=show)

    def show_backup(self) -> None:
        """Show in the status bar when the last backup was made."""
        self.status.show_backup()

    def open_page(self, name: str, **about: str) -> None:
        """Open a page of the rail by its name; a page with `look_at` is told what it is to be about."""
        if name not in self._pages or not self._may_leave():
            return
        widget = self._page(name)
        look_at = getattr(widget, "look_at", None)
        if about and look_at is not None:
            look_at(**about)
        self._show(widget, Place(name), name)

    def open_list(self, kind: str, where: dict[str, tuple[Value, ...]] | None = None, text: str = "") -> None:
        """Open the list of a kind, filtered."""
        name = self._page_of(kind)
        if not name or not self._may_leave():
            return
        widget = self._page(name)
        widget.look_at(kind, where or {}, text)  # type: ignore[attr-defined]
        self._show(widget, Place(name, kind, where=tuple((where or {}).items()), text=text), name)

    def open_record(self, kind: str, record: str, field: str = "") -> None:
        """Open a record on its entry page; a row of a grid opens the page that holds it."""
        form = self.desk.catalog.forms[kind]
        if form.parent_kind and kind in self.desk.catalog.forms[form.parent_kind].children:
            row = self.desk.record(kind, record)
            if row is not None:
                self.open_record(form.parent_kind, str(row.values.get(form.parent_field)))
                self._entry(form.parent_kind).go_to_row(kind, record, field)
            return
        self._open(self.desk.page(kind, record), field)

    def open_sheet(self, household: str) -> None:
        """Open a household's page to be filled from its printed sheet, with a step to the next sheet."""
        self._open(self.desk.page("household", household), sheets=sheets.pile(self.desk, household))

    def new_record(self, kind: str, **values: Value) -> None:
        """Open an entry page for a new record with these values filled in."""
        form = self.desk.catalog.forms[kind]
        parent = values.get(form.parent_field) if form.parent_kind else None
        if parent is not None and kind in self.desk.catalog.forms[form.parent_kind].children:
            self.open_record(form.parent_kind, str(parent))
            return
        here = {"village": self._place} if self._place and "village" in form.fields else {}
        self._open(self.desk.blank(kind, **{**self.desk.proposed(kind), **here, **values}))

    def open_draft(self, page: Page) -> None:
        """Open a page that holds what was never saved."""
        self._open(page, dirty=True)

    def go_back(self) -> None:
        """Go back to the page before."""
        if not self._may_leave():
            return
        place = self._road.back(self._is_there)
        if place is None:
            self.open_page(next(iter(self._pages)))
        elif place.record:
            self.open_record(place.kind, place.record)
        elif place.kind:
            self.open_list(place.kind, dict(place.where), place.text)
        else:
            self.open_page(place.page)

    def _is_there(self, place: Place) -> bool:
        """Say whether a stop can be gone back to: a removed record and a new one that was never saved cannot."""
        held = self.desk.record(place.kind, place.record) if place.record else None
        return not place.record or (held is not None and not held.removed)

    # --- showing

    def _page(self, name: str) -> QWidget:
        if name not in self._built:
            self._built[name] = self._pages[name].make(self)
            self.stack.addWidget(self._built[name])
            keys.bind(self._built[name], keys.HELP, lambda: self.open_page("help", topic=name))
        return self._built[name]

    def _page_of(self, kind: str) -> str:
        return next((one.name for one in self._pages.values() if kind in one.kinds), "")

    def _entry(self, kind: str) -> "EntryPage":
        if kind not in self._entries:
            from fupin_desk.ui.entry.entry_page import EntryPage

            self._entries[kind] = EntryPage(self, kind, self.stack)
            self.stack.addWidget(self._entries[kind])
        return self._entries[kind]

    def _open(
        self, page: Page, field: str = "", *, dirty: bool = False, sheets: Mapping[str, str] | None = None
    ) -> None:
        if not self._may_leave():
            return
        kind = page.record.kind
        entry = self._entry(kind)
        self.stack.setCurrentWidget(entry)
        self.rail.light(self._page_of(kind))
        entry.follow(sheets or {}, page.record.id)
        entry.open(page, field, dirty=dirty)
        # A new record is a stop too: from it the way back leads to where it was begun.
        self._road.go(Place(self._page_of(kind), kind, page.record.id))

    def _show(self, widget: QWidget, place: Place, name: str) -> None:
        self.stack.setCurrentWidget(widget)
        self.rail.light(self._pages[name].under or name)
        self._road.go(place)
        if not place.kind:
            self._refresh(None)

    def _may_leave(self) -> bool:
        entry = self._shown_entry()
        return entry is None or entry.may_leave()

    def _may_drop_work(self) -> bool:
        """Ask before commands that are not done yet are given up."""
        titles = [title.removeprefix("正在") for title in self.worker.unfinished]
        return not titles or bool(
            self.door.choose(
                self,
                "还有事没做完",
                f"{'、'.join(titles)}：还没有做完。现在关闭就不做了。",
                ("等它做完", "不做了，关闭"),
            )
            > 0
        )

    def _shown_entry(self) -> "EntryPage | None":
        shown = self.stack.currentWidget()
        return next((one for one in self._entries.values() if one is shown), None)

    def _refresh(self, batch: Batch | None) -> None:
        refresh = getattr(self.stack.currentWidget(), "refresh", None)
        if refresh is not None:
            refresh(batch)

    # --- what happens

    def _changed(self, batch: Batch) -> None:
        self.status.show_saved()
        self.status.offer(batch)
        self.checkup.note(batch)
        self._refresh(batch)
        if self.top.place.count() != len(self.top.place_ids()) + 1:
            self.top.fill_places()

    def _undo(self, *, ask: bool = True) -> None:
        """Take the last step back after asking; what is typed and not saved is not meant."""
        entry = self._shown_entry()
        if entry is not None and entry.dirty:
            self.say("这一页还没有保存。Ctrl+Z 撤回的是保存过的步骤；不要这些改动，请用“放弃改动”")
        elif self.status.last is None:
            self.say("这次打开以后还没有改过什么；更早的步骤在“历史”里撤回")
        else:
            undo.take_back(self, self, self.status.last, ask=ask)

    def _choose_place(self, village: str | None) -> None:
        self._place = village
        self._refresh(None)

    def _choose_day(self, day: str) -> None:
        if day != self._as_of:
            self._as_of = day
            self._refresh(None)

    def _open_hit(self, hit: Hit) -> None:
        self.open_record(hit.kind, hit.id)

    def _open_card(self, hit: Hit) -> None:
        self.open_page(CARDS[hit.kind][1], **{hit.kind: hit.id})

    def _show_keys(self) -> None:
        from fupin_desk.ui.help.key_map import KeyMapBox

        box = KeyMapBox(self)
        self.door.show_box(box)
        box.deleteLater()

    def wear(self, theme: str) -> None:
        """Change the theme."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.settings.set("theme", theme)
            look.dress(application, theme)
            icons.redress(self)
            for one in self.findChildren(Empty):
                one.redraw()
            for entry in self._entries.values():
                entry.redraw()

    def _next_theme(self) -> None:
        self.wear(_THEMES[(_THEMES.index(style.worn()) + 1) % len(_THEMES)])

    def _check_all(self) -> None:
        """Check every record, and show the list of findings."""
        if self._may_leave():
            self.open_page("findings")
            self.checkup.run()

    def _next_finding(self) -> None:
        """Go to the next finding: of the page that is being filled, or of the list of the whole file."""
        entry = self._shown_entry()
        if entry is not None and entry.next_finding():
            return
        found = self.checkup.next()
        if found is None:
            self.say("没有要改的差错" if self.checkup.found is not None else "还没有检查，按 F7 检查全部记录")
        elif self._may_leave():
            self.open_record(found.kind, found.record, found.field)

    def _step(self, by: int) -> None:
        """Open the page before or after the one that is lit in the rail."""
        names = [one.name for one in self._pages.values() if not one.under]
        at = names.index(self.rail.lit) if self.rail.lit in names else 0
        self.open_page(names[(at + by) % len(names)])

    # --- another file

    def open_other(self, path: Path | None = None) -> None:
        """Ask for another file in the place of this one; without a path, the person chooses."""
        if not self._may_leave():
            return
        held = self.desk.file.path
        chosen = path or self.door.pick_file(self, "打开其他文件", FILES, held.parent)
        if chosen is None:
            return
        if chosen.resolve() == held.resolve():
            self.say("这个文件已经打开着")
        else:
            self.other_asked.emit(chosen)

    def begin_other(self) -> None:
        """Ask for a new file, or a practice township, in the place of this one."""
        if self._may_leave():
            self.other_asked.emit(None)

    # --- half-typed pages

    def _offer_sketch(self, page: Page) -> None:
        label = self.desk.catalog.forms[page.record.kind].label
        new = page.record.id in page.is_new
        whose = entry_text.whose(self.desk, page)
        told = f"（{whose}）" if whose else ""
        banner = Banner(f"上次有一页没有保存：{'新建' if new else ''}{label}{told}。要接着录吗？")
        resume, forget = button("接着录"), button("丢掉", kind="flat")
        resume.clicked.connect(lambda: self._resume(page, banner))
        forget.clicked.connect(lambda: self._forget(page, banner))
        banner.row.addWidget(resume)
        banner.row.addWidget(forget)
        self._banners.setContentsMargins(14, 8, 14, 0)
        self._banners.addWidget(banner)

    def _resume(self, page: Page, banner: Banner) -> None:
        self._put_away(banner)
        self._open(page, dirty=True)

    def _forget(self, page: Page, banner: Banner) -> None:
        self.desk.drop_sketch(page.record.id)
        self._put_away(banner)

    def _put_away(self, banner: Banner) -> None:
        self._banners.removeWidget(banner)
        banner.deleteLater()
        if not self._banners.count():
            self._banners.setContentsMargins(0, 0, 0, 0)

    # --- locking

    def lie_low(self) -> None:
        """Keep what is half-typed, and start nothing more by itself."""
        for entry in self._entries.values():
            entry.rest(keep=self.isEnabled())

    def rise(self) -> None:
        """Go on after `lie_low`."""
        entry = self._shown_entry()
        if entry is not None:
            entry.rise()
        self._refresh(None)

    # --- leaving

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what a narrow window has no room for."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.rail.fold(narrow)
        self.status.fold(narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about a half-typed page, wait for the worker, remember the size."""
        if self.lock.page is not None and self.worker.unfinished:
            self.lock.page.refuse("导入、导出、打印还没有做完，等做完再退出；要马上退出，请先解锁。")
            event.ignore()
            return
        # Behind the lock nobody is asked: what was half-typed is kept as a sketch.
        if not self.lock.is_locked and (not self._may_leave() or not self._may_drop_work()):
            event.ignore()
            return
        for entry in self._entries.values():
            entry.rest()
        self.worker.wait()
        self._end_listening()
        self.settings.set("maximized", self.isMaximized())
        if not self.isMaximized():
            self.settings.set("size", [self.width(), self.height()])
        # What a filter or a page still waits for would ask a file that is closed.
        for timer in self.findChildren(QTimer):
            timer.stop()
        event.accept()
