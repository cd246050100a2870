"""How records are called, where they belong, and the columns that lists compute: SQL said once a kind.

In every expression `{r}` is the record's own row.
"""

from typing import Final

# The head who is present; else whoever is present and the eldest, else whoever was; a household may be empty.
_HEAD: Final = (
    "coalesce("
    "(SELECT name FROM member WHERE household = {r}.id AND removed = 0 AND relation = '01' AND left_on IS NULL"
    " AND name IS NOT NULL LIMIT 1), "
    "(SELECT name FROM member WHERE household = {r}.id AND removed = 0 AND name IS NOT NULL"
    " ORDER BY left_on IS NOT NULL, relation IS NOT '01', birth_date IS NULL, birth_date, id LIMIT 1), "
    "'（无户主）')"
)
_VILLAGE: Final = "(SELECT name FROM village WHERE id = {r}.village)"

# How a record is called where the place for it is narrow.
NAME: Final[dict[str, str]] = {
    "village": "{r}.name",
    "household": _HEAD,
    "member": "{r}.name",
    "income": "{r}.year || '年收入'",
    "condition": "{r}.year || '年生产生活条件'",
    "helper": "{r}.name",
    "round": "{r}.name",
    "assistance": "{r}.measure",
    "expert": "{r}.name",
    "pairing": "concat_ws('—', (SELECT name FROM expert WHERE id = {r}.expert), " + _VILLAGE + ")",
    "visit": "concat_ws(' ', {r}.visited_on, " + _VILLAGE + ")",
    "course": "{r}.name",
    "waiver": "{r}.finding",
}


def called(kind: str, alias: str) -> str:
    """Return the SQL of a record's name; a child without a name of its own is called by what it refers to."""
    reference = _REFERENCE.get(kind)
    if reference:
        field, other = reference
        return f"(SELECT {called(other, 'named')} FROM {other} named WHERE named.id = {alias}.{field})"
    return NAME[kind].replace("{r}", alias)


_REFERENCE: Final = {
    "visit_expert": ("expert", "expert"),
    "visit_household": ("household", "household"),
    "attendance": ("member", "member"),
}

# What tells two records of the same name apart; shown in brackets behind the name where there is room.
APART: Final[dict[str, str]] = {
    "household": f"nullif(concat({_VILLAGE}, {{r}}.group_name), '')",
    "member": (
        "(SELECT concat('户主', " + _HEAD.replace("{r}", "h") + ", '，', "
        + _VILLAGE.replace("{r}", "h") + ", h.group_name) FROM household h WHERE h.id = {r}.household)"
    ),
    "expert": "{r}.unit",
    "course": "{r}.started_on",
    "assistance": "(SELECT " + _HEAD.replace("{r}", "h") + " FROM household h WHERE h.id = {r}.household)",
}  # fmt: skip

_OF_HOUSEHOLD: Final = "EXISTS (SELECT 1 FROM household h WHERE h.id = {r}.household AND h.village = ?)"

# Whether a record belongs to the village that `?` names.
PLACE: Final[dict[str, str]] = {
    "village": "{r}.id = ?",
    "household": "{r}.village = ?",
    "member": _OF_HOUSEHOLD,
    "income": _OF_HOUSEHOLD,
    "condition": _OF_HOUSEHOLD,
    "helper": _OF_HOUSEHOLD,
    "assistance": _OF_HOUSEHOLD,
    "visit_household": _OF_HOUSEHOLD,
    "pairing": "{r}.village = ?",
    "visit": "{r}.village = ?",
    "visit_expert": "EXISTS (SELECT 1 FROM visit v WHERE v.id = {r}.visit AND v.village = ?)",
    "course": "{r}.village = ?",
    "attendance": (
        "EXISTS (SELECT 1 FROM member m JOIN household h ON h.id = m.household"
        " WHERE m.id = {r}.member AND h.village = ?)"
    ),
    "expert": "EXISTS (SELECT 1 FROM pairing p WHERE p.expert = {r}.id AND p.removed = 0 AND p.village = ?)",
}


def _count(kind: str, field: str, more: str = "") -> str:
    return f"(SELECT count(*) FROM {kind} o WHERE o.{field} = {{r}}.id AND o.removed = 0{more})"


# The columns that a form names with @.
COMPUTED: Final[dict[str, dict[str, str]]] = {
    "household": {
        "@head": _HEAD,
        "@members": _count("member", "household", " AND o.left_on IS NULL"),
    },
    "assistance": {
        "@village": "(SELECT v.name FROM household h JOIN village v ON v.id = h.village WHERE h.id = {r}.household)"
    },
    "round": {"@records": _count("assistance", "round")},
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
        "@households": _count("visit_household", "visit"),
    },
    "course": {
        "@attendances": _count("attendance", "course"),
        "@completed": _count("attendance", "course", " AND o.status = '2'"),
    },
    "visit_expert": {"@expert": called("visit_expert", "{r}")},
    "visit_household": {"@household": called("visit_household", "{r}")},
    "attendance": {"@member": called("attendance", "{r}")},
}

# By what a record stands in a list that is sorted by a field that refers to it.
ORDER: Final[dict[str, tuple[str, ...]]] = {
    "village": ("{r}.code_2018", "{r}.name"),
    "round": ("{r}.year", "{r}.number"),
    "visit": ("{r}.visited_on",),
    "course": ("{r}.started_on", "{r}.name"),
}

# Texts that begin with a number that people count by: 3组 stands before 10组.
NUMBERED: Final = frozenset({"group_name"})
# Texts that sort by pinyin.
SPOKEN: Final = frozenset(
    {"name", "other_names", "contact_name", "@head", "@village", "@expert", "@household", "@member"}
)


def spoken_order(text: str | None) -> bytes | None:
    """Return a sort key of a Chinese text: the order of GB 18030, which is by pinyin for common characters."""
    return None if text is None else text.encode("gb18030", "replace")
