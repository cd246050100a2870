"""People are found by what one remembers of them, whatever is typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_desk.catalog.catalog import load
from fupin_desk.model.query import Query
from fupin_desk.model.value import Draft
from fupin_desk.store.file.file import File
from fupin_desk.store.records import pinyin, rows, search
from tests.sample_file import commit, record_id
from tests.unit import covered_village
from tests.unit.covered_village import another, draft, id_of


def names(file: File, text: str) -> list[str]:
    """Return the names that a text finds."""
    return [one.name for one in search.find(file.connection, text)]


@pytest.mark.parametrize(
    "text",
    ["王建国", "建国", "王", "国", "wangjianguo", "WangJian", "wang jian guo", "wjg", "wj", "42109919700101990X",
     "4210991970", "990x", "990X", "01990X", "１９９０Ｘ"[1:], "王 建国", "王·建国"],
)  # fmt: skip
def test_a_head_is_found_as_the_household(tmp_path: Path, text: str) -> None:
    with covered_village.village(tmp_path) as file:
        found = search.find(file.connection, text)
        assert [(one.kind, one.id, one.name, one.detail) for one in found] == [
            ("household", id_of("household"), "王建国", "黄淡村3组")
        ]


@pytest.mark.parametrize("text", ["13800000002", "1380000", "0002", "4210240002", "000002"])
def test_a_household_is_found_by_phone_and_number(tmp_path: Path, text: str) -> None:
    with covered_village.village(tmp_path) as file:
        assert names(file, text) == ["王建国"]


def test_a_member_is_found_as_the_household_and_says_whose(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        (hit,) = search.find(file.connection, "lxy")
        assert (hit.kind, hit.id, hit.name) == ("household", id_of("household"), "李秀英")
        assert hit.detail == "成员，户主王建国，黄淡村3组"
        commit(file, draft("wife", left_on="2018-05-01"))
        assert search.find(file.connection, "李秀英")[0].detail == "成员（已减少），户主王建国，黄淡村3组"


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("单雄信", ("shanxiongxin", "sxx", "danxiongxin", "dxx")),
        ("解永红", ("xieyonghong", "xyh", "jieyonghong", "jyh")),
        ("仇英", ("qiuying", "qy", "chouying")),
        ("查良", ("zhaliang", "zl", "cl")),
        ("曾国藩", ("zengguofan", "zgf", "cgf")),
        ("区元", ("ouyuan", "oy", "qy")),
        ("盖叫天", ("gejiaotian", "gjt", "gaijiaotian")),
        ("朴成", ("piaocheng", "pc")),
        ("吕雉", ("lvzhi", "lyuzhi", "lz")),
        ("欧阳海", ("ouyanghai", "oyh")),
        ("买买提·吐尔逊", ("买买提吐尔逊", "提吐", "mmttex", "maimaiti")),
        ("㐂田", ("㐂",)),
        ("𠅤明", ("𠅤明", "𠅤")),
        ("Ubul", ("Ubul", "ubul", "bul")),
    ],
)
def test_a_name_is_found_by_every_reading_of_its_surname(
    tmp_path: Path, name: str, texts: tuple[str, ...]
) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, draft("wife", name=name))
        for text in texts:
            assert names(file, text) == [name], text


def test_exact_names_come_before_longer_ones_and_beginnings_before_the_rest(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        people = [another("wife", 20 + n, name=name) for n, name in enumerate(("小王建", "王建华", "王建"))]
        commit(file, *people)
        found = names(file, "王建")
        assert found[0] == "王建"
        assert sorted(found[1:3]) == ["王建华", "王建国"]
        assert found[3:] == ["小王建"]
        assert names(file, "建王") == []
        assert len(search.find(file.connection, "王", limit=2)) == 2


def test_the_index_follows_edits_removals_and_undo(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, draft("head", name="赵永红"))
        assert (names(file, "王建国"), names(file, "赵永红")) == ([], ["赵永红"])
        commit(file, draft("head", removed=True))
        assert names(file, "赵永红") == []
        commit(file, draft("head", removed=False))
        assert names(file, "zyh") == ["赵永红"]
        # A removed household is not found by its members either.
        commit(file, draft("household", removed=True))
        assert names(file, "赵永红") == []


def test_writing_a_record_again_leaves_one_entry(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        for phone in ("13900000001", "13900000002"):
            commit(file, draft("household", phone=phone))
        search.refresh(file.connection, {"household": [id_of("household")], "income": ["x"]})
        count = file.connection.execute("SELECT count(*) FROM search WHERE kind = 'household'").fetchone()[0]
        assert (count, names(file, "13900000001"), names(file, "13900000002")) == (1, [], ["王建国"])


def test_villages_experts_and_courses_are_found_by_their_own_names(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, draft("village", other_names="黄丹村,老黄淡村"))
        found = {text: search.find(file.connection, text) for text in ("黄丹", "hdc", "czq", "小龙虾")}
        assert [[(one.kind, one.name, one.detail) for one in hits] for hits in found.values()] == [
            [("village", "黄淡村", "贫困村")], [("village", "黄淡村", "贫困村")],
            [("expert", "陈志强", "专家，县农业局")], [("course", "小龙虾养殖", "培训班，2018-06-01")],
        ]  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.sampled_from("王建国wjg190xX*\"'^():-+ANDORNOTEAR{}%_!\\·　 \t\n\0𠅤é"), max_size=12)
    | st.text(max_size=80)
)
def test_nothing_that_is_typed_is_an_error(shared_file: File, text: str) -> None:
    assert isinstance(search.find(shared_file.connection, text), list)
    for kind in ("household", "visit", "assistance", "round"):
        rows.ids(shared_file.connection, covered_village.CATALOG.forms, Query(kind, text=text))


@pytest.fixture(scope="module")
def shared_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[File]:
    with covered_village.village(tmp_path_factory.mktemp("search")) as file:
        yield file


@pytest.mark.parametrize("text", ["王", "wjg", "2018", "JLNS-0001"])
def test_every_list_is_searched_by_what_its_form_names(shared_file: File, text: str) -> None:
    forms = covered_village.CATALOG.forms
    for form in forms.values():
        sql, values = search.condition(form, text)
        assert sql.count("?") == len(values), form.kind
        assert [f"r.{name} " in sql for name in form.search] == [True] * len(form.search), form.kind
        rows.ids(shared_file.connection, forms, Query(form.kind, text=text))


def test_a_subsidy_is_found_by_the_borrower_and_by_the_contract_of_its_loan(tmp_path: Path) -> None:
    loan, subsidy = record_id(1, "f"), record_id(2, "f")
    with covered_village.village(tmp_path) as file:
        commit(
            file,
            Draft("loan", loan, {"contract_no": "JLNS-0001", "household": id_of("household")}, is_new=True),
            Draft("interest_subsidy", subsidy, {"loan": loan}, is_new=True),
        )
        for kind, record in (("loan", loan), ("interest_subsidy", subsidy)):
            for text in ("王建国", "wjg", "JLNS-0001", "jlns"):
                query = Query(kind, text=text)
                assert rows.ids(file.connection, covered_village.CATALOG.forms, query) == [record], text


def test_what_the_forms_call_searchable_is_what_is_searched() -> None:
    marked = {
        kind: {name for name, field in form.fields.items() if field.searchable}
        for kind, form in load().forms.items()
    }
    searched = {kind: {*fields, *search.NUMBERS.get(kind, ())} for kind, fields in search.SPOKEN.items()}
    assert {kind: fields for kind, fields in marked.items() if fields} == searched


def test_a_record_without_any_text_is_not_in_the_index(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, Draft("member", record_id(40), {"relation": "02", "name": "·"}, is_new=True))
        found = file.connection.execute(
            "SELECT count(*) FROM search WHERE record = ?", (record_id(40),)
        ).fetchone()
        assert found == (0,)


def test_a_name_is_spelled_with_its_surnames_reading_first() -> None:
    assert pinyin.spellings("单国华")[0][0] == "shanguohua"
    assert pinyin.readings("单") == ("dan", "chan")
    assert pinyin.readings("好") == ("hao",)
    assert pinyin.readings("é") == ("é",)
    assert len(pinyin.spellings("单" * 10)[0]) <= 16
