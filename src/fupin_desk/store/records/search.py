"""Search as one types: names by characters, pinyin or initials, numbers by their beginning or their tail.

The index keeps of each name its pairs of adjacent characters and `uz`, then its first character, then every one;
of all names the whole spellings and initials; of numbers the whole and the tails. Pairs make a name of two
characters one term: as two terms, 建国 would cost a walk through all who have either in their name.
"""

import hashlib
import itertools
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.form import Form
from fupin_desk.model.query import Hit
from fupin_desk.store.records import columns, pinyin, short_code

# What is searched of a kind: texts that people speak, and numbers. The forms mark the same fields `searchable`.
SPOKEN: Final[dict[str, tuple[str, ...]]] = {
    "village": ("name", "other_names", "contact_name"),
    "household": (),
    "member": ("name",),
    "expert": ("name",),
    "course": ("name",),
    "project": ("name",),
    "entity": ("name",),
    "base": ("name",),
    "loan": (),
}
NUMBERS: Final[dict[str, tuple[str, ...]]] = {
    "household": ("household_no", "phone"),
    "member": ("id_number", "phone"),
    "project": ("project_no",),
    "entity": ("credit_code",),
    "loan": ("contract_no",),
}

_TAILS: Final = (4, 6)
# Everything but spellings and numbers begins with u, as no syllable does.
_END: Final = "uz"
_FIRST: Final = "uy"
# Texts longer than this are no names; a query longer than this finds nothing anyway.
_LONGEST: Final = 64
_DROPPED: Final = re.compile(r"[\s·•・‧.\-_'‘’]+")


def refresh(connection: Connection, touched: Mapping[str, Collection[str]]) -> None:
    """Bring the index to what the records now say; inside the caller's transaction.

    Args:
        connection: The open file.
        touched: Ids of written records by kind, new and removed ones among them.
    """
    wished: dict[int, tuple[str, str, str]] = {}
    rows: list[int] = []
    for kind in touched.keys() & SPOKEN.keys():
        rows += map(_row, touched[kind])
        wished |= _wished(connection, kind, touched[kind])
    held = dict(connection.execute(
        "SELECT s.rowid, s.tokens FROM json_each(?) j CROSS JOIN search s ON s.rowid = j.value", (json.dumps(rows),)
    ))  # fmt: skip
    stale = [row for row, tokens in held.items() if row not in wished or wished[row][2] != tokens]
    fresh = [row for row, (_, _, tokens) in wished.items() if held.get(row) != tokens]
    # The index takes rows in the order of their numbers ten times as fast as in any other.
    connection.executemany("DELETE FROM search WHERE rowid = ?", [(row,) for row in sorted(stale)])
    connection.executemany(
        "INSERT INTO search (rowid, record, kind, tokens) VALUES (?, ?, ?, ?)",
        [(row, *wished[row]) for row in sorted(fresh)],
    )


def strays(connection: Connection) -> int:
    """Return how many rows of the index are not what the records say."""
    wished: dict[int, tuple[str, str, str]] = {}
    for kind in SPOKEN:
        wished |= _wished(connection, kind, [row[0] for row in connection.execute(f"SELECT id FROM {kind}")])
    held = {
        row: tuple(rest)
        for row, *rest in connection.execute("SELECT rowid, record, kind, tokens FROM search")
    }
    return sum(wished.get(row) != held.get(row) for row in wished.keys() | held.keys())


def _wished(connection: Connection, kind: str, ids: Collection[str]) -> dict[int, tuple[str, str, str]]:
    """Return what the index is to hold of records, by row: record, kind, tokens; removed ones are not in it."""
    fields = ", ".join(f"r.{one}" for one in (*SPOKEN[kind], *NUMBERS.get(kind, ())))
    sql = (
        f"SELECT r.id, {fields} FROM json_each(?) j CROSS JOIN {kind} r ON r.id = j.value WHERE r.removed = 0"
    )
    found = {}
    for record, *values in connection.execute(sql, (json.dumps([*ids]),)):
        tokens = _tokens(kind, values)
        if tokens:
            found[_row(record)] = (record, kind, tokens)
    return found


def _row(record: str) -> int:
    """Return the number of a record in the index: it must be found again without a table between."""
    return int.from_bytes(hashlib.blake2b(record.encode(), digest_size=7).digest(), "big")


def _tokens(kind: str, values: Sequence[str | None]) -> str:
    spoken = len(SPOKEN[kind])
    parts: list[str] = []
    spelled: list[str] = []
    for value in values[:spoken]:
        for name in re.split("[,，、]", value or ""):
            plain = _plain(name)
            if plain:
                parts += [*_pairs(plain), _END, _FIRST + _character(plain[0]), *map(_character, plain)]
                spelled += _spelled(plain)
    numbers = [token for value in values[spoken:] if value for token in _number(_plain(value))]
    return " ".join([*parts, *spelled, *numbers])


def _plain(text: str) -> str:
    """Return a text as it is compared: one form of every character, no dots, dashes and spaces, lower case."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).lower()[:_LONGEST]


def _character(character: str) -> str:
    return f"u{ord(character):x}"


def _pairs(plain: str) -> list[str]:
    return [_character(one) + _character(other) for one, other in itertools.pairwise(plain)]


def _spelled(plain: str) -> Iterable[str]:
    whole, initials = pinyin.spellings(plain)
    return (token for token in (*whole, *initials) if token.isascii() and token.isalnum())


def _number(plain: str) -> list[str]:
    return [plain, *(plain[-tail:] for tail in _TAILS if len(plain) > tail)] if plain.isalnum() else []


# --- asking


def _matches(text: str) -> tuple[str, ...]:
    """Return what to ask the index for a typed text, the most exact first; nothing for a text of no characters."""
    plain = _plain(text)
    letters = "".join(one for one in plain if one.isalnum())
    if not letters:
        return ()
    if not letters.isascii():
        return _spoken(letters)
    if letters[0].isdigit():
        return (f'"{letters}"', f'"{letters}"*', _spoken(letters)[-1])
    if letters[0] == "u":
        return _spoken(letters)
    spelled = letters.replace("lyu", "lv").replace("nyu", "nv")
    return (f'"{spelled}"', f'"{spelled}"*', _spoken(letters)[-1])


def _spoken(letters: str) -> tuple[str, ...]:
    """Return what asks for adjacent characters: as a whole name, as its beginning, anywhere in it."""
    if len(letters) == 1:
        return (f'"{_FIRST}{_character(letters)}"', f'"{_character(letters)}"')
    phrase = " ".join(_pairs(letters))
    return (f'^"{phrase} {_END}"', f'^"{phrase}"', f'"{phrase}"')


def condition(form: Form, text: str) -> tuple[str, list[object]]:
    """Return the SQL, over the row `r`, that filters a list of a form by a typed text, and its values."""
    asked = _matches(text)
    if not asked:
        return "0", []
    match = " OR ".join(one for one in asked if not one.startswith("^"))
    terms = [f"r.id IN ({_RECORDS[form.kind]})"] if form.kind in _RECORDS else []
    terms += [f"r.{name} IN ({_RECORDS[form.fields[name].of]})" for name in _references(form)]
    count = "".join(terms).count("?")
    likes = [f"r.{field} LIKE ? ESCAPE '!'" for field in _texts(form)]
    pattern = "%" + re.sub("([%_!])", r"!\1", text.strip()) + "%"
    return f"({' OR '.join([*terms, *likes]) or 0})", [*[match] * count, *[pattern] * len(likes)]


def _references(form: Form) -> tuple[str, ...]:
    """Return the fields whose records the index is asked for: its own village or household where none are named."""
    named = tuple(name for name in form.search if form.fields[name].of)
    if named or form.kind in _RECORDS:
        return named
    return tuple(name for name in ("village", "household") if name in form.fields and form.fields[name].of)[
        :1
    ]


def _texts(form: Form) -> tuple[str, ...]:
    """Return the fields that are not in the index and short enough to be looked through: the title where none are named."""
    named = tuple(name for name in form.search if not form.fields[name].of)
    titles = (name for name in form.title if name in form.fields and form.fields[name].type == "text")
    return named or tuple(titles)


# The records of a kind that the index leads to, by what they are called themselves or by whom they are of.
_RECORDS: Final[dict[str, str]] = {
    kind: f"SELECT record FROM search WHERE search MATCH ? AND kind = '{kind}'" for kind in SPOKEN
}
_RECORDS["visit"] = (
    f"SELECT x.visit FROM visit_expert x WHERE x.removed = 0 AND x.expert IN ({_RECORDS['expert']})"
)
_RECORDS["household"] += (
    " UNION ALL SELECT m.household FROM search s JOIN member m ON m.id = s.record"
    " WHERE s.search MATCH ? AND s.kind = 'member'"
)
_RECORDS["loan"] += (
    f" UNION ALL SELECT id FROM loan WHERE household IN ({_RECORDS['household']}) OR entity IN ({_RECORDS['entity']})"
)


def find(connection: Connection, text: str, limit: int = 20) -> list[Hit]:
    """Return what a text finds, exact names first; any text may be given.

    A member is found as its household: the hit opens the household, and says who its head is. The short code of a
    printed sheet (黄-0123) finds its household.
    """
    found: dict[str, str] = dict.fromkeys(short_code.find(connection, text)[:limit], "household")
    for match in _matches(text):
        for record, kind in connection.execute(
            "SELECT record, kind FROM search WHERE search MATCH ? LIMIT ?", (match, limit + len(found))
        ):
            found.setdefault(record, kind)
        if len(found) >= limit:
            break
    chosen = dict([*found.items()][:limit])
    hits: dict[str, Hit] = {}
    for kind in set(chosen.values()):
        ids = json.dumps([record for record, its in chosen.items() if its == kind])
        hits |= {row[0]: Hit(*row[1:]) for row in connection.execute(_HITS[kind], (ids,))}
    return list(dict.fromkeys(hits[record] for record in chosen if record in hits))


_PLACE: Final = "concat((SELECT name FROM village WHERE id = h.village), h.group_name)"
_HEAD: Final = columns.NAME["household"].replace("{r}", "h")
_ANY: Final = (
    "SELECT r.id, '{kind}', r.id, coalesce(r.name, ''), coalesce({detail}, '') FROM json_each(?) j"
    " CROSS JOIN {kind} r ON r.id = j.value"
)
# Columns: the record found, then the hit's kind, id, name and detail.
_HITS: Final[dict[str, str]] = {
    "household": f"SELECT h.id, 'household', h.id, {_HEAD}, {_PLACE} FROM json_each(?) j JOIN household h ON h.id = j.value",
    "member": (
        f"SELECT m.id, 'household', h.id, coalesce(m.name, ''), CASE WHEN m.relation = '01' AND m.left_on IS NULL"
        f" THEN {_PLACE} ELSE concat('成员', CASE WHEN m.left_on IS NOT NULL THEN '（已减少）' END,"
        f" '，户主', {_HEAD}, '，' || nullif({_PLACE}, '')) END"
        " FROM json_each(?) j CROSS JOIN member m ON m.id = j.value JOIN household h ON h.id = m.household AND h.removed = 0"
    ),
    "village": _ANY.format(
        kind="village", detail="CASE WHEN r.is_poor_village = 1 THEN '贫困村' ELSE '村' END"
    ),
    "expert": _ANY.format(kind="expert", detail="concat('专家，', r.unit)"),
    "course": _ANY.format(kind="course", detail="concat('培训班，', r.started_on)"),
    **{
        kind: _ANY.format(kind=kind, detail="(SELECT v.name FROM village v WHERE v.id = r.village)")
        for kind in ("project", "entity", "base")
    },
    "loan": (
        f"SELECT r.id, 'loan', r.id, {columns.called('loan', 'r')}, coalesce(r.lent_on, '')"
        " FROM json_each(?) j CROSS JOIN loan r ON r.id = j.value"
    ),
}
