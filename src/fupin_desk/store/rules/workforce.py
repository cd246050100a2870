"""Who of a household has completed a course, by the facts that the rules judge."""

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.rule import Pack
from fupin_desk.store.rules import rule_sql


def trained(connection: Connection, pack: Pack, as_of: str, household: str) -> frozenset[str]:
    """Return the members of a household who have completed a course by an ISO day."""
    rule_sql.ask(connection, pack, as_of, as_of)
    found = connection.execute(
        "SELECT id FROM member_facts WHERE household = ? AND trainings_done > 0", (household,)
    )
    return frozenset(one for (one,) in found)
