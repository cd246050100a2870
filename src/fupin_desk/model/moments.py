"""Moments as people read them: the journal keeps UTC, the screen shows China's clock."""

from datetime import UTC, datetime

from fupin_desk.model.clock import HERE


def local_moment(at: str | datetime) -> str:
    """Return a UTC moment, as ISO text or as it is, as `2018-09-30 14:05` on China's clock."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return f"{moment.astimezone(HERE):%Y-%m-%d %H:%M}"
