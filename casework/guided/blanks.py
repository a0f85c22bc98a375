"""A paper whose text is set down, ready to be printed and signed."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.organisations.models import Organisation
from documents.catalogue import DocumentType
from documents.letters import Layout, LetterContent, Paragraph, Style, render


def as_letter(kind: DocumentType, *, of: Organisation, day: date) -> bytes:
    """The text of ``kind`` as a Word file for ``of`` to sign; in Chinese, as all that is filed."""
    with override("zh-hans"):
        content = LetterContent(
            layout=Layout.FORM,
            issuer=of.name,
            title=kind.zh,
            issued_on=day,
            signer_name=_("%(name)s（签字、盖章）") % {"name": of.name},
            blocks=[Paragraph(Style.BODY, line) for line in kind.text],
        )
        return render(content)
