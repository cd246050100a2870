"""One field on a form: its label, its editor, and the line below that is kept for a hint or an objection."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from fupin_desk.model.amount import capital, scaled
from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Field
from fupin_desk.ui.forms.editors.editor import Editor
from fupin_desk.ui.theme import style
from fupin_desk.ui.widgets.card import breakable, restyle

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TOP = Qt.AlignmentFlag.AlignTop
_LABEL_PX, _NOTE_PX, _LINE_PX = 122, 18, 32
_WAN = 1_000_000
_SIGNS = {"E": "✕ ", "W": "! ", "A": "i "}


def in_wan(fen: int) -> str:
    """Return an amount in ten thousand yuan: `15 万元`; empty below that."""
    return f"{scaled(fen, 6).rstrip('0').rstrip('.')} 万元" if fen >= _WAN else ""


class Note(QLabel):
    """The line under a field: its hint, or what is wrong with it. One line is kept; a longer text takes as many as it needs."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self._text = hint
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumHeight(_NOTE_PX)
        self.setMinimumWidth(40)
        self._show()
        restyle(self, "role", "small")

    def say(self, finding: Finding | None) -> None:
        """Say what is wrong, or the hint again."""
        self._text = _SIGNS[finding.severity] + finding.text if finding else self._hint
        self.setToolTip(f"{finding.text}\n{finding.mend}" if finding else self._hint)
        restyle(self, "role", {"E": "error", "W": "warn"}.get(finding.severity if finding else "", "small"))
        self._show()

    def hint(self, text: str) -> None:
        """Take another hint; an objection that is shown stays."""
        if self._text == self._hint:
            self._text = text
            self.setToolTip(text)
        self._hint = text
        self._show()

    def _show(self) -> None:
        self.setText(breakable(self._text))


class FieldBox(QWidget):
    """One field: label with its mark, editor, note."""

    def __init__(self, field: Field, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.editor = field, editor
        self.doubtful = False
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(1)
        star = f"<span style='color:{style.tokens().bad_ink}'> *</span>" if field.required else ""
        self.name = QLabel(f"{field.label}{star}")
        self.name.setWordWrap(True)
        self.name.setAlignment(_RIGHT)
        self.name.setFixedWidth(_LABEL_PX)
        self.name.setMinimumHeight(_LINE_PX)
        self.name.setBuddy(editor.inner())
        self.note = Note(field.hint)
        grid.addWidget(self.name, 0, 0, _TOP)
        grid.addWidget(editor, 0, 1)
        grid.addWidget(self.note, 1, 1)
        grid.setColumnStretch(1, 1)

    def tell_amount(self, fen: int | None) -> None:
        """Say an amount in ten thousand yuan, on vouchers in capital numerals, where the hint stands."""
        words = "" if fen is None or fen < 0 else f"人民币{capital(fen)}" if self._is_voucher else in_wan(fen)
        self.note.hint(words or self.field.hint)

    @property
    def _is_voucher(self) -> bool:
        return self.field.appearance == "capital"

    def show_finding(self, finding: Finding | None) -> None:
        """Frame the editor and say what is wrong."""
        self.doubtful = finding is not None and finding.severity != "A"
        self.editor.mark(finding.severity if finding else "")
        self.note.say(finding)
