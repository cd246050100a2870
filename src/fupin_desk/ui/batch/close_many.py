"""From many gaps to the dialog that closes them at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fupin_desk.model.query import Query
from fupin_desk.model.rule import Judged, Rule
from fupin_desk.ui.batch import attendance_box, measure_box, project_box, trip_box
from fupin_desk.ui.coverage import close_gap

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator


def begin(navigator: "Navigator", parent: QWidget, rule: Rule, gaps: Sequence[Judged]) -> None:
    """Close many gaps at once, by the dialog that is made for it."""
    units = [one.id for one in gaps]
    if not close_gap.can_begin(rule):
        navigator.open_page("behind", rule=rule.id, outcome="gap", place=gaps[0].place or "")
    elif rule.mend_kind == "assistance":
        measure_box.run(navigator, parent, units)
    elif rule.mend_kind == "attendance":
        attendance_box.run(navigator, parent, members=units)
    elif close_gap.joins_project(rule) and navigator.desk.ids(Query("project")):
        project_box.run(navigator, parent, rule, gaps)
    elif rule.mend_kind == "visit" and rule.unit == "village":
        trip_box.run(navigator, parent, units, values=rule.mend_values)
    else:
        close_gap.begin(navigator, rule, gaps)
