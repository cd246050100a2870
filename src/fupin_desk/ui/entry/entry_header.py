"""The head of an entry page: whose page it is, how it stands, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.card import Cut, button, restyle
from fupin_desk.ui.widgets.chip import Chip
from fupin_desk.ui.widgets.flow import Flow


class EntryHeader(QWidget):
    """Title, chips and buttons.

    Signals:
        back, card, history, removed, reverted, saved_new, saved: The button of that name was pressed.
    """

    back = Signal()
    card = Signal()
    history = Signal()
    removed = Signal()
    reverted = Signal()
    saved_new = Signal()
    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Flow(self)
        back = button("", "back", kind="flat", tip=f"返回（{keys.BACK}）")
        back.clicked.connect(self.back)
        row.addWidget(back)
        named = QWidget()
        names = QVBoxLayout(named)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        self.title = Cut("", "title", asks=True)
        self.state, self.errors = Chip(), Chip("", "bad")
        self.detail = Cut("", "small", asks=True)
        names.addWidget(self.title)
        names.addWidget(self.detail)
        row.addWidget(named)
        for one in (self.state, self.errors):
            row.addWidget(one)
        row.addStretch()
        self._offer(row)

    def _offer(self, row: Flow) -> None:
        self.live_button = button("检查", "findings", tip="打开或收起右边的检查、覆盖和改动记录")
        self.live_button.setCheckable(True)
        self.live_button.hide()
        self.live_button.toggled.connect(self._light)
        row.addWidget(self.live_button)
        self.card_button = button("", "card")
        self.card_button.hide()
        self.history_button = button("历史", "history", tip="历史：这条记录的全部改动")
        self.remove_button = button("删除", "delete", tip="删除：要写明原因，以后能撤回")
        self.revert_button = button("放弃改动", "undo", tip="放弃改动：回到上次保存的样子")
        self.new_button = button("保存并新建", "plus", tip="Ctrl+Enter")
        self.save_button = button("保存", "save", kind="primary", tip=keys.SAVE)
        for made, signal in (
            (self.card_button, self.card), (self.history_button, self.history), (self.remove_button, self.removed),
            (self.revert_button, self.reverted), (self.new_button, self.saved_new), (self.save_button, self.saved),
        ):  # fmt: skip
            made.clicked.connect(signal)
            row.addWidget(made)

    def fold(self, narrow: bool) -> None:  # noqa: FBT001 - a switch
        """Offer the drawer of a narrow page, and show what is pressed less often by its icon alone."""
        self.live_button.setVisible(narrow)
        for made in (self.card_button, self.history_button, self.remove_button, self.revert_button):
            words = made.toolTip().partition("：")[0]
            made.setText("" if narrow else words)
            made.setAccessibleName(words)

    def name_card(self, text: str) -> None:
        """Offer the page that shows the whole record, under its name; without a name there is none."""
        self.card_button.setText(text)
        self.card_button.setToolTip(f"{text}：这一条的全部情况，在一页上看" if text else "")

    def _light(self, on: bool) -> None:  # noqa: FBT001 - a slot
        restyle(self.live_button, "on", "true" if on else "false")

    def show_detail(self, text: str) -> None:
        """Show what tells the record from others of the same name."""
        self.detail.say(text)
        self.detail.setVisible(bool(text))

    def show_state(self, *, new: bool, dirty: bool, errors: int) -> None:
        """Show how the page stands and which buttons make sense."""
        self.state.say("新记录" if new else "已改动" if dirty else "已保存")
        self.errors.say(f"{errors} 处差错" if errors else "", "bad")
        self.card_button.setVisible(bool(self.card_button.toolTip()) and not new)
        self.history_button.setVisible(not new)
        self.remove_button.setVisible(not new)
        self.revert_button.setEnabled(dirty)
