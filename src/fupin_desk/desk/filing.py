"""Backups, the daily examination, exports, templates and half-typed pages."""

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desk import atomic
from fupin_desk.catalog.catalog import Catalog, load
from fupin_desk.desk import opening, soundness
from fupin_desk.model.error import NotFoundError
from fupin_desk.model.form import Form
from fupin_desk.model.page import Page
from fupin_desk.model.value import Record
from fupin_desk.store.file.file_key import Key
from fupin_desk.store.journal import autosave
from fupin_desk.store.records import rows

# Backups and examinations come after the first paint: what they need is imported when they are asked for.
if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk, Progress
    from fupin_desk.store.file.backup import Backup, Contents


def form_of(catalog: Catalog, kind: str) -> Form:
    """Return the form of a kind.

    Raises:
        NotFoundError: If there is no such kind, naming those there are.
    """
    if kind not in catalog.forms:
        raise NotFoundError(f"没有“{kind}”这一类记录。可以用：{'、'.join(catalog.forms)}。")
    return catalog.forms[kind]


def write_template(kind: str, path: Path) -> Path:
    """Write an empty workbook of a kind; a household's has columns for its members too. Needs no open file."""
    from fupin_desk.exchange import template

    catalog = load()
    template.write(kind, catalog.forms, catalog.codes, path)
    return path


def write_blank(kind: str, path: Path) -> Path:
    """Write a printable blank of a kind as PDF. Needs no open file."""
    from fupin_desk.reports import blank

    catalog = load()
    form = form_of(catalog, kind)
    blank.write(form, catalog.codes, path, children=[catalog.forms[child] for child in form.children])
    return path


def export(
    desk: "Desk",
    folder: Path,
    known: str | None,
    progress: "Progress | None" = None,
    *,
    guarded: bool = False,
) -> list[Path]:
    """Write every kind as one CSV: with its stored values, or guarded for people who open it in Excel or WPS.

    Raises:
        UnsoundError: If the examination of the file finds something.
    """
    from fupin_desk.exchange import csv_export

    soundness.demand(desk, progress)
    seen = desk.judgements.known(desk, known) if known else desk
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for form in desk.catalog.forms.values():
        records = rows.everything(seen.file.connection, form)
        if guarded:
            path, held = folder / f"{form.label}.csv", [*records]
            csv_export.write_guarded(form, held, path, seen.catalog.codes, _called(seen, form, held))
        else:
            path = folder / f"{form.kind}.csv"
            csv_export.write(form, records, path)
        written.append(path)
    return written


def _called(seen: "Desk", form: Form, held: list[Record]) -> dict[str, dict[str, str]]:
    """Return how the records are called to which these refer, by field and id."""
    return {
        field.name: seen.names(
            field.of, {str(one.values[field.name]) for one in held if one.values[field.name]}
        )
        for field in form.fields.values()
        if field.type == "record"
    }


def backup_folder(path: Path) -> Path:
    """Return where the backups of a file lie: a folder beside it."""
    return path.parent / f"{path.stem}-备份"


def sweep(path: Path) -> None:
    """Remove what killed programs left: half-made copies of a file that is open to write, drafts of reports and exports."""
    from fupin_desk.store.file import stale_files

    stale_files.sweep(path, backup_folder(path))
    atomic.sweep_noted()


def back_up(desk: "Desk", folder: Path | None, progress: "Progress | None") -> "Backup":
    """Make a backup, open it again and compare it; then thin the older ones."""
    from fupin_desk.store.file import backup

    now = datetime.datetime.now(tz=datetime.UTC)
    return backup.back_up(desk.file, folder or backup_folder(desk.file.path), now, progress=progress)


def backups(path: Path, salt: str = "") -> "list[Backup]":
    """Return the backups of a file, open or not, the newest first.

    Args:
        path: The file.
        salt: That of the open file: only its own then, not those of another that had its name.
    """
    from fupin_desk.store.file import backup

    return backup.backups(backup_folder(path), path.stem, salt)


def contents(desk: "Desk", path: Path) -> "Contents":
    """Open a backup of this file and count what it holds.

    Raises:
        CannotUnlockError: If the passphrase was changed since.
        DamagedFileError: If it cannot be read.
    """
    from fupin_desk.store.file import backup

    return backup.contents(path, desk.file.key)


def copy_backup(path: Path, folder: Path) -> Path:
    """Put a second copy of a backup into another folder, a stick; read back and compared."""
    from fupin_desk.store.file import backup

    return backup.copy_to(path, folder)


def restore(path: Path, target: Path, secret: str | Key) -> Path | None:
    """Put a backup in the place of a file that nobody has open; return where the older file lies now.

    Args:
        path: The backup.
        target: Where the restored file shall lie.
        secret: Passphrase or recovery sheet of the time of the backup.
    """
    from fupin_desk.store.file import backup

    return backup.restore(path, target, opening.secret(secret))


def keep_sketch(desk: "Desk", page: Page) -> None:
    """Keep a half-typed page outside the journal."""
    text = json.dumps(
        {
            "records": [[one.kind, one.id, one.values, one.unread, one.removed] for one in page.records()],
            "is_new": sorted(page.is_new),
        },
        ensure_ascii=False,
    )
    now = datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
    autosave.keep(desk.file.connection, page.record.id, page.record.kind, now, text)


def sketched(desk: "Desk") -> list[Page]:
    """Return the half-typed pages that were never saved."""
    pages = []
    for text in autosave.texts(desk.file.connection):
        held = json.loads(text)
        records = [
            Record(kind, one, values, unread, removed)
            for kind, one, values, unread, removed in held["records"]
        ]
        children: dict[str, tuple[Record, ...]] = dict.fromkeys(
            desk.catalog.forms[records[0].kind].children, ()
        )
        for one in records[1:]:
            children[one.kind] = (*children.get(one.kind, ()), one)
        pages.append(Page(records[0], children, is_new=frozenset(held["is_new"])))
    return pages


def drop_sketch(desk: "Desk", record: str) -> None:
    """Forget a half-typed page."""
    autosave.drop(desk.file.connection, record)
