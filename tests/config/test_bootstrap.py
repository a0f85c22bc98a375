"""The pieces of the two commands that can be looked at without installing anything."""

import json
from pathlib import Path

import pytest

from config.bootstrap import environment, frontend, places, suite
from config.bootstrap.progress import StepFailed

LOCKS = [environment.RUNTIME, environment.EVERYTHING]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_is_pinned_with_hashes(lock: Path) -> None:
    text = lock.read_text()
    packages = [line.split("==")[0] for line in text.splitlines() if line[:1].isalnum()]
    assert len(packages) > 20
    for package in packages:
        assert "--hash=sha256:" in frontend.pin_of(package, text), package


@pytest.mark.parametrize("lock", [*LOCKS, places.FRONTEND / "package-lock.json"], ids=lambda path: path.name)
def test_locks_name_no_host(lock: Path) -> None:
    assert "://" not in lock.read_text()


def test_the_tests_run_on_the_packages_that_production_runs_on() -> None:
    everything = environment.EVERYTHING.read_text()
    for line in environment.RUNTIME.read_text().splitlines():
        if line[:1].isalnum():
            assert f"\n{line}" in f"\n{everything}", line


def test_the_pin_of_a_package_keeps_all_of_its_hashes() -> None:
    lock = "aaa==1 \\\n    --hash=sha256:1\nbbb==2 \\\n    --hash=sha256:2 \\\n    --hash=sha256:3\nccc==3\n"
    assert frontend.pin_of("bbb", lock) == "bbb==2 \\\n    --hash=sha256:2 \\\n    --hash=sha256:3\n"


def test_a_package_that_is_not_locked_is_named() -> None:
    with pytest.raises(StepFailed, match="ddd"):
        frontend.pin_of("ddd", "aaa==1\n")


def test_a_stamp_changes_with_name_and_content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "ROOT", tmp_path)
    (tmp_path / "a").write_text("1")
    before = places.digest([tmp_path / "a"])
    (tmp_path / "a").write_text("2")
    changed = places.digest([tmp_path / "a"])
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({before, changed, places.digest([tmp_path / "b"])}) == 3


def test_a_missing_stamp_is_not_current(tmp_path: Path) -> None:
    assert not places.is_current(tmp_path / "stamp", "1")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ["-m", "persistence"]),
        (["-x", "tests/casework"], ["-x", "tests/casework", "-m", "persistence"]),
        (["-m", "not s3", "-x"], ["-x", "-m", "(not s3) and persistence"]),
        (["--junitxml=out.xml"], ["-m", "persistence"]),
    ],
)
def test_the_second_run_narrows_the_same_selection(given: list[str], expected: list[str]) -> None:
    assert suite.narrowed(given) == expected


def test_the_moddle_descriptor_knows_every_element_of_the_vocabulary() -> None:
    described = json.loads((places.FRONTEND / "banjie-moddle.json").read_text(encoding="utf-8"))
    names = {kind["name"].lower() for kind in described["types"]}
    assert names >= {"assignment", "task", "separation", "operation", "decision", "call", "loop", "milestone"}
