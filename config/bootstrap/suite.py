"""`manage.py test`: every test that this machine can run, and those of persistence again on PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack

from config.bootstrap import catalogues, frontend, postgres
from config.bootstrap.places import ROOT
from config.bootstrap.progress import StepFailed, Stopped, say, step

NOTHING_COLLECTED = 5


def test(arguments: list[str]) -> int:
    """Run the tests; ``arguments`` go to pytest. The worst exit status of the runs."""
    catalogues.compile_catalogues()
    frontend.build()
    _node_for_tests()
    closing: list[str] = []
    workers = _workers(arguments)
    with ExitStack() as stack:
        databases: list[Mapping[str, str]] = [{}]
        second = _start_postgresql(stack, databases, closing)
        if workers:
            _migrate(databases)
        status = _pytest([*workers, *arguments], {}, "SQLite", closing)
        for database in databases[1:]:
            second = _on_postgresql([*workers, *arguments], database, closing)
    # Both runs close here, so that the end of the output tells the whole result.
    for line in closing:
        say(line)
    return status or second


def required() -> bool:
    """Whether a missing tool is a failure."""
    return bool(os.environ.get("BANJIE_REQUIRE_ALL"))


def _node_for_tests() -> None:
    try:
        frontend.tools()
    except (StepFailed, Stopped) as failure:
        say(f"没有 Node，检查流程图往返的测试会跳过：{str(failure)[:200]}")


def _start_postgresql(stack: ExitStack, databases: list[Mapping[str, str]], closing: list[str]) -> int:
    """Add the variables of a server that runs until the end; whether its absence is a failure."""
    try:
        with step("启动 PostgreSQL"):
            url = stack.enter_context(postgres.server())
    except postgres.ServerFailed as failure:
        closing.append(f"PostgreSQL: 没有启动：{failure}")
        return 1
    if url is None:
        closing.append("PostgreSQL: 没有找到，持久化测试只在 SQLite 上运行过")
        return int(required())
    databases.append({"DATABASE_URL": url})
    return 0


def _migrate(databases: list[Mapping[str, str]]) -> None:
    """Both at once, what each run copies its databases from."""
    with step("建立测试数据库"):
        command = [sys.executable, "-m", "tests.migrated"]
        made = [subprocess.Popen(command, cwd=ROOT, env={**os.environ, **one}) for one in databases]
        statuses = [one.wait() for one in made]
        if any(statuses):
            raise Stopped("测试数据库没有建成，原因见上。")


def _on_postgresql(arguments: list[str], database: Mapping[str, str], closing: list[str]) -> int:
    status = _pytest(narrowed(arguments), database, "PostgreSQL", closing)
    return 0 if status == NOTHING_COLLECTED else status


def narrowed(arguments: list[str]) -> list[str]:
    """The same selection, narrowed to the tests that touch the database."""
    kept = [argument for argument in arguments if not argument.startswith(("--junitxml", "--junit-xml"))]
    if "-m" in kept[:-1]:
        at = kept.index("-m")
        wanted = kept[at + 1]
        return [*kept[:at], *kept[at + 2 :], "-m", f"({wanted}) and persistence"]
    return [*kept, "-m", "persistence"]


def _pytest(arguments: list[str], extra: Mapping[str, str], name: str, closing: list[str]) -> int:
    """One run, shown as it goes; its summary is kept for the end."""
    command = [sys.executable, "-m", "pytest", *arguments]
    if sys.stdout.isatty():
        command.append("--color=yes")
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **extra}
    say(f"\n── {name} " + "─" * 40)
    running = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    tail: list[str] = []
    for line in running.stdout or ():
        print(line, end="", flush=True)
        tail = [] if "short test summary info" in line else [*tail[-60:], line.rstrip()]
    status = running.wait()
    failures = [line for line in tail if line.startswith(("FAILED", "ERROR"))]
    closing += [*failures, f"{name}: {tail[-1] if tail else f'pytest 以 {status} 结束'}"]
    return status


def _workers(arguments: list[str]) -> list[str]:
    """The whole suite runs on two workers; a selection starts faster on one.

    Each takes a half in order, so that what a module prepares is prepared once, and helps the other one out at the end.
    """
    return ["-n", "2", "--dist", "worksteal"] if not arguments and (os.cpu_count() or 1) > 1 else []
