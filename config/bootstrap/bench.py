"""`manage.py bench`: measures on throwaway databases.

A table for people goes to standard error, the report as JSON to standard output.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from config.bootstrap import catalogues, frontend, postgres
from config.bootstrap.places import ROOT
from config.bootstrap.progress import Stopped


def bench(arguments: list[str]) -> int:
    """``--full`` for the sizes of the bars, ``--only PART`` for some of them. Raises Stopped."""
    catalogues.compile_catalogues()
    frontend.build()
    machine = {"python": platform.python_version(), "machine": platform.machine(), "cores": os.cpu_count()}
    report: dict[str, Any] = {"machine": machine}
    with ExitStack() as stack:
        for name, url in stack.enter_context(_databases()):
            _tell(f"── {name}")
            report |= _measured(url, arguments)
    _tell("\n".join(_table(report)))
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    return 0


@contextmanager
def _databases() -> Iterator[list[tuple[str, str]]]:
    """An embedded one, and PostgreSQL where it is found; both are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="banjie-bench-") as folder, postgres.server() as url:
        found = [("SQLite", f"sqlite://{Path(folder) / 'bench.sqlite3'}")]
        if url is None:
            _tell("没有找到 PostgreSQL，只测 SQLite。")
        else:
            postgres.create_database(url)
            found.append(("PostgreSQL", url))
        yield found


def _measured(url: str, arguments: list[str]) -> dict[str, Any]:
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "BANJIE_NO_VENV": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    commands = ["manage.py", "migrate", "--verbosity=0"], ["-m", "tests.benchmarks", *arguments]
    for command in commands:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Stopped(f"测量没有完成：{' '.join(command)} 以 {done.returncode} 结束。")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _table(report: dict[str, Any]) -> Iterator[str]:
    """One line a figure, its path as its name."""
    for name, value in report.items():
        for path, figure in _figures(value, name):
            yield f"{path:<58}{figure:>16}"


def _figures(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        yield path, "–".join(str(item) for item in value)
        return
    if not isinstance(value, dict):
        yield path, f"{value:,}" if isinstance(value, int | float) else value
        return
    for name, inner in value.items():
        yield from _figures(inner, f"{path} · {name}")


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
