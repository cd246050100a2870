"""How the records of the policy's ledgers are called, and the columns that their lists compute.

In every expression `{r}` is the record's own row.
"""

from typing import Final

from fupin_desk.store.records.titles import HEAD_OF, VILLAGE, VILLAGE_OF_HOUSEHOLD, count, total

_PROJECT: Final = "(SELECT name FROM project WHERE id = {r}.project)"
_ENTITY: Final = "(SELECT name FROM entity WHERE id = {r}.entity)"
_BORROWER: Final = f"coalesce({_ENTITY}, iif({{r}}.household IS NULL, NULL, {HEAD_OF}))"
_LOAN: Final = (
    "(SELECT concat_ws(' ', {r}.contract_no, " + _BORROWER + ") FROM loan WHERE id = {row}.loan)"
).replace("{r}", "loan").replace("{row}", "{r}")  # fmt: skip

# How a record without a `name`, or of one that may be empty, is called where the place for it is narrow.
NAME: Final[dict[str, str]] = {
    "plan": "{r}.title",
    "plan_line": f"concat_ws(' ', {VILLAGE}, iif({{r}}.household IS NULL, NULL, {HEAD_OF}), {{r}}.year)",
    "village_industry": f"concat_ws(' ', {VILLAGE}, {{r}}.name)",
    "project_event": "concat_ws(' ', {r}.happened_on, '节点')",
    "project_return": "{r}.year || '年收益'",
    "project_progress": "{r}.reported_on || ' 进度'",
    "acceptance": f"concat_ws(' ', {{r}}.accepted_on, {_PROJECT})",
    "payment": f"concat_ws(' ', {{r}}.paid_on, {_PROJECT})",
    "special_fund": "{r}.year || '年专项资金'",
    "share_agreement": f"coalesce({{r}}.agreement_no, concat_ws(' ', {_ENTITY}, {{r}}.signed_on))",
    "land_transfer": "coalesce({r}.contract_no, concat_ws(' ', " + VILLAGE + ", {r}.started_on))",
    "loan": f"concat_ws(' ', {{r}}.contract_no, {_BORROWER})",
    "repayment": "{r}.paid_on || ' 还款'",
    "interest_subsidy": "concat_ws(' 至 ', {r}.from_day, {r}.to_day)",
    "risk_fund": "{r}.happened_on || ' 风险补偿金'",
    "loss_claim": f"concat_ws(' ', {{r}}.recognised_on, {_LOAN})",
    "insurance": "{r}.policy_no",
    "policy_document": "{r}.title",
    "policy_benefit": f"concat_ws(' ', {HEAD_OF}, {{r}}.received_on)",
    "bulletin": "{r}.title",
    "inspection": f"concat_ws(' ', {{r}}.inspected_on, coalesce({{r}}.inspected_unit, {VILLAGE}))",
    "inspection_finding": "{r}.problem",
    "publicity": "{r}.title",
    "self_check": "concat_ws(' ', {r}.period, '自查')",
    "work_team": f"coalesce({{r}}.name, {VILLAGE} || '工作队')",
    "county_figure": "concat_ws(' ', {r}.rule, {r}.as_of)",
}

# Kinds that are called by the record that they refer to: (field, kind).
REFERENCE: Final[dict[str, tuple[str, str]]] = {
    "project_household": ("household", "household"),
    "project_village": ("village", "village"),
    "fund_household": ("household", "household"),
    "drive_link": ("household", "household"),
}

# What tells two records of the same name apart.
APART: Final[dict[str, str]] = {
    "project": VILLAGE,
    "entity": VILLAGE,
    "base": VILLAGE,
    "fund_line": "{r}.year || '年'",
    "ecommerce_station": VILLAGE,
    "online_shop": VILLAGE,
}

_LOANS: Final = count("loan", "household", " AND o.borrower_kind IS NOT '2'")
# Whether a poor household is able and willing to borrow and was lent nothing.
HOUSEHOLD: Final = {
    "@unlent": (
        "iif({r}.business_ability = 1 AND {r}.loan_willingness = 1 AND {r}.poverty_status IS NOT NULL"
        f" AND {{r}}.poverty_status <> '9' AND {_LOANS} = 0, 1, 0)"
    )
}
_BALANCE: Final = (
    f"(coalesce({{r}}.principal_fen, 0) - {total('repayment', 'loan', 'principal_fen', 'paid_on')})"
)

# The columns that a form names with @. Amounts are in fen.
COMPUTED: Final[dict[str, dict[str, str]]] = {
    "project": {
        "@stage": (
            "(SELECT e.stage FROM project_event e WHERE e.project = {r}.id AND e.removed = 0"
            " AND e.happened_on <= {day} ORDER BY e.happened_on DESC, e.stage DESC, e.id LIMIT 1)"
        ),
        "@paid": total("payment", "project", "amount_fen", "paid_on"),
        "@beneficiaries": count("project_household", "project", " AND o.ended_on IS NULL"),
        "@progressed": (
            "(SELECT max(o.reported_on) FROM project_progress o WHERE o.project = {r}.id AND o.removed = 0)"
        ),
    },
    "fund_line": {"@paid": total("payment", "fund_line", "amount_fen", "paid_on")},
    "acceptance": {"@paid": total("payment", "acceptance", "amount_fen", "paid_on")},
    "entity": {"@driven": count("drive_link", "entity", " AND o.ended_on IS NULL")},
    "loan": {
        "@borrower": _BORROWER,
        "@balance": _BALANCE,
        "@overdue": (
            f"CASE WHEN {_BALANCE} <= 0 THEN '已还清' WHEN {{r}}.due_on < {{day}} THEN '逾期'"
            f" WHEN {{r}}.due_on <= date({{day}}, '+60 days') THEN '将到期' END"
        ),
    },
    "policy_benefit": {"@village": VILLAGE_OF_HOUSEHOLD},
    "inspection": {
        "@findings": count("inspection_finding", "inspection"),
        "@open": count("inspection_finding", "inspection", " AND o.state IS NOT '3'"),
    },
    "inspection_finding": {
        "@overdue": "CASE WHEN {r}.state IS NOT '3' AND {r}.due_on < {day} THEN '逾期' END",
    },
    "work_team": {
        "@leader": (
            "(SELECT group_concat(o.name, '、') FROM team_member o"
            " WHERE o.work_team = {r}.id AND o.removed = 0 AND o.is_leader = 1 AND o.ended_on IS NULL)"
        ),
        "@team": count("team_member", "work_team", " AND o.ended_on IS NULL"),
    },
}
