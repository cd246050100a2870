"""Units that people write beside numbers, and by which factor each becomes the unit of a field."""

from decimal import Decimal

_SQUARE = ("平方米", "m2", "㎡", "平米", "平方", "m²")
# By the unit of the field; the field's own unit stands for itself. Every factor is exact.
FACTORS: dict[str, dict[str, Decimal]] = {
    "元": {
        **dict.fromkeys(("元", "圆", "块", "块钱", "元整", "元/年", "人民币", "人民币元"), Decimal(1)),
        **dict.fromkeys(("万元", "万", "万元/年", "万元整"), Decimal(10_000)),
        **dict.fromkeys(("亿元", "亿"), Decimal(100_000_000)),
        "百元": Decimal(100), "千元": Decimal(1000), "十万元": Decimal(100_000), "百万元": Decimal(1_000_000),
        "千万元": Decimal(10_000_000),
    },
    "亩": {
        **dict.fromkeys(("亩", "亩地"), Decimal(1)),
        **dict.fromkeys(("分", "分地"), Decimal("0.1")),
        **dict.fromkeys(("公顷", "ha"), Decimal(15)),
        **dict.fromkeys(_SQUARE, Decimal("0.0015")),
        "万亩": Decimal(10_000), "千亩": Decimal(1000), "平方公里": Decimal(1500),
    },
    "公里": {
        **dict.fromkeys(("公里", "千米", "km", "KM"), Decimal(1)),
        **dict.fromkeys(("米", "m"), Decimal("0.001")),
        **dict.fromkeys(("里", "华里"), Decimal("0.5")),
    },
    "㎡": {**dict.fromkeys(_SQUARE, Decimal(1)), "万平方米": Decimal(10_000), "公顷": Decimal(10_000)},
    "%": {**dict.fromkeys(("%", "百分之"), Decimal(1)), "‰": Decimal("0.1")},
    "月": dict.fromkeys(("月", "个月", "月数"), Decimal(1)),
    "天": dict.fromkeys(("天", "日"), Decimal(1)),
    "个": dict.fromkeys(("个", "家", "处"), Decimal(1)),
    "户": {**dict.fromkeys(("户", "户数"), Decimal(1)), "万户": Decimal(10_000)},
    "人": {**dict.fromkeys(("人", "口", "口人", "名", "人数"), Decimal(1)), "万人": Decimal(10_000)},
    "人次": {**dict.fromkeys(("人次", "次"), Decimal(1)), "万人次": Decimal(10_000)},
}  # fmt: skip
