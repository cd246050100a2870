"""How records are called, where they belong, and the columns that lists compute: SQL said once a kind.

In every expression `{r}` is the record's own row. A kind that is named nowhere here is called by its `name` and belongs
to the village or the household that it asks for.
"""

from datetime import date
from typing import Final

from fupin_desk.model.form import Form
from fupin_desk.store import ledger_columns
from fupin_desk.store.titles import HEAD, HEAD_OF, OF_HOUSEHOLD, TODAY, VILLAGE, VILLAGE_OF_HOUSEHOLD, count

# How a record without a `name` is called where the place for it is narrow.
NAME: Final[dict[str, str]] = {
    "household": HEAD,
    "income": "{r}.year || '年收入'",
    "condition": "{r}.year || '年生产生活条件'",
    "assistance": "{r}.measure",
    "pairing": "concat_ws('—', (SELECT name FROM expert WHERE id = {r}.expert), " + VILLAGE + ")",
    "visit": "concat_ws(' ', {r}.visited_on, " + VILLAGE + ")",
    "waiver": "{r}.reason",
    **ledger_columns.NAME,
}


def called(kind: str, alias: str) -> str:
    """Return the SQL of a record's name; a child without a name of its own is called by what it refers to."""
    reference = _REFERENCE.get(kind)
    if reference:
        field, other = reference
        return f"(SELECT {called(other, 'named')} FROM {other} named WHERE named.id = {alias}.{field})"
    return NAME.get(kind, "{r}.name").replace("{r}", alias)


_REFERENCE: Final = {
    "visit_expert": ("expert", "expert"),
    "visit_household": ("household", "household"),
    "attendance": ("member", "member"),
    **ledger_columns.REFERENCE,
}

# What tells two records of the same name apart; shown in brackets behind the name where there is room.
APART: Final[dict[str, str]] = {
    "household": f"nullif(concat({VILLAGE}, {{r}}.group_name), '')",
    "member": (
        "(SELECT concat('户主', " + HEAD.replace("{r}", "h") + ", '，', "
        + VILLAGE.replace("{r}", "h") + ", h.group_name) FROM household h WHERE h.id = {r}.household)"
    ),
    "expert": "{r}.unit",
    "course": "{r}.started_on",
    "assistance": HEAD_OF,
    "condition": HEAD_OF,
    "helper": HEAD_OF,
    "income": HEAD_OF,
    **ledger_columns.APART,
}  # fmt: skip

# Whether a record that does not say it by its own village or household belongs to the village that `?` names.
PLACE: Final[dict[str, str]] = {
    "village": "{r}.id = ?",
    "visit_expert": "EXISTS (SELECT 1 FROM visit v WHERE v.id = {r}.visit AND v.village = ?)",
    "attendance": (
        "EXISTS (SELECT 1 FROM member m JOIN household h ON h.id = m.household"
        " WHERE m.id = {r}.member AND h.village = ?)"
    ),
    "expert": "EXISTS (SELECT 1 FROM pairing p WHERE p.expert = {r}.id AND p.removed = 0 AND p.village = ?)",
    **ledger_columns.PLACE,
}


def day(asked: str = "") -> str:
    """Return the SQL of the day that a list is shown for: an ISO day, or the day of work.

    Raises:
        ValueError: If it is no ISO day.
    """
    return f"'{date.fromisoformat(asked).isoformat()}'" if asked else TODAY


def place(form: Form) -> str:
    """Return the SQL of whether a record belongs to the village that `?` names; what is nowhere belongs to every one."""
    if form.kind in PLACE:
        return PLACE[form.kind]
    asked = {field.name for field in form.fields.values() if field.of == field.name}
    return (
        "{r}.village = ?" if "village" in asked else OF_HOUSEHOLD if "household" in asked else "? IS NOT NULL"
    )


# The columns that a form names with @.
COMPUTED: Final[dict[str, dict[str, str]]] = {
    "household": {
        "@head": HEAD,
        "@members": count("member", "household", " AND o.left_on IS NULL"),
        **ledger_columns.HOUSEHOLD,
    },
    "assistance": {"@village": VILLAGE_OF_HOUSEHOLD},
    "round": {"@records": count("assistance", "round")},
    "expert": {
        "@villages": (
            "(SELECT replace(group_concat(DISTINCT v.name), ',', '、') FROM pairing p JOIN village v ON v.id = p.village"
            " WHERE p.expert = {r}.id AND p.removed = 0 AND p.ended_on IS NULL)"
        ),
        "@visits": (
            "(SELECT count(*) FROM visit_expert x JOIN visit v ON v.id = x.visit"
            " WHERE x.expert = {r}.id AND x.removed = 0 AND v.removed = 0 AND v.status = '2')"
        ),
    },
    "pairing": {"@pair": NAME["pairing"]},
    "visit": {
        "@experts": (
            "(SELECT group_concat(e.name, '、') FROM visit_expert x JOIN expert e ON e.id = x.expert"
            " WHERE x.visit = {r}.id AND x.removed = 0)"
        ),
        "@households": count("visit_household", "visit"),
    },
    "course": {
        "@attendances": count("attendance", "course"),
        "@completed": count("attendance", "course", " AND o.status = '2'"),
    },
    "visit_expert": {"@expert": called("visit_expert", "{r}")},
    "visit_household": {"@household": called("visit_household", "{r}")},
    "attendance": {"@member": called("attendance", "{r}")},
    **ledger_columns.COMPUTED,
}

# By what a record stands in a list that is sorted by a field that refers to it.
ORDER: Final[dict[str, tuple[str, ...]]] = {
    "village": ("{r}.code_2018", "{r}.name"),
    "round": ("{r}.year", "{r}.number"),
    "visit": ("{r}.visited_on",),
    "course": ("{r}.started_on", "{r}.name"),
    "loan": ("{r}.lent_on", "{r}.contract_no"),
    "acceptance": ("{r}.accepted_on",),
}

# Texts that begin with a number that people count by: 3组 stands before 10组.
NUMBERED: Final = frozenset({"group_name"})
# Texts that sort by pinyin.
SPOKEN: Final = frozenset(
    {
        "name",
        "other_names",
        "contact_name",
        "@head",
        "@village",
        "@expert",
        "@household",
        "@member",
        "@borrower",
        "@leader",
    }
)
