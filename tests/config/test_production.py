"""Settings of production: nothing to warn of, and refusals where a default would be dangerous."""

import os
import secrets
import subprocess
import sys

import pytest

from config.bootstrap.places import ROOT


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {
        name: value for name, value in os.environ.items() if not name.startswith(("BANJIE_DEMO", "DJANGO_"))
    }
    given |= {"BANJIE_NO_VENV": "1", "BANJIE_PRODUCTION": "1"} | environment
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def test_the_deployment_check_has_nothing_to_say() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", BANJIE_SECRET_KEY=secrets.token_urlsafe(64))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [
        ({"BANJIE_SECRET_KEY": ""}, "BANJIE_SECRET_KEY"),
        ({"BANJIE_SECRET_KEY": "x" * 60, "BANJIE_DEMO": "1"}, "BANJIE_DEMO"),
    ],
)
def test_a_dangerous_start_is_refused(environment: dict[str, str], complaint: str) -> None:
    done = manage("check", **environment)
    assert done.returncode != 0
    assert complaint in done.stderr


def test_static_files_are_collected_under_hashed_names(tmp_path: "os.PathLike[str]") -> None:
    key = secrets.token_urlsafe(64)
    done = manage("collectstatic", "--noinput", BANJIE_SECRET_KEY=key, BANJIE_VAR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "post-processed" in done.stdout
