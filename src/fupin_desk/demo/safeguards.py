"""What keeps the policy going on paper: documents, bulletins, publicity, self-checks, figures that the county told."""

import datetime
from collections.abc import Sequence

from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Village
from fupin_desk.model.value import Draft, Values

TITLE = "登记督查保障"
REWARD = "1"
# Title, kind, issuer, day. The first is the policy itself; what hangs on it is invented for the demo.
_DOCUMENTS = (
    ("江陵县产业扶贫实施意见", "4", "江陵县人民政府办公室", "2018-01-14"),
    ("关于成立产业精准扶贫工作领导小组的通知", "3", "江陵县人民政府办公室", "2018-01-22"),
    ("产业扶贫以奖代补办法", REWARD, "江陵县财政局", "2018-02-09"),
    ("农技人员技术服务与收入挂钩办法", "2", "江陵县农业局", "2018-03-16"),
    ("扶贫小额信贷工作流程", "9", "江陵县政府金融办", "2018-04-11"),
)
# Title, media, outlet, subject; {} is a village.
_PUBLICITY = (
    ("{}稻虾共作铺就增收路", "1", "荆州日报", "2"),
    ("产业扶贫奖补政策解读", "4", "江陵县政府网站", "1"),
    ("{}驻村工作队的一天", "3", "江陵电视台", "4"),
    ("{}电商服务站开业", "4", "江陵发布", "6"),
    ("扶贫小额信贷怎么贷、怎么还", "2", "村村响广播", "1"),
    ("{}合作社分红现场", "3", "江陵电视台", "6"),
    ("帮扶干部下田教养虾", "4", "江陵发布", "5"),
    ("{}党支部书记带头种莲藕", "1", "荆州日报", "3"),
)
_MONTHS = range(1, 10)
# The month without a bulletin, and the one whose period nobody can read by rule.
_MISSED, _MISWRITTEN = 7, 6


def paper(dice: Dice, book: Book, villages: Sequence[Village], unit: str) -> str:
    """Note documents, bulletins, publicity, self-checks and figures of the county; return the document on rewards.

    Args:
        dice: Chance.
        book: Where they are noted.
        villages: Those that publicity tells of, in the units that check themselves.
        unit: The reporting unit as bulletins name it.
    """
    documents = [_document(dice, *one) for one in _DOCUMENTS]
    for one in documents:
        book.add(datetime.date.fromisoformat(str(one.values["issued_on"])), TITLE, one)
    for one in (*_bulletins(dice, unit), *_publicity(dice, villages)):
        day = str(one.values.get("issued_on") or one.values.get("published_on"))
        book.add(datetime.date.fromisoformat(day), TITLE, one)
    for nth, township in enumerate(dict.fromkeys(one.township for one in villages)):
        _check_self(dice, book, township, is_lax=nth % 4 == 0)
    _tell_county(dice, book)
    return next(one.id for one in documents if one.values["document_kind"] == REWARD)


def _document(dice: Dice, title: str, kind: str, issuer: str, day: str) -> Draft:
    values: Values = {"title": title, "document_kind": kind, "issuer": issuer, "issued_on": day}
    values |= {"doc_no": "江政办发〔2018〕1号"} if kind == "4" else {"note": "演示数据"}
    return born(dice, "policy_document", **values)


def _bulletins(dice: Dice, unit: str) -> list[Draft]:
    """Return a bulletin at the end of every month but one."""
    made: list[Draft] = []
    for month in _MONTHS:
        if month == _MISSED:
            continue
        period = f"2018年{month}月" if month == _MISWRITTEN else f"2018-{month:02d}"
        values: Values = {
            "title": f"{unit}产业扶贫工作通报（2018年{month}月）", "period": period, "issued_on": f"2018-{month:02d}-{26 + month % 3}",
            "doc_no": f"第{len(made) + 1}期", "summary": "通报各村产业帮扶、培训、专家服务进度，点名排名靠后的村。",
        }  # fmt: skip
        made.append(born(dice, "bulletin", **values))
    return made


def _publicity(dice: Dice, villages: Sequence[Village]) -> list[Draft]:
    made = []
    for nth in range(18):
        title, media, outlet, subject = _PUBLICITY[nth % len(_PUBLICITY)]
        values: Values = {
            "title": title.format(dice.choice(villages).name), "media": media, "outlet": outlet, "subject": subject,
            "published_on": dice.day(datetime.date(2018, 2, 26), datetime.date(2018, 9, 24)).isoformat(),
        }  # fmt: skip
        made.append(born(dice, "publicity", **values))
    return made


def _check_self(dice: Dice, book: Book, township: str, *, is_lax: bool) -> None:
    """Note the checks of two quarters; of the second a lax unit says that its funds are not where they should be."""
    for period, day in (("2018Q1", "2018-04-03"), ("2018Q2", "2018-07-04")):
        lags = is_lax and period == "2018Q2"
        values: Values = {
            "township": township, "period": period, "checked_on": day, "planning_done": 1, "projects_done": 1,
            "funds_done": int(not lags), "progress_done": 1, "problem": "部分项目验收后没有及时拨付" if lags else None,
        }  # fmt: skip
        book.add(datetime.date.fromisoformat(day), TITLE, born(dice, "self_check", **values))


def _tell_county(dice: Dice, book: Book) -> None:
    """Note what the county's own reports said, numbers in hundredths."""
    for rule, part, whole in _OF_COUNTY:
        for day, parts, source in (
            ("2018-06-30", 93, "县扶贫办 6 月通报"),
            ("2018-08-31", 100, "县扶贫办 8 月通报"),
        ):
            values: Values = {
                "rule": rule, "as_of": day, "part_hundredths": part * parts // 100 // 100 * 100, "whole_hundredths": whole,
                "source": source,
            }  # fmt: skip
            book.add(
                datetime.date.fromisoformat(day) + datetime.timedelta(days=9),
                TITLE,
                born(dice, "county_figure", **values),
            )


# Rule, numerator and denominator of the county in hundredths: households, persons, villages, yuan.
_OF_COUNTY: tuple[tuple[str, int, int | None], ...] = (
    ("R-1.2", 6_412_00, 7_025_00),
    ("R-2.4.2", 15_930_00, 18_604_00),
    ("R-2.3.1", 61_860_000_00, 101_300_000_00),
    ("R-2.3.2", 37_402_800_00, 61_860_000_00),
    ("R-2.3.4", 20_000_000_00, None),
    ("R-2.7.2", 27_00, 30_00),
    ("R-2.8.1", 12_000_000_00, None),
    ("R-2.8.2", 71_250_000_00, 12_000_000_00),
)
