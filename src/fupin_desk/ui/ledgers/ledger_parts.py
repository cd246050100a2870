"""What the pages of ledgers are put together from, by the names that `ledger_tabs` declares."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fupin_desk.ui.ledgers.summary_bars import BankFigures, FundRatios, LendingFigures, Strip
from fupin_desk.ui.ledgers.village_figures import VIEWS

if TYPE_CHECKING:
    from fupin_desk.ui.ledgers.board import Board
    from fupin_desk.ui.ledgers.village_figures import VillageFigures
    from fupin_desk.ui.navigation.pages import Navigator

_STRIPS = {"ratios": FundRatios, "lending": LendingFigures, "banks": BankFigures}
# What can be done with the chosen row of a list: words, icon, tip.
ACTS = {
    "advance": ("推进到下一节点", "advance", "给选中的项目登记下一个节点：日期、经办人、文号"),
    "team_village": ("这个村的指标", "village", "看选中的工作队所驻村的全部指标"),
}
# The kinds that special beginnings make.
BEGUN = {"loan_of_household": "loan"}
_OF_HOUSEHOLD = "1"


def strip(name: str, navigator: "Navigator") -> Strip:
    """Return a strip by its name."""
    return _STRIPS[name](navigator)


def view(name: str, navigator: "Navigator") -> "Board | VillageFigures":
    """Return a view by its name."""
    if name in VIEWS:
        return VIEWS[name](navigator)
    from fupin_desk.ui.ledgers.board import Board

    return Board(navigator)


def act(name: str, navigator: "Navigator", parent: QWidget, record: str) -> None:
    """Do with a record what an act says; without one, ask for it."""
    if not record:
        navigator.door.tell(parent, "先选一条", "请先在表格里选中一条记录。")
    elif name == "advance":
        from fupin_desk.ui.ledgers import advance

        advance.run(navigator, parent, record)
    elif name == "team_village":
        team = navigator.desk.record("work_team", record)
        village = str(team.values.get("village") or "") if team else ""
        if village:
            navigator.open_page("village_view", village=village)


def lend(navigator: "Navigator", household: str) -> None:
    """Begin a loan of the chosen household."""
    given = {"household": household} if household else {}
    navigator.new_record("loan", borrower_kind=_OF_HOUSEHOLD, **given)


BEGINS = {"loan_of_household": lend}
