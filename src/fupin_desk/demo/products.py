"""What villages of the Jianghan plain grow and raise: the words for industries, bases, entities and projects."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Product:
    """One line of business: its code of 产业, its name, a short one for what is called after it, its measure.

    `yield_yuan` is what a mu brings in a year, `task` what a project for it builds.
    """

    code: str
    name: str
    short: str
    unit: str
    yield_yuan: int
    task: str


# With how often a village lives by it.
PRODUCTS: tuple[tuple[Product, float], ...] = (
    (Product("ZZ02", "稻虾共作", "稻虾", "亩", 4200, "开挖虾沟、栽植水草、投放虾种，稻虾轮作"), 34),
    (Product("SC02", "小龙虾精养", "龙虾", "亩", 5600, "改造精养池，配套增氧和进排水"), 10),
    (Product("ZZ11", "大棚蔬菜", "蔬菜", "亩", 9800, "新建钢架大棚和滴灌设施"), 12),
    (Product("ZZ12", "莲藕种植", "莲藕", "亩", 4600, "平整藕田，统一供应种藕"), 9),
    (Product("SC03", "黄鳝网箱养殖", "黄鳝", "口", 8800, "架设网箱，投放鳝苗"), 8),
    (Product("SC06", "黄颡鱼养殖", "名优鱼", "亩", 7400, "清淤护坡，投放优质鱼苗"), 5),
    (Product("XM04", "林下土鸡养殖", "土鸡", "羽", 3600, "搭建鸡舍，统一供苗防疫"), 8),
    (Product("ZZ14", "优质西瓜", "西瓜", "亩", 5200, "小拱棚嫁接育苗，统一销售"), 5),
    (Product("ZZ17", "鲜桃种植", "林果", "亩", 6300, "定植桃苗，配套水肥一体化"), 4),
    (Product("ZZ19", "花卉种植", "花卉", "亩", 11_000, "建花卉苗圃和冷藏周转间"), 3),
    (Product("LY01", "苗木种植", "苗木", "亩", 6800, "培育绿化苗木，配套道路沟渠"), 2),
)
