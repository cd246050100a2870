"""Records, list pages, names: as they are held, in the order that a list asks for."""

import shutil
from pathlib import Path

import pytest

from fupin_desk import paths
from fupin_desk.catalog import forms
from fupin_desk.model.error import DefinitionError
from fupin_desk.model.query import Query
from fupin_desk.model.value import Draft, Value
from fupin_desk.store.file.file import File
from fupin_desk.store.records import rows
from tests.sample_file import commit, record_id
from tests.unit import covered_village, policy_desk
from tests.unit.covered_village import CATALOG, another, draft, id_of

FORMS = CATALOG.forms
# Kinds that belong to every village, because they belong to none.
EVERYWHERE = {
    "round", "waiver", "plan", "township_industry", "special_fund", "ecommerce_centre", "risk_fund",
    "policy_document", "bulletin", "publicity", "self_check", "county_figure",
}  # fmt: skip


def ids(file: File, kind: str, **query: object) -> list[str]:
    """Return the ids of a list."""
    return rows.ids(file.connection, FORMS, Query(kind, **query))  # type: ignore[arg-type]


def house(number: int, head: str, **values: Value) -> list[Draft]:
    """Return a household and its head."""
    member = another("head", number + 1, name=head)
    return [
        another("household", number, **values),
        Draft("member", member.id, {**member.values, "household": record_id(number)}, is_new=True),
    ]


def test_a_record_comes_back_as_it_was_saved_with_what_could_not_be_read(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, Draft("household", id_of("household"), {"phone": None}, unread={"phone": "一三八"}))
        found = rows.record(file.connection, FORMS["household"], id_of("household"))
        assert found is not None
        assert (found.kind, found.id, found.removed) == ("household", id_of("household"), False)
        assert (found.values["group_name"], found.values["note"], found.unread) == (
            "3组",
            None,
            {"phone": "一三八"},
        )
        assert [*found.values] == [*FORMS["household"].fields]
        assert rows.record(file.connection, FORMS["household"], "nobody") is None
        commit(file, draft("household", removed=True))
        gone = rows.record(file.connection, FORMS["household"], id_of("household"))
        assert gone is not None
        assert gone.removed


def test_children_stand_in_the_order_of_their_form_without_removed_ones(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        son = another("wife", 21, relation="03", birth_date="2001-01-01", name="王小军")
        girl = another("wife", 22, relation="03", birth_date="1999-01-01", name="王小梅")
        commit(file, son, girl)
        form = FORMS["member"]
        names = [one.values["name"] for one in rows.children(file.connection, form, id_of("household"))]
        assert names == ["王建国", "李秀英", "王小梅", "王小军"]
        commit(file, draft("wife", removed=True))
        assert len(rows.children(file.connection, form, id_of("household"))) == 3
        assert len(rows.children(file.connection, form, id_of("household"), removed=True)) == 4


def test_records_are_found_by_what_they_hold(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        form = FORMS["member"]
        found = [
            one.id
            for one in rows.records(file.connection, form, {"household": id_of("household"), "phone": None})
        ]
        assert found == [id_of("head"), id_of("wife")]
        assert [*rows.records(file.connection, form, {"name": "李秀英", "relation": "01"})] == []


def test_everything_is_every_row_with_removed_ones_and_unread_texts(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(
            file,
            draft("head", removed=True),
            Draft("member", id_of("wife"), {}, unread={"birth_date": "去年"}),
        )
        found = {one.id: one for one in rows.everything(file.connection, FORMS["member"])}
        assert [one.removed for one in found.values()] == [True, False]
        assert found[id_of("wife")].unread == {"birth_date": "去年"}


def test_households_stand_by_village_code_group_number_and_name_of_the_head(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        first = another("village", 20, name="荆干村", code_2018="421024103001")
        commit(
            file,
            first,
            *house(21, "张桂兰", group_name="10组"),
            *house(23, "陈永红"),
            *house(25, "丁一", village=first.id),
        )
        found = ids(file, "household")
        assert found == [record_id(25), record_id(23), id_of("household"), record_id(21)]
        by_name = ids(file, "household", sort=("-@head",))
        assert by_name == [record_id(21), id_of("household"), record_id(25), record_id(23)]


def test_empty_values_stand_last_whichever_way_a_list_is_turned(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, *house(21, "张桂兰", phone=None), *house(23, "陈永红", phone="13900000000"))
        up, down = ids(file, "household", sort=("phone",)), ids(file, "household", sort=("-phone",))
        assert up == [id_of("household"), record_id(23), record_id(21)]
        assert down == [record_id(23), id_of("household"), record_id(21)]


def test_a_list_is_filtered_by_place_values_and_typed_text(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        other = another("village", 20, name="荆干村")
        unasked = {"industry_willingness": None, "other_causes": "02,11"}
        commit(file, other, *house(21, "张桂兰", village=other.id), *house(23, "解永红", **unasked))
        assert ids(file, "household", place=other.id) == [record_id(21)]
        assert set(ids(file, "member", place=id_of("village"))) == {
            id_of("head"),
            id_of("wife"),
            record_id(24),
        }
        assert ids(file, "assistance", place=other.id) == []
        assert ids(file, "household", where={"industry_willingness": (None,)}) == [record_id(23)]
        assert len(ids(file, "household", where={"industry_willingness": ("1", None)})) == 3
        assert ids(file, "household", where={"other_causes": ("11",)}) == [record_id(23)]
        assert ids(file, "household", where={"other_causes": ("1",)}) == []
        assert ids(file, "household", where={"@members": (2,)}) == [id_of("household")]
        assert ids(file, "household", text="李秀英") == [id_of("household")]
        assert ids(file, "household", text="xyh") == [record_id(23)]
        assert ids(file, "household", text="荆干") == [record_id(21)]
        assert (
            ids(file, "assistance", text="王建国")
            == ids(file, "assistance", text="种虾")
            == [id_of("assistance")]
        )
        assert ids(file, "visit", text="陈志强") == ids(file, "visit", text="黄淡") == [id_of("visit")]
        assert ids(file, "household", text="%") == ids(file, "assistance", text="%_!'\"") == []


def test_a_record_belongs_to_the_village_of_whatever_its_form_says_it_belongs_to(tmp_path: Path) -> None:
    far = another("village", 20, name="荆干村")
    kinds = ("project", "project_village", "payment", "entity", "loan", "repayment", "fund_line")
    project, shared, payment, entity, loan, repayment, line = (
        record_id(number) for number in range(30, 30 + len(kinds))
    )
    values: list[dict[str, Value]] = [
        {"village": id_of("village")}, {"project": project, "village": far.id}, {"project": project},
        {"village": far.id}, {"entity": entity}, {"loan": loan}, {"project": project},
    ]  # fmt: skip
    with covered_village.village(tmp_path) as file:
        born = zip(kinds, (project, shared, payment, entity, loan, repayment, line), values, strict=True)
        commit(file, far, *(Draft(kind, key, fields, is_new=True) for kind, key, fields in born))
        for kind, key in (("payment", payment), ("project", project), ("fund_line", line)):
            assert ids(file, kind, place=far.id) == ids(file, kind, place=id_of("village")) == [key], kind
        for kind, key in (("loan", loan), ("repayment", repayment)):
            assert (ids(file, kind, place=far.id), ids(file, kind, place=id_of("village"))) == ([key], [])
        commit(file, Draft("project_village", shared, {}, removed=True))
        assert (ids(file, "payment", place=far.id), ids(file, "project", place=far.id)) == ([], [])
        attended = ids(file, "attendance")
        assert ids(file, "attendance", place=id_of("village")) == attended != []
        assert ids(file, "expert", place=id_of("village")) == ids(file, "expert") != []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('belongs_to = ["year"]', "year"),
        ('belongs_to = ["income"]', "income"),
        ('detail = ["@head"]', "@head"),
        ('search = ["@head"]', "@head"),
    ],
)
def test_a_form_that_leads_nowhere_is_refused(tmp_path: Path, line: str, fault: str) -> None:
    folder = shutil.copytree(paths.forms(), tmp_path / "forms")
    forms.load(folder)
    form = folder / "condition.toml"
    form.write_text(f"{line}\n{form.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(DefinitionError, match=fault):
        forms.load(folder)


def test_removed_records_are_a_list_of_their_own(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, draft("expert", removed=True))
        assert ids(file, "expert") == []
        assert ids(file, "expert", removed=True) == [id_of("expert")]


@pytest.mark.parametrize("kind", FORMS)
def test_every_column_of_every_list_can_be_shown_and_sorted(tmp_path: Path, kind: str) -> None:
    form = FORMS[kind]
    with covered_village.village(tmp_path) as file:
        found = ids(file, kind)
        shown = rows.rows(file.connection, FORMS, kind, found)
        assert list(shown) == found
        for row in shown.values():
            assert row.keys() == {*form.fields, *(one for one in form.columns if one.startswith("@"))}
        for column in (*form.columns, *form.sort):
            name = column.removeprefix("-")
            assert (
                set(ids(file, kind, sort=(name,))) == set(ids(file, kind, sort=("-" + name,))) == set(found)
            )
        assert ids(file, kind, place="nowhere") == (found if kind in EVERYWHERE else [])
        assert ids(file, kind, text="没有这样的字") == []
        assert rows.names(file.connection, kind, found).keys() == set(found)


def test_computed_columns_and_names_of_other_records_are_texts_for_a_list(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:

        def shown(which: str) -> dict[str, Value]:
            kind = covered_village.RECORDS[which][0]
            return rows.rows(file.connection, FORMS, kind, [id_of(which)])[id_of(which)]

        commit(file, draft("wife", left_on="2018-05-01"))
        household, visit, course = shown("household"), shown("visit"), shown("course")
        assert (household["@head"], household["@members"], household["village"]) == ("王建国", 1, "黄淡村")
        assert (visit["@experts"], visit["@households"], visit["village"]) == ("陈志强", 1, "黄淡村")
        assert (course["@attendances"], course["@completed"]) == (1, 1)
        assert (shown("assistance")["household"], shown("assistance")["@village"]) == ("王建国", "黄淡村")
        assert (shown("expert")["@villages"], shown("expert")["@visits"]) == ("黄淡村", 1)
        assert (shown("round")["@records"], shown("attendance")["member"]) == (1, "王建国")


def test_records_are_called_by_what_people_call_them(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:

        def called(which: str) -> tuple[str, str]:
            kind, one = covered_village.RECORDS[which][0], id_of(which)
            return rows.names(file.connection, kind, [one])[one], rows.labels(file.connection, kind, [one])[
                one
            ]

        assert called("household") == ("王建国", "王建国（黄淡村3组）")
        assert called("wife") == ("李秀英", "李秀英（户主王建国，黄淡村3组）")
        assert called("visit") == ("2018-04-01 黄淡村", "2018-04-01 黄淡村")
        assert called("pairing")[0] == "陈志强—黄淡村"
        assert called("visit_household")[0] == called("attendance")[0] == "王建国"
        assert called("expert")[1] == "陈志强（县农业局）"
        assert called("round") == ("2018年第一轮", "2018年第一轮")


def test_a_household_without_a_head_is_called_by_its_eldest_or_says_so(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:

        def head() -> str:
            return rows.names(file.connection, "household", [id_of("household")])[id_of("household")]

        commit(
            file,
            draft("head", left_on="2018-06-01"),
            another("wife", 21, name="王小军", birth_date="1999-01-01"),
        )
        assert head() == "王小军"
        commit(file, Draft("member", record_id(21), {}, removed=True), draft("wife", removed=True))
        assert head() == "王建国"
        commit(file, draft("head", removed=True))
        assert head() == "（无户主）"


def test_groups_stand_in_one_order_in_lists_and_behind_numbers(tmp_path: Path) -> None:
    groups = ("十一组", "2组", "三组", "10组", "东湾")
    with policy_desk.opened(tmp_path) as desk:
        for household in desk.ids(Query("household")):
            desk.save_drafts(
                [Draft("household", household, {}, removed=True, remove_reason="录错了")], "删除"
            )
        drafts = [
            policy_desk.draft("household", f"x{number}", village="v1", group_name=group, poverty_status="0")
            for number, group in enumerate(groups)
        ]
        desk.save_drafts(drafts, "录入")
        by_id = {draft.id: group for draft, group in zip(drafts, groups, strict=True)}
        listed = [by_id[key] for key in desk.ids(Query("household", sort=("group_name",)))]
        rule = desk.pack().rule_for("household_assistance")
        behind = [by_id[unit.id] for unit in desk.judged(rule.id)]
    assert listed == behind == ["2组", "三组", "10组", "十一组", "东湾"]
