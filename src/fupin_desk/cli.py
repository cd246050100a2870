"""The command line: the same desk without a screen.

Exit status: 0 done; 1 only from check (an E finding), import (rows refused), verify (damage); 2 the request
cannot be met, said in one sentence on stderr.
"""

import argparse
import contextlib
import datetime
import getpass
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from fupin_desk.desk import opening
from fupin_desk.desk.desk import Desk
from fupin_desk.model import tally_text
from fupin_desk.model.error import DamagedFileError, DeskError, RequestError, UndoRefusedError, UnsoundError
from fupin_desk.model.moments import local_moment
from fupin_desk.model.rule import Tally

_DONE, _FOUND, _CANNOT = 0, 1, 2
_FEW = 10
_DEMO_PASSPHRASE = "demo"  # noqa: S105 - a demo township protects nobody

_FILE, _PLACE, _JSON = "工作台文件（.fupin）", "村：代码、名称或编号", "写成 JSON，给别的程序用"
_KNOWN = "按这一天（YYYY-MM-DD）结束时文件里的内容"
_NAMED = {
    "kind": "记录类别，如 household（农户）、visit（指导）；写错时会列出全部",
    "record": "记录编号（32 位，check --json 和导出的 CSV 里的 id）",
    "batch": "批次编号，history 每一步的第一项",
}

# argparse speaks English; these are the sentences that a wrong command line can bring up.
_SENTENCES = (
    (re.compile(r"the following arguments are required: (.+)"), r"还缺 \1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"看不懂“\1”"),
    (
        re.compile(r"argument (\S+?): invalid choice: '(.*)' \(choose from (.+)\)"),
        r"\1 不能是“\2”，可以是 \3",
    ),
    (re.compile(r"argument (\S+?): invalid int value: '(.*)'"), r"\1 要写整数，不能是“\2”"),
    (re.compile(r"argument (\S+?): expected one argument"), r"\1 后面还缺内容"),
    (re.compile(r"argument (\S+?): (.+)"), r"\1：\2"),
)


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Versions(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from fupin_desk.desk import parts

        for name, version in parts.versions().items():
            print(f"{name} {version}")
        parser.exit()


class _Parser(argparse.ArgumentParser):
    def __init__(self, **given: Any) -> None:
        super().__init__(**given, add_help=False, formatter_class=_Help, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _SENTENCES:
            if pattern.fullmatch(message):
                message = pattern.sub(sentence, message).replace("', '", "、").replace("'", "")
                break
        raise RequestError(f"命令写得不对：{message}。{self.prog} --help 说明写法。")


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; a request that cannot be met is one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        # A name that is no UTF-8 goes out as it came in.
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    try:
        return _run(arguments)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong on our side.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _DONE
    except (DeskError, OSError) as error:
        said = opening.refused(error) if isinstance(error, OSError) else error
        print(" ".join(str(said).split()), file=sys.stderr)
        return _CANNOT
    except KeyboardInterrupt:
        print("已取消，没有写入任何内容。", file=sys.stderr)
        return _CANNOT


def _run(arguments: Sequence[str]) -> int:
    given = _parser().parse_args(arguments)
    status = COMMANDS[given.command](given)
    sys.stdout.flush()
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="fupin-desk", description="扶贫工作台：不带命令时打开窗口。")
    parser.add_argument("--version", action=_Versions, nargs=0, help="显示本程序和各个组成部分的版本")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=_Parser)

    def add(name: str, help_text: str, *names: str, file: bool = True) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=help_text, description=help_text)
        if file:
            one.add_argument("file", type=Path, metavar="FILE", help=_FILE)
        for extra in names:
            one.add_argument(extra, help=_NAMED[extra])
        one.add_argument("--passphrase-file", type=Path, help="从文件的第一行读口令")
        return one

    demo = add("demo", "生成一个演示乡镇", file=False)
    demo.add_argument(
        "file",
        type=Path,
        nargs="?",
        default=Path("demo.fupin"),
        metavar="FILE",
        help="写成哪个文件，默认 demo.fupin",
    )
    demo.add_argument(
        "--households", type=_at_least_one, default=1200, help="户数，默认 1200；超过 2000 户时是全县各村"
    )
    demo.add_argument("--seed", type=int, default=1, help="编号相同，生成的乡镇就相同；默认 1")
    new = add("new", "新建一个空文件")
    new.add_argument(
        "--place", required=True, help="单位代码，如 421024103；江陵开发区用 KFQ；只管一个村用它的 12 位代码"
    )
    new.add_argument("--operator", required=True, help="操作员姓名")
    bring = add("import", "从 Excel 导入", "kind")
    bring.add_argument("book", type=Path, help="要导入的表格（.xlsx、.xls、.csv）")
    bring.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    bring.add_argument("--rejects", type=Path, help="把退回的行写成另一个表格（.xlsx）")
    add("check", "检查每一条记录").add_argument("--json", action="store_true", help=_JSON)
    _add_days(covered := add("coverage", "统计各项覆盖"))
    covered.add_argument("--place", help=_PLACE)
    covered.add_argument("--json", action="store_true", help=_JSON)
    report = add("report", "写报表（PDF 和 Excel）", file=False)
    report.add_argument("file", type=Path, nargs="?", metavar="FILE", help=_FILE)
    report.add_argument("name", nargs="?", metavar="NAME", help="报表名称，--list 列出全部")
    report.add_argument("--list", action="store_true", help="列出报表名称")
    report.add_argument(
        "--face", choices=("official", "public"), default="official",
        help="official 上报用（默认），public 公示用，证件号码、电话、账号遮住",
    )  # fmt: skip
    report.add_argument("--place", help=_PLACE)
    report.add_argument("--period", help="如 2018、2018Q3、2018-09")
    report.add_argument("--format", choices=("pdf", "xlsx"), help="只写一种，默认两种都写")
    report.add_argument("--out", type=Path, help="写到哪个文件夹")
    _add_days(report)
    add("history", "一条记录的历史", "record")
    add("undo", "撤回一批", "batch")
    add("backup", "备份并核对")
    add("verify", "数据体检")
    restore = add("restore", "从备份恢复；同名的旧文件改名留在旁边，不删除", file=False)
    restore.add_argument("backup", type=Path, help="备份文件（.fupin-backup）")
    restore.add_argument("file", type=Path, help="恢复成哪个文件（.fupin）")
    template = add("template", "空白导入模板", "kind", file=False)
    template.add_argument("--out", type=Path, required=True, help="写成哪个文件（.xlsx）")
    blank = add("blank", "空白登记表", "kind", file=False)
    blank.add_argument("--out", type=Path, required=True, help="写成哪个文件（.pdf）")
    export = add("export", "导出全部记录为 CSV")
    export.add_argument("--out", type=Path, required=True, help="写到哪个文件夹")
    export.add_argument("--known", type=_day, help=_KNOWN)
    export.add_argument(
        "--guarded", action="store_true", help="给人用 Excel、WPS 看：中文表头，不会被当成公式"
    )
    for one in (report, export):
        one.add_argument("--unsound", action="store_true", help="体检发现问题也要写出来")
    return parser


def _add_days(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", type=_day, help="统计日期 YYYY-MM-DD")
    parser.add_argument("--known", type=_day, help=_KNOWN)


def _day(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2018-09-30") from None


def _at_least_one(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}”不是 1 以上的整数")
    return int(text)


def _passphrase(given: argparse.Namespace, *, fallback: str = "") -> str:
    if given.passphrase_file:
        return _passphrase_in(given.passphrase_file)
    if passphrase := opening.passphrase_of_environment():
        return passphrase
    if fallback:
        print(f"没有给口令，演示文件的口令是：{fallback}")
        return fallback
    if not sys.stdin.isatty():
        raise RequestError("需要口令：用 --passphrase-file 或环境变量 FUPIN_PASSPHRASE 给出。")
    try:
        return getpass.getpass("口令：")
    except EOFError:
        raise RequestError("没有输入口令，什么也没有做。") from None


def _passphrase_in(path: Path) -> str:
    try:
        # The editor of Windows begins a UTF-8 file with a mark, which is no part of the passphrase.
        first = path.read_text(encoding="utf-8-sig").partition("\n")[0].strip()
    except UnicodeDecodeError:
        raise RequestError(
            f"“{path}”不是 UTF-8 文本，读不出口令。请用记事本另存为 UTF-8，口令写在第一行。"
        ) from None
    if not first:
        raise RequestError(f"“{path}”的第一行是空的，没有读到口令。请把口令写在第一行。")
    return first


def _open(given: argparse.Namespace, *, write: bool = False) -> Desk:
    return Desk.open(given.file, _passphrase(given), readonly=not write)


@contextlib.contextmanager
def _to_let_out(given: argparse.Namespace) -> Iterator[Desk]:
    """Open a file whose data is about to leave: it is examined first, unless the person does not mind."""
    try:
        # What may be half written can still be taken out, if the person says so.
        with Desk.open(given.file, _passphrase(given), readonly=True, examined=given.unsound) as desk:
            if given.unsound:
                desk.soundness.accept()
            yield desk
    except (UnsoundError, DamagedFileError) as error:
        raise type(error)(f"{error}一定要现在导出，请加 --unsound。") from error


def _place(desk: Desk, text: str | None) -> str | None:
    if not text:
        return None
    for village in desk.villages():
        values = village.values
        if text in {village.id, values.get("name"), values.get("code_2018")}:
            return village.id
        if text in re.split("[，,、]", f"{values.get('code_2017') or ''}，{values.get('other_names') or ''}"):
            return village.id
    raise RequestError(f"文件里没有“{text}”这个村。请写村名、12 位代码或记录编号。")


def _demo(given: argparse.Namespace) -> int:
    from fupin_desk import demo

    if given.file.exists():
        raise RequestError(f"{given.file} 已经存在，没有改动它。请换一个文件名，或先把它移走。")
    passphrase = _passphrase(given, fallback=_DEMO_PASSPHRASE)
    with demo.make(given.file, seed=given.seed, households=given.households, passphrase=passphrase) as desk:
        print(f"{given.file}：{desk.place_name}（演示），统计日期 {desk.today()}")
    return _DONE


def _new(given: argparse.Namespace) -> int:
    with Desk.create(given.file, _passphrase(given), given.place, given.operator) as desk:
        desk.add_villages()
        print(f"{given.file}：{desk.place_name}，已建立 {len(desk.villages())} 个村")
        print(
            "恢复单。忘了口令时，只有它能打开这个文件：请抄下来或打印出来，收在锁着的地方，不要存在这台电脑上。"
        )
        print(desk.recovery_sheet())
    return _DONE


def _import(given: argparse.Namespace) -> int:
    with _open(given, write=not given.dry_run) as desk:
        plan = desk.read_workbook(given.book, given.kind)
        print(plan.summary())
        for line in (*plan.accounts(), *plan.readings(), *plan.notes):
            print(line)
        for cause in plan.causes():
            print(f"  {cause.sentence()}")
        if given.rejects and plan.refused:
            print(
                f"退回的行写到了 {desk.write_rejects(plan, given.rejects).resolve()}，改好以后可以原样再导入。"
            )
        if not given.dry_run:
            batch = desk.import_plan(plan)
            print(f"已导入，批次 {batch.id}" if batch else "没有需要写入的内容")
        return _FOUND if plan.refused else _DONE


def _check(given: argparse.Namespace) -> int:
    with _open(given) as desk:
        found = desk.findings()
        errors = sum(one.stops for one in found)
        if given.json:
            keys = ("code", "severity", "kind", "record", "field", "text", "mend", "waived")
            print(
                json.dumps(
                    [{key: getattr(one, key) for key in keys} for one in found], ensure_ascii=False, indent=1
                )
            )
        else:
            for one in found:
                told = f"已说明：{one.waived}" if one.waived else one.mend
                print(f"{one.severity} {one.code} {desk.name_of(one.kind, one.record)}：{one.text}{told}")
            explained = sum(bool(one.waived) for one in found)
            said = f"，已说明 {explained} 条" if explained else ""
            print(f"差错 {errors} 条，提醒 {len(found) - errors - explained} 条{said}")
    return _FOUND if errors else _DONE


def _coverage(given: argparse.Namespace) -> int:
    with _open(given) as desk:
        place = _place(desk, given.place)
        tallies = desk.coverage(place, given.as_of, given.known)
        if given.json:
            print(json.dumps([_as_json(one) for one in tallies], ensure_ascii=False, indent=1))
            return _DONE
        rules = {rule.id: rule for rule in desk.pack(given.as_of).rules}
        where = f"{desk.place_name} {desk.name_of('village', place)}" if place else desk.place_name
        known = f" 按 {given.known} 结束时文件里的内容" if given.known else ""
        print(f"{where} 统计日期 {given.as_of or desk.today()}{known}")
        for one in tallies:
            if one.place == place:
                rule = rules[one.rule]
                shown = tally_text.format_range(rule, one) or tally_text.format_ratio(rule, one)
                met = {True: "达标", False: "未达标", None: "—"}[one.met]
                counts = f"达到 {one.covered}  缺 {one.gap}  待核 {one.unknown}"
                print(f"{one.rule:8} {rule.short}  {shown}  {met}  {counts}")
    return _DONE


def _as_json(tally: Tally) -> dict[str, object]:
    bound = tally.bound
    target = bound if bound is None else int(bound) if bound.denominator == 1 else str(bound)
    return {
        "rule": tally.rule, "place": tally.place, "place_name": tally.place_name, "covered": tally.covered,
        "gap": tally.gap, "unknown": tally.unknown, "exempt": tally.exempt, "part": tally.part,
        "whole": tally.whole, "target": target, "met": tally.met,
    }  # fmt: skip


def _report(given: argparse.Namespace) -> int:
    if given.list or not given.file or not given.name or not given.out:
        from fupin_desk.desk import reporting

        if not given.list:
            raise RequestError("请写：fupin-desk report FILE 报表名 --out 文件夹；report --list 列出报表名。")
        for info in reporting.reports():
            print(f"{info.name}\t{info.title}")
        return _DONE
    with _to_let_out(given) as desk:
        formats = (given.format,) if given.format else ("pdf", "xlsx")
        written = desk.write_report(
            given.name, given.out, face=given.face, place=_place(desk, given.place), period=given.period,
            as_of=given.as_of, known=given.known, formats=formats,
        )  # fmt: skip
        for path in written.paths:
            print(path)
        for warning in written.warnings:
            print(warning, file=sys.stderr)
    return _DONE


def _history(given: argparse.Namespace) -> int:
    with _open(given) as desk:
        record = desk.find_record(given.record)
        for batch, changes in desk.history(record.id):
            undone = f"（已由 {batch.undone_by} 撤回）" if batch.undone_by else ""
            print(f"{batch.id}  {local_moment(batch.at)}  {batch.author}  {batch.what}{undone}")
            for line in desk.worded_changes(changes):
                print(f"    {line}")
    return _DONE


def _undo(given: argparse.Namespace) -> int:
    with _open(given, write=True) as desk:
        try:
            made = desk.undo(given.batch)
        except UndoRefusedError as error:
            if error.conflicts:
                print(
                    f"后来又改过的内容（先列 {_FEW} 处）："
                    if len(error.conflicts) > _FEW
                    else "后来又改过的内容："
                )
            for line in desk.worded_changes(error.conflicts[:_FEW]):
                print(f"  {line}")
            raise
        print(f"已撤回 {given.batch}，新批次 {made.id}")
    return _DONE


def _backup(given: argparse.Namespace) -> int:
    with _open(given, write=True) as desk:
        made = desk.back_up()
        print(f"{made.path}  已打开核对")
    return _DONE


def _verify(given: argparse.Namespace) -> int:
    with Desk.open(given.file, _passphrase(given), readonly=True, examined=True) as desk:
        health = desk.examine()
        counts = "、".join(
            f"{desk.catalog.forms[kind].label} {count}" for kind, count in health.counts.items()
        )
        print(f"已核对 {health.rows} 条记录、{health.batches} 批历史：{counts}")
        print("数据完好" if health.sound else "发现问题：")
        for problem in health.problems:
            print(f"  {problem.kind} {problem.id} {problem.what}")
    return _DONE if health.sound else _FOUND


def _restore(given: argparse.Namespace) -> int:
    from fupin_desk.desk import filing

    aside = filing.restore(given.backup, given.file, _passphrase(given))
    print(f"{given.file}：已从备份恢复并核对")
    if aside is not None:
        print(f"原来的文件没有删除，现在是：{aside}")
    return _DONE


def _template(given: argparse.Namespace) -> int:
    from fupin_desk.desk import filing

    print(filing.write_template(given.kind, given.out))
    return _DONE


def _blank(given: argparse.Namespace) -> int:
    from fupin_desk.desk import filing

    print(filing.write_blank(given.kind, given.out))
    return _DONE


def _export(given: argparse.Namespace) -> int:
    with _to_let_out(given) as desk:
        for path in desk.export(given.out, known=given.known, guarded=given.guarded):
            print(path)
        if not given.guarded:
            print(
                "这些文件原样写出存的值，给程序用；以 = 开头的内容 Excel 会当公式运行。自己看请加 --guarded。",
                file=sys.stderr,
            )
    return _DONE


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": _demo, "new": _new, "import": _import, "check": _check, "coverage": _coverage, "report": _report,
    "history": _history, "undo": _undo, "backup": _backup, "verify": _verify, "restore": _restore,
    "template": _template, "blank": _blank, "export": _export,
}  # fmt: skip
