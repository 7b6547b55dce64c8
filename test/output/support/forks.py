"""Answers requests, one JSON object a line, each in a fork: what takes long to import is imported once.

{"kind": "boot", "folder": F} loads the application of a backend; with the kind `pytest` its tests run, with `mypy` it is
checked, both with {"args": [...]}. The answer is {"code": N, "output": "..."}.
"""

import json
import os
import sys
import tempfile
import traceback

import alembic.config  # noqa: F401
import fastapi.testclient  # noqa: F401
import mypy.api
import pydantic_settings  # noqa: F401
import pytest
from sqlalchemy.orm import configure_mappers


def boot() -> int:
    from main import app  # of the backend

    configure_mappers()
    app.openapi()
    return 0


def run(request: dict) -> int:
    os.chdir(request["folder"])
    sys.path.insert(0, request["folder"])
    sys.dont_write_bytecode = True
    if request["kind"] == "boot":
        return boot()
    if request["kind"] == "mypy":
        output, errors, code = mypy.api.run(request["args"])
        print(output, errors, sep="")
        return code
    quiet = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # anyio is imported before pytest can rewrite it
    return int(pytest.main([*quiet, *request["args"]]))


def in_fork(request: dict) -> dict:
    with tempfile.TemporaryFile() as file:
        pid = os.fork()
        if pid == 0:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
            code = 70
            try:
                code = run(request)
            except BaseException:
                traceback.print_exc()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        _, status = os.waitpid(pid, 0)
        file.seek(0)
        return {
            "code": os.waitstatus_to_exitcode(status),
            "output": file.read().decode(errors="replace"),
        }


def main() -> None:
    for line in sys.stdin:
        answer = in_fork(json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
