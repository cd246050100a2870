"""What a new file is told about itself, and the secrets that open one."""

import datetime
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from fupin_desk.catalog.catalog import Catalog, load
from fupin_desk.desk import strength
from fupin_desk.model.error import CannotUnlockError, DeskError, RequestError
from fupin_desk.model.region import Regions
from fupin_desk.model.value import Draft
from fupin_desk.store.file import driver_errors, file_key
from fupin_desk.store.file.file_key import Key

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_VARIABLE = "FUPIN_PASSPHRASE"


def regions() -> Regions:
    """Return the county's units and villages, for a person who has no file yet."""
    return load().regions


def passphrase_of_environment() -> str:
    """Return the passphrase that the environment gives; empty if it gives none."""
    return os.environ.get(_VARIABLE, "")


def demand_passphrase(passphrase: str, names: Iterable[str] = ()) -> None:
    """Refuse a passphrase that protects nothing.

    Args:
        passphrase: What the file shall open with.
        names: What anybody would try: the unit, the operator.

    Raises:
        RequestError: If it is too short or too easily guessed; the message names the weakness.
    """
    judged = strength.judge(passphrase, names)
    if judged.refused:
        raise RequestError(f"这个口令不能用，{judged.words}")


def is_short(secret: str | Key) -> bool:
    """Whether a file opened with a passphrase that a new file would not be given: it was made by an older version."""
    return isinstance(secret, str) and strength.length(secret) < strength.SHORTEST


def worded(error: BaseException, name: str) -> DeskError | None:
    """Return the sentence for what a desk file that is damaged or gone brought up; None for any other error."""
    return error if isinstance(error, DeskError) else driver_errors.of_driver(error, name)


def refused(error: OSError) -> DeskError:
    """Return the sentence for a path that the system would not let us read or write."""
    return driver_errors.worded(error, str(error.filename or "文件")) or DeskError(str(error))


def place_name(catalog: Catalog, place: str) -> str:
    """Return the name of a reporting unit, of one of its villages, or of the county."""
    if place == catalog.regions.county:
        return catalog.regions.county_name
    village = catalog.regions.village(place)
    unit = catalog.regions.units.get(catalog.regions.unit_of(place))
    name = unit.name if unit else place
    return f"{name}{village.short_name}" if village else name


def facts_of_new(catalog: Catalog, place: str, operator: str, about: Mapping[str, str]) -> dict[str, str]:
    """Return what a new file is told about itself.

    Raises:
        RequestError: If the place is no reporting unit and no village of one, or there is no operator.
    """
    named = {unit.name: unit.code for unit in catalog.regions.units.values()}
    place = named.get(place.strip(), place)
    code = place[:9] if len(place) == 12 and place.endswith("000") else place
    if code != catalog.regions.county and catalog.regions.unit_of(code) not in catalog.regions.units:
        known = "、".join(f"{unit.code} {unit.name}" for unit in catalog.regions.units.values())
        raise RequestError(
            f"没有“{place}”这个单位。可以用：{known}；全县用 {catalog.regions.county}；"
            "只管一个村的，用它的 12 位区划代码。"
        )
    if not operator.strip():
        raise RequestError("请写明操作员姓名：以后每次修改都记在他的名下。")
    made = datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
    return {"place": code, "operator": operator.strip(), "created": made, "edition": "2018", **about}


def secret(text: str | Key) -> str | Key:
    """Return the key of a recovery sheet if the text looks like one, else the text as a passphrase."""
    if isinstance(text, Key) or not file_key.looks_like_sheet(text):
        return text
    return file_key.from_sheet(text)


def is_secret(text: str, key: Key) -> bool:
    """Whether a text is the passphrase or the recovery sheet of a key."""
    try:
        given = secret(text)
    except RequestError:
        return False
    return (given if isinstance(given, Key) else file_key.derive(given, bytes.fromhex(key.salt))) == key


def unlock(desk: "Desk", text: str) -> bool:
    """Let a desk whose window was locked go on, if a text is its passphrase or its recovery sheet.

    Raises:
        DeskError: If the sheet was mistyped, or the file is not what and where it was.
    """
    if not desk.file.is_locked:
        return is_secret(text, desk.file.key)
    try:
        desk.file.unlock(secret(text))
    except CannotUnlockError:
        return False
    # Behind the lock another program may have written.
    desk.soundness.forget()
    return True


def village_drafts(desk: "Desk") -> list[Draft]:
    """Return the villages of the file's place in the default edition, as drafts to be born.

    Whether a village is a poor village is not known here: the flag is the user's to set.
    """
    regions = desk.catalog.regions
    drafts = []
    for village in regions.villages:
        if (
            desk.place not in {village.code, village.unit, regions.county}
            or village.unit not in regions.units
        ):
            continue
        former = [old.short_name for old in regions.former.get(village.code, ())]
        names = [name for name in dict.fromkeys(former) if name != village.short_name]
        values = {
            "name": village.short_name,
            "township": village.unit,
            "code_2018": village.code,
            "code_2017": village.code if former else None,
            "other_names": "，".join(names) or None,
        }
        drafts.append(Draft("village", desk.new_id(), dict(values), is_new=True))
    return drafts
