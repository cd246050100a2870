"""How labels are spelled, for lists that are filtered by what a person types."""

from fupin_desk.store.records import pinyin


def spelled(text: str) -> tuple[str, ...]:
    """Return the whole pinyin spellings of a text and its initials: yinbing, yb."""
    whole, initials = pinyin.spellings(text)
    return whole + initials
