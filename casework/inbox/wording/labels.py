"""Words that data carry in Chinese, named here so that the catalogue of translations knows them."""

from django.utils.translation import gettext, gettext_noop

# Stages of a rectification (the milestones of its diagram).
gettext_noop("立案")
gettext_noop("送达")
gettext_noop("签收")
gettext_noop("方案")
gettext_noop("整改")
gettext_noop("复查")
gettext_noop("销号")
# Severity of a case and its findings.
gettext_noop("一般")
gettext_noop("较重")
gettext_noop("严重")
gettext_noop("紧急")


def label(text: object) -> str:
    """The word in the language of the screen; itself where no translation is known."""
    return gettext(str(text)) if text else ""


def severity_text(severity: int) -> str:
    """``L2 较重``."""
    return f"L{severity} {gettext(('一般', '较重', '严重', '紧急')[severity - 1])}"
