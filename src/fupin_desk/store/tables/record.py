"""What every record has, whatever its kind."""

from sqlmodel import Field, SQLModel


class RecordTable(SQLModel):
    """What every record has: its id, whether it was removed and why, and the seal over its values."""

    id: str = Field(primary_key=True)
    removed: int = 0
    remove_reason: str | None = None
    seal: str = ""
