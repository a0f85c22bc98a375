"""What the results of a checklist are called."""

from django.utils.translation import gettext as _

from processes.forms.checklists import MET, NOT_APPLICABLE, NOT_MET, PARTLY


def result_names() -> list[tuple[str, str, str]]:
    """(value, name, what it counts for), in the order in which they are offered."""
    return [
        (MET, _("符合"), "1"),
        (PARTLY, _("部分"), "0.5"),
        (NOT_MET, _("不符"), "0"),
        (NOT_APPLICABLE, _("不适用"), ""),
    ]


def result_name(value: str | None) -> str:
    """The name of one result; nothing for none."""
    return next((name for known, name, _counts in result_names() if known == value), "")
