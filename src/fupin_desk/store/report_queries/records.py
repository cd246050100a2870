"""Records as they are held, in bulk: rows under households for the cards, places and values for the lists."""

import json
from collections.abc import Iterable

from fupin_desk.model.roster import Folder, Waiver, Whereabouts
from fupin_desk.model.value import Value, Values
from fupin_desk.store.records import columns
from fupin_desk.store.report_queries.scope import IN_PLACE, ON_THE_DAY, Scope

_HEADS = f"""WITH heads AS MATERIALIZED (
  SELECT m.household AS id, m.name AS head, min(coalesce(m.birth_date, '9999') || m.id) FROM member m
  WHERE m.removed = 0 AND m.relation = '01' AND {ON_THE_DAY} GROUP BY m.household),
homes AS MATERIALIZED (
  SELECT h.id, coalesce(h.village, '') AS village, coalesce(h.group_name, '') AS group_name,
         coalesce(heads.head, '') AS head FROM household h LEFT JOIN heads ON heads.id = h.id)
"""
# Where each kind of record belongs: which household and village, and what it is called itself.
_WHERE = {
    "village": "SELECT id, id, '', '', '', '' FROM village t",
    "household": "SELECT t.id, t.village, t.group_name, t.head, '', t.id FROM homes t",
    "visit": "SELECT id, coalesce(village, ''), '', '', coalesce(visited_on, ''), '' FROM visit t",
    "course": "SELECT id, coalesce(village, ''), '', '', coalesce(name, ''), '' FROM course t",
    "expert": "SELECT id, '', '', '', coalesce(name, ''), '' FROM expert t",
    "round": "SELECT id, '', '', '', coalesce(name, ''), '' FROM round t",
    "pairing": """SELECT t.id, coalesce(t.village, ''), '', '', coalesce(e.name, ''), '' FROM pairing t
                  LEFT JOIN expert e ON e.id = t.expert""",
    "visit_expert": """SELECT t.id, coalesce(v.village, ''), '', '', coalesce(e.name, ''), '' FROM visit_expert t
                       LEFT JOIN visit v ON v.id = t.visit LEFT JOIN expert e ON e.id = t.expert""",
    "attendance": """SELECT t.id, h.village, h.group_name, h.head, coalesce(m.name, ''), h.id FROM attendance t
                     JOIN member m ON m.id = t.member JOIN homes h ON h.id = m.household""",
}
_UNDER_HOME = {"member": "t.name", "income": "t.year", "condition": "t.year", "helper": "t.name",
               "assistance": "t.measure", "visit_household": "''"}  # fmt: skip


def whereabouts(scope: Scope, kinds: Iterable[str]) -> dict[str, Whereabouts]:
    """Return where every record of these kinds belongs and what it is called, by record id."""
    found: dict[str, Whereabouts] = {}
    for kind in kinds:
        if kind in _UNDER_HOME:
            sql = f"""SELECT t.id, h.village, h.group_name, h.head, coalesce({_UNDER_HOME[kind]}, ''), h.id
                      FROM {kind} t JOIN homes h ON h.id = t.household"""
        elif kind in _WHERE:
            sql = _WHERE[kind]
        else:
            sql = _of_ledger(scope, kind)
        for key, *where in scope.rows(_HEADS + sql):
            found[key] = Whereabouts(*(str(one) for one in where))
    return found


def _of_ledger(scope: Scope, kind: str) -> str:
    """Return the query of a kind that says by its own references where it belongs: household, village or project."""
    fields = {name for (name,) in scope.rows(f"SELECT name FROM pragma_table_info('{kind}')")}
    called = f"coalesce({columns.called(kind, 't')}, '')"
    own = "t.village" if "village" in fields else "NULL"
    if "household" in fields:
        return f"""SELECT t.id, coalesce(h.village, {own}, ''), coalesce(h.group_name, ''), coalesce(h.head, ''), {called},
                          coalesce(h.id, '') FROM {kind} t LEFT JOIN homes h ON h.id = t.household"""
    if own == "NULL" and "project" in fields:
        own = "(SELECT p.village FROM project p WHERE p.id = t.project)"
    return f"SELECT t.id, coalesce({own}, ''), '', '', {called}, '' FROM {kind} t"


def values_of(scope: Scope, kind: str, records: Iterable[str]) -> dict[str, Values]:
    """Return the stored values of some records of a kind, removed ones too; unread text stands in its field."""
    keys = json.dumps(sorted(set(records)))
    sql = f"SELECT * FROM {kind} WHERE id IN (SELECT value FROM json_each(:keys))"
    found = {str(values["id"]): values for values in scope.named(sql, keys=keys)}
    unread = "SELECT record, field, text FROM unread WHERE kind = :kind"
    for key, field, text in scope.rows(unread, kind=kind):
        if key in found:
            found[key][field] = text
    return found


def folder(scope: Scope) -> Folder:
    """Return the members, incomes, conditions and helpers of all households of the place."""
    orders = {
        "member": "t.relation, t.birth_date, t.id",
        "income": "t.year, t.id",
        "condition": "t.year, t.id",
        "helper": "t.started_on, t.id",
    }
    found = Folder()
    for kind, order in orders.items():
        sql = f"""SELECT t.* FROM {kind} t JOIN household h ON h.id = t.household
                  WHERE t.removed = 0 AND h.removed = 0 AND {IN_PLACE} ORDER BY {order}"""
        rows = found.rows.setdefault(kind, {})
        for values in scope.named(sql):
            rows.setdefault(str(values["household"]), []).append(values)
    return found


def waivers(scope: Scope) -> list[Waiver]:
    """Return the explained warnings, in a settled order."""
    sql = """SELECT coalesce(about_kind, ''), coalesce(about, ''), coalesce(about_field, ''),
                    coalesce(finding, ''), coalesce(reason, '')
             FROM waiver WHERE removed = 0 ORDER BY about_kind, finding, about, about_field, id"""
    return [Waiver(*row) for row in scope.rows(sql)]


def last_saved(scope: Scope) -> Value:
    """Return the UTC time of the last batch of the file, ISO text; None while nothing was saved."""
    return next(scope.rows("SELECT max(at) FROM batch"))[0]  # type: ignore[no-any-return]
