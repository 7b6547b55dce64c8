import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import get_args

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from api.crud.classes import SORTS
from api.schemas.class_schema import ClassSort
from db.base import utc_now
from db.model import Category, Class, ClassType, Role, User
from tests.conftest import StatementCounter

URL = "/setting/classes"
START = datetime(2026, 1, 1, tzinfo=UTC)

Body = dict[str, object]
MakeClass = Callable[..., Class]

BODY: Body = {
    "code": "Code 0",
    "from": "2026-01-01",
    "metadata": {"size": [1, None]},
    "mass": "0.000000000",
    "views": "0",
    "type": "in-stock",
    "category_id": 101,
    "parent_id": None,
    "teacher_id": 101,
    "topic_ids": [101, 102],
    "members": [{"user_id": 101, "mark": 1, "note": "Note 0"}],
}

ROUTES: list[tuple[str, str, Body | None]] = [
    ("GET", URL, None),
    ("GET", f"{URL}/options", None),
    ("GET", f"{URL}/export", None),
    ("GET", f"{URL}/1", None),
    ("POST", URL, BODY),
    ("PUT", f"{URL}/1", BODY | {"version": 1}),
    ("DELETE", f"{URL}/1", None),
    ("POST", f"{URL}/1/restore", None),
    ("POST", f"{URL}/bulk-delete", {"ids": [1]}),
]
ADMIN_ROUTES = [
    *(route for route in ROUTES if route[0] != "GET"),
    ("GET", f"{URL}?deleted=true", None),
    ("GET", f"{URL}/export?deleted=true", None),
]


def new_class(number: int, /, **values: object) -> Class:
    made_up: Body = {
        "code": f"Code {number}",
        "from_": date(2026, 1, 1) + timedelta(days=number),
        "metadata_": {"number": number},
        "category_id": 101,
    }
    return Class(**made_up | values)


def _add_needed(db: Session) -> None:
    """What classes cannot do without: records 101 to 110."""
    if db.get(Category, 101) is None:
        db.add_all(
            Category(id=number, name_en=f"Category {number}", name_ar=f"Category {number}")
            for number in range(101, 111)
        )
        db.commit()


@pytest.fixture(autouse=True)
def related(db: Session) -> None:
    """What classes refer to: records 101 to 110."""
    _add_needed(db)
    if db.get(User, 101) is None:
        db.add_all(
            User(
                id=number,
                username=f"User {number}",
                password_hash=f"User {number}",
                role=next(iter(Role)),
            )
            for number in range(101, 111)
        )
        db.commit()


def add_classes(db: Session) -> None:
    """Records 101 to 110, for tests of what refers to them."""
    if db.get(Class, 101) is None:
        _add_needed(db)
        db.add_all(new_class(number, id=number) for number in range(101, 111))
        db.commit()


@pytest.fixture
def make(db: Session) -> MakeClass:
    """Adds a record; values that are not given are made up and unique."""
    numbers = count(1)

    def make_class(**values: object) -> Class:
        row = new_class(next(numbers), **values)
        db.add(row)
        db.commit()
        return row

    return make_class


@pytest.fixture
def rows(make: MakeClass) -> list[int]:
    """Three records, by id; no value of one is below the same of the one before."""
    return [
        make(
            code=f"Code {number}",
            from_=date(2026, 1, 1) + timedelta(days=number),
            mass=Decimal(number).scaleb(-9),
            views=number,
            type_=ClassType.IN_STOCK if number == 2 else ClassType.A,
            category_id=101 + number,
            teacher_id=101 + number,
            created_at=START + timedelta(hours=number),
            updated_at=START + timedelta(hours=number),
        ).id
        for number in range(3)
    ]


def body(**values: object) -> Body:
    return BODY | values


def found(client: TestClient, params: Body | None = None) -> list[int]:
    answer = client.get(URL, params={key: str(value) for key, value in (params or {}).items()})
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


def test_list(admin_client: TestClient, viewer_client: TestClient) -> None:
    created = admin_client.post(URL, json=body()).json()
    answer = viewer_client.get(URL)
    assert answer.json() == {"items": [created], "total": 1, "page": 1, "page_size": 20}


def test_list_hides_deleted(viewer_client: TestClient, make: MakeClass) -> None:
    make(deleted_at=utc_now())
    assert found(viewer_client) == []


@pytest.mark.parametrize("field", ["code"])
def test_search(viewer_client: TestClient, make: MakeClass, field: str) -> None:
    row = make(**{field: "Zebras"})
    make()
    assert found(viewer_client, {"search": " ZEBRA "}) == [row.id]
    assert found(viewer_client, {"search": "missing"}) == []


@pytest.mark.parametrize("text", ["%", "_", "\\"])
def test_search_takes_wildcards_as_they_are(
    viewer_client: TestClient, make: MakeClass, text: str
) -> None:
    row = make(code=f"a{text}b")
    make(code="ab")
    assert found(viewer_client, {"search": text}) == [row.id]


@pytest.mark.parametrize(
    ("name", "value", "positions"),
    [
        ("from_min", "2026-01-02", [1, 2]),
        ("from_max", "2026-01-02", [0, 1]),
        ("mass_min", "0.000000001", [1, 2]),
        ("mass_max", "0.000000001", [0, 1]),
        ("views_min", "1", [1, 2]),
        ("views_max", "1", [0, 1]),
        ("type", "in-stock", [2]),
        ("category_id", "102", [1]),
        ("teacher_id", "102", [1]),
        ("created_at_min", "2026-01-01T01:00:00Z", [1, 2]),
        ("created_at_max", "2026-01-01T01:00:00Z", [0, 1]),
        ("updated_at_min", "2026-01-01T01:00:00Z", [1, 2]),
        ("updated_at_max", "2026-01-01T01:00:00Z", [0, 1]),
    ],
)
def test_filters(
    viewer_client: TestClient, rows: list[int], name: str, value: str, positions: list[int]
) -> None:
    wanted = [rows[position] for position in positions]
    assert sorted(found(viewer_client, {name: value})) == wanted


@pytest.mark.parametrize("sort", get_args(ClassSort))
def test_sort(viewer_client: TestClient, rows: list[int], sort: str) -> None:
    first, second, third = rows
    descending = [third, second, first]
    if sort in {"type"}:  # the first two are equal
        descending = [third, first, second]
    assert found(viewer_client, {"sort": sort, "order": "asc"}) == rows
    assert found(viewer_client, {"sort": sort, "order": "desc"}) == descending


def test_every_sort_has_a_column() -> None:
    assert list(SORTS) == list(get_args(ClassSort))


@pytest.mark.parametrize(
    "query",
    [
        "sort=version",
        "sort=code;drop",
        "order=up",
        "page=0",
        "page_size=101",
        "colour=red",
        "search=%00",
        "from_min=x",
        "mass_min=x",
        "views_min=x",
        "created_at_min=x",
        "updated_at_min=x",
    ],
)
@pytest.mark.parametrize("path", [URL, f"{URL}/export"])
def test_bad_list_parameters(viewer_client: TestClient, path: str, query: str) -> None:
    assert viewer_client.get(f"{path}?{query}").status_code == 422


def test_pages(viewer_client: TestClient, make: MakeClass) -> None:
    ids = [make().id for _ in range(5)]
    order = {"order": "asc"}
    assert found(viewer_client, order | {"page_size": 2}) == ids[:2]
    assert found(viewer_client, order | {"page_size": 2, "page": 3}) == ids[4:]
    assert found(viewer_client, order | {"page_size": 2, "page": 4}) == []
    assert found(viewer_client, order | {"page_size": 100}) == ids
    assert viewer_client.get(URL, params={"page": 4, "page_size": 2}).json()["total"] == 5


@pytest.mark.parametrize("path", [URL, f"{URL}/options", f"{URL}/export"])
def test_number_of_statements_does_not_grow(
    viewer_client: TestClient, db: Session, count_statements: StatementCounter, path: str
) -> None:
    counts = []
    for start, end in [(0, 10), (10, 400)]:
        db.add_all(new_class(number) for number in range(start, end))
        db.commit()
        with count_statements() as statements:
            assert viewer_client.get(path).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 5


def test_get(viewer_client: TestClient, make: MakeClass) -> None:
    row = make()
    assert viewer_client.get(f"{URL}/{row.id}").json()["id"] == row.id


def test_create(admin_client: TestClient) -> None:
    answer = admin_client.post(URL, json=body())
    assert answer.status_code == 201
    created = answer.json()
    assert {key: created[key] for key in BODY} == BODY
    assert created["version"] == 1
    assert created["created_by"] == created["updated_by"] == "admin"
    assert created["created_at"] == created["updated_at"]
    assert admin_client.get(f"{URL}/{created['id']}").json() == created


def test_defaults(admin_client: TestClient) -> None:
    defaults: Body = {
        "mass": None,
        "views": "0",
        "type": "a",
        "parent_id": None,
        "teacher_id": None,
        "topic_ids": [],
        "members": [],
    }
    answer = admin_client.post(
        URL, json={key: value for key, value in BODY.items() if key not in defaults}
    )
    assert answer.status_code == 201
    created = answer.json()
    assert {key: created[key] for key in defaults} == defaults


@pytest.mark.parametrize("field", ["code", "from", "metadata", "category_id"])
def test_required_values(admin_client: TestClient, field: str) -> None:
    values = body()
    del values[field]
    answer = admin_client.post(URL, json=values)
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["detail"]] == [["body", field]]


INVALID_VALUES: list[tuple[str, object]] = [
    ("code", None),
    ("code", ""),
    ("code", "   "),
    ("code", "x" * 21),
    ("code", "a\0b"),
    ("code", 1),
    ("from", None),
    ("from", "2026-02-30"),
    ("mass", "x"),
    ("mass", "NaN"),
    ("mass", "0.0000000001"),
    ("mass", "1000000000000000000000"),
    ("views", None),
    ("views", "x"),
    ("views", 2**63),
    ("views", 0 - 1),
    ("type", None),
    ("type", "neither of them"),
    ("category_id", 0),
    ("category_id", None),
    ("parent_id", 0),
    ("teacher_id", 0),
    ("topic_ids", [0]),
    ("topic_ids", None),
    ("members", [0]),
    ("members", None),
    ("created_by", "mallory"),
    ("id", 1),
    ("unknown", 1),
]


@pytest.mark.parametrize(("field", "value"), INVALID_VALUES)
def test_invalid_values(
    admin_client: TestClient, make: MakeClass, field: str, value: object
) -> None:
    row = make()
    created = admin_client.post(URL, json=body(**{field: value}))
    updated = admin_client.put(f"{URL}/{row.id}", json=body(version=1, **{field: value}))
    for answer in (created, updated):
        assert answer.status_code == 422
        assert {tuple(error["loc"][:2]) for error in answer.json()["detail"]} == {("body", field)}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category_id", 9999),
        ("parent_id", 9999),
        ("teacher_id", 9999),
        ("topic_ids", [9999]),
        ("members", [{"user_id": 9999, "mark": 1, "note": "Note 0"}]),
        (
            "members",
            [
                {"user_id": 101, "mark": 1, "note": "Note 0"},
                {"user_id": 101, "mark": 1, "note": "Note 0"},
            ],
        ),
    ],
)
def test_related_records_that_cannot_be_chosen(
    admin_client: TestClient, make: MakeClass, field: str, value: object
) -> None:
    row = make()
    created = admin_client.post(URL, json=body(**{field: value}))
    updated = admin_client.put(f"{URL}/{row.id}", json=body(version=1, **{field: value}))
    for answer in (created, updated):
        assert answer.status_code == 422
        assert answer.json()["detail"]["code"] == "invalid"
        assert answer.json()["detail"]["field"] == field


@pytest.mark.parametrize("field", ["code", "teacher_id"])
def test_duplicates(admin_client: TestClient, make: MakeClass, field: str) -> None:
    others: Body = {"code": "Code 7", "teacher_id": 110}
    row = make()
    assert admin_client.post(URL, json=body()).status_code == 201
    values = body(**others | {field: BODY[field]})
    created = admin_client.post(URL, json=values)
    updated = admin_client.put(f"{URL}/{row.id}", json=values | {"version": 1})
    for answer in (created, updated):
        assert answer.status_code == 409
        assert answer.json()["detail"]["code"] == "duplicate"
        assert answer.json()["detail"]["field"] == field


def test_parent_id(admin_client: TestClient, make: MakeClass) -> None:
    row = make()
    created = admin_client.post(URL, json=body(parent_id=row.id)).json()
    assert created["parent_id"] == row.id
    assert found(admin_client, {"parent_id": row.id}) == [created["id"]]


def test_topic_ids(admin_client: TestClient) -> None:
    both = [101, 102]
    created = admin_client.post(URL, json=body(topic_ids=both)).json()
    assert created["topic_ids"] == both
    assert found(admin_client, {"topic_ids": 101}) == [created["id"]]
    one = [102]
    url = f"{URL}/{created['id']}"
    updated = admin_client.put(url, json=body(version=1, topic_ids=one)).json()
    assert updated["topic_ids"] == one
    assert updated["version"] == 2
    assert found(admin_client, {"topic_ids": 101}) == []
    assert found(admin_client, {"topic_ids": 102}) == [created["id"]]


def test_members(admin_client: TestClient) -> None:
    both = [
        {"user_id": 101, "mark": 1, "note": "Note 0"},
        {"user_id": 102, "mark": 1, "note": "Note 0"},
    ]
    created = admin_client.post(URL, json=body(members=both)).json()
    assert created["members"] == both
    assert found(admin_client, {"member_ids": 101}) == [created["id"]]
    one = [{"user_id": 102, "mark": 2, "note": "Note 0"}]
    url = f"{URL}/{created['id']}"
    updated = admin_client.put(url, json=body(version=1, members=one)).json()
    assert updated["members"] == one
    assert updated["version"] == 2
    assert found(admin_client, {"member_ids": 101}) == []
    assert found(admin_client, {"member_ids": 102}) == [created["id"]]


def test_update(admin_client: TestClient, make: MakeClass) -> None:
    row = make()
    answer = admin_client.put(f"{URL}/{row.id}", json=body(version=1))
    assert answer.status_code == 200
    updated = answer.json()
    assert {key: updated[key] for key in BODY} == BODY
    assert updated["version"] == 2
    assert updated["created_by"] is None
    assert updated["updated_by"] == "admin"
    assert updated["updated_at"] > updated["created_at"]


def test_update_without_changes(admin_client: TestClient) -> None:
    created = admin_client.post(URL, json=body()).json()
    answer = admin_client.put(f"{URL}/{created['id']}", json=body(version=1))
    assert answer.json() == created


def test_stale_update(admin_client: TestClient, make: MakeClass) -> None:
    row = make()
    url = f"{URL}/{row.id}"
    assert admin_client.put(url, json=body(version=1)).status_code == 200
    answer = admin_client.put(url, json=body(version=1))
    assert answer.status_code == 409
    assert answer.json()["detail"]["code"] == "stale"
    assert admin_client.get(url).json()["version"] == 2


def test_delete_and_restore(admin_client: TestClient, make: MakeClass) -> None:
    row_id = make().id
    url = f"{URL}/{row_id}"
    assert admin_client.delete(url).status_code == 204
    assert admin_client.get(url).status_code == 404
    assert admin_client.delete(url).status_code == 404
    assert found(admin_client) == []
    assert found(admin_client, {"deleted": "true"}) == [row_id]

    restored = admin_client.post(f"{url}/restore")
    assert restored.status_code == 200
    assert restored.json()["deleted_at"] is None
    assert restored.json()["version"] == 3
    assert admin_client.post(f"{url}/restore").json() == restored.json()
    assert found(admin_client) == [row_id]


def test_bulk_delete(admin_client: TestClient, make: MakeClass) -> None:
    ids = [make().id for _ in range(3)]
    answer = admin_client.post(f"{URL}/bulk-delete", json={"ids": [*ids[:2], ids[0], 9999]})
    assert answer.json() == {"deleted": 2}
    assert found(admin_client) == ids[2:]


@pytest.mark.parametrize("ids", [[], [0], [2**31], ["x"], list(range(1, 1002))])
def test_bulk_delete_invalid(admin_client: TestClient, ids: list[object]) -> None:
    assert admin_client.post(f"{URL}/bulk-delete", json={"ids": ids}).status_code == 422


def test_export(viewer_client: TestClient, make: MakeClass, rows: list[int]) -> None:
    unsafe = make(code="=1+1")
    answer = viewer_client.get(f"{URL}/export", params={"page_size": 1})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    disposition = answer.headers["content-disposition"]
    assert disposition == 'attachment; filename="classes.csv"'
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert list(lines[0])[:2] == ["id", "code"]
    by_id = {int(line["id"]): line for line in lines}
    assert sorted(by_id) == [*rows, unsafe.id]
    assert by_id[unsafe.id]["code"] == "'=1+1"


def test_export_is_filtered(viewer_client: TestClient, rows: list[int]) -> None:
    params = {"from_min": "2026-01-02"}
    answer = viewer_client.get(f"{URL}/export", params=params)
    ids = [int(line.split(",")[0]) for line in answer.text.splitlines()[1:]]
    assert sorted(ids) == [rows[1], rows[2]]


def test_options(viewer_client: TestClient, make: MakeClass) -> None:
    first, second, gone = make(), make(), make(deleted_at=utc_now())

    def ids(query: str) -> list[int]:
        answer = viewer_client.get(f"{URL}/options?{query}")
        assert answer.status_code == 200
        return [option["id"] for option in answer.json()]

    assert ids("") == [first.id, second.id]
    assert ids("limit=1") == [first.id]
    assert ids(f"ids={second.id}&ids={gone.id}&ids=9999") == [second.id, gone.id]
    assert viewer_client.get(f"{URL}/options?limit=101").status_code == 422
    assert viewer_client.get(f"{URL}/options?ids={first.id}").json() == [
        {"id": first.id, "label_en": first.code, "label_ar": first.code}
    ]
    assert ids(f"search={second.code}") == [second.id]


@pytest.mark.parametrize(
    ("method", "suffix"), [("GET", ""), ("PUT", ""), ("DELETE", ""), ("POST", "/restore")]
)
def test_not_found(admin_client: TestClient, method: str, suffix: str) -> None:
    answer = admin_client.request(method, f"{URL}/9999{suffix}", json=body(version=1))
    assert answer.status_code == 404
    assert answer.json()["detail"]["code"] == "not_found"


@pytest.mark.parametrize("record_id", ["0", "x", str(2**63)])
def test_bad_id(viewer_client: TestClient, record_id: str) -> None:
    assert viewer_client.get(f"{URL}/{record_id}").status_code == 422


@pytest.mark.parametrize(("method", "path", "json"), ROUTES)
def test_unauthenticated(client: TestClient, method: str, path: str, json: Body | None) -> None:
    answer = client.request(method, path, json=json)
    assert answer.status_code == 401
    assert answer.json()["detail"]["code"] == "unauthenticated"


@pytest.mark.parametrize(("method", "path", "json"), ADMIN_ROUTES)
def test_forbidden(
    viewer_client: TestClient, make: MakeClass, method: str, path: str, json: Body | None
) -> None:
    make()
    answer = viewer_client.request(method, path, json=json)
    assert answer.status_code == 403
    assert answer.json()["detail"]["code"] == "forbidden"
    assert len(found(viewer_client)) == 1
