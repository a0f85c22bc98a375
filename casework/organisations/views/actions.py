"""Changes of the registers: 404 for what is not visible, 403 for what is visible and not allowed."""

import copy
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise
from django.views.generic import FormView

from casework.organisations.current import standing
from casework.organisations.models import Person
from casework.organisations.rules import Refused


class RegisterAction(FormView[Any]):
    """One form that changes one entry. Subclasses say who may, and call one service in ``act``."""

    http_method_names = ["get", "head", "post", "options"]
    viewset: Any = None
    template_name = "organisations/action.html"
    heading: str | Promise = ""
    verb: str | Promise = ""
    done: str | Promise = ""
    consequence: str | Promise = ""
    subject: Any = None

    def allowed(self) -> bool:
        raise NotImplementedError

    def act(self, values: dict[str, Any], at: datetime, by: Person) -> Any:
        """Do it and return the entry to show next. Raises Refused."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.standing = standing(request)
        if "pk" in kwargs:
            self.subject = get_object_or_404(self.viewset.get_queryset(request), pk=kwargs["pk"])
        if not self.allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.subject is not None and hasattr(self.form_class, "_meta"):
            # A form that is refused leaves its values on the instance; the page shows the entry as it is.
            kwargs["instance"] = copy.copy(self.subject)
        return kwargs

    def form_valid(self, form: BaseForm) -> HttpResponse:
        by = cast(Person, self.request.user)
        try:
            entry = self.act(form.cleaned_data, timezone.now(), by)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return HttpResponseRedirect(self.after(entry))

    def after(self, entry: Any) -> str:
        """Where to go when it is done: the page of the entry."""
        return str(self.viewset.reverse("detail", args=[entry.pk]))

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.after(self.subject) if self.subject else self.viewset.reverse("list")
        return super().get_context_data(back=back, **kwargs)
