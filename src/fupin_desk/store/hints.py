"""Why a unit has its outcome, in a few words: what was done, what is only planned, what nobody has asked yet."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from fupin_desk.model.amount import scaled
from fupin_desk.model.rule import Outcome, Rule, Unit
from fupin_desk.model.value import Value

# The fact that stands for a question; the others are facts under their own name.
_STANDS_FOR: Final[dict[tuple[Unit, str], str]] = {("household", "labour_capability"): "capable_members"}
_DONE: Final = {
    "assistances_done": "产业帮扶 {} 条",
    "trainings_done": "完成培训 {} 期",
    "guidances": "签字指导 {} 次",
    "paired_experts": "结对专家 {} 名",
    "team_visits": "服务 {} 次",
    "income_increase_fen": "增收 {} 元",
}
_GAP: Final = {
    "assistances_done": "没有产业帮扶记录",
    "trainings_done": "没有完成的培训",
    "guidances": "没有签字的指导",
    "paired_experts": "没有结对专家",
    "team_visits": "没有县专家服务团的服务",
    "income_increase_fen": "没填增收金额",
}


def teller(rule: Rule, labels: Mapping[str, str]) -> Callable[[Mapping[str, Value], Outcome], str]:
    """Return what tells of a unit's facts and outcome why it has that outcome; empty where there is nothing to say.

    Args:
        rule: The rule that judges.
        labels: What fields are called; a field without a label is not named.
    """
    asked = [(labels[ask], _STANDS_FOR.get((rule.unit, ask), ask)) for ask in rule.asks if ask in labels]
    told = [name for name in dict.fromkeys(re.findall(r"\w+", rule.covered)) if name in _DONE]

    def tell(facts: Mapping[str, Value], outcome: Outcome) -> str:
        if outcome == "unknown":
            missing = "、".join(label for label, fact in asked if facts[fact] is None)
            return f"待核：{missing}" if missing else "待核"
        if outcome == "covered":
            return "，".join(_DONE[name].format(_shown(name, facts[name])) for name in told)
        if outcome == "gap" and "assistances_done" in told and facts["assistances_planned"]:
            return f"已计划 {facts['assistances_planned']} 条，未实施"
        return "，".join(_GAP[name] for name in told) if outcome == "gap" else ""

    return tell


def _shown(name: str, value: Value) -> str:
    return scaled(int(value or 0), 2) if name.endswith("_fen") else str(value)
