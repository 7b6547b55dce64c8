from typing import Annotated

from fastapi import APIRouter, Query, status
from fastapi.responses import StreamingResponse

from api.crud import classes
from api.crud.listing import RowPage
from api.csv_export import csv_response
from api.schemas.class_schema import ClassCreate, ClassListParams, ClassRead, ClassUpdate
from api.schemas.common import BulkDeleted, BulkIds, Option, OptionParams, Page, RecordId
from core.security import Reader, Writer, check_may_list
from db.database import DbSession
from db.model import Class

router = APIRouter(prefix="/classes", tags=["classes"])


@router.get("", response_model=Page[ClassRead])
def list_classes(
    params: Annotated[ClassListParams, Query()], db: DbSession, user: Reader
) -> RowPage[Class]:
    check_may_list(user, deleted=params.deleted)
    return classes.list_classes(db, params)


@router.get("/options")
def class_options(
    params: Annotated[OptionParams, Query()], db: DbSession, _user: Reader
) -> list[Option]:
    return classes.class_options(db, params)


@router.get("/export")
def export_classes(
    params: Annotated[ClassListParams, Query()], db: DbSession, user: Reader
) -> StreamingResponse:
    check_may_list(user, deleted=params.deleted)
    rows = classes.export_classes(db, params)
    return csv_response("classes.csv", ClassRead, rows)


@router.post("/bulk-delete")
def bulk_delete_classes(body: BulkIds, db: DbSession, user: Writer) -> BulkDeleted:
    return BulkDeleted(deleted=classes.bulk_delete_classes(db, body.ids, user))


@router.get("/{class_id}", response_model=ClassRead)
def get_class(class_id: RecordId, db: DbSession, _user: Reader) -> Class:
    return classes.get_class(db, class_id)


@router.post("", response_model=ClassRead, status_code=status.HTTP_201_CREATED)
def create_class(body: ClassCreate, db: DbSession, user: Writer) -> Class:
    return classes.create_class(db, body, user)


@router.put("/{class_id}", response_model=ClassRead)
def update_class(class_id: RecordId, body: ClassUpdate, db: DbSession, user: Writer) -> Class:
    return classes.update_class(db, class_id, body, user)


@router.delete("/{class_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_class(class_id: RecordId, db: DbSession, user: Writer) -> None:
    classes.delete_class(db, class_id, user)


@router.post("/{class_id}/restore", response_model=ClassRead)
def restore_class(class_id: RecordId, db: DbSession, user: Writer) -> Class:
    return classes.restore_class(db, class_id, user)
