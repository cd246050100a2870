"""What the window asks of a page, and what a page may ask of the window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from fupin_desk.model.change import Batch
from fupin_desk.model.page import Page as Draft
from fupin_desk.model.value import Value, Values
from fupin_desk.ui.safety.daily_examination import DailyExamination
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.tasks.checkup import Checkup
from fupin_desk.ui.tasks.work import Worker
from fupin_desk.ui.widgets.ask import Door

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk


class Navigator(Protocol):
    """The window as its pages see it."""

    desk: "Desk"
    door: Door
    worker: Worker
    settings: Settings
    last_saved: dict[str, Values]
    checkup: Checkup
    daily: DailyExamination

    @property
    def place(self) -> str | None:
        """The record id of the village that is looked at, None for the whole file."""

    @property
    def as_of(self) -> str:
        """The ISO day on which coverage is judged."""

    def open_record(self, kind: str, record: str, field: str = "") -> None:
        """Open a record on its entry page, at a field if one is named."""

    def open_list(self, kind: str, where: dict[str, tuple[Value, ...]] | None = None, text: str = "") -> None:
        """Open the list of a kind, filtered."""

    def open_sheet(self, household: str) -> None:
        """Open a household's page to be filled from its printed sheet, with a step to the next sheet."""

    def new_record(self, kind: str, **values: Value) -> None:
        """Open an entry page for a new record with these values filled in."""

    def open_draft(self, page: Draft) -> None:
        """Open a page that holds what was never saved."""

    def open_page(self, name: str, **about: str) -> None:
        """Open a page of the rail by its name; a page with `look_at` is told what it is to be about."""

    def go_back(self) -> None:
        """Go back to the page before."""

    def say(self, text: str, *, show: Path | None = None) -> None:
        """Say something in the status bar for a while; with the path of a file, offer to open it."""

    def show_backup(self) -> None:
        """Show in the status bar when the last backup was made."""

    def wear(self, theme: str) -> None:
        """Change the theme: light, dark or contrast."""


class Page(Protocol):
    """A page of the window. It is a QWidget; `refresh` is called when it is shown and after each batch."""

    title: str

    def refresh(self, batch: Batch | None) -> None:
        """Show what is held now; `batch` is what has just been written, None if the page is just shown."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One entry of the rail. `make` is called when the page is first shown; `kinds` are those it lists.

    A page `under` another is not in the rail: the other one is lit there.
    """

    name: str
    label: str
    icon: str
    make: Callable[[Navigator], QWidget]
    kinds: tuple[str, ...] = ()
    gap: bool = False
    under: str = ""
