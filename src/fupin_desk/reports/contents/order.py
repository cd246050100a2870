"""The order of every report: township, village, group, head."""

from collections.abc import Mapping

from fupin_desk.model.roster import Place
from fupin_desk.model.sort_keys import group_key, name_key

Key = tuple[str, str, bytes]


def village(places: Mapping[str, Place], key: str | None) -> Key:
    """Return a key of a village: its unit, its area code, its name; a record without a village comes last."""
    place = places.get(key or "")
    if not place:
        return ("~", "~", b"")
    return (place.township or "~", place.code or "~", name_key(place.name))


def home(
    places: Mapping[str, Place], key: str | None, group: str, head: str
) -> tuple[Key, tuple[int, bytes], bytes]:
    """Return a key of a household: village, group, head."""
    return (village(places, key), group_key(group), name_key(head))
