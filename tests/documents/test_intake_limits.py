"""The child process that judges files: bounded in memory and time, and without our secrets."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from documents.intake import inspection
from documents.intake.sentences import CHECK_FAILED
from tests.documents import files

ROOT = Path(inspection.__file__).resolve().parents[2]


def _limited(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", f"from documents.intake.check import limit; limit()\n{code}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_child_gets_no_more_than_256_megabytes() -> None:
    assert "MemoryError" in _limited("bytearray(300 * 1024 * 1024)").stderr


def test_the_child_writes_no_files(tmp_path: Path) -> None:
    target = tmp_path / "written"
    assert _limited(f"open({str(target)!r}, 'w').write('x' * 100_000)").returncode != 0
    assert not target.exists() or target.stat().st_size == 0


def test_the_child_stops_computing_after_its_seconds() -> None:
    assert _limited("import resource; print(resource.getrlimit(resource.RLIMIT_CPU))").stdout == "(5, 5)\n"


def test_the_child_loads_no_framework() -> None:
    code = "import sys, documents.intake.check; print([m for m in sys.modules if m.startswith('django')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_child_that_gives_no_answer_is_ended_and_the_file_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "PATIENCE", 0.001)
    began = time.monotonic()
    with tempfile.TemporaryFile() as stream:
        stream.write(files.photo())
        assert inspection.inspect(stream, extension="jpg").refusal == CHECK_FAILED
    assert time.monotonic() - began < 2


def test_the_child_sees_none_of_our_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A stand-in interpreter writes down what it is given."""
    seen = tmp_path / "seen"
    spy = tmp_path / "python"
    spy.write_text(f"#!/bin/sh\nenv > {seen}\n")
    spy.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(spy))
    monkeypatch.setenv("BANJIE_SECRET_KEY", "do-not-tell")
    with tempfile.TemporaryFile() as stream:
        inspection.inspect(stream, extension="jpg")
    assert "do-not-tell" in os.environ.values()
    assert "do-not-tell" not in seen.read_text()
