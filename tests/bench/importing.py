"""A register of ten thousand rows brought in with all checks, against a bare reader and raw inserts."""

import datetime
import random
from collections.abc import Iterator
from pathlib import Path

import python_calamine
from openpyxl import Workbook
from sqlcipher3.dbapi2 import Connection

from fupin_desk.desk.desk import Desk
from tests.bench.ground import Ground, connect
from tests.bench.measure import Row, timed
from tests.bench.saving import Values, id_number, rows_of_last_batch, write

_BUDGET = 4.0
_ROWS, _ROWS_IN_A_HURRY = 10_000, 400
_PERSONS = 4
_HEADER = (
    "行政村", "户编号", "村民小组", "联系电话", "贫困户属性", "主要致贫原因", "识别年度", "脱贫状态", "产业发展意愿",
    "产业发展方式", "姓名", "与户主关系", "证件号码", "民族", "政治面貌", "文化程度", "健康状况", "劳动技能", "务工月数",
    "是否参加城乡居民基本医疗保险", "银行名称", "门牌地址", "备注",
)  # fmt: skip
_HOUSEHOLD_COLUMNS = 10
_SURNAMES, _GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗", "建国志强桂兰秀英小军文松大明春燕红梅国庆永福"
_RELATIONS, _BORN = ("户主", "配偶", "之子", "之女"), (1952, 1954, 1976, 1978)


def measure(ground: Ground) -> list[Row]:
    """Return the row of `import`; both ways write the same rows, each into its own copy of one file."""
    book = ground.folder / "register.xlsx"
    ours, by_hand = ground.copy("imported"), ground.copy("inserted")
    best = [float("inf"), float("inf")]
    raw = connect(by_hand, ground.key)
    with Desk.open(ours, ground.key) as desk:
        villages = [str(one.values["name"]) for one in desk.villages()]
        for turn in range(2 if ground.quick else 3):
            rows = _ROWS_IN_A_HURRY if ground.quick else _ROWS
            _write_book(book, villages, rows // _PERSONS, turn)
            took = timed(lambda: _bring_in(desk, book, rows))  # noqa: B023 - called at once
            written = rows_of_last_batch(desk.file.connection)
            hand = timed(lambda: _insert(raw, book, written))  # noqa: B023
            best = [min(best[0], took), min(best[1], hand)]
    raw.close()
    for path in (ours, by_hand):
        ground.drop(path)
    return [Row("import", best[0], best[1], _BUDGET)]


def _bring_in(desk: Desk, book: Path, rows: int) -> None:
    """Import a workbook; the backup before it is measured as a path of its own."""
    plan = desk.read_workbook(book, "household")
    if plan.counts["new"] != rows or not desk.import_plan(plan, backed_up=True):
        raise AssertionError(f"import: {dict(plan.counts)} of {rows} rows")


def _insert(raw: Connection, book: Path, rows: Values) -> None:
    sheet = python_calamine.load_workbook(str(book)).get_sheet_by_index(0)
    if len(sheet.to_python(skip_empty_area=False)) < _PERSONS:
        raise AssertionError("import: nothing read")
    write(raw, rows)


def _write_book(path: Path, villages: list[str], households: int, turn: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("花名册")
    sheet.append(_HEADER)
    for row in _register(villages, households, turn):
        sheet.append(row)
    book.save(path)


def _register(villages: list[str], households: int, turn: int) -> Iterator[list[object]]:
    dice = random.Random(turn)  # noqa: S311 - dice, no secret
    for number in range(households):
        surname = dice.choice(_SURNAMES)
        for nth, relation in enumerate(_RELATIONS):
            # A day of birth for each household and a sequence for each turn: nobody is registered twice.
            born = datetime.date(_BORN[nth], 1, 1) + datetime.timedelta(days=number)
            sequence = 990 + 2 * turn + (nth in {0, 2})
            name = surname + dice.choice(_GIVEN) + dice.choice(_GIVEN)
            own: list[object] = [
                name, relation, id_number(born, sequence), "汉族", "群众", "初中", "健康", "普通劳动力",
                "", "是", "", "", "",
            ]  # fmt: skip
            shared: list[object] = [
                villages[number % len(villages)], f"4210{turn:02d}{number:06d}", f"{number % 12 + 1}组", "",
                "一般贫困户", "缺技术", "2015", "未脱贫", "有", "自主发展",
            ]  # fmt: skip
            yield [*(shared if not nth else [""] * _HOUSEHOLD_COLUMNS), *own]
