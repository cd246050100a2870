"""Moments as people read them: the journal keeps UTC, the screen shows the laptop's own time."""

from datetime import UTC, datetime


def local_moment(at: str) -> str:
    """Return a UTC moment of the journal as `2018-09-30 14:05` in local time."""
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
