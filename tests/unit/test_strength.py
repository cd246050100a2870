"""The strength of a passphrase: what is too short or too easily guessed is refused, and its weakness is named."""

from pathlib import Path

import pytest

from fupin_desk.desk import strength
from fupin_desk.desk.desk import Desk
from fupin_desk.desk.strength import Level
from fupin_desk.model.error import RequestError

_NAMES = ("白马寺镇", "王建国")


@pytest.mark.parametrize(
    ("passphrase", "level", "weakness"),
    [
        ("", Level.SHORT, "太短"),
        ("1234", Level.SHORT, "太短：4 个字符，至少要 8 个"),
        ("aaaa", Level.SHORT, "太短"),
        ("山高水长", Level.SHORT, "太短：4 个字符"),
        ("  abc1234  ", Level.SHORT, "太短：7 个字符"),
        ("aaaaaaaa", Level.GUESSED, "重复"),
        ("abcabcabcabc", Level.GUESSED, "重复"),
        ("12345678", Level.GUESSED, "顺着排"),
        ("87654321", Level.GUESSED, "顺着排"),
        ("qwertyuiop", Level.GUESSED, "顺着排"),
        ("１２３４５６７８", Level.GUESSED, "顺着排"),
        ("Password1", Level.GUESSED, "常用的词"),
        ("fupin2018", Level.GUESSED, "生日或年份"),
        ("精准扶贫2018年", Level.GUESSED, "常用的词"),
        ("19530815", Level.GUESSED, "生日"),
        ("1953-08-15", Level.GUESSED, "生日"),
        ("wjg530815", Level.GUESSED, "生日"),
        ("13871990990", Level.GUESSED, "手机号"),
        ("421099199001019998", Level.GUESSED, "身份证号"),
        ("password1", Level.GUESSED, "太容易猜：有常用的词。"),
        ("38274619", Level.GUESSED, "只有数字"),
        ("白马寺镇白马寺镇", Level.GUESSED, "名字"),
        ("baimasi888", Level.GUESSED, "名字"),
        ("BaiMaSi2018", Level.GUESSED, "名字"),
        ("wangjianguo1", Level.GUESSED, "名字"),
        ("shuikeyu", Level.ENOUGH, "够用"),
        ("shuike19530815", Level.WEAK, "生日"),
        ("3827461905", Level.WEAK, "只有数字"),
        ("山高水长 1953", Level.ENOUGH, "够用"),
        ("犁地 鲫鱼 灯笼 雨", Level.GOOD, "很好"),
        ("four plain words here", Level.GOOD, "很好"),
    ],
)
def test_a_weak_passphrase_is_named_by_its_weakness(passphrase: str, level: Level, weakness: str) -> None:
    judged = strength.judge(passphrase, _NAMES)
    assert (judged.level, weakness in judged.words) == (level, True), judged
    assert judged.refused == (level < Level.WEAK)


@pytest.mark.parametrize("passphrase", ["1234567", "12345678", "白马寺2018", "lijinglijing"])
def test_no_file_is_made_with_a_passphrase_that_protects_nothing(passphrase: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"这个口令不能用.*太"):
        Desk.create(tmp_path / "d.fupin", passphrase, "421024103", "李静")
    assert list(tmp_path.iterdir()) == []


def test_a_practice_township_keeps_its_well_known_passphrase_and_is_not_blamed(tmp_path: Path) -> None:
    path = tmp_path / "d.fupin"
    Desk.create(path, "demo", "421024103", "李静", about={"as_of": "2018-09-30"}).close()
    with Desk.open(path, "demo") as desk:
        assert not desk.has_short_passphrase
        with pytest.raises(RequestError, match="太短"):
            desk.change_passphrase("demo2")
        assert desk.opens_with("demo")


def test_a_file_of_older_days_opens_with_its_short_passphrase_and_says_that_it_is_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "d.fupin"
    with monkeypatch.context() as patch:
        patch.setattr(strength, "SHORTEST", 4)
        patch.setattr(strength, "_REFUSED", 0.0)
        Desk.create(path, "ab12", "421024103", "李静").close()
    with Desk.open(path, "ab12") as desk:
        assert desk.has_short_passphrase
        desk.change_passphrase("four plain words here")
        assert not desk.has_short_passphrase
