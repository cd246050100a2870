"""Rows on the clipboard as Excel and WPS take them: text with tabs, and HTML whose cells stay text."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_TEXT_CELL = "mso-number-format:'\\@'"


def copy(navigator: "Navigator", headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Copy rows under their headings, and say so."""
    QApplication.clipboard().setMimeData(table([headings, *rows]))
    navigator.say(f"已复制 {len(rows)} 行，可以粘贴到 Excel、WPS")


def table(rows: Sequence[Sequence[str]]) -> QMimeData:
    """Return a table for the clipboard. ID numbers keep all their digits: every HTML cell is marked as text."""
    made = QMimeData()
    made.setText("\n".join("\t".join(_flat(cell) for cell in row) for row in rows))
    cells = (
        "<tr>" + "".join(f'<td style="{_TEXT_CELL}">{escape(cell)}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    made.setHtml(f"<table>{''.join(cells)}</table>")
    return made


def _flat(cell: str) -> str:
    return cell.replace("\t", " ").replace("\r", "").replace("\n", " ")


def refuse_paste(navigator: "Navigator") -> None:
    """Say where copied rows of a workbook go, where nothing can be pasted."""
    navigator.say("这里不能直接粘贴：复制来的行请存成表格，到“数据交换”里导入；成员等小表在录入页里可以粘贴")
