"""A list page and a search, against the raw queries for the same rows."""

from collections.abc import Sequence

from sqlcipher3.dbapi2 import Connection

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from tests.bench.ground import Ground
from tests.bench.measure import Row, alternate, demand_equal

_BUDGET = 2.0
_PAGE = 100
_STATUS = "0"
# Head of household by hand: the head who is there, else whoever is, the eldest first.
_HEAD = (
    "coalesce((SELECT name FROM member m WHERE m.household = h.id AND m.removed = 0 AND m.relation = '01'"
    " AND m.left_on IS NULL AND m.name IS NOT NULL ORDER BY m.id LIMIT 1),"
    " (SELECT name FROM member m WHERE m.household = h.id AND m.removed = 0 AND m.name IS NOT NULL"
    " ORDER BY m.left_on IS NOT NULL, m.relation IS NOT '01', m.birth_date IS NULL, m.birth_date, m.id LIMIT 1),"
    " '（无户主）')"
)
_BY_VILLAGE = (
    " LEFT JOIN village v ON v.id = h.village WHERE h.removed = 0{where} ORDER BY v.code_2018 NULLS LAST,"
    " v.name NULLS LAST, CAST(h.group_name AS INTEGER) NULLS LAST, h.group_name NULLS LAST,"
    f" spoken({_HEAD}) NULLS LAST, h.rowid"
)
_OPENED = f"SELECT h.id FROM household h{_BY_VILLAGE.format(where='')}"
_FILTERED = f"SELECT h.id FROM household h{_BY_VILLAGE.format(where=' AND h.poverty_status = ?')}"
_SORTED = "SELECT h.id FROM household h WHERE h.removed = 0 ORDER BY h.phone DESC NULLS LAST, h.rowid"
_SHOWN = (
    f"SELECT h.id, {_HEAD}, (SELECT name FROM village WHERE id = h.village), h.group_name,"
    " (SELECT count(*) FROM member m WHERE m.household = h.id AND m.removed = 0 AND m.left_on IS NULL),"
    " h.poverty_status, h.poverty_category, h.main_cause, h.industry_willingness, h.development_mode, h.phone,"
    " h.household_no FROM household h WHERE h.id IN ({slots})"
)
_FOUND = "SELECT record, kind FROM search WHERE search MATCH ? LIMIT 20"
_HIT = (
    f"SELECT m.id, h.id, m.name, {_HEAD}, (SELECT name FROM village WHERE id = h.village) || h.group_name"
    " FROM member m JOIN household h ON h.id = m.household WHERE m.id IN ({slots})"
)


def lists(ground: Ground) -> list[Row]:
    """Return the row of `list`: open a page of households, sort it, filter it."""
    desk, raw = ground.desk, ground.raw
    raw.create_function("spoken", 1, lambda text: text and text.encode("gb18030"), deterministic=True)
    queries = (
        (Query("household"), _OPENED, ()),
        (Query("household", sort=("-phone",)), _SORTED, ()),
        (Query("household", where={"poverty_status": (_STATUS,)}), _FILTERED, (_STATUS,)),
    )
    for query, sql, values in queries:
        demand_equal("list", sorted(desk.ids(query)), sorted(row[0] for row in raw.execute(sql, values)))
    best = alternate(
        lambda: [_page(desk, query) for query, _, _ in queries],
        lambda: [_page_by_hand(raw, sql, values) for _, sql, values in queries],
        rounds=ground.rounds(9),
    )
    return [Row("list", *best, _BUDGET)]


def _page(desk: Desk, query: Query) -> object:
    return desk.rows("household", desk.ids(query)[:_PAGE])


def _page_by_hand(raw: Connection, sql: str, values: Sequence[object]) -> object:
    ids = [row[0] for row in raw.execute(sql, values)][:_PAGE]
    return [*raw.execute(_SHOWN.format(slots=", ".join("?" * len(ids))), ids)]


def search(ground: Ground) -> list[Row]:
    """Return the row of `search`: a whole name, initials, the tail of an ID number."""
    desk, raw = ground.desk, ground.raw
    name, number = raw.execute(
        "SELECT name, id_number FROM member m WHERE removed = 0 AND length(id_number) = 18 AND length(name) = 3"
        " AND name NOT GLOB '*[^一-龥]*' AND household IN (SELECT id FROM household WHERE removed = 0)"
        " ORDER BY id LIMIT 1"
    ).fetchone()
    characters = " ".join(f"u{ord(one):x}" for one in name)
    initials = _initials(raw, name)
    asked = (
        (name, f'"{characters}"'),
        (initials, f'"{initials}"'),
        (number[-4:], f'"{number[-4:].lower()}"'),
    )
    for text, _ in asked:
        if not any(hit.kind == "household" for hit in desk.search(text)):
            raise AssertionError(f"search: nothing found for {len(text)} characters")
    best = alternate(
        lambda: [desk.search(text) for text, _ in asked],
        lambda: [_search_by_hand(raw, match) for _, match in asked],
        rounds=ground.rounds(60),
    )
    return [Row("search", *best, _BUDGET)]


def _initials(raw: Connection, name: str) -> str:
    (tokens,) = raw.execute(
        "SELECT tokens FROM search WHERE search MATCH ?",
        ('"' + " ".join(f"u{ord(one):x}" for one in name) + '"',),
    ).fetchone()
    letters = [one for one in tokens.split() if one.isalpha() and not one.startswith("u")]
    return str(min(letters, key=len))


def _search_by_hand(raw: Connection, match: str) -> object:
    members = [record for record, kind in raw.execute(_FOUND, (match,)) if kind == "member"]
    return [*raw.execute(_HIT.format(slots=", ".join("?" * len(members))), members)]
