"""推进到下一节点: which step, on which day, by whom, under which document; what stands against it is said first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from fupin_desk.model.finding import Finding
from fupin_desk.model.page import Page
from fupin_desk.ui.forms.few_fields import FewFields
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.ask import Box
from fupin_desk.ui.widgets.card import label

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_FIELDS = ("stage", "happened_on", "person", "doc_no", "opinion")
_LAST, _FIRST = "11", "01"
_JUDGE_MS, _WIDE = 250, 520
_EVENT = "project_event"


def next_stage(stage: str) -> str:
    """Return the step that usually follows; empty after the last one, and for a project that was struck off."""
    if not stage:
        return _FIRST
    return f"{int(stage) + 1:02d}" if stage < _LAST else ""


class AdvanceBox(Box):
    """Asks for one step of a project."""

    def __init__(self, navigator: "Navigator", project: str, parent: QWidget | None = None) -> None:
        self._desk = desk = navigator.desk
        self._page = desk.page("project", project)
        stage = self._stage()
        now = desk.catalog.codes["project_stage"].label(stage) if stage else "还没有节点"
        super().__init__(parent, "推进到下一节点", f"{desk.name_of('project', project)}　现在：{now}")
        self.setMinimumWidth(_WIDE)
        self.fields = FewFields(desk, _EVENT, _FIELDS)
        self.fields.show_values({"stage": next_stage(stage) or None, "happened_on": desk.today()})
        self.body.addWidget(self.fields)
        self.against = label("", "warn", wrap=True)
        self.against.setMinimumHeight(36)
        self.body.addWidget(self.against)
        self.offer("保存这一步", "取消")
        self.yes.setAutoDefault(False)
        self.yes.setDefault(False)
        keys.bind(self, keys.SAVE, self._save)
        self.fields.after = self._go_to_save
        self.guard(navigator.door, self.fields.values)
        self._timer = QTimer(self, singleShot=True, interval=_JUDGE_MS)
        self._timer.timeout.connect(self.judge)
        self.fields.changed.connect(self._timer.start)
        self.judge()

    def _stage(self) -> str:
        today = self._desk.today()
        steps = [
            (str(one.values.get("happened_on") or ""), str(one.values.get("stage") or ""))
            for one in self._page.children.get(_EVENT, ())
        ]
        return max((one for one in steps if one[0] and one[0] <= today), default=("", ""))[1]

    def page(self) -> Page:
        """Return the project's page with the step as its last one."""
        step = self._desk.blank(_EVENT, project=self._page.record.id, **self.fields.values()).record
        steps = (*self._page.children.get(_EVENT, ()), step)
        return Page(self._page.record, {**self._page.children, _EVENT: steps}, frozenset({step.id}))

    def judge(self) -> None:
        """Say what stands against the step; errors do not forbid it."""
        self._timer.stop()
        missing = [*self.fields.missing(), *self.fields.unread()]
        page = self.page()
        found = () if missing else self._desk.check(page, effects=False).findings
        known = {_worded(one) for one in self._desk.check(self._page, effects=False).findings}
        own = [one for one in found if one.record in page.is_new or _worded(one) not in known]
        self.fields.show_findings([one for one in own if one.record in page.is_new])
        worst = [one for one in own if one.severity != "A"]
        self.against.setText(
            f"请填：{'、'.join(dict.fromkeys(missing))}"
            if missing
            else "\n".join(one.text for one in worst[:2])
        )
        self.yes.setEnabled(not missing)

    def _go_to_save(self) -> None:
        """Bring the ring to the button that saves, and never to the one that gives up what was typed."""
        self.judge()
        self.yes.setFocus()

    def _save(self) -> None:
        self.judge()
        if self.yes.isEnabled():
            self.accept()


def _worded(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.record, finding.text


def run(navigator: "Navigator", parent: QWidget, project: str) -> None:
    """Show the dialog and save the step as one batch."""
    box = AdvanceBox(navigator, project, parent)
    accepted = navigator.door.show_box(box)
    page = box.page()
    stage = str(box.fields.values().get("stage") or "")
    box.deleteLater()
    if accepted and stage:
        word = navigator.desk.catalog.codes["project_stage"].label(stage)
        navigator.desk.save(page, what=f"项目推进到“{word}”")
        navigator.say(f"已推进到“{word}”")
