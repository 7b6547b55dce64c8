"""Runs every revision of a project up and down again, one at a time, over tables that hold rows.

Usage, in the folder of alembic.ini with DATABASE_URL set: python migrate_populated.py
"""

import datetime
import decimal
import os
import uuid

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Table,
    create_engine,
    event,
    func,
    insert,
    select,
)

ROWS = 3


def value(column: Column, number: int) -> object:
    """A value that fits the column and, with another number, is another one."""
    keys = list(column.foreign_keys)
    if keys:
        if keys[0].column.table is not column.table:
            return number
        return None if number == 1 else number - 1
    try:
        kind = column.type.python_type
    except NotImplementedError:
        kind = str
    length = getattr(column.type, "length", None)
    values = {
        int: number,
        float: number / 2,
        decimal.Decimal: decimal.Decimal(number),
        bool: number % 2 == 0,
        bytes: bytes([number]),
        datetime.date: datetime.date(2026, 1, number),
        datetime.datetime: datetime.datetime(2026, 1, number, tzinfo=datetime.UTC),
        datetime.time: datetime.time(number),
        uuid.UUID: uuid.UUID(int=number),
        dict: {"number": number},
        list: [number],
    }
    return values.get(kind, str(number).zfill(min(length or 3, 3)))


def populate(connection: Connection) -> None:
    """Fills the tables that are empty."""
    metadata = MetaData()
    metadata.reflect(connection)
    for table in metadata.sorted_tables:
        if table.name == "alembic_version" or count(connection, table) > 0:
            continue
        for number in range(1, ROWS + 1):
            row = {column.name: value(column, number) for column in table.columns}
            connection.execute(insert(table).values(row))
    connection.commit()


def count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def expect_rows(connection: Connection) -> None:
    metadata = MetaData()
    metadata.reflect(connection)
    for table in metadata.sorted_tables:
        if table.name != "alembic_version":
            assert count(connection, table) == ROWS, f"{table.name} lost rows"


def main() -> None:
    config = Config("alembic.ini")
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    # The driver of the project may be asynchronous; this is not.
    engine = create_engine(os.environ["DATABASE_URL"].replace("+aiosqlite", ""))
    if engine.dialect.name == "sqlite":
        event.listen(
            engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=ON")
        )
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        for revision in reversed(revisions):
            command.upgrade(config, revision)
            connection.commit()
            populate(connection)
        expect_rows(connection)
        command.check(config)
        connection.rollback()
        for _ in revisions:
            command.downgrade(config, "-1")
            connection.commit()
            expect_rows(connection)
    engine.dispose()
    print(f"{len(revisions)} revisions up and down")


if __name__ == "__main__":
    main()
