"""New-type entities, the households that they drive, and the land that villages transfer."""

from fupin_desk.model.value import Values
from fupin_desk.store.report_queries.scope import IN_PLACE, IS_POOR, Scope


def entities(scope: Scope) -> list[Values]:
    """Return the entities founded up to the day: `_driven` poor households, `_land_cmu` that they hold, on the day.

    For one village: those registered there and those that drive a household there.
    """
    sql = f"""WITH driven AS MATERIALIZED (
                SELECT d.entity, count(DISTINCT h.id) AS households, sum(coalesce(d.increase_fen, 0)) AS fen
                FROM drive_link d JOIN household h ON h.id = d.household AND h.removed = 0
                WHERE d.removed = 0 AND d.started_on <= :day AND (d.ended_on IS NULL OR d.ended_on > :day)
                  AND {IN_PLACE} AND {IS_POOR} IS 1 GROUP BY d.entity),
              land AS MATERIALIZED (
                SELECT t.entity, sum(t.area_cmu) AS cmu FROM land_transfer t
                WHERE t.removed = 0 AND t.started_on <= :day AND (t.ended_on IS NULL OR t.ended_on > :day)
                  AND (:village IS NULL OR t.village = :village) GROUP BY t.entity),
              shares AS MATERIALIZED (
                SELECT s.entity, count(*) AS n FROM share_agreement s
                JOIN household h ON h.id = s.household AND h.removed = 0
                JOIN village w ON w.id = s.village AND w.removed = 0
                WHERE s.removed = 0 AND s.signed_on <= :day AND (s.ended_on IS NULL OR s.ended_on > :day)
                  AND {IN_PLACE} GROUP BY s.entity)
              SELECT t.*, coalesce(driven.households, 0) AS _driven, driven.fen AS _increase_fen,
                     land.cmu AS _land_cmu, coalesce(shares.n, 0) AS _agreements
              FROM entity t LEFT JOIN driven ON driven.entity = t.id LEFT JOIN land ON land.entity = t.id
                LEFT JOIN shares ON shares.entity = t.id
              WHERE t.removed = 0 AND (t.founded_on IS NULL OR t.founded_on <= :day)
                AND (:village IS NULL OR t.village = :village OR driven.households > 0)
              ORDER BY t.village, t.name, t.id"""
    return list(scope.named(sql))


def drive_links(scope: Scope) -> list[Values]:
    """Return the links of the day between entities and poor households, with `_entity`, its name."""
    sql = f"""SELECT d.*, n.name AS _entity, h.village AS _village
              FROM drive_link d JOIN entity n ON n.id = d.entity AND n.removed = 0
              JOIN household h ON h.id = d.household AND h.removed = 0
              WHERE d.removed = 0 AND d.started_on <= :day AND (d.ended_on IS NULL OR d.ended_on > :day)
                AND {IN_PLACE} AND {IS_POOR} IS 1 ORDER BY n.name, n.id, d.started_on, d.id"""
    return list(scope.named(sql))


def transfers(scope: Scope) -> list[Values]:
    """Return the transfers of land that hold on the day, with `_entity`, the name of who takes it."""
    sql = """SELECT t.*, coalesce(n.name, t.transferee, '') AS _entity FROM land_transfer t
             LEFT JOIN entity n ON n.id = t.entity AND n.removed = 0
             WHERE t.removed = 0 AND t.started_on <= :day AND (t.ended_on IS NULL OR t.ended_on > :day)
               AND (:village IS NULL OR t.village = :village) ORDER BY t.village, t.started_on, t.contract_no, t.id"""
    return list(scope.named(sql))
