"""One village in which every rule of the pack is kept, as drafts to vary: what each change does to each rule."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fupin_desk.catalog.catalog import load
from fupin_desk.model.rule import Judged, Outcome
from fupin_desk.model.value import Draft, Value
from fupin_desk.store.file.file import File
from fupin_desk.store.rules import coverage
from tests import sample_file
from tests.sample_file import commit, record_id

CATALOG = load()
PACK = CATALOG.packs[0]
DAY = "2018-09-30"

# The records by a short name: kind, number of the id, values. A value `@name` is the id of another.
RECORDS: dict[str, tuple[str, int, dict[str, Value]]] = {
    "village": ("village", 1, {"name": "黄淡村", "is_poor_village": 1, "code_2018": "421024103201"}),
    "household": (
        "household", 2,
        {"village": "@village", "group_name": "3组", "poverty_status": "0", "industry_willingness": "1",
         "development_mode": "1", "phone": "13800000002", "household_no": "4210240002"},
    ),
    "head": (
        "member", 3,
        {"household": "@household", "name": "王建国", "relation": "01", "labour_capability": "01",
         "id_number": "42109919700101990X"},
    ),
    "wife": (
        "member", 4, {"household": "@household", "name": "李秀英", "relation": "02", "labour_capability": "04"},
    ),
    "round": ("round", 5, {"name": "2018年第一轮", "year": 2018, "number": 1}),
    "assistance": (
        "assistance", 6,
        {"household": "@household", "round": "@round", "assistance_kind": "01", "status": "2",
         "done_on": "2018-05-01", "income_increase_fen": 500000, "measure": "发放种虾"},
    ),
    "expert": ("expert", 7, {"name": "陈志强", "is_team_member": 1, "unit": "县农业局"}),
    "pairing": ("pairing", 8, {"expert": "@expert", "village": "@village", "started_on": "2018-03-01"}),
    "visit": (
        "visit", 9, {"village": "@village", "visited_on": "2018-04-01", "level": "1", "status": "2"},
    ),
    "visit_expert": ("visit_expert", 10, {"visit": "@visit", "expert": "@expert"}),
    "visit_household": ("visit_household", 11, {"visit": "@visit", "household": "@household", "is_signed": 1}),
    "course": ("course", 12, {"name": "小龙虾养殖", "started_on": "2018-06-01", "ended_on": "2018-06-03"}),
    "attendance": ("attendance", 13, {"course": "@course", "member": "@head", "status": "2"}),
}  # fmt: skip

RULES = tuple(rule.id for rule in PACK.rules)


def id_of(name: str) -> str:
    """Return the id of a record by its short name."""
    return record_id(RECORDS[name][1])


def draft(which: str, /, *, removed: bool = False, **values: Value) -> Draft:
    """Return a change of one of the records."""
    return Draft(RECORDS[which][0], id_of(which), _meant(values), removed=removed)


def another(which: str, number: int, /, **values: Value) -> Draft:
    """Return a new record that is like one of the records but for these values."""
    kind, _, like = RECORDS[which]
    return Draft(kind, record_id(number), _meant({**like, **values}), is_new=True)


def _meant(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values with the ids of the records that they name."""
    return {
        field: id_of(value[1:]) if isinstance(value, str) and value.startswith("@") else value
        for field, value in values.items()
    }


@contextmanager
def village(folder: Path) -> Iterator[File]:
    """Open a file that holds the village."""
    with sample_file.new_file(folder) as file:
        commit(file, *(another(name, RECORDS[name][1]) for name in RECORDS))
        yield file


def outcomes(file: File, rule: str, day: str = DAY) -> dict[str, Outcome]:
    """Return the outcome of every unit of a rule by its id."""
    return {one.id: one.outcome for one in listed(file, rule, day)}


def listed(file: File, rule: str, day: str = DAY) -> list[Judged]:
    """Return the units of a rule."""
    labels = (
        CATALOG.forms["household"].labels()
        | CATALOG.forms["member"].labels()
        | CATALOG.forms["village"].labels()
    )
    return coverage.judged(file.connection, PACK, rule, day, labels=labels)
