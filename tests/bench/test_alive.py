"""The bench runs: a small township, few rounds, some paths; how quick it is, is not asked here."""

import json

import pytest

from tests.bench import run


def test_a_quick_run_prints_a_row_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.run(["--quick", "--households", "60", "--json", "--only", "save,list,rules_all"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["path"] for row in rows] == ["save", "list", "rules_all"]
    for row in rows:
        assert row["ratio"] == pytest.approx(row["ours"] / row["baseline"])
        assert row["held"] == (row["ratio"] <= row["budget"])


def test_an_unknown_path_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.run(["--only", "everything"])
    assert "no such path: everything" in capsys.readouterr().err
