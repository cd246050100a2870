"""A dialog that registers many records at once: it shows what that does to coverage before anything is saved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.model.finding import Finding
from fupin_desk.model.page import Page
from fupin_desk.model.rule import Effect
from fupin_desk.ui.tallies import tally_scale
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.ask import Box
from fupin_desk.ui.widgets.card import Card, clear, label
from fupin_desk.ui.widgets.chip import Chip

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_JUDGE_MS = 250
_WIDE, _HIGH = 1120, 640
_CHECKED_LIVE, _MOST_FORESEEN, _SHOWN_PLACES, _SHOWN_FINDINGS = 100, 600, 2, 3
# The warning that a household has the same measure in the same round already.
_TWICE = "AS-twice"


class BatchBox(Box):
    """Fields at the left, ticks at the right, the consequences below. A subclass says which pages would be saved."""

    least = QSize(_WIDE, _HIGH)

    def __init__(self, navigator: "Navigator", title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, title, text)
        self._navigator, self._desk = navigator, navigator.desk
        self.findings: list[Finding] = []
        self.effects: tuple[Effect, ...] = ()
        self._is_many = False
        self._touches = 0
        self.row = QHBoxLayout()
        self.row.setSpacing(16)
        self.body.addLayout(self.row, 1)
        self.grow()
        card = Card(margin=12)
        self._verdict = QVBoxLayout()
        self._verdict.setSpacing(3)
        card.column.addLayout(self._verdict)
        self.body.addWidget(card)
        self._timer = QTimer(self, singleShot=True, interval=_JUDGE_MS)
        self._timer.timeout.connect(self.judge)

    def offer_save(self, text: str) -> None:
        """Set the buttons; Ctrl+S accepts, and what was filled in from now on is asked about before it is lost."""
        self.offer(text, "取消")
        self.yes.setAutoDefault(False)
        self.yes.setDefault(False)
        keys.bind(self, keys.SAVE, self._save)
        self.guard(self._navigator.door, lambda: self._touches)

    def _save(self) -> None:
        if self._timer.isActive():
            self.judge()
        if self.yes.isEnabled():
            self.accept()

    def leave(self) -> None:
        """Judge nothing more and go."""
        self._timer.stop()
        self.deleteLater()

    def touch(self) -> None:
        """Note that something changed: it is judged when the hand rests."""
        self._touches += 1
        self._timer.start()

    # --- what a subclass says

    def pages(self) -> list[Page]:
        """Return the pages that would be saved."""
        raise NotImplementedError

    def obstacle(self) -> str:
        """Return why nothing can be saved yet; empty if it can."""
        return ""

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show findings at their fields."""

    # --- judging

    def judge(self) -> None:
        """Ask the desk what saving would do, and show it."""
        self._timer.stop()
        obstacle = self.obstacle()
        pages = [] if obstacle else self.pages()
        self.findings = self._check(pages[:_CHECKED_LIVE])
        drafts = [draft for page in pages[:_MOST_FORESEEN] for draft in page.drafts()]
        self._is_many = len(pages) > _MOST_FORESEEN
        self.effects = self._desk.foresee(drafts) if drafts and not self._is_many else ()
        self.show_findings(self.findings)
        self.yes.setEnabled(not obstacle)
        self._show(obstacle)

    def _check(self, pages: Sequence[Page]) -> list[Finding]:
        return [one for page in pages for one in self._desk.check(page, effects=False).findings]

    def _show(self, obstacle: str) -> None:
        clear(self._verdict)
        if obstacle:
            self._verdict.addWidget(label(obstacle, "muted"))
            return
        moved = [one for one in self.effects if tally_scale.figure_moves(one)]
        for rule in dict.fromkeys(one.rule for one in moved):
            self._show_rule([one for one in moved if one.rule == rule])
        if self._is_many:
            self._verdict.addWidget(label(f"超过 {_MOST_FORESEEN} 条，覆盖的变化保存后在工作台看。", "muted"))
        elif not moved:
            self._verdict.addWidget(label("保存后覆盖情况不变。", "muted"))
        for text, count, severity in self._grouped():
            sign = "✕" if severity == "E" else "!"
            more = f"（{count} 处）" if count > 1 else ""
            self._verdict.addWidget(
                label(f"{sign} {text}{more}", "error" if severity == "E" else "warn", wrap=True)
            )

    def _show_rule(self, effects: list[Effect]) -> None:
        rule = self._desk.rule(effects[0].rule)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(f"保存后 {rule.short}", "heading"))
        for one in effects[:_SHOWN_PLACES]:
            if one.after.place is not None:
                row.addWidget(
                    label(f"{one.after.place_name} {tally_scale.moved(one.before, one.after, rule)}")
                )
        if len(effects) > _SHOWN_PLACES:
            row.addWidget(label(f"等 {len(effects)} 个村", "muted"))
        last = effects[-1]
        place = self._desk.place_name
        row.addWidget(label("·", "muted"))
        row.addWidget(label(f"全{place[-1:]} {tally_scale.moved(last.whole_before, last.whole_after, rule)}"))
        if last.whole_after.met and not last.whole_before.met:
            row.addWidget(Chip("达标"))
        row.addStretch(1)
        self._verdict.addWidget(line)

    def _grouped(self) -> list[tuple[str, int, str]]:
        """Return the worst kinds of findings with how often they occur, errors first."""
        counts: dict[tuple[str, str], list[Finding]] = {}
        for one in self.findings:
            if one.severity != "A" and not one.waived:
                counts.setdefault((one.severity, one.code), []).append(one)
        ordered = sorted(counts.items(), key=lambda pair: (pair[0][0] != "E", -len(pair[1])))
        return [(some[0].text, len(some), severity) for (severity, _), some in ordered[:_SHOWN_FINDINGS]]

    def confirm(self) -> bool:
        """Return whether to save: all pages are checked, and errors are asked about, but do not forbid it."""
        pages = self.pages()
        if len(pages) > _CHECKED_LIVE:
            self.findings = self._check(pages)
        errors = sum(one.stops for one in self.findings)
        twice = sum(one.code == _TWICE for one in self.findings)
        if not errors and not twice:
            return True
        said = [f"{errors} 处差错"] if errors else []
        said += [f"{twice} 户本轮已有同样的措施"] if twice else []
        return self._navigator.door.ask(
            self.parentWidget(), "这一批要再看一眼",
            f"有{'，'.join(said)}。存下后列在差错清单里，有差错的改好才能上报。现在先存下吗？",
            yes="先存下", no="不存",
        )  # fmt: skip


def places_of(navigator: "Navigator") -> list[tuple[str | None, str]]:
    """Return all villages for a choice of places, the whole file first."""
    villages = [(one.id, str(one.values.get("name") or "")) for one in navigator.desk.villages()]
    return [(None, f"{navigator.desk.place_name}（全部村）"), *villages]
