"""Making, opening, locking and upgrading a desk file."""

import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from sqlcipher3 import dbapi2

from fupin_desk.model.error import (
    CannotUnlockError,
    DamagedFileError,
    DiskError,
    EmptyFileError,
    FileLockedError,
    NewerFileError,
    NotFoundError,
    RequestError,
)
from fupin_desk.model.value import Draft
from fupin_desk.store.file import engine, file_key, integrity, migrate
from fupin_desk.store.file.file import File
from fupin_desk.store.file.lock import Lock
from fupin_desk.store.records import schema
from tests import sample_file
from tests.sample_file import PASSPHRASE


def test_a_new_file_keeps_what_it_is_told_about_itself(tmp_path: Path) -> None:
    path = tmp_path / "desk.fupin"
    with File.create(path, PASSPHRASE, {"place": "KFQ"}, device="x" * 32) as file:
        file.set_about("as_of", "2018-09-30")
    with File.open(path, PASSPHRASE) as file:
        assert (file.about("place"), file.about("as_of"), file.device) == ("KFQ", "2018-09-30", "x" * 32)
        assert file.about("nothing") is None


def test_a_new_file_stands_alone_in_its_folder_and_is_private(tmp_path: Path) -> None:
    File.create(tmp_path / "desk.fupin", PASSPHRASE, {}).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".desk.fupin.lock", "desk.fupin"]
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "desk.fupin").stat().st_mode) == 0o600


def test_every_connection_survives_a_power_cut_by_its_settings(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        settings = {
            name: file.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "temp_store",
                "busy_timeout",
                "application_id",
            )
        }
        cache = file.connection.execute("PRAGMA cache_size").fetchone()[0]
    assert settings == {
        "journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "temp_store": 2, "busy_timeout": 10_000,
        "application_id": engine.APPLICATION_ID,
    }  # fmt: skip
    assert cache <= -65_536


def test_creating_over_a_file_is_refused_and_leaves_it(tmp_path: Path) -> None:
    path = tmp_path / "desk.fupin"
    path.write_text("mine")
    with pytest.raises(RequestError, match="已经存在"):
        File.create(path, PASSPHRASE, {})
    assert path.read_text() == "mine"


def test_a_failed_creation_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(dbapi2.Error):
        File.create(tmp_path / "desk.fupin", PASSPHRASE, {"place": None})  # type: ignore[dict-item]
    assert [path.name for path in tmp_path.iterdir()] == [".desk.fupin.lock"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="找不到"):
        File.create(tmp_path / "gone" / "desk.fupin", PASSPHRASE, {})
    with pytest.raises(NotFoundError, match="找不到"):
        File.open(tmp_path / "desk.fupin", PASSPHRASE)


def test_a_wrong_passphrase_another_programs_file_and_a_damaged_first_page_get_one_message(
    tmp_path: Path,
) -> None:
    path = sample_file.copy_of(sample_file.new_file(tmp_path), tmp_path / "copies")
    with pytest.raises(CannotUnlockError) as wrong:
        File.open(path, "not it")
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(CannotUnlockError) as damaged:
        File.open(path, PASSPHRASE)
    path.write_bytes(b"PK\x03\x04" + bytes(8000))
    with pytest.raises(CannotUnlockError) as other:
        File.open(path, PASSPHRASE)
    assert str(wrong.value) == str(damaged.value) == str(other.value)
    for cause in ("口令不对", "不是扶贫工作台的文件", "损坏", "恢复单", "备份"):
        assert cause in str(wrong.value)


def test_a_file_without_bytes_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "desk.fupin"
    path.touch()
    with pytest.raises(EmptyFileError, match="空文件"):
        File.open(path, PASSPHRASE)
    assert path.stat().st_size == 0


def test_an_encrypted_file_of_another_program_is_refused(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        file.connection.execute("PRAGMA application_id = 7")
    with pytest.raises(CannotUnlockError, match="不是扶贫工作台的文件"):
        File.open(tmp_path / "desk.fupin", sample_file.key())


def test_a_newer_file_is_refused_after_unlocking_and_left_as_it_is(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        file.connection.execute(f"PRAGMA user_version = {migrate.newest() + 1}")
    before = (tmp_path / "desk.fupin").read_bytes()
    with pytest.raises(NewerFileError, match="升级"):
        File.open(tmp_path / "desk.fupin", PASSPHRASE)
    with pytest.raises(NewerFileError):
        File.open(tmp_path / "desk.fupin", PASSPHRASE, readonly=True)
    assert (tmp_path / "desk.fupin").read_bytes() == before


def test_the_recovery_sheet_opens_the_file(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        text = file_key.sheet(file.key)
    with File.open(tmp_path / "desk.fupin", file_key.from_sheet(text)) as file:
        assert file.about("operator") == "甲"


def test_the_sheet_of_another_file_is_told_apart(tmp_path: Path) -> None:
    with File.create(tmp_path / "other.fupin", PASSPHRASE, {}) as other:
        key = other.key
    sample_file.new_file(tmp_path).close()
    with pytest.raises(CannotUnlockError, match="这张恢复单不是"):
        File.open(tmp_path / "desk.fupin", key)


def test_a_changed_passphrase_closes_the_old_one_out_and_has_a_new_sheet(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        sample_file.commit(file, *sample_file.household(1))
        old = file.key
        new = file.rekey("another passphrase")
        assert file_key.sheet(new) != file_key.sheet(old)
    with pytest.raises(CannotUnlockError):
        File.open(file.path, old)
    for secret in ("another passphrase", new):
        with File.open(file.path, secret) as again:
            sample_file.assert_sound(again)


def test_a_second_opening_is_refused_naming_who_has_it_and_a_reader_still_reads(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        sample_file.commit(file, *sample_file.household(1))
        with pytest.raises(FileLockedError, match=f"进程 {os.getpid()}"):
            File.open(file.path, file.key)
        with File.open(file.path, PASSPHRASE, readonly=True) as reader:
            assert reader.in_memory
            assert reader.connection.execute("SELECT count(*) FROM member").fetchone() == (2,)
        sample_file.commit(file, *sample_file.household(2))
    File.open(file.path, file.key).close()


def test_a_snapshot_does_not_follow_the_file(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file, file.snapshot() as copy:
        sample_file.commit(file, *sample_file.household(1))
        assert copy.connection.execute("SELECT count(*) FROM member").fetchone() == (0,)
        assert copy.about("place") == "421024103"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    sample_file.new_file(tmp_path).close()
    path = tmp_path / "desk.fupin"
    program = (
        "import sys, pathlib; from fupin_desk.store.file.lock import Lock;"
        "lock = Lock.take(pathlib.Path(sys.argv[1]), '扶贫工作台窗口'); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(FileLockedError, match=f"扶贫工作台窗口（进程 {holder.pid}）"):
            File.open(path, sample_file.key())
        holder.kill()
    File.open(path, sample_file.key()).close()


@pytest.mark.parametrize("readonly", [False, True])
def test_a_file_that_was_not_closed_by_us_as_it_lies_there_is_examined(
    tmp_path: Path, *, readonly: bool
) -> None:
    """S1: a half-saved file whose journal is missing opened without a word."""
    with sample_file.new_file(tmp_path) as file:
        sample_file.commit(file, *sample_file.household(1))
        file.connection.execute("UPDATE member SET name = '半'")
    (tmp_path / "copied").mkdir()
    copied = Path(shutil.copy(file.path, tmp_path / "copied" / "desk.fupin"))
    before = copied.read_bytes()
    with pytest.raises(DamagedFileError, match=r"没有正常关闭.*没有改动它.*备份"):
        File.open(copied, file.key, readonly=readonly)
    assert copied.read_bytes() == before
    # Who examines or rescues it may read it.
    with File.open(copied, file.key, readonly=True, examined=True) as seen:
        assert len(integrity.examine(seen).problems) == 2


def test_a_refused_passphrase_does_not_make_a_file_unknown(tmp_path: Path) -> None:
    path = tmp_path / "desk.fupin"
    sample_file.new_file(tmp_path).close()
    mark = Lock.mark_of(path)
    assert mark == engine.mark(path)
    with pytest.raises(CannotUnlockError):
        File.open(path, "mistyped")
    assert Lock.mark_of(path) == mark
    with File.open(path, sample_file.key()):
        assert Lock.mark_of(path) == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_a_lock_on_a_full_disk_does_not_stay_when_it_is_given_back(tmp_path: Path) -> None:
    """M2: the lock leaked, and the next opening was told of a window that was none."""
    path = tmp_path / "desk.fupin"
    sample_file.new_file(tmp_path).close()
    lock = tmp_path / ".desk.fupin.lock"
    lock.unlink()
    lock.symlink_to("/dev/full")
    with File.open(path, sample_file.key()) as file:
        with pytest.raises(FileLockedError, match="另一个窗口或程序正在使用"):
            File.open(path, sample_file.key())
        sample_file.assert_sound(file)
    File.open(path, sample_file.key()).close()


def test_a_path_that_sqlite_cannot_take_is_told_as_what_it_is(tmp_path: Path) -> None:
    """M4: it said that the disk had failed."""
    deep = tmp_path
    for _ in range(4):
        deep /= "很深的文件夹" * 7
    deep.mkdir(parents=True)
    sample_file.new_file(tmp_path).close()
    moved = Path(shutil.copy(tmp_path / "desk.fupin", deep / "desk.fupin"))
    for readonly in (False, True):
        with pytest.raises(RequestError, match="太深"):
            File.open(moved, sample_file.key(), readonly=readonly)
    with pytest.raises(RequestError, match="太深"):
        File.create(deep / "new.fupin", PASSPHRASE, {})
    assert [path.name for path in deep.iterdir()] == ["desk.fupin"]
    with pytest.raises(RequestError, match="太长"):
        File.create(tmp_path / f"{'长' * 90}.fupin", PASSPHRASE, {})


def test_a_path_is_told_to_sqlite_without_a_host() -> None:
    addresses = {
        PureWindowsPath(r"\\nas\村 里\desk.fupin"): "file:////nas/%E6%9D%91%20%E9%87%8C/desk.fupin",
        PureWindowsPath(r"\\10.0.0.2\share\#1?.fupin"): "file:////10.0.0.2/share/%231%3F.fupin",
        PureWindowsPath(r"Z:\a.fupin"): "file:///Z:/a.fupin",
        PurePosixPath("/srv/a%.fupin"): "file:///srv/a%25.fupin",
    }
    assert {path: engine.address(path) for path in addresses} == addresses


@pytest.mark.skipif(sys.platform == "win32", reason="a path of two slashes is a share there")
def test_the_address_of_a_share_opens_a_database(tmp_path: Path) -> None:
    address = engine.address(PureWindowsPath("//" + str(tmp_path).strip("/")) / "x")
    assert address.startswith("file:////")
    dbapi2.connect(address, uri=True).execute("CREATE TABLE x (x)")
    assert (tmp_path / "x").stat().st_size


def test_what_is_planted_into_a_file_is_not_trusted(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        assert file.connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
        with file.snapshot() as copy:
            assert copy.connection.execute("PRAGMA trusted_schema").fetchone() == (0,)


def test_opening_and_reading_imports_no_sqlmodel(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        path, key = file.path, file.key
    program = (
        "import sys, pathlib; from fupin_desk.store.file.file import File; from fupin_desk.store.file.file_key import Key;"
        "from fupin_desk.store.journal import history;"
        "file = File.open(pathlib.Path(sys.argv[1]), Key(sys.argv[2], sys.argv[3])); history.batches(file);"
        "assert not {'sqlmodel', 'sqlalchemy', 'pydantic'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", program, str(path), key.hex, key.salt], check=True)


def test_an_older_file_is_copied_and_then_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sample_file.new_file(tmp_path) as file:
        sample_file.commit(file, *sample_file.household(1))
    steps = tmp_path / "steps"
    shutil.copytree(migrate.FOLDER, steps)
    after = migrate.newest() + 1
    (steps / f"{after:04d}_more.sql").write_text("ALTER TABLE village ADD COLUMN soil TEXT;\n-- done\n")
    monkeypatch.setattr(migrate, "FOLDER", steps)
    with File.open(file.path, file.key, readonly=True) as reader:
        assert "soil" in schema.fields(reader.connection, "village")
    with File.open(file.path, file.key) as upgraded:
        clay = Draft("village", sample_file.record_id(1, "v"), {"soil": "壤土"}, is_new=True)
        sample_file.commit(upgraded, clay)
        assert upgraded.connection.execute("SELECT soil FROM village").fetchall() == [("壤土",)]
        assert migrate.version(upgraded.connection) == after
        # A column that came later changes no seal.
        sample_file.assert_sound(upgraded)
    copy = tmp_path / f"desk-v{after - 1}.fupin-backup"
    connection = engine.connect(copy, file.key, readonly=True, prepared=False)
    assert migrate.version(connection) == after - 1
    connection.close()


def test_a_failing_step_leaves_format_and_data_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample_file.new_file(tmp_path).close()
    steps = tmp_path / "steps"
    shutil.copytree(migrate.FOLDER, steps)
    after = migrate.newest() + 1
    text = "ALTER TABLE village ADD COLUMN soil TEXT;\nINSERT INTO nowhere VALUES (1);\n"
    (steps / f"{after:04d}_more.sql").write_text(text)
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "FOLDER", steps)
        with pytest.raises(dbapi2.OperationalError):
            File.open(tmp_path / "desk.fupin", sample_file.key())
    with File.open(tmp_path / "desk.fupin", sample_file.key()) as file:
        assert "soil" not in schema.fields(file.connection, "village")
        assert migrate.version(file.connection) == after - 1


def test_a_thread_that_asks_for_the_connection_waits_while_another_has_it_alone(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        got = threading.Event()

        def read() -> None:
            assert file.connection
            got.set()

        reader = threading.Thread(target=read)
        with file.alone():
            reader.start()
            assert not got.wait(0.2)
            assert file.connection.execute("SELECT 1").fetchone() == (1,)
        assert got.wait(10)
        reader.join()
