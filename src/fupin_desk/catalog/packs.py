"""resources/policies/*.toml -> Pack."""

from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

from fupin_desk.catalog import limits, strict
from fupin_desk.model.error import DefinitionError
from fupin_desk.model.rule import REQUIRED_PURPOSES, Demand, Pack, Purpose, Rule

_PACK_NEEDS = (
    "id", "version", "title", "document", "valid_from", "valid_to", "start", "target_date", "readings", "rule",
)  # fmt: skip
_RULE_NEEDS = (
    "id", "title", "short", "clause", "reading", "unit", "applies", "covered", "levels", "lead", "examples",
)  # fmt: skip
_RULE_MAY = (
    "target", "at_most", "cooperating", "asks", "whole", "part", "figure", "deadline", "mend_kind", "mend_values",
    "purpose", "threshold",
)  # fmt: skip


def load(folder: Path) -> tuple[Pack, ...]:
    """Return every policy pack, the oldest first.

    Raises:
        DefinitionError: If a pack has an unknown key, a rule id stands twice, or a value has the wrong form.
    """
    packs = (_pack(path) for path in sorted(folder.glob("*.toml")))
    return tuple(sorted(packs, key=lambda pack: pack.valid_from))


def _pack(path: Path) -> Pack:
    table = strict.toml(path)
    strict.keys(path.name, table, needs=_PACK_NEEDS, may=("limits", "demands", "leading"))
    rules = tuple(_rule(path.name, one) for one in table["rule"])
    if len({rule.id for rule in rules}) != len(rules):
        raise DefinitionError(path.name, "rule", "a rule id stands twice")
    if strangers := {*table.get("leading", ())} - {rule.id for rule in rules}:
        raise DefinitionError(path.name, "leading", f"no such rule: {', '.join(sorted(strangers))}")
    purposes = [rule.purpose for rule in rules if rule.purpose]
    if len({*purposes}) != len(purposes) or not {*purposes} <= {*get_args(Purpose)}:
        raise DefinitionError(
            path.name, "purpose", "a purpose stands twice, or is none that the program knows"
        )
    if missing := {*REQUIRED_PURPOSES} - {*purposes}:
        raise DefinitionError(path.name, "purpose", f"no rule for {', '.join(sorted(missing))}")
    return Pack(
        id=table["id"],
        version=table["version"],
        title=table["title"],
        document=table["document"],
        valid_from=str(table["valid_from"]),
        valid_to=str(table["valid_to"]),
        start=str(table["start"]),
        target_date=str(table["target_date"]),
        rules=rules,
        readings=table["readings"],
        limits=limits.read(path.name, table),
        leading=tuple(table.get("leading", ())),
        demands=tuple(_demand(path.name, one) for one in table.get("demands", ())),
    )


def _demand(source: str, table: dict[str, Any]) -> Demand:
    strict.keys(
        f"{source} {table.get('id', '')}", table, needs=("id", "kinds", "reports"), may=("title", "clause")
    )
    return Demand(**{**table, "kinds": tuple(table["kinds"]), "reports": tuple(table["reports"])})


def _rule(source: str, table: dict[str, Any]) -> Rule:
    strict.keys(f"{source} {table.get('id', '')}", table, needs=_RULE_NEEDS, may=_RULE_MAY)
    if not table["examples"]:
        raise DefinitionError(source, table["id"], "a rule needs examples")
    values = dict(table)
    for key in ("target", "at_most"):
        values[key] = Fraction(table[key]) if key in table else None
    values["deadline"] = str(table.get("deadline", ""))
    if "threshold" in table:
        values["covered"] = table["covered"].replace("{threshold}", str(int(table["threshold"])))
    for key in ("levels", "cooperating", "asks", "examples"):
        values[key] = tuple(table.get(key, ()))
    return Rule(**values)
