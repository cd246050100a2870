"""What checks ask of the other records: the same answers one by one and all at once."""

from pathlib import Path

import pytest

from fupin_desk.model.value import Draft
from fupin_desk.store.records.record_lookup import Held, HeldAll
from tests.sample_file import commit, record_id
from tests.unit import covered_village
from tests.unit.covered_village import CATALOG, another, draft, id_of

DISABILITY_CARD = "42109919700101990X43"


@pytest.mark.parametrize("way", [Held, HeldAll])
def test_records_are_held_by_id_by_value_and_by_person(
    tmp_path: Path, way: type[Held] | type[HeldAll]
) -> None:
    with covered_village.village(tmp_path) as file:
        card, gone = (
            another("wife", 21, id_number=DISABILITY_CARD),
            another("wife", 22, id_number="42109919700101990X"),
        )
        commit(file, card, gone, Draft("member", id_of("wife"), {}, unread={"birth_date": "去年"}))
        commit(file, Draft("member", gone.id, {}, removed=True))
        held = way(file.connection, CATALOG.forms)
        wife = held.record("member", id_of("wife"))
        assert wife is not None
        assert (wife.values["name"], wife.unread) == ("李秀英", {"birth_date": "去年"})
        assert held.record("member", gone.id) is None
        assert held.record("member", "nobody") is None
        same = {one.id for one in held.same_person("42109919700101990X")}
        assert same == {id_of("head"), record_id(21)}
        assert [one.id for one in held.same_person("42109919700101991X")] == []
        family = {one.id for one in held.having("member", "household", id_of("household"))}
        assert family == {id_of("head"), id_of("wife"), record_id(21)}
        assert [one.id for one in held.having("household", "phone", "13800000002")] == [id_of("household")]
        assert [*held.having("household", "phone", "")] == []


def test_everything_held_of_a_kind_is_listed_without_removed_records(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, draft("wife", removed=True))
        assert [one.id for one in HeldAll(file.connection, CATALOG.forms).all("member")] == [id_of("head")]


def test_lookups_of_one_page_go_by_an_index(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        for kind, field in (
            ("household", "phone"), ("household", "household_no"), ("household", "bank_account"),
            ("household", "village"), ("member", "household"), ("assistance", "household"), ("attendance", "member"),
            ("visit_household", "visit"), ("pairing", "expert"), ("waiver", "about"),
        ):  # fmt: skip
            plan = file.connection.execute(
                f"EXPLAIN QUERY PLAN SELECT * FROM {kind} r WHERE r.{field} IS ? AND r.removed = 0", ("x",)
            ).fetchall()
            assert [line[3].split()[0] for line in plan] == ["SEARCH"], (kind, field)
