"""The policy demand by demand: which records, rules, checks, pages and reports serve it; resources/help/policy.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fupin_desk.catalog.catalog import Catalog
from fupin_desk.model.rule import Demand, Pack

# The report that prints every rule of the policy.
SUMMARY = "产扶10"
_HEAD = ("| 编号和要求 | 记在哪里 | 规则和核对 | 页面 | 报表 |", "|---|---|---|---|---|")
# What a reading decides, in the words of the trade.
_DECIDES = {
    "weak_labour_counts": "弱劳动力、半劳动力算有劳动能力（1 算，0 不算）",
    "home_visit_serves_village": "单纯到户的服务也算村里的（R-2.4.7）",
    "industry_topics_only": "只谈政策咨询、金融保险、其他的服务不算村里的（R-2.4.7）",
    "guidance_by_team_only": "只有县专家服务团的指导才算（R-2.4.8）",
    "strict_feature_industry": "特色产业从严：1–3 个、覆盖 60%、有主体或基地（R-1.5）",
    "returns_summed": "一个村几个项目的年收益相加（R-1.6）",
    "return_is_net_profit": "年收益按项目净利润，不按村集体所得（R-1.6）",
    "funds_by_payment": "资金按拨付数，不按下达数（R-2.3.1、R-2.3.2、R-2.3.8、R-2.4.1）",
    "special_fund_once": "专项资金按一次性规模，不按年度（R-2.3.4）",
    "top_up_to_fen": "县财政补到这么多分；0 是补到核定应付（R-2.3.6）",
    "driven_among_capable": "带动率只看有劳动能力的贫困户（R-2.5.2、R-2.5.4）",
    "reward_for_either": "带动率、流转率达到一项就给奖励（R-2.5.4）",
    "progress_days": "项目进度最多隔多少天填一次（R-3.4.5）",
    "self_check_days": "乡镇自查最多隔多少天一次（R-3.1.2）",
    "bulletin_months": "通报几个月一期（R-3.2.2）",
    "loan_cap_fen": "扶贫小额信贷每户最多多少分",
    "loan_months": "扶贫小额信贷最长多少个月",
    "loan_least_age": "贷款人最小年龄",
    "loan_most_age": "贷款人最大年龄",
}


@dataclass(frozen=True, slots=True)
class Service:
    """What serves one demand. Rules and checks are their numbers; a demand has at least one of either."""

    id: str
    clause: str
    title: str
    kinds: tuple[str, ...]
    rules: tuple[str, ...]
    checks: tuple[str, ...]
    pages: tuple[str, ...]
    reports: tuple[str, ...]


def services(catalog: Catalog, pack: Pack, pages: Mapping[str, str]) -> tuple[Service, ...]:
    """Return what serves every demand of a policy, in the order of the document.

    Args:
        catalog: The forms and the texts of checks.
        pack: The policy.
        pages: The labels of the window's pages by the kind that they list; rows are on the page of what they belong to.
    """
    return tuple(_service(catalog, pack, pages, one) for one in pack.demands)


def _service(catalog: Catalog, pack: Pack, pages: Mapping[str, str], demand: Demand) -> Service:
    rules = [rule for rule in pack.rules if demand.owns(rule.id)]
    first = rules[0] if rules else None
    labels = tuple(catalog.forms[kind].label for kind in demand.kinds)
    shown = (pages.get(kind) or pages.get(catalog.forms[kind].parent_kind, "") for kind in demand.kinds)
    return Service(
        demand.id,
        demand.clause or (first.clause if first else ""),
        demand.title or (first.title if first else ""),
        labels,
        tuple(rule.id for rule in rules),
        tuple(code for code in catalog.texts.codes if code.startswith("R-") and demand.owns(code)),
        tuple(dict.fromkeys(page for page in shown if page)),
        tuple(dict.fromkeys((*demand.reports, *((SUMMARY,) if rules else ())))),
    )


def page(catalog: Catalog, pack: Pack, pages: Mapping[str, str]) -> str:
    """Return the page of the manual that goes through the policy, as Markdown."""
    lines = [
        "# 政策逐条对照", "", f"{pack.document}，{pack.valid_from} 起。每一条要求记在哪里、由哪条规则数、录入时核对什么、在哪一页看、哪张表印。",
        "规则怎么数见“每个数是怎么算的”；核对都记在本条的编号下，印出来的差错清单在“政策条目”栏写这个编号。本页由政策文件生成，不要手改。",
    ]  # fmt: skip
    for clause, some in groupby(services(catalog, pack, pages), key=lambda one: one.clause):
        group = tuple(some)
        lines += ["", f"## {clause}", "", *_units(pack, group), *_HEAD, *(_row(one) for one in group)]
    return "\n".join([*lines, "", *_readings(pack), ""])


def _units(pack: Pack, group: Sequence[Service]) -> list[str]:
    """Return who leads a clause and who helps."""
    numbers = {number for one in group for number in one.rules}
    rules = [rule for rule in pack.rules if rule.id in numbers]
    leads = "、".join(dict.fromkeys(rule.lead for rule in rules))
    helps = "、".join(dict.fromkeys(unit for rule in rules for unit in rule.cooperating))
    return [f"牵头：{leads}。" + (f"协同：{helps}。" if helps else ""), ""] if rules else []


def _row(one: Service) -> str:
    cells = (
        f"{one.id} {one.title}",
        "、".join(one.kinds),
        _numbers(one),
        "、".join(one.pages),
        "、".join(one.reports),
    )
    return f"| {' | '.join(cells)} |"


def _numbers(one: Service) -> str:
    """Return the rules and the checks of a demand; a check that refines the number stands as its ending."""
    endings = "、".join(code.removeprefix(one.id) or one.id for code in one.checks)
    parts = ["、".join(one.rules), f"核对 {endings}" if endings else ""]
    return "；".join(part for part in parts if part)


def _readings(pack: Pack) -> list[str]:
    """Return the readings of the text that a county may choose otherwise, as they stand in the pack."""
    rows = [f"| {_DECIDES[name]} | {value} | `{name}` |" for name, value in pack.readings.items()]
    return [
        "## 可以换的读法", "",
        "文件没有写明的地方按下面的读法算，印在各条的口径里；1 是、0 否。换读法就改政策文件的 `[readings]`，同时改那一条的口径。", "",
        "| 决定什么 | 现在是 | 名称 |", "|---|---|---|", *rows,
    ]  # fmt: skip


def counting(pack: Pack) -> str:
    """Return the table of the manual that says of every rule what it counts."""
    rows = (f"| {rule.id} {rule.short} | {rule.reading} |" for rule in pack.rules)
    return "\n".join(["| 编号 | 口径 |", "|---|---|", *rows])
