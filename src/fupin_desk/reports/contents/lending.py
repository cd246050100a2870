"""产扶8 扶贫小额信贷台账: loans with balance and subsidy, the 1:8 of every bank, who might borrow and has not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fupin_desk.model import tally_text
from fupin_desk.model.amount import rounded
from fupin_desk.model.document import Cell, Document, Row, Table
from fupin_desk.model.roster import Home, ReportInfo
from fupin_desk.model.rule import Purpose, UnitAmount
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import figures, layout, order, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import number, text
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶8", "扶贫小额信贷台账", dated=True)
NEEDS = ("loans", "risk_moves", "bank_amounts", "losses", "loss_amounts", "unlent", "homes")
_PURPOSES: tuple[Purpose, ...] = (
    "risk_fund_size", "bank_lending", "loss_sharing", "household_interest", "entity_interest", "borrowers",
)  # fmt: skip
_ENTITY = "2"
_FUND = "风险补偿金（元）"


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank with its loans, the sums of its risk fund, and what lies there and is owed, fen, as the rule counts it."""

    code: str
    loans: tuple[Values, ...]
    moves: Values
    amount: UnitAmount


def build(
    setting: Setting,
    *,
    loans: Sequence[Values],
    risk_moves: Mapping[str, Values],
    bank_amounts: Mapping[str, UnitAmount],
    losses: Sequence[Values],
    loss_amounts: Mapping[str, UnitAmount],
    unlent: Sequence[str],
    homes: Sequence[Home],
) -> Document:
    """Return the loans (of the period, if one is given), the banks, recognised losses and the unlent households."""
    held = [one for one in loans if not setting.period or setting.period.holds(text(one["lent_on"]))]
    tables = [_loans(setting, held, homes)]
    if not setting.place:
        tables.append(_banks(setting, loans, risk_moves, bank_amounts))
    if not setting.is_public:
        tables += [_unlent(setting, unlent, homes), _losses(setting, losses, loss_amounts)]
    notes = [
        "余额 = 贷款金额 − 已还本金；到期日期已过而余额大于 0 的为逾期。利息和贴息为计息期在统计日期以前结束的累计数。",
    ]
    if setting.period:
        notes.append("报告期只限定台账列哪些日期放的款；银行汇总、应贷未贷为截至统计日期的累计数。")
    return document(
        setting, tables, measure="笔、户、元", wide=not setting.is_public, notes=notes,
        reading=[*setting.readings(*_PURPOSES), *_limits(setting)],
    )  # fmt: skip


def _limits(setting: Setting) -> list[str]:
    """Return the limits on single loans that this county has set, as far as it has."""
    readings = setting.pack.readings
    parts = []
    if readings.get("loan_cap_fen"):
        parts.append(f"户贷上限 {figures.large(setting.reads('loan_cap_fen'))}")
    if readings.get("loan_months"):
        parts.append(f"最长 {setting.reads('loan_months')} 个月")
    if readings.get("loan_least_age"):
        parts.append(f"年龄 {setting.reads('loan_least_age')}–{setting.reads('loan_most_age')} 岁")
    return [f"贷款条件（可设）：{'，'.join(parts)}。"] if parts else []


def _key(setting: Setting, homes: Mapping[str, Home]) -> Callable[[Values], tuple[object, ...]]:
    def key(one: Values) -> tuple[object, ...]:
        home = homes.get(text(one["household"]))
        group, head = (home.group, home.head) if home else ("", "")
        where = order.home(setting.places, text(one["_village"]), group, head)
        return (text(one["borrower_kind"]), where, text(one["lent_on"]), text(one["id"]))

    return key


def _loans(setting: Setting, loans: Sequence[Values], homes: Sequence[Home]) -> Table:
    known = {one.id: one for one in homes}
    rows = sorted(loans, key=_key(setting, known))
    specs = _public(setting, known) if setting.is_public else _official(setting, known)
    late = sum(bool(one["_is_overdue"]) for one in rows)
    given: dict[str, Cell] = {"贷款人": f"{len(rows)} 笔", "逾期天数": f"{late} 笔"}
    table_rows: list[Row] = [layout.total(specs, rows, "合计", given)]
    start = 1
    for kind in dict.fromkeys(text(one["borrower_kind"]) for one in rows):
        some = [one for one in rows if text(one["borrower_kind"]) == kind]
        table_rows.append(layout.group(specs, f"{setting.label('borrower_kind', kind)}（{len(some)} 笔）"))
        table_rows += layout.body(specs, some, start)
        start += len(some)
    return Table(layout.columns(specs), tuple(table_rows), caption="一、贷款台账", sheet="贷款台账", freeze=4)


def _borrower(known: Mapping[str, Home]) -> Callable[[Values], str]:
    def name(one: Values) -> str:
        if one["borrower_kind"] == _ENTITY:
            return text(one["_entity"])
        home = known.get(text(one["household"]))
        return text(one["_borrower"]) or (home.head if home else "")

    return name


def _official(setting: Setting, known: Mapping[str, Home]) -> list[Spec[Values]]:
    def head(one: Values) -> str:
        home = known.get(text(one["household"]))
        return home.head if home and one["borrower_kind"] != _ENTITY else ""

    return [
        *places.at(setting, "_village"),
        spec("户主", 9, head),
        spec("贷款人", 12, _borrower(known)),
        places.said("证件号码", "_id_number", 21),
        places.said("合同号", "contract_no", 15),
        places.coded(setting, "贷款银行", "bank", "bank", 13),
        places.money("贷款金额（元）", "principal_fen", 13),
        places.counted("期限（月）", "months", 6, total=False),
        spec("年利率（%）", 7, lambda one: one["rate_bp"], type_="number", decimals=2),
        places.day("放款日期", "lent_on", 11),
        places.day("到期日期", "due_on", 11),
        places.said("用途", "purpose", 14),
        places.money("已还本金（元）", "_repaid_fen", 13),
        places.money("余额（元）", "_balance_fen", 13),
        spec(("逾期", "逾期金额（元）"), 13, lambda one: one["_balance_fen"] if one["_is_overdue"] else 0, type_="money",
             total=True),
        spec(("逾期", "逾期天数"), 7, lambda one: number(one["_days"]) if one["_is_overdue"] else None, type_="integer"),
        places.money(("贴息", "应付利息（元）"), "_due_interest_fen", 12),
        places.money(("贴息", "已贴息（元）"), "_subsidy_fen", 12),
        layout.ratio(("贴息", "贴息比例"), 8, "已贴息（元）", "应付利息（元）", most=Fraction(1)),
    ]  # fmt: skip


def _public(setting: Setting, known: Mapping[str, Home]) -> list[Spec[Values]]:
    def group(one: Values) -> str:
        home = known.get(text(one["household"]))
        return setting.village(text(one["_village"])) + (home.group if home else "")

    return [
        spec("村组", 18, group),
        spec("贷款人", 16, _borrower(known)),
        places.coded(setting, "贷款银行", "bank", "bank", 16),
        places.counted("期限（月）", "months", 9, total=False),
        places.day("放款日期", "lent_on"),
        places.day("到期日期", "due_on"),
        places.said("用途", "purpose", 26),
        spec("备注", 16, lambda _: ""),
    ]


def _banks(
    setting: Setting, loans: Sequence[Values], moves: Mapping[str, Values], amounts: Mapping[str, UnitAmount]
) -> Table:
    by_bank: dict[str, list[Values]] = {code: [] for code in (*moves, *amounts)}
    for loan in loans:
        by_bank.setdefault(text(loan["bank"]), []).append(loan)
    rule = setting.pack.find_rule("bank_lending")
    cap = (rule.at_most if rule else None) or Fraction(0)
    lines = [
        Bank(code, tuple(held), moves.get(code, {}), amounts.get(code) or _of_loans(held))
        for code, held in sorted(by_bank.items())
    ]
    specs = _bank_specs(setting, cap)
    fund, balance = (sum(getattr(bank.amount, name) for bank in lines) for name in ("whole", "part"))
    paid_in = sum(number(bank.moves.get("_1")) for bank in lines)
    times = rounded(cap, 0 if cap.denominator == 1 else 2)
    given: dict[str, Cell] = {"放贷倍数": _times(fund, balance, cap), "是否超过": _over(fund, balance, cap)}
    rows = (layout.total(specs, lines, "合计", given), *layout.body(specs, lines))
    notes = (
        f"放贷比例 1:{times} 按“贷款余额不超过补偿金的 {times} 倍”理解；使用率 = 贷款余额 ÷ 可放贷上限（补偿金余额 × {times}）。",
        (
            f"累计注入 {figures.large(paid_in)}，补偿金余额 {figures.large(fund)}，"
            f"贷款余额 {figures.large(balance)}，可放贷上限 {figures.large(int(fund * cap))}。"
        ),
    )
    return Table(
        layout.columns(specs), rows, caption="二、合作银行汇总（本单位）", sheet="银行汇总", notes=notes
    )


def _of_loans(loans: Sequence[Values]) -> UnitAmount:
    """Return what is owed where no bank is named: the rule judges banks, the sum of all loans counts these too."""
    return UnitAmount("exempt", 0, sum(number(loan["_balance_fen"]) for loan in loans))


def _times(fund: int, balance: int, cap: Fraction) -> Cell:
    return tally_text.format_multiple(Fraction(balance, fund), cap) if fund > 0 else layout.DASH


def _over(fund: int, balance: int, cap: Fraction) -> str:
    return "超过" if balance > max(fund, 0) * cap else "未超过"


def _bank_specs(setting: Setting, cap: Fraction) -> list[Spec[Bank]]:
    def moved(kind: int) -> Callable[[Bank], Cell]:
        return lambda one: number(one.moves.get(f"_{kind}"))

    head = f"1:{rounded(cap, 0 if cap.denominator == 1 else 2)}"
    return [
        spec("银行", 14, lambda one: setting.label("bank", one.code) or "未登记银行"),
        spec("贷款笔数", 8, lambda one: len(one.loans), type_="integer", total=True),
        spec("贷款余额（元）", 16, lambda one: one.amount.part, type_="money", total=True),
        spec(("逾期", "笔数"), 7, lambda one: sum(bool(row["_is_overdue"]) for row in one.loans), type_="integer",
             total=True),
        spec(("逾期", "金额（元）"), 14,
             lambda one: sum(number(row["_balance_fen"]) for row in one.loans if row["_is_overdue"]), type_="money",
             total=True),
        spec((_FUND, "累计注入"), 15, moved(1), type_="money", total=True),
        spec((_FUND, "代偿"), 13, moved(2), type_="money", total=True),
        spec((_FUND, "追回"), 13, moved(3), type_="money", total=True),
        spec((_FUND, "调出"), 13, moved(4), type_="money", total=True),
        spec((_FUND, "调入"), 13, moved(5), type_="money", total=True),
        spec((_FUND, "余额"), 15, lambda one: one.amount.whole, type_="money", total=True),
        spec((head, "可放贷上限（元）"), 15, lambda one: int(max(one.amount.whole, 0) * cap), type_="money", total=True),
        spec((head, "放贷倍数"), 9, lambda one: _times(one.amount.whole, one.amount.part, cap)),
        layout.ratio((head, "使用率"), 9, "贷款余额（元）", "可放贷上限（元）"),
        spec((head, "是否超过"), 8, lambda one: _over(one.amount.whole, one.amount.part, cap)),
    ]  # fmt: skip


def _unlent(setting: Setting, unlent: Sequence[str], homes: Sequence[Home]) -> Table:
    wanted = set(unlent)
    rows = [one for one in homes if one.id in wanted]
    rows.sort(key=lambda one: (order.home(setting.places, one.village, one.group, one.head), one.id))
    direction = setting.forms["household"].fields["industry_direction"].choices
    specs: list[Spec[Home]] = [
        *places.where(setting, lambda one: one.village),
        spec("村民小组", 9, lambda one: one.group),
        spec("户主姓名", 11, lambda one: one.head),
        spec("证件号码", 22, lambda one: one.head_id_number),
        spec("联系电话", 14, lambda one: text(one.values["phone"] or one.head_phone)),
        spec("家庭人口", 8, lambda one: one.persons, type_="integer", total=True),
        spec("其中：有劳动能力", 9, lambda one: one.capable, type_="integer", total=True),
        spec("产业方向", 16, lambda one: setting.label(direction, one.values["industry_direction"])),
        spec("未贷原因及处理", 28, lambda _: ""),
    ]
    total = layout.total(specs, rows, f"合计 {len(rows)} 户")
    return Table(
        layout.columns(specs), (total, *layout.body(specs, rows)), sheet="应贷未贷",
        caption="三、应贷未贷名单（有经营能力、有贷款意愿，没有贷款）",
    )  # fmt: skip


def _losses(setting: Setting, losses: Sequence[Values], amounts: Mapping[str, UnitAmount]) -> Table:
    words = {"covered": "相符", "gap": "不符", "unknown": "待核"}

    def holds(one: Values) -> str:
        amount = amounts.get(text(one["id"]))
        return words.get(amount.outcome, layout.DASH) if amount else layout.DASH

    bank = setting.pack.limits.bank_share_percent
    specs: list[Spec[Values]] = [
        *places.at(setting, "_village"),
        places.day("认定日期", "recognised_on"),
        places.said("合同号", "_contract_no", 16),
        places.coded(setting, "贷款银行", "bank", "_bank", 14),
        places.money("认定损失（元）", "loss_fen"),
        places.money(f"银行承担 {bank}%（元）", "bank_share_fen"),
        places.money(f"政府承担 {100 - bank}%（元）", "government_share_fen"),
        spec("分担核对", 9, holds),
        places.said("备注", "note", 20),
    ]
    total = layout.total(specs, losses, "合计")
    return Table(
        layout.columns(specs), (total, *layout.body(specs, losses)), caption="四、风险代偿", sheet="风险代偿"
    )
