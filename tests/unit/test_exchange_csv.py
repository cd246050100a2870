"""The export holds stored values as they are, removed rows too, and appears whole or not at all."""

from pathlib import Path

import pytest

from fupin_desk import atomic
from fupin_desk.catalog import catalog
from fupin_desk.exchange import csv_export
from fupin_desk.model.error import RequestError
from fupin_desk.model.value import Record

FORM = catalog.load().forms["expert"]


def test_every_record_is_a_line_with_its_stored_values_in_the_order_of_ids(tmp_path: Path) -> None:
    records = [
        Record("expert", "b", {"name": "=1+1", "is_team_member": 1}, removed=True),
        Record("expert", "a", {"name": "𠮷\n甲,乙", "phone": "0123"}),
    ]
    csv_export.write(FORM, records, tmp_path / "out" / "expert.csv")
    assert (tmp_path / "out" / "expert.csv").read_bytes().decode("utf-8") == (
        "id,removed,name,is_team_member,bureau,unit,title,specialty,phone,note\n"
        'a,0,"𠮷\n甲,乙",,,,,,0123,\n'
        "b,1,=1+1,1,,,,,,\n"
    )


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_rest(tmp_path: Path) -> None:
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(RequestError):
        atomic.put(tmp_path / "x.csv", b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["x.csv"]
