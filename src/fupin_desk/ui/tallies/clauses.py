"""The rules by the clause of the policy that asks for them, and those that lead the workbench."""

from collections.abc import Sequence

from fupin_desk.model.rule import Pack, Rule

HEADLINES = "重点"
_MOST = 7
# Clauses by their number in the document, with a word that tells what they are about.
_WORDS = {
    "一": "目标", "二(一)": "规划", "二(二)": "特色", "二(三)": "资金", "二(四)": "科技", "二(五)": "主体",
    "二(六)": "旅游", "二(七)": "电商", "二(八)": "金融", "三": "保障",
}  # fmt: skip


def number(rule: Rule) -> str:
    """Return the number of a rule's clause: 一, 二(四), 三."""
    return rule.clause.split("、")[0].split()[0]


def headlines(pack: Pack) -> tuple[Rule, ...]:
    """Return the rules that lead the workbench; a policy that names none leads with its first ones."""
    by_id = {rule.id: rule for rule in pack.rules}
    return tuple(by_id[rule] for rule in pack.leading) or pack.rules[:_MOST]


def groups(rules: Sequence[Rule]) -> dict[str, str]:
    """Return what can be chosen, in the order of the document: the headlines, then each clause with its word."""
    numbers = dict.fromkeys(number(one) for one in rules)
    return {HEADLINES: "重点"} | {one: f"{one} {_WORDS.get(one, '')}".strip() for one in numbers}


def of_group(pack: Pack, group: str) -> tuple[Rule, ...]:
    """Return the rules of a choice of `groups`."""
    return headlines(pack) if group == HEADLINES else tuple(one for one in pack.rules if number(one) == group)


def by_village(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the rules that are judged, or told, village by village."""
    return tuple(one for one in rules if "village" in one.levels)


def of_unit(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the rules that are told for the whole unit only."""
    return tuple(one for one in rules if "village" not in one.levels)
