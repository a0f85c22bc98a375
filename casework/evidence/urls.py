"""The address of evidence packs; it stands in no menu, a case leads to it."""

from django.urls import path

from casework.evidence import views

app_name = "evidence"
urlpatterns = [path("<uuid:case_id>/", views.evidence, name="pack")]
