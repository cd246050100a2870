"""A chart on the pages of a PDF: flat bars, their figures, and the broken line of the target."""

from fupin_desk.model.chart import Bar, Chart
from fupin_desk.reports.pdf_page import SMALL, Pages

_BAR, _STEP = 8.0, 13.0
_LABEL, _FIGURE = 110.0, 90.0
_HEAD = 14.0
_DASH = 3.0
_MET, _MISSED = 0.45, 0.75
_WIDEST = 560.0


def height(chart: Chart) -> float:
    """Return how high a chart is on one page."""
    return _HEAD + len(chart.bars) * _STEP + 6


def draw(pages: Pages, chart: Chart) -> None:
    """Draw a chart from the current height on; what does not fit goes on the next page under the same scale."""
    bars = list(chart.bars)
    while bars:
        room = int((pages.y - pages.bottom - _HEAD) / _STEP)
        if room < 1:
            pages.next_page()
            continue
        _part(pages, chart, bars[:room])
        bars = bars[room:]
        if bars:
            pages.next_page()
    pages.y -= 6


def _part(pages: Pages, chart: Chart, bars: list[Bar]) -> None:
    left = pages.left + _LABEL
    scale = (min(pages.room, _WIDEST) - _LABEL - _FIGURE) / float(chart.reach)
    line = left + float(chart.target) * scale
    pages.words(chart.target_text, SMALL, x=line - 60, room=120, align="center")
    pages.y -= _HEAD
    top = pages.y
    for bar in bars:
        _bar(pages, bar, left, scale, line)
    pages.put(f"0.6 w {left:.2f} {top:.2f} m {left:.2f} {pages.y:.2f} l S")
    pages.put(f"0.8 w {_broken(line, top, pages.y)} S")


def _bar(pages: Pages, bar: Bar, left: float, scale: float, line: float) -> None:
    length = max(float(bar.length) * scale, 0.0)
    middle = pages.y - _STEP / 2
    box = f"{left:.2f} {middle - _BAR / 2:.2f} {length:.2f} {_BAR:.2f} re"
    if length:
        pages.put(f"{_MET if bar.is_met else _MISSED:g} g {box} f 0 g 0.3 w {box} S")
    label = pages.ink.setter(SMALL, _LABEL - 6, "right").clipped(bar.label, 1, "…")
    pages.block(label, pages.left, middle + label.height / 2, SMALL)
    setter = pages.ink.setter(SMALL, _FIGURE)
    figure = setter.set(bar.text)
    end = left + length + 4
    # A figure must not lie under the line of the target.
    beyond = end <= line <= end + setter.measured(bar.text)
    pages.block(figure, line + 4 if beyond else end, middle + figure.height / 2, SMALL)
    pages.y -= _STEP


def _broken(x: float, top: float, bottom: float) -> str:
    """Return an upright line of dashes as single strokes: plain geometry that the screen draws too."""
    strokes = []
    while top > bottom:
        strokes.append(f"{x:.2f} {top:.2f} m {x:.2f} {max(top - _DASH, bottom):.2f} l")
        top -= 2 * _DASH
    return " ".join(strokes)
