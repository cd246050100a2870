"""Moments as people read them: the journal keeps UTC, the screen shows the laptop's own time."""

from datetime import UTC, datetime


def local_moment(at: str | datetime) -> str:
    """Return a UTC moment, as ISO text or as it is, as `2018-09-30 14:05` in local time."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
