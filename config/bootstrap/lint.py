"""`manage.py lint`: style, types, the direction of imports, migrations, and the settings of production."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from config.bootstrap import catalogues
from config.bootstrap.places import ROOT
from config.bootstrap.progress import say, step

_BIN = Path(sys.executable).parent
_MANAGE = [sys.executable, str(ROOT / "manage.py")]

CHECKS: dict[str, list[str]] = {
    "ruff check": [str(_BIN / "ruff"), "check", "."],
    "ruff format": [str(_BIN / "ruff"), "format", "--check", "."],
    "mypy": [str(_BIN / "mypy"), "."],
    "lint-imports": [str(_BIN / "lint-imports")],
    "makemigrations --check": [*_MANAGE, "makemigrations", "--check", "--dry-run"],
    "check --deploy": [*_MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
}


def lint() -> int:
    """Run every check; 1 when any of them complains, with what it said."""
    catalogues.compile_catalogues()
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    say(f"没有通过：{'、'.join(failed)}" if failed else "检查全部通过")
    return int(bool(failed))


def _passes(name: str, command: list[str]) -> bool:
    # Inside the environment already: these must not look for it again.
    environment = os.environ | {"BANJIE_NO_VENV": "1"}
    if name == "check --deploy":
        key = secrets.token_urlsafe(64)
        environment |= {
            "BANJIE_PRODUCTION": "1",
            "BANJIE_SECRET_KEY": key,
            "BANJIE_ALLOWED_HOSTS": "banjie.example",
        }
        environment.pop("BANJIE_DEMO", None)
    with step(name):
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode == 0
