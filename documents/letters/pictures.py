"""A picture in a line of a letter. Its bytes are a part of the file; the line refers to them by a relation."""

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import _Element

from documents.letters import measures as m
from documents.letters.typeset import element

CODE = "rIdCode"
_EMU_PER_POINT = 12700


def picture_run(relation: str, *, side_mm: float, said: str) -> _Element:
    """A square picture; ``said`` is read out to whoever does not see it."""
    side = round(m.points(side_mm) * _EMU_PER_POINT)
    inline: Any = parse_xml(
        f"""<wp:inline {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="{side}" cy="{side}"/><wp:docPr id="1" name="picture"/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="1" name="picture"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline>"""
    )
    inline.find(qn("wp:docPr")).set("descr", said)
    return element("r", [element("drawing", [inline])])
