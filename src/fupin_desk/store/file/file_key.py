"""The key of a desk file: derived once from the passphrase, and written out on the recovery sheet."""

import ctypes
import hashlib
import re
import sys
import unicodedata
from dataclasses import dataclass, field

from fupin_desk.model.error import RequestError

SALT_BYTES = 16
_KEY_BYTES = 32
_ROUNDS = 256_000  # what SQLCipher 4 itself does with a passphrase
# 31 signs without I, L, O, 0 and 1. A prime base lets one check sign catch every single slip and every swap.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_BASE = len(_SIGNS)
_GROUP_BYTES = 3
_GROUP_SIGNS = 6  # five signs of data, one check sign
_GROUPS = (SALT_BYTES + _KEY_BYTES) // _GROUP_BYTES
_GROUPS_A_LINE = 4


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a file and its backups: 64 hex digits of key and 32 of salt. Never shown by repr."""

    hex: str = field(repr=False)
    salt: str = field(repr=False)

    @property
    def pragma(self) -> str:
        """The statement that unlocks a connection without deriving anything."""
        return f"PRAGMA key = \"x'{self.hex}{self.salt}'\""


def own(key: Key) -> Key:
    """Return a copy that shares no memory with the key, so that either may be wiped."""
    return Key(bytes.fromhex(key.hex).hex(), key.salt)


def wipe(*texts: str | bytes) -> None:
    """Overwrite texts that nobody needs any more, where they lie: Python itself forgets them without that.

    Only for texts that were made by a computation and are held by nobody else.
    """
    for text in texts:
        # What lies before the characters is as long as an empty text, which has an end mark more.
        head = sys.getsizeof(text[:0]) - 1
        if sys.implementation.name == "cpython" and (isinstance(text, bytes) or text.isascii()):
            ctypes.memset(id(text) + head, 0, len(text))


def derive(passphrase: str, salt: bytes) -> Key:
    """Derive the key of a file, some 100 ms.

    Args:
        passphrase: What the user types; full-width letters and digits count as the narrow ones.
        salt: The first 16 bytes of the file.

    Raises:
        RequestError: If the passphrase is empty.
    """
    plain = unicodedata.normalize("NFKC", passphrase)
    if not plain:
        raise RequestError("口令不能是空的。请输入口令后再试。")
    made = hashlib.pbkdf2_hmac("sha512", plain.encode(), salt, _ROUNDS, _KEY_BYTES)
    key = Key(made.hex(), salt.hex())
    wipe(made)
    return key


def sheet(key: Key) -> str:
    """Return the recovery sheet: 16 groups of six signs, four a line; the last sign of a group checks it."""
    data = bytes.fromhex(key.hex + key.salt)
    groups = [_group(at, data[at * _GROUP_BYTES : (at + 1) * _GROUP_BYTES]) for at in range(_GROUPS)]
    lines = [groups[at : at + _GROUPS_A_LINE] for at in range(0, _GROUPS, _GROUPS_A_LINE)]
    return "\n".join(" ".join(line) for line in lines)


def looks_like_sheet(text: str) -> bool:
    """Tell the text of a recovery sheet, even a mistyped one, from a passphrase."""
    return len(re.sub(r"[^0-9A-Z]", "", _plain(text))) >= _GROUPS * (_GROUP_SIGNS - 1)


def from_sheet(text: str) -> Key:
    """Read a recovery sheet back.

    Raises:
        RequestError: If a group was mistyped (it names the group), or groups are missing.
    """
    groups = _split(_plain(text))
    if len(groups) != _GROUPS:
        raise RequestError(
            f"恢复单应有 {_GROUPS} 组、每组 {_GROUP_SIGNS} 个字符，现在读到 {len(groups)} 组。"
            "文件没有改动。请对照恢复单，看是否漏抄或多抄了一组。"
        )
    data = b"".join(_bytes(at, group) for at, group in enumerate(groups))
    return Key(data[:_KEY_BYTES].hex(), data[_KEY_BYTES:].hex())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()


def _split(text: str) -> list[str]:
    groups = re.findall(r"[0-9A-Z]+", text)
    joined = "".join(groups)
    if len(groups) != _GROUPS and len(joined) == _GROUPS * _GROUP_SIGNS:
        return [joined[at : at + _GROUP_SIGNS] for at in range(0, len(joined), _GROUP_SIGNS)]
    return groups


def _check_sign(at: int, digits: list[int]) -> str:
    # The place of the group takes part, so that two groups in each other's place are noticed.
    return _SIGNS[(at + 1 + sum((n + 2) * digit for n, digit in enumerate(digits))) % _BASE]


def _group(at: int, data: bytes) -> str:
    number = int.from_bytes(data)
    digits = []
    for _ in range(_GROUP_SIGNS - 1):
        number, digit = divmod(number, _BASE)
        digits.append(digit)
    digits.reverse()
    return "".join(_SIGNS[digit] for digit in digits) + _check_sign(at, digits)


def _bytes(at: int, group: str) -> bytes:
    digits = [_SIGNS.find(sign) for sign in group[:-1]]
    number = 0
    for digit in digits:
        number = number * _BASE + digit
    wrong = len(group) != _GROUP_SIGNS or -1 in digits or number >= 256**_GROUP_BYTES
    if wrong or group[-1] != _check_sign(at, digits):
        raise RequestError(
            f"恢复单第 {at + 1} 组“{group}”抄错了。文件没有改动。"
            f"请对照恢复单重抄这一组（每组 {_GROUP_SIGNS} 个字符，没有 0、1、I、L、O）。"
        )
    return number.to_bytes(_GROUP_BYTES)
