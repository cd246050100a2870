"""A flipped bit anywhere in the file is noticed: by the opening or by the examination."""

import random
from pathlib import Path

import pytest

from fupin_desk.model.error import CannotUnlockError, DamagedFileError, DeskError
from fupin_desk.store.file import integrity
from fupin_desk.store.file.file import File
from tests import sample_file
from tests.sample_file import commit, household

_PAGE = 4096


def rotten(content: bytes, at: int, bit: int) -> bytes:
    """Return a content with one bit turned."""
    changed = bytearray(content)
    changed[at] ^= 1 << bit
    return bytes(changed)


def noticed(path: Path) -> bool:
    """Tell whether the opening or the examination finds fault with a file."""
    try:
        with File.open(path, sample_file.key()) as file:
            return not integrity.examine(file).sound
    except (CannotUnlockError, DamagedFileError):
        return True


def test_one_flipped_bit_in_any_page_is_noticed(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *(draft for number in range(150) for draft in household(number)))
        commit(file, *(draft for number in range(150, 160) for draft in household(number)))
    path = sample_file.copy_of(file, tmp_path / "copies")
    sound = path.read_bytes()
    assert not noticed(path)
    dice = random.Random(7)  # noqa: S311 - dice, no secret
    pages = len(sound) // _PAGE
    for page in sorted(dice.sample(range(pages), min(pages, 60))):
        at = page * _PAGE + dice.randrange(_PAGE)
        # The salt is no part of any page's digest: a wrong one opens nothing.
        path.write_bytes(rotten(sound, at, dice.randrange(8)))
        assert noticed(path), f"byte {at}"


@pytest.mark.parametrize("at", [0, 15, 16, 2_000, _PAGE - 1])
def test_a_flipped_bit_in_the_first_page_keeps_the_file_shut(tmp_path: Path, at: int) -> None:
    path = sample_file.copy_of(sample_file.new_file(tmp_path), tmp_path / "copies")
    path.write_bytes(rotten(path.read_bytes(), at, 3))
    with pytest.raises(CannotUnlockError):
        File.open(path, sample_file.PASSPHRASE)


def test_a_file_cut_short_is_noticed(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
    path = sample_file.copy_of(file, tmp_path / "copies")
    content = path.read_bytes()
    for length in (len(content) - 100, len(content) // 2, _PAGE + 1, 20):
        path.write_bytes(content[:length])
        assert noticed(path), length


def test_two_pages_in_each_others_place_are_noticed(tmp_path: Path) -> None:
    path = sample_file.copy_of(sample_file.new_file(tmp_path), tmp_path / "copies")
    content = path.read_bytes()
    first, second = content[_PAGE * 3 : _PAGE * 4], content[_PAGE * 4 : _PAGE * 5]
    path.write_bytes(content[: _PAGE * 3] + second + first + content[_PAGE * 5 :])
    assert noticed(path)


def test_damage_met_while_saving_is_told_in_a_sentence(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *(draft for number in range(200) for draft in household(number)))
    content = bytearray(file.path.read_bytes())
    for page in range(2, len(content) // _PAGE):
        content[page * _PAGE + 50] ^= 1
    file.path.write_bytes(content)
    with pytest.raises(DeskError) as told, File.open(file.path, file.key) as again:
        commit(again, *household(1, phone="1"))
    assert isinstance(told.value, (DamagedFileError, CannotUnlockError))
    assert "备份" in str(told.value)
