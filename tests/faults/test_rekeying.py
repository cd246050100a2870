"""A change of the passphrase that is killed or refused: the file opens with the one or the other, as it was said."""

import random
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import CannotUnlockError, DeskError, DiskError, UnconfirmedError
from fupin_desk.store.file import disk, file_key
from fupin_desk.store.file.file import File
from fupin_desk.store.file.file_key import Key
from tests import sample_file
from tests.faults import failing
from tests.sample_file import commit, household

_KILLS = 8


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Return a closed file large enough that rewriting it takes a while."""
    (tmp_path / "whole").mkdir()
    with sample_file.new_file(tmp_path / "whole") as file:
        commit(file, *(draft for number in range(120) for draft in household(number)))
    return file.path


def killed(path: Path, patience: float) -> bool:
    """Change the passphrase in another process and kill it a while after it began; return whether it was done."""
    key = sample_file.key()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.rekeying", str(path), key.hex, key.salt],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stdout
        assert program.stdout.readline() == "begun\n"
        ready, _, _ = select.select([program.stdout], [], [], patience)
        program.kill()
        return bool(ready) and program.stdout.readline() == "changed\n"


def opens(path: Path, secret: Key, seals: dict[tuple[str, str], str]) -> bool:
    """Whether a file opens, whole and sound."""
    try:
        with File.open(path, secret) as file:
            sample_file.assert_sound(file)
            return sample_file.seals(file) == seals
    except (DeskError, AssertionError):
        return False


def outcomes(filled: Path, folder: Path) -> list[str]:
    """Kill some changes of the passphrase, each a little later, and return which passphrase opens the file then."""
    key, found = sample_file.key(), []
    with File.open(filled, key) as file:
        seals = sample_file.seals(file)
    dice = random.Random(20180930)  # noqa: S311 - dice, no secret
    for number in range(_KILLS):
        cut = folder / str(number)
        cut.mkdir()
        path = Path(shutil.copy(filled, cut / "desk.fupin"))
        changed = killed(path, dice.random() * 0.12)
        rounds, file_key._ROUNDS = file_key._ROUNDS, 1
        new = file_key.derive(failing.NEW, bytes.fromhex(key.salt))
        file_key._ROUNDS = rounds
        # Trying the wrong one first must do no harm.
        by_new = opens(path, new, seals)
        by_old = opens(path, key, seals)
        found.append("both" if by_new and by_old else "new" if by_new else "old" if by_old else "neither")
        assert not changed or by_new
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and select on pipes")
def test_a_killed_change_leaves_a_file_that_opens_with_one_of_the_two(filled: Path, tmp_path: Path) -> None:
    found = outcomes(filled, tmp_path)
    assert set(found) <= {"old", "new"}, found


def test_a_refused_change_says_that_the_older_passphrase_stays(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_begun: Path, _path: Path) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(disk, "replace", refuse)
    with File.open(filled, sample_file.key()) as file:
        with pytest.raises(DiskError, match="口令没有改") as refused:
            file.rekey(failing.NEW)
        assert not isinstance(refused.value, UnconfirmedError)
        commit(file, *household(900))
    with pytest.raises(CannotUnlockError):
        File.open(filled, failing.NEW)
    with File.open(filled, sample_file.key()) as again:
        sample_file.assert_sound(again)


def test_a_change_that_the_disk_did_not_confirm_says_that_the_newer_one_counts(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise OSError(5, "gone")

    with File.open(filled, sample_file.key()) as file:
        monkeypatch.setattr(disk, "sync_folder", refuse)
        with pytest.raises(UnconfirmedError, match="已经改成新的"):
            file.rekey(failing.NEW)
        commit(file, *household(900))
    with Desk.open(filled, failing.NEW) as desk:
        assert desk.opens_with(failing.NEW)
        sample_file.assert_sound(desk.file)
