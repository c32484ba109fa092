"""Routes of notices."""

from __future__ import annotations

from django.urls import path

from tinhso.foundation.notices.views.preferences import preferences
from tinhso.foundation.notices.views.sink import sink

app_name = "notices"
urlpatterns = [
    path("hop-thu-mau/", sink, name="sink"),
    path("thong-bao/cach-nhan/", preferences, name="preferences"),
]
