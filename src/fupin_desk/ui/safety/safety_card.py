"""Passphrase and recovery sheet of the open file; both ask for the present passphrase again."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from fupin_desk.model.error import UnconfirmedError
from fupin_desk.ui.opening import recovery_sheet
from fupin_desk.ui.opening.passphrase import NewPassphrase
from fupin_desk.ui.settings.settings import LOCK_MINUTES
from fupin_desk.ui.widgets.ask import Box
from fupin_desk.ui.widgets.card import Card, button, label, restyle

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_CHANGED = "口令已经改好，旧的恢复单对这个文件不再有用，请收好这张新的。改口令之前做的备份仍然用旧口令、旧恢复单打开，旧单子先别扔。"


class SafetyCard(Card):
    """Reprint the sheet, change the passphrase."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__("口令和恢复单")
        self._navigator, self._desk = navigator, navigator.desk
        self.column.addWidget(
            label("恢复单是忘记口令时唯一的钥匙。看它、改口令都要再输一次现在的口令。", "muted", wrap=True)
        )
        sheet, change = button("重印恢复单…", "print"), button("改口令…", "lock")
        sheet.clicked.connect(self.show_sheet)
        change.clicked.connect(self.change)
        row = QHBoxLayout()
        row.addWidget(sheet)
        row.addWidget(change)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addLayout(self._build_minutes())
        self.short = label(
            "现在的口令不到 8 个字符，容易被试出来。请点“改口令”换一个长一些的。", "warn", wrap=True
        )
        self.column.addWidget(self.short)
        self.refresh()

    def _build_minutes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label("多少分钟没人动就锁定", "muted"))
        self.minutes: dict[int, QPushButton] = {}
        for minutes in LOCK_MINUTES:
            chip = button(str(minutes) if minutes else "不锁", kind="chip")
            chip.clicked.connect(lambda _=False, chosen=minutes: self.lock_after(chosen))
            self.minutes[minutes] = chip
            row.addWidget(chip)
        row.addStretch(1)
        return row

    def lock_after(self, minutes: int) -> None:
        """Let the window lock itself after so many minutes; 0 never."""
        self._navigator.settings.set("lock_minutes", minutes)
        self.refresh()

    def refresh(self) -> None:
        """Light the chosen minutes, and show the hint on a short passphrase while there is one."""
        for minutes, chip in self.minutes.items():
            restyle(chip, "on", "true" if minutes == self._navigator.settings.lock_minutes else "false")
        self.short.setVisible(self._desk.has_short_passphrase)

    def _confirmed(self, what: str) -> bool:
        door = self._navigator.door
        secret = door.ask_text(self, what, "请输入现在的口令。", yes="继续", secret=True)
        if not secret:
            return False
        if self._desk.opens_with(secret):
            return True
        door.tell(self, "口令不对", "这不是现在的口令，什么都没有改动。请检查大小写和输入法，再试一次。")
        return False

    def show_sheet(self) -> None:
        """Show the recovery sheet again."""
        if self._confirmed("重印恢复单"):
            self._sheet(self._desk.recovery_sheet(), "")

    def change(self) -> None:
        """Change the passphrase, and show the sheet that belongs to the new one."""
        if not self._confirmed("改口令"):
            return
        box = Box(self, "新口令", "以后用新口令打开。请选一个自己记得住、别人猜不到的。")
        pair = NewPassphrase(lambda: (self._desk.place_name, self._desk.operator))
        box.body.addWidget(pair)
        box.offer("改口令", "取消")
        box.yes.setEnabled(False)
        pair.changed.connect(lambda: box.yes.setEnabled(bool(pair.passphrase())))
        pair.first.setFocus()
        agreed = self._navigator.door.show_box(box)
        passphrase = pair.passphrase()
        box.deleteLater()
        if agreed and passphrase:
            try:
                sheet = self._desk.change_passphrase(passphrase)
            except UnconfirmedError as unconfirmed:
                # The new passphrase is the file's: its sheet belongs into the person's hands all the same.
                self._navigator.door.tell(self, "口令已经改了，磁盘没有确认", str(unconfirmed))
                sheet = self._desk.recovery_sheet()
            self._sheet(sheet, _CHANGED)
            self.refresh()
            self._navigator.say("口令已经改好")

    def _sheet(self, text: str, why: str) -> None:
        recovery_sheet.show(
            self._navigator.door, self, text, self._desk.place_name, self._desk.file.path.name, why=why
        )
