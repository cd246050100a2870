"""产扶9 资金使用情况表: both 60 % shares by year and source, by department, and the special fund carried on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fupin_desk.model import tally_text
from fupin_desk.model.document import Cell, Document, Row, Table
from fupin_desk.model.roster import ReportInfo
from fupin_desk.model.rule import Purpose, UnitAmount
from fupin_desk.model.value import Value, Values
from fupin_desk.reports.contents import figures, layout, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import number, text
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶9", "资金使用情况表", dated=True)
NEEDS = ("fund_lines", "fund_shares", "special_funds", "special_facts")
# The two shares of the poverty funds; what each line adds to them, by purpose and whether what was paid counts.
FUND_PURPOSES: tuple[Purpose, Purpose] = ("industry_funds", "household_funds")
FundShares = dict[tuple[Purpose, bool], dict[str, UnitAmount]]
_LEDGER: tuple[Purpose, ...] = ("special_fund_size", "special_fund_top_up", "special_fund_carry_over")
_HOME = "1"
_GIVEN, _PAID = "amount_fen", "_paid_fen"
Lines = Sequence[Values]


def build(
    setting: Setting,
    *,
    fund_lines: Lines,
    fund_shares: FundShares,
    special_funds: Lines,
    special_facts: Mapping[str, Values],
) -> Document:
    """Return the sums by year and source, by department, the special fund's ledger, and the lines themselves."""
    year = setting.period.first[:4] if setting.period else ""
    held = [one for one in fund_lines if not year or text(one["year"]) == year]
    sums = Sums(fund_shares)
    tables = [_by_source(setting, sums, held), _by_department(setting, sums, held)]
    if not setting.place:
        tables.append(_special(special_funds, special_facts))
    tables.append(_lines(setting, held))
    basis = "支付数" if setting.reads("funds_by_payment") else "下达数"
    notes = [
        *_sentences(sums, held),
        (
            "产业占比 = 产业扶贫 ÷ 计入的扶贫资金（使用类别填了的）；到户占比 = 到户 ÷ 计入的产业扶贫（帮扶层级填了的）；没填的列在待核。"
            "两个占比相乘，是每 100 元扶贫资金里到户的钱。"
        ),
        "占比按下达、按支付各列一次，是否达标按" + basis + "判断；低于目标一分也是未达标。",
    ]
    if setting.period:
        notes.append(f"本表只列 {year} 年度的资金，累计到 {setting.as_of}。")
    return document(
        setting,
        tables,
        measure="元",
        wide=True,
        notes=notes,
        reading=setting.readings(*FUND_PURPOSES, *_LEDGER),
    )


@dataclass(frozen=True, slots=True)
class Sums:
    """What lines of funds add up to under the two rules of shares, by what was allocated or by what was paid."""

    shares: FundShares

    def of(self, purpose: Purpose, lines: Iterable[Values], *, paid: bool = False) -> tuple[int, int]:
        """Return numerator and denominator of the lines under a rule, fen."""
        amounts = self.shares.get((purpose, paid), {})
        known = [amounts[key] for one in lines if (key := text(one["id"])) in amounts]
        return sum(one.part for one in known), sum(one.whole for one in known)

    def unclear(self, lines: Iterable[Values]) -> int:
        """Return what was allocated and cannot be placed, fen: whether for the poor, for industry, or for whom."""
        amounts = [self.shares.get((purpose, False), {}) for purpose in FUND_PURPOSES]
        return sum(
            number(one[_GIVEN])
            for one in lines
            if any(
                key in some and some[key].outcome == "unknown"
                for some in amounts
                for key in (text(one["id"]),)
            )
        )


def _sum(lines: Iterable[Values], field: str) -> int:
    return sum(number(one[field]) for one in lines)


def _sentences(sums: Sums, lines: Lines) -> list[str]:
    """Return one sentence a year: how much, how much for industry, how much of that to households."""
    found = []
    for year in sorted({text(one["year"]) for one in lines}):
        some = [one for one in lines if text(one["year"]) == year]
        industry, known = sums.of("industry_funds", some)
        home, _ = sums.of("household_funds", some)
        found.append(
            f"{year} 年下达、使用类别已定的扶贫资金 {figures.large(known)}，其中产业扶贫 {figures.large(industry)}，"
            f"产业扶贫中到户 {figures.large(home)}；待核 {figures.large(sums.unclear(some))}。"
        )
    return found


def _by_source(setting: Setting, sums: Sums, lines: Lines) -> Table:
    specs: list[Spec[Lines]] = [
        spec("年度", 7, lambda some: text(some[0]["year"])),
        spec("资金来源", 22, lambda some: setting.label("funding_source", some[0]["source"]) or "未填来源"),
        *_columns(setting, sums),
    ]
    rows: list[Row] = [layout.total(specs, [[one] for one in lines], "合计", _NO_VERDICT)] if lines else []
    start = 1
    for year in sorted({text(one["year"]) for one in lines}):
        some = [one for one in lines if text(one["year"]) == year]
        body = layout.body(specs, _grouped(some, "source"), start)
        start += len(body)
        rows += [
            layout.total(specs, [some], f"{year} 年小计", _verdicts(setting, sums, some), "subtotal"),
            *body,
        ]
    return Table(layout.columns(specs), tuple(rows), caption="一、按年度和来源", sheet="年度和来源", freeze=3)


def _by_department(setting: Setting, sums: Sums, lines: Lines) -> Table:
    specs: list[Spec[Lines]] = [
        spec("年度", 7, lambda some: text(some[0]["year"])),
        spec("主管部门", 22, lambda some: setting.label("department", some[0]["department"]) or "未填部门"),
        *_columns(setting, sums),
    ]
    rows = [layout.total(specs, [[one] for one in lines], "合计", _NO_VERDICT)] if lines else []
    start = 1
    for year in sorted({text(one["year"]) for one in lines}):
        body = layout.body(
            specs, _grouped([one for one in lines if text(one["year"]) == year], "department"), start
        )
        start += len(body)
        rows += body
    return Table(
        layout.columns(specs),
        tuple(rows),
        caption="二、按部门（项目资金向扶贫产业倾斜）",
        sheet="部门",
        freeze=3,
    )


def _grouped(lines: Lines, field: str) -> list[Lines]:
    found: dict[str, list[Values]] = {}
    for one in lines:
        found.setdefault(text(one[field]), []).append(one)
    return [found[key] for key in sorted(found)]


_VERDICTS = ("产业达标", "到户达标")
# A total over years names no year and judges none.
_NO_VERDICT: dict[str, Cell] = {"年度": "", **dict.fromkeys(_VERDICTS, "")}


def _verdicts(setting: Setting, sums: Sums, lines: Lines) -> dict[str, Cell]:
    """Return whether a year keeps to both targets."""
    paid = bool(setting.reads("funds_by_payment"))
    cells: dict[str, Cell] = {"年度": ""}
    for name, purpose in zip(_VERDICTS, FUND_PURPOSES, strict=True):
        rule = setting.pack.find_rule(purpose)
        part, whole = sums.of(purpose, lines, paid=paid)
        aim = rule.target if rule else None
        is_kept = aim is not None and part >= aim * whole
        cells[name] = (
            layout.DASH if aim is None or not whole else tally_text.MET if is_kept else tally_text.MISSED
        )
    return cells


def _columns(setting: Setting, sums: Sums) -> list[Spec[Lines]]:
    """Return the columns of sums: allocated and paid, each with both shares; the two verdicts stand in the rows of years."""
    specs = [
        _amount("全部资金下达（元）", lambda some: _sum(some, _GIVEN)),
        _amount("其中：类别、层级待核（元）", sums.unclear),
    ]
    for head, paid in (("按下达数（元）", False), ("按支付数（元）", True)):
        specs += _basis(setting, sums, head, paid=paid)
    verdicts: list[Spec[Lines]] = []
    for name, purpose, word in zip(_VERDICTS, FUND_PURPOSES, ("产业", "到户"), strict=True):
        rule = setting.pack.find_rule(purpose)
        aim = tally_text.format_target(rule) if rule else ""
        verdicts.append(spec(("是否达标（按年度）", f"{word} {aim}"), 8, lambda _: "", name=name))
    return [*specs, *verdicts]


def _basis(setting: Setting, sums: Sums, head: str, *, paid: bool) -> list[Spec[Lines]]:
    def of(purpose: Purpose, place: int) -> Callable[[Lines], int]:
        return lambda some: sums.of(purpose, some, paid=paid)[place]

    aims = [rule.target if (rule := setting.pack.find_rule(purpose)) else None for purpose in FUND_PURPOSES]
    return [
        _amount((head, "计入的扶贫资金"), of("industry_funds", 1), name=f"{head} 扶贫资金"),
        _amount((head, "其中：产业扶贫"), of("industry_funds", 0), name=f"{head} 产业"),
        layout.ratio(
            (head, "产业占比"), 9, f"{head} 产业", f"{head} 扶贫资金", aim=aims[0], name=f"{head} 产业占比"
        ),
        _amount((head, "计入的产业扶贫"), of("household_funds", 1), name=f"{head} 计入的产业"),
        _amount((head, "其中：到户"), of("household_funds", 0), name=f"{head} 到户"),
        layout.ratio(
            (head, "到户占比"), 9, f"{head} 到户", f"{head} 计入的产业", aim=aims[1], name=f"{head} 到户占比"
        ),
    ]


def _amount(head: str | tuple[str, ...], of: Callable[[Lines], int], name: str = "") -> Spec[Lines]:
    return spec(head, 15, of, type_="money", total=True, name=name)


def _special(rows: Lines, facts: Mapping[str, Values]) -> Table:
    def fact(one: Values, name: str) -> Value:
        return facts.get(text(one["id"]), {}).get(name)

    def carried(one: Values) -> str:
        before = fact(one, "carried_fen")
        return "无上年记录" if before is None else "相符" if one["opening_fen"] == before else "不符"

    def short(one: Values) -> int:
        return max(number(fact(one, "needed_fen")), 0)

    def balanced(one: Values) -> str:
        return "相符" if fact(one, "is_balanced") else "不符"

    def size(one: Values) -> int:
        return sum(number(one[field]) for field in _INCOME)

    specs: list[Spec[Values]] = [
        spec("年度", 7, lambda one: text(one["year"])),
        spec("上年结余（元）", 16, lambda one: one["opening_fen"], type_="money"),
        places.money("本年安排（元）", "appropriated_fen", 16),
        places.money("县财政补齐（元）", "top_up_fen", 16),
        places.money("其他收入（元）", "other_fen", 14),
        spec("资金规模（元）", 17, size, type_="money"),
        places.money("核定应付（元）", "payable_fen", 16),
        spec("补齐前不足（元）", 15, short, type_="money"),
        places.money("本年拨付（元）", "paid_fen", 16),
        spec("年末结余（元）", 16, lambda one: one["closing_fen"], type_="money"),
        spec("与上年结转", 10, carried),
        spec("收支平衡", 8, balanced),
    ]
    notes = (
        "资金规模 = 上年结余 + 本年安排 + 县财政补齐 + 其他收入；年末结余 = 资金规模 − 本年拨付，结转下年使用。",
    )
    return Table(
        layout.columns(specs), tuple(layout.body(specs, rows)), caption="三、产业扶贫发展专项资金（逐年结转）", sheet="专项资金",
        notes=notes,
    )  # fmt: skip


_INCOME = ("opening_fen", "appropriated_fen", "top_up_fen", "other_fen")


def _lines(setting: Setting, lines: Lines) -> Table:
    def unnamed(one: Values) -> Cell:
        """Return what a line to households lacks in named households; nothing where all of it is named."""
        if one["target_level"] != _HOME:
            return None
        return number(one[_GIVEN]) - number(one["_named_fen"])

    specs: list[Spec[Values]] = [
        spec("年度", 7, lambda one: text(one["year"])),
        places.said("资金名称", "name", 24),
        places.coded(setting, "资金来源", "funding_source", "source", 16),
        places.coded(setting, "主管部门", "department", "department", 12),
        places.said("下达文号", "doc_no", 14),
        places.day("下达日期", "allocated_on", 11),
        places.money("下达金额（元）", _GIVEN),
        places.money("已支付（元）", _PAID),
        layout.ratio("支付率", 9, "已支付（元）", "下达金额（元）", most=Fraction(1)),
        spec("扶贫资金", 7, lambda one: places.yes_no(one["is_poverty_fund"])),
        places.coded(setting, "使用类别", "use_class", "use_class", 9),
        places.coded(setting, "具体用途", "use_detail", "use_detail", 12),
        places.coded(setting, "帮扶层级", "target_level", "target_level", 8),
        spec("对应项目", 18, lambda one: one["_project"]),
        spec("受益户数", 8, lambda one: one["_households"], type_="integer"),
        spec("到户未落实（元）", 13, unnamed, type_="money"),
    ]  # fmt: skip
    total = layout.total(specs, lines, "合计")
    return Table(
        layout.columns(specs), (total, *layout.body(specs, lines)), caption="四、资金明细", sheet="资金明细", freeze=3
    )  # fmt: skip
