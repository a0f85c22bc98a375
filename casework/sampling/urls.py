"""Addresses of draws; they stand in no menu, a case leads to its own."""

from django.urls import path

from casework.sampling import views

app_name = "sampling"
urlpatterns = [
    path("redraw.py", views.source, name="source"),
    path("<uuid:case_id>/", views.draw, name="draw"),
    path("<uuid:case_id>/pool.json", views.pool, name="pool"),
]
