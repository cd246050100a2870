"""The clock of the house: China's, whatever zone a laptop is set to."""

import datetime
from typing import Final

# All of China keeps one time; a laptop's own zone must not change what a day was.
HERE: Final = datetime.timezone(datetime.timedelta(hours=8))


def now() -> datetime.datetime:
    """Return this moment on China's clock."""
    return datetime.datetime.now(tz=HERE)


def today() -> str:
    """Return the ISO day in China."""
    return now().date().isoformat()
