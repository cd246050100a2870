"""What the window remembers of a person's taste: theme, size, columns. No personal data."""

import json
from pathlib import Path
from typing import Any

from fupin_desk import paths

_FILE, _RECENT, _KEPT = "window.json", "recent_files", 6
# The second is the one that nobody has to choose.
LOCK_MINUTES = (5, 15, 30, 60, 0)


class Settings:
    """A small JSON file; a damaged one counts as empty."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or paths.home() / _FILE
        self._held = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return held if isinstance(held, dict) else {}

    def get(self, name: str, default: Any = None) -> Any:
        """Return what is remembered under a name."""
        return self._held.get(name, default)

    def set(self, name: str, value: Any) -> None:
        """Remember a value; a disk that refuses is no reason to stop work."""
        if self._held.get(name) == value:
            return
        self._held[name] = value
        draft = self._path.with_suffix(".part")
        try:
            draft.write_text(json.dumps(self._held, ensure_ascii=False, indent=1), encoding="utf-8")
            draft.replace(self._path)
        except OSError:
            return

    @property
    def theme(self) -> str:
        """The theme: light, dark or contrast."""
        theme = self.get("theme", "light")
        return theme if theme in {"light", "dark", "contrast"} else "light"

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without a hand on it the window locks itself; 0 never."""
        minutes = self.get("lock_minutes", LOCK_MINUTES[1])
        return minutes if minutes in LOCK_MINUTES else LOCK_MINUTES[1]

    def recent_files(self) -> list[Path]:
        """Return the files that were opened last and are still there, the newest first."""
        return [one for one in map(Path, self.get(_RECENT, [])) if one.is_file()]

    def note_file(self, path: str) -> None:
        """Remember a file as the one opened last."""
        self.set(_RECENT, [path, *(one for one in self.get(_RECENT, []) if one != path)][:_KEPT])

    def columns(self, kind: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Return the columns chosen for a list of this kind."""
        chosen = self.get("columns", {}).get(kind)
        return tuple(chosen) if chosen else default

    def set_columns(self, kind: str, columns: tuple[str, ...]) -> None:
        """Remember the columns of a kind."""
        self.set("columns", {**self.get("columns", {}), kind: list(columns)})
