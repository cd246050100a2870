"""Empty workbooks to fill in: columns in the order of the screen, choices to pick from, a sheet that explains."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desk import atomic
from fupin_desk.exchange import drawn
from fupin_desk.exchange.vocabulary import CHOICES, EXPLANATION, REGISTER
from fupin_desk.model.code import CodeList
from fupin_desk.model.error import NotFoundError
from fupin_desk.model.form import Field, Form

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_NEEDED, _OPTIONAL, _GROUP = "FFE8A3", "E8EEF7", "D5DFEF"
_ROWS = 5000
# Excel takes an inline list of at most 255 characters, parted by commas.
_INLINE = 255
# How a person tells which record is meant: heading, and whether it is needed.
_TOLD_BY: Mapping[str, tuple[tuple[str, str, bool], ...]] = {
    "household": (
        ("行政村", "户主所在的村", False),
        ("户主姓名", "与花名册一致；有证件号码时可不填", False),
        ("户主证件号码", "18 位身份证号；同名时必须填", True),
    ),
    "member": (
        ("姓名", "与花名册一致；有证件号码时可不填", False),
        ("证件号码", "18 位身份证号；同名时必须填", True),
        ("行政村", "参训人所在的村", False),
    ),
    "course": (
        ("培训名称", "培训班的名称", True),
        ("开始日期", "文件里还没有这个培训班时，按名称和开始日期新建", False),
    ),
}
# Kinds that are told by their name alone: whatever stands beside it, is found in the row itself.
_BY_NAME = {"village", "round"}
_ATTACHED = {
    "visit": (
        ("服务专家", "几位专家用顿号隔开", True),
        (
            "受指导农户",
            "到户指导的户主姓名或证件号码，用顿号隔开；同名的写成 张三（证件号码），没有签字的写成 张三（未签字）",
            False,
        ),
        ("受指导农户已签字", "填 是 或 否，指这一行的全部农户；空着按已签字", False),
    )
}
_HOW = {
    "date": "日期，如 2018-09-30",
    "year": "四位年份，如 2018",
    "number": "数字",
    "yesno": "填 是 或 否",
    "code": "从下拉列表里选",
    "codes": "从选项里填，几项用顿号隔开",
    "id_number": "文本格式，18 位身份证号或 20 位残疾人证号",
    "phone": "文本格式，手机号或带区号的座机号",
    "record": "填名称",
    "text": "",
}


@dataclass(frozen=True, slots=True)
class _Column:
    label: str
    how: str
    is_needed: bool
    group: str = ""
    field: Field | None = None


def write(kind: str, forms: Mapping[str, Form], codes: Mapping[str, CodeList], path: Path) -> None:
    """Write the empty workbook of a kind; a household's has columns for its members, one row a member.

    Raises:
        NotFoundError: If the kind is none that can be imported.
        DeskError: If the file cannot be written.
    """
    from openpyxl import Workbook

    if kind not in forms or not forms[kind].importable:
        known = "、".join(one.kind for one in forms.values() if one.importable)
        raise NotFoundError(f"“{kind}”没有导入模板。有模板的是：{known}。")
    columns = list(_columns(kind, forms))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = drawn.sheet_name(forms[kind].label, [])
    depth = _write_header(sheet, columns)
    _write_choices(book, sheet, columns, codes, depth)
    _explain(book.create_sheet(EXPLANATION, 1), forms[kind], columns, codes)
    atomic.put(path, drawn.saved(book))


def _columns(kind: str, forms: Mapping[str, Form]) -> Iterator[_Column]:
    form = forms[kind]
    grouped = kind == REGISTER
    for one in (form, forms["member"]) if grouped else (form,):
        for section in one.sections:
            group = f"{one.label}·{section.label}" if grouped else ""
            for field in section.fields:
                is_hidden = field.appearance == "hidden"
                if field.of and (not is_hidden or (field.required and not grouped)):
                    yield from _referring(field, group, forms, is_second=_is_second(one, field))
                elif not is_hidden and not field.read_only:
                    yield _Column(field.label, _how(field), field.required, group, field)
    for label, how, is_needed in _ATTACHED.get(kind, ()):
        yield _Column(label, how, is_needed)


def _is_second(form: Form, field: Field) -> bool:
    """Return whether a member is asked beside the household: the household's columns already say who and where."""
    return field.of == "member" and any(
        one.of == "household" and one.appearance != "hidden" for one in form.fields.values()
    )


def _referring(field: Field, group: str, forms: Mapping[str, Form], *, is_second: bool) -> Iterator[_Column]:
    if is_second:
        yield _Column(field.label, "姓名；同一户里有同名的填证件号码", field.required, group, field)
    elif field.of in _TOLD_BY:
        for label, how, is_needed in _TOLD_BY[field.of]:
            yield _Column(label, how, is_needed and field.required, group)
    elif field.of in _BY_NAME:
        yield _Column(field.label, _how(field), field.required, group, field)
    else:
        yield from _identifying(field, group, forms[field.of])


def _identifying(field: Field, group: str, form: Form) -> Iterator[_Column]:
    """Yield the column of a reference, and those beside it that tell apart what has the same number or name."""
    firsts = [form.fields[names[0]].label for names in form.identifiers]
    how = f"填{'，或'.join(firsts)}；写法和登记的一致"
    yield _Column(
        field.label, "；".join(one for one in (how, field.hint) if one), field.required, group, field
    )
    for name in dict.fromkeys(name for names in form.identifiers for name in names[1:]):
        label = form.fields[name].label
        yield _Column(f"{field.label}的{label}", f"上一列还分不清时填{form.label}的{label}", False, group)


def _how(field: Field) -> str:
    unit = f"，单位：{field.unit}" if field.unit else ""
    return "；".join(one for one in (_HOW[field.type] + unit, field.hint) if one)


def _write_header(sheet: "Worksheet", columns: list[_Column]) -> int:
    """Write the header and the formats of the columns; return how many rows it has."""
    from openpyxl.utils import get_column_letter

    depth = 2 if columns[0].group else 1
    for number, one in enumerate(columns, 1):
        head = drawn.put(sheet, depth, number, one.label)
        head.font, head.alignment, head.border = drawn.font(bold=one.is_needed), drawn.middle(), drawn.thin()
        head.fill = drawn.fill(_NEEDED if one.is_needed else _OPTIONAL)
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = max(one.field.width if one.field else 16, len(one.label) * 2 + 2)
        kind = one.field.type if one.field else "text"
        if kind in {"date", "number", "year"}:
            dimension.number_format = drawn.DATE_FORMAT if kind == "date" else "General"
        else:
            dimension.number_format = drawn.TEXT_FORMAT
    if depth == 2:
        _write_groups(sheet, columns)
    sheet.freeze_panes = sheet.cell(depth + 1, 1).coordinate
    return depth


def _write_groups(sheet: "Worksheet", columns: list[_Column]) -> None:
    start = 1
    for number, one in enumerate(columns, 1):
        if number == len(columns) or columns[number].group != one.group:
            head = drawn.put(sheet, 1, start, one.group)
            head.font, head.fill, head.alignment = drawn.font(bold=True), drawn.fill(_GROUP), drawn.middle()
            if number > start:
                sheet.merge_cells(start_row=1, start_column=start, end_row=1, end_column=number)
            start = number + 1


def _write_choices(
    book: "Workbook", sheet: "Worksheet", columns: list[_Column], codes: Mapping[str, CodeList], depth: int
) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    long: dict[str, str] = {}
    for number, one in enumerate(columns, 1):
        if one.field is None or one.field.type not in {"code", "yesno"}:
            continue
        labels = _labels(one.field, codes)
        inline = ",".join(labels)
        if len(inline) > _INLINE or any("," in label or '"' in label for label in labels):
            if one.field.choices not in long:
                long[one.field.choices] = _hide(book, len(long) + 1, labels)
            formula = long[one.field.choices]
        else:
            formula = f'"{inline}"'
        # A warning only: the import understands other spellings too.
        choice = DataValidation(
            "list", formula1=formula, allow_blank=True, errorStyle="warning", showErrorMessage=True
        )
        choice.errorTitle, choice.error = "不在选项里", "请尽量从下拉列表里选；别的写法导入时会尽量识别。"
        letter = get_column_letter(number)
        choice.add(f"{letter}{depth + 1}:{letter}{_ROWS}")
        sheet.add_data_validation(choice)


def _labels(field: Field, codes: Mapping[str, CodeList]) -> list[str]:
    return [one.label for one in codes[field.choices].codes.values()] if field.choices else ["是", "否"]


def _hide(book: "Workbook", column: int, labels: list[str]) -> str:
    """Put a long list of choices on a hidden sheet and return where it stands."""
    from openpyxl.utils import get_column_letter

    if CHOICES not in book.sheetnames:
        book.create_sheet(CHOICES).sheet_state = "hidden"
    sheet = book[CHOICES]
    for row, label in enumerate(labels, 1):
        drawn.put(sheet, row, column, label)
    letter = get_column_letter(column)
    return f"'{CHOICES}'!${letter}$1:${letter}${len(labels)}"


def _explain(sheet: "Worksheet", form: Form, columns: list[_Column], codes: Mapping[str, CodeList]) -> None:
    lines = [
        f"{form.label}导入模板",
        "黄色的列必须填，其余可以空着；空着的格不会覆盖已有的内容。不要改动表头的文字。",
    ]
    if form.kind == REGISTER:
        lines.append(
            "每人一行，户主在前；同一户的农户信息只填在户主行，家庭成员的行空着即可（或每行都填同样的户编号）。"
        )
    for row, line in enumerate(lines, 1):
        drawn.put(sheet, row, 1, line).font = drawn.font(bold=row == 1)
    start = len(lines) + 2
    for number, title in enumerate(("列名", "必填", "怎么填", "选项"), 1):
        head = drawn.put(sheet, start, number, title)
        head.font, head.fill = drawn.font(bold=True), drawn.fill(_OPTIONAL)
    for row, one in enumerate(columns, start + 1):
        choices = "、".join(_labels(one.field, codes)) if one.field and one.field.choices else ""
        for number, text in enumerate((one.label, "是" if one.is_needed else "", one.how, choices), 1):
            drawn.put(sheet, row, number, text).alignment = drawn.wrapped()
    for letter, width in zip("ABCD", (22, 8, 44, 80), strict=True):
        sheet.column_dimensions[letter].width = width
