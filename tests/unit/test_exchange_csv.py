"""The export holds stored values as they are, removed rows too, and appears whole or not at all."""

import csv
import io
from pathlib import Path

import pytest

from fupin_desk import atomic
from fupin_desk.catalog import catalog
from fupin_desk.exchange import csv_export, separated
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


def test_the_guarded_form_speaks_to_people_and_no_cell_of_it_is_run(tmp_path: Path) -> None:
    wild = [
        "=1+1",
        "+86",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1",
        "'quoted",
        "=cmd|' /C calc'!A0",
        "|x",
        "%0A",
    ]
    records = [
        Record("expert", f"{n:032d}", {"name": text, "phone": "013871990990", "is_team_member": 1})
        for n, text in enumerate(wild)
    ]
    records.append(
        Record("expert", "f" * 32, {"note": "42109919900101999X"}, {"name": "=没读懂"}, removed=True)
    )
    loaded = catalog.load()
    csv_export.write_guarded(FORM, records, tmp_path / "专家.csv", loaded.codes, {})
    content = (tmp_path / "专家.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert head[:4] == ["编号", "已删除", FORM.fields["name"].label, FORM.fields["is_team_member"].label]
    assert [line[2] for line in lines] == [*(f"'{text}" for text in wild), "'=没读懂"]
    assert {line[3] for line in lines} == {"是", ""}
    assert all(cell[:1] not in {*"=+-@\t\r＝"} for line in lines for cell in line)
    assert "'013871990990" in lines[0]
    assert "'42109919900101999X" in lines[-1]


def test_what_is_guarded_is_read_back_as_it_was(tmp_path: Path) -> None:
    texts = ["=1+1", "'a", "-2", "王建国", "012", "42109919900101999X"]
    written = io.StringIO(newline="")
    csv.writer(written).writerow([csv_export.guarded(one) for one in texts])
    sheet = separated.read(written.getvalue().encode())
    assert sheet.rows == [texts]


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_rest(tmp_path: Path) -> None:
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(RequestError):
        atomic.put(tmp_path / "x.csv", b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["x.csv"]
