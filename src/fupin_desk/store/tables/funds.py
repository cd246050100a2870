"""Funds: lines, what reaches households, acceptance, payment, the special fund."""

from sqlmodel import Field

from fupin_desk.store.tables.record import RecordTable


class FundLine(RecordTable, table=True):
    """资金: forms/fund_line.toml."""

    __tablename__ = "fund_line"

    year: int | None = None
    name: str | None = None
    source: str | None = None
    department: str | None = None
    doc_no: str | None = None
    allocated_on: str | None = None
    amount_fen: int | None = None
    is_poverty_fund: int | None = None
    use_class: str | None = None
    use_detail: str | None = None
    target_level: str | None = None
    project: str | None = Field(default=None, foreign_key="project.id")
    village: str | None = Field(default=None, foreign_key="village.id")
    note: str | None = None


class FundHousehold(RecordTable, table=True):
    """资金到户: forms/fund_household.toml."""

    __tablename__ = "fund_household"

    fund_line: str | None = Field(default=None, foreign_key="fund_line.id")
    household: str | None = Field(default=None, foreign_key="household.id")
    amount_fen: int | None = None
    note: str | None = None


class Acceptance(RecordTable, table=True):
    """验收: forms/acceptance.toml."""

    __tablename__ = "acceptance"

    project: str | None = Field(default=None, foreign_key="project.id")
    accepted_on: str | None = None
    amount_fen: int | None = None
    team: str | None = None
    doc_no: str | None = None
    result: str | None = None
    note: str | None = None


class Payment(RecordTable, table=True):
    """拨付: forms/payment.toml."""

    __tablename__ = "payment"

    project: str | None = Field(default=None, foreign_key="project.id")
    fund_line: str | None = Field(default=None, foreign_key="fund_line.id")
    acceptance: str | None = Field(default=None, foreign_key="acceptance.id")
    payment_kind: str | None = None
    paid_on: str | None = None
    amount_fen: int | None = None
    payee_kind: str | None = None
    household: str | None = Field(default=None, foreign_key="household.id")
    entity: str | None = Field(default=None, foreign_key="entity.id")
    village: str | None = Field(default=None, foreign_key="village.id")
    reviewed_by: str | None = None
    reviewed_on: str | None = None
    doc_no: str | None = None
    note: str | None = None


class SpecialFund(RecordTable, table=True):
    """专项资金: forms/special_fund.toml."""

    __tablename__ = "special_fund"

    year: int | None = None
    opening_fen: int | None = None
    appropriated_fen: int | None = None
    top_up_fen: int | None = None
    other_fen: int | None = None
    payable_fen: int | None = None
    paid_fen: int | None = None
    inflow_fen: int | None = None
    closing_fen: int | None = None
    note: str | None = None
