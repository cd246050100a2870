"""A code from a closed list: type part of its label, or open the list."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QStringListModel
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from fupin_desk.model.code import CodeList
from fupin_desk.model.form import Field
from fupin_desk.model.show import shown
from fupin_desk.model.value import Value
from fupin_desk.ui.forms.editors.editor import Answer, LineBased, Typed
from fupin_desk.ui.forms.editors.options import Options
from fupin_desk.ui.forms.editors.proposals import Proposals
from fupin_desk.ui.theme import icons


def _spellings(codes: CodeList) -> frozenset[str]:
    return frozenset(text for one in codes.codes.values() for text in (one.code, *one.aliases))


def _by_label(codes: CodeList) -> dict[str, str]:
    return {one.label: one.code for one in codes.codes.values()}


class ListEditor(LineBased):
    """A line with a list of codes and labels that drops down as one types, or by the arrow at its end."""

    def __init__(
        self, field: Field, options: Options, parent: QWidget | None = None, *, enter_stays: bool = False
    ) -> None:
        super().__init__(field, parent)
        self.options = options
        self._listed: list[str] = []
        # Texts that mean one entry by themselves, whatever labels contain them: 媳妇 is no 之兄弟媳妇.
        self.known: frozenset[str] = frozenset()
        self.found = QStringListModel(self)
        self.proposals = Proposals(self.line, self.found, enter_stays=enter_stays)
        self.proposals.chosen.connect(self._choose)
        self.proposals.wanted.connect(self.open_list)
        self.line.textEdited.connect(self._look)
        if not field.read_only:
            arrow = QAction(self.line)
            arrow.setToolTip("列出可选的（Alt+↓）")
            icons.dress(arrow, "down", "muted")
            arrow.triggered.connect(self.open_list)
            self.line.addAction(arrow, QLineEdit.ActionPosition.TrailingPosition)

    def open_list(self) -> None:
        """Show the whole list."""
        self.line.setFocus()
        self._list(self.options.fitting(""))

    def _list(self, labels: list[str]) -> None:
        self._listed = labels
        self.found.setStringList([self.options.worded(label) for label in labels])
        self.proposals.drop_down()

    def part(self) -> str:
        """Return what of the line is looked for."""
        raise NotImplementedError

    def complete(self, label: str) -> None:
        """Put a label in the place of what was looked for."""
        raise NotImplementedError

    def _look(self) -> None:
        part = self.part()
        labels = self.options.fitting(part) if part else []
        self._list([] if labels == [part] else labels)

    def _choose(self, index: QModelIndex) -> None:
        self.complete(self._listed[index.row()])
        self.changed.emit()

    def enter_list(self) -> bool:
        """Take what is chosen in the list; whether Enter ends with that."""
        return self.proposals.enter()

    def is_listing(self) -> bool:
        """Whether the list is open."""
        return self.proposals.isVisible()

    def settle(self) -> None:
        """Take the chosen row of the list, or the label of a code, or the only one that what is typed can mean."""
        if self.proposals.take_chosen():
            return
        self.proposals.hide()
        part = self.part()
        fitting = self.options.fitting(part) if part and part not in self.known else []
        label = self.options.of_code(part) or (fitting[0] if len(fitting) == 1 else part)
        if label != part:
            self.complete(label)
            self.changed.emit()


class CodeEditor(ListEditor):
    """One of a list of (value, label). An empty line is no answer: 未调查 is not a code."""

    def __init__(
        self,
        field: Field,
        choices: Sequence[tuple[Value, str]],
        parent: QWidget | None = None,
        *,
        codes: CodeList | None = None,
    ) -> None:
        # 是 and 否 have no code list: they are numbered as the chips of a form are.
        numbered = {text: str(number) for number, (_, text) in enumerate(choices, start=1)}
        super().__init__(field, Options(_by_label(codes) if codes else numbered), parent)
        self.known = _spellings(codes) if codes else frozenset()
        self._values = {text: value for value, text in choices}
        self._labels = dict(choices)

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the label of a code."""
        self.show_text(unread or self._labels.get(value, "" if value is None else str(value)))

    def answer(self) -> Answer:
        """Return the code of a known label, else the text to be read."""
        text = self.part()
        if not text:
            return None
        return self._values[text] if text in self._values else Typed(text)

    def part(self) -> str:
        """Look for the whole line."""
        return self.line.text().strip()

    def complete(self, label: str) -> None:
        """Put a label into the line."""
        self.line.setText(label)


class CodesLine(ListEditor):
    """Several codes in one cell of a grid, typed with 、 between them; each one is completed."""

    def __init__(self, field: Field, codes: Mapping[str, CodeList], parent: QWidget | None = None) -> None:
        super().__init__(field, Options(_by_label(codes[field.choices])), parent, enter_stays=True)
        self._codes = codes
        self.known = _spellings(codes[field.choices])

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the labels."""
        self.show_text(unread or shown(self.field, value, self._codes))

    def answer(self) -> Answer:
        """Return the text to be read."""
        text = self.line.text().strip(" 、,，")
        return Typed(text) if text else None

    def part(self) -> str:
        """Look for what stands behind the last separator."""
        return self._parts()[-1].strip()

    def _parts(self) -> list[str]:
        return self.line.text().replace("，", "、").replace(",", "、").split("、")

    def complete(self, label: str) -> None:
        """Put a label in place of the last part."""
        self.line.setText("、".join([*self._parts()[:-1], label]))
