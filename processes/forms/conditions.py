"""Whether a field shows, and what its form asks of the answer beyond its type."""

import re
from collections.abc import Callable, Mapping, Set
from typing import Any

from django.utils.translation import gettext

from processes.forms.faults import language, not_offered, said
from processes.forms.schema import Field

Evaluate = Callable[[str, Mapping[str, Any]], Any]


def is_visible(field: Field, evaluate: Evaluate, values: Mapping[str, Any]) -> bool:
    return field.visible is None or evaluate(field.visible.removeprefix("="), values) is True


def is_required(field: Field, evaluate: Evaluate, values: Mapping[str, Any]) -> bool:
    if isinstance(field.required, str):
        return evaluate(field.required.removeprefix("="), values) is True
    return field.required


def names(condition: str, name: str) -> bool:
    """Whether the expression speaks of what is called ``name`` here, not of a member of something else."""
    return re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", condition) is not None


def check(
    field: Field, values: Mapping[str, Any], evaluate: Evaluate, unread: Set[str] = frozenset()
) -> list[str]:
    """Sentences about the answer that stands in ``values``; none where it is in order.

    What hangs on answers that could not be read (``unread``) is asked when they can.
    """
    value = values[field.name]
    waits = isinstance(field.required, str) and _asks(field.required, unread)
    required = not waits and is_required(field, evaluate, values)
    if required and value in (None, "", []):
        return [said(_missing(field), field)]
    sentences = []
    if field.minimum and isinstance(value, list) and len(value) < field.minimum and (required or value):
        sentences.append(said(_too_few(field), field, least=field.minimum, given=len(value)))
    if field.offers is not None and not _is_offered(field, value, values, evaluate):
        sentences.append(not_offered(field))
    if value not in (None, "", []):
        rules = (rule for rule in field.rules if not _asks(rule.expression, unread))
        failed = (rule for rule in rules if evaluate(rule.expression, values) is not True)
        sentences += [rule.message.in_language(language()) for rule in failed]
    return sentences


def _asks(condition: str, unread: Set[str]) -> bool:
    return any(names(condition, name) for name in unread)


def offered(field: Field, evaluate: Evaluate, values: Mapping[str, Any]) -> list[str]:
    """The texts that may be chosen now, besides the options of the field."""
    found = evaluate(field.offers.removeprefix("="), values) if field.offers else None
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _is_offered(field: Field, value: Any, values: Mapping[str, Any], evaluate: Evaluate) -> bool:
    known = {option.value for option in field.options}
    chosen = {one for one in (value if isinstance(value, list) else [value]) if one not in (None, "")} - known
    return not chosen or chosen <= set(offered(field, evaluate, values))


def _missing(field: Field) -> str:
    if field.type in {"choice", "choices", "organisation", "person", "yes_no"}:
        return gettext("请选择“%(label)s”。")
    return gettext("请上传“%(label)s”。") if field.type == "file" else gettext("请填写“%(label)s”。")


def _too_few(field: Field) -> str:
    if field.type in {"organisation", "person"}:
        return gettext("“%(label)s”至少要选 %(least)s 个，现在是 %(given)s 个。")
    return gettext("“%(label)s”至少要 %(least)s 份，现在是 %(given)s 份。")
