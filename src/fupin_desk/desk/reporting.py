"""Reports: collect the rows, build the document, write it as PDF and xlsx under its right name."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desk.desk import materials, soundness
from fupin_desk.desk.materials import Source
from fupin_desk.model import period as periods
from fupin_desk.model.document import Document, Face, Written
from fupin_desk.model.error import NotFoundError, RequestError
from fupin_desk.model.leaf import Leaf
from fupin_desk.model.period import Period
from fupin_desk.model.roster import ReportInfo
from fupin_desk.reports import wording
from fupin_desk.reports.contents import REPORTS, Report
from fupin_desk.reports.contents.setting import FACES, Setting
from fupin_desk.store.report_queries import records

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk, Progress

_FORMATS = ("pdf", "xlsx")
# The county's clock: batches carry UTC, reports the day on the wall.
_COUNTY_CLOCK = datetime.timezone(datetime.timedelta(hours=8))


def reports() -> tuple[ReportInfo, ...]:
    """Return the reports that can be written, in the order of their numbers."""
    return tuple(one.info for one in REPORTS)


def document(
    desk: "Desk", name: str, *, face: Face = "official", place: str | None = None, period: str | None = None,
    as_of: str | None = None, known: str | None = None, progress: "Progress | None" = None,
) -> Document:  # fmt: skip
    """Return a report as a document.

    Args:
        desk: The open desk.
        name: The name of the report, or its title.
        face: official, or public without private data.
        place: One village by id, code or name; None for the whole file.
        period: 2018, 2018Q3 or 2018-09: restricts the dated rows, and its policy pack is used.
        as_of: The ISO day to judge on; by default the last day of the period, at most today.
        known: The ISO day of the time machine: the file as it stood at the end of that day.
        progress: Told how far the checking of findings is.

    Raises:
        NotFoundError: If there is no such report or village.
        RequestError: If the report has no public face, or a day or period cannot be meant.
    """
    report = _report(name)
    if face not in FACES:
        raise RequestError(f"没有“{face}”这种版本。上报版写 official，公示版写 public。")
    if face == "public" and report.info.private:
        raise RequestError(report.info.private)
    span = periods.parse(period) if period else None
    day = _day(desk, as_of, span)
    seen = desk.judgements.known(desk, _iso(known, "所知日期")) if known else desk
    pack = seen.catalog.pack_on(min(day, span.last) if span else day)
    source = Source(seen, pack, day, progress=progress)
    village = materials.village(source, place)
    source = replace(source, place=village.id if village else None)
    setting = Setting(
        info=report.info, face=face, as_of=day, pack=pack, forms=seen.catalog.forms, codes=seen.catalog.codes,
        places=source.places, county_name=seen.catalog.regions.county_name, unit_name=seen.place_name,
        head=seen.head(), data_until=_data_until(source), operator=seen.operator, known=known, period=span,
        place=village,
    )  # fmt: skip
    made = report.build(setting, **materials.collect(source, report.needs))
    return replace(made, warnings=(*made.warnings, *wording.undrawable(made)))


def write_report(
    desk: "Desk", name: str, *, face: Face = "official", place: str | None = None, period: str | None = None,
    as_of: str | None = None, known: str | None = None, formats: Sequence[str] = _FORMATS, out: Path,
    progress: "Progress | None" = None,
) -> Written:  # fmt: skip
    """Write a report into a folder and return the paths; a public one is read again and searched for leaks.

    Raises:
        UnsoundError: If the examination of the file finds something.
        RequestError: As `document` does, for an unknown format, or if a public file held private data: an older
            file of its name stays as it is then.
        DeskError: If the world refuses; no half-written file is left.
    """
    for one in formats:
        if one not in _FORMATS:
            raise RequestError(f"没有“{one}”这种格式。可以写 pdf 或 xlsx。")
    soundness.demand(desk, progress)
    made = document(
        desk, name, face=face, place=place, period=period, as_of=as_of, known=known, progress=progress
    )
    return Written(write(made, out, formats, progress), made.warnings)


def write(
    made: Document, out: Path, formats: Sequence[str] = _FORMATS, progress: "Progress | None" = None
) -> list[Path]:
    """Write a finished document into a folder in these formats and return the paths."""
    from fupin_desk.reports import pdf, xlsx

    out.mkdir(parents=True, exist_ok=True)
    writers = {"pdf": pdf.write, "xlsx": xlsx.write}
    written: list[Path] = []
    for number, one in enumerate(formats):
        path = out / f"{made.file_stem}.{one}"
        inspect = partial(_refuse_leak, path.name) if made.face == "public" else None
        writers[one](made, path, _part(progress, number, len(formats)), inspect)
        written.append(path)
    return written


def leaves(made: Document, progress: "Progress | None" = None) -> list[Leaf]:
    """Return the pages of a finished document for the screen and the printer, the same as those of its PDF.

    Raises:
        CancelledError: If a person cancelled.
    """
    from fupin_desk.reports import leaves as paper

    return paper.leaves(made, progress)


def _report(name: str) -> Report:
    for one in REPORTS:
        if name.strip() in {one.info.name, one.info.title}:
            return one
    raise NotFoundError(f"没有“{name}”这张报表。可以写：{'、'.join(one.info.name for one in REPORTS)}。")


def _day(desk: "Desk", as_of: str | None, period: Period | None) -> str:
    today = desk.today()
    day = _iso(as_of, "统计日期") if as_of else min(period.last, today) if period else today
    if period and period.first > day:
        raise RequestError(f"报告期{period.label}在统计日期 {day} 之后才开始。请换一个报告期，或改统计日期。")
    return day


def _iso(text: str, what: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise RequestError(f"{what}“{text}”不是日期。请写成 2018-09-30 这样。") from None


def _data_until(source: Source) -> str:
    last = records.last_saved(source.scope)
    if not last:
        return ""
    at = datetime.datetime.fromisoformat(str(last))
    if at.tzinfo is None:
        at = at.replace(tzinfo=datetime.UTC)
    return at.astimezone(_COUNTY_CLOCK).date().isoformat()


def _part(progress: "Progress | None", number: int, count: int) -> "Progress | None":
    """Return the progress of one of several files as part of the whole."""
    if progress is None:
        return None
    return lambda done, total: progress(number * total + done, count * total)


def _refuse_leak(name: str, path: Path) -> None:
    from fupin_desk.reports import leak

    found = [*leak.scan(path), *leak.findings(name)]
    if found:
        raise RequestError(
            f"公示版里查出不能公开的内容（{'、'.join(str(one) for one in found[:5])}），没有写出，以前写出的文件和数据都没有改动。"
            "请检查备注、措施名称等自由填写的栏目里是否写了证件号码、电话或账号，改正后再导出。"
        )
