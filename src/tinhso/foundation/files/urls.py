"""Routes of files."""

from __future__ import annotations

from django.urls import path

from tinhso.foundation.files.views.download import download
from tinhso.foundation.files.views.upload import begin_upload, finish_upload, upload

app_name = "files"
urlpatterns = [
    path("tep/tai-len/", begin_upload, name="begin"),
    path("tep/tai-len/<uuid:upload_id>/", upload, name="upload"),
    path("tep/tai-len/<uuid:upload_id>/xong/", finish_upload, name="finish"),
    path("tep/<uuid:file_id>/", download, name="download"),
]
