"""Why a unit has its outcome, in a few words: what was done, what is only planned, what nobody has asked yet."""

import re
from collections.abc import Mapping
from typing import Final

from fupin_desk.model.amount import scaled
from fupin_desk.model.rule import Rule, Unit
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


def hint(rule: Rule, facts: Mapping[str, Value], outcome: str, labels: Mapping[str, str]) -> str:
    """Return why a unit has its outcome; empty where there is nothing to say.

    Args:
        rule: The rule that judged it.
        facts: The facts of the unit.
        outcome: What it was judged.
        labels: What fields are called.
    """
    if outcome == "unknown":
        missing = [ask for ask in rule.asks if facts[_STANDS_FOR.get((rule.unit, ask), ask)] is None]
        return "待核：" + "、".join(labels.get(ask, ask) for ask in missing) if missing else ""
    told = [name for name in re.findall(r"\w+", rule.covered) if name in _DONE]
    if outcome == "covered":
        return "，".join(_DONE[name].format(_shown(name, facts[name])) for name in dict.fromkeys(told))
    if outcome == "gap" and "assistances_done" in told and facts["assistances_planned"]:
        return f"已计划 {facts['assistances_planned']} 条，未实施"
    return "，".join(_GAP[name] for name in dict.fromkeys(told)) if outcome == "gap" else ""


def _shown(name: str, value: Value) -> str:
    return scaled(int(value or 0), 2) if name.endswith("_fen") else str(value)
