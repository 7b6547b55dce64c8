"""Reading and writing products."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.crud.listing import (
    RowPage,
    SortColumn,
    between,
    fetch_options,
    fetch_page,
    is_deleted,
    matches,
    one_of,
    ordered,
    stream_rows,
)
from api.crud.records import (
    create_record,
    delete_record,
    delete_records,
    get_record,
    get_related,
    restore_record,
    update_record,
)
from api.schemas.common import Option, OptionParams
from api.schemas.product_schema import ProductCreate, ProductListParams, ProductSort, ProductUpdate
from db.model import Category, Product, User

SORTS: Mapping[ProductSort, SortColumn] = {
    "id": Product.id,
    "name_en": Product.name_en,
    "name_ar": Product.name_ar,
    "price": Product.price,
    "status": Product.status,
    "created_at": Product.created_at,
    "updated_at": Product.updated_at,
}


def list_products(db: Session, params: ProductListParams) -> RowPage[Product]:
    return fetch_page(db, _query(params), params)


def export_products(db: Session, params: ProductListParams) -> Iterator[Product]:
    return stream_rows(db, _query(params))


def product_options(db: Session, params: OptionParams) -> list[Option]:
    return fetch_options(db, Product, params, Product.name_en, Product.name_ar)


def get_product(db: Session, product_id: int) -> Product:
    return get_record(db, Product, product_id)


def create_product(db: Session, data: ProductCreate, user: User) -> Product:
    if data.category_id is not None:
        get_related(db, Category, [data.category_id], "category_id")
    values = data.model_dump()
    return create_record(db, Product, values, user)


def update_product(db: Session, product_id: int, data: ProductUpdate, user: User) -> Product:
    product = get_product(db, product_id)
    if data.category_id is not None:
        get_related(db, Category, [data.category_id], "category_id")
    values = data.model_dump(exclude={"version"})
    return update_record(db, product, values, user, version=data.version)


def delete_product(db: Session, product_id: int, user: User) -> None:
    delete_record(db, Product, product_id, user)


def restore_product(db: Session, product_id: int, user: User) -> Product:
    return restore_record(db, Product, product_id, user)


def bulk_delete_products(db: Session, ids: list[int], user: User) -> int:
    return delete_records(db, Product, ids, user)


def _query(params: ProductListParams) -> Select[Product]:
    query = select(Product).where(
        is_deleted(Product, params.deleted),
        matches(params.search, Product.name_en, Product.name_ar),
        one_of(Product.status, params.status),
        one_of(Product.category_id, params.category_id),
        between(Product.price, params.price_min, params.price_max),
        between(Product.created_at, params.created_at_min, params.created_at_max),
        between(Product.updated_at, params.updated_at_min, params.updated_at_max),
    )
    return ordered(query, Product, SORTS[params.sort], params.order)
