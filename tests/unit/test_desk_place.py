"""The file of one village: named after it, holding it alone, judged as a township's file is."""

from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import RequestError

VILLAGE = "421024103202"


def test_a_file_may_be_of_one_village(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "v.fupin", "pine-7421 stone", VILLAGE, "工作队") as desk:
        desk.add_villages()
        (held,) = desk.villages()
        assert held.values["code_2018"] == VILLAGE
        assert held.values["township"] == VILLAGE[:9]
        assert desk.place_name.endswith(str(held.values["name"]))
        assert desk.place_name != held.values["name"]
        tallies = {(one.rule, one.place): one for one in desk.coverage()}
        assert tallies["R-2.4.7", None].unknown == 1
        # Its township is the one unit of the rules about townships.
        rule = next(one for one in desk.pack().rules if one.unit == "township")
        (unit,) = desk.judged(rule.id)
        assert unit.id == VILLAGE[:9]
        assert not tallies["R-2.8.1", None].is_judged


def test_a_place_that_is_none_is_refused_with_what_may_be_used(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="12 位区划代码"):
        Desk.create(tmp_path / "v.fupin", "pine-7421 stone", "421024999999", "工作队")
    assert not (tmp_path / "v.fupin").exists()


def test_a_unit_is_known_by_its_name_too(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "v.fupin", "pine-7421 stone", " 白马寺镇 ", "王工") as desk:
        assert (desk.place_name, desk.place) == ("白马寺镇", "421024103")
