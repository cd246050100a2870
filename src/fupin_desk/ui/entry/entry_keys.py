"""The keys of an entry page: from part to part, from finding to finding, and what was last used."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QScrollArea

from fupin_desk.desk import offers
from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Values
from fupin_desk.ui.forms.focus_order import Follow

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.ui.entry.section_list import SectionList
    from fupin_desk.ui.forms.editors.grid import GridEditor
    from fupin_desk.ui.forms.form_view import FormView


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on a page the keys are: a field, or a grid with its row's record and column; and how far it is scrolled."""

    name: str
    record: str = ""
    column: int = -1
    scrolled: int = 0


class EntryKeys:
    """Moves the keys about an entry page."""

    def __init__(
        self,
        desk: "Desk",
        form: "FormView",
        grids: "dict[str, GridEditor]",
        area: QScrollArea,
        sections: "SectionList",
    ) -> None:
        self._desk, self._form, self._grids, self._area, self._sections = desk, form, grids, area, sections
        self._seen: set[tuple[str, str, str]] = set()
        self._follow = Follow(area, form, self._light)

    # --- from part to part

    def _light(self) -> None:
        """Show in the list at the left in which part the keys are."""
        here = self._form.focused()
        part = next((name for name in self._form.parts if here in self._form.stops(name)), "")
        if part:
            self._sections.light(part)

    def begin_part(self, name: str) -> None:
        """Scroll a part to the top and begin there."""
        card = self._form.cards.get(name) or self._grids[name]
        self._sections.light(name)
        self._area.verticalScrollBar().setValue(card.mapTo(self._form, card.rect().topLeft()).y())
        stops = self._form.stops(name)
        if stops:
            self._form.go_to(stops[0])

    def step_part(self, by: int) -> None:
        """Go to the part before or after the one that has the keys, round and round."""
        parts = [name for name in self._form.parts if self._form.stops(name)]
        here, at = self._form.focused(), -1 if by > 0 else 0
        for number, name in enumerate(parts):
            if here in self._form.stops(name):
                at = number
        self.begin_part(parts[(at + by) % len(parts)])

    # --- where the keys are

    def spot(self) -> Spot:
        """Return where the keys are now."""
        name, scrolled = self._form.focused(), self._area.verticalScrollBar().value()
        if name not in self._grids:
            return Spot(name, scrolled=scrolled)
        grid = self._grids[name]
        row = grid.current_row()
        record = grid.model.rows[row].id if row >= 0 else ""
        return Spot(name, record, grid.table.currentIndex().column(), scrolled)

    def go_back_to(self, spot: Spot) -> None:
        """Put the keys where they were, whatever the page shows now; a cell is chosen, not opened."""
        self._area.verticalScrollBar().setValue(spot.scrolled)
        if spot.name in self._grids:
            grid = self._grids[spot.name]
            ids = [record.id for record in grid.model.rows]
            grid.choose(ids.index(spot.record) if spot.record in ids else len(ids), max(spot.column, 0))
        elif not (spot.name and self._form.go_to(spot.name)):
            self._form.go_first(empty=False)

    # --- from finding to finding

    def next_finding(self, findings: tuple[Finding, ...]) -> bool:
        """Go to the next finding that was not seen yet, and round again while errors are left; False if all was seen."""
        unseen = [finding for finding in findings if _key(finding) not in self._seen]
        if not unseen:
            self._seen.clear()
            unseen = list(findings) if any(finding.stops for finding in findings) else []
        if not unseen:
            return False
        self._seen.add(_key(unseen[0]))
        self.go_to_finding(unseen[0])
        return True

    def forget(self) -> None:
        """Begin with the first finding again: another page is shown."""
        self._seen.clear()

    def go_to_finding(self, finding: Finding) -> None:
        """Put the focus where a finding can be mended."""
        if finding.field in self._form.boxes and finding.kind not in self._grids:
            self._form.go_to(finding.field)
            return
        for grid in self._grids.values():
            if grid.go_to_finding(finding):
                self._area.ensureWidgetVisible(grid, 0, 40)

    # --- what was last used

    def repeat(self, last: Values) -> None:
        """Take what stands above in a grid, or what the newest record holds: all that a new row is offered, or one field.

        Args:
            last: The values of the record of this kind that was saved last.
        """
        name = self._form.focused()
        if name in self._grids:
            self._grids[name].repeat_above()
        elif name:
            editor = self._form.boxes[name].editor
            offered = (
                offers.offer(self._desk, self._form.record(), name) if editor.field.offer else last.get(name)
            )
            line = editor.inner()
            if offered is not None:
                self._form.fill_in(name, offered)
            if isinstance(line, QLineEdit):
                line.end(False)


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.record, finding.field
