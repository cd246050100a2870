"""Loans, subsidies, the risk fund, insurance."""

from sqlmodel import Field

from fupin_desk.store.tables.record import RecordTable


class Loan(RecordTable, table=True):
    """贷款: forms/loan.toml."""

    __tablename__ = "loan"

    contract_no: str | None = None
    borrower_kind: str | None = None
    household: str | None = Field(default=None, foreign_key="household.id")
    member: str | None = Field(default=None, foreign_key="member.id")
    entity: str | None = Field(default=None, foreign_key="entity.id")
    bank: str | None = None
    principal_fen: int | None = None
    months: int | None = None
    rate_bp: int | None = None
    lent_on: str | None = None
    due_on: str | None = None
    purpose: str | None = None
    is_productive: int | None = None
    note: str | None = None


class Repayment(RecordTable, table=True):
    """还款: forms/repayment.toml."""

    __tablename__ = "repayment"

    loan: str | None = Field(default=None, foreign_key="loan.id")
    paid_on: str | None = None
    principal_fen: int | None = None
    interest_fen: int | None = None
    note: str | None = None


class InterestSubsidy(RecordTable, table=True):
    """贴息: forms/interest_subsidy.toml."""

    __tablename__ = "interest_subsidy"

    loan: str | None = Field(default=None, foreign_key="loan.id")
    from_day: str | None = None
    to_day: str | None = None
    interest_fen: int | None = None
    subsidy_fen: int | None = None
    is_eligible: int | None = None
    paid_on: str | None = None
    note: str | None = None


class RiskFund(RecordTable, table=True):
    """风险补偿金: forms/risk_fund.toml."""

    __tablename__ = "risk_fund"

    bank: str | None = None
    transaction_kind: str | None = None
    amount_fen: int | None = None
    happened_on: str | None = None
    reference: str | None = None
    loss_claim: str | None = Field(default=None, foreign_key="loss_claim.id")
    note: str | None = None


class LossClaim(RecordTable, table=True):
    """风险代偿: forms/loss_claim.toml."""

    __tablename__ = "loss_claim"

    loan: str | None = Field(default=None, foreign_key="loan.id")
    recognised_on: str | None = None
    loss_fen: int | None = None
    bank_share_fen: int | None = None
    government_share_fen: int | None = None
    note: str | None = None


class Insurance(RecordTable, table=True):
    """产业保险: forms/insurance.toml."""

    __tablename__ = "insurance"

    policy_no: str | None = None
    insurance_kind: str | None = None
    household: str | None = Field(default=None, foreign_key="household.id")
    entity: str | None = Field(default=None, foreign_key="entity.id")
    insurer: str | None = None
    insured_fen: int | None = None
    premium_fen: int | None = None
    subsidy_fen: int | None = None
    from_day: str | None = None
    to_day: str | None = None
    note: str | None = None
