"""The numbers of GB/T 9704-2012: points for type, millimetres for paper."""

POINTS_PER_MM = 72 / 25.4

# Paper and margins in twips (clause 5.1–5.2). The right margin is a quarter of a millimetre short
# of 26 mm, so that 28 characters of 15.8 pt fit the line with a little to spare.
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 2098, 1984, 1588, 1460
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
TEXT_WIDTH_MM = 156.0

# Type faces (clause 5.2.2 and Annex practice); the reader's machine has them, this program ships none.
TITLE_FACE = "方正小标宋简体"
BODY_FACE = "仿宋_GB2312"
KAI_FACE = "楷体_GB2312"
HEI_FACE = "黑体"
SONG_FACE = "宋体"

# Type sizes in points: 二号, 小二, 三号, 四号, 小四, 五号.
SIZE_2, SIZE_2_SMALL, SIZE_3, SIZE_4, SIZE_4_SMALL, SIZE_5 = 22.0, 18.0, 16.0, 14.0, 12.0, 10.5

# 22 lines of 28 characters on 225 by 156 mm.
LINE_PITCH = 28.95
TITLE_PITCH = 34.0
TRACKING = -0.2
CHARACTER = SIZE_3 + TRACKING

RED = "FF0000"

# Red head: letters at most 62 pt, all of them within the 442 pt of the line (7.2.4).
HEAD_LARGEST, HEAD_WIDTH = 62.0, 442.0
HEAD_BELOW_TEXT_TOP_MM = 35.0
NUMBER_TO_RULE_MM = 4.0
RED_RULE = 1.25

# Letter format (clause 10.1).
LETTER_HEAD_MM = 30.0
LETTER_RULE_WIDTH_MM = 170.0
LETTER_RULE_BELOW_NAME_MM = 4.0
LETTER_FOOT_RULE_MM = 20.0
THICK_RULE, THIN_RULE, RULE_GAP = 2.25, 0.75, 1.5

# 版记: outer rules 0.35 mm, inner 0.25 mm (7.4.1).
IMPRINT_OUTER_RULE, IMPRINT_INNER_RULE = 1.0, 0.75

# 一字线 of the page number 7 mm below the text block (7.5).
PAGE_NUMBER_BELOW_MM = 7.0


def points(millimetres: float) -> float:
    return millimetres * POINTS_PER_MM


def twips(value: float) -> int:
    """Twentieths of a point, from points."""
    return round(value * 20)


# With an exact line height both Word and LibreOffice put the baseline four fifths down the line;
# the ink of a Han character then reaches 0.84 em above and 0.08 em below it.
BASELINE, INK_ABOVE, INK_BELOW = 0.8, 0.84, 0.08


def ink_top(*, pitch: float, size: float) -> float:
    """Points from the top of an exact line to the top edge of its characters."""
    return BASELINE * pitch - INK_ABOVE * size


def ink_bottom(*, pitch: float, size: float) -> float:
    """Points from the bottom edge of the characters to the bottom of an exact line."""
    return pitch - BASELINE * pitch - INK_BELOW * size


def head_size(name: str) -> float:
    """Points, on a half point, so that the issuer's name stays on one line."""
    return int(min(HEAD_LARGEST, HEAD_WIDTH / max(len(name), 1)) * 2) / 2
