"""Addresses that need no login."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from casework.publicity.views import letter, shown

app_name = "publicity"
urlpatterns = [
    path("publicity/", login_not_required(shown), name="shown"),
    path("publicity/<int:pk>/letter/", login_not_required(letter), name="letter"),
]
