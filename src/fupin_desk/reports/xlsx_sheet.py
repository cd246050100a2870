"""One sheet around its rows: the form's head and foot, merged cells, widths, frozen panes, print set-up."""

import math
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desk.model.document import Document, Table
from fupin_desk.reports import xlsx_style
from fupin_desk.reports.heads import depth, merged
from fupin_desk.reports.pdf_page import FACE_MARKS, filled_on, numbered
from fupin_desk.reports.sheet_text import in_footer, plain
from fupin_desk.reports.xlsx_rows import half_widths, line_count, text_cell, width_of

_PAPER = {"A4": 9, "A3": 8}
# Excel widths that fill a page's width at full size; a table twice as wide is printed on two pages.
_PAGE_WIDTH = {("A4", False): 90, ("A4", True): 135, ("A3", False): 135, ("A3", True): 195}


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the parts of a sheet stand: the first row of the body, and the foot's rows as XML."""

    first: int
    last: int
    foot: tuple[str, ...]


def lay_out(sheet: Worksheet, document: Document, table: Table) -> Plan:
    """Write everything of a sheet but its rows."""
    layout = _Layout(sheet, document, table)
    layout.head()
    first = layout.row
    foot = layout.foot(first + len(table.rows))
    last = first + len(table.rows) + len(foot) - 1
    layout.panes(first)
    layout.print_setup(last)
    return Plan(first, last, tuple(foot))


class _Layout:
    def __init__(self, sheet: Worksheet, document: Document, table: Table) -> None:
        self._sheet, self._document, self._table = sheet, document, table
        self._style = xlsx_style.shell(sheet)
        self._columns = len(table.columns)
        self._widths = [width_of(column) for column in table.columns]
        sheet.sheet_format.defaultRowHeight = 18
        sheet.sheet_format.customHeight = True
        self._body_row = 1
        self._pages = max(1, round(sum(self._widths) / _PAGE_WIDTH[document.paper, document.landscape] / 1.5))
        # The head of a sheet two pages wide stands on the first of them.
        self._span = self._columns if self._pages == 1 else self._share(1 / self._pages)
        self.row = 1
        self._head_row = 1
        for index, width in enumerate(self._widths, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width

    def _put(self, text: str, style: str, first: int = 1, last: int = 0) -> None:
        """Put a text into the current row, over the columns from first to last."""
        last = last or self._span
        for column in range(first, last + 1):
            cell = self._sheet.cell(self.row, column)
            cell._style = self._style(style)  # noqa: SLF001
        corner = self._sheet.cell(self.row, first)
        corner.value = plain(text)
        corner.data_type = "s"
        if last > first:
            self._sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)

    def _line(self, text: str, style: str, height: float) -> None:
        self._put(text, style)
        self._sheet.row_dimensions[self.row].height = height
        self.row += 1

    def head(self) -> None:
        document = self._document
        if document.number:
            self._line(numbered(document.number), "number", 15)
        self._line(document.title, "title", 18 * 1.7 * self._lines(document.title, 2.0))
        if document.subtitle:
            self._line(document.subtitle, "subtitle", 20)
        self._unit_line()
        if self._table.caption:
            self._line(self._table.caption, "caption", 20)
        if self._table.lead:
            self._line(self._table.lead, "note", 5 + 12.5 * self._lines(self._table.lead, 0.95))
        self._head_row = self.row
        self._heads()

    def _unit_line(self) -> None:
        document = self._document
        unit = f"填报单位（盖章）：{document.reporting_unit}"
        measure = f"单位：{document.unit_of_measure}" if document.unit_of_measure else ""
        day = f"填报时间：{filled_on(document)}"
        left, right = self._share(0.4 / self._pages), self._share(0.65 / self._pages)
        if left >= 1 and right > left and self._span > right:
            self._put(unit, "line_left", 1, left)
            self._put(measure, "line_center", left + 1, right)
            self._put(day, "line_right", right + 1)
        else:
            self._put(f"{unit}　　{measure}　　{day}", "line_left")
        self._sheet.row_dimensions[self.row].height = 18
        self.row += 1

    def _share(self, share: float) -> int:
        """Return how many columns from the left make this share of the width, the next one included."""
        room, used = sum(self._widths) * share, 0.0
        for index, width in enumerate(self._widths):
            used += width
            if used > room:
                return index + 1
        return self._columns

    def _heads(self) -> None:
        columns, first = self._table.columns, self.row
        for row in range(first, first + depth(columns)):
            for place in range(1, self._columns + 1):
                self._sheet.cell(row, place)._style = self._style("head")  # noqa: SLF001
        heights = [20.0] * depth(columns)
        for head in merged(columns):
            cell = self._sheet.cell(first + head.row, head.column + 1)
            cell.value = plain(head.text)
            cell.data_type = "s"
            width = sum(self._widths[head.column : head.column + head.columns])
            short = (
                14 * math.ceil(half_widths(head.text) / width)
                + 6
                - sum(heights[head.row : head.row + head.rows])
            )
            heights[head.row + head.rows - 1] += max(short, 0)
            if head.rows > 1 or head.columns > 1:
                self._sheet.merge_cells(
                    start_row=first + head.row,
                    end_row=first + head.row + head.rows - 1,
                    start_column=head.column + 1,
                    end_column=head.column + head.columns,
                )
        for offset, height in enumerate(heights):
            self._sheet.row_dimensions[first + offset].height = height
        self.row += depth(columns)
        if any(column.number for column in columns):
            for index, column in enumerate(columns, start=1):
                self._put(column.number, "column_number", index, index)
            self.row += 1
        self._body_row = self.row

    def foot(self, first: int) -> list[str]:
        """Return the rows below the body as XML; their merged cells are noted in the sheet."""
        document = self._document
        sign = "　　　　　　".join(
            (
                "单位负责人：",
                "审核人：",
                f"填表人：{document.filled_by}",
                "联系电话：",
                "报出日期：　　　年　　月　　日",
            )
        )
        lines = [("note", note) for note in self._table.notes] + [("line_left", sign)]
        lines += [("note", text) for text in (*document.notes, *document.stamp)]
        rows = []
        for number, (name, text) in enumerate(lines, start=first):
            if self._span > 1:
                self._sheet.merged_cells.add(f"A{number}:{get_column_letter(self._span)}{number}")
            height = 24 if name == "line_left" else 3 + 12.5 * self._lines(text, 0.95)
            cell = text_cell(f"A{number}", text, xlsx_style.number(self._sheet, self._style(name)))
            rows.append(f'<row r="{number}" ht="{height:g}" customHeight="1">{cell}</row>')
        return rows

    def _lines(self, text: str, size: float) -> int:
        """Return how many lines a text takes over the whole width, `size` times as large as the body."""
        return line_count(text, sum(self._widths[: self._span]) / size)

    def panes(self, first: int) -> None:
        frozen = min(self._table.freeze, self._columns - 1)
        self._sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{first}"

    def print_setup(self, last: int) -> None:
        sheet, document = self._sheet, self._document
        sheet.page_setup.paperSize = _PAPER[document.paper]
        sheet.page_setup.orientation = "landscape" if document.landscape else "portrait"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
        sheet.page_setup.fitToWidth = self._pages
        if self._pages > 1 and self._table.freeze:
            sheet.print_title_cols = f"A:{get_column_letter(min(self._table.freeze, self._columns - 1) or 1)}"
        sheet.print_title_rows = f"{self._head_row}:{self._body_row - 1}"
        sheet.print_area = f"A1:{get_column_letter(self._columns)}{last}"
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.6
        margins.top, margins.bottom = 0.75, 0.7
        margins.header = margins.footer = 0.35
        self._page_marks()

    def _page_marks(self) -> None:
        sheet, document = self._sheet, self._document
        sheet.HeaderFooter.differentFirst = True
        if document.number:
            sheet.oddHeader.right.text = in_footer(f"{numbered(document.number)}（续表）")
        for footer in (sheet.oddFooter, sheet.firstFooter):
            footer.left.text = in_footer(FACE_MARKS[document.face])
            footer.center.text = "第 &P 页　共 &N 页"
            footer.right.text = in_footer(f"数据截止 {document.as_of}")
