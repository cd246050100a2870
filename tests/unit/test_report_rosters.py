"""The rows that reports fetch: who counts on a day, in one village, and what hangs on removed records."""

from fupin_desk.store.report_queries import deeds, homes, records, services, trainings
from tests.unit.report_rows import DAY, household, put, scope, township


def test_members_count_from_the_day_they_join_until_the_day_before_they_leave() -> None:
    with township() as connection:
        household(connection, "h1", "v1", "甲", members=2)
        put(connection, "member", id="late", household="h1", name="迟", relation="03", joined_on="2018-10-01")
        put(connection, "member", id="gone", household="h1", name="走", relation="03", left_on=DAY)
        put(connection, "member", id="last", household="h1", name="末", relation="03", left_on="2018-10-01")
        [home] = homes.homes(scope(connection))
        assert (home.persons, home.capable, home.unclear) == (3, 2, 1)
        [earlier] = homes.homes(scope(connection, day="2018-09-29"))
        assert earlier.persons == 4


def test_a_household_is_poor_until_the_day_it_is_struck_off() -> None:
    with township() as connection:
        household(connection, "open", "v1", "甲")
        household(connection, "unasked", "v1", "乙", poverty_status=None)
        household(connection, "struck", "v1", "丙", poverty_status="9", closed_on=DAY)
        household(connection, "undated", "v1", "丁", poverty_status="9")
        on_day = {one.id: one.is_poor for one in homes.homes(scope(connection))}
        before = {one.id: one.is_poor for one in homes.homes(scope(connection, day="2018-09-29"))}
    assert on_day == {"open": 1, "unasked": None, "struck": 0, "undated": 0}
    assert before == {"open": 1, "unasked": None, "struck": 1, "undated": 0}


def test_the_head_is_the_one_of_the_day() -> None:
    with township() as connection:
        household(connection, "h1", "v1", "老户主")
        connection.execute("UPDATE member SET left_on = '2018-06-01' WHERE id = 'h1m0'")
        put(
            connection,
            "member",
            id="new",
            household="h1",
            name="新户主",
            relation="01",
            joined_on="2018-06-01",
        )
        heads = [homes.homes(scope(connection, day=day))[0].head for day in ("2018-05-31", "2018-06-01")]
    assert heads == ["老户主", "新户主"]


def test_one_village_shows_only_its_own() -> None:
    with township() as connection:
        household(connection, "h1", "v1", "甲")
        household(connection, "h2", "v2", "乙")
        assert [one.id for one in homes.homes(scope(connection, village="v2"))] == ["h2"]


def test_an_assistance_is_done_with_a_status_a_day_and_a_round_that_is_held() -> None:
    with township() as connection:
        household(connection, "h1", "v1", "甲")
        put(connection, "round", id="r1", name="第一轮", year=2018, number=1)
        put(connection, "round", id="gone", name="删掉的", removed=1)
        same = {"household": "h1", "assistance_kind": "01", "measure": "种虾"}
        put(connection, "assistance", id="done", round="r1", status="3", done_on=DAY, **same)
        put(connection, "assistance", id="plan", round="r1", status="1", **same)
        put(connection, "assistance", id="undated", round="r1", status="2", **same)
        put(connection, "assistance", id="loose", status="2", done_on=DAY, **same)
        put(connection, "assistance", id="later", round="r1", status="2", done_on="2018-10-01", **same)
        put(connection, "assistance", id="removed", round="r1", status="2", done_on=DAY, removed=1, **same)
        put(connection, "assistance", id="nowhere", round="gone", status="2", done_on=DAY, **same)
        found = {one.id: one.done for one in deeds.aids(scope(connection))}
    assert found == {"done": True, "plan": False, "undated": False, "loose": False}


def test_only_a_finished_team_visit_at_village_level_serves_the_village() -> None:
    with township() as connection:
        put(connection, "expert", id="team", name="专家", is_team_member=1)
        put(connection, "expert", id="local", name="农技员", is_team_member=0)
        cases = {
            "serves": ("team", "1", "2", "2018-05-01"),
            "course": ("team", "3", "2", DAY),
            "home": ("team", "2", "2", "2018-05-01"),
            "plan": ("team", "1", "1", "2018-05-01"),
            "early": ("team", "1", "2", "2018-01-13"),
            "local_one": ("local", "1", "2", "2018-05-01"),
        }
        for key, (expert, level, status, day) in cases.items():
            put(connection, "visit", id=key, village="v1", level=level, status=status, visited_on=day)
            put(connection, "visit_expert", id=f"x{key}", visit=key, expert=expert)
        served = {one.id for one in services.visits(scope(connection)) if one.serves}
    assert served == {"serves", "course"}


def test_a_visit_counts_its_households_and_their_signatures() -> None:
    with township() as connection:
        household(connection, "h1", "v1", "甲")
        household(connection, "h2", "v1", "乙")
        put(connection, "visit", id="v", village="v1", level="2", status="2", visited_on=DAY)
        put(connection, "visit_household", id="a", visit="v", household="h1", is_signed=1)
        put(connection, "visit_household", id="b", visit="v", household="h2", is_signed=0)
        put(connection, "visit_household", id="c", visit="v", household="h2", is_signed=1, removed=1)
        [visit] = services.visits(scope(connection))
        guided = services.guidances(scope(connection))
    assert (visit.households, visit.signed) == (2, 1)
    assert [one.is_signed for one in guided["h1"]] == [1]


def test_a_pairing_holds_from_its_start_until_the_day_before_its_end() -> None:
    with township() as connection:
        put(connection, "expert", id="e", name="专家", unit="县农业局", is_team_member=1)
        put(connection, "pairing", id="p", expert="e", village="v1", started_on="2018-03-01", ended_on=DAY)
        assert not services.pairings(scope(connection))
        assert [one.name for one in services.pairings(scope(connection, day="2018-09-29"))["v1"]] == ["专家"]


def test_a_course_counts_attendances_of_the_place_and_the_reason_of_the_untrained() -> None:
    with township() as connection:
        household(connection, "h1", "v1", "甲", members=2)
        household(connection, "h2", "v2", "乙")
        put(connection, "course", id="c", name="养虾", started_on="2018-05-01", ended_on="2018-05-03")
        put(connection, "attendance", id="a1", course="c", member="h1m0", status="2")
        put(connection, "attendance", id="a2", course="c", member="h1m1", status="3", reason="4")
        put(connection, "attendance", id="a3", course="c", member="h2m0", status="2")
        connection.execute("UPDATE member SET school_status = '05' WHERE id = 'h1m1'")
        connection.execute("UPDATE member SET work_region = '04' WHERE id = 'h2m0'")
        [whole] = trainings.courses(scope(connection))
        [of_village] = trainings.courses(scope(connection, village="v1"))
        assert (whole.attended, whole.completed) == (3, 2)
        assert (of_village.attended, of_village.completed) == (2, 1)
        assert trainings.reasons(scope(connection)) == {"h1m1": "4", "h2m0": "1"}


def test_whereabouts_name_village_group_and_head_of_a_members_record() -> None:
    with township() as connection:
        household(connection, "h1", "v1", "甲", members=2, group_name="3组")
        found = records.whereabouts(scope(connection), ["member", "village", "household"])
    where = found["h1m1"]
    assert (where.village, where.group, where.head, where.name, where.household) == (
        "v1",
        "3组",
        "甲",
        "甲1",
        "h1",
    )
    assert found["v1"].village == "v1"
    assert found["h1"].head == "甲"


def test_what_could_not_be_read_stands_in_its_field() -> None:
    with township() as connection:
        household(connection, "h1", "v1", "甲")
        put(connection, "unread", kind="household", record="h1", field="exit_year", text="前年")
        values = records.values_of(scope(connection), "household", ["h1"])
    assert values["h1"]["exit_year"] == "前年"
