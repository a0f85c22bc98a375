"""收文 in the menu."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application

from casework.letters.views import copies
from casework.organisations.policies import has_business
from casework.organisations.standing import Standing


class Copies(Application):  # type: ignore[misc]
    app_name = "letters"
    title = _("通报")
    icon = "campaign"

    index_path = path("", copies.index, name="index")
    copy_path = path("<int:pk>/", copies.copy, name="copy")
    sign_path = path("<int:pk>/sign/", copies.sign, name="sign")
    file_path = path("<int:pk>/file/", copies.file, name="file")
    recipients_path = path("sent/<int:letter_id>/", copies.recipients, name="recipients")

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return has_business(standing)


applications = [Copies()]
