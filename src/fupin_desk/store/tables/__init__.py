"""The tables as SQLModel classes; tests/house keeps them equal to the migrations."""

from fupin_desk.store.tables import campaign, finance, funds, markets, projects, register, safeguards
from fupin_desk.store.tables.record import RecordTable

__all__ = ["RecordTable", "campaign", "finance", "funds", "markets", "projects", "register", "safeguards"]
