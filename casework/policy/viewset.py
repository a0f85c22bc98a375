"""Policy in the menu: documents for everybody, parameters for the offices of the bureau."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application

from casework.organisations.standing import Standing
from casework.policy.policies import may_read_configuration
from casework.policy.views import documents, files, parameters


class Documents(Application):  # type: ignore[misc]
    app_name = "policy"
    title = _("政策文件")
    icon = "menu_book"

    index_path = path("", documents.index, name="index")
    register_path = path("register/", documents.register, name="register")
    document_path = path("<uuid:pk>/", documents.document, name="document")
    begin_path = path("<uuid:pk>/uploads/", files.begin, name="begin")
    complete_path = path("<uuid:pk>/uploads/<uuid:version>/", files.complete, name="complete")
    attach_path = path("<uuid:pk>/files/", files.attach, name="attach")
    file_path = path("<uuid:pk>/files/<uuid:version>/", files.file, name="file")
    dates_path = path("<uuid:pk>/dates/", documents.dates, name="dates")


class Parameters(Application):  # type: ignore[misc]
    app_name = "parameters"
    title = _("政策参数")
    icon = "tune"

    index_path = path("", parameters.index, name="index")
    parameter_path = path("<slug:code>/", parameters.parameter, name="parameter")
    change_path = path("<slug:code>/change/", parameters.change, name="change")
    confirm_path = path("<slug:code>/<uuid:pk>/confirm/", parameters.confirm_value, name="confirm")
    drop_path = path("<slug:code>/<uuid:pk>/drop/", parameters.drop_value, name="drop")

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return may_read_configuration(standing)


applications = [Documents(), Parameters()]
