"""未覆盖名单: per rule, everyone and every village that is missing or cannot be judged, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fupin_desk.model import sort_keys
from fupin_desk.model.document import Document, Table
from fupin_desk.model.roster import Helping, Home, ReportInfo
from fupin_desk.model.rule import Judged, Rule
from fupin_desk.reports.contents import layout, order
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo(
    "未覆盖名单",
    "未覆盖名单",
    private="未覆盖名单是内部督办用的工作清单，写明了哪一户缺什么，没有公示版。请用上报版。",
)
NEEDS = ("lacking", "homes", "helpings")
_STATES = {"gap": "未覆盖", "unknown": "待核"}
# Units that lie in a household, so that its group, head and helpers tell where.
_OF_HOMES = {"household", "member", "planned"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about the households behind the units."""

    homes: Mapping[str, Home]
    helpings: Mapping[str, Sequence[Helping]]

    def home(self, one: Judged) -> Home | None:
        """Return the household of a unit."""
        return self.homes.get(one.household or one.id)

    def group(self, one: Judged) -> str:
        """Return the villagers' group of a unit's household."""
        home = self.home(one)
        return home.group if home else ""

    def head(self, one: Judged) -> str:
        """Return the head of a unit's household."""
        home = self.home(one)
        return home.head if home else ""

    def phone(self, one: Judged) -> str:
        """Return where a unit's household can be called."""
        home = self.home(one)
        return str(home.values["phone"] or home.head_phone) if home else ""

    def helpers(self, one: Judged) -> str:
        """Return who is responsible for a unit's household."""
        return "、".join(helper.name for helper in self.helpings.get(one.household or one.id, ()))


def build(
    setting: Setting,
    *,
    lacking: Mapping[str, Sequence[Judged]],
    homes: Sequence[Home],
    helpings: Mapping[str, Sequence[Helping]],
) -> Document:
    """Return a table a rule: the gaps first, then what is to be asked, by village, group and head."""
    known = Known({one.id: one for one in homes}, helpings)
    tables = [_table(setting, rule, lacking.get(rule.id, ()), known) for rule in setting.pack.rules]
    return document(
        setting,
        tables,
        measure="户、人、个村",
        reading=["各表的对象与达标条件印在表下。未覆盖是应做未做，待核是资料不全、暂不能判断。"],
    )


def _table(setting: Setting, rule: Rule, lacking: Sequence[Judged], known: Known) -> Table:
    def key(one: Judged) -> tuple[object, ...]:
        home = order.home(setting.places, one.place, known.group(one), known.head(one))
        return (one.outcome, home, sort_keys.name_key(one.name), one.id)

    units = sorted(lacking, key=key)
    specs = _specs(setting, rule, known)
    counts = "、".join(
        f"{label} {sum(one.outcome == state for one in units)}" for state, label in _STATES.items()
    )
    return Table(
        layout.columns(specs),
        tuple(layout.body(specs, units)),
        caption=f"{rule.id} {rule.title}（{counts}）",
        sheet=f"{rule.id} {rule.short}",
        notes=(f"口径：{rule.reading}",),
    )


def _specs(setting: Setting, rule: Rule, known: Known) -> list[Spec[Judged]]:
    specs: list[Spec[Judged]] = [
        *([spec("乡镇", 10, lambda one: setting.township(one.place))] if setting.is_county else []),
        spec("行政村", 14, lambda one: one.place_name or setting.village(one.place)),
    ]
    if rule.unit in _OF_HOMES:
        specs += [spec("村民小组", 10, known.group), spec("户主姓名", 12, known.head)]
    if rule.unit == "member":
        specs.append(spec("姓名", 12, lambda one: one.name))
    elif rule.unit not in {"household", "village"}:
        specs.append(spec("对象", 30, lambda one: one.name))
    specs += [
        spec("情况", 10, lambda one: _STATES[one.outcome]),
        spec("缺什么", 40, lambda one: missing(setting, rule, one)),
    ]
    if rule.unit in _OF_HOMES:
        specs += [spec("联系电话", 14, known.phone), spec("帮扶责任人", 14, known.helpers)]
    return [*specs, spec("备注", 14, lambda _: "")]


def missing(setting: Setting, rule: Rule, one: Judged) -> str:
    """Return what a unit lacks: the record that would mend a gap, or what must be asked first."""
    if one.outcome == "gap":
        form = setting.forms.get(rule.mend_kind)
        lack = one.detail or f"缺{rule.short}"
        return f"{lack}；请登记{form.label}" if form else lack
    asked = one.detail.removeprefix("待核：")
    return f"没有填：{asked}" if asked else "资料不全，待核"
