"""All rules over all places, and one place after a save, against SQL written by hand for the same tallies."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

from sqlcipher3.dbapi2 import Connection

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.model.rule import Tally
from fupin_desk.store.rules import coverage
from tests.bench.ground import Ground, connect
from tests.bench.measure import Row, alternate, demand_equal, timed

_ALL_BUDGET, _PLACE_BUDGET = 1.3, 2.0
_START, _DEADLINE = "2018-01-14", "2019-12-31"
# The judged states of each rule in SQL over one row: applies is 1, 0 or NULL; covered is yes or not.
_MEANT = "(t.is_poor AND t.able > 0 AND t.willing)"
_HOUSEHOLD_RULES = (
    ("R-1.2", _MEANT, "t.done > 0"),
    ("R-1.3a", _MEANT, "t.has_project"),
    ("R-1.3b", _MEANT, "t.has_benefit"),
    ("R-2.5.1", "(t.is_poor)", "t.has_agreement"),
    ("R-2.5.2", "(t.is_poor)", "t.is_driven"),
    ("R-1.4", "(t.is_poor AND t.able > 0 AND t.willing AND t.done > 0)", "t.gain IS NOT NULL"),
    ("R-2.4.8", "(t.is_poor AND t.alone)", "t.guided"),
)
_MEMBER_RULES = (
    ("R-2.4.2", "(t.is_poor AND t.is_able)", "t.trained"),
    ("R-2.2.6", "(t.is_poor AND t.is_able AND t.willing)", "t.has_project"),
)
_VILLAGE_RULES = (
    ("R-2.4.6", "(t.is_poor_village = 1)", "t.paired > 0"),
    ("R-2.4.7", "(t.is_poor_village = 1)", "t.served > 0"),
)
# The rules that are counted by hand too: those that look at every household, member and village.
_BY_HAND = {name for rules in (_HOUSEHOLD_RULES, _MEMBER_RULES, _VILLAGE_RULES) for name, _, _ in rules}
_IS_POOR = (
    "CASE WHEN h.poverty_status IS NULL THEN NULL WHEN h.closed_on <= :day THEN 0"
    " WHEN h.poverty_status = '9' AND h.closed_on IS NULL THEN 0 ELSE 1 END"
)
_HELD_ON_DAY = "m.removed = 0 AND (m.joined_on IS NULL OR m.joined_on <= :day) AND (m.left_on IS NULL OR m.left_on > :day)"
_COUNTED_VISITS = (
    "v.removed = 0 AND v.status = '2' AND v.visited_on BETWEEN :start AND :until"
    " AND EXISTS (SELECT 1 FROM visit_expert x JOIN expert e ON e.id = x.expert"
    " WHERE x.visit = v.id AND x.removed = 0 AND e.removed = 0{more})"
)
_LASTS = "(x.started_on IS NULL OR x.started_on <= :until) AND (x.ended_on IS NULL OR x.ended_on > :day)"
_OUT_ON = (
    "coalesce((SELECT max(o.happened_on) FROM project_event o WHERE o.project = p.id AND o.removed = 0"
    " AND o.stage IN ('98', '99') AND o.happened_on <= :day), '')"
)
_STARTED = (
    "SELECT p.id FROM project p WHERE p.removed = 0 AND EXISTS (SELECT 1 FROM project_event e WHERE e.project = p.id"
    f" AND e.removed = 0 AND e.stage BETWEEN '07' AND '11' AND e.happened_on <= :until AND e.happened_on > {_OUT_ON})"
)
_HOUSEHOLDS = f"""
WITH benefited AS (
  SELECT DISTINCT x.household FROM project_household x
  WHERE x.removed = 0 AND {_LASTS} AND x.project IN ({_STARTED}) {{of_shared}}),
given AS (
  SELECT DISTINCT x.household FROM policy_benefit x WHERE x.removed = 0 AND x.received_on <= :until {{of_shared}}),
signed AS (
  SELECT DISTINCT x.household FROM share_agreement x
  WHERE x.removed = 0 AND x.signed_on <= :day AND (x.ended_on IS NULL OR x.ended_on > :day)
    AND x.entity IN (SELECT id FROM entity WHERE removed = 0)
    AND x.village IN (SELECT id FROM village WHERE removed = 0) {{of_shared}}),
driven AS (
  SELECT DISTINCT x.household FROM drive_link x
  WHERE x.removed = 0 AND x.started_on <= :day AND (x.ended_on IS NULL OR x.ended_on > :day)
    AND x.entity IN (SELECT id FROM entity WHERE removed = 0) {{of_shared}}),
able AS (
  SELECT m.household, sum(m.labour_capability IN ('01', '02', '05')) AS able,
    count(*) = count(m.labour_capability) AS all_known
  FROM member m WHERE {_HELD_ON_DAY} {{of_members}} GROUP BY m.household),
deeds AS (
  SELECT a.household, count(*) AS done, sum(a.income_increase_fen) AS gain
  FROM assistance a JOIN round r ON r.id = a.round AND r.removed = 0
  WHERE a.removed = 0 AND a.assistance_kind = '01' AND a.status IN ('2', '3') AND a.done_on <= :until {{of_deeds}}
  GROUP BY a.household),
guided AS (
  SELECT DISTINCT x.household FROM visit v JOIN visit_household x ON x.visit = v.id
  WHERE x.removed = 0 AND x.is_signed = 1 AND {_COUNTED_VISITS.format(more="")} {{of_guided}}),
t AS (
  SELECT h.village, {_IS_POOR} AS is_poor, h.industry_willingness = '1' AS willing,
    h.development_mode IN ('1', '3') AS alone,
    CASE WHEN able.able > 0 THEN able.able WHEN coalesce(able.all_known, 1) THEN 0 END AS able,
    coalesce(deeds.done, 0) AS done, deeds.gain, guided.household IS NOT NULL AS guided,
    benefited.household IS NOT NULL AS has_project, given.household IS NOT NULL AS has_benefit,
    signed.household IS NOT NULL AS has_agreement, driven.household IS NOT NULL AS is_driven
  FROM household h LEFT JOIN able ON able.household = h.id LEFT JOIN deeds ON deeds.household = h.id
    LEFT JOIN guided ON guided.household = h.id LEFT JOIN benefited ON benefited.household = h.id
    LEFT JOIN given ON given.household = h.id LEFT JOIN signed ON signed.household = h.id
    LEFT JOIN driven ON driven.household = h.id
  WHERE h.removed = 0 {{of_households}})
SELECT t.village, {{columns}} FROM t GROUP BY t.village"""
_MEMBERS = f"""
WITH trained AS (
  SELECT DISTINCT coalesce(m.person, m.id) AS who FROM attendance a JOIN course c ON c.id = a.course
    JOIN member m ON m.id = a.member
  WHERE a.removed = 0 AND a.status = '2' AND c.removed = 0 AND m.removed = 0
    AND coalesce(c.ended_on, c.started_on) <= :until),
benefited AS (
  SELECT DISTINCT x.household FROM project_household x WHERE x.removed = 0 AND {_LASTS}
    AND x.project IN ({_STARTED} AND p.is_feature = 1) {{of_shared}}),
t AS (
  SELECT h.village, {_IS_POOR} AS is_poor, m.labour_capability IN ('01', '02', '05') AS is_able,
    trained.who IS NOT NULL AS trained, h.industry_willingness = '1' AS willing,
    benefited.household IS NOT NULL AS has_project
  FROM household h JOIN member m ON m.household = h.id LEFT JOIN trained ON trained.who = coalesce(m.person, m.id)
    LEFT JOIN benefited ON benefited.household = h.id
  WHERE h.removed = 0 AND {_HELD_ON_DAY} {{of_households}})
SELECT t.village, {{columns}} FROM t GROUP BY t.village"""
_VILLAGES = f"""
WITH t AS (
  SELECT h.id AS village, h.is_poor_village,
    (SELECT count(DISTINCT p.expert) FROM pairing p JOIN expert e ON e.id = p.expert
     WHERE p.village = h.id AND p.removed = 0 AND e.removed = 0 AND p.started_on <= :day
       AND (p.ended_on IS NULL OR p.ended_on > :day)) AS paired,
    (SELECT count(*) FROM visit v WHERE v.village = h.id AND v.level IN ('1', '3')
       AND {_COUNTED_VISITS.format(more=" AND e.is_team_member = 1")}) AS served
  FROM village h WHERE h.removed = 0 {{of_villages}})
SELECT t.village, {{columns}} FROM t GROUP BY t.village"""
_OF_PLACE = {
    "of_members": "AND m.household IN (SELECT id FROM household WHERE village = :place)",
    "of_deeds": "AND a.household IN (SELECT id FROM household WHERE village = :place)",
    "of_guided": "AND x.household IN (SELECT id FROM household WHERE village = :place)",
    "of_shared": "AND x.household IN (SELECT id FROM household WHERE village = :place)",
    "of_households": "AND h.village = :place",
    "of_villages": "AND h.id = :place",
}
_EVERYWHERE = dict.fromkeys(_OF_PLACE, "")
# Rule, village (None for the whole): exempt, unknown, gap, covered, part, whole.
Counts = dict[tuple[str, str | None], tuple[int, ...]]


def rules_all(ground: Ground) -> list[Row]:
    """Return the row of `rules_all`: the rules by hand, every village and the whole, nothing remembered."""
    desk, raw, day = ground.desk, ground.raw, ground.desk.today()
    places = [one.id for one in desk.villages()]
    demand_equal("rules_all", as_counts(fresh(desk)), by_hand(raw, day, places))
    best = alternate(lambda: fresh(desk), lambda: by_hand(raw, day, places), rounds=ground.rounds(9))
    return [Row("rules_all", best[0], best[1], _ALL_BUDGET)]


def rules_place(ground: Ground) -> list[Row]:
    """Return the row of `rules_place`: what one village's rules count right after a save in it."""
    path = ground.copy("placed")
    raw = connect(path, ground.key)
    best = [float("inf"), float("inf")]
    with Desk.open(path, ground.key) as desk:
        desk.coverage()
        household, place = _judged_household(desk)
        for turn in range(ground.rounds(30)):
            page = desk.page("household", household)
            page.record.values["industry_willingness"] = "21"[turn % 2]
            desk.check(page)
            if not desk.save(page):
                raise AssertionError("rules_place: nothing was saved")
            took = timed(lambda: desk.coverage(place))
            hand = timed(lambda: by_hand(raw, desk.today(), [place], only=place))
            best = [min(best[0], took), min(best[1], hand)]
            demand_equal(
                "rules_place",
                as_counts(desk.coverage(place)),
                by_hand(raw, desk.today(), [place], only=place),
            )
    raw.close()
    ground.drop(path)
    return [Row("rules_place", best[0], best[1], _PLACE_BUDGET)]


def fresh(desk: Desk) -> list[Tally]:
    """Count anew what is counted by hand too."""
    pack = desk.pack()
    known = replace(pack, rules=tuple(one for one in pack.rules if one.id in _BY_HAND))
    return coverage.tallies(desk.file.connection, known, desk.today())


def _judged_household(desk: Desk) -> tuple[str, str]:
    ids = desk.ids(Query("household", where={"poverty_status": ("0",), "industry_willingness": ("1",)}))
    found = desk.record("household", ids[0])
    if found is None or not found.values["village"]:
        raise AssertionError("rules_place: the township has no household to judge")
    return found.id, str(found.values["village"])


def as_counts(tallies: list[Tally]) -> Counts:
    """Return tallies as plain numbers."""
    return {
        (one.rule, one.place): (one.exempt, one.unknown, one.gap, one.covered, one.part, one.whole)
        for one in tallies
        if one.rule in _BY_HAND
    }


def by_hand(raw: Connection, day: str, places: list[str], only: str | None = None) -> Counts:
    """Count the same by hand: joins and groups, then the sums over all villages."""
    asked = {"day": day, "until": min(day, _DEADLINE), "start": _START, "place": only}
    parts = _EVERYWHERE if only is None else _OF_PLACE
    found: Counts = {}
    for sql, rules in (
        (_HOUSEHOLDS, _HOUSEHOLD_RULES),
        (_MEMBERS, _MEMBER_RULES),
        (_VILLAGES, _VILLAGE_RULES),
    ):
        columns = ", ".join(itertools.chain.from_iterable(map(_sums, rules)))
        rows = [*raw.execute(sql.format(**parts, columns=columns), asked)]
        for n, (rule, _, _) in enumerate(rules):
            counted = {row[0]: tuple(row[1 + 6 * n : 7 + 6 * n]) for row in rows}
            found |= {(rule, place): counted.get(place, (0,) * 6) for place in places}
            if only is None:
                found[rule, None] = tuple(map(sum, zip(*counted.values(), strict=True)))
    return found


def _sums(rule: tuple[str, str, str]) -> Iterator[str]:
    name, applies, covered = rule
    yield f"coalesce(sum(NOT {applies}), 0)"
    yield f"count(*) - count({applies})"
    yield f"coalesce(sum({applies} AND NOT {covered}), 0)"
    yield f"coalesce(sum({applies} AND {covered}), 0)"
    part = "t.gain" if name == "R-1.4" else covered
    yield f"coalesce(sum(CASE WHEN {applies} THEN {part} END), 0)"
    yield f"coalesce(sum({applies}), 0)"
