"""Experts, and their pairing with villages."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case, folded
from fupin_desk.validation.objections import error, warning

_OPEN_END = "9999-12-31"


def check_expert(case: Case, expert: Record) -> Iterator[Finding]:
    """Yield whether an expert is on the roster twice."""
    unit = folded(expert.values.get("unit"))
    for other in case.having("expert", "name", expert.values.get("name")):
        if other.id != expert.id and folded(other.values.get("unit")) == unit:
            given = {"name": str(expert.values["name"]), "unit": str(expert.values.get("unit") or "单位未填")}
            yield warning(expert, "EX-twice", "name", **given)
            return


def check_pairing(case: Case, pairing: Record) -> Iterator[Finding]:
    """Yield what is wrong with a pairing: its dates, or another one of the same two at the same time."""
    started, ended = pairing.values.get("started_on"), pairing.values.get("ended_on")
    if started and ended and str(ended) < str(started):
        yield error(pairing, "DT-2-pairing", "ended_on", started=str(started), ended=str(ended))
    expert = pairing.values.get("expert")
    if expert is None or started is None:
        return
    for other in case.having("pairing", "village", pairing.values.get("village")):
        if other.id == pairing.id or other.values.get("expert") != expert:
            continue
        first, last = (
            str(other.values.get("started_on") or ""),
            str(other.values.get("ended_on") or _OPEN_END),
        )
        if first and first <= str(ended or _OPEN_END) and str(started) <= last:
            found, village = (
                case.record("expert", expert),
                case.record("village", pairing.values.get("village")),
            )
            yield warning(
                pairing, "PR-overlap", "started_on",
                name=str(found.values.get("name") if found else "?"),
                village=str(village.values.get("name") if village else "?"),
                started=first, ended="至今" if last == _OPEN_END else last,
            )  # fmt: skip
            return
