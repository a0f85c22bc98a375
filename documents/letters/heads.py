"""The heads of the three layouts, from the issuer's name to the title."""

from lxml.etree import _Element

from documents.letters import measures as m
from documents.letters.content import LetterContent
from documents.letters.titles import break_title
from documents.letters.typeset import Line, Rule, Run, blank, paragraph
from documents.letters.wording import issue_number, one_line

# The name may reach into both margins rather than wrap.
_NAME_OUTDENT = -m.points(8)
_PER_TITLE_LINE = int(m.TEXT_WIDTH / 20 / m.SIZE_2)


def title_lines(title: str, *, before: float = 0) -> list[_Element]:
    """二号小标宋, centred, broken by meaning; `before` in points."""
    lines = break_title(title, per_line=_PER_TITLE_LINE)
    return [
        paragraph(
            Line(
                face=m.TITLE_FACE,
                size=m.SIZE_2,
                pitch=m.TITLE_PITCH,
                tracking=0,
                align="center",
                before=before if number == 0 else 0,
                keep_next=True,
            ),
            line,
        )
        for number, line in enumerate(lines)
    ]


def red_head(content: LetterContent) -> list[_Element]:
    """文件格式: name 35 mm below the text top, number, red rule, title (7.2.4–7.3.1)."""
    name = one_line(content.issuer)
    name = name if name.endswith("文件") else f"{name}文件"
    size = m.head_size(name)
    above = m.points(m.HEAD_BELOW_TEXT_TOP_MM)
    made = []
    if content.urgency:
        made.append(paragraph(Line(face=m.HEI_FACE, align="left"), one_line(content.urgency)))
        above -= m.LINE_PITCH
    pitch = 1.05 * size
    made += [blank(above), paragraph(_name(size, pitch), name)]
    to_rule = m.points(m.NUMBER_TO_RULE_MM) - m.ink_bottom(pitch=m.LINE_PITCH, size=m.SIZE_3)
    number = Line(
        align="center",
        before=2 * m.LINE_PITCH,
        rules={"bottom": Rule(m.RED_RULE, m.RED, round(to_rule))},
    )
    made.append(paragraph(number, issue_number(content.number or "")))
    return [*made, *title_lines(content.title, before=2 * m.LINE_PITCH)]


def letter_head(content: LetterContent) -> list[_Element]:
    """信函格式, header of page 1: name 30 mm below the paper's edge, 4 mm below it the double rule (10.1)."""
    name = one_line(content.issuer)
    size = m.head_size(name)
    pitch = 1.05 * size
    gap = m.points(m.LETTER_RULE_BELOW_NAME_MM) - m.ink_bottom(pitch=pitch, size=size)
    return [paragraph(_name(size, pitch), name), double_rule(thick_above=True, before=gap)]


def letter_foot() -> list[_Element]:
    """信函格式, footer of page 1: the mirrored double rule 20 mm above the edge, no page number."""
    return [double_rule(thick_above=False, before=0)]


def letter_opening(content: LetterContent) -> list[_Element]:
    """信函格式: urgency left and number right, seven eighths of a character below the rule; title (10.1)."""
    below_rule = m.SIZE_3 * 7 / 8 - m.ink_top(pitch=m.LINE_PITCH, size=m.SIZE_3)
    line = Line(align="left", tab=m.TEXT_WIDTH / 20, before=below_rule)
    urgency = Run(one_line(content.urgency or ""), m.HEI_FACE)
    number = paragraph(line, urgency, Run(f"\t{issue_number(content.number or '')}"))
    return [number, *title_lines(content.title, before=2 * m.LINE_PITCH)]


def form_opening(content: LetterContent) -> list[_Element]:
    """Business form: issuer in black, title, the form's own number at the right."""
    issuer = Line(face=m.TITLE_FACE, size=m.SIZE_2_SMALL, pitch=30, tracking=0, align="center", after=4)
    made = [paragraph(issuer, one_line(content.issuer)), *title_lines(content.title)]
    if content.number:
        line = Line(size=m.SIZE_4, pitch=24, tracking=0, align="right", before=8, after=4, keep_next=True)
        made.append(paragraph(line, f"编号：{one_line(content.number)}"))
    return made


def double_rule(*, thick_above: bool, before: float) -> _Element:
    """Two red rules, 170 mm wide and centred on the paper, as the borders of an empty paragraph."""
    thick, thin = Rule(m.THICK_RULE, m.RED), Rule(m.THIN_RULE, m.RED)
    beyond = (m.PAGE_WIDTH / 20 - m.points(m.LETTER_RULE_WIDTH_MM)) / 2
    line = Line(
        size=1,
        pitch=m.RULE_GAP,
        before=before,
        left=beyond - m.MARGIN_LEFT / 20,
        right=beyond - m.MARGIN_RIGHT / 20,
        rules={"top": thick if thick_above else thin, "bottom": thin if thick_above else thick},
    )
    return paragraph(line)


def _name(size: float, pitch: float) -> Line:
    return Line(
        face=m.TITLE_FACE,
        size=size,
        pitch=pitch,
        colour=m.RED,
        tracking=0,
        align="center",
        left=_NAME_OUTDENT,
        right=_NAME_OUTDENT,
    )
