"""What several hostile files are made of, and the reasons for which they may be refused.

A case is how the file is made, its extension, and those reasons. No reason: the limits end the child, and the person is
told that the file could not be checked.
"""

from collections.abc import Callable

from documents.intake.refusal import Reason as R
from tests.documents import files
from tests.documents.hostile.archives import document

Case = tuple[Callable[[], bytes], str, set[R]]
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
DOCTYPE = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;">]><a>&c;</a>'
XXE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "' + "ha" * 10 + '">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><a>&j;</a>"
)  # fmt: skip
HTML = b"<html><script>alert(1)</script>%PDF-1.7</html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LOCKED = COMPOUND + "EncryptedPackage".encode("utf-16-le") + bytes(512)
A = "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
RELS = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
PARAGRAPH = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
OFFICE = "application/vnd.openxmlformats-officedocument"
BOOK = f"{OFFICE}.spreadsheetml.sheet.main+xml"
CONNECTIONS = (
    f'<Override PartName="/xl/connections.xml" ContentType="{OFFICE}.spreadsheetml.connections+xml"/></Types>'
)
MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
TOO_LARGE, UNSAFE, BROKEN = {R.OFFICE_TOO_LARGE}, {R.OFFICE_UNSAFE_XML}, {R.OFFICE_BROKEN}
MACROS, OUTSIDE, CARRIES = {R.OFFICE_MACROS}, {R.OFFICE_EXTERNAL}, {R.OFFICE_CARRIES_FILES}
LOCKED_OR_OLD, NO_OFFICE = {R.OFFICE_OLD_OR_LOCKED}, {R.NOT_OFFICE}
ACTIVE, FILES = {R.PDF_ACTIVE}, {R.PDF_CARRIES_FILES}
NOT_PDF, PDF_BROKEN, COMPLEX = {R.NOT_PDF}, {R.PDF_BROKEN}, {R.PDF_TOO_COMPLEX}
PIXELS, NO_IMAGE, TORN, TWO = {R.IMAGE_TOO_LARGE}, {R.NOT_IMAGE}, {R.IMAGE_BROKEN}, {R.IMAGE_CARRIES_FILES}


def part(name: str, content: bytes | str) -> Callable[[], bytes]:
    """An honest Word file with one more part."""
    data = content.encode() if isinstance(content, str) else content
    return lambda: files.with_parts(files.word(), {name: data})


def related(kind: str, target: str) -> Callable[[], bytes]:
    return lambda: files.word_with_relationship(kind, target)


def typed(part_name: str, content: bytes, content_type: str) -> Callable[[], bytes]:
    """An honest Word file with a part whose type, not its name, says how it is read."""
    override = f'<Override PartName="/{part_name}" ContentType="{content_type}"/></Types>'
    return lambda: files.with_parts(files.word(), {part_name: content}, {"</Types>": override})


def field(*instructions: str) -> Callable[[], bytes]:
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    said = "".join(f"<w:instrText>{one}</w:instrText>" for one in instructions)
    return lambda: document(f"<w:p><w:r>{begin}{said}{end}</w:r></w:p>")


def sheet(inside: str) -> Callable[[], bytes]:
    return lambda: files.with_parts(files.excel(), {"xl/worksheets/more.xml": inside.encode()})
