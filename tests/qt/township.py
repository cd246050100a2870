"""A small township with synthetic people, saved through the desk's own door."""

from fupin_desk.desk.desk import Desk
from fupin_desk.model.page import Page
from fupin_desk.model.value import Record, Value

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(birth: str, sequence: int) -> str:
    """Return a sound ID number of the test area with this birth date (yyyymmdd) and sequence (990 to 999)."""
    head = f"421099{birth}{sequence}"
    total = sum(int(digit) * weight for digit, weight in zip(head, _WEIGHTS, strict=True))
    return head + "10X98765432"[total % 11]


def save(desk: Desk, kind: str, **values: Value) -> str:
    """Save one new record and return its id."""
    page = desk.blank(kind, **values)
    desk.save(page)
    return page.record.id


def member(desk: Desk, household: str, name: str, relation: str, *, birth: str, sequence: int) -> Record:
    """Return a member who is able to work, ready to be saved with its household."""
    return desk.blank(
        "member", household=household, name=name, relation=relation, id_number=id_number(birth, sequence),
        labour_capability="01", health_status="01", education="02", sex="1" if sequence % 2 else "2",
        birth_date=f"{birth[:4]}-{birth[4:6]}-{birth[6:]}",
    ).record  # fmt: skip


def household(desk: Desk, village: str, head: str, number: int) -> str:
    """Save a poor household of two that is able and willing, and return its id."""
    page = desk.blank(
        "household", village=village, group_name=f"{number}组", poverty_category="01", main_cause="05",
        poverty_status="0", industry_willingness="1", development_mode="1", household_no=f"421024000{number}",
        phone=f"1380000000{number}",
    )  # fmt: skip
    one = page.record.id
    rows = (
        member(desk, one, head, "01", birth=f"197{number}0102", sequence=991),
        member(desk, one, "刘桂兰", "02", birth=f"197{number}0304", sequence=992),
    )
    born = frozenset({one, *(row.id for row in rows)})
    desk.save(Page(page.record, {**page.children, "member": rows}, born))
    return one


def fill(desk: Desk) -> None:
    """Save two villages, three households, two rounds and an expert."""
    one = save(
        desk, "village", name="黄淡村", township="421024103", is_poor_village=1, code_2018="421024103201"
    )
    two = save(
        desk, "village", name="吴桥村", township="421024103", is_poor_village=0, code_2018="421024103202"
    )
    for number, (village, head) in enumerate(((one, "王建国"), (one, "张大军"), (two, "陈志强")), start=1):
        household(desk, village, head, number)
    save(
        desk, "round", number=1, year=2018, name="2018年第一轮产业帮扶", started_on="2018-03-01",
        ended_on="2018-08-31", state="2",
    )  # fmt: skip
    save(
        desk, "round", number=2, year=2018, name="2018年第二轮产业帮扶", started_on="2018-09-01",
        ended_on="2018-12-20", state="1",
    )  # fmt: skip
    save(desk, "expert", name="陈志远", is_team_member=1, bureau="1", unit="县农业局", specialty="水产养殖")
