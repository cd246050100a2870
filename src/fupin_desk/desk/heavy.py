"""What takes long to load and what the first paint of the window does not need."""


def load() -> None:
    """Load them now: from the background, so that the first save or report need not wait."""
    from fupin_desk.desk import batches, importing, reporting
    from fupin_desk.exchange import csv_export, template, workbook
    from fupin_desk.reports import leaves, pdf, xlsx
    from fupin_desk.store import writing
    from fupin_desk.validation import check, parse

    _ = (
        batches,
        importing,
        reporting,
        csv_export,
        template,
        workbook,
        leaves,
        pdf,
        xlsx,
        writing,
        check,
        parse,
    )
