"""产扶9 资金使用情况表: both 60 % shares by year and source, by department, and the special fund carried on."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from fupin_desk.model.document import Cell, Document, Row, Table
from fupin_desk.model.roster import ReportInfo
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import figures, layout, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import number, text
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶9", "资金使用情况表", dated=True)
NEEDS = ("fund_lines", "special_funds")
SHARES = ("R-2.3.1", "R-2.3.2")
LEDGER = ("R-2.3.4", "R-2.3.6", "R-2.3.7")
_INDUSTRY, _OTHER = "1", "2"
_HOME, _LEVELS = "1", {"1", "2", "3"}
_TARGET = Fraction(3, 5)
_GIVEN, _PAID = "amount_fen", "_paid_fen"
Lines = Sequence[Values]


def build(setting: Setting, *, fund_lines: Lines, special_funds: Lines) -> Document:
    """Return the sums by year and source, by department, the special fund's ledger, and the lines themselves."""
    year = setting.period.first[:4] if setting.period else ""
    held = [one for one in fund_lines if not year or text(one["year"]) == year]
    tables = [_by_source(setting, held), _by_department(setting, held)]
    if not setting.place:
        tables.append(_special(special_funds))
    tables.append(_lines(setting, held))
    basis = "支付数" if setting.reads("funds_by_payment") else "下达数"
    notes = [
        *_sentences(held),
        (
            "产业占比 = 产业扶贫 ÷（产业扶贫 + 非产业）；到户占比 = 产业扶贫中到户 ÷ 产业扶贫。使用类别、帮扶层级未填的不进分母。"
            "两个 60% 相乘，每 100 元扶贫资金至少 36 元到户。"
        ),
        "占比按下达、按支付各列一次，是否达标按" + basis + "判断；低于 60% 一分也是未达标。",
    ]
    if setting.period:
        notes.append(f"本表只列 {year} 年度的资金，累计到 {setting.as_of}。")
    return document(
        setting, tables, measure="元", wide=True, notes=notes, reading=setting.readings(*SHARES, *LEDGER)
    )


def poverty(lines: Iterable[Values]) -> list[Values]:
    """Return the lines of poverty funds."""
    return [one for one in lines if one["is_poverty_fund"] == 1]


def industry_share(lines: Iterable[Values], field: str) -> tuple[int, int]:
    """Return the poverty funds for industry, and those whose use is known, fen."""
    known = [one for one in poverty(lines) if one["use_class"] in {_INDUSTRY, _OTHER}]
    return _sum((one for one in known if one["use_class"] == _INDUSTRY), field), _sum(known, field)


def home_share(lines: Iterable[Values], field: str) -> tuple[int, int]:
    """Return the poverty funds for industry that reach households, and those whose level is known, fen."""
    known = [
        one for one in poverty(lines) if one["use_class"] == _INDUSTRY and one["target_level"] in _LEVELS
    ]
    return _sum((one for one in known if one["target_level"] == _HOME), field), _sum(known, field)


def _sum(lines: Iterable[Values], field: str) -> int:
    return sum(number(one[field]) for one in lines)


def _sentences(lines: Lines) -> list[str]:
    """Return one sentence a year: how much, how much for industry, how much of that to households."""
    found = []
    for year in sorted({text(one["year"]) for one in lines}):
        some = [one for one in lines if text(one["year"]) == year]
        home, _ = home_share(some, _GIVEN)
        industry, known = industry_share(some, _GIVEN)
        found.append(
            f"{year} 年下达扶贫资金 {figures.large(_sum(poverty(some), _GIVEN))}，其中产业扶贫 {figures.large(industry)}，"
            f"产业扶贫中到户 {figures.large(home)}；使用类别待核 {figures.large(_sum(poverty(some), _GIVEN) - known)}。"
        )
    return found


def _by_source(setting: Setting, lines: Lines) -> Table:
    specs: list[Spec[Lines]] = [
        spec("年度", 7, lambda some: text(some[0]["year"])),
        spec("资金来源", 22, lambda some: setting.label("funding_source", some[0]["source"]) or "未填来源"),
        *_sums(),
    ]
    rows: list[Row] = []
    start = 1
    for year in sorted({text(one["year"]) for one in lines}):
        some = [one for one in lines if text(one["year"]) == year]
        parts = _grouped(some, "source")
        body = layout.body(specs, parts, start)
        start += len(body)
        rows += [_total(setting, specs, some, f"{year} 年小计", "subtotal"), *body]
    if lines:
        rows.insert(0, _total(setting, specs, lines, "合计", "total"))
    return Table(layout.columns(specs), tuple(rows), caption="一、按年度和来源", sheet="年度和来源", freeze=3)


def _by_department(setting: Setting, lines: Lines) -> Table:
    specs: list[Spec[Lines]] = [
        spec("年度", 7, lambda some: text(some[0]["year"])),
        spec("主管部门", 22, lambda some: setting.label("department", some[0]["department"]) or "未填部门"),
        *_sums(),
    ]
    rows = [_total(setting, specs, lines, "合计", "total")] if lines else []
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


def _total(setting: Setting, specs: Sequence[Spec[Lines]], lines: Lines, label: str, style: str) -> Row:
    cells: list[Cell] = ["", "", label, *(one.of(lines) for one in specs[2:])]
    if style == "subtotal":
        judged = _PAID if setting.reads("funds_by_payment") else _GIVEN
        cells[-2:] = [_met(*industry_share(lines, judged)), _met(*home_share(lines, judged))]
    return Row(tuple(cells), "subtotal" if style == "subtotal" else "total")


def _sums() -> list[Spec[Lines]]:
    """Return the columns of sums: allocated and paid, each with both shares; the two verdicts stand in the rows of years."""
    specs = [_amount("全部资金下达（元）", lambda some: _sum(some, _GIVEN))]
    for head, field in (("按下达数（元）", _GIVEN), ("按支付数（元）", _PAID)):
        specs += _basis(head, field)
    return [
        *specs,
        spec(("是否达标（按年度）", "产业 60%"), 8, lambda _: ""),
        spec(("是否达标（按年度）", "到户 60%"), 8, lambda _: ""),
    ]


def _basis(head: str, field: str) -> list[Spec[Lines]]:
    def share(of: Callable[[Lines, str], tuple[int, int]]) -> Callable[[Lines], Cell]:
        return lambda some: figures.share(*of(some, field), _TARGET)

    return [
        _amount((head, "扶贫资金"), lambda some: _sum(poverty(some), field), name=f"{field} 扶贫资金"),
        _amount((head, "其中：产业扶贫"), lambda some: industry_share(some, field)[0], name=f"{field} 产业"),
        spec(
            (head, "产业占比"), 9, share(industry_share), type_="share", decimals=2, name=f"{field} 产业占比"
        ),
        _amount((head, "其中：到户"), lambda some: home_share(some, field)[0], name=f"{field} 到户"),
        spec((head, "到户占比"), 9, share(home_share), type_="share", decimals=2, name=f"{field} 到户占比"),
    ]


def _amount(head: str | tuple[str, ...], of: Callable[[Lines], int], name: str = "") -> Spec[Lines]:
    return spec(head, 15, of, type_="money", name=name)


def _met(part: int, whole: int) -> str:
    return layout.DASH if not whole else "达标" if part >= _TARGET * whole else "未达标"


def _special(rows: Lines) -> Table:
    def carried(one: Values) -> str:
        if one["_carried_fen"] is None:
            return "无上年记录"
        return "相符" if one["opening_fen"] == one["_carried_fen"] else "不符"

    def short(one: Values) -> int:
        income = sum(number(one[field]) for field in ("opening_fen", "appropriated_fen", "other_fen"))
        return max(number(one["payable_fen"]) - income, 0)

    def balanced(one: Values) -> str:
        income = sum(number(one[field]) for field in _INCOME)
        held = number(one["closing_fen"])
        return "相符" if held >= 0 and held == income - number(one["paid_fen"]) else "不符"

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
        spec("支付率", 9, lambda one: figures.share(number(one[_PAID]), number(one[_GIVEN]), None), type_="share"),
        spec("扶贫资金", 7, lambda one: places.yes_no(one["is_poverty_fund"])),
        places.coded(setting, "使用类别", "use_class", "use_class", 9),
        places.coded(setting, "具体用途", "use_detail", "use_detail", 12),
        places.coded(setting, "帮扶层级", "target_level", "target_level", 8),
        spec("对应项目", 18, lambda one: one["_project"]),
        spec("受益户数", 8, lambda one: one["_households"], type_="integer"),
        spec("到户未落实（元）", 13, unnamed, type_="money"),
    ]  # fmt: skip
    given: dict[str, Cell] = {"支付率": figures.share(_sum(lines, _PAID), _sum(lines, _GIVEN), None)}
    total = layout.total(specs, lines, "合计", given)
    return Table(
        layout.columns(specs), (total, *layout.body(specs, lines)), caption="四、资金明细", sheet="资金明细", freeze=3
    )  # fmt: skip
