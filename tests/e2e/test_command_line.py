"""What the command line says and leaves alone when a request cannot be met, and what its answers name."""

import argparse
import gc
import getpass
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fupin_desk import __main__, app, cli
from fupin_desk.desk.desk import Desk
from fupin_desk.model.moments import local_moment
from fupin_desk.model.value import Draft, Values
from tests.unit.books import DAMAGED, HEAD, OTHER, SON, xlsx

HEADER: list[object] = ["行政村", "户编号", "姓名", "证件号码", "与户主关系", "左边第一栏", "另一栏"]
ROWS: list[list[object]] = [
    HEADER,
    ["古堤村", "4210990001", "王建国", HEAD, "户主", "甲", "乙"],
    ["古堤村", "4210990001", "陈芳", DAMAGED, "妻子", "甲", "乙"],
    ["古堤村", "4210990001", "王小明", SON, "长子", "甲", "乙"],
]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FUPIN_PASSPHRASE", "pine-7421 stone")
    path = tmp_path / "d.fupin"
    with Desk.create(path, "pine-7421 stone", "421024100", "测试员") as desk:
        desk.add_villages()
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "册.xlsx"
    path.write_bytes(xlsx(ROWS))
    return path


def refused(capsys: pytest.CaptureFixture[str], *given: object) -> str:
    """Return the one sentence with which a command is refused."""
    capsys.readouterr()
    assert cli.run([str(one) for one in given]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def answer(capsys: pytest.CaptureFixture[str], *given: object, status: int = 0) -> str:
    """Return what a command prints that ends with a status."""
    capsys.readouterr()
    assert cli.run([str(one) for one in given]) == status
    return capsys.readouterr().out


@pytest.mark.parametrize("dry", [True, False])
def test_rejects_are_never_written_over_the_workbook_they_come_from(
    file: Path, book: Path, capsys: pytest.CaptureFixture[str], *, dry: bool
) -> None:
    held, linked = book.read_bytes(), book.with_name("同一张.xlsx")
    linked.hardlink_to(book)
    for target in (book, linked):
        said = refused(
            capsys, "import", file, "household", book, "--rejects", target, *(["--dry-run"] if dry else [])
        )
        assert "就是正在导入的表格" in said
    for target in (book.with_suffix(".csv"), file):
        said = refused(capsys, "import", file, "household", book, "--rejects", target)
        assert ".xlsx" in said
    assert book.read_bytes() == held
    with Desk.open(file, "pine-7421 stone", readonly=True) as desk:
        assert desk.records("household") == []


def test_what_import_and_report_leave_on_the_disk_is_named_whole_and_nothing_else_is_left(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(
        xlsx([["行政村", "姓名", "证件号码", "与户主关系"], ["没有的村", "王建国", HEAD, "户主"]])
    )
    told = answer(capsys, "import", file, "household", bad, "--rejects", Path("退回.xlsx"), status=1)
    assert f"退回的行写到了 {tmp_path / '退回.xlsx'}，" in told
    refused(capsys, "report", file, "没有的报表", "--out", tmp_path / "新夹")
    assert not (tmp_path / "新夹").exists()
    assert "不能是“bogus”，可以是" in (said := refused(capsys, "bogus"))
    assert "'" not in said


def test_import_names_the_columns_that_it_does_not_take(
    file: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for more in (["--dry-run"], []):
        printed = answer(capsys, "import", file, "household", book, *more, status=1)
        assert "没有导入：左边第一栏、另一栏" in printed


def test_import_prints_all_that_the_preview_shows(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A8: the command line printed refusals only."""
    head = [
        "行政村",
        "户编号",
        "姓名",
        "证件号码",
        "与户主关系",
        "健康状况",
        "银行账号",
        "联系电话",
        "左边一栏",
    ]
    rows: list[list[object]] = [
        ["古堤村", "4210990001", "王建国", HEAD, "户主", "说不清", 6228480000000000000, "13800000001", "甲"],
        ["古堤村", "4210990001", "王堃", SON, "之子", "健康", "", "13800000002", "乙"],
        ["没有村", "4210990002", "李秀英", OTHER, "户主", "健康", "", "", "丙"],
        ["合计", "", "3", "", "", "", "", "", ""],
    ]
    source = tmp_path / "册.xlsx"
    source.write_bytes(xlsx([head, *rows]))
    printed = answer(capsys, "import", file, "household", source, "--dry-run", status=1)
    assert "共 5 行：新增 2 行，退回 1 行，表头 1 行，合计、小计 1 行。" in printed
    assert "左边一栏" in printed
    for column in ("健康状况", "银行账号"):
        assert f"收下，要看一看 1 行，第 2 行“{column}”列：" in printed
    assert "退回 1 行，第 4 行“行政村”列：" in printed


@pytest.mark.parametrize(
    ("content", "why"), [(b"", "第一行是空的"), (b"\n\n", "第一行是空的"), (b"\xff\xfe\x00\x81", "UTF-8")]
)
def test_a_passphrase_file_without_a_passphrase_is_said(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, why: str
) -> None:
    secret = tmp_path / "口令.txt"
    secret.write_bytes(content)
    said = refused(capsys, "check", file, "--passphrase-file", secret)
    assert why in said
    assert str(secret) in said


def test_a_passphrase_file_as_windows_writes_it_opens_the_file(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "口令.txt"
    secret.write_bytes("pine-7421 stone\r\n".encode("utf-8-sig"))
    assert "统计日期" in answer(capsys, "coverage", file, "--passphrase-file", secret)


def test_no_passphrase_typed_is_said(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(_prompt: str) -> str:
        raise EOFError

    monkeypatch.delenv("FUPIN_PASSPHRASE")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", end)
    assert "没有输入口令" in refused(capsys, "check", file)


def test_a_path_that_is_missing_or_of_the_wrong_sort_is_named_in_chinese(
    file: Path, book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, short = tmp_path / "夹", tmp_path / "短.fupin"
    folder.mkdir()
    short.write_bytes(b"x" * 10)
    backup = answer(capsys, "backup", file).split("  ")[0]
    for given, named, why in (
        (("check", folder), folder, "是一个文件夹"),
        (("coverage", folder), folder, "是一个文件夹"),
        (("check", tmp_path / "无.fupin"), tmp_path / "无.fupin", "找不到"),
        (("check", short), short.name, "只有 10 个字节"),
        (("check", file, "--passphrase-file", tmp_path / "无.txt"), tmp_path / "无.txt", "找不到"),
        (("check", file, "--passphrase-file", folder), folder, "是一个文件夹"),
        (("report", file, "通报", "--out", book), book, "是一个文件，不是文件夹"),
        (("export", file, "--out", book), book, "是一个文件，不是文件夹"),
        (("import", file, "household", folder), folder, "是一个文件夹"),
        (("restore", folder, tmp_path / "新.fupin"), folder, "是一个文件夹"),
        (("restore", backup, folder), folder, "是一个文件夹"),
    ):
        said = refused(capsys, *given)
        assert str(named) in said, given
        assert why in said, given
        assert "Error" not in said
        assert "directory" not in said
    assert folder.is_dir()


def test_history_tells_local_time_and_a_refused_undo_what_came_later(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Desk.open(file, "pine-7421 stone") as desk:
        village = desk.villages()[0].id
        first = desk.save_drafts([Draft("village", village, {"other_names": "甲"})], "一")
        second = desk.save_drafts([Draft("village", village, {"other_names": "乙"})], "二")
    assert first
    assert second
    printed = answer(capsys, "history", file, village)
    assert f"{second.id}  {local_moment(second.at)}  测试员  二" in printed
    assert "Z  " not in printed
    capsys.readouterr()
    assert cli.run(["undo", str(file), first.id]) == 2
    out, err = capsys.readouterr()
    assert "：甲 → 乙" in out
    assert len(err.splitlines()) == 1


def test_restore_says_where_the_replaced_file_lies(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = answer(capsys, "backup", file).split("  ")[0]
    held = file.read_bytes()
    aside = Path(answer(capsys, "restore", backup, file).splitlines()[-1].rpartition("：")[2])
    assert aside.read_bytes() == held
    assert aside != file
    assert "原来的文件" not in answer(capsys, "restore", backup, file.with_name("新.fupin"))


def test_coverage_names_its_village_and_the_day_that_is_known(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = answer(capsys, "coverage", file, "--place", "古堤村", "--known", "2030-01-01").splitlines()[0]
    assert "古堤村" in head
    assert "按 2030-01-01 结束时" in head
    assert "古堤村" not in answer(capsys, "coverage", file).splitlines()[0]


def test_a_file_opens_the_window_whatever_its_name(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    def note(given: list[str]) -> int:
        opened.extend(given)
        return 0

    monkeypatch.setattr(app, "run", note)
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.chdir(tmp_path)
    other = file.rename(file.with_name("文件"))
    (tmp_path / "check").write_bytes(b"")
    for name in ("没有.FUPIN", "没有.fupin", str(other)):
        assert __main__.main([name]) == 0
        assert opened.pop() == name
    assert __main__.main(["check", str(other)]) == 1
    assert opened == []
    assert "差错" in capsys.readouterr().out


def test_every_argument_of_every_command_is_described() -> None:
    commands = next(one for one in cli._parser()._actions if isinstance(one, argparse._SubParsersAction))
    silent = [
        f"{name} {one.dest}"
        for name, parser in commands.choices.items()
        for one in parser._actions
        if not one.help
    ]
    assert silent == []


def test_a_report_with_a_character_that_no_font_has_is_written_and_says_whose_it_is(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Desk.open(file, "pine-7421 stone") as desk:
        house, person = "a" * 32, "b" * 32
        village = desk.villages()[0].id
        home: Values = {
            "village": village,
            "group_name": "3组",
            "poverty_status": "0",
            "poverty_category": "01",
        }
        head: Values = {"household": house, "name": "王\U00020bb7", "relation": "01"}
        desk.save_drafts(
            [Draft("household", house, home, is_new=True), Draft("member", person, head, is_new=True)], "录入"
        )
    capsys.readouterr()
    assert cli.run(["report", str(file), "产扶1", "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 2
    assert "U+20BB7" in told.err
    assert "王\U00020bb7" in told.err


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file name may be no text")
def test_a_name_that_is_no_text_is_printed_as_it_is(file: Path) -> None:
    """M7: the backup was made, and then a traceback."""
    named = file.rename(file.parent / os.fsdecode(b"\xff\xfe.fupin"))
    done = subprocess.run(
        [sys.executable, "-m", "fupin_desk", "backup", named], capture_output=True, check=True
    )  # fmt: skip
    assert b"\xff\xfe" in done.stdout
    assert done.stderr == b""


def test_a_new_file_comes_with_its_recovery_sheet_and_what_that_is_for(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = file.with_name("n.fupin")
    lines = answer(capsys, "new", made, "--place", "白马寺镇", "--operator", "王工").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("恢复单"))
    assert "只有它能打开这个文件" in lines[at]
    with Desk.open(made, "\n".join(lines[at + 1 :])) as desk:
        assert desk.operator == "王工"
