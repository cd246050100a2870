"""The list of findings over the ledgers of the policy: which record is meant, and where it belongs."""

from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.ui.findings.findings_page import FindingsPage
from fupin_desk.ui.shell.window import Window
from tests.qt import ledgers


def test_a_record_of_a_ledger_is_told_by_its_name_and_village(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    ids = ledgers.fill(desk)
    village = desk.name_of("village", ids["village"])
    where = desk.whereabouts(["entity", "payment", "loan"])
    assert where[ids["entity"]].name == "白马寺虾稻合作社"
    assert {where[ids[one]].village for one in ("entity", "payment", "loan")} == {ids["village"]}
    payment = desk.page("payment", ids["payment"])
    payment.record.values["reviewed_by"] = None
    desk.save(payment)
    with qtbot.waitSignal(window.worker.ended, timeout=60_000):
        window._check_all()
    shown = window.stack.currentWidget()
    assert isinstance(shown, FindingsPage)
    row = next(at for at, one in enumerate(shown.model.findings) if one.record == ids["payment"])
    texts = [str(shown.model.index(row, column).data()) for column in range(shown.model.columnCount())]
    assert texts[1] == "拨付 2018-08-20 虾稻共作基地"
    assert texts[2] == village
