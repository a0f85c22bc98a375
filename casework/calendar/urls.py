"""The calendar's addresses; included under the name `calendar`."""

from django.urls import path

from casework.calendar.views import change, year

app_name = "calendar"

urlpatterns = [
    path("", year.year, name="year"),
    path("<int:year>/", year.year, name="year_of"),
    path("change/<slug:kind>/", change.change, name="change"),
    path("changes/", change.changes, name="changes"),
    path("changes/<int:pk>/", change.changed, name="changed"),
]
