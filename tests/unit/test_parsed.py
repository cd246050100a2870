"""Definition texts are parsed once: what was kept is used while the text is the same, and only while it is whole."""

import tomllib
from pathlib import Path

import pytest

from fupin_desk.catalog import catalog, parsed

TEXT = 'name = "村"\nday = 2018-01-14\nmany = [1, 2]\n[inner]\nyes = true\n'.encode()
SAID = {"name": "村", "day": "2018-01-14", "many": [1, 2], "inner": {"yes": True}}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the user's own folder, with nothing kept in it."""
    monkeypatch.setenv("FUPIN_HOME", str(tmp_path))
    _start_again()
    return tmp_path


def _start_again() -> None:
    parsed._asked.clear()
    parsed._kept.cache_clear()


def test_a_text_says_the_same_parsed_and_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert parsed.table(TEXT) == SAID
    parsed.keep()
    _start_again()
    monkeypatch.setattr(tomllib, "loads", None)
    assert parsed.table(TEXT) == SAID


def test_a_changed_text_is_parsed_anew_and_the_old_one_forgotten(home: Path) -> None:
    parsed.table(TEXT)
    parsed.keep()
    _start_again()
    assert parsed.table(TEXT.replace(b"2018", b"2019"))["day"] == "2019-01-14"
    parsed.keep()
    assert len([*home.iterdir()]) == 1
    assert "2018-01-14" not in (home / "definitions.txt").read_text(encoding="utf-8")


def test_a_damaged_line_is_as_good_as_none(home: Path) -> None:
    parsed.table(TEXT)
    parsed.keep()
    path = home / "definitions.txt"
    whole = path.read_bytes()
    for damaged in (whole.replace(b"[1, 2]", b"[1, 3]"), whole[:-9], b"\xff\n" + whole, b""):
        path.write_bytes(damaged)
        _start_again()
        assert parsed.table(TEXT) == SAID


def test_a_home_that_cannot_be_written_hinders_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").touch()
    monkeypatch.setenv("FUPIN_HOME", str(home / "file"))
    first = catalog.load()
    assert catalog.load().forms == first.forms


def test_the_catalog_is_the_same_at_the_second_start(home: Path) -> None:
    first = catalog.load()
    _start_again()
    second = catalog.load()
    assert (first.forms, first.codes, first.packs) == (second.forms, second.codes, second.packs)
    assert all(type(one.valid_from) is str for one in second.packs)
