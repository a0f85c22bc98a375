"""Addresses of what everybody has for himself: delegations. The registers have theirs in the shell."""

from django.urls import path

from casework.organisations.views import delegations

app_name = "delegations"
urlpatterns = [
    path("", delegations.index, name="index"),
    path("add/", delegations.add, name="add"),
    path("<int:pk>/withdraw/", delegations.take_back, name="withdraw"),
]
