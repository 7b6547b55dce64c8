"""Reading and writing classes."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from api.crud.listing import (
    RowPage,
    SortColumn,
    between,
    fetch_options,
    fetch_page,
    is_deleted,
    linked_to,
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
from api.schemas.class_schema import (
    ClassCreate,
    ClassListParams,
    ClassMemberLinkCreate,
    ClassSort,
    ClassUpdate,
)
from api.schemas.common import Option, OptionParams
from core.errors import invalid
from db.model import Category, Class, ClassMemberLink, User

SORTS: Mapping[ClassSort, SortColumn] = {
    "id": Class.id,
    "code": Class.code,
    "from": Class.from_,
    "mass": Class.mass,
    "views": Class.views,
    "type": Class.type_,
    "created_at": Class.created_at,
    "updated_at": Class.updated_at,
}


def list_classes(db: Session, params: ClassListParams) -> RowPage[Class]:
    return fetch_page(db, _query(params), params)


def export_classes(db: Session, params: ClassListParams) -> Iterator[Class]:
    return stream_rows(db, _query(params))


def class_options(db: Session, params: OptionParams) -> list[Option]:
    return fetch_options(db, Class, params, Class.code, Class.code)


def get_class(db: Session, class_id: int) -> Class:
    return get_record(db, Class, class_id)


def create_class(db: Session, data: ClassCreate, user: User) -> Class:
    get_related(db, Category, [data.category_id], "category_id")
    if data.parent_id is not None:
        get_related(db, Class, [data.parent_id], "parent_id")
    if data.teacher_id is not None:
        get_related(db, User, [data.teacher_id], "teacher_id")
    values = data.model_dump(exclude={"topic_ids", "members"})
    values["topics"] = get_related(db, Category, data.topic_ids, "topic_ids")
    values["members"] = _member_links(db, data.members, [])
    return create_record(db, Class, values, user)


def update_class(db: Session, class_id: int, data: ClassUpdate, user: User) -> Class:
    class_ = get_class(db, class_id)
    get_related(db, Category, [data.category_id], "category_id")
    if data.parent_id is not None:
        get_related(db, Class, [data.parent_id], "parent_id")
    if data.teacher_id is not None:
        get_related(db, User, [data.teacher_id], "teacher_id")
    values = data.model_dump(exclude={"version", "topic_ids", "members"})
    values["topics"] = get_related(db, Category, data.topic_ids, "topic_ids")
    values["members"] = _member_links(db, data.members, class_.members)
    return update_record(db, class_, values, user, version=data.version)


def delete_class(db: Session, class_id: int, user: User) -> None:
    delete_record(db, Class, class_id, user)


def restore_class(db: Session, class_id: int, user: User) -> Class:
    return restore_record(db, Class, class_id, user)


def bulk_delete_classes(db: Session, ids: list[int], user: User) -> int:
    return delete_records(db, Class, ids, user)


def _member_links(
    db: Session, rows: Sequence[ClassMemberLinkCreate], present: Sequence[ClassMemberLink]
) -> list[ClassMemberLink]:
    """A changed row is replaced under its id, so that its owner changes too."""
    ids = [row.user_id for row in rows]
    if len(ids) > len(set(ids)):
        raise invalid("A record is chosen twice.", "members")
    get_related(db, User, ids, "members")
    known = {link.user_id: link for link in present}
    links = []
    for row in rows:
        values = row.model_dump()
        link = known.get(row.user_id)
        if link is None:
            links.append(ClassMemberLink(**values))
        elif all(getattr(link, name) == value for name, value in values.items()):
            links.append(link)
        else:
            links.append(ClassMemberLink(id=link.id, **values))
    return links


def _query(params: ClassListParams) -> Select[Class]:
    query = select(Class).where(
        is_deleted(Class, params.deleted),
        matches(params.search, Class.code),
        one_of(Class.type_, params.type_),
        one_of(Class.category_id, params.category_id),
        one_of(Class.parent_id, params.parent_id),
        one_of(Class.teacher_id, params.teacher_id),
        linked_to(Class.topics, Category, params.topic_ids),
        Class.members.any(ClassMemberLink.user_id.in_(params.member_ids))
        if params.member_ids
        else true(),
        between(Class.from_, params.from_min, params.from_max),
        between(Class.mass, params.mass_min, params.mass_max),
        between(Class.views, params.views_min, params.views_max),
        between(Class.created_at, params.created_at_min, params.created_at_max),
        between(Class.updated_at, params.updated_at_min, params.updated_at_max),
    )
    return ordered(query, Class, SORTS[params.sort], params.order)
