from datetime import date
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from api.schemas.common import (
    AuditRead,
    BigIntStr,
    DecimalStr,
    Int32,
    ListParams,
    PlainText,
    ReadModel,
    RecordId,
    RequestModel,
    UtcInstant,
)
from db.model import ClassType

ClassSort = Literal["id", "code", "from", "mass", "views", "type", "created_at", "updated_at"]


class ClassMemberLinkCreate(RequestModel):
    user_id: RecordId
    mark: Annotated[Int32, Field(ge=1, le=6)]
    note: PlainText | None = None


class ClassMemberLinkRead(ReadModel):
    user_id: int
    mark: int
    note: str | None


class ClassCreate(RequestModel):
    code: Annotated[PlainText, Field(min_length=1, max_length=20)]
    from_: date = Field(alias="from")
    metadata_: JsonValue = Field(alias="metadata")
    mass: Annotated[DecimalStr, Field(max_digits=30, decimal_places=9)] | None = None
    views: Annotated[BigIntStr, Field(ge=0)] = 0
    type_: ClassType = Field(ClassType.A, alias="type")
    category_id: RecordId
    parent_id: RecordId | None = None
    teacher_id: RecordId | None = None
    topic_ids: list[RecordId] = Field([], max_length=1000)
    members: list[ClassMemberLinkCreate] = Field([], max_length=1000)


class ClassUpdate(ClassCreate):
    version: Int32


class ClassRead(AuditRead):
    id: int
    code: str
    from_: date = Field(serialization_alias="from")
    metadata_: JsonValue = Field(serialization_alias="metadata")
    mass: DecimalStr | None
    views: BigIntStr
    type_: ClassType = Field(serialization_alias="type")
    category_id: int
    parent_id: int | None
    teacher_id: int | None
    topic_ids: list[int]
    members: list[ClassMemberLinkRead]
    deleted_at: UtcInstant | None
    version: int


class ClassListParams(ListParams):
    sort: ClassSort = "code"
    type_: list[ClassType] = Field([], alias="type", max_length=100)
    category_id: list[RecordId] = Field([], max_length=100)
    parent_id: list[RecordId] = Field([], max_length=100)
    teacher_id: list[RecordId] = Field([], max_length=100)
    topic_ids: list[RecordId] = Field([], max_length=100)
    member_ids: list[RecordId] = Field([], max_length=100)
    from_min: date | None = None
    from_max: date | None = None
    mass_min: Annotated[DecimalStr, Field(max_digits=30, decimal_places=9)] | None = None
    mass_max: Annotated[DecimalStr, Field(max_digits=30, decimal_places=9)] | None = None
    views_min: BigIntStr | None = None
    views_max: BigIntStr | None = None
    created_at_min: UtcInstant | None = None
    created_at_max: UtcInstant | None = None
    updated_at_min: UtcInstant | None = None
    updated_at_max: UtcInstant | None = None
