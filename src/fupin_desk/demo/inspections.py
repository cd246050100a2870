"""Inspections of villages and of the township, talks with those responsible, what was found and what became of it."""

import datetime
from collections.abc import Sequence
from itertools import count

from fupin_desk.demo import people
from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Village
from fupin_desk.demo.people import AS_OF
from fupin_desk.demo.safeguards import TITLE
from fupin_desk.demo.stock import Stock
from fupin_desk.model.value import Draft, Values

_INSPECTION, _TALK = "1", "2"
_OPEN, _UNDER_WAY, _DONE = "1", "2", "3"
_INSPECTORS = ("县扶贫攻坚督查组", "县农业局督导组", "县纪委监委专项检查组", "市扶贫办暗访组")
_PROBLEMS = (
    ("第一轮产业帮扶记录登记不及时", "已补登，并按月核对"),
    ("贫困户产业意愿调查表有缺项", "逐户补查，已签字"),
    ("到户物资发放无签收表", "补齐签收表并公示"),
    ("项目公示牌内容不全", "已更换公示牌"),
    ("扶贫小额信贷资金用途跟踪不够", "逐户核查用途，建立台账"),
    ("专家上门服务没有农户签字", "补签确认，今后当场签字"),
    ("电商服务站开门时间不足", "落实专人值守，公布营业时间"),
    ("合作社带动协议没有约定分红", "重签协议，写明保底分红"),
    ("培训班签到册与台账人数不一致", "核对更正 6 人"),
    ("项目进度慢于计划", "倒排工期，每周一调度"),
)
_WELL = "总体落实较好，个别环节需要加强。"


def inspect(dice: Dice, stock: Stock, book: Book, villages: Sequence[Village], unit: str) -> None:
    """Note the inspections of the year: two villages a month, the township every quarter, the laxest villages talked to."""
    turns = count()
    lax = sorted(villages, key=lambda one: one.helping)[: max(1, len(villages) // 9)]
    rest = list(villages)
    dice.shuffle(rest)
    for month in range(3, 10):
        for village in (rest.pop() for _ in range(min(2, len(rest)))):
            _inspect(dice, stock, book, (month, village.name, village.id, _INSPECTION), turns)
        if month % 3 == 0:
            _inspect(dice, stock, book, (month, unit, None, _INSPECTION), turns)
    for village in lax:
        _inspect(dice, stock, book, (7, f"{village.name}“两委”", village.id, _TALK), turns)


def _inspect(
    dice: Dice, stock: Stock, book: Book, of: tuple[int, str, str | None, str], turns: "count[int]"
) -> None:  # fmt: skip
    month, unit, village, kind = of
    day = dice.workday(datetime.date(2018, month, 6), datetime.date(2018, month, 21))
    problems = dice.sample(_PROBLEMS, 1 if kind == _TALK else dice.choice((1, 2, 2, 3)))
    values: Values = {
        "inspection_kind": kind, "inspected_on": day.isoformat(), "village": village, "inspected_unit": unit,
        "inspector": dice.choice(_INSPECTORS), "summary": _WELL if kind == _INSPECTION else "对产业帮扶进度滞后的情况进行约谈。",
    }  # fmt: skip
    made = born(dice, "inspection", **values)
    rows, later = [made], []
    for problem, result in problems:
        found, done = _finding(dice, stock, made, problem)
        rows.append(found)
        if done:
            done.values["result"] = result
            later.append(done)
    _spoil(rows[-1], later, day, next(turns))
    book.add(day, TITLE, *rows)
    for done in later:
        typed = str(done.values["rectified_on"] or AS_OF)
        book.add(max(day, datetime.date.fromisoformat(typed)), TITLE, done)


def _finding(
    dice: Dice, stock: Stock, inspection: Draft, problem: str
) -> tuple[Draft, Draft | None]:  # fmt: skip
    """Return something found with its term and, where that is over by now and mostly kept, its rectification.

    A township has a month, a village less.
    """
    term = dice.choice((7, 10, 15)) if inspection.values["village"] else 30
    found_on = datetime.date.fromisoformat(str(inspection.values["inspected_on"]))
    due = found_on + datetime.timedelta(days=term)
    values: Values = {
        "inspection": inspection.id, "problem": problem, "responsible": people.adult(dice, stock),
        "due_on": due.isoformat(), "state": _OPEN,
    }  # fmt: skip
    found = born(dice, "inspection_finding", **values)
    if due > AS_OF or dice.chance(0.1):
        found.values["state"] = dice.choice((_OPEN, _UNDER_WAY))
        return found, None
    done = min(due + datetime.timedelta(days=dice.randint(-5, 5)), AS_OF)
    return found, Draft("inspection_finding", found.id, {"state": _DONE, "rectified_on": done.isoformat()})


def _spoil(found: Draft, later: Sequence[Draft], day: datetime.date, turn: int) -> None:
    """Leave one finding open beyond its term, let one be rectified on no day, one before it was found."""
    done = next((one for one in later if one.id == found.id), None)
    if done and turn % 12 == 2:
        done.values["rectified_on"] = None
    if done and turn % 12 == 5:
        done.values["rectified_on"] = (day - datetime.timedelta(days=4)).isoformat()
