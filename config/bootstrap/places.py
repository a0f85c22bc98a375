"""Where things are, and the stamps that say what they were made from."""

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VAR = Path(os.environ.get("BANJIE_VAR") or ROOT / "var")
LOG = VAR / "bootstrap.log"
FRONTEND = ROOT / "processes" / "frontend"
BUNDLE = ROOT / "processes" / "static" / "processes" / "dist"
CATALOGUES = ROOT / "locale"


def python() -> Path:
    """The interpreter of our own environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def in_environment() -> bool:
    """Whether this process may import the dependencies: it runs in our environment, or is told so."""
    return bool(os.environ.get("BANJIE_NO_VENV")) or Path(sys.prefix).resolve() == VENV.resolve()


def digest(paths: Iterable[Path]) -> str:
    """One hash over the names and contents of files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Whether the product that carries this stamp was made from ``value``."""
    return stamp.is_file() and stamp.read_text() == value
