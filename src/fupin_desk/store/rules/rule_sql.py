"""Rules as SQL over the facts: built from a pack, guarded, and run for many units at once."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, get_args

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.error import DefinitionError
from fupin_desk.model.rule import Outcome, Pack, Rule, Unit
from fupin_desk.store.file import driver_errors

OUTCOMES: Final[tuple[Outcome, ...]] = ("exempt", "unknown", "gap", "covered")
EXEMPT, UNKNOWN, GAP, COVERED = range(4)
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
# The file of a county has a code of so many digits; those of townships are longer.
_COUNTY_DIGITS: Final = 6

# Readings that the facts take from `asked`, and what each is where a pack says nothing.
_READINGS: Final = {
    "weak_labour_counts": 0, "home_visit_serves_village": 0, "industry_topics_only": 0, "guidance_by_team_only": 0, "strict_feature_industry": 0,
    "returns_summed": 0, "return_is_net_profit": 0, "funds_by_payment": 0, "special_fund_once": 0, "top_up_to_fen": 0,
    "driven_among_capable": 0, "reward_for_either": 0, "progress_days": 92, "self_check_days": 92, "bulletin_months": 1,
}  # fmt: skip
# Readings that checks of single records take.
_OF_CHECKS: Final = frozenset({"loan_cap_fen", "loan_months", "loan_least_age", "loan_most_age"})
_FUNCTIONS: Final = frozenset(
    {"abs", "coalesce", "count", "date", "ifnull", "iif", "instr", "julianday", "length", "like", "max", "min",
     "nullif", "round", "strftime", "substr", "sum"}
)  # fmt: skip
# An expression over one row of facts needs none of these; without them it cannot name another table unseen.
_FOREIGN: Final = re.compile(r"\b(select|with|values)\b|;|--|/\*", re.IGNORECASE)
# Keeps subqueries from being folded into what reads them; written so that PostgreSQL reads it too.
_NO_LIMIT: Final = f"LIMIT {2**63 - 1}"
# Instructions of SQLite's machine: far more than honest rules need, stopped within seconds.
_OPS_ONCE: Final = 50_000_000
_OPS_A_ROW: Final = 20_000
_OPS_A_LOOK: Final = 1_000_000


def groups(rules: Iterable[Rule], as_of: str) -> dict[tuple[str, Unit], list[Rule]]:
    """Return rules by the last day of their deeds and their unit, so that facts are read once for each."""
    found: dict[tuple[str, Unit], list[Rule]] = {}
    for rule in rules:
        found.setdefault((until(rule, as_of), rule.unit), []).append(rule)
    return found


def until(rule: Rule, as_of: str) -> str:
    """Return the last day on which a deed counts for a rule: the deadline, if it came before the day asked."""
    return min(as_of, rule.deadline) if rule.deadline else as_of


def ask(connection: Connection, pack: Pack, as_of: str, last: str) -> None:
    """Say to the facts which day is meant, and by which readings of the text.

    Raises:
        DefinitionError: If the pack has a reading that the facts do not know.
    """
    for name in pack.readings:
        if name not in _READINGS and name not in _OF_CHECKS:
            raise DefinitionError(pack.id, name, "the facts know no such reading")
    asked = {"as_of": as_of, "until": last, "start": pack.start, "year": int(as_of[:4])}
    asked |= {name: int(pack.readings.get(name, usual) or 0) for name, usual in _READINGS.items()}
    fields = ", ".join(f"{name} = ?" for name in asked)
    connection.execute(f"UPDATE temp.asked SET {fields}", [*asked.values()])
    addressed = json.dumps(pack.addressed)
    connection.execute(
        "DELETE FROM temp.addressed WHERE unit NOT IN (SELECT value FROM json_each(?))", (addressed,)
    )
    connection.execute("INSERT OR IGNORE INTO temp.addressed SELECT value FROM json_each(?)", (addressed,))


def is_county(connection: Connection) -> bool:
    """Say whether the file is the county's: only there the county's own money and bodies are judged."""
    found = connection.execute("SELECT value FROM about WHERE name = 'place'").fetchone()
    return found is not None and len(found[0]) == _COUNTY_DIGITS


def outcome(rule: Rule) -> str:
    """Return the SQL that judges one row of facts: an index into `OUTCOMES`.

    `applies` is three-valued and alone decides who is judged; `covered` is two-valued: NULL is not "yes".
    """
    return f"CASE NOT ({rule.applies}) WHEN 1 THEN 0 WHEN 0 THEN CASE WHEN ({rule.covered}) THEN 3 ELSE 2 END ELSE 1 END"


def measured(rule: Rule) -> bool:
    """Say whether a rule sums amounts instead of counting its units."""
    return bool(rule.whole or rule.part)


def amounts(rule: Rule) -> tuple[str, str]:
    """Return the SQL of what one unit adds to the denominator and the numerator; NULL where it is not meant."""
    whole, part = rule.whole or "1", rule.part or f"({rule.covered}) IS TRUE"
    return tuple(f"CASE WHEN ({rule.applies}) THEN ({one}) END" for one in (whole, part))  # type: ignore[return-value]


def judging(unit: Unit, rules: Sequence[Rule], where: str = "") -> str:
    """Return the query of one row a unit: id, household, village, and what `verdicts` reads of each rule."""
    columns = ", ".join(one for rule in rules for one in _verdict(rule))
    return f"SELECT id, household, village, {columns} FROM {_facts(unit, rules, where)} {_NO_LIMIT}"


def counting(unit: Unit, rules: Sequence[Rule], where: str = "") -> str:
    """Return the query of one row a village: its id, its units, then by rule unknown, gap, covered, whole, part."""
    inner, outer = [], []
    for n, rule in enumerate(rules):
        its, *both = _verdict(rule)
        inner += [f"{its} AS o{n}", *(f"{one} AS {name}{n}" for name, one in zip("wp", both, strict=False))]
        outer += [f"sum(o{n} = {outcome})" for outcome in (UNKNOWN, GAP, COVERED)]
        outer += [f"sum(w{n}), sum(p{n})" if both else "0, 0"]
    source = f"(SELECT village, {', '.join(inner)} FROM {_facts(unit, rules, where)} {_NO_LIMIT})"
    return f"SELECT village, count(*), {', '.join(outer)} FROM {source} GROUP BY village"


def _verdict(rule: Rule) -> tuple[str, ...]:
    return (outcome(rule), *(amounts(rule) if measured(rule) else ()))


def _facts(unit: Unit, rules: Sequence[Rule], where: str) -> str:
    """Return the source of a query over a unit's facts.

    A limit that limits nothing keeps SQLite from copying each fact's subquery into every place that reads the fact.
    One rule alone reads each fact about once, and looks at what was done only where it applies.
    """
    once = f" {_NO_LIMIT}" if len(rules) > 1 or measured(rules[0]) else ""
    if once and unit == "household" and not where:
        # In the order of ids the indices of what hangs on households are read from end to end, not here and there.
        once = " ORDER BY id" + once
    return f"(SELECT * FROM {unit}_facts {where}{once}) AS f"


def width(rule: Rule) -> int:
    """Return how many columns of `judging` and `counting` belong to a rule: its outcome, and its two sums if any."""
    return len(_verdict(rule))


def sums(pack: Pack, numbers: Sequence[object]) -> tuple[int, int]:
    """Return what the columns behind an outcome add to denominator and numerator.

    Raises:
        DefinitionError: If a rule sums anything but integers.
    """
    if not numbers:
        return 0, 0
    whole, part = (0 if one is None else one for one in numbers)
    if not isinstance(whole, int) or not isinstance(part, int):
        raise DefinitionError(pack.id, "rule", "whole and part must be integers")
    return whole, part


def columns(connection: Connection, unit: Unit) -> list[str]:
    """Return the names of a unit's facts."""
    return [row[1] for row in connection.execute(f"PRAGMA temp.table_info({unit}_facts)")]


def listing(unit: Unit, rules: Sequence[Rule], outcomes: Collection[Outcome], where: str = "") -> str:
    """Return the query of all facts of each unit that has one of these outcomes, and last its outcome by rule."""
    verdicts = ", ".join(f"{outcome(rule)} AS o{n}" for n, rule in enumerate(rules))
    sql = f"SELECT f.*, {verdicts} FROM {_facts(unit, rules, where)} {_NO_LIMIT}"
    if set(outcomes) == set(OUTCOMES):
        return sql
    wanted = ", ".join(str(OUTCOMES.index(one)) for one in outcomes)
    return f"SELECT * FROM ({sql}) WHERE {' OR '.join(f'o{n} IN ({wanted})' for n in range(len(rules)))}"


def run(
    connection: Connection, sql: str, values: Sequence[object], pack: Pack, rules: Sequence[Rule]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query with a pack's SQL in it: nothing but facts is read, and it ends.

    Raises:
        DefinitionError: If the SQL of a rule is wrong, reads anything else, or does not come to an end.
    """
    _approve(connection, pack, rules)
    with _watched(connection, pack):
        yield from connection.execute(sql, values)


def _approve(connection: Connection, pack: Pack, rules: Sequence[Rule]) -> None:
    """Look at rules of one unit each by itself, and note that all of them were looked at."""
    sql = judging(rules[0].unit, rules)
    if connection.execute("SELECT 1 FROM temp.approved WHERE sql = ?", (sql,)).fetchone():
        return
    for rule in rules:
        _look_at(connection, pack, rule)
    connection.execute("INSERT INTO temp.approved VALUES (?)", (sql,))


def _look_at(connection: Connection, pack: Pack, rule: Rule) -> None:
    for name in ("applies", "covered", "whole", "part"):
        if _FOREIGN.search(getattr(rule, name)):
            raise DefinitionError(pack.id, f"{rule.id} {name}", "may only be an expression over facts")
    connection.set_authorizer(_only_facts(_views(connection)))
    try:
        connection.execute("EXPLAIN " + judging(rule.unit, (rule,))).fetchall()
    except dbapi2.DatabaseError as error:
        raise _blamed(error, pack, rule.id) from error
    finally:
        connection.set_authorizer(None)


def _views(connection: Connection) -> frozenset[str]:
    return frozenset(
        row[0] for row in connection.execute("SELECT name FROM sqlite_temp_master WHERE type = 'view'")
    )


def _only_facts(
    views: frozenset[str],
) -> Callable[[int, str | None, str | None, str | None, str | None], int]:
    def may(
        action: int, first: str | None, second: str | None, _database: str | None, source: str | None
    ) -> int:
        if action == dbapi2.SQLITE_READ:
            allowed = first in views or first == "asked" or source in views
        elif action == dbapi2.SQLITE_FUNCTION:
            allowed = second in _FUNCTIONS
        else:
            allowed = action == dbapi2.SQLITE_SELECT
        return int(dbapi2.SQLITE_OK if allowed else dbapi2.SQLITE_DENY)

    return may


@contextmanager
def _watched(connection: Connection, pack: Pack) -> Iterator[None]:
    rows = connection.execute(
        "SELECT coalesce((SELECT max(rowid) FROM household), 0) + coalesce((SELECT max(rowid) FROM member), 0)"
    ).fetchone()[0]
    left = iter(range((_OPS_ONCE + rows * _OPS_A_ROW) // _OPS_A_LOOK))
    connection.set_progress_handler(lambda: next(left, None) is None, _OPS_A_LOOK)
    try:
        yield
    except dbapi2.DatabaseError as error:
        raise _blamed(error, pack, "rule") from error
    finally:
        connection.set_progress_handler(None, 0)


def _blamed(error: dbapi2.DatabaseError, pack: Pack, rule: str) -> Exception:
    """Return what an error means: the file's own trouble stays what it is, anything else is the rule's."""
    return error if driver_errors.of_driver(error, "") else DefinitionError(pack.id, rule, str(error))


def ids(values: Iterable[str]) -> str:
    """Return ids as the one JSON text that `json_each(?)` reads: a query keeps its text whatever their number."""
    return json.dumps(sorted(values))
