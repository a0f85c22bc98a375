"""What the parts of a package say they are (ECMA-376 part 2, §10.1)."""

from collections.abc import Iterator
from urllib.parse import unquote

from documents.intake.markup import Markup
from documents.intake.packages import XML_NAMES

TYPES_PART = "[Content_Types].xml"


class ContentTypes:
    """Listens to the types part; afterwards it knows the type of every part, by name or by extension."""

    listens = False

    def __init__(self) -> None:
        self._named: dict[str, str] = {}
        self._of_extension: dict[str, str] = {}

    def start(self, _name: str, attributes: dict[str, str]) -> None:
        said = attributes.get("ContentType", "").strip()
        if "PartName" in attributes:
            self._named[unquote(attributes["PartName"]).lstrip("/").lower()] = said
        if "Extension" in attributes:
            self._of_extension[attributes["Extension"].lower()] = said

    def text(self, data: str) -> None: ...

    def end(self, name: str) -> None: ...

    def all(self) -> set[str]:
        return {*self._named.values(), *self._of_extension.values()}

    def has(self, content_type: str) -> bool:
        return content_type in self.all()

    def parts(self, content_type: str) -> set[str]:
        """Names in lower case of the parts that are said to be of this type."""
        return {name for name, said in self._named.items() if said == content_type}

    def is_xml(self, name: str) -> bool:
        """Whether any program would parse this part as XML: by its name, or by what it is said to be."""
        lower = name.lower()
        said = self._named.get(lower) or self._of_extension.get(lower.rpartition(".")[2], "")
        return lower.endswith(XML_NAMES) or said.lower().endswith(("+xml", "/xml"))


def read_content_types(chunks: Iterator[bytes]) -> ContentTypes:
    """Raises Refused."""
    types = ContentTypes()
    Markup().parse(chunks, types)
    return types
