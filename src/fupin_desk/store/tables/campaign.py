"""Rounds of assistance, expert service, training, and explanations of warnings."""

from sqlmodel import Field

from fupin_desk.store.tables.record import RecordTable


class Round(RecordTable, table=True):
    """帮扶轮次: forms/round.toml."""

    __tablename__ = "round"

    number: int | None = None
    year: int | None = None
    name: str | None = None
    started_on: str | None = None
    ended_on: str | None = None
    state: str | None = None
    note: str | None = None


class Assistance(RecordTable, table=True):
    """帮扶记录: forms/assistance.toml."""

    __tablename__ = "assistance"

    household: str | None = Field(default=None, foreign_key="household.id")
    round: str | None = Field(default=None, foreign_key="round.id")
    assistance_kind: str | None = None
    measure: str | None = None
    industry: str | None = None
    scale_hundredths: int | None = None
    scale_unit: str | None = None
    amount_fen: int | None = None
    status: str | None = None
    done_on: str | None = None
    income_increase_fen: int | None = None
    responsible: str | None = None
    note: str | None = None


class Expert(RecordTable, table=True):
    """专家: forms/expert.toml."""

    __tablename__ = "expert"

    name: str | None = None
    is_team_member: int | None = None
    bureau: str | None = None
    unit: str | None = None
    title: str | None = None
    specialty: str | None = None
    phone: str | None = None
    note: str | None = None


class Pairing(RecordTable, table=True):
    """专家结对: forms/pairing.toml."""

    __tablename__ = "pairing"

    expert: str | None = Field(default=None, foreign_key="expert.id")
    village: str | None = Field(default=None, foreign_key="village.id")
    started_on: str | None = None
    ended_on: str | None = None
    note: str | None = None


class Visit(RecordTable, table=True):
    """专家服务: forms/visit.toml."""

    __tablename__ = "visit"

    visited_on: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    level: str | None = None
    status: str | None = None
    way: str | None = None
    topics: str | None = None
    industry: str | None = None
    problem: str | None = None
    advice: str | None = None
    follow_up_on: str | None = None
    is_pay_linked: int | None = None
    village_signed: int | None = None
    note: str | None = None


class VisitExpert(RecordTable, table=True):
    """服务专家: forms/visit_expert.toml."""

    __tablename__ = "visit_expert"

    visit: str | None = Field(default=None, foreign_key="visit.id")
    expert: str | None = Field(default=None, foreign_key="expert.id")


class VisitHousehold(RecordTable, table=True):
    """受指导农户: forms/visit_household.toml."""

    __tablename__ = "visit_household"

    visit: str | None = Field(default=None, foreign_key="visit.id")
    household: str | None = Field(default=None, foreign_key="household.id")
    is_signed: int | None = None
    note: str | None = None


class Course(RecordTable, table=True):
    """培训班: forms/course.toml."""

    __tablename__ = "course"

    name: str | None = None
    course_kind: str | None = None
    organiser: str | None = None
    started_on: str | None = None
    ended_on: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    location: str | None = None
    responsible: str | None = None
    phone: str | None = None
    content: str | None = None


class Attendance(RecordTable, table=True):
    """培训记录: forms/attendance.toml."""

    __tablename__ = "attendance"

    course: str | None = Field(default=None, foreign_key="course.id")
    member: str | None = Field(default=None, foreign_key="member.id")
    status: str | None = None
    reason: str | None = None
    certificate_no: str | None = None
    note: str | None = None


class Waiver(RecordTable, table=True):
    """核实说明: forms/waiver.toml."""

    __tablename__ = "waiver"

    about_kind: str | None = None
    about: str | None = None
    about_field: str | None = None
    finding: str | None = None
    reason: str | None = None
