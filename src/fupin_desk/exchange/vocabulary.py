"""Which headings a kind understands: the labels and aliases of its form, of its rows, and of what it refers to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fupin_desk.exchange.cells import plain, spellings
from fupin_desk.model.form import Field, Form
from fupin_desk.model.importing import NOT_NEEDED

REGISTER = "household"
# A register names these beside the form's own questions: whose row it is, which township, which year.
HEAD, HEAD_ID, TOWNSHIP, YEAR = (
    "household.@head",
    "household.@head_id",
    "household.@township",
    "household.@year",
)
SPECIAL = {HEAD: "户主姓名", HEAD_ID: "户主证件号码", TOWNSHIP: "乡镇", YEAR: "年度（收入、生产生活条件）"}
_SPECIAL_SPELLINGS = {
    HEAD: ("户主姓名", "户主", "户主名", "贫困户姓名", "户主名字"),
    HEAD_ID: ("户主证件号码", "户主身份证号", "户主身份证号码", "户主身份证", "户主证件号"),
    TOWNSHIP: ("乡(镇)", "乡镇", "乡", "镇", "所属乡镇", "乡镇名称"),
    YEAR: ("年度", "年份", "数据年度"),
}
# What the program knows itself, or has no use for.
_KNOWN = (
    "序号", "索引", "suoyin", "编号", "no", "no.", "省", "市", "县", "省市县", "县(市、区、旗)", "省(区、市)", "市(州)", "区县",
    "人数", "人口数", "家庭人口", "家庭人口数", "家庭人数", "户人口", "人均纯收入", "家庭人均纯收入", "人均年纯收入", "年龄", "周岁",
)  # fmt: skip
REASON = "原因（退回）"
# The sheets of a template that say how to fill it in, and that hold long lists of choices.
EXPLANATION, CHOICES = "填写说明", "选项"
# What a person or a village may be told apart by beside name and number; of other kinds the form says it.
_PARTS = {"household": ("village", "group_name"), "member": (), "village": ()}
# Where a group head says whose columns stand below it.
_GROUPS = {
    "member": (
        "家庭成员",
        "成员",
        "家庭成员情况",
        "家庭成员信息",
        "成员信息",
        "贫困人口",
        "人员信息",
        "家庭成员基本情况",
    ),
    "helper": ("帮扶责任人", "帮扶人", "帮扶干部", "帮扶责任人情况", "帮扶责任人信息", "结对帮扶"),
    "income": ("年度收入", "收入情况", "家庭收入", "家庭收入情况", "收入与支出"),
    "condition": ("生产生活条件", "生产条件", "生活条件", "生产生活情况", "住房情况"),
    "@head": ("户主", "户主信息", "户主情况"),
    "household": ("农户", "户信息", "户情况", "贫困户", "家庭信息", "农户信息", "基本情况", "家庭基本情况"),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Headings of a kind: spelling -> targets, the likelier first; and the groups that may head columns."""

    kind: str
    targets: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    # Targets that several columns may fill together: a reference told by name, ID number and number.
    shared: frozenset[str] = frozenset()
    # What a person has said before, by plain heading; an empty target leaves the column out. It goes before all else.
    remembered: Mapping[str, str] = field(default_factory=dict)
    # The questions that are answered by a number, by target: their units decide how a column is read.
    numbers: dict[str, Field] = field(default_factory=dict)

    def of(self, written: str) -> list[str]:
        """Return the targets of a heading, the likelier first; none if nobody understands it."""
        for one in spellings(written):
            if one in self.targets:
                return self.targets[one]
        return []

    def group_of(self, written: str) -> str:
        """Return the kind whose columns a group head announces, or nothing."""
        return next((self.groups[one] for one in spellings(written) if one in self.groups), "")


def of_kind(kind: str, forms: Mapping[str, Form]) -> Vocabulary:
    """Return what the headings of a workbook of this kind may be."""
    form = forms[kind]
    shared = {
        f"{kind}.{one.name}" for one in form.fields.values() if one.type == "record" and one.of != "village"
    }
    words = Vocabulary(kind, shared=frozenset(shared))
    for one in form.fields.values():
        if one.appearance != "hidden":
            _add(words, f"{kind}.{one.name}", one.label, (one.label, *one.aliases))
            _add_number(words, f"{kind}.{one.name}", one)
    if kind == REGISTER:
        _add_register(words, form, forms)
    for one in form.fields.values():
        if one.of and (one.required or one.appearance != "hidden"):
            _add_reference(words, form, one, forms)
    if kind == "visit":
        _add_visit(words, forms)
    for spelling in _KNOWN:
        words.targets.setdefault(plain(spelling), [NOT_NEEDED])
    words.targets[plain(REASON)] = [NOT_NEEDED]
    words.labels[NOT_NEEDED] = "不用导入（程序自己会算，或与本表无关）"
    return words


def _add(words: Vocabulary, target: str, label: str, said: Iterable[str]) -> None:
    words.labels.setdefault(target, label)
    for one in said:
        for spelling in spellings(one):
            found = words.targets.setdefault(spelling, [])
            if target not in found:
                found.append(target)


def _add_number(words: Vocabulary, target: str, asked: Field) -> None:
    if asked.type == "number":
        words.numbers[target] = asked


def _add_register(words: Vocabulary, form: Form, forms: Mapping[str, Form]) -> None:
    for target, said in _SPECIAL_SPELLINGS.items():
        _add(words, target, SPECIAL[target], said)
    for child in form.children:
        rows = forms[child]
        for one in rows.fields.values():
            if one.appearance != "hidden" and one.name != "year":
                _add(words, f"{child}.{one.name}", f"{rows.label}：{one.label}", (one.label, *one.aliases))
                _add_number(words, f"{child}.{one.name}", one)
    words.labels.update({f"{child}.year": f"{forms[child].label}：年度" for child in ("income", "condition")})
    for kind, said in _GROUPS.items():
        words.groups.update({plain(one): kind for one in said})
    words.groups.update({plain(forms[child].label): child for child in form.children})
    for grouped in (form, *(forms[child] for child in form.children)):
        for section in grouped.sections:
            words.groups.setdefault(plain(section.label), grouped.kind)
            words.groups[plain(f"{grouped.label}·{section.label}")] = grouped.kind


def _add_reference(words: Vocabulary, form: Form, one: Field, forms: Mapping[str, Form]) -> None:
    target = f"{form.kind}.{one.name}"
    words.labels.setdefault(target, forms[one.of].label if one.appearance == "hidden" else one.label)
    if one.of in {"household", "member"}:
        _add_person(words, target, one, forms, is_apart=form.kind != "member")
    for part in parts_of(one.of, forms):
        asked = forms[one.of].fields[part]
        label = f"{words.labels[target]}的{asked.label}"
        _add(words, f"{target}@{part}", label, (label, asked.label, *asked.aliases))
        _add_number(words, f"{target}@{part}", asked)


def parts_of(kind: str, forms: Mapping[str, Form]) -> tuple[str, ...]:
    """Return the fields that may stand beside a reference to a kind; a course is born with all of them."""
    if kind == "course":
        return tuple(forms[kind].fields)
    named = dict.fromkeys(name for names in forms[kind].identifiers for name in names)
    return _PARTS.get(kind, tuple(named))


def _add_person(
    words: Vocabulary, target: str, one: Field, forms: Mapping[str, Form], *, is_apart: bool
) -> None:
    """Add how a household or member is told; on a list of members a name is the member's own, not the head's."""
    person, home = forms["member"].fields, forms["household"].fields
    said = (
        [*_SPECIAL_SPELLINGS[HEAD], *_SPECIAL_SPELLINGS[HEAD_ID], "农户姓名"] if one.of == "household" else []
    )
    told = [home["household_no"]] if one.of == "household" else []
    told += [person["name"], person["id_number"]] if is_apart else []
    for asked in told:
        said += [asked.label, *asked.aliases]
    _add(words, target, words.labels[target], said)
    if one.of == "member":
        village = home["village"]
        _add(words, f"{target}@village", f"{words.labels[target]}所在村", (village.label, *village.aliases))
        _add(words, f"{target}@head", f"{words.labels[target]}的户主", _SPECIAL_SPELLINGS[HEAD])


def _add_visit(words: Vocabulary, forms: Mapping[str, Form]) -> None:
    expert = forms["expert"].fields["name"]
    _add(words, "visit_expert.expert", "服务专家", ("服务专家", "专家", *expert.aliases, "专家名单"))
    _add(
        words,
        "visit_household.household",
        "受指导农户",
        ("受指导农户", "服务农户", "指导农户", "到户名单", "签字农户"),
    )
    _add(
        words,
        "visit_household.is_signed",
        "受指导农户已签字",
        ("受指导农户已签字", "农户已签字", "农户签字", "受指导农户签字"),
    )
