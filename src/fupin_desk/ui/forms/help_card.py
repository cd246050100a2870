"""Help at the field: what is asked, how it is judged, and the clause behind it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fupin_desk.model.form import Field
from fupin_desk.model.rule import Pack
from fupin_desk.ui.widgets.card import label

_POPUP = Qt.WindowType.Popup
_WIDTH = 380
_TYPES = {
    "date": "日期可以写成 2018-9-3、2018.9.3、20180903 或 2018年9月3日；Alt+↓ 打开日历。",
    "code": "输入名称中的几个字筛选，Enter 选定；空着表示没有调查。",
    "codes": "可以选几项：方向键移动，空格选中。",
    "record": "输入名称、拼音首字母、编号或证件号码后四位查找。",
    "yesno": "按 1 是、2 否，Delete 清空；空着表示没有调查。",
    "id_number": "18 位身份证号或 20 位残疾人证号；全角数字、空格会自动整理。",
}
_CHIPS = "按数字选第几个，或用方向键移动、空格选中，Delete 清空；空着表示没有调查。"


class HelpCard(QFrame):
    """A card that stands under a field until a key or a click puts it away."""

    def __init__(self, field: Field, pack: Pack, parent: QWidget) -> None:
        super().__init__(parent, _POPUP)
        self.setProperty("role", "help")
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(label(field.label, "heading"))
        for text in texts(field, pack):
            column.addWidget(label(text, wrap=True))
        for rule in pack.rules:
            if rule.id in field.help:
                column.addWidget(label(f"{rule.short}：{rule.reading}", "muted", wrap=True))

    def show_under(self, widget: QWidget) -> None:
        """Show the card under a widget, inside the screen."""
        self.setFixedHeight(self.heightForWidth(_WIDTH))
        at = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        area = widget.screen().availableGeometry()
        at.setX(min(at.x(), area.right() - self.width() - 8))
        if at.y() + self.height() > area.bottom():
            at = widget.mapToGlobal(QPoint(0, -self.height() - 4))
        self.move(at)
        self.show()


def texts(field: Field, pack: Pack) -> list[str]:
    """Return the sentences of help for a field."""
    chips = field.type == "code" and field.appearance == "radio"
    said = [field.help, field.hint, _CHIPS if chips else _TYPES.get(field.type, "")]
    if field.required:
        said.append("必填：没有填可以先存草稿，但不能上报。")
    if field.clause:
        said.append(f"依据：{pack.document} {field.clause}")
    return [one for one in said if one]
