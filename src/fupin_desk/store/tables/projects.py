"""Plans, industries, bases and the project library."""

from sqlmodel import Field

from fupin_desk.store.tables.record import RecordTable


class Plan(RecordTable, table=True):
    """产业扶贫规划: forms/plan.toml."""

    __tablename__ = "plan"

    title: str | None = None
    township: str | None = None
    from_year: int | None = None
    to_year: int | None = None
    adopted_on: str | None = None
    doc_no: str | None = None
    coordination: str | None = None
    note: str | None = None


class PlanLine(RecordTable, table=True):
    """规划到村到户: forms/plan_line.toml."""

    __tablename__ = "plan_line"

    plan: str | None = Field(default=None, foreign_key="plan.id")
    village: str | None = Field(default=None, foreign_key="village.id")
    household: str | None = Field(default=None, foreign_key="household.id")
    industry: str | None = None
    scale_hundredths: int | None = None
    scale_unit: str | None = None
    year: int | None = None
    note: str | None = None


class VillageIndustry(RecordTable, table=True):
    """村级产业: forms/village_industry.toml."""

    __tablename__ = "village_industry"

    village: str | None = Field(default=None, foreign_key="village.id")
    year: int | None = None
    industry: str | None = None
    name: str | None = None
    is_feature: int | None = None
    is_one_village_one_product: int | None = None
    state: str | None = None
    started_on: str | None = None
    ended_on: str | None = None
    area_cmu: int | None = None
    contiguous_cmu: int | None = None
    new_variety_cmu: int | None = None
    new_technology_cmu: int | None = None
    scale_hundredths: int | None = None
    scale_unit: str | None = None
    output_fen: int | None = None
    households: int | None = None
    poor_households: int | None = None
    note: str | None = None


class Base(RecordTable, table=True):
    """产业基地: forms/base.toml."""

    __tablename__ = "base"

    name: str | None = None
    base_kind: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    industry: str | None = None
    built_on: str | None = None
    state: str | None = None
    operator_name: str | None = None
    scale: str | None = None
    workers: int | None = None
    poor_workers: int | None = None
    poor_households: int | None = None
    note: str | None = None


class TownshipIndustry(RecordTable, table=True):
    """一乡一业: forms/township_industry.toml."""

    __tablename__ = "township_industry"

    township: str | None = None
    industry: str | None = None
    name: str | None = None
    named_on: str | None = None
    ended_on: str | None = None
    doc_no: str | None = None
    output_fen: int | None = None
    note: str | None = None


class Project(RecordTable, table=True):
    """产业扶贫项目: forms/project.toml."""

    __tablename__ = "project"

    name: str | None = None
    project_no: str | None = None
    category: str | None = None
    construction_kind: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    planned_start: str | None = None
    planned_end: str | None = None
    batch_no: str | None = None
    responsible_unit: str | None = None
    responsible: str | None = None
    phone: str | None = None
    industry: str | None = None
    scope: str | None = None
    scale_hundredths: int | None = None
    scale_unit: str | None = None
    budget_fen: int | None = None
    funding: str | None = None
    link_mechanisms: str | None = None
    participation: str | None = None
    performance_goal: str | None = None
    expected_return_fen: int | None = None
    is_feature: int | None = None
    is_major: int | None = None
    is_tech_transfer: int | None = None
    note: str | None = None


class ProjectEvent(RecordTable, table=True):
    """项目节点: forms/project_event.toml."""

    __tablename__ = "project_event"

    project: str | None = Field(default=None, foreign_key="project.id")
    stage: str | None = None
    happened_on: str | None = None
    person: str | None = None
    doc_no: str | None = None
    opinion: str | None = None


class ProjectHousehold(RecordTable, table=True):
    """项目受益户: forms/project_household.toml."""

    __tablename__ = "project_household"

    project: str | None = Field(default=None, foreign_key="project.id")
    household: str | None = Field(default=None, foreign_key="household.id")
    started_on: str | None = None
    ended_on: str | None = None
    link_mechanism: str | None = None
    expected_fen: int | None = None
    note: str | None = None


class ProjectVillage(RecordTable, table=True):
    """项目受益村: forms/project_village.toml."""

    __tablename__ = "project_village"

    project: str | None = Field(default=None, foreign_key="project.id")
    village: str | None = Field(default=None, foreign_key="village.id")
    note: str | None = None


class ProjectReturn(RecordTable, table=True):
    """项目年收益: forms/project_return.toml."""

    __tablename__ = "project_return"

    project: str | None = Field(default=None, foreign_key="project.id")
    year: int | None = None
    return_fen: int | None = None
    net_profit_fen: int | None = None
    distributed_fen: int | None = None
    households: int | None = None
    note: str | None = None


class ProjectProgress(RecordTable, table=True):
    """项目进度: forms/project_progress.toml."""

    __tablename__ = "project_progress"

    project: str | None = Field(default=None, foreign_key="project.id")
    reported_on: str | None = None
    percent: int | None = None
    progress: str | None = None
    problem: str | None = None
