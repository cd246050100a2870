"""Documents for the tests of the writers: small, with everything that a county's form has."""

from dataclasses import replace

from fupin_desk.model.document import Card, CardField, Column, Document, Row, Share, Table

ID_NUMBER = "42109919880817001X"

COLUMNS = (
    Column("n", ("序号",), 5, "integer", "center", number="甲"),
    Column("village", ("行政村",), 10, number="乙"),
    Column("head", ("户主姓名",), 10, align="center", number="1"),
    Column("id", ("身份证号",), 20, align="center", number="2"),
    Column("persons", ("家庭人口", "合计"), 8, "integer", number="3"),
    Column("able", ("家庭人口", "劳动力"), 8, "integer", number="4"),
    Column("amount", ("产业帮扶", "金额（元）"), 14, "money", number="5"),
    Column("share", ("产业帮扶", "到位率"), 9, "share", number="6"),
    Column("day", ("建档日期",), 11, "date", "center", number="7"),
    Column("note", ("备注",), 16, number="8"),
)


def row(number: int, head: str = "张三", note: str = "", amount: int = 123456) -> Row:
    """Return a household's row."""
    cells = (number, "平渊村", head, ID_NUMBER, 4, 2, amount, Share(35, 50), "2018-05-12", note)
    return Row(cells)


TOTAL = Row(("合计", None, None, None, 8, 4, 246912, Share(59996, 100000, short=True), None, None), "total")


def table(*rows: Row) -> Table:
    """Return a table of households with its total."""
    return Table(COLUMNS, (*(rows or (row(1), row(2))), TOTAL), sheet="花名册", freeze=3)


def document(*tables: Table) -> Document:
    """Return a report with all parts of the form's shell."""
    return Document(
        "roster", "产扶1", "资市镇贫困户花名册", "2018年第三季度", "户、人、元", "江陵县资市镇人民政府",
        "2018-09-30", "official", "2018Q3", tables=tables or (table(),),
        notes=("说明：本表每季度末填报。",), stamp=("口径：在册贫困户。", "政策包 jiangling-2018-1 日志 3f9a0c1d"),
        filled_by="王干部",
    )  # fmt: skip


def card(rows: int = 2, note: str = "") -> Card:
    """Return a household's card with a table of measures."""
    fields = (
        CardField("户主", "张三", 3), CardField("户主证件号码", ID_NUMBER, 4), CardField("家庭人口", "4", 2),
        CardField("有劳动能力", "2", 3), CardField("备注", note, 12),
    )  # fmt: skip
    columns = (Column("what", ("措施",), 20), Column("amount", ("金额（元）",), 12, "money"))
    measures = Table(columns, tuple(Row((f"措施{n}号", n * 100)) for n in range(1, rows + 1)), "帮扶记录")
    return Card(
        "贫困户情况卡", "资市镇　平渊村", fields, (measures,), ("户主（签名）", "村（居）委会（盖章）")
    )


def cards(*each: Card) -> Document:
    """Return a report of cards only."""
    return replace(document(), number="户卡", tables=(), cards=each, landscape=False)
