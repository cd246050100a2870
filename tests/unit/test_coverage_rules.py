"""The pack's rules judge their own examples, and a pack reads nothing but facts."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import Connection

from fupin_desk import paths
from fupin_desk.catalog import packs
from fupin_desk.model.error import DefinitionError
from fupin_desk.model.rule import Pack, Rule
from fupin_desk.store.file.file import File
from fupin_desk.store.rules import coverage, rule_sql
from tests import sample_file
from tests.sample_file import commit
from tests.unit import covered_village
from tests.unit.covered_village import DAY, PACK

EXAMPLES = [(rule, n) for rule in PACK.rules for n in range(len(rule.examples))]


def judge(connection: Connection, rule: Rule, facts: Mapping[str, object]) -> str:
    """Return the outcome of one row of facts; what is not given is not known."""
    columns = rule_sql.columns(connection, rule.unit)
    assert set(facts) <= set(columns)
    connection.execute(f"CREATE TEMP TABLE example ({', '.join(columns)})")
    connection.execute(
        f"INSERT INTO temp.example ({', '.join(facts)}) VALUES ({', '.join('?' * len(facts))})",
        [*facts.values()],
    )
    index: int = connection.execute(f"SELECT {rule_sql.outcome(rule)} FROM temp.example").fetchone()[0]
    return rule_sql.OUTCOMES[index]


@pytest.mark.parametrize(("rule", "n"), EXAMPLES, ids=[f"{rule.id}-{n}" for rule, n in EXAMPLES])
def test_a_rule_judges_its_own_example(tmp_path: Path, rule: Rule, n: int) -> None:
    facts = dict(rule.examples[n])
    expected = facts.pop("outcome")
    with sample_file.new_file(tmp_path) as file:
        assert judge(file.connection, rule, facts) == expected


def test_every_question_of_a_rule_is_a_fact_or_stands_for_one(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        for rule in PACK.rules:
            known = {*rule_sql.columns(file.connection, rule.unit), "labour_capability"}
            assert set(rule.asks) <= known, rule.id


def with_rule(**changes: str) -> Pack:
    """Return the pack with R-1.2 changed and alone."""
    rule = next(one for one in PACK.rules if one.id == "R-1.2")
    return replace(PACK, rules=(replace(rule, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"applies": "(SELECT count(*) FROM member) > 0"},
        {"covered": "id IN member"},
        {"covered": "exists (with deed as (select id_number from member) select 1 from deed)"},
        {"covered": "1) FROM member --"},
        {"covered": "1; DROP TABLE member"},
        {"covered": "no_such_fact = 1"},
        {"covered": "load_extension('x')"},
        {"covered": "length(randomblob(1000000000)) > 0"},
        {"covered": "assistances_done >"},
        {"whole": "1", "part": "capable_members / 2.0"},
        {"whole": "household"},
    ],
)
def test_a_rule_that_reads_more_than_facts_or_is_no_sql_is_refused(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    with covered_village.village(tmp_path) as file:
        with pytest.raises(DefinitionError, match="jiangling-2018-1"):
            coverage.tallies(file.connection, with_rule(**changes), DAY)
        assert count(file) == 2
        assert coverage.tallies(file.connection, PACK, DAY)


def count(file: File) -> int:
    """Return how many members the file holds."""
    return int(file.connection.execute("SELECT count(*) FROM member").fetchone()[0])


def test_a_rule_that_does_not_come_to_an_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule_sql, "_OPS_ONCE", 100)
    monkeypatch.setattr(rule_sql, "_OPS_A_ROW", 1)
    monkeypatch.setattr(rule_sql, "_OPS_A_LOOK", 10)
    with covered_village.village(tmp_path) as file, pytest.raises(DefinitionError, match="interrupt"):
        coverage.tallies(file.connection, PACK, DAY)


def test_a_reading_that_the_facts_do_not_know_is_refused(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file, pytest.raises(DefinitionError, match="moon"):
        coverage.tallies(file.connection, replace(PACK, readings={"moon": 1}), DAY)


def test_the_readings_of_a_pack_decide(tmp_path: Path) -> None:
    strict = replace(PACK, readings={"weak_labour_counts": 0, "home_visit_serves_village": 1})
    with covered_village.village(tmp_path) as file:
        weak = covered_village.draft("head", labour_capability="05")
        home = covered_village.draft("visit", level="2")
        commit(file, weak, home)
        found = {
            rule: [one.outcome for one in coverage.judged(file.connection, strict, rule, DAY)]
            for rule in ("R-1.2", "R-2.4.7")
        }
        assert found == {"R-1.2": ["exempt"], "R-2.4.7": ["covered"]}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("village_service", "member_training", "stands twice"),
        ('purpose = "village_service"', "", "no rule for village_service"),
        ('"online_shops"', '"moon"', "none that the program knows"),
        ('leading = ["R-1.2"', 'leading = ["R-9.9"', "no such rule"),
    ],
)
def test_a_policy_names_one_rule_a_purpose_and_leads_with_its_own(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    text = (paths.resources("policies") / "jiangling-2018-1.toml").read_text(encoding="utf-8")
    (tmp_path / "pack.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError, match=fault):
        packs.load(tmp_path)
