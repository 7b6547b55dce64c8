"""Answers requests, one JSON object a line, each in a fork: what takes long to import or to read is there once.

`boot` loads the application of the backend in "folder"; `pytest` runs its tests with "args". `types` checks it with
mypy, which reads a folder the first time in this process: each later check begins with that, not with the one before.
The answer is {"code": N, "output": "..."}.
"""

import json
import os
import sys
import tempfile
import traceback

import alembic.config  # noqa: F401
import fastapi.testclient  # noqa: F401
import pydantic_settings  # noqa: F401
import pytest
from mypy.dmypy_server import Server, process_start_options
from sqlalchemy.orm import configure_mappers

type_checkers: dict[str, Server] = {}


def boot() -> int:
    from main import app  # of the backend

    configure_mappers()
    app.openapi()
    return 0


def types(folder: str) -> int:
    result = check_types(type_checkers[folder])
    print(result.get("error", ""), result.get("out", ""), result.get("err", ""), sep="")
    return int(result.get("status", 2))


def check_types(server: Server) -> dict:
    return server.cmd_check(["."], export_types=False, is_tty=False, terminal_width=100)


def read_types(folder: str) -> None:
    type_checkers[folder] = Server(process_start_options(["."], allow_sources=True), os.devnull)
    check_types(type_checkers[folder])


def run(request: dict) -> int:
    if request["kind"] == "types":
        return types(request["folder"])
    sys.path.insert(0, request["folder"])
    sys.dont_write_bytecode = True
    if request["kind"] == "boot":
        return boot()
    quiet = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # anyio is imported before pytest can rewrite it
    return int(pytest.main([*quiet, *request["args"]]))


def in_fork(request: dict) -> dict:
    os.chdir(request["folder"])
    if request["kind"] == "types" and request["folder"] not in type_checkers:
        read_types(request["folder"])
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
