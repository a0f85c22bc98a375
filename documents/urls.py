"""Where browsers send bytes when the store has no address of its own for them."""

from django.urls import path

from documents.views import upload

app_name = "documents"

urlpatterns = [path("upload/<uuid:version>/", upload, name="upload")]
