"""A bundle: all files of one deployment, with one digest over all of them."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from processes.vocabulary import NAMESPACES
from processes.xml import read_xml

DEFINITIONS = Path(__file__).parent / "definitions"
SUFFIXES = {".bpmn", ".dmn", ".json"}


class UnknownProcess(LookupError):
    """A diagram calls a process that no folder defines; the message names it."""


@dataclass(frozen=True)
class Bundle:
    """``files`` maps ``folder/path`` to bytes; ``main`` is the folder that was deployed."""

    main: str
    files: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """SHA-256, hexadecimal, over every path and content in order of path."""
        total = hashlib.sha256()
        for path in sorted(self.files):
            total.update(f"{path}\0{hashlib.sha256(self.files[path]).hexdigest()}\n".encode())
        return total.hexdigest()

    def paths(self, suffix: str) -> Iterator[str]:
        return (path for path in sorted(self.files) if path.endswith(suffix))

    def forms(self) -> Mapping[str, str]:
        """The path of every form by its key; the main folder's own stands in for one of a fragment that it calls."""
        paths = [path for path in self.paths(".json") if PurePosixPath(path).parent.name == "forms"]
        paths.sort(key=lambda path: path.startswith(f"{self.main}/"))
        return {PurePosixPath(path).stem: path for path in paths}


def read_bundle(folder: Path) -> Bundle:
    """Read a definition folder, every folder beside it whose processes it calls, and those whose tables these decide by.

    Raises UnknownProcess when a called process is in none of them, InvalidDocument when a diagram is not XML.
    """
    files = dict(_files_of(folder))
    pending = [folder]
    read = {folder}
    while pending:
        pending.pop()
        for missing in sorted(_called(files) - set(_defined(files))):
            home = _folder_defining(missing, folder.parent, read)
            files.update(_files_of(home))
            read.add(home)
            pending.append(home)
    for missing in sorted(_decided_by(files) - _tables(files)):
        files.update(_tables_beside(missing, folder.parent))
    return Bundle(main=folder.name, files=files)


def _files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.suffix in SUFFIXES and path.is_file():
            yield f"{folder.name}/{relative.as_posix()}", path.read_bytes()


def _folder_defining(process: str, library: Path, seen: set[Path]) -> Path:
    for folder in sorted(p for p in library.iterdir() if p.is_dir() and p not in seen):
        if process in _defined(dict(_files_of(folder))):
            return folder
    raise UnknownProcess(process)


def _roots(files: Mapping[str, bytes]) -> Iterator[etree._Element]:
    return (read_xml(content, path) for path, content in files.items() if path.endswith(".bpmn"))


def _called(files: Mapping[str, bytes]) -> set[str]:
    calls = (call for root in _roots(files) for call in root.iterfind(".//bpmn:callActivity", NAMESPACES))
    return {call.get("calledElement", "") for call in calls}


def _defined(files: Mapping[str, bytes]) -> list[str]:
    return [p.get("id", "") for root in _roots(files) for p in root.iterfind("bpmn:process", NAMESPACES)]


def _tables_beside(table: str, library: Path) -> Mapping[str, bytes]:
    """The files of the folder of tables alone that defines ``table``; none where there is no such folder."""
    for folder in sorted(p for p in library.iterdir() if p.is_dir()):
        files = dict(_files_of(folder))
        if not any(path.endswith(".bpmn") for path in files) and table in _tables(files):
            return files
    return {}


def _decided_by(files: Mapping[str, bytes]) -> set[str]:
    tasks = (rule for root in _roots(files) for rule in root.iterfind(".//banjie:decision", NAMESPACES))
    return {rule.get("ref", "") for rule in tasks}


def _tables(files: Mapping[str, bytes]) -> set[str]:
    roots = (read_xml(content, path) for path, content in files.items() if path.endswith(".dmn"))
    return {str(node.get("id", "")) for root in roots for node in root.iterfind("{*}decision")}
