"""Addresses that need no login."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from casework.publicity.views import shown

app_name = "publicity"
urlpatterns = [path("publicity/", login_not_required(shown), name="shown")]
