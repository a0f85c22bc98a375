"""Which of the dates of a paper say since when and until when it is valid, and when it was issued."""

import re
from collections.abc import Iterator
from itertools import pairwise

from documents.reading.dates import FoundDate, find_dates
from documents.reading.proposal import Fact, Proposal
from documents.reading.wording import excerpt

_PERIOD = re.compile(r"有效|期限|期间|[自从]$")
# Hours and brackets may stand between the two dates of a period.
_TO = re.compile(r"[\s(]*(?:零时|0?0[:时](?:00)?分?)?\s*起?\s*[),]?\s*(?:至|到|[-—–―~]{1,2})\s*自?\s*")
_END = re.compile(r"\s?(?:二十四时|24[:时](?:00)?分?)?\s?(?:止|为止|截止)")
_GIVEN = (
    "发证|颁发|签发|核发|填发|制证|出具|开具|签单|出单|签订|签署|订立|核准|批准|查询|体检|检查|登记|发照|印发"
)
_ANYTHING = re.compile("")
# Of one date: the fact, what stands right before it, what follows.
_RULES = (
    (
        Fact.VALID_TO,
        re.compile(r"(?:有效期限?|有效日期|有效期间|期限|有效):?(?:截止|至|到|截止至)?:?\n?$"),
        _ANYTHING,
    ),
    (Fact.VALID_TO, re.compile(r"(?:到期|失效|截止|终止|届满|期满)(?:日期?|时间):?\n?$"), _ANYTHING),
    (Fact.VALID_TO, re.compile(r"[至到]$"), _END),
    (Fact.VALID_FROM, re.compile(r"(?:生效|起始|开始|起保|起效)(?:日期?|时间):?\n?$|有效期:?自$"), _ANYTHING),
    (Fact.VALID_FROM, re.compile(r"[自从]$"), re.compile(r"\s?起")),
    (Fact.ISSUED_ON, re.compile(rf"(?:{_GIVEN})(?:日期|时间|日):?\n?$"), _ANYTHING),
)
_SEEN = 24  # characters before a date in which its label stands


def propose_dates(text: str) -> Iterator[Proposal]:
    """Of the tidied text: periods first, then the dates that stand alone."""
    dates = list(find_dates(text))
    taken: set[FoundDate] = set()
    for first, last in pairwise(dates):
        if first not in taken and _are_joined(text, first, last):
            taken |= {first, last}
            yield from _period(text, first, last)
    for found in dates:
        fact = None if found in taken else _alone(text, found)
        if fact:
            yield Proposal(fact, found.value, excerpt(text, found.start, found.end))


def _are_joined(text: str, first: FoundDate, last: FoundDate) -> bool:
    return bool(first.day and _TO.fullmatch(text, first.end, last.start))


def _period(text: str, first: FoundDate, last: FoundDate) -> Iterator[Proposal]:
    """Nothing of one that ends before it begins, nor of one that nothing calls a validity."""
    called = _PERIOD.search(_before(text, first)) or _END.match(text, last.end)
    if not called or (first.day and last.day and last.day < first.day):
        return
    words = excerpt(text, first.start, last.end)
    yield Proposal(Fact.VALID_FROM, first.value, words)
    yield Proposal(Fact.VALID_TO, last.value, words)


def _alone(text: str, found: FoundDate) -> Fact | None:
    before = _before(text, found)
    facts = (f for f, label, after in _RULES if label.search(before) and after.match(text, found.end))
    fact = next(facts, None)
    return fact if found.day or fact == Fact.VALID_TO else None


def _before(text: str, found: FoundDate) -> str:
    """What stands before a date, as far as the sentence or the line above; labels may be spread over their line."""
    seen = text[max(0, found.start - _SEEN) : found.start]
    return re.sub(r"[ \t]+", "", re.split(r"[。;,]|\n[^\n]*\n", seen)[-1])
