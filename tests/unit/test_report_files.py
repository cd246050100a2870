"""Reports through the desk: days, periods, faces, file names, and the same numbers as the coverage."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from fupin_desk.desk import reporting
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import NotFoundError, RequestError
from fupin_desk.model.value import Draft, Value
from fupin_desk.reports import wording
from tests.unit.report_rows import cells

TODAY = "2018-09-30"
HEAD_ID = "42109919800101991X"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Open a desk of 资市镇 with two villages and three households."""
    made = Desk.create(tmp_path / "t.fupin", "demo", "421024100", "王工", about={"as_of": TODAY})
    drafts = [
        _draft(
            "village", "a1", name="古堤村", township="421024100", code_2018="421024100201", is_poor_village=1
        ),
        _draft(
            "village", "a2", name="黄淡村", township="421024100", code_2018="421024100202", is_poor_village=0
        ),
        _draft(
            "round", "d1", number=1, year=2018, name="第一轮", started_on="2018-01-14", ended_on="2018-12-31"
        ),
    ]
    for number, village in enumerate(("a1", "a1", "a2")):
        home = f"b{number}"
        drafts += [
            _draft(
                "household", home, village=village, group_name="1组", poverty_status="0", phone="13800001234",
                main_cause="01", industry_willingness="1" if number else None, development_mode="1",
            ),
            _draft(
                "member", f"c{number}", household=home, name="=甲" if number == 0 else f"户主{number}", relation="01",
                labour_capability="01", id_number=HEAD_ID,
            ),
        ]  # fmt: skip
    drafts += [
        _draft(
            "assistance", "e1", household="b1", round="d1", assistance_kind="01", measure="发放种虾", status="2",
            done_on="2018-03-31", amount_fen=100_000, income_increase_fen=400_000,
        ),
        _draft(
            "assistance", "e2", household="b2", round="d1", assistance_kind="01", measure="购买鸡苗", status="2",
            done_on="2018-07-01", amount_fen=50_000,
        ),
    ]  # fmt: skip
    made.save_drafts(drafts, "登记", at="2018-09-29T18:00:00+00:00")
    yield made
    made.close()


def _draft(kind: str, key: str, **values: Value) -> Draft:
    return Draft(kind, key * 16, {name: _key(name, value) for name, value in values.items()}, is_new=True)


def _key(field: str, value: Value) -> Value:
    return value * 16 if isinstance(value, str) and field in {"village", "household", "round"} else value


def test_the_summary_and_the_lists_agree_with_the_coverage(desk: Desk) -> None:
    tallies = {(one.rule, one.place): one for one in desk.coverage()}
    rules = [rule.id for rule in desk.pack().rules]
    made = desk.report("产扶10")
    assert cells(made.tables[0], "待核") == [tallies[rule, None].unknown for rule in rules]
    assert cells(made.tables[1], "R-1.2 分子") == [
        tallies["R-1.2", place].part for place in (None, "a1" * 16, "a2" * 16)
    ]  # fmt: skip
    gaps = {one.sheet.split()[0]: one for one in desk.report("未覆盖名单").tables}
    for rule in rules:
        states = cells(gaps[rule], "情况")
        assert states.count("未覆盖") == tallies[rule, None].gap
        assert states.count("待核") == tallies[rule, None].unknown
    assert cells(gaps["R-1.2"], "缺什么") == ["没有填：产业发展意愿"]


def test_one_village_reports_what_its_coverage_says(desk: Desk) -> None:
    made = desk.report("产扶10", place="a1" * 16)
    tallies = {one.rule: one for one in desk.coverage("a1" * 16)}
    assert cells(made.tables[0], "待核") == [tallies[rule.id].unknown for rule in desk.pack().rules]
    assert len(cells(desk.report("产扶1", place="古堤村").tables[0], "序号")) == 3
    assert desk.report("产扶1", place="421024100202").title == "江陵县资市镇黄淡村贫困户花名册（产业）"


def test_every_report_is_made_from_a_real_file(desk: Desk) -> None:
    made = {info.name: desk.report(info.name) for info in desk.reports()}
    assert len(made["户卡"].cards) == 3
    assert made["差错清单"].tables[0].rows
    assert all(one.as_of == TODAY and "最后录入 2018-09-30" in "\n".join(one.stamp) for one in made.values())
    assert all(desk.head()[:12] in "\n".join(one.stamp) for one in made.values())


def test_a_period_is_judged_on_its_last_day_at_most_today(desk: Desk) -> None:
    first = desk.report("产扶2", period="2018Q1")
    assert (first.as_of, cells(first.tables[0], "实施日期")[-1]) == ("2018-03-31", None)
    assert [one for one in cells(first.tables[0], "实施日期") if one] == ["2018-03-31"]
    assert desk.report("产扶2", period="2018").as_of == TODAY
    assert desk.report("产扶10", period="2018Q1").period == "2018年第一季度"


def test_the_time_machine_reports_what_was_known(desk: Desk) -> None:
    made = desk.report("产扶1", known="2018-09-28")
    assert cells(made.tables[0], "户主姓名") == ["0 户"]
    assert "2018-09-28 所知" in "\n".join(made.stamp)
    assert "据20180928数据" in made.file_stem


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"period": "2019Q1"}, "之后才开始"),
        ({"period": "第三季度"}, "2018Q3"),
        ({"as_of": "昨天"}, "不是日期"),
        ({"known": "2018-02-30"}, "不是日期"),
        ({"face": "secret"}, "official"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(desk: Desk, given: dict[str, str], words: str) -> None:
    with pytest.raises(RequestError, match=words):
        desk.report("产扶1", **given)  # type: ignore[arg-type]


def test_unknown_reports_and_villages_are_named(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="产扶10"):
        desk.report("产扶99")
    with pytest.raises(NotFoundError, match="没有人村"):
        desk.report("产扶1", place="没有人村")


@pytest.mark.parametrize("name", ["差错清单", "未覆盖名单"])
def test_working_lists_have_no_public_face(desk: Desk, name: str) -> None:
    with pytest.raises(RequestError, match="没有公示版"):
        desk.report(name, face="public")


def test_reports_are_written_under_their_right_names(desk: Desk, tmp_path: Path) -> None:
    written = desk.write_report("产扶1", tmp_path / "out", period="2018Q3").paths
    stem = "江陵县_资市镇_产扶1贫困户花名册（产业）_2018年第三季度_上报版_20180930"
    assert [one.name for one in written] == [f"{stem}.pdf", f"{stem}.xlsx"]
    assert all(one.stat().st_size > 1000 for one in written)
    with pytest.raises(RequestError, match="docx"):
        desk.write_report("产扶1", tmp_path, formats=("docx",))


def test_every_public_report_is_written_and_passes_the_search_for_leaks(desk: Desk, tmp_path: Path) -> None:
    names = [info.name for info in desk.reports() if not info.private]
    written = [path for name in names for path in desk.write_report(name, tmp_path, face="public").paths]
    assert len(written) == 2 * len(names)
    assert all(path.exists() and "公示版" in path.name for path in written)


def test_a_public_report_with_an_id_number_in_a_free_text_leaves_the_older_one(
    desk: Desk, tmp_path: Path
) -> None:
    """D6: the clean one was replaced first, and deleted with the leak."""
    out = tmp_path / "out"
    desk.write_report("产扶2", out, face="public")
    older = {path.name: path.read_bytes() for path in out.iterdir()}
    desk.save_drafts([Draft("assistance", "e1" * 16, {"measure": f"给{HEAD_ID}发虾"})], "改措施")
    for one in ("pdf", "xlsx"):
        with pytest.raises(RequestError, match=r"公示版.*没有改动"):
            desk.write_report("产扶2", out, face="public", formats=[one])
        assert {path.name: path.read_bytes() for path in out.iterdir()} == older


def test_a_name_that_no_font_draws_stops_nothing_and_is_told_with_whose_it_is(
    desk: Desk, tmp_path: Path
) -> None:
    desk.save_drafts([Draft("member", "c1" * 16, {"name": "陈鿔"})], "改名")
    for name in ("产扶1", "户卡"):
        written = desk.write_report(name, tmp_path / name)
        assert [path.suffix for path in written.paths] == [".pdf", ".xlsx"]
        (told,) = written.warnings
        assert "“鿔”（U+9FD4）" in told
        assert "陈鿔" in told
        pdf = next(path for path in written.paths if path.suffix == ".pdf")
        assert "陈〓" in "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
        assert reporting.leaves(desk.report(name))
    assert desk.write_report("产扶10", tmp_path / "10").warnings == ()


def test_a_public_copy_tells_no_more_of_a_record_than_it_prints(desk: Desk) -> None:
    desk.save_drafts([Draft("assistance", "e1" * 16, {"measure": "发虾苗鿔"})], "改措施")
    report = reporting.document(desk, "产扶2", face="public")
    (told,) = report.warnings
    printed = "".join(text for _, text in wording.texts(report))
    whose = re.findall(r"（([^）U]*)）", told)
    assert whose
    assert all(word in printed for one in whose for word in one.split())
    assert HEAD_ID not in told
