"""Moments as the file writes them: UTC with Z in the journal, China's clock for days and names."""

import datetime

from fupin_desk.model.clock import HERE

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def utc(at: str | None = None) -> str:
    """Return a moment as the journal writes it: UTC, to the second, with Z; now by default."""
    moment = datetime.datetime.fromisoformat(at) if at else datetime.datetime.now(tz=datetime.UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(datetime.UTC).strftime(_FORM)


def end_of(day: str) -> str:
    """Return the last second of an ISO day in China as the journal writes moments."""
    last = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(23, 59, 59), HERE)
    return last.astimezone(datetime.UTC).strftime(_FORM)


def day_of(at: str) -> str:
    """Return the ISO day in China of a moment of the journal."""
    return datetime.datetime.fromisoformat(at).astimezone(HERE).date().isoformat()


def stamp(now: datetime.datetime) -> str:
    """Return a moment as it stands in a file name: 20180930-153000, China's clock."""
    return now.astimezone(HERE).strftime("%Y%m%d-%H%M%S")


def read_stamp(text: str) -> datetime.datetime:
    """Read such a stamp back.

    Raises:
        ValueError: If it is none.
    """
    return datetime.datetime.strptime(text, "%Y%m%d-%H%M%S").replace(tzinfo=HERE)
