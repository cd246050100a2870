"""A damaged page is told by every command in one sentence, never by a traceback."""

from pathlib import Path

import pytest

from fupin_desk import cli
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import DamagedFileError
from fupin_desk.store.file.file_key import Key
from tests import damage

_OUT = "OUT"
READING = (
    ("check",), ("coverage",), ("coverage", "--known", "2018-09-30"), ("report", "通报", "--out", _OUT),
    ("export", "--out", _OUT), ("history", "0" * 32),
)  # fmt: skip
PARTS = ("household", "member", "village", "batch", "change", "unread", "visit")


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Key]:
    path = tmp_path_factory.mktemp("sound") / "d.fupin"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUPIN_PASSPHRASE", "demo")
        assert cli.run(["demo", str(path), "--households", "40"]) == 0
    with Desk.open(path, "demo") as desk:
        key = desk.file.key
    return path.read_bytes(), key


@pytest.mark.parametrize("part", PARTS)
def test_every_reading_command_tells_of_a_damaged_page(
    part: str, township: tuple[bytes, Key], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("FUPIN_PASSPHRASE", "demo")
    path, (content, key) = tmp_path / "d.fupin", township
    path.write_bytes(content)
    damage.spoil(path, damage.page_of(path, key, part))
    spoilt = path.read_bytes()
    for command, *others in READING:
        given = [str(tmp_path / "out") if one == _OUT else one for one in others]
        capsys.readouterr()
        assert cli.run([command, str(path), *given]) == 2, command
        told = capsys.readouterr().err.splitlines()
        assert len(told) == 1, command
        assert told[0].startswith("“d.fupin”有损坏的页"), command
        assert "没有改动" in told[0]
        assert "备份" in told[0]
    assert cli.run(["verify", str(path)]) in {1, 2}
    assert "损坏" in "".join(capsys.readouterr())
    assert path.read_bytes() == spoilt


def test_a_rule_is_not_blamed_for_a_damaged_page(township: tuple[bytes, Key], tmp_path: Path) -> None:
    path, (content, key) = tmp_path / "d.fupin", township
    path.write_bytes(content)
    damage.spoil(path, damage.page_of(path, key, "household"))
    with pytest.raises(DamagedFileError), Desk.open(path, key) as desk:
        desk.coverage()
