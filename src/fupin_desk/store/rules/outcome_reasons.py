"""Why a unit has its outcome, in a few words: what was done, what is only planned, what nobody has asked yet."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from fupin_desk.model.amount import scaled
from fupin_desk.model.rule import Outcome, Rule, Unit
from fupin_desk.model.value import Value

# The fact that stands for a question; the others are facts under their own name.
_STANDS_FOR: Final[dict[tuple[Unit, str], str]] = {("household", "labour_capability"): "capable_members"}
# What a fact says where it fulfils a rule, and where it does not; `{}` is the fact itself.
_SAID: Final = {
    "assistances_done": ("产业帮扶 {} 条", "没有产业帮扶记录"),
    "trainings_done": ("完成培训 {} 期", "没有完成的培训"),
    "guidances": ("签字指导 {} 次", "没有签字的指导"),
    "paired_experts": ("结对专家 {} 名", "没有结对专家"),
    "team_visits": ("服务 {} 次", "没有县专家服务团的服务"),
    "income_increase_fen": ("增收 {} 元", "没填增收金额"),
    "projects_started": ("已开工项目 {} 个", "没有已开工的项目"),
    "policy_benefits": ("享受政策 {} 项", "没有政策享受记录"),
    "feature_industries": ("特色产业 {} 个", "没有在营的特色产业"),
    "best_return_fen": ("年收益 {} 元", "最高年收益 {} 元"),
    "plan_lines": ("规划 {} 条", "没有列入已批准的规划"),
    "is_in_library": ("已入库", "没有入库"),
    "contiguous_cmu": ("集中连片 {} 亩", "没有集中连片面积"),
    "leading_industries": ("主导产业 {} 项", "没有确定主导产业"),
    "village_products": ("一村一品 {} 个", "没有在营的一村一品"),
    "feature_projects": ("特色产业项目 {} 个", "该户没有特色产业项目"),
    "departments": ("部门 {} 个", "只有 {} 个部门的资金"),
    "top_up_fen": ("县财政补齐 {} 元", "县财政只补齐 {} 元"),
    "is_balanced": ("结转相符", "结转不符"),
    "is_running": ("在营", "没有建成或已停止"),
    "visits_pay_linked": ("与收入挂钩 {} 次", "没有与收入挂钩的服务"),
    "tech_projects": ("科技成果转化项目 {} 个", "没有科技成果转化项目"),
    "new_before_cmu": ("覆盖率比上年提高", "覆盖率没有比上年提高"),
    "share_agreements": ("三方协议 {} 份", "没有三方股份合作协议"),
    "driving_entities": ("带动主体 {} 个", "没有主体带动"),
    "transferred_cmu": ("流转 {} 亩", "流转 {} 亩"),
    "driven_households": ("带动 {} 户", "带动 {} 户"),
    "stations": ("服务站 {} 个", "没有验收、在营的服务站"),
    "shops": ("网店 {} 个", "网店 {} 个，不足 5 个"),
    "balance_fen": ("贷款余额 {} 元", "贷款余额 {} 元，超过补偿金的 8 倍"),
    "bank_share_fen": ("分担相符", "银行承担 {} 元，不符合 3:7"),
    "paid_fen": ("贴付 {} 元", "贴付 {} 元"),
    "interest_fen": ("应付利息 {} 元", "应付利息 {} 元"),
    "is_in_force": ("在保", "不在保险期内"),
    "is_self_checked": ("自查四项到位", "没有近期的自查，或有一项不到位"),
    "work_teams": ("工作队 {} 支", "没有驻村工作队"),
    "is_rectified": ("已整改", "没有整改"),
    "days_silent": ("{} 天前填报", "{} 天没有填报进度"),
    "serves_industry_area": ("服务产业区或主体", "没有服务产业区、主体"),
    "processing_fen": ("下达 {} 元", "下达 {} 元"),
    "special_fund_fen": ("规模 {} 元", "规模 {} 元"),
    "risk_paid_in_fen": ("注入 {} 元", "注入 {} 元"),
    "risk_balance_fen": ("余额 {} 元", "余额 {} 元"),
    "unbalanced_moves": ("调出调入相等", "{} 个批号调出调入不等"),
    "periods_reported": ("通报 {} 期", "只通报 {} 期"),
    "reward_policies": ("奖励政策 {} 份", "没有奖励政策文件"),
    "agriculture_experts": ("县农业局专家 {} 名", "县农业局专家 {} 名"),
    "science_experts": ("县科技局专家 {} 名", "县科技局专家 {} 名"),
    "plans_coordinated": ("写明衔接 {} 份", "只有 {} 份写明衔接情况"),
    "organising_documents": ("分工文件 {} 份", "没有领导小组与分工文件"),
    "ecommerce_entities": ("电商主体 {} 个", "没有在营的电商主体"),
    "centres": ("电商中心 {} 个", "没有在营的电商中心"),
}
# Behind a stored unit's ending, how many decimals it has.
_DECIMALS: Final = {"fen": 2, "cmu": 2}


def teller(rule: Rule, labels: Mapping[str, str]) -> Callable[[Mapping[str, Value], Outcome], str]:
    """Return what tells of a unit's facts and outcome why it has that outcome; empty where there is nothing to say.

    Args:
        rule: The rule that judges.
        labels: What fields are called; a field without a label is not named.
    """
    asked = [(labels[ask], _STANDS_FOR.get((rule.unit, ask), ask)) for ask in rule.asks if ask in labels]
    told = [name for name in dict.fromkeys(re.findall(r"\w+", rule.covered)) if name in _SAID]

    def tell(facts: Mapping[str, Value], outcome: Outcome) -> str:
        if outcome == "unknown":
            missing = "、".join(label for label, fact in asked if facts[fact] is None)
            return f"待核：{missing}" if missing else "待核"
        if outcome == "covered":
            return "，".join(_SAID[name][0].format(_shown(name, facts[name])) for name in told)
        if outcome != "gap":
            return ""
        if "assistances_done" in told and facts["assistances_planned"]:
            return f"已计划 {facts['assistances_planned']} 条，未实施"
        if "projects_started" in told and facts["projects_listed"]:
            return f"项目 {facts['projects_listed']} 个，没有开工"
        return "，".join(_SAID[name][1].format(_shown(name, facts[name])) for name in told)

    return tell


def _shown(name: str, value: Value) -> str:
    decimals = _DECIMALS.get(name.rsplit("_", 1)[-1])
    return str(value) if decimals is None else scaled(int(value or 0), decimals)
