"""Whatever page a full disk refuses, the error is a sentence, and no name or number of a person is in it or behind it."""

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import DiskError
from fupin_desk.model.query import Query
from fupin_desk.model.value import Draft, Value
from tests.sample_file import ID_NUMBER

_NAME, _PHONE = "欧阳慧敏", "13871990990"


def _born(desk: Desk) -> None:
    for number in range(12):
        house = f"{number:032d}"
        drafts = [Draft("household", house, {"household_no": f"9{number}", "phone": _PHONE}, is_new=True)]
        told: dict[str, Value] = {"name": _NAME, "id_number": ID_NUMBER, "note": ID_NUMBER * 30}
        drafts += [
            Draft("member", f"{number}{n}".rjust(32, "b"), {**told, "household": house}, is_new=True)
            for n in range(3)
        ]
        desk.save_drafts(drafts, "录入")


def _edited(desk: Desk) -> None:
    for record in desk.ids(Query("member")):
        values: dict[str, Value] = {"name": _NAME * 20, "id_number": ID_NUMBER, "note": ID_NUMBER * 90}
        desk.save_drafts([Draft("member", record, values)], "修改")


def _undone(desk: Desk) -> None:
    for batch in desk.batches():
        desk.undo(batch.id)


def _sketched(desk: Desk) -> None:
    for record in desk.ids(Query("household")):
        desk.keep_sketch(desk.page("household", record))


def _error_of(act: Callable[[Desk], None], desk: Desk) -> Exception | None:
    try:
        act(desk)
    except Exception as error:  # noqa: BLE001 - that nothing else than a sentence comes out is what is tested
        return error
    return None


@pytest.mark.parametrize("act", [_born, _edited, _undone, _sketched])
def test_a_disk_that_is_full_at_any_page_is_told_in_a_sentence_without_anything_personal(
    act: Callable[[Desk], None], tmp_path: Path
) -> None:
    refused = 0
    with Desk.create(
        tmp_path / "d.fupin", "demo", "421024103", "李静", about={"as_of": "2018-09-30"}
    ) as desk:
        if act is not _born:
            _born(desk)
        (pages,) = desk.file.connection.execute("PRAGMA page_count").fetchone()
        for more in range(200):
            # A connection that met an error is given up: each time it is asked for anew.
            desk.file.connection.execute(f"PRAGMA max_page_count = {pages + more}")
            error = _error_of(act, desk)
            if error is None:
                break
            refused += 1
            told = "".join(traceback.format_exception(error))
            assert isinstance(error, DiskError), told
            assert "磁盘已满" in str(error)
            assert not any(secret in told for secret in (_NAME, _PHONE, ID_NUMBER))
        assert refused > 2
        desk.file.connection.execute("PRAGMA max_page_count = 1000000")
        assert desk.examine().sound
