from typing import Annotated

from fastapi import APIRouter, Query, status
from fastapi.responses import StreamingResponse

from api.crud import products
from api.crud.listing import RowPage
from api.csv_export import csv_response
from api.schemas.common import BulkDeleted, BulkIds, Option, OptionParams, Page, RecordId
from api.schemas.product_schema import ProductCreate, ProductListParams, ProductRead, ProductUpdate
from core.security import Reader, Writer, check_may_list
from db.database import DbSession
from db.model import Product

router = APIRouter(prefix="/products", tags=["products"])


@router.get("", response_model=Page[ProductRead])
def list_products(
    params: Annotated[ProductListParams, Query()], db: DbSession, user: Reader
) -> RowPage[Product]:
    check_may_list(user, deleted=params.deleted)
    return products.list_products(db, params)


@router.get("/options")
def product_options(
    params: Annotated[OptionParams, Query()], db: DbSession, _user: Reader
) -> list[Option]:
    return products.product_options(db, params)


@router.get("/export")
def export_products(
    params: Annotated[ProductListParams, Query()], db: DbSession, user: Reader
) -> StreamingResponse:
    check_may_list(user, deleted=params.deleted)
    rows = products.export_products(db, params)
    return csv_response("products.csv", ProductRead, rows)


@router.post("/bulk-delete")
def bulk_delete_products(body: BulkIds, db: DbSession, user: Writer) -> BulkDeleted:
    return BulkDeleted(deleted=products.bulk_delete_products(db, body.ids, user))


@router.get("/{product_id}", response_model=ProductRead)
def get_product(product_id: RecordId, db: DbSession, _user: Reader) -> Product:
    return products.get_product(db, product_id)


@router.post("", response_model=ProductRead, status_code=status.HTTP_201_CREATED)
def create_product(body: ProductCreate, db: DbSession, user: Writer) -> Product:
    return products.create_product(db, body, user)


@router.put("/{product_id}", response_model=ProductRead)
def update_product(
    product_id: RecordId, body: ProductUpdate, db: DbSession, user: Writer
) -> Product:
    return products.update_product(db, product_id, body, user)


@router.delete("/{product_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_product(product_id: RecordId, db: DbSession, user: Writer) -> None:
    products.delete_product(db, product_id, user)


@router.post("/{product_id}/restore", response_model=ProductRead)
def restore_product(product_id: RecordId, db: DbSession, user: Writer) -> Product:
    return products.restore_product(db, product_id, user)
