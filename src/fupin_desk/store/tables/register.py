"""The register: villages, households and what hangs on them."""

from sqlmodel import Field

from fupin_desk.store.tables.record import RecordTable


class Village(RecordTable, table=True):
    """村: forms/village.toml."""

    __tablename__ = "village"

    name: str | None = None
    township: str | None = None
    is_poor_village: int | None = None
    code_2018: str | None = None
    code_2017: str | None = None
    other_names: str | None = None
    group_count: int | None = None
    household_count: int | None = None
    contracted_farmland_cmu: int | None = None
    population: int | None = None
    contact_name: str | None = None
    contact_phone: str | None = None
    note: str | None = None


class Household(RecordTable, table=True):
    """农户: forms/household.toml."""

    __tablename__ = "household"

    village: str | None = Field(default=None, foreign_key="village.id")
    group_name: str | None = None
    household_no: str | None = None
    address: str | None = None
    phone: str | None = None
    identification_standard: str | None = None
    poverty_category: str | None = None
    main_cause: str | None = None
    other_causes: str | None = None
    identified_year: int | None = None
    poverty_status: str | None = None
    exit_year: int | None = None
    closed_on: str | None = None
    close_reason: str | None = None
    system_state: str | None = None
    industry_willingness: str | None = None
    willingness_on: str | None = None
    development_mode: str | None = None
    business_ability: int | None = None
    loan_willingness: int | None = None
    industry_direction: str | None = None
    bank_name: str | None = None
    bank_account: str | None = None
    account_kind: str | None = None
    account_holder: str | None = None
    account_holder_relation: str | None = None
    is_martyr_family: int | None = None
    is_only_child_family: int | None = None
    is_two_daughter_family: int | None = None
    is_relocated: int | None = None
    left_behind: str | None = None
    note: str | None = None


class Member(RecordTable, table=True):
    """家庭成员: forms/member.toml."""

    __tablename__ = "member"

    household: str | None = Field(default=None, foreign_key="household.id")
    name: str | None = None
    relation: str | None = None
    id_number: str | None = None
    id_kind: str | None = None
    sex: str | None = None
    birth_date: str | None = None
    ethnicity: str | None = None
    political_status: str | None = None
    phone: str | None = None
    labour_capability: str | None = None
    health_status: str | None = None
    education: str | None = None
    school_status: str | None = None
    work_region: str | None = None
    work_months: int | None = None
    wants_training: int | None = None
    disability_kind: str | None = None
    disability_grade: str | None = None
    has_medical_insurance: int | None = None
    has_pension_insurance: int | None = None
    has_major_illness_insurance: int | None = None
    receives_dibao: int | None = None
    is_serving_soldier: int | None = None
    joined_on: str | None = None
    join_reason: str | None = None
    left_on: str | None = None
    leave_reason: str | None = None
    member_no: str | None = None
    person: str | None = Field(default=None, foreign_key="member.id")
    note: str | None = None


class Income(RecordTable, table=True):
    """年度收入: forms/income.toml."""

    __tablename__ = "income"

    household: str | None = Field(default=None, foreign_key="household.id")
    year: int | None = None
    income_wage_fen: int | None = None
    income_business_fen: int | None = None
    income_property_fen: int | None = None
    income_asset_dividend_fen: int | None = None
    income_property_other_fen: int | None = None
    income_transfer_fen: int | None = None
    income_family_planning_fen: int | None = None
    income_dibao_fen: int | None = None
    income_wubao_fen: int | None = None
    income_pension_fen: int | None = None
    income_eco_compensation_fen: int | None = None
    income_transfer_other_fen: int | None = None
    income_total_fen: int | None = None
    business_expense_fen: int | None = None
    income_net_fen: int | None = None


class Condition(RecordTable, table=True):
    """生产生活条件: forms/condition.toml."""

    __tablename__ = "condition"

    household: str | None = Field(default=None, foreign_key="household.id")
    year: int | None = None
    farmland_cmu: int | None = None
    irrigated_cmu: int | None = None
    woodland_cmu: int | None = None
    returned_woodland_cmu: int | None = None
    orchard_cmu: int | None = None
    pasture_cmu: int | None = None
    water_surface_cmu: int | None = None
    has_production_power: int | None = None
    in_cooperative: int | None = None
    led_by_enterprise: int | None = None
    led_by_entrepreneur: int | None = None
    water_difficult: int | None = None
    water_safe: int | None = None
    has_living_power: int | None = None
    has_broadcast_tv: int | None = None
    road_distance_m: int | None = None
    access_road_kind: str | None = None
    house_area_dm2: int | None = None
    is_dangerous_house: int | None = None
    danger_grade: str | None = None
    has_sanitary_toilet: int | None = None
    main_fuel: str | None = None


class Helper(RecordTable, table=True):
    """帮扶责任人: forms/helper.toml."""

    __tablename__ = "helper"

    household: str | None = Field(default=None, foreign_key="household.id")
    name: str | None = None
    unit: str | None = None
    post: str | None = None
    affiliation: str | None = None
    political_status: str | None = None
    phone: str | None = None
    started_on: str | None = None
    ended_on: str | None = None
    content: str | None = None
