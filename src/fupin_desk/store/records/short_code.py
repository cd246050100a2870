"""Which households a short code from paper means, and the codes of all households."""

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model import short_code


def codes(connection: Connection) -> dict[str, str]:
    """Return the code of every household that is held."""
    rows = connection.execute(
        "SELECT h.id, coalesce(v.name, '') FROM household h LEFT JOIN village v ON v.id = h.village AND v.removed = 0"
        " WHERE h.removed = 0"
    )
    return short_code.codes(dict(rows.fetchall()))


def find(connection: Connection, text: str) -> list[str]:
    """Return the households that a typed code means; none for a text that is no code."""
    asked = short_code.read(text)
    if asked is None:
        return []
    rows = connection.execute(
        "SELECT h.id FROM household h LEFT JOIN village v ON v.id = h.village AND v.removed = 0"
        " WHERE h.removed = 0 AND substr(coalesce(nullif(v.name, ''), '？'), 1, 1) = ? ORDER BY h.id",
        (asked[0],),
    )
    return [one for (one,) in rows if short_code.digits(one).startswith(asked[1])]
