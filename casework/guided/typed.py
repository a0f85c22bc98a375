"""What was typed on a page that can no longer be handed in, as plain text to copy: nothing of it is looked up."""

import re
from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.inbox.forms import read_posted
from casework.inbox.step.loading import Step
from casework.inbox.step.typed import typed_text
from casework.papers.wording import FACT_NAMES

# Ticks are quickly made again.
_LABELS = {
    **FACT_NAMES, "name": _("姓名"), "id_number": _("证件号码"), "speciality": _("特长"),
    "credit_code": _("统一社会信用代码"), "legal_representative": _("法定代表人"), "contact": _("联系岗位"),
}  # fmt: skip
_NAME = re.compile(r"(?:fact-\d+|person-[0-9a-f-]+|profile)-(?P<name>[a-z_]+)")


def typed_here(step: Step, posted: QueryDict) -> str:
    """Fields of the form, and what stands beside them. Empty where nothing was posted."""
    if not posted:
        return ""
    fields = typed_text(step.schema, read_posted(step.schema, posted), step.viewer.language)
    return "\n".join(filter(None, (fields, beside_the_form(posted))))


def beside_the_form(posted: QueryDict) -> str:
    """Facts of papers, people and the vendor, by what they are called on the page."""
    return "\n".join(_lines(posted))


def _lines(posted: QueryDict) -> Iterator[str]:
    for name, values in posted.lists():
        match, said = _NAME.fullmatch(name), "".join(values).strip()
        if match and said and match["name"] in _LABELS:
            yield f"{_LABELS[match['name']]}：{said}"
