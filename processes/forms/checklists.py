"""Reads the answers of a checklist: one result for every item, and what was seen where an item falls short."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from processes.forms.faults import Wrong, first_of, said
from processes.forms.scalars import read_ids, read_text
from processes.forms.schema import Field, Item, Text

MET, PARTLY, NOT_MET, NOT_APPLICABLE = RESULTS = ("met", "partly", "not_met", "not_applicable")
SHORT = frozenset({PARTLY, NOT_MET})
MAXIMUM_FACT = 500  # characters; forty of them still fit into the data of a case
MAXIMUM_PHOTOS = 20
# One answer for all items that are not named, as a scenario or an import says it; no code begins with a star.
OTHERS = "*"

Answer = Mapping[str, Any]


def read_checklist(field: Field, raw: Any, *, required: bool) -> list[dict[str, Any]]:
    """A context for each item, in the order of the form. Raises Wrong with everything that is missing or wrong.

    Without ``required`` an item may stay open; its ``result`` is None then.
    """
    answers = answers_of(field, raw)
    faults = faults_of(field, answers)
    missing = [item.code for item in field.items if required and not answers[item.code].get("result")]
    sentences = [sentence for found in faults.values() for sentence in found]
    if missing:
        open_still = gettext("“%(label)s”还有 %(n)s 项未评：%(codes)s。")
        codes = gettext("、").join(missing[:20]) + ("…" if len(missing) > 20 else "")
        sentences.insert(0, said(open_still, field, n=len(missing), codes=codes))
    if sentences:
        raise Wrong(*first_of(sentences))
    return [_context(field, item, answers[item.code]) for item in field.items]


def begun_checklist(field: Field, raw: Any) -> list[dict[str, Any]]:
    """A context for each item of a list that somebody is still at, for expressions. Raises Wrong as ``answers_of``."""
    return [
        _about(item)
        | {key: answer.get(key) or empty for key, empty in (("result", None), ("fact", ""), ("photos", []))}
        for item, answer in zip(field.items, answers_of(field, raw).values(), strict=True)
    ]


def answers_of(field: Field, raw: Any) -> dict[str, Answer]:
    """The answer to each item by its code, whether it is in order or not; nothing for one that was not answered.

    ``raw`` is a list of ``{code, result, fact, photos}``, or maps codes (``*`` for the others) to a result or to
    ``{result, fact, photos}``. Raises Wrong for anything else, and for items that the form does not have.
    """
    given = dict(_given(field, raw))
    others = given.pop(OTHERS, {})
    if not given.keys() <= {item.code for item in field.items}:
        raise Wrong(said(gettext("“%(label)s”的检查项与表单不一致，请刷新页面后重填。"), field))
    return {item.code: given.get(item.code, others) for item in field.items}


def faults_of(field: Field, answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    """Sentences about each answer that was given and is not in order, by the code of its item."""
    found: dict[str, list[str]] = {}
    for code, answer in answers.items():
        try:
            _check(field, code, answer)
        except Wrong as wrong:
            found[code] = wrong.sentences
    return found


def _given(field: Field, raw: Any) -> Iterable[tuple[str, Answer]]:
    if isinstance(raw, Mapping):
        pairs = list(raw.items())
    elif isinstance(raw, list) and all(isinstance(line, Mapping) for line in raw):
        pairs = [(line.get("code"), line) for line in raw]
    elif raw in (None, ""):
        return
    else:
        raise Wrong(said(gettext("“%(label)s”请逐项评定。"), field))
    for code, answer in pairs:
        shaped = {"result": answer} if isinstance(answer, str) else answer
        if not isinstance(code, str) or not isinstance(shaped, Mapping):
            raise Wrong(said(gettext("“%(label)s”请逐项评定。"), field))
        yield code, shaped


def _check(field: Field, code: str, answer: Answer) -> None:
    result = answer.get("result")
    if result not in (None, "", *RESULTS):
        raise Wrong(gettext("%(code)s：请从符合、部分、不符、不适用中选一个。") % {"code": code})
    fact = _fact(field, code, answer)
    if result in SHORT and not fact:
        raise Wrong(gettext("%(code)s：请写明看到的情况。") % {"code": code})
    _photos(field, code, answer)


def _fact(field: Field, code: str, answer: Answer) -> str:
    named = replace(field, type="long_text", label=Text(code))
    return read_text(named, answer.get("fact") or "", MAXIMUM_FACT)


def _photos(field: Field, code: str, answer: Answer) -> list[str]:
    given = read_ids(replace(field, type="file", label=Text(code)), answer.get("photos") or [])
    if len(given) > MAXIMUM_PHOTOS:
        too_many = gettext("%(code)s：最多 %(most)s 张照片。")
        raise Wrong(too_many % {"code": code, "most": MAXIMUM_PHOTOS})
    return given


def _context(field: Field, item: Item, answer: Answer) -> dict[str, Any]:
    return _about(item) | {
        "result": answer.get("result") or None,
        "fact": _fact(field, item.code, answer),
        "photos": _photos(field, item.code, answer),
    }


def _about(item: Item) -> dict[str, Any]:
    return {
        "code": item.code,
        "text": item.text.zh,
        "weight": item.weight,
        "red": item.red,
        "clause": item.clause,
        "finding": item.finding,
    }
