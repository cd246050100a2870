"""What is done every day by itself: the examination, the rehearsal of the last backup, and the one before anything leaves."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fupin_desk import cli
from fupin_desk.desk import filing, safekeeping
from fupin_desk.desk.desk import Desk
from fupin_desk.model import clock
from fupin_desk.model.error import UnsoundError
from fupin_desk.model.query import Query
from fupin_desk.store.file import backup, integrity
from fupin_desk.ui.coverage.workbench import Workbench
from fupin_desk.ui.exchange.exchange_page import ExchangePage
from fupin_desk.ui.safety.health_page import HealthPage
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.window import Window
from tests import damage
from tests.qt.conftest import PlannedDoor
from tests.qt.township import save

LONG = 20_000
_MORNING = datetime.datetime(2026, 3, 10, 8, 2, tzinfo=clock.HERE)


@pytest.fixture(autouse=True)
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: _MORNING)


def _backed_up(desk: Desk, before: datetime.timedelta) -> Path:
    return backup.back_up(desk.file, filing.backup_folder(desk.file.path), _MORNING - before).path


def _tamper(desk: Desk) -> None:
    household = desk.ids(Query("household"))[0]
    desk.file.connection.execute("UPDATE household SET group_name = '改' WHERE id = ?", (household,))


@pytest.mark.parametrize(
    ("before", "called"),
    [
        (datetime.timedelta(hours=13), "昨晚的"),
        (datetime.timedelta(hours=20), "昨天 12:02 的"),
        (datetime.timedelta(minutes=2), "今天 8:00 的"),
        (datetime.timedelta(days=5), " 3 月 5 日的"),
    ],
)
def test_it_is_told_which_backup_was_opened_what_it_holds_and_that_it_is_equal(
    before: datetime.timedelta, called: str, desk: Desk
) -> None:
    _backed_up(desk, before)
    save(desk, "village", name="新村", township="421024103", is_poor_village=0)
    told = safekeeping.daily(desk)
    assert told.words.startswith(f"今天 8:02 已把{called}备份打开核对：农户 3 户、家庭成员 6 人，")
    assert told.words.endswith("步历史，与正本一致。")
    assert (told.sound, told.rehearsed) == (True, True)


def test_the_backup_of_yesterday_is_rehearsed_rather_than_that_of_this_morning(desk: Desk) -> None:
    _backed_up(desk, datetime.timedelta(hours=13))
    _backed_up(desk, datetime.timedelta(minutes=1))
    assert "昨晚的备份" in safekeeping.daily(desk).words


def test_a_file_without_a_backup_and_one_of_another_passphrase_are_told(desk: Desk) -> None:
    told = safekeeping.daily(desk)
    assert (told.sound, told.rehearsed) == (True, False)
    assert "现在备份" in told.words
    _backed_up(desk, datetime.timedelta(hours=13))
    desk.change_passphrase("four plain words here")
    assert "还没有能用现在的口令打开的备份" in safekeeping.daily(desk).words


def test_a_rotten_backup_is_told_with_what_to_do(desk: Desk) -> None:
    path = _backed_up(desk, datetime.timedelta(hours=13))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    told = safekeeping.daily(desk)
    assert not told.sound
    for said in ("不能用", "现在备份", path.name):
        assert said in told.words


def test_a_file_that_was_changed_is_told_with_what_to_do(desk: Desk) -> None:
    _tamper(desk)
    told = safekeeping.daily(desk)
    assert not told.sound
    assert "体检发现 1 处问题" in told.words
    assert "不要录入" in told.words


def _workbench_says(window: Window) -> str:
    window.open_page("workbench")
    page = window.stack.currentWidget()
    assert isinstance(page, Workbench)
    return page.safety.toolTip()


def test_the_window_does_it_once_a_day_by_itself_and_shows_it_on_the_workbench(
    window: Window, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _backed_up(desk, datetime.timedelta(hours=13))
    assert "今天还没有核对备份" in _workbench_says(window)
    window.daily.due()
    qtbot.waitUntil(lambda: window.daily.today is not None, timeout=LONG)
    assert "与正本一致" in _workbench_says(window)
    window.open_page("health")
    page = window.stack.currentWidget()
    assert isinstance(page, HealthPage)
    assert "与正本一致" in page.examine.result.text()
    window.daily.due()
    assert not window.worker.busy
    assert Settings(tmp_path / "window.json").get("daily")[desk.file.device]["sound"] is True
    monkeypatch.setattr(clock, "now", lambda: _MORNING + datetime.timedelta(days=1))
    assert window.daily.today is None
    window.daily.due()
    qtbot.waitUntil(lambda: window.daily.today is not None, timeout=LONG)


def test_what_is_wrong_is_shown_on_the_workbench_and_leads_to_the_page(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    _tamper(desk)
    window.daily.due()
    qtbot.waitUntil(lambda: window.daily.today is not None, timeout=LONG)
    assert "体检发现 1 处问题" in _workbench_says(window)
    page = window.stack.currentWidget()
    assert isinstance(page, Workbench)
    assert page.safety.property("role") == "error"
    page._look.click()
    assert isinstance(window.stack.currentWidget(), HealthPage)


# --- before anything leaves


def test_nothing_leaves_a_file_that_is_not_sound_unless_a_person_wants_it(desk: Desk, tmp_path: Path) -> None:
    _tamper(desk)
    acts: tuple[Callable[[], object], ...] = (
        lambda: desk.export(tmp_path / "out"),
        lambda: desk.write_report("产扶10", tmp_path / "out"),
    )
    for act in acts:
        with pytest.raises(UnsoundError, match=r"体检发现 1 处问题（农户：.*没有导出"):
            act()
    assert not (tmp_path / "out").exists()
    desk.soundness.accept()
    assert desk.export(tmp_path / "out")
    assert desk.write_report("产扶10", tmp_path / "out")


def test_one_examination_a_day_serves_all_that_leaves_until_another_program_writes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    examine = integrity.examine

    def count(*given: object) -> object:
        asked.append(1)
        return examine(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(integrity, "examine", count)
    for number in range(2):
        with desk.snapshot() as snapshot:
            snapshot.export(tmp_path / str(number))
        save(desk, "village", name=f"新村{number}", township="421024103", is_poor_village=0)
    assert len(asked) == 1
    damage.write_beside(desk.file.path, desk.file.key)
    with desk.snapshot() as snapshot:
        snapshot.export(tmp_path / "3")
    assert len(asked) == 2
    monkeypatch.setattr(clock, "now", lambda: _MORNING + datetime.timedelta(days=1))
    with desk.snapshot() as snapshot:
        snapshot.export(tmp_path / "4")
    assert len(asked) == 3


def test_the_window_asks_before_it_exports_what_is_not_sound(
    window: Window, desk: Desk, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    _tamper(desk)
    window.open_page("exchange")
    page = window.stack.currentWidget()
    assert isinstance(page, ExchangePage)
    out = tmp_path / "out"
    out.mkdir()
    door.plan(out, False)
    page.export()
    qtbot.waitUntil(lambda: "体检发现问题" in door.asked, timeout=LONG)
    qtbot.waitUntil(lambda: not window.worker.busy)
    assert list(out.iterdir()) == []
    door.plan(out, True)
    page.export()
    qtbot.waitUntil((out / "household.csv").exists, timeout=LONG)
    qtbot.waitUntil(lambda: not window.worker.busy, timeout=LONG)


def test_the_command_line_refuses_too_and_says_how_to_go_on(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUPIN_PASSPHRASE", "demo")
    _tamper(desk)
    path = desk.file.path
    desk.close()
    out = tmp_path / "out"
    assert cli.run(["export", str(path), "--out", str(out)]) == 2
    assert "--unsound" in capsys.readouterr().err
    assert cli.run(["export", str(path), "--out", str(out), "--unsound"]) == 0
    assert cli.run(["report", str(path), "产扶10", "--out", str(out), "--unsound", "--format", "xlsx"]) == 0
