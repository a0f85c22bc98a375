"""The styles and settings that every letter starts from."""

from docx.oxml.ns import nsdecls

from documents.letters import measures as m

_FACE = f'w:ascii="{m.BODY_FACE}" w:hAnsi="{m.BODY_FACE}" w:eastAsia="{m.BODY_FACE}" w:cs="{m.BODY_FACE}"'
_HALF_POINTS = round(m.SIZE_3 * 2)

STYLES = f"""<w:styles {nsdecls("w")}>
<w:docDefaults>
  <w:rPrDefault><w:rPr>
    <w:rFonts {_FACE}/>
    <w:sz w:val="{_HALF_POINTS}"/><w:szCs w:val="{_HALF_POINTS}"/>
    <w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
  </w:rPr></w:rPrDefault>
  <w:pPrDefault/>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal">
  <w:name w:val="Normal"/><w:qFormat/>
  <w:pPr>
    <w:widowControl w:val="0"/>
    <w:spacing w:line="{m.twips(m.LINE_PITCH)}" w:lineRule="exact"/><w:jc w:val="both"/>
  </w:pPr>
</w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
  <w:name w:val="Default Paragraph Font"/><w:semiHidden/>
</w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal">
  <w:name w:val="Normal Table"/><w:semiHidden/>
  <w:tblPr>
    <w:tblInd w:w="0" w:type="dxa"/>
    <w:tblCellMar>
      <w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
      <w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
</w:style>
</w:styles>"""

_COMPATIBILITY = "http://schemas.microsoft.com/office/word"
SETTINGS = f"""<w:settings {nsdecls("w")}>
<w:zoom w:percent="100"/>
<w:evenAndOddHeaders/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat>
  <w:useFELayout/>
  <w:compatSetting w:name="compatibilityMode" w:uri="{_COMPATIBILITY}" w:val="15"/>
</w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
</w:settings>"""
