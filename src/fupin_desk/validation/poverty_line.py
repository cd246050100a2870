"""The national poverty line a year, for reference only: a warning says so and never more."""

# Yuan a person a year, in prices of the year. Reference values; 2015 is confirmed by a published source, the
# others are from memory of the statistical reports and serve a warning that a person judges.
YUAN_BY_YEAR = {2014: 2800, 2015: 2855, 2016: 2952, 2017: 2952, 2018: 2995, 2019: 3218, 2020: 4000}


def fen(year: int) -> int | None:
    """Return the line of a year in fen a person, None for a year without a value."""
    yuan = YUAN_BY_YEAR.get(year)
    return None if yuan is None else yuan * 100
