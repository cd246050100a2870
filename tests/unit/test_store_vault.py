"""The key of a file and its recovery sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.model.error import RequestError
from fupin_desk.store.file import file_key
from fupin_desk.store.file.file_key import Key

KEY = Key("00ff" * 16, "a1b2" * 8)


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=16, max_size=16))
def test_every_key_comes_back_from_its_sheet(secret: bytes, salt: bytes) -> None:
    key = Key(secret.hex(), salt.hex())
    assert file_key.from_sheet(file_key.sheet(key)) == key


def test_a_sheet_has_four_lines_of_four_groups_of_six() -> None:
    lines = file_key.sheet(KEY).splitlines()
    assert [[len(group) for group in line.split()] for line in lines] == [[6] * 4] * 4


@given(st.integers(0, 15), st.integers(0, 5), st.sampled_from("23456789ABCDEFGHJKMNPQRSTUVWXYZ01ILO"))
def test_one_wrong_sign_is_refused_and_its_group_named(group: int, at: int, sign: str) -> None:
    groups = file_key.sheet(KEY).split()
    if groups[group][at] == sign:
        return
    groups[group] = groups[group][:at] + sign + groups[group][at + 1 :]
    with pytest.raises(RequestError, match=f"第 {group + 1} 组“{groups[group]}”"):
        file_key.from_sheet(" ".join(groups))


@given(st.integers(0, 15), st.integers(0, 4))
def test_two_swapped_signs_are_refused(group: int, at: int) -> None:
    groups = file_key.sheet(KEY).split()
    one = groups[group]
    swapped = one[:at] + one[at + 1] + one[at] + one[at + 2 :]
    if swapped == one:
        return
    groups[group] = swapped
    with pytest.raises(RequestError, match=f"第 {group + 1} 组"):
        file_key.from_sheet(" ".join(groups))


def test_two_groups_in_each_others_place_are_refused() -> None:
    groups = file_key.sheet(Key("0123456789abcdef" * 4, "fedcba9876543210" * 2)).split()
    groups[3], groups[9] = groups[9], groups[3]
    with pytest.raises(RequestError, match="第 4 组"):
        file_key.from_sheet(" ".join(groups))


def test_a_missing_group_is_told_by_the_number_of_groups() -> None:
    with pytest.raises(RequestError, match="现在读到 15 组"):
        file_key.from_sheet(" ".join(file_key.sheet(KEY).split()[1:]))


def test_case_hyphens_full_width_and_missing_blanks_do_not_matter() -> None:
    text = file_key.sheet(KEY)
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in text)
    for typed in (text.lower(), text.replace(" ", "-"), text.replace(" ", "").replace("\n", ""), wide):
        assert file_key.looks_like_sheet(typed)
        assert file_key.from_sheet(typed) == KEY


def test_a_passphrase_does_not_look_like_a_sheet() -> None:
    assert not file_key.looks_like_sheet("correct horse battery staple 四个词")


def test_full_width_letters_open_what_narrow_ones_locked() -> None:
    assert file_key.derive("Ａｂ１２", bytes(16)) == file_key.derive("Ab12", bytes(16))


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(RequestError, match="口令"):
        file_key.derive("", bytes(16))


def test_a_key_never_shows_itself() -> None:
    assert KEY.hex not in repr(KEY)
    assert KEY.salt not in repr(KEY)
