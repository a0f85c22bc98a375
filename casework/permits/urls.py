"""Addresses that need no login."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from casework.permits.views import public

app_name = "permits"
urlpatterns = [
    path("check/<str:token>/", login_not_required(public.check_badge), name="check"),
    path("admitted/", login_not_required(public.admitted), name="admitted"),
]
