"""The pieces of SQL that names and list columns are put together from.

In every expression `{r}` is the record's own row, `{day}` the day that a list is shown for.
"""

from typing import Final

# The head who is present; else whoever is present and the eldest, else whoever was; a household may be empty.
HEAD: Final = (
    "coalesce("
    "(SELECT name FROM member WHERE household = {r}.id AND removed = 0 AND relation = '01' AND left_on IS NULL"
    " AND name IS NOT NULL LIMIT 1), "
    "(SELECT name FROM member WHERE household = {r}.id AND removed = 0 AND name IS NOT NULL"
    " ORDER BY left_on IS NOT NULL, relation IS NOT '01', birth_date IS NULL, birth_date, id LIMIT 1), "
    "'（无户主）')"
)
VILLAGE: Final = "(SELECT name FROM village WHERE id = {r}.village)"
HEAD_OF: Final = "(SELECT " + HEAD.replace("{r}", "h") + " FROM household h WHERE h.id = {r}.household)"
VILLAGE_OF_HOUSEHOLD: Final = (
    "(SELECT v.name FROM household h JOIN village v ON v.id = h.village WHERE h.id = {r}.household)"
)
# The day of work: the file's own where it carries one.
TODAY: Final = "coalesce((SELECT value FROM about WHERE name = 'as_of'), date('now', '+8 hours'))"


def count(kind: str, field: str, more: str = "") -> str:
    """Return the SQL of how many records of a kind refer to this one."""
    return f"(SELECT count(*) FROM {kind} o WHERE o.{field} = {{r}}.id AND o.removed = 0{more})"


def total(kind: str, field: str, amount: str, dated: str) -> str:
    """Return the SQL of what the records of a kind that refer to this one add up to, by their date up to the day."""
    return (
        f"(SELECT coalesce(sum(o.{amount}), 0) FROM {kind} o"
        f" WHERE o.{field} = {{r}}.id AND o.removed = 0 AND o.{dated} <= {{day}})"
    )
