"""What the things of a bundle are called: files that cannot be read name nothing."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from processes.bundle import Bundle
from processes.differences.reading import Unreadable, object_of, said, xml_of
from processes.vocabulary import BPMN, read_processes


def names_in(bundle: Bundle) -> Mapping[str, str]:
    """By sort and id, as a Glossary has them."""
    return dict(found for path in bundle.files for found in _of_file(path, bundle.files[path]))


def _of_file(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    place = PurePosixPath(path)
    try:
        if place.suffix == ".bpmn":
            yield from _of_diagram(content, path)
        elif place.suffix == ".dmn":
            root = xml_of(content, path)
            for decision in root.iterfind("{*}decision") if root is not None else ():
                yield f"table:{decision.get('id')}", str(decision.get("name") or "")
        elif place.parent.name == "forms":
            yield f"form:{place.stem}", said((object_of(content, path) or {}).get("title"))
        elif place.parent.name == "letters":
            yield f"letter:{place.stem}", said((object_of(content, path) or {}).get("title"))
    except Unreadable:
        return


def _of_diagram(content: bytes, path: str) -> Iterator[tuple[str, str]]:
    root = xml_of(content, path)
    for process in read_processes(root, path) if root is not None else ():
        yield f"process:{process.id}", process.name
        for element in process.elements.values():
            yield f"element:{process.id}/{element.id}", element.name
    for lane in root.iter(f"{{{BPMN}}}lane") if root is not None else ():
        yield f"lane:{lane.get('id')}", str(lane.get("name") or "")
