"""What the decision tables that come with us are called; a table of several folders by its shortest name."""

from collections.abc import Mapping
from functools import cache

from processes.bundle import DEFINITIONS
from processes.vocabulary import BANJIE
from processes.xml import read_xml


@cache
def table_names() -> Mapping[str, tuple[str, str]]:
    """(Chinese, English) by the id of the decision."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(DEFINITIONS.glob("*/*.dmn")):
        for table in read_xml(path.read_bytes(), path.name).iterfind(".//{*}decision"):
            code, name = table.get("id", ""), table.get("name", "")
            if code not in found or len(name) < len(found[code][0]):
                found[code] = (name, table.get(f"{{{BANJIE}}}nameEn", name))
    return found
