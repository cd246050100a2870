"""Entities and land, e-commerce, tourism, infrastructure."""

from sqlmodel import Field

from fupin_desk.store.tables.record import RecordTable


class Entity(RecordTable, table=True):
    """经营主体: forms/entity.toml."""

    __tablename__ = "entity"

    name: str | None = None
    entity_kind: str | None = None
    credit_code: str | None = None
    legal_person: str | None = None
    phone: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    industry: str | None = None
    founded_on: str | None = None
    state: str | None = None
    drive_intent: int | None = None
    scale: str | None = None
    assets_fen: int | None = None
    output_fen: int | None = None
    note: str | None = None


class DriveLink(RecordTable, table=True):
    """带动关系: forms/drive_link.toml."""

    __tablename__ = "drive_link"

    entity: str | None = Field(default=None, foreign_key="entity.id")
    household: str | None = Field(default=None, foreign_key="household.id")
    modes: str | None = None
    agreement_no: str | None = None
    started_on: str | None = None
    ended_on: str | None = None
    workdays: int | None = None
    wage_fen: int | None = None
    shares_fen: int | None = None
    dividend_fen: int | None = None
    increase_fen: int | None = None
    note: str | None = None


class ShareAgreement(RecordTable, table=True):
    """股份合作协议: forms/share_agreement.toml."""

    __tablename__ = "share_agreement"

    agreement_no: str | None = None
    entity: str | None = Field(default=None, foreign_key="entity.id")
    village: str | None = Field(default=None, foreign_key="village.id")
    household: str | None = Field(default=None, foreign_key="household.id")
    signed_on: str | None = None
    ended_on: str | None = None
    shares_fen: int | None = None
    dividend_fen: int | None = None
    note: str | None = None


class LandTransfer(RecordTable, table=True):
    """土地流转: forms/land_transfer.toml."""

    __tablename__ = "land_transfer"

    contract_no: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    entity: str | None = Field(default=None, foreign_key="entity.id")
    transferee: str | None = None
    area_cmu: int | None = None
    rent_fen: int | None = None
    started_on: str | None = None
    ended_on: str | None = None
    household: str | None = Field(default=None, foreign_key="household.id")
    note: str | None = None


class EcommerceCentre(RecordTable, table=True):
    """县电商中心: forms/ecommerce_centre.toml."""

    __tablename__ = "ecommerce_centre"

    name: str | None = None
    opened_on: str | None = None
    closed_on: str | None = None
    address: str | None = None
    responsible: str | None = None
    phone: str | None = None
    note: str | None = None


class EcommerceStation(RecordTable, table=True):
    """电商服务站: forms/ecommerce_station.toml."""

    __tablename__ = "ecommerce_station"

    name: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    built_on: str | None = None
    accepted_on: str | None = None
    closed_on: str | None = None
    state: str | None = None
    address: str | None = None
    area_m2: int | None = None
    responsible: str | None = None
    phone: str | None = None
    services: str | None = None
    note: str | None = None


class OnlineShop(RecordTable, table=True):
    """网店: forms/online_shop.toml."""

    __tablename__ = "online_shop"

    name: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    platform: str | None = None
    shop_no: str | None = None
    owner: str | None = None
    household: str | None = Field(default=None, foreign_key="household.id")
    opened_on: str | None = None
    closed_on: str | None = None
    state: str | None = None
    goods: str | None = None
    sales_fen: int | None = None
    note: str | None = None


class TourismBase(RecordTable, table=True):
    """旅游扶贫基地: forms/tourism_base.toml."""

    __tablename__ = "tourism_base"

    name: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    programme: str | None = None
    built_on: str | None = None
    state: str | None = None
    poor_households: int | None = None
    poor_workers: int | None = None
    visitors: int | None = None
    income_fen: int | None = None
    note: str | None = None


class Infrastructure(RecordTable, table=True):
    """基础设施项目: forms/infrastructure.toml."""

    __tablename__ = "infrastructure"

    name: str | None = None
    infrastructure_kind: str | None = None
    village: str | None = Field(default=None, foreign_key="village.id")
    department: str | None = None
    serves_industry_area: int | None = None
    serves_entity: int | None = None
    invested_fen: int | None = None
    finished_on: str | None = None
    note: str | None = None
