"""Import of a workbook: say first what it would do, then do it as one batch, and give back what was refused."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desk.desk import collector
from fupin_desk.desk.intake import columns, tables
from fupin_desk.desk.intake.asking import Sitting, Source
from fupin_desk.desk.intake.ground import Ground
from fupin_desk.desk.intake.households import Register
from fupin_desk.desk.intake.places import Places
from fupin_desk.desk.intake.reading import Reader
from fupin_desk.desk.intake.records import Ledger
from fupin_desk.desk.intake.references import References
from fupin_desk.exchange import cells, furniture, layout, rejects, units, vocabulary, workbook
from fupin_desk.model.change import Batch
from fupin_desk.model.error import DiskError, NotFoundError, RequestError
from fupin_desk.model.form import Form, Sensitivity
from fupin_desk.model.importing import Plan, PlannedSheet, Sheet, UnreadSheet
from fupin_desk.store.file import driver_errors
from fupin_desk.validation import identity

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

# Endings of workbooks; a text file under such a name was only renamed.
_BOOKS = {".xlsx", ".xlsm", ".xls", ".et"}
_FORMATS_UNKNOWN = (
    "这种格式的文件里看不到单元格的显示格式（如显示成“5万”的 5），数字按格里存的读。"
    "如果表里用了这样的格式，请另存为“Excel 工作簿（.xlsx）”再导入。"
)
_WORKBOOK = ".xlsx"
_NO_HEADER = "没有认出表头。"
_DOUBLED = "并排放着两张表。请把右边的表移到左边的表下面，或放到另一张工作表，再导入。"


def plan(
    desk: "Desk", path: Path, kind: str, *, mapping: Mapping[int, str] | None = None,
    blank_overwrites: bool = False, progress: Callable[[int, int], bool] | None = None,
) -> Plan:  # fmt: skip
    """Read a workbook and say what importing it would do; nothing is written.

    Args:
        desk: The desk, or its snapshot in a worker thread.
        path: The workbook: .xlsx, .xls, CSV or a web page saved as .xls.
        kind: The record kind of its rows; a household register brings its members along.
        mapping: Columns (from 1) that a person has set by hand: `kind.field`, or empty to leave one out.
        blank_overwrites: Whether a blank cell empties what is held.
        progress: Told done and total; False cancels.

    Raises:
        RequestError: If the file is no table of this kind; the message says what to do.
        NotFoundError: If there is no such kind.
        CancelledError: If `progress` says so.
    """
    form = _form(desk, kind)
    with collector.held_back():
        return _planned(desk, path, form, mapping, blank_overwrites=blank_overwrites, progress=progress)


def _planned(
    desk: "Desk", path: Path, form: Form, mapping: Mapping[int, str] | None, *,
    blank_overwrites: bool, progress: Callable[[int, int], bool] | None,
) -> Plan:  # fmt: skip
    kind = form.kind
    words = replace(vocabulary.of_kind(kind, desk.catalog.forms), remembered=columns.remembered(desk, kind))
    notes: dict[str, None] = {}
    content = _read(path)
    unread: list[UnreadSheet] = []
    sources = _sources(workbook.read(content), desk.catalog.forms, words, mapping, (notes, unread))
    if not sources:
        if known := [one for one in unread if one.reason != _NO_HEADER]:
            raise RequestError("".join(f"工作表“{one.name}”{one.reason}" for one in known))
        is_renamed = path.suffix.lower() in _BOOKS and workbook.is_text(content)
        raise RequestError(_no_workbook(path) if is_renamed else _no_header(form, words))
    rows = sum(len(one.rows) for one in sources)
    ground = Ground(desk)
    places = Places(ground.of("village").values(), desk.catalog.regions, desk.catalog.codes["unit"])
    reader = Reader(desk.catalog.forms, desk.catalog.codes, desk.today())
    sitting = Sitting(
        desk, kind, blank_overwrites, progress, rows * 2, ground, places,
        References(ground, places, desk.catalog.forms, reader, desk.today()), reader, notes,
        tuple(one.layout.sheet.name for one in sources),
        tuple({one: at[0] + 1 for one, at in source.layout.columns.items()} for source in sources),
    )  # fmt: skip
    planned = (
        Register(sitting).plan(sources)
        if kind == vocabulary.REGISTER
        else Ledger(sitting, form).plan(sources)
    )
    sheets = tuple(
        PlannedSheet(
            one.layout.sheet.name,
            one.layout.header(one.number),
            one.layout.sheet.merged,
            one.layout.headings,
            one.skipped,
            len(one.layout.sheet.rows),
        )
        for one in sources
    )
    return Plan(kind, form.label, path, desk.head(), sheets, tuple(planned), tuple(notes), tuple(unread))


def targets(desk: "Desk", kind: str) -> dict[str, str]:
    """Return what a person may map a column to by hand, with its label."""
    return dict(vocabulary.of_kind(kind, desk.catalog.forms).labels)


def sensitive(desk: "Desk", targets: Collection[str]) -> dict[str, Sensitivity]:
    """Return how sensitive the fields are that columns may mean, by target; parts of references are not listed."""
    found: dict[str, Sensitivity] = {}
    for one in targets:
        kind, _, name = one.partition(".")
        field = desk.catalog.forms[kind].fields.get(name) if kind in desk.catalog.forms else None
        if field is not None and field.type != "record":
            found[one] = field.sensitivity
    return found


def commit(
    desk: "Desk", plan: Plan, progress: Callable[[int, int], bool] | None = None, *, backed_up: bool = False
) -> Batch | None:
    """Write what a plan accepts as one batch, after a backup; None if nothing differs from what is held.

    Args:
        desk: The open desk.
        plan: What to write.
        progress: Told how far the backup is.
        backed_up: Whether a backup was made just now: a window makes it on its worker.

    Raises:
        RequestError: If something was written since the plan was made; nothing is written then.
    """
    drafts = plan.drafts
    if not drafts:
        return None
    if desk.head() != plan.head:
        raise RequestError(
            "预览之后文件里又有了改动，这次没有导入任何内容。请重新选择工作簿，看过新的预览再导入。"
        )
    if not backed_up:
        desk.back_up(progress=progress)
    counts = plan.counts
    with collector.held_back():
        batch = desk.save_drafts(
            drafts, f"导入{plan.label}：新增 {counts['new']} 行，更新 {counts['changed']} 行"
        )
    columns.remember(desk, plan)
    return batch


def forget_columns(desk: "Desk", plan: Plan) -> None:
    """Let the columns of this workbook mean again what their headings say; other headings stay remembered."""
    columns.forget(desk, plan)


def write_rejects(plan: Plan, path: Path) -> Path:
    """Write the refused rows as the user's own workbook, ready to be mended and imported again.

    Raises:
        RequestError: If that would overwrite the workbook that was read, or the name is not that of a workbook.
    """
    if path.suffix.lower() != _WORKBOOK:
        raise RequestError(
            f"退回表是 Excel 工作簿，文件名要以 {_WORKBOOK} 结尾，不能是“{path.name}”。没有写任何文件，请换一个名字。"
        )
    if path.exists() and plan.source.exists() and path.samefile(plan.source):
        raise RequestError(
            f"“{path.name}”就是正在导入的表格，退回表不能写到它上面。它没有改动。请换一个文件名。"
        )
    rejects.write(plan, path, identity.damaged_id)
    return path


def _form(desk: "Desk", kind: str) -> Form:
    forms = desk.catalog.forms
    if kind not in forms or not forms[kind].importable:
        known = "、".join(f"{one.kind}（{one.label}）" for one in forms.values() if one.importable)
        raise NotFoundError(f"不能导入“{kind}”这一类。可以导入：{known}。")
    return forms[kind]


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise driver_errors.not_a_file(path)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise RequestError(f"没有找到“{path.name}”。请确认文件还在原处。") from error
    except PermissionError as error:
        raise RequestError(
            f"“{path.name}”读不了：它可能正被 Excel 或 WPS 打开，或没有权限。请关闭后再试。"
        ) from error
    except OSError as error:
        raise DiskError(f"“{path.name}”读不出来，磁盘可能已拔出或损坏。请复制到本机再试。") from error


def _sources(
    sheets: list[Sheet],
    forms: Mapping[str, Form],
    words: vocabulary.Vocabulary,
    mapping: Mapping[int, str] | None,
    remarks: tuple[dict[str, None], list[UnreadSheet]],
) -> list[Source]:
    notes, unread = remarks
    found: list[Source] = []
    read = [
        (sheet, None if sheet.reason else layout.find(sheet, words, mapping))
        for sheet in sheets
        if sheet.name != vocabulary.EXPLANATION and not (sheet.name == vocabulary.CHOICES and sheet.reason)
    ]
    form = forms[words.kind]
    sound = [header for _, header in read if header is not None and not _unfit(header, form)]
    strange = {id(sound[at]): reason for at, reason in tables.strange(sound, form, forms).items()}
    for sheet, header in read:
        reason = sheet.reason or (_unfit(header, form) if header else "") or strange.get(id(header), "")
        if header is not None and not reason:
            one = units.applied(header, words)
            data, skipped, headings = furniture.parted(one, len(found))
            found.append(Source(len(found), replace(one, headings=headings), data, tuple(skipped)))
        elif (rows := sum(any(not cells.is_blank(cell) for cell in row) for row in sheet.rows)) or reason:
            unread.append(UnreadSheet(sheet.name, rows, reason or _NO_HEADER))
            notes[f"工作表“{sheet.name}”没有读取：{reason or _NO_HEADER}"] = None
    _note_columns(found, notes)
    notes.update((text, None) for source in found if (text := tables.wide(source.layout, forms[words.kind])))
    return found


def _note_columns(found: list[Source], notes: dict[str, None]) -> None:
    for source in found:
        if not source.layout.sheet.knows_formats and any(
            isinstance(row.cells[column], int | float)
            for row in source.rows
            for column in source.layout.numbers
            if column < len(row.cells)
        ):
            notes[_FORMATS_UNKNOWN] = None
        if hidden := source.layout.sheet.hidden_rows + source.layout.sheet.hidden_columns:
            notes[f"工作表“{source.layout.sheet.name}”里隐藏的 {hidden} 行（列）也读取了。"] = None
        _note_remembered(source.layout, notes)
        notes.update(dict.fromkeys(one.refusal for one in source.layout.headings if one.refusal))
        unknown = [one.text for one in source.layout.headings if one.disposition == "unread" and one.text]
        if unknown:
            listed = "、".join(dict.fromkeys(unknown))
            notes[f"工作表“{source.layout.sheet.name}”里这些列没有对应的项目，没有导入：{listed}。"] = None


def _unfit(found: layout.Layout, form: Form) -> str:
    """Return why a sheet whose header was read is no table of this kind all the same."""
    if found.is_doubled:
        return _DOUBLED
    known = sum(bool(one.target) for one in found.headings)
    missing = [
        form.fields[name].label
        for name in form.title
        if name in form.fields and f"{form.kind}.{name}" not in found.columns
    ]
    if missing and known * 2 < sum(bool(one.text) for one in found.headings):
        return f"列名大半对不上，又没有“{missing[0]}”一列，不像{form.label}的明细。"
    return ""


def _note_remembered(found: layout.Layout, notes: dict[str, None]) -> None:
    said = [
        f"“{one.text}”→{one.label}" if one.target else f"“{one.text}”不导入"
        for one in found.headings
        if one.set_by == "memory"
    ]
    if said:
        notes[f"工作表“{found.sheet.name}”里这些列按上次的对应：{'；'.join(said)}。"] = None


def _no_workbook(path: Path) -> str:
    return (
        f"“{path.name}”虽然叫 {path.suffix}，里面却是纯文本，不是 Excel 工作簿，也没有认出表头。"
        f"请用 Excel 或 WPS 打开原来的表格，另存为“Excel 工作簿（.xlsx）”后再导入。"
    )


def _no_header(form: Form, words: vocabulary.Vocabulary) -> str:
    labels = [label for target, label in words.labels.items() if target.startswith(f"{form.kind}.")][:6]
    return (
        f"没有认出{form.label}的表头。表头要在前 20 行之内，列名如：{'、'.join(labels)}。"
        f"请核对是否选对了类别，或导出一份空白模板，把数据贴进去再导入。"
    )
