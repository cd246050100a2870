"""Policies, bulletins, inspections, publicity, self-checks, work teams, figures of the county."""

from sqlmodel import Field

from fupin_desk.store.tables.record import RecordTable


class PolicyDocument(RecordTable, table=True):
    """政策文件: forms/policy_document.toml."""

    __tablename__ = "policy_document"

    title: str | None = None
    document_kind: str | None = None
    doc_no: str | None = None
    issuer: str | None = None
    issued_on: str | None = None
    note: str | None = None


class PolicyBenefit(RecordTable, table=True):
    """政策享受: forms/policy_benefit.toml."""

    __tablename__ = "policy_benefit"

    household: str | None = Field(default=None, foreign_key="household.id")
    benefit_kind: str | None = None
    policy_document: str | None = Field(default=None, foreign_key="policy_document.id")
    amount_fen: int | None = None
    received_on: str | None = None
    note: str | None = None


class Bulletin(RecordTable, table=True):
    """通报: forms/bulletin.toml."""

    __tablename__ = "bulletin"

    title: str | None = None
    period: str | None = None
    issued_on: str | None = None
    doc_no: str | None = None
    summary: str | None = None
    note: str | None = None


class Inspection(RecordTable, table=True):
    """督查: forms/inspection.toml."""

    __tablename__ = "inspection"

    inspection_kind: str | None = None
    inspected_on: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    inspected_unit: str | None = None
    inspector: str | None = None
    summary: str | None = None
    note: str | None = None


class InspectionFinding(RecordTable, table=True):
    """督查问题: forms/inspection_finding.toml."""

    __tablename__ = "inspection_finding"

    inspection: str | None = Field(default=None, foreign_key="inspection.id")
    problem: str | None = None
    responsible: str | None = None
    due_on: str | None = None
    rectified_on: str | None = None
    state: str | None = None
    result: str | None = None


class Publicity(RecordTable, table=True):
    """宣传: forms/publicity.toml."""

    __tablename__ = "publicity"

    title: str | None = None
    media: str | None = None
    outlet: str | None = None
    published_on: str | None = None
    subject: str | None = None
    note: str | None = None


class SelfCheck(RecordTable, table=True):
    """乡镇自查: forms/self_check.toml."""

    __tablename__ = "self_check"

    township: str | None = None
    period: str | None = None
    checked_on: str | None = None
    planning_done: int | None = None
    projects_done: int | None = None
    funds_done: int | None = None
    progress_done: int | None = None
    problem: str | None = None
    note: str | None = None


class WorkTeam(RecordTable, table=True):
    """驻村工作队: forms/work_team.toml."""

    __tablename__ = "work_team"

    name: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    unit: str | None = None
    affiliation: str | None = None
    started_on: str | None = None
    ended_on: str | None = None
    phone: str | None = None
    note: str | None = None


class TeamMember(RecordTable, table=True):
    """队员: forms/team_member.toml."""

    __tablename__ = "team_member"

    work_team: str | None = Field(default=None, foreign_key="work_team.id")
    name: str | None = None
    unit: str | None = None
    post: str | None = None
    is_leader: int | None = None
    is_first_secretary: int | None = None
    political_status: str | None = None
    phone: str | None = None
    started_on: str | None = None
    ended_on: str | None = None


class CountyFigure(RecordTable, table=True):
    """县级参考数: forms/county_figure.toml."""

    __tablename__ = "county_figure"

    rule: str | None = None
    as_of: str | None = None
    part_hundredths: int | None = None
    whole_hundredths: int | None = None
    source: str | None = None
