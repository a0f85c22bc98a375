"""500 texts that break something somewhere: encodings, databases, XML, spreadsheets, terminals, eyes."""

from random import Random

FIXED = [
    "\x00", "a\x00b", "\x01\x02\x03", "\x07", "\x1b[31m红", "\x7f", "\x85行", "\ufeff有", "\ufffe",
    "\uffff", "\ud800", "半\udfff字",
    "\ud83d\ude00", "😀", "👨‍👩‍👧‍👦", "🏳️‍🌈", "𠮷野家", "𪚥", "\U0010ffff", "\U000e0001",
    "\u202e倒", "\u2066隔\u2069", "\u200b零宽",
    "\u200d", "e\u0301", "é", "ﬁ", "Å", "Å", "가", "각", "ｱ", "①", "㍿", "İ", "ß", "ǆ", "\u2028行",
    "\u2029段", "\u00a0", "\u3000全角",
    "\t表", "一\n二", "一\r\n二", "一\r二", " 空 ", "", " ", "\n\n", "<b>粗</b>",
    "<script>alert(1)</script>", "&amp;&lt;&#0;", "]]>",
    "<!--", "<![CDATA[x]]>", "<w:p/>", "{{case.number}}", "{{", "}}", "{% x %}", "${7*7}", "#{x}",
    "%s%n%d", "%(label)s", "{0}",
    "=1+1", "+1", "-1", "@SUM(1)", "'; DROP TABLE x; --", "\\", "\\u0000", "\\x00", "/etc/passwd",
    "../..", "C:\\NUL", "null", "None",
    "NaN", "true", "[]", "{}", '{"typename": "x"}', "typename", "__class__", "0" * 400, "1e999",
    "字" * 10_000, "𠮷" * 10_000,
    "a" * 10_000, "字" * 10_001, "\u0301" * 500, "\n" * 9_000 + "尾", "ﷺ" * 50, "Z̸̛a̷l̴g̵o̶",
    "שלום עולם", "مرحبا", "ไทย", "हिन्दी",
]  # fmt: skip
PIECES = [
    "字", "𠮷", "😀", "\x00", "\x0b", "\x1f", "\ud800", "\udc00", "\u202e", "\u2067", "\ufffe",
    "e\u0301", "<", "&", '"', "'", "{{", "}}",
    "\\", "\n", "\r\n", "\t", " ", "\u3000", "=", "%", "\u200b", "\U0010ffff", "a", "0", "；", "“", "\u2028",
]  # fmt: skip


def texts() -> list[str]:
    dice = Random(20260424)  # noqa: S311
    made = ["".join(dice.choices(PIECES, k=dice.choice((3, 10, 60)))) for _ in range(500 - len(FIXED))]
    # Their order is mixed, so that a part of them is a fair sample.
    return dice.sample([*FIXED, *made], 500)
