"""The entry page of one kind: fields in the middle, its parts at the left, the live panel at the right."""

import contextlib
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fupin_desk.model.change import Batch
from fupin_desk.model.error import DeskError
from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Form
from fupin_desk.model.page import Page, Verdict
from fupin_desk.model.query import Query
from fupin_desk.ui.entry import entry_text, removal, split
from fupin_desk.ui.entry.check_panel import LivePanel, settled
from fupin_desk.ui.entry.entry_body import EntryBody
from fupin_desk.ui.entry.entry_header import EntryHeader
from fupin_desk.ui.entry.entry_keys import EntryKeys
from fupin_desk.ui.entry.section_list import Related, SectionList
from fupin_desk.ui.entry.sheet_bar import SheetBar
from fupin_desk.ui.forms.editors.grid import GridEditor
from fupin_desk.ui.forms.form_view import FormView
from fupin_desk.ui.forms.help_card import HelpCard
from fupin_desk.ui.shell.search_box import CARDS
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.stack import Scroll

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_JUDGE_MS, _SKETCH_MS = 300, 1000
# What the next new record of a kind takes over from the one just saved.
_CARRIED = ("village", "round", "course", "visited_on", "done_on", "started_on")
_SAVE, _DISCARD = 0, 1
# The finding that a required field is empty.
_EMPTY = "required"
_OVERRIDE = QEvent.Type.ShortcutOverride
_TOP = Qt.AlignmentFlag.AlignTop


class EntryPage(QWidget):
    """Shows, judges and saves one page. Judging waits until the typing rests; a half-typed page is kept each second."""

    def __init__(self, navigator: "Navigator", kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._navigator, self._desk = navigator, navigator.desk
        self._shape: Form = self._desk.catalog.forms[kind]
        self.kind, self.title = kind, self._shape.label
        self._page: Page | None = None
        self.verdict = Verdict()
        self.dirty = self._begun = self._asked = False
        # From the outside in: a widget that gets its parent later is dressed by the sheet once more.
        self.header = EntryHeader(self)
        self.sheet = SheetBar(self)
        self.area = Scroll(self)
        self.form = FormView(self._shape, self._desk, self.area.viewport())
        self.grids = {
            child: GridEditor(self._desk, child, navigator.door, self.form) for child in self._shape.children
        }
        self.live = LivePanel(navigator, self)
        self.sections = SectionList(self._parts(), self)
        self.keys = EntryKeys(self._desk, self.form, self.grids, self.area, self.sections)
        self._judge_timer = QTimer(self, singleShot=True, interval=_JUDGE_MS)
        self._sketch_timer = QTimer(self, singleShot=True, interval=_SKETCH_MS)
        self._refresh_timer = QTimer(self, singleShot=True, interval=_JUDGE_MS)
        self._lay_out()
        self._connect()
        self._bind()

    # --- building

    def _first_children(self) -> tuple[str, ...]:
        short = len(self._shape.sections) <= 2
        return self._shape.children if short else self._shape.children[:1]

    def _parts(self, *, rows_last: bool = False) -> list[tuple[str, str]]:
        first, forms = self._first_children(), self._desk.catalog.forms
        sections = [(one.name, one.label) for one in self._shape.sections if one.name in self.form.cards]
        rows = [(child, forms[child].label) for child in self._shape.children]
        if rows_last:
            return [*sections, *rows]
        return [*sections[:1], *rows[: len(first)], *sections[1:], *rows[len(first) :]]

    def _lay_out(self) -> None:
        first = self._first_children()
        self._beside = QHBoxLayout()
        self._beside.setSpacing(10)
        for child in first:
            self._beside.addWidget(self.grids[child], len(self.grids[child].model.columns), _TOP)
        self.form.column.insertLayout(1, self._beside)
        for child in self._shape.children[len(first) :]:
            self.form.column.addWidget(self.grids[child])
        self.form.column.addStretch(1)
        self.form.order([name for name, _ in self._parts()], self.grids)
        self.form.after = self.header.save_button
        self.form.setProperty("role", "plain")
        self.area.setWidget(self.form)
        body = EntryBody(self.sections, self.area, self.live, self.header, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 8)
        column.setSpacing(10)
        column.addWidget(self.header)
        column.addWidget(self.sheet)
        column.addWidget(body, 1)

    def _connect(self) -> None:
        self._judge_timer.timeout.connect(self.judge)
        self._sketch_timer.timeout.connect(self._keep_sketch)
        self._refresh_timer.timeout.connect(self._follow_file)
        self.form.changed.connect(self._edited)
        for kind, grid in self.grids.items():
            grid.changed.connect(self._edited)
            grid.left.connect(partial(self.form.leave_grid, kind))
            grid.split_asked.connect(self.split)
        self.live.chosen.connect(self.keys.go_to_finding)
        self.sections.chosen.connect(self.keys.begin_part)
        self.header.back.connect(self._navigator.go_back)
        self.header.history.connect(self._open_history)
        self.header.card.connect(self._open_card)
        self.header.name_card(CARDS.get(self.kind, ("", ""))[0])
        self.header.removed.connect(self.remove)
        self.header.reverted.connect(self.revert)
        self.header.saved_new.connect(self.save_and_new)
        self.header.saved.connect(self.save)
        self.sheet.asked.connect(self._next_sheet)
        self.sheet.left.connect(lambda: self.follow({}, self.record_id))

    def _bind(self) -> None:
        for name, act in (
            (keys.SAVE, self.save), (keys.SAVE_NEW, self.save_and_new), ("Ctrl+Enter", self.save_and_new),
            (keys.HELP, self.help), (keys.REPEAT, self._repeat), (keys.DELETE, self.remove),
            (keys.NEXT_PART, lambda: self.keys.step_part(1)), (keys.PART_BEFORE, lambda: self.keys.step_part(-1)),
        ):  # fmt: skip
            keys.bind(self, name, act)
        for line in self.form.findChildren(QLineEdit):
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+Delete mean the record everywhere: a line would delete a word, and empty a field that nobody typed in."""
        pressed = event.keyCombination() if isinstance(event, QKeyEvent) else None
        if event.type() == _OVERRIDE and pressed and QKeySequence(pressed) == QKeySequence(keys.DELETE):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # --- showing

    def open(self, page: Page, field: str = "", *, dirty: bool = False) -> None:
        """Show a page; `dirty` says that it holds what was never saved."""
        self._show_page(page, dirty=dirty)
        self.area.verticalScrollBar().setValue(0)
        if not (field and self.form.go_to(field)):
            self.form.go_first(empty=self.is_new)

    def _show_page(self, page: Page, *, dirty: bool) -> None:
        self._refresh_timer.stop()
        self._page, self.dirty = page, dirty
        self.keys.forget()
        self._begun = dirty or not self.is_new
        self._asked = self._begun or self._is_filled(page)
        self.form.show_record(page.record)
        for grid in self.grids.values():
            grid.show_page(page)
        self._name()
        self._show_around()

    def follow(self, sheets: Mapping[str, str], record: str) -> None:
        """Lay the page out in the order of a printed sheet and offer the next one; without sheets, as usual.

        Args:
            sheets: The codes of the pile of sheets by record, in the order of the paper.
            record: The record that is to be shown.
        """
        was, column = self.sheet.on, self.form.column
        self.sheet.show_pile(sheets, record)
        self.header.new_button.setVisible(not self.sheet.on)
        if self.sheet.on == was:
            return
        # On paper the fields come first and the rows behind them.
        column.takeAt(column.indexOf(self._beside))
        column.insertLayout(len(self.form.cards) if self.sheet.on else 1, self._beside)
        parts = self._parts(rows_last=self.sheet.on)
        self.sections.order(parts)
        self.form.order([name for name, _ in parts], self.grids)

    def _next_sheet(self, record: str) -> None:
        """Save what was changed, and open the next sheet of the pile."""
        self._settle()
        if not self.dirty or self.save():
            self._navigator.open_sheet(record)

    @property
    def is_new(self) -> bool:
        """Whether the record is not in the file yet."""
        return self._page is not None and self._page.record.id in self._page.is_new

    @property
    def record_id(self) -> str:
        """The id of the record that is shown."""
        return self._page.record.id if self._page else ""

    def _name(self) -> None:
        if self.is_new:
            self.title = f"新建{self._shape.label}"
            self.header.show_detail("")
        else:
            name = self._desk.name_of(self.kind, self.record_id)
            row = self._desk.rows(self.kind, [self.record_id]).get(self.record_id, {})
            detail = [row.get(one, "") for one in self._shape.detail]
            self.title = f"{self._shape.label} · {name}"
            self.header.show_detail(" · ".join(one for one in detail if one not in {"", "是", "否"}))
        self.header.title.say(self.title)

    def _relate(self) -> None:
        related = []
        for form in self._desk.catalog.forms.values():
            tie = next((one.name for one in form.fields.values() if one.of == self.kind), "")
            if tie and not form.parent_kind and not self.is_new:
                count = len(self._desk.ids(Query(form.kind, where={tie: (self.record_id,)})))
                related.append(Related(f"{form.label} {count}" if count else form.label, form.kind, tie))
        self.sections.show_related(related, self._open_related, self._add_related)

    def _open_related(self, related: Related) -> None:
        self._navigator.open_list(related.kind, {related.field: (self.record_id,)})

    def _add_related(self, related: Related) -> None:
        self._navigator.new_record(related.kind, **{related.field: self.record_id})

    def refresh(self, batch: Batch | None) -> None:
        """Follow what was written into the file elsewhere; never under a hand that is typing."""
        if batch is not None and self._page is not None and not self.is_new:
            self._follow_file()

    def _follow_file(self) -> None:
        held = self._desk.record(self.kind, self.record_id)
        if held is None or held.removed:
            return
        page = self._desk.page(self.kind, self.record_id)
        if self.dirty:
            if page not in (self._page, self.page()):
                self._navigator.say("这条记录刚才在别处改过；保存时，以这一页上的内容为准")
        elif self._is_typing():
            self._refresh_timer.start()
        elif page != self._page:
            self._show_page(page, dirty=False)
        else:
            self._show_around()

    def _is_typing(self) -> bool:
        """Whether a cell is open, or an input method composes a word in a field."""
        return any(grid.is_open() for grid in self.grids.values()) or any(
            box.editor.is_composing for box in self.form.boxes.values()
        )

    def _show_around(self) -> None:
        """Show what the file says around the page, which itself stays as it is."""
        self._relate()
        self.live.standing = () if self.is_new else self._desk.standing(self.kind, self.record_id)
        self.live.show_history([] if self.is_new else self._desk.history(self.record_id))
        self.judge()

    def page(self) -> Page:
        """Return the page as it stands on the screen."""
        born = set(self._page.is_new & {self.record_id} if self._page else ())
        reasons: dict[str, str] = {}
        for grid in self.grids.values():
            born |= grid.model.born
            reasons |= grid.model.reasons()
        children = {kind: grid.model.records() for kind, grid in self.grids.items()}
        return Page(self.form.record(), children, frozenset(born), reasons)

    # --- judging

    def _edited(self) -> None:
        self.dirty = self._begun = self._asked = True
        self._judge_timer.start()
        if not self._sketch_timer.isActive():
            self._sketch_timer.start()
        self._show_state()

    def judge(self) -> None:
        """Ask the desk what it thinks of the page, and show it."""
        self._judge_timer.stop()
        page = self.page()
        self.verdict = self._desk.check(page)
        findings = self._told()
        self.form.show_findings(findings, patient=self.is_new)
        for grid in self.grids.values():
            grid.show_findings(list(findings))
        if self.kind == "household":
            self.live.show_workforce(self._desk.workforce(page))
        self.live.show_verdict(
            self._shown(findings), entry_text.where(self._desk.catalog.forms, page, findings)
        )
        self.sections.show_counts(entry_text.counts(self._shape, page, findings))
        self._show_state()

    def _told(self) -> tuple[Finding, ...]:
        """Return what is said of the page: nothing of a new one that nobody has begun, never that such a one is empty."""
        asked = self.verdict.findings if self._asked else ()
        return asked if self._begun else tuple(finding for finding in asked if finding.code != _EMPTY)

    def _shown(self, findings: tuple[Finding, ...]) -> Verdict:
        return Verdict(findings, self.verdict.effects, self.verdict.money) if self._asked else Verdict()

    def _is_filled(self, page: Page) -> bool:
        """Say whether a new page came with more than what usually stays the same: a gap that is to be closed by it."""
        blank = self._desk.blank(self.kind).record.values
        return any(
            value is not None and value != blank.get(name) and name not in _CARRIED
            for name, value in page.record.values.items()
        )

    def _show_state(self) -> None:
        errors = sum(one.stops for one in self._told())
        self.header.show_state(new=self.is_new, dirty=self.dirty, errors=errors)

    def _keep_sketch(self) -> None:
        if self.dirty:
            self._desk.keep_sketch(self.page())

    # --- acting

    def _settle(self) -> None:
        """Let the editor under the keys take over what is typed in it."""
        for grid in self.grids.values():
            grid.settle()
        widget = QApplication.focusWidget()
        if widget is not None and self.isAncestorOf(widget):
            widget.clearFocus()

    def save(self) -> bool:
        """Save the page; errors do not stop it, but a new page needs something typed. Return whether it is in the file now."""
        spot = self.keys.spot()
        self._settle()
        if self.is_new and not self.dirty:
            self._navigator.say("还没有填内容，没有保存")
            return False
        if self._judge_timer.isActive():
            self.judge()
        page, done = self.page(), tuple(settled(one) for one in self.verdict.effects)
        batch = self._desk.save(page)
        self._sketch_timer.stop()
        self.dirty = False
        self._navigator.last_saved[self.kind] = dict(page.record.values)
        self._show_page(self._desk.page(self.kind, page.record.id), dirty=False)
        self.keys.go_back_to(spot)
        own = {one.rule for one in self.live.standing}
        self.live.standing += tuple(one for one in done if one.touched and one.rule not in own)
        self.redraw()
        self._navigator.say(entry_text.saved(self.verdict, batch))
        return True

    def save_and_new(self) -> None:
        """Save, and begin the next record with what usually stays the same; from paper, open the next sheet."""
        if self.sheet.on:
            self.sheet.go_on()
        elif self.save():
            held = self._navigator.last_saved[self.kind]
            carried = {name: held[name] for name in _CARRIED if name in self._shape.fields and held.get(name)}
            self._navigator.new_record(self.kind, **carried)

    def revert(self) -> None:
        """Go back to what was saved."""
        if not self.dirty or self._page is None:
            return
        if self._navigator.door.ask(
            self, "放弃改动", "这一页还没有保存的内容会丢掉。", yes="放弃", no="继续编辑", danger=True
        ):
            self.discard()
            self.open(
                self._desk.blank(self.kind) if self.is_new else self._desk.page(self.kind, self.record_id)
            )

    def rest(self, *, keep: bool = False) -> None:
        """Do nothing more by itself: the page is about to go, or to be locked; `keep` what is half-typed once more."""
        for grid in self.grids.values():
            grid.settle()
        for timer in (self._judge_timer, self._sketch_timer, self._refresh_timer):
            timer.stop()
        if keep:
            with contextlib.suppress(DeskError):
                self._keep_sketch()

    def rise(self) -> None:
        """Go on after `rest`: judge what is typed, and follow what was written into the file meanwhile."""
        if self.dirty or self.is_new:
            self.judge()
        if not self.is_new:
            self._follow_file()

    def discard(self) -> None:
        """Forget what was typed and never saved."""
        self.rest()
        self.dirty = False
        self._desk.drop_sketch(self.record_id)

    def may_leave(self) -> bool:
        """Return whether the page may be left: a half-typed one asks first."""
        self._settle()
        if not self.dirty:
            return True
        chosen = self._navigator.door.choose(
            self, "还没有保存", f"“{self.title}”有没保存的内容。有差错也可以先存草稿。", ("保存", "不保存")
        )
        if chosen == _SAVE:
            return self.save()
        if chosen == _DISCARD:
            self.discard()
            return True
        return False

    def remove(self) -> None:
        """Delete the record with a reason."""
        if self.is_new:
            self._navigator.say("这一条还没有保存，不用删除")
            return
        reason = removal.ask(self._navigator, self, self.kind, self.record_id)
        if reason:
            self.discard()
            removal.remove(self._navigator, self.kind, self.record_id, reason)
            self._navigator.go_back()

    def split(self) -> None:
        """Move members into a household of their own."""
        self._settle()
        if self.dirty or self.is_new:
            self._navigator.door.tell(self, "先保存", "这一页还有没保存的内容，请先保存，再分户。")
            return
        split.run(self._navigator, self, self.record_id)

    def _open_card(self) -> None:
        """Show the page on which everything about the record stands."""
        self._navigator.open_page(CARDS[self.kind][1], **{self.kind: self.record_id})

    def _open_history(self) -> None:
        from fupin_desk.ui.entry import record_history

        record_history.show(self._navigator, self.record_id, self)

    def _repeat(self) -> None:
        self.keys.repeat(self._navigator.last_saved.get(self.kind, {}))

    def help(self) -> None:
        """Explain the field under the keys."""
        name, widget = self.form.focused(), QApplication.focusWidget()
        field = self.grids[name].current_field() if name in self.grids else None
        if name in self.form.boxes:
            box = self.form.boxes[name]
            HelpCard(box.field, self._desk.pack(), self).show_under(box.editor)
        elif field is not None and widget is not None:
            HelpCard(field, self._desk.pack(), self).show_under(widget)

    def next_finding(self) -> bool:
        """Go to the next finding of the page, errors first; False if the last one was just seen, or there is none."""
        if self._judge_timer.isActive() or not self._begun:
            self._begun = self._asked = True
            self.judge()
        return self.keys.next_finding(self.live.findings)

    def go_to_row(self, kind: str, record: str, field: str = "") -> None:
        """Go to a row of a grid, as a search or a list behind a number asks for."""
        self.keys.go_to_finding(Finding("", "A", kind, record, field))

    def redraw(self) -> None:
        """Draw again what was drawn in the colours of another theme."""
        if self._page is not None:
            told = self._told()
            self.live.show_verdict(
                self._shown(told), entry_text.where(self._desk.catalog.forms, self.page(), told)
            )
