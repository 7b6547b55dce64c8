"""Runs SQL statements on a database and prints the rows of each query as a line of JSON.

Usage: python sql.py URL STATEMENT...
"""

import json
import sys

from sqlalchemy import create_engine, event


def main() -> None:
    url, *statements = sys.argv[1:]
    # The driver of the project may be asynchronous; this is not.
    engine = create_engine(url.replace("+aiosqlite", ""))
    if engine.dialect.name == "sqlite":
        event.listen(
            engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=ON")
        )
    with engine.begin() as connection:
        for statement in statements:
            result = connection.exec_driver_sql(statement)
            if result.returns_rows:
                print(json.dumps([list(row) for row in result], default=str))
    engine.dispose()


if __name__ == "__main__":
    main()
