"""The libraries that take long to load and that the first paint of the window does not need."""


def load() -> None:
    """Load them now: from the background, so that the first save or report need not wait."""
    from fupin_desk.exchange import template, workbook
    from fupin_desk.reports import leaves, pdf, xlsx
    from fupin_desk.store import writing

    _ = (template, workbook, leaves, pdf, xlsx, writing)
