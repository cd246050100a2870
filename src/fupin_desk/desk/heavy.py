"""What takes long to load and what the first paint of the window does not need."""


def load() -> None:
    """Load them now, in the order of need: from the background, so that the first save or report need not wait."""
    # ruff: isort: off
    from fupin_desk.store.journal import sqlmodel_writer
    from fupin_desk.validation import check, parse
    from fupin_desk.desk import money
    from fupin_desk.store.file import backup, integrity
    from fupin_desk.desk import batches, importing, ledgers, reporting
    from fupin_desk.reports import leaves, pdf, xlsx
    from fupin_desk.exchange import csv_export, template, workbook
    # ruff: isort: on

    _ = (
        sqlmodel_writer,
        check,
        parse,
        money,
        backup,
        integrity,
        batches,
        importing,
        ledgers,
        reporting,
        leaves,
        pdf,
        xlsx,
        csv_export,
        template,
        workbook,
    )
