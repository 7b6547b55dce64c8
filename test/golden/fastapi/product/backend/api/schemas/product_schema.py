from typing import Annotated, Literal

from pydantic import Field

from api.schemas.common import (
    AuditRead,
    DecimalStr,
    Int32,
    ListParams,
    PlainText,
    RecordId,
    RequestModel,
    UtcInstant,
)
from db.model import ProductStatus

ProductSort = Literal["id", "name_en", "name_ar", "price", "status", "created_at", "updated_at"]


class ProductCreate(RequestModel):
    name_en: Annotated[PlainText, Field(min_length=1, max_length=64)]
    name_ar: Annotated[PlainText, Field(min_length=1, max_length=64)]
    price: Annotated[DecimalStr, Field(max_digits=10, decimal_places=2)]
    status: ProductStatus | None = None
    category_id: RecordId | None = None


class ProductUpdate(ProductCreate):
    version: Int32


class ProductRead(AuditRead):
    id: int
    name_en: str
    name_ar: str
    price: DecimalStr
    status: ProductStatus | None
    category_id: int | None
    deleted_at: UtcInstant | None
    version: int


class ProductListParams(ListParams):
    sort: ProductSort = "name_en"
    status: list[ProductStatus] = Field([], max_length=100)
    category_id: list[RecordId] = Field([], max_length=100)
    price_min: Annotated[DecimalStr, Field(max_digits=10, decimal_places=2)] | None = None
    price_max: Annotated[DecimalStr, Field(max_digits=10, decimal_places=2)] | None = None
    created_at_min: UtcInstant | None = None
    created_at_max: UtcInstant | None = None
    updated_at_min: UtcInstant | None = None
    updated_at_max: UtcInstant | None = None
