"""How records are called, where they belong, and the columns that lists compute: SQL said once a kind.

In every expression `{r}` is the record's own row. A kind that is named nowhere here is called by its `name`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from fupin_desk.model.form import Form
from fupin_desk.store.records import ledger_columns
from fupin_desk.store.records.titles import HEAD, HEAD_OF, TODAY, VILLAGE, VILLAGE_OF_HOUSEHOLD, count

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


def day(asked: str = "") -> str:
    """Return the SQL of the day that a list is shown for: an ISO day, or the day of work.

    Raises:
        ValueError: If it is no ISO day.
    """
    return f"'{date.fromisoformat(asked).isoformat()}'" if asked else TODAY


def place(forms: Mapping[str, Form], kind: str, row: str) -> str:
    """Return the SQL of whether a record belongs to the village that `?1` names; what is nowhere belongs to every one."""
    if kind == "village":
        return f"{row}.id = ?1"
    fields = forms[kind].fields
    near = [name for name in ("village", "household") if name in fields and fields[name].of]
    steps = [_step(forms, kind, row, name) for name in forms[kind].belongs_to or near[:1]]
    return f"({' OR '.join(steps) or '?1 IS NOT NULL'})"


def _step(forms: Mapping[str, Form], kind: str, row: str, name: str) -> str:
    """Return the SQL of whether what a record refers to by a field, or a record of a kind that refers to it, belongs there."""
    field, near = forms[kind].fields.get(name), f"{row}_{name}"
    if field and field.of == "village":
        return f"{row}.{name} = ?1"
    if field:
        other, tie = field.of, f"{near}.id = {row}.{name}"
    else:
        back = next(field.name for field in forms[name].fields.values() if field.of == kind)
        other, tie = name, f"{near}.{back} = {row}.id AND {near}.removed = 0"
    return f"EXISTS (SELECT 1 FROM {other} {near} WHERE {tie} AND {place(forms, other, near)})"


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
