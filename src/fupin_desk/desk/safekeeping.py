"""What is done for the safety of a file every day, and what is said of it."""

import datetime
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from fupin_desk.desk import filing, soundness
from fupin_desk.model import clock
from fupin_desk.model.error import CannotUnlockError

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk, Progress
    from fupin_desk.store.file.backup import Backup
    from fupin_desk.store.file.rehearsal import Rehearsal

# How many backups are tried: older ones open with an older passphrase.
_TRIED = 5
_EVENING = 17
_TOLD = ("household", "member", "visit", "assistance")


@dataclass(frozen=True, slots=True)
class Daily:
    """The result of one day: ISO day, what is said, whether all is well, and whether there was a backup at all."""

    day: str
    words: str
    sound: bool
    rehearsed: bool

    def plain(self) -> dict[str, object]:
        """Return it as plain values, to be remembered."""
        return asdict(self)


def daily(desk: "Desk", progress: "Progress | None" = None) -> Daily:
    """Examine the file, restore its last backup of an earlier day into a copy, and compare the two.

    Raises:
        CancelledError: If a person cancelled.
        DiskError: If there is no room for the copy.
    """
    from fupin_desk.store.file import rehearsal

    health = soundness.examine(desk, progress)
    now = clock.now()
    when = f"今天 {now.hour}:{now:%M}"
    if not health.sound:
        said = f"{when} 体检发现 {len(health.problems)} 处问题。请先不要录入，到“备份与体检”页看是哪些，从备份恢复。"
        return Daily(clock.today(), said, sound=False, rehearsed=False)
    for backup in _candidates(filing.backups(desk.file.path, desk.file.key.salt)):
        try:
            found = rehearsal.rehearse(desk.file, backup.path, progress)
        except CannotUnlockError:
            continue
        said = _words(desk, found, f"{when} 已把{_called(backup.at)}备份打开核对", backup)
        return Daily(clock.today(), said, sound=found.equal, rehearsed=True)
    said = f"{when} 体检过，数据完好。还没有能用现在的口令打开的备份，请到“备份与体检”页点“现在备份”。"
    return Daily(clock.today(), said, sound=True, rehearsed=False)


def _candidates(backups: "list[Backup]") -> "list[Backup]":
    """Return the newest backups, those of earlier days first: the one of this morning was compared just now."""
    today = clock.now().date()
    return sorted(backups, key=lambda one: one.at.date() == today)[:_TRIED]


def _called(at: datetime.datetime) -> str:
    days = (clock.now().date() - at.date()).days
    if days == 1:
        return "昨晚的" if at.hour >= _EVENING else f"昨天 {at.hour}:{at:%M} 的"
    return f"今天 {at.hour}:{at:%M} 的" if days == 0 else f" {at.month} 月 {at.day} 日的"


def _words(desk: "Desk", found: "Rehearsal", begin: str, backup: "Backup") -> str:
    if not found.equal:
        forms = desk.catalog.forms
        first = found.problems[0]
        for kind, form in forms.items():
            first = first.replace(f" {kind} ", form.label)
        return f"{begin}，不能用：{first}正本体检没有发现问题。请到“备份与体检”页点“现在备份”，再把“{backup.path.name}”移走。"
    forms = desk.catalog.forms
    counted = [
        f"{forms[kind].label} {found.counts[kind]:,} {forms[kind].measure}"
        for kind in _TOLD
        if found.counts.get(kind)
    ]
    return f"{begin}：{'、'.join(counted) or '还没有记录'}，{found.batches:,} 步历史，与正本一致。"
